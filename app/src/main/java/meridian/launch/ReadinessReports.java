package meridian.launch;

import static db.document.Tables.DOCUMENT;
import static db.identity.Tables.MEMBER;
import static db.launch.Tables.READINESS_ITEM;
import static db.launch.Tables.READINESS_REPORT;
import static db.project.Tables.PARTY;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.approval.Approval;
import meridian.approval.ApprovalTemplates;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.approval.StepKind;
import meridian.document.Canonical;
import meridian.document.Documents;
import meridian.duty.Duties;
import meridian.identity.Permission;
import meridian.launch.ReadinessReport.Answer;
import meridian.launch.ReadinessReport.Item;
import meridian.launch.ReadinessReport.State;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Resource;
import meridian.project.Resources;
import meridian.project.Stage;
import meridian.project.StageFollower;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.ReadinessReportId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The readiness reports of each project: owed by every party once it is launched, and written anew until work begins. */
@Component
public class ReadinessReports implements StageFollower {
    /** The kind of their documents. */
    public static final String KIND = "readiness_report";

    private static final String NUMBER_LETTERS = "RD";
    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_TEXT = 4000;
    private static final JsonMapper JSON = new JsonMapper();

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Parties parties;
    private final Resources resources;
    private final Signers signers;
    private final Documents documents;
    private final Approvals approvals;
    private final ApprovalTemplates templates;
    private final Duties duties;
    private final Activities activities;

    ReadinessReports(DSLContext db, Clock clock, Projects projects, Parties parties, Resources resources, Signers signers, Documents documents, Approvals approvals, ApprovalTemplates templates, Duties duties, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.parties = parties;
        this.resources = resources;
        this.signers = signers;
        this.documents = documents;
        this.approvals = approvals;
        this.templates = templates;
        this.duties = duties;
        this.activities = activities;
    }

    // ---- asking

    @Override
    public void entered(ProjectId project, Stage from, Stage to, Actor actor) {
        if (to == Stage.LAUNCH) askAll(project);
    }

    /** Asks every party that has not reported, or whose report is void: also those that came, or got a signer, since it was last asked. */
    @Transactional
    public void ask(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        if (access.stage() != Stage.LAUNCH) throw Refused.because("launch.not_in_launch");
        askAll(project);
    }

    private void askAll(ProjectId project) {
        var who = signers.of(project);
        for (var party : parties.of(project)) {
            db.insertInto(READINESS_REPORT)
                    .set(READINESS_REPORT.ID, ReadinessReportId.next())
                    .set(READINESS_REPORT.PROJECT_ID, project)
                    .set(READINESS_REPORT.PARTY_ID, party.id())
                    .set(READINESS_REPORT.ASKED_AT, clock.instant())
                    .onConflictDoNothing()
                    .execute();
        }
        for (var report : all(project).values()) {
            var signer = who.get(report.party());
            if (report.said() || signer == null) continue;
            duties.openAgain(new Duties.NewDuty(LaunchDutyKinds.REPORT_READINESS, project, report.party(), Ref.of(KIND, report.id()), report.partyName(), signer.member(), null, null, null));
        }
    }

    // ---- reporting

    /** What is typed: each item of the checklist, and what may go wrong or is not clear. */
    public record Facts(Map<Item, @Nullable State> states, Map<Item, String> notes, String risks, String questions) {}

