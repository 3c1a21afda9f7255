package meridian.project;

import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;

/** Copies its part of a scenario template into a project that is being made; implemented by the modules above. */
public interface TemplatePart {
    /** Runs in the transaction that makes the project, after the project, its charter and its chief coordinator are there. */
    void copyInto(ProjectId project, TemplateContent content, Actor actor);
}
