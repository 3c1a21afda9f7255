package meridian.approval;

import static db.approval.Tables.APPROVAL_TEMPLATE;
import static db.identity.Tables.MEMBER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.identity.Role;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalTemplateId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The steps that each kind of document takes, in every project of the workspace or in one of its own. Whoever calls has made
 * sure that the actor may set them. A kind without steps goes as whoever asks for approval wants it.
 */
@Component
public class ApprovalTemplates {
    /** The roles a step can be given to. */
    public static final List<Role> ROLES = List.of(Role.SPONSOR, Role.CHIEF_COORDINATOR, Role.LEAD, Role.SUPPORT_HEAD, Role.BUSINESS_COORDINATOR, Role.REVIEWER);

    private static final int MOST = 12;

    private final DSLContext db;
    private final Activities activities;
    private final JsonMapper json = new JsonMapper();

    ApprovalTemplates(DSLContext db, Activities activities) {
        this.db = db;
        this.activities = activities;
    }

    /** The steps set at a place, with the version of the row; {@code inherited} are those of the workspace where a project has none of its own. */
    public record Set(Steps own, Steps inherited, int version) {
        public Steps steps() {
            return own.none() ? inherited : own;
        }
    }

    /** What holds for a kind of document in this project. */
    @Transactional(readOnly = true)
    public Steps of(ProjectId project, String kind) {
        return all(project).getOrDefault(kind, new Set(Steps.NONE, Steps.NONE, 0)).steps();
    }

    /** What is set for each kind of document: in this project, or (null) in the workspace. */
    @Transactional(readOnly = true)
    public Map<String, Set> all(@Nullable ProjectId project) {
        var all = new HashMap<String, Set>();
        db.select(APPROVAL_TEMPLATE.KIND, APPROVAL_TEMPLATE.PROJECT_ID, APPROVAL_TEMPLATE.STEPS, APPROVAL_TEMPLATE.VERSION)
                .from(APPROVAL_TEMPLATE)
                .where(project == null ? APPROVAL_TEMPLATE.PROJECT_ID.isNull() : APPROVAL_TEMPLATE.PROJECT_ID.isNull().or(APPROVAL_TEMPLATE.PROJECT_ID.eq(project)))
                .forEach(row -> {
                    var steps = new Steps(Arrays.asList(json.readValue(row.value3().data(), Steps.Line[].class)));
                    var own = Objects.equals(row.value2(), project);
                    all.merge(row.value1(), own ? new Set(steps, Steps.NONE, row.value4()) : new Set(Steps.NONE, steps, 0),
                            (one, other) -> new Set(one.own().none() ? other.own() : one.own(), one.inherited().none() ? other.inherited() : one.inherited(), Math.max(one.version(), other.version())));
                });
        return all;
    }

    /** What is typed: roles ({@code role:sponsor}) or ids of people. */
    public record Facts(String checker, List<String> countersigners, String approver) {}

    /** Sets the steps of a kind; nothing at all means that none are set here. */
    @Transactional
    public void set(@Nullable ProjectId project, String kind, Facts typed, int version, Actor actor) {
        var check = new Refused.Check();
        var lines = new ArrayList<Steps.Line>();
        line(lines, StepKind.CHECK, typed.checker(), check);
        typed.countersigners().stream().distinct().forEach(who -> line(lines, StepKind.COUNTERSIGN, who, check));
        line(lines, StepKind.APPROVE, typed.approver(), check);
        check.reject(typed.countersigners().size() > MOST, "countersigners", "approval.too_many", MOST);
        check.reject(!lines.isEmpty() && typed.approver().isBlank(), "approver", "approval.no_approver");
        check.done();
        var before = all(project).getOrDefault(kind, new Set(Steps.NONE, Steps.NONE, 0));
        var steps = JSONB.valueOf(json.writeValueAsString(lines));
        var written = db.insertInto(APPROVAL_TEMPLATE)
                .set(APPROVAL_TEMPLATE.ID, ApprovalTemplateId.next())
                .set(APPROVAL_TEMPLATE.PROJECT_ID, project)
                .set(APPROVAL_TEMPLATE.KIND, kind)
                .set(APPROVAL_TEMPLATE.STEPS, steps)
                .set(APPROVAL_TEMPLATE.VERSION, 1) // 0 stands for a kind of which nothing was set yet
                .onConflict(APPROVAL_TEMPLATE.WORKSPACE_ID, APPROVAL_TEMPLATE.PROJECT_ID, APPROVAL_TEMPLATE.KIND)
                .doUpdate()
                .set(APPROVAL_TEMPLATE.STEPS, steps)
                .set(APPROVAL_TEMPLATE.VERSION, APPROVAL_TEMPLATE.VERSION.plus(1))
                .where(APPROVAL_TEMPLATE.VERSION.eq(version))
                .execute();
        if (written == 0 || version != before.version()) throw new Stale();
        var subject = project == null ? Ref.of("workspace", actor.workspace()) : Ref.of("project", project);
        activities.record(actor, new ApprovalActivity.ApprovalStepsSet(subject, kind, List.of(new Event.Change("approval_steps", words(before.own()), words(new Steps(lines))))), project, null);
    }

    private static String words(Steps steps) {
        return String.join(", ", steps.lines().stream().map(line -> line.step() + " " + (line.who().startsWith("role:") ? line.who() : "member:" + line.who())).toList());
    }

    private void line(List<Steps.Line> lines, StepKind kind, String who, Refused.Check check) {
        if (who.isBlank()) return;
        var known = ROLES.stream().anyMatch(role -> Steps.role(role).equals(who)) || there(who);
        check.reject(!known, Route.field(kind), "refused.not_a_choice");
        if (known) lines.add(new Steps.Line(kind.text(), who.toLowerCase(Locale.ROOT)));
    }

    private boolean there(String who) {
        try {
            return db.fetchExists(MEMBER, MEMBER.ID.eq(MemberId.of(who)), MEMBER.STATE.ne("left"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