    /** A party says what it has ready; whoever signs for it does, and who was given that power. The version is the one that was read. */
    @Transactional
    public void report(ProjectId project, ReadinessReportId id, Facts typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        var before = get(project, id);
        if (!mayReport(access, before, actor)) throw new NotAllowed();
        if (!access.stage().before(Stage.EXECUTION)) throw Refused.because("launch.work_has_begun");
        if (approvals.of(id, 1).stream().anyMatch(Approval::running)) throw Refused.because("approval.already_running");
        var check = new Refused.Check();
        var answers = new EnumMap<Item, Answer>(Item.class);
        for (var item : Item.values()) {
            var state = typed.states().get(item);
            var note = check.optional("note_" + item.text(), typed.notes().getOrDefault(item, ""), LONGEST_NOTE).replace('\n', ' ');
            check.reject(state == null, "state_" + item.text(), "launch.readiness_state", "launch.readiness." + item.text());
            check.reject(state != null && !state.good() && note.isEmpty(), "note_" + item.text(), "launch.readiness_note");
            if (state != null) answers.put(item, new Answer(state, note));
        }
        var risks = check.optional("risks", typed.risks(), LONGEST_TEXT);
        var questions = check.optional("questions", typed.questions(), LONGEST_TEXT);
        check.done();
        var written = db.update(READINESS_REPORT)
                .set(READINESS_REPORT.RISKS, risks)
                .set(READINESS_REPORT.QUESTIONS, questions)
                .set(READINESS_REPORT.REPORTED_BY, actor.person())
                .set(READINESS_REPORT.REPORTED_AT, clock.instant())
                .set(READINESS_REPORT.VERSION, READINESS_REPORT.VERSION.plus(1))
                .where(READINESS_REPORT.ID.eq(id), READINESS_REPORT.VERSION.eq(version))
                .execute();
        if (written == 0) throw new Stale();
        db.deleteFrom(READINESS_ITEM).where(READINESS_ITEM.READINESS_REPORT_ID.eq(id)).execute();
        answers.forEach((item, answer) -> db.insertInto(READINESS_ITEM)
                .set(READINESS_ITEM.READINESS_REPORT_ID, id).set(READINESS_ITEM.ITEM, item.text()).set(READINESS_ITEM.STATE, answer.state().text()).set(READINESS_ITEM.NOTE, answer.note())
                .execute());
        var document = documents.register(project, access.code(), KIND, NUMBER_LETTERS, id, LocalDate.ofInstant(clock.instant(), access.homeZone()));
        if (approvedFirst(project)) {
            if (document.issued()) documents.draftAgain(document.id());
        } else {
            documents.issue(document.id(), "", content(before.partyName(), answers, risks, questions), actor.person(), null, null);
            duties.meet(LaunchDutyKinds.REPORT_READINESS, id, actor);
        }
        var gaps = answers.values().stream().filter(answer -> !answer.state().good()).count();
        activities.record(actor, new LaunchActivity.ReadinessReported(Ref.of(KIND, id), before.partyName(), (int) gaps), project, before.party());
    }

    // ---- approval

    /** Whether steps are set for readiness reports: what a party says holds when it is approved. */
    @Transactional(readOnly = true)
    public boolean approvedFirst(ProjectId project) {
        return !templates.of(project, KIND).none();
    }

    /** Hands over what was said; the report was owed until then. */
    @Transactional
    public ApprovalId submit(ProjectId project, ReadinessReportId id, Route route, Actor actor) {
        var report = handOver(project, id, actor);
        return approvals.request(project, Ref.of(KIND, id), report.partyName(), "", route, actor);
    }

    /** It was approved in the company’s own system: it is issued as it stands. */
    @Transactional
    public void recordApproval(ProjectId project, ReadinessReportId id, Approvals.NewOutside outside, Actor actor) {
        var report = handOver(project, id, actor);
        approvals.record(project, Ref.of(KIND, id), report.partyName(), "", outside, List.of(), actor);
    }

    private ReadinessReport handOver(ProjectId project, ReadinessReportId id, Actor actor) {
        var access = projects.access(project, actor);
        var report = get(project, id);
        if (!mayReport(access, report, actor)) throw new NotAllowed();
        if (!access.stage().before(Stage.EXECUTION)) throw Refused.because("launch.work_has_begun");
        if (!report.waiting()) throw Refused.because("launch.readiness_not_waiting");
        return report;
    }

    String fingerprint(ProjectId project, ReadinessReportId id) {
        return HexFormat.of().formatHex(Canonical.sha256(content(get(project, id))));
    }

    /** Everybody agreed: in the transaction of the last decision. */
    void approved(Approval approval) {
        var report = get(approval.project(), new ReadinessReportId(approval.subject().id()));
        var document = documents.find(approval.project(), KIND, report.id()).orElseThrow(NotFound::new);
        documents.issue(document.id(), "", content(report), approval.preparedBy(), approval.who(StepKind.CHECK), approval.approver());
    }

    private static JsonNode content(ReadinessReport report) {
        return content(report.partyName(), report.answers(), report.risks(), report.questions());
    }

