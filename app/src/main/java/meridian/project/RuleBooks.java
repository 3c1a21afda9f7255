package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.TOOL_RULES;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.activity.Event;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The tool rules of every project. */
@Component
public class RuleBooks {
    /** Under which they are registered. */
    public static final String DOCUMENT_KIND = "tool_rules";
    private static final String LETTERS = "TR";

    private final JsonMapper json = new JsonMapper();
    private final DSLContext db;
    private final Projects projects;
    private final Activities activities;
    private final Documents documents;
    private final Clock clock;

    RuleBooks(DSLContext db, Projects projects, Activities activities, Documents documents, Clock clock) {
        this.db = db;
        this.projects = projects;
        this.activities = activities;
        this.documents = documents;
        this.clock = clock;
    }

    /** Everything that can happen to tool rules. */
    public sealed interface RulesActivity extends Event {
        record RulesChanged(Ref subject, List<Change> changes) implements RulesActivity {
            @Override
            public String type() {
                return "rules_changed";
            }
        }

        record RulesPublished(Ref subject) implements RulesActivity {
            @Override
            public String type() {
                return "rules_published";
            }
        }
    }

    @Transactional(readOnly = true)
    public ToolRules of(ProjectId project) {
        return db.select(TOOL_RULES.MANAGEMENT_TOOL, TOOL_RULES.MESSAGING_TOOL, TOOL_RULES.DOCUMENTS_TOOL, TOOL_RULES.RULES, TOOL_RULES.NAMING_PATTERN, TOOL_RULES.MINUTES_TEMPLATE,
                        TOOL_RULES.PUBLISHED_AT, MEMBER.DISPLAY_NAME, TOOL_RULES.VERSION)
                .from(TOOL_RULES)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(TOOL_RULES.WORKSPACE_ID), MEMBER.ID.eq(TOOL_RULES.PUBLISHED_BY))
                .where(TOOL_RULES.PROJECT_ID.eq(project))
                .fetchOptional(row -> new ToolRules(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9()))
                .orElseThrow(NotFound::new);
    }

    /** What is typed. */
    public record Facts(String managementTool, String messagingTool, String documentsTool, String rules, String namingPattern, String minutesTemplate) {}

    /** Writes a draft; what was published is no longer until it is published again. Writing the same changes nothing. */
    @Transactional
    public void write(ProjectId project, Facts typed, int version, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.EDIT_TOOL_RULES);
        var before = of(project);
        if (before.version() != version) throw new Stale();
        var check = new Refused.Check();
        var management = check.optional("management_tool", typed.managementTool(), 200);
        var messaging = check.optional("messaging_tool", typed.messagingTool(), 200);
        var documents = check.optional("documents_tool", typed.documentsTool(), 200);
        var rules = check.optional("rules", typed.rules(), 8000);
        var pattern = check.text("naming_pattern", typed.namingPattern(), 120);
        var minutes = check.optional("minutes_template", typed.minutesTemplate(), 8000);
        check.reject(!pattern.isEmpty() && pattern.length() <= 120 && !names(pattern), "naming_pattern", "rules.pattern_wrong", ToolRules.PLACES);
        check.done();
        var changes = new Changes()
                .of("management_tool", before.managementTool(), management)
                .of("messaging_tool", before.messagingTool(), messaging)
                .of("documents_tool", before.documentsTool(), documents)
                .of("rules", before.rules(), rules)
                .of("naming_pattern", before.namingPattern(), pattern)
                .of("minutes_template", before.minutesTemplate(), minutes);
        if (!changes.any()) return;
        var changed = db.update(TOOL_RULES)
                .set(TOOL_RULES.MANAGEMENT_TOOL, management)
                .set(TOOL_RULES.MESSAGING_TOOL, messaging)
                .set(TOOL_RULES.DOCUMENTS_TOOL, documents)
                .set(TOOL_RULES.RULES, rules)
                .set(TOOL_RULES.NAMING_PATTERN, pattern)
                .set(TOOL_RULES.MINUTES_TEMPLATE, minutes)
                .setNull(TOOL_RULES.PUBLISHED_AT)
                .setNull(TOOL_RULES.PUBLISHED_BY)
                .set(TOOL_RULES.VERSION, TOOL_RULES.VERSION.plus(1))
                .where(TOOL_RULES.PROJECT_ID.eq(project), TOOL_RULES.VERSION.eq(version))
                .execute();
        if (changed == 0) throw new Stale();
        if (before.published()) this.documents.find(project, DOCUMENT_KIND, project).ifPresent(document -> this.documents.draftAgain(document.id()));
        activities.record(actor, new RulesActivity.RulesChanged(Ref.of("tool_rules", project), changes.list()), project, null);
    }

    /** Puts the draft into force, as the next issue of its document. It must name a tool and say a rule. */
    @Transactional
    public void publish(ProjectId project, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.EDIT_TOOL_RULES);
        var rules = of(project);
        if (rules.version() != version) throw new Stale();
        if (rules.published()) return;
        var check = new Refused.Check();
        check.reject((rules.managementTool() + rules.messagingTool() + rules.documentsTool()).isBlank(), "", "rules.no_tool");
        check.reject(rules.rules().isBlank(), "", "rules.no_rule");
        check.done();
        var published = db.update(TOOL_RULES)
                .set(TOOL_RULES.PUBLISHED_AT, clock.instant())
                .set(TOOL_RULES.PUBLISHED_BY, actor.member())
                .set(TOOL_RULES.VERSION, TOOL_RULES.VERSION.plus(1))
                .where(TOOL_RULES.PROJECT_ID.eq(project), TOOL_RULES.VERSION.eq(version))
                .execute();
        if (published == 0) throw new Stale();
        var document = documents.register(project, access.code(), DOCUMENT_KIND, LETTERS, project, LocalDate.ofInstant(clock.instant(), access.homeZone()));
        documents.issue(document.id(), "", json.valueToTree(new Facts(rules.managementTool(), rules.messagingTool(), rules.documentsTool(), rules.rules(), rules.namingPattern(), rules.minutesTemplate())), actor.person(), null, null);
        activities.record(actor, new RulesActivity.RulesPublished(Ref.of("tool_rules", project)), project, null);
    }

    private static boolean names(String pattern) {
        try {
            ToolRules.example(pattern, "P", "R", "D", LocalDate.EPOCH);
            return true;
        } catch (Refused e) {
            return false;
        }
    }
}
