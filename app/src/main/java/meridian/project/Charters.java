package meridian.project;

import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.REGION;
import static db.project.Tables.CHARTER;
import static db.project.Tables.CRITERION;
import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.INDICATOR;
import static db.project.Tables.PARTY;
import static db.project.Tables.PARTY_TARGET;
import static db.project.Tables.PROJECT;
import static db.project.Tables.SCOPE_ITEM;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.project.CharterContent.Item;
import meridian.project.CharterContent.Measure;
import meridian.project.CharterContent.Scope;
import meridian.project.CharterContent.Share;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.ScopeItemId;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The charters of projects: one each, written as a draft, approved into an issue that never changes. */
@Component
public class Charters {
    public static final String DOCUMENT_KIND = "charter";
    static final String NUMBER_LETTERS = "CH";
    private static final int LONGEST_TEXT = 8000;
    private static final int LONGEST_LINE = 1000;
    private static final int MOST_LINES = 60;

    private final DSLContext db;
    private final Projects projects;
    private final Documents documents;
    private final Approvals approvals;
    private final Activities activities;

    Charters(DSLContext db, Projects projects, Documents documents, Approvals approvals, Activities activities) {
        this.db = db;
        this.projects = projects;
        this.documents = documents;
        this.approvals = approvals;
        this.activities = activities;
    }