    private static JsonNode content(String party, Map<Item, Answer> answers, String risks, String questions) {
        var items = new HashMap<String, Object>();
        answers.forEach((item, answer) -> items.put(item.text(), Map.of("state", answer.state().text(), "note", answer.note())));
        return JSON.valueToTree(Map.of("party", party, "items", items, "risks", risks, "questions", questions));
    }

    /** Whether this person reports for the party. */
    @Transactional(readOnly = true)
    public boolean mayReport(ProjectAccess access, ReadinessReport report, Actor actor) {
        return !access.auditor() && (access.may(Permission.SIGN, report.party()) || duties.standsInFor(LaunchDutyKinds.REPORT_READINESS, report.id(), actor.person()) != null);
    }

    // ---- reading

    @Transactional(readOnly = true)
    public Map<PartyId, ReadinessReport> all(ProjectId project) {
        return read(READINESS_REPORT.PROJECT_ID.eq(project)).stream().collect(Collectors.toMap(ReadinessReport::party, Function.identity()));
    }

    @Transactional(readOnly = true)
    public ReadinessReport get(ProjectId project, ReadinessReportId id) {
        return read(READINESS_REPORT.PROJECT_ID.eq(project).and(READINESS_REPORT.ID.eq(id))).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** What the resource list says that the party provides. */
    @Transactional(readOnly = true)
    public List<Resource> provided(ProjectId project, PartyId party) {
        return resources.of(project).stream().filter(resource -> party.equals(resource.provider())).toList();
    }

    /** That the document of a report says what the party last said. */
    static Condition issued() {
        return documented().and(DOCUMENT.VOIDED_AT.isNull());
    }

    private static Condition documented() {
        return DOCUMENT.WORKSPACE_ID.eq(READINESS_REPORT.WORKSPACE_ID).and(DOCUMENT.PROJECT_ID.eq(READINESS_REPORT.PROJECT_ID)).and(DOCUMENT.KIND.eq(KIND)).and(DOCUMENT.SUBJECT_ID.eq(READINESS_REPORT.ID.coerce(UUID.class))).and(DOCUMENT.ISSUE.gt(0)).and(DOCUMENT.DRAFT.eq(0));
    }

    private List<ReadinessReport> read(Condition which) {
        var items = DSL.multiset(DSL.select(READINESS_ITEM.ITEM, READINESS_ITEM.STATE, READINESS_ITEM.NOTE)
                        .from(READINESS_ITEM)
                        .where(READINESS_ITEM.WORKSPACE_ID.eq(READINESS_REPORT.WORKSPACE_ID), READINESS_ITEM.READINESS_REPORT_ID.eq(READINESS_REPORT.ID)))
                .convertFrom(rows -> {
                    var answers = new EnumMap<Item, Answer>(Item.class);
                    rows.forEach(row -> answers.put(Item.of(row.value1()), new Answer(State.of(row.value2()).orElseThrow(), row.value3())));
                    return (Map<Item, Answer>) answers;
                });
        var issued = DSL.field(DSL.exists(DSL.selectOne().from(DOCUMENT).where(issued())));
        var voided = DSL.field(DSL.exists(DSL.selectOne().from(DOCUMENT).where(documented().and(DOCUMENT.VOIDED_AT.isNotNull()))));
        return db.select(READINESS_REPORT.ID, READINESS_REPORT.PARTY_ID, PARTY.NAME, READINESS_REPORT.ASKED_AT, items, READINESS_REPORT.RISKS, READINESS_REPORT.QUESTIONS, MEMBER.DISPLAY_NAME, READINESS_REPORT.REPORTED_AT, READINESS_REPORT.VERSION, issued, voided)
                .from(READINESS_REPORT)
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(READINESS_REPORT.WORKSPACE_ID), PARTY.ID.eq(READINESS_REPORT.PARTY_ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(READINESS_REPORT.WORKSPACE_ID), MEMBER.ID.eq(READINESS_REPORT.REPORTED_BY))
                .where(which, PARTY.REMOVED_AT.isNull())
                .fetch(row -> new ReadinessReport(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9(), row.value11(), row.value12(), row.value10()));
    }
}
