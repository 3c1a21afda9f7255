package meridian.project;

import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import tools.jackson.databind.node.ObjectNode;

/** A part of scenario templates: copied into a project that is being made, and taken from one that becomes a template; implemented by the modules above. */
public interface TemplatePart {
    /** Runs in the transaction that makes the project, after the project, its charter and its chief coordinator are there. */
    void copyInto(ProjectId project, TemplateContent content, Actor actor);

    /** Writes this part of a project as it stands into a template, in the project’s own words, as {@link TemplateShape} has it. */
    default void takeFrom(ProjectId project, ObjectNode template, Actor actor) {}
}
