package meridian.acceptance;

import static db.acceptance.Tables.RULES;

import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.identity.Permission;
import meridian.project.Projects;
import meridian.project.TemplateContent;
import meridian.project.TemplatePart;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** By which rule the panels of a project judge: its scenario template’s, until it says otherwise. A panel that was convened keeps the rule it began with. */
@Component
public class AcceptanceRules implements TemplatePart {
    private final DSLContext db;
    private final Projects projects;
    private final Activities activities;

    AcceptanceRules(DSLContext db, Projects projects, Activities activities) {
        this.db = db;
        this.projects = projects;
        this.activities = activities;
    }

    /** {@code conditional}: whether a deliverable may pass on conditions 有条件通过. */
    public record Terms(Rule rule, boolean conditional, int version) {
        static final Terms USUAL = new Terms(Rule.UNANIMOUS, false, 0);
    }

    @Override
    public void copyInto(ProjectId project, TemplateContent content, Actor actor) {
        var preset = content.acceptance();
        if (preset != null) write(project, Rule.of(preset.rule()).orElse(Rule.UNANIMOUS), preset.conditional());
    }

    @Override
    public void takeFrom(ProjectId project, ObjectNode template, Actor actor) {
        var terms = of(project);
        template.putObject("acceptance").put("rule", terms.rule().text()).put("conditional", terms.conditional());
    }

    @Transactional(readOnly = true)
    public Terms of(ProjectId project) {
        return db.select(RULES.RULE, RULES.CONDITIONAL, RULES.VERSION).from(RULES).where(RULES.PROJECT_ID.eq(project)).fetchOptional(row -> new Terms(Rule.of(row.value1()).orElseThrow(), row.value2(), row.value3())).orElse(Terms.USUAL);
    }

    /** Changes the rule for panels that are convened from now on. */
    @Transactional
    public void change(ProjectId project, @Nullable Rule rule, boolean conditional, int version, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_PROJECT);
        if (rule == null) throw Refused.at("rule", "refused.missing");
        var before = of(project);
        if (before.version() != version) throw new Stale();
        if (write(project, rule, conditional) != version + 1) throw new Stale();
        var changes = new Changes().of("acceptance_rule", before.rule().text(), rule.text()).of("acceptance_conditional", Boolean.toString(before.conditional()), Boolean.toString(conditional));
        if (changes.any()) activities.record(actor, new AcceptanceActivity.AcceptanceRulesChanged(Ref.of("project", project), changes.list()), project, null);
    }

    private int write(ProjectId project, Rule rule, boolean conditional) {
        return db.insertInto(RULES)
                .set(RULES.PROJECT_ID, project).set(RULES.RULE, rule.text()).set(RULES.CONDITIONAL, conditional).set(RULES.VERSION, 1)
                .onConflict(RULES.WORKSPACE_ID, RULES.PROJECT_ID).doUpdate()
                .set(RULES.RULE, rule.text()).set(RULES.CONDITIONAL, conditional).set(RULES.VERSION, RULES.VERSION.plus(1))
                .returning(RULES.VERSION)
                .fetchSingle(RULES.VERSION);
    }
}