    @Transactional(readOnly = true)
    public Charter of(ProjectId project) {
        var regionName = DSL.coalesce(REGION.NAME, DEPARTMENT.NAME, SCOPE_ITEM.CONTENT);
        var scope = DSL.multiset(DSL.select(SCOPE_ITEM.INCLUDED, SCOPE_ITEM.REGION_ID, SCOPE_ITEM.DEPARTMENT_ID, regionName)
                        .from(SCOPE_ITEM)
                        .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(SCOPE_ITEM.WORKSPACE_ID), REGION.ID.eq(SCOPE_ITEM.REGION_ID))
                        .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(SCOPE_ITEM.WORKSPACE_ID), DEPARTMENT.ID.eq(SCOPE_ITEM.DEPARTMENT_ID))
                        .where(SCOPE_ITEM.WORKSPACE_ID.eq(CHARTER.WORKSPACE_ID), SCOPE_ITEM.PROJECT_ID.eq(CHARTER.PROJECT_ID))
                        .orderBy(SCOPE_ITEM.POSITION, SCOPE_ITEM.ID))
                .convertFrom(rows -> rows.map(row -> new ScopeRow(row.value1(), scope(row.value2(), row.value3(), row.value4()))));
        var criteria = DSL.multiset(DSL.select(CRITERION.CONTENT)
                        .from(CRITERION)
                        .where(CRITERION.WORKSPACE_ID.eq(DELIVERABLE.WORKSPACE_ID), CRITERION.DELIVERABLE_ID.eq(DELIVERABLE.ID))
                        .orderBy(CRITERION.POSITION, CRITERION.ID))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        var deliverables = DSL.multiset(DSL.select(DELIVERABLE.ID, DELIVERABLE.NAME, DELIVERABLE.DESCRIPTION, DELIVERABLE.DUE_ON, DELIVERABLE.VERSION, criteria)
                        .from(DELIVERABLE)
                        .where(DELIVERABLE.WORKSPACE_ID.eq(CHARTER.WORKSPACE_ID), DELIVERABLE.PROJECT_ID.eq(CHARTER.PROJECT_ID), DELIVERABLE.DELETED_AT.isNull())
                        .orderBy(DELIVERABLE.POSITION, DELIVERABLE.ID))
                .convertFrom(rows -> rows.map(row -> new Item(row.value1().toString(), row.value2(), row.value3(), Objects.toString(row.value4(), ""), row.value5(), row.value6())));
        var shares = DSL.multiset(DSL.select(PARTY.NAME, PARTY_TARGET.TARGET)
                        .from(PARTY_TARGET)
                        .join(PARTY).on(PARTY.WORKSPACE_ID.eq(PARTY_TARGET.WORKSPACE_ID), PARTY.ID.eq(PARTY_TARGET.PARTY_ID), PARTY.REMOVED_AT.isNull())
                        .where(PARTY_TARGET.WORKSPACE_ID.eq(INDICATOR.WORKSPACE_ID), PARTY_TARGET.INDICATOR_ID.eq(INDICATOR.ID), PARTY_TARGET.TARGET.isNotNull())
                        .orderBy(PARTY.POSITION, PARTY.NAME))
                .convertFrom(rows -> rows.map(row -> new Share(row.value1(), plain(row.value2()))));
        var indicators = DSL.multiset(DSL.select(INDICATOR.NAME, INDICATOR.UNIT, INDICATOR.COMPARATOR, INDICATOR.TARGET, INDICATOR.DUE_ON, shares)
                        .from(INDICATOR)
                        .where(INDICATOR.WORKSPACE_ID.eq(CHARTER.WORKSPACE_ID), INDICATOR.PROJECT_ID.eq(CHARTER.PROJECT_ID), INDICATOR.DELETED_AT.isNull())
                        .orderBy(INDICATOR.POSITION, INDICATOR.ID))
                .convertFrom(rows -> rows.map(row -> new Measure(row.value1(), row.value2(), row.value3(), plain(row.value4()), Objects.toString(row.value5(), ""), row.value6())));
        return db.select(CHARTER.ID, CHARTER.STATE, CHARTER.CHANGE_REASON, CHARTER.VERSION, PROJECT.NAME, PROJECT.CODE, CHARTER.BACKGROUND, CHARTER.GOAL, CHARTER.CONSTRAINTS,
                        scope, deliverables, indicators)
                .from(CHARTER)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(CHARTER.WORKSPACE_ID), PROJECT.ID.eq(CHARTER.PROJECT_ID))
                .where(CHARTER.PROJECT_ID.eq(project))
                .fetchOptional(row -> new Charter(row.value1(), project, Charter.State.of(row.value2()), row.value3(), row.value4(),
                        new CharterContent(row.value5(), row.value6(), row.value7(), row.value8(), row.value9(),
                                side(row.value10(), true), side(row.value10(), false), row.value11(), row.value12())))
                .orElseThrow(NotFound::new);
    }

    private record ScopeRow(boolean included, Scope scope) {}

    private static Scope scope(@Nullable RegionId region, @Nullable DepartmentId department, String name) {
        if (region != null) return new Scope("region", region.toString(), name);
        if (department != null) return new Scope("department", department.toString(), name);
        return new Scope("content", "", name);
    }

    private static List<Scope> side(List<ScopeRow> rows, boolean included) {
        return rows.stream().filter(row -> row.included() == included).map(ScopeRow::scope).toList();
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.stripTrailingZeros().toPlainString();
    }

    /** The charter's entry in the register of documents. */
    @Transactional(readOnly = true)
    public Document document(Charter charter) {
        return documents.find(charter.project(), DOCUMENT_KIND, charter.id()).orElseThrow(NotFound::new);
    }

    /** What is written in the charter's own form; content in and out of scope one a line. */
    public record Text(
            String background,
            String goal,
            String constraints,
            List<RegionId> regionsIn,
            List<RegionId> regionsOut,
            List<DepartmentId> departmentsIn,
            List<DepartmentId> departmentsOut,
            String contentIn,
            String contentOut) {}

    /** Writes the charter anew; the version is the one that was read. */
    @Transactional
    public void rewrite(ProjectId project, Text text, int version, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.EDIT_CHARTER);
        requireDraft(project);
        var before = of(project);
        if (before.version() != version) throw new Stale();
        var check = new Refused.Check();
        var background = check.optional("background", text.background(), LONGEST_TEXT);
        var goal = check.optional("goal", text.goal(), LONGEST_TEXT);
        var constraints = check.optional("constraints", text.constraints(), LONGEST_TEXT);
        var contentIn = lines(check, "content_in", text.contentIn());
        var contentOut = lines(check, "content_out", text.contentOut());
        check.reject(!java.util.Collections.disjoint(text.regionsIn(), text.regionsOut()), "regions", "charter.both_sides");
        check.reject(!java.util.Collections.disjoint(text.departmentsIn(), text.departmentsOut()), "departments", "charter.both_sides");
        check.done();
        db.update(CHARTER)
                .set(CHARTER.BACKGROUND, background)
                .set(CHARTER.GOAL, goal)
                .set(CHARTER.CONSTRAINTS, constraints)
                .set(CHARTER.VERSION, CHARTER.VERSION.plus(1))
                .where(CHARTER.PROJECT_ID.eq(project))
                .execute();
        writeScope(project, text, contentIn, contentOut);
        var changes = changes(before.content(), of(project).content());
        if (!changes.isEmpty()) activities.record(actor, new CharterActivity.CharterRewritten(Ref.of("charter", before.id()), changes), project, null);
    }

    private void writeScope(ProjectId project, Text text, List<String> contentIn, List<String> contentOut) {
        db.deleteFrom(SCOPE_ITEM).where(SCOPE_ITEM.PROJECT_ID.eq(project)).execute();
        int position = 0;
        for (var included : new boolean[] {true, false}) {
            for (var region : db.select(REGION.ID).from(REGION).where(REGION.ID.in(included ? text.regionsIn() : text.regionsOut())).orderBy(REGION.NAME).fetch(REGION.ID)) {
                addScope(project, included, region, null, "", position++);
            }
            for (var department : db.select(DEPARTMENT.ID).from(DEPARTMENT).where(DEPARTMENT.ID.in(included ? text.departmentsIn() : text.departmentsOut())).orderBy(DEPARTMENT.NAME).fetch(DEPARTMENT.ID)) {
                addScope(project, included, null, department, "", position++);
            }
            for (var content : included ? contentIn : contentOut) addScope(project, included, null, null, content, position++);
        }
    }

    private void addScope(ProjectId project, boolean included, @Nullable RegionId region, @Nullable DepartmentId department, String content, int position) {
        db.insertInto(SCOPE_ITEM)
                .set(SCOPE_ITEM.ID, ScopeItemId.next())
                .set(SCOPE_ITEM.PROJECT_ID, project)
                .set(SCOPE_ITEM.INCLUDED, included)
                .set(SCOPE_ITEM.REGION_ID, region)
                .set(SCOPE_ITEM.DEPARTMENT_ID, department)
                .set(SCOPE_ITEM.CONTENT, content)
                .set(SCOPE_ITEM.POSITION, position)
                .execute();
    }

    /** One thing a line; blank lines and leading dashes or numbers fall away. */
    static List<String> lines(Refused.Check check, String field, @Nullable String typed) {
        var lines = Arrays.stream(meridian.tenancy.Text.clean(typed).split("\n"))
                .map(line -> line.strip().replaceFirst("^(?:[-*•·]|\\d{1,2}[.、)])\\s*(?=\\S)", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        check.reject(lines.size() > MOST_LINES, field, "charter.too_many_lines", MOST_LINES, lines.size());
        lines.stream().filter(line -> line.length() > LONGEST_LINE).findFirst()
                .ifPresent(line -> check.reject(true, field, "charter.line_too_long", LONGEST_LINE, line.substring(0, 20)));
        return lines;
    }

    private static List<Event.Change> changes(CharterContent before, CharterContent after) {
        var changes = new ArrayList<Event.Change>();
        change(changes, "background", before.background(), after.background());
        change(changes, "goal", before.goal(), after.goal());
        change(changes, "constraints", before.constraints(), after.constraints());
        change(changes, "in_scope", names(before.inScope()), names(after.inScope()));
        change(changes, "out_of_scope", names(before.outOfScope()), names(after.outOfScope()));
        return changes;
    }

    static void change(List<Event.Change> changes, String field, String from, String to) {
        if (!from.equals(to)) changes.add(new Event.Change(field, from, to));
    }

    private static String names(List<Scope> scope) {
        return scope.stream().map(Scope::name).collect(Collectors.joining("、"));
    }

    /** All regions and departments of the workspace, as a scope may name them. */
    @Transactional(readOnly = true)
    public List<Scope> scopable() {
        return db.select(DSL.val("region"), REGION.ID.cast(String.class), REGION.NAME)
                .from(REGION)
                .where(REGION.CLOSED_AT.isNull())
                .unionAll(DSL.select(DSL.val("department"), DEPARTMENT.ID.cast(String.class), DEPARTMENT.NAME).from(DEPARTMENT).where(DEPARTMENT.CLOSED_AT.isNull()))
                .orderBy(DSL.field("1").desc(), DSL.field("3"))
                .fetch(row -> new Scope(row.value1(), row.value2(), row.value3()));
    }

    /** Hands the draft over for approval; until it is decided or withdrawn nothing in it changes. */
    @Transactional
    public ApprovalId submit(ProjectId project, Route route, Actor actor) {
        var charter = handOver(project, actor);
        return approvals.request(project, Ref.of("charter", charter.id()), title(charter), charter.changeReason(), route, actor);
    }

    /** The draft was approved in the company’s own system: it is issued as it stands. */
    @Transactional
    public ApprovalId recordApproval(ProjectId project, Approvals.NewOutside outside, Actor actor) {
        var charter = handOver(project, actor);
        return approvals.record(project, Ref.of("charter", charter.id()), title(charter), charter.changeReason(), outside, List.of(), actor);
    }

    private Charter handOver(ProjectId project, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.EDIT_CHARTER);
        requireDraft(project);
        var charter = of(project);
        var check = new Refused.Check();
        for (var missing : charter.missing()) check.reject(true, "", "charter.missing." + missing);
        check.done();
        state(project, Charter.State.IN_APPROVAL);
        return charter;
    }

    private String title(Charter charter) {
        return document(charter).number() + " " + charter.content().project();
    }

    /** Opens an approved charter again; the reason goes with it into the next issue. */
    @Transactional
    public void requestChange(ProjectId project, String reason, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.EDIT_CHARTER);
        var check = new Refused.Check();
        var words = check.text("reason", reason, 2000);
        check.done();
        var changed = db.update(CHARTER)
                .set(CHARTER.STATE, Charter.State.DRAFT.text())
                .set(CHARTER.CHANGE_REASON, words)
                .set(CHARTER.VERSION, CHARTER.VERSION.plus(1))
                .where(CHARTER.PROJECT_ID.eq(project), CHARTER.STATE.eq(Charter.State.APPROVED.text()))
                .execute();
        if (changed == 0) throw Refused.because("charter.not_approved");
        var charter = of(project);
        documents.draftAgain(document(charter).id());
        activities.record(actor, new CharterActivity.CharterReopened(Ref.of("charter", charter.id()), words), project, null);
    }

    void state(ProjectId project, Charter.State state) {
        db.update(CHARTER).set(CHARTER.STATE, state.text()).set(CHARTER.VERSION, CHARTER.VERSION.plus(1)).where(CHARTER.PROJECT_ID.eq(project)).execute();
    }

    /** Locks the charter and refuses unless it is a draft. */
    void requireDraft(ProjectId project) {
        var state = db.select(CHARTER.STATE).from(CHARTER).where(CHARTER.PROJECT_ID.eq(project)).forUpdate().fetchSingle(CHARTER.STATE);
        if (state.equals("in_approval")) throw Refused.because("charter.in_approval");
        if (state.equals("approved")) throw Refused.because("charter.approved");
    }
}
