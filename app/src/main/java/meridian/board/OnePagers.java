package meridian.board;

import static db.board.Tables.ONE_PAGER;
import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.EMERGENCY_PARTY;
import static db.document.Tables.DOCUMENT;
import static db.document.Tables.REVISION;
import static db.duty.Tables.DUTY;
import static db.duty.Tables.RISE;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.risk.Tables.RISK;
import static db.workplan.Tables.TASK;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.approval.Approval;
import meridian.approval.ApprovalRecord;
import meridian.approval.ApprovalTemplates;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.approval.StepKind;
import meridian.document.Approver;
import meridian.document.Canonical;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.IndicatorProgress;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.risk.RiskSheets;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.OnePagerId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.web.Words;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record2;
import org.jooq.Record6;
import org.jooq.Result;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one-pagers of a project’s weeks: drafted from the data as it stands, given words by who runs the project, issued as a
 * document whose figures are frozen. A week is the ISO week of the project’s home region.
 */
@Component
public class OnePagers {
    public static final String DOCUMENT_KIND = "one_pager";
    private static final String LETTERS = "WR";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ROWS = 5;
    private static final int MOST_LINES = 8;
    private static final int PAGE = 26;
    private static final Duration LONG = Duration.ofDays(2);

    private final DSLContext db;
    private final Clock clock;
    private final Boards boards;
    private final Projects projects;
    private final Documents documents;
    private final Approvals approvals;
    private final ApprovalTemplates templates;
    private final Notices notices;
    private final Activities activities;
    private final Words words;

    OnePagers(DSLContext db, Clock clock, Boards boards, Projects projects, Documents documents, Approvals approvals, ApprovalTemplates templates, Notices notices, Activities activities, Words words) {
        this.db = db;
        this.clock = clock;
        this.boards = boards;
        this.projects = projects;
        this.documents = documents;
        this.approvals = approvals;
        this.templates = templates;
        this.notices = notices;
        this.activities = activities;
        this.words = words;
    }

    /** The words kept for a week; {@code issue} is 0 while it was never issued; {@code handed}: it is being approved. */
    public record Kept(OnePagerId id, String summary, String decisions, int version, String changedBy, Instant changedAt, int issue, boolean handed) {
        public boolean issued() {
            return issue > 0;
        }
    }

    /** A week that was issued, as the list shows it. */
    public record Issued(Week week, String number, int issue, @Nullable Instant at) {}

    /** Something that only those above can settle: the last part of its message’s key, and what it is about. */
    public record Wanted(String kind, String text) {}

    /** What the data say of a week, and what may be wanted from above. */
    public record Drafted(OnePager page, List<Wanted> wanted) {}

    /** An issue as it was frozen; {@code intact}: whether it still has its fingerprint. */
    public record Frozen(OnePager page, Document document, int issue, boolean intact) {}

    public sealed interface OnePagerActivity extends Event {
        record OnePagerWritten(Ref subject, String week, List<Change> changes) implements OnePagerActivity {
            @Override
            public String type() {
                return "one_pager_written";
            }
        }

        record OnePagerIssued(Ref subject, String week, String number, String sha256) implements OnePagerActivity {
            @Override
            public String type() {
                return "one_pager_issued";
            }
        }
    }

    /** The weeks that were issued, the newest first; those before the given one. */
    @Transactional(readOnly = true)
    public List<Issued> issued(ProjectId project, @Nullable Week before) {
        var at = field(select(max(REVISION.ISSUED_AT)).from(REVISION).where(REVISION.WORKSPACE_ID.eq(DOCUMENT.WORKSPACE_ID), REVISION.DOCUMENT_ID.eq(DOCUMENT.ID)));
        return db.select(ONE_PAGER.WEEK, DOCUMENT.NUMBER, DOCUMENT.ISSUE, at)
                .from(ONE_PAGER)
                .join(DOCUMENT).on(DOCUMENT.WORKSPACE_ID.eq(ONE_PAGER.WORKSPACE_ID), DOCUMENT.PROJECT_ID.eq(ONE_PAGER.PROJECT_ID), DOCUMENT.KIND.eq(inline(DOCUMENT_KIND)), DOCUMENT.SUBJECT_ID.eq(ONE_PAGER.ID.coerce(java.util.UUID.class)))
                .where(ONE_PAGER.PROJECT_ID.eq(project), DOCUMENT.ISSUE.gt(0), before == null ? noCondition() : ONE_PAGER.WEEK.lt(before.monday()))
                .orderBy(ONE_PAGER.WEEK.desc())
                .limit(PAGE)
                .fetch(row -> new Issued(new Week(row.value1()), row.value2(), row.value3(), row.value4()));
    }

    public static boolean more(List<Issued> weeks) {
        return weeks.size() == PAGE;
    }

    @Transactional(readOnly = true)
    public Optional<Kept> kept(ProjectId project, Week week) {
        return db.select(ONE_PAGER.ID, ONE_PAGER.SUMMARY, ONE_PAGER.DECISIONS, ONE_PAGER.VERSION, MEMBER.DISPLAY_NAME, ONE_PAGER.CHANGED_AT, coalesce(DOCUMENT.ISSUE, inline(0)), field(ONE_PAGER.HANDED.isNotNull()))
                .from(ONE_PAGER)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ONE_PAGER.WORKSPACE_ID), MEMBER.ID.eq(ONE_PAGER.CHANGED_BY))
                .leftJoin(DOCUMENT).on(DOCUMENT.WORKSPACE_ID.eq(ONE_PAGER.WORKSPACE_ID), DOCUMENT.PROJECT_ID.eq(ONE_PAGER.PROJECT_ID), DOCUMENT.KIND.eq(inline(DOCUMENT_KIND)), DOCUMENT.SUBJECT_ID.eq(ONE_PAGER.ID.coerce(java.util.UUID.class)))
                .where(ONE_PAGER.PROJECT_ID.eq(project), ONE_PAGER.WEEK.eq(week.monday()))
                .fetchOptional(row -> new Kept(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8()));
    }

    /** Who approved an issue, or is approving what was handed over, in a line; empty where nobody was asked. */
    @Transactional(readOnly = true)
    public String hands(ProjectAccess project, Kept kept, int issue, Locale language) {
        var document = documents.find(project.id(), DOCUMENT_KIND, kept.id()).orElse(null);
        var approval = issue == 0 || document == null ? approvals.told(kept.id(), null, List.of()) : approvals.behind(kept.id(), documents.revisions(document.id())).get(issue);
        return new ApprovalRecord(approval, words, language, project.homeZone()).line();
    }

    /** One issue of a week, or (null) the last; nothing where it was never issued. */
    @Transactional(readOnly = true)
    public Optional<Frozen> issue(ProjectId project, Kept kept, @Nullable Integer issue) {
        return documents.find(project, DOCUMENT_KIND, kept.id()).filter(document -> document.issue() > 0).flatMap(document -> {
            int wanted = issue == null ? document.issue() : issue;
            return documents.frozen(document.id(), wanted).map(frozen -> new Frozen(OnePager.of(frozen.content()), documents.at(document, wanted), wanted, frozen.intact()));
        });
    }

    /** The week as the data have it now, with these words. */
    @Transactional(readOnly = true)
    public Drafted draft(ProjectAccess project, Week week, String summary, String decisions) {
        project.require(Permission.ISSUE_ONE_PAGER);
        var board = boards.of(project);
        var now = clock.instant();
        var home = project.homeZone();
        var from = week.monday().atStartOfDay(home).toInstant();
        var until = week.next().monday().atStartOfDay(home).toInstant();
        var today = LocalDate.ofInstant(now, home);
        var inWeek = DUTY.PROJECT_ID.eq(project.id()).and(DUTY.MINUTES.isNotNull()).and(DUTY.DUE_AT.ge(from)).and(DUTY.DUE_AT.lt(until)).and(DUTY.STATE.ne(inline("cancelled")));
        var missed = inWeek.and(DUTY.STATE.eq(inline("met_late")).or(DUTY.STATE.eq(inline("open")).and(DUTY.DUE_AT.lt(now))));
        var running = DUTY.PROJECT_ID.eq(project.id()).and(DUTY.MINUTES.isNotNull()).and(DUTY.STATE.eq(inline("open")));
        var done = tasks(project.id()).and(TASK.DONE_AT.ge(from)).and(TASK.DONE_AT.lt(until));
        var next = tasks(project.id()).and(open()).and(TASK.FINISH_AT.ge(week.next().monday().atStartOfDay())).and(TASK.FINISH_AT.lt(week.next().next().monday().atStartOfDay()));
        var high = RISK.PROJECT_ID.eq(project.id()).and(RISK.ENDED_AT.isNull()).and(RiskSheets.PROBABILITY.cast(Integer.class).mul(RiskSheets.IMPACT).ge(board.bands().highFrom()).or(RiskSheets.PROBABILITY.isNull().and(RISK.ESTIMATE.eq(inline("high")))));
        var risen = exists(selectOne().from(RISE).where(RISE.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), RISE.DUTY_ID.eq(DUTY.ID), RISE.ROUND.eq(DUTY.ROUND), RISE.RUNG.eq(inline("sponsor")), RISE.TO_MEMBER_ID.isNotNull()));
        var found = db.select(
                        multiset(rows(done).orderBy(TASK.DONE_AT.desc(), TASK.ID).limit(inline(ROWS))),
                        field(select(count()).from(TASK).where(done)),
                        multiset(rows(next).orderBy(TASK.FINISH_AT, TASK.ID).limit(inline(ROWS))),
                        field(select(count()).from(TASK).where(next)),
                        multiset(select(EMERGENCY_PARTY.PARTY_ID, count()).from(EMERGENCY).join(EMERGENCY_PARTY).on(EMERGENCY_PARTY.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), EMERGENCY_PARTY.EMERGENCY_ID.eq(EMERGENCY.ID))
                                .where(EMERGENCY.PROJECT_ID.eq(project.id()), EMERGENCY.CLOSED_AT.isNull()).groupBy(EMERGENCY_PARTY.PARTY_ID)),
                        multiset(select(TASK.PARTY_ID, count()).from(TASK).where(TASK.PROJECT_ID.eq(project.id()), TASK.DELETED_AT.isNull(), DSL.condition(TASK.MILESTONE), open(), TASK.FINISH_AT.lt(today.atStartOfDay())).groupBy(TASK.PARTY_ID)),
                        multiset(select(TASK.PARTY_ID, count()).from(TASK).where(TASK.PROJECT_ID.eq(project.id()), TASK.DELETED_AT.isNull(), TASK.STATUS.eq(inline("blocked")), TASK.BLOCKED_AT.lt(now.minus(LONG))).groupBy(TASK.PARTY_ID)),
                        multiset(select(DUTY.PARTY_ID, count()).from(DUTY).where(missed).groupBy(DUTY.PARTY_ID)),
                        multiset(select(RISK.PARTY_ID, count()).from(RISK).where(high).groupBy(RISK.PARTY_ID)),
                        field(select(count()).from(DUTY).where(inWeek.and(DUTY.STATE.eq(inline("met"))))),
                        field(select(count()).from(DUTY).where(running)),
                        field(select(count()).from(DUTY).where(running.and(DUTY.DUE_AT.lt(now)))),
                        multiset(select(DISPUTE.NUMBER, DISPUTE.TITLE).from(DISPUTE)
                                .where(DISPUTE.PROJECT_ID.eq(project.id()), DISPUTE.DECIDER.eq(inline("sponsor")), DISPUTE.STATUS.in(inline("open"), inline("called"), inline("held"))).orderBy(DISPUTE.NUMBER).limit(inline(ROWS))),
                        multiset(select(DUTY.KIND, DUTY.TITLE).from(DUTY).where(DUTY.PROJECT_ID.eq(project.id()), DUTY.STATE.eq(inline("open")), risen).orderBy(DUTY.DUE_AT, DUTY.ID).limit(inline(ROWS))))
                .fetchSingle();
        var emergencies = byParty(found.value5());
        var milestonesLate = byParty(found.value6());
        var longBlocked = byParty(found.value7());
        var clocksMissed = byParty(found.value8());
        var highRisks = byParty(found.value9());
        var parties = board.parties().stream().filter(line -> line.party() != null).map(line -> {
            var id = Objects.requireNonNull(line.party()).id();
            int open = line.notStarted() + line.inProgress() + line.blocked();
            var judged = Light.of(new Light.Facts(line.tasks(), open, of(emergencies, id), of(milestonesLate, id), of(longBlocked, id), line.blocked(), line.overdue(), of(clocksMissed, id), of(highRisks, id)));
            return new OnePager.PartyLine(line.party().name(), judged.light(), judged.reasons(), line.tasks(), line.done() + line.accepted(), line.overdue(), line.blocked());
        }).toList();
        var total = board.total();
        int missedInAll = clocksMissed.values().stream().mapToInt(Integer::intValue).sum();
        var page = new OnePager(project.name(), project.code(), project.stage().text(), week.toString(), week.monday().toString(), week.sunday().toString(),
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(now, home)), summary, decisions.lines().map(String::strip).filter(line -> !line.isEmpty()).toList(),
                parties, total.tasks(), total.done() + total.accepted(), total.overdue(), total.blocked(),
                new OnePager.Rows(found.value2(), rows(found.value1())),
                new OnePager.Rows(total.overdue(), board.overdue().stream().limit(ROWS).map(OnePagers::row).toList()),
                new OnePager.Rows(total.blocked(), board.blocked().stream().limit(ROWS).map(OnePagers::row).toList()),
                new OnePager.Rows(found.value4(), rows(found.value3())),
                board.milestones().stream().limit(ROWS).map(OnePagers::row).toList(),
                board.indicators().stream().limit(ROWS).map(progress -> measure(progress, today)).toList(),
                board.risks().stream().map(risk -> new OnePager.Peril("R-" + risk.number(), risk.description(), Objects.requireNonNullElse(risk.party(), ""), risk.level(), Objects.requireNonNullElse(risk.owner(), ""), Objects.toString(risk.due(), ""))).toList(),
                new OnePager.Clocks(found.value11(), found.value12(), found.value10(), missedInAll, board.clocks().stream().limit(3).map(line -> new OnePager.Clock(line.duty().kind(), line.duty().title(), line.owner(),
                        DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(line.duty().dueAt(), home)), now.isAfter(line.duty().dueAt()))).toList()));
        var wanted = new java.util.ArrayList<Wanted>();
        found.value13().forEach(row -> wanted.add(new Wanted("dispute", "D-" + row.value1() + " " + row.value2())));
        found.value14().forEach(row -> wanted.add(new Wanted("duty", row.value2())));
        return new Drafted(page, List.copyOf(wanted));
    }

    private static Condition open() {
        return TASK.STATUS.in(inline("not_started"), inline("in_progress"), inline("blocked"));
    }

    private static Condition tasks(ProjectId project) {
        return TASK.PROJECT_ID.eq(project).and(TASK.DELETED_AT.isNull()).and(TASK.KIND.eq(inline("task")));
    }

    private static SelectConditionStep<Record6<Integer, String, String, String, LocalDateTime, String>> rows(Condition which) {
        return select(TASK.NUMBER, TASK.TITLE, PARTY.NAME, MEMBER.DISPLAY_NAME, TASK.FINISH_AT, TASK.BLOCKED_REASON)
                .from(TASK)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PARTY.ID.eq(TASK.PARTY_ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), MEMBER.ID.eq(TASK.OWNER_ID))
                .where(which);
    }

    private static List<OnePager.Row> rows(Result<Record6<Integer, String, String, String, LocalDateTime, String>> rows) {
        return rows.map(row -> new OnePager.Row(row.value2(), Objects.requireNonNullElse(row.value3(), ""), Objects.requireNonNullElse(row.value4(), ""), row.value5() == null ? "" : row.value5().toLocalDate().toString(), ""));
    }

    private static OnePager.Row row(Board.TaskLine task) {
        return new OnePager.Row(task.title(), Objects.requireNonNullElse(task.party(), ""), Objects.requireNonNullElse(task.owner(), ""), task.finish() == null ? "" : task.finish().toLocalDate().toString(), Objects.requireNonNullElse(task.reason(), ""));
    }

    private static OnePager.Measure measure(IndicatorProgress progress, LocalDate today) {
        var indicator = progress.indicator();
        return new OnePager.Measure(indicator.name(), indicator.comparator().sign(), plain(indicator.target()), indicator.unit(), plain(progress.actual()), progress.percent(), progress.state(today).text());
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.stripTrailingZeros().toPlainString();
    }

    private static Map<PartyId, Integer> byParty(Result<Record2<PartyId, Integer>> rows) {
        var many = new HashMap<PartyId, Integer>();
        rows.forEach(row -> many.put(row.value1(), row.value2()));
        return many;
    }

    private static int of(Map<PartyId, Integer> many, PartyId party) {
        return many.getOrDefault(party, 0);
    }

    /** Keeps the words of a week; {@code version} is null as long as nothing was kept. Sent twice they are kept once. */
    @Transactional
    public void write(ProjectId id, Week week, OnePagerId pager, String summary, String decisions, @Nullable Integer version, Actor actor) {
        var project = projects.access(id, actor);
        project.require(Permission.ISSUE_ONE_PAGER);
        var check = new Refused.Check();
        var said = check.optional("summary", summary, 400);
        var wanted = check.optional("decisions", decisions, 600);
        check.reject(said.lines().count() > MOST_LINES, "summary", "onepager.too_many_lines", MOST_LINES);
        check.reject(wanted.lines().count() > MOST_LINES, "decisions", "onepager.too_many_lines", MOST_LINES);
        check.done();
        var now = clock.instant();
        var there = db.select(ONE_PAGER.ID, ONE_PAGER.SUMMARY, ONE_PAGER.DECISIONS, ONE_PAGER.VERSION, ONE_PAGER.HANDED).from(ONE_PAGER).where(ONE_PAGER.PROJECT_ID.eq(id), ONE_PAGER.WEEK.eq(week.monday())).forUpdate().fetchOptional();
        if (there.isEmpty()) {
            int first = db.insertInto(ONE_PAGER).set(ONE_PAGER.ID, pager).set(ONE_PAGER.PROJECT_ID, id).set(ONE_PAGER.WEEK, week.monday()).set(ONE_PAGER.SUMMARY, said).set(ONE_PAGER.DECISIONS, wanted)
                    .set(ONE_PAGER.CHANGED_BY, actor.person()).set(ONE_PAGER.CHANGED_AT, now).onConflictDoNothing().execute();
            if (first == 0) throw new Stale();
            activities.record(actor, new OnePagerActivity.OnePagerWritten(Ref.of("one_pager", pager), week.toString(), changes("", said, "", wanted)), id, null);
            return;
        }
        var row = there.get();
        var changes = changes(row.value2(), said, row.value3(), wanted);
        if (changes.isEmpty()) return;
        if (version == null || version.intValue() != row.value4()) throw new Stale();
        if (row.value5() != null) throw Refused.because("onepager.in_approval");
        db.update(ONE_PAGER).set(ONE_PAGER.SUMMARY, said).set(ONE_PAGER.DECISIONS, wanted).set(ONE_PAGER.CHANGED_BY, actor.person()).set(ONE_PAGER.CHANGED_AT, now).set(ONE_PAGER.VERSION, ONE_PAGER.VERSION.plus(1))
                .where(ONE_PAGER.ID.eq(row.value1())).execute();
        activities.record(actor, new OnePagerActivity.OnePagerWritten(Ref.of("one_pager", row.value1()), week.toString(), changes), id, null);
    }

    private static List<Event.Change> changes(String summaryBefore, String summary, String decisionsBefore, String decisions) {
        return List.of(new Event.Change("summary", summaryBefore, summary), new Event.Change("decisions", decisionsBefore, decisions)).stream().filter(change -> !change.from().equals(change.to())).toList();
    }

    /** Freezes the week as it stands under its number and tells sponsors and leads; a further issue says why. Refused where it is approved first. */
    @Transactional
    public void issue(ProjectId id, Week week, int version, String reason, Actor actor) {
        var ready = ready(id, week, version, reason, actor);
        if (approvedFirst(id)) throw Refused.because("onepager.needs_approval");
        issue(ready, draft(ready.project(), week, ready.summary(), ready.decisions()).page().json(), actor.person(), null, null, actor);
    }

    /** Whether steps are set for one-pagers. */
    @Transactional(readOnly = true)
    public boolean approvedFirst(ProjectId project) {
        return !templates.of(project, DOCUMENT_KIND).none();
    }

    /** Hands the week over for approval, with its figures as they are now. */
    @Transactional
    public ApprovalId submit(ProjectId id, Week week, int version, String reason, Route route, Actor actor) {
        var ready = handOver(ready(id, week, version, reason, actor));
        return approvals.request(id, ready.subject(), ready.title(), ready.why(), route, actor);
    }

    /** It was approved in the company’s own system: it is issued as it stands. */
    @Transactional
    public void recordApproval(ProjectId id, Week week, String reason, Approvals.NewOutside outside, Actor actor) {
        int version = kept(id, week).orElseThrow(NotFound::new).version();
        var ready = handOver(ready(id, week, version, reason, actor));
        approvals.record(id, ready.subject(), ready.title(), ready.why(), outside, List.of(), actor);
    }

    private Ready handOver(Ready ready) {
        if (ready.document().issued()) documents.draftAgain(ready.document().id());
        var json = draft(ready.project(), ready.week(), ready.summary(), ready.decisions()).page().json();
        db.update(ONE_PAGER).set(ONE_PAGER.HANDED, JSONB.valueOf(json.toString())).set(ONE_PAGER.VERSION, ONE_PAGER.VERSION.plus(1)).where(ONE_PAGER.ID.eq(ready.id())).execute();
        return ready;
    }

    /** What was handed over for approval. */
    @Transactional(readOnly = true)
    public Optional<OnePager> handed(OnePagerId id) {
        return handedJson(id).map(OnePager::of);
    }

    private Optional<JsonNode> handedJson(OnePagerId id) {
        return db.select(ONE_PAGER.HANDED).from(ONE_PAGER).where(ONE_PAGER.ID.eq(id)).fetchOptional(ONE_PAGER.HANDED).map(handed -> JSON.readTree(handed.data()));
    }

    String handedFingerprint(OnePagerId id) {
        return handedJson(id).map(json -> HexFormat.of().formatHex(Canonical.sha256(json))).orElse("");
    }

    /** Everybody agreed: in the transaction of the last decision. */
    void approved(Approval approval, OnePagerId id, Actor actor) {
        var json = handedJson(id).orElseThrow(NotFound::new);
        var week = db.select(ONE_PAGER.WEEK).from(ONE_PAGER).where(ONE_PAGER.ID.eq(id)).fetchSingle(ONE_PAGER.WEEK);
        var project = projects.access(approval.project(), actor);
        var document = documents.find(approval.project(), DOCUMENT_KIND, id).orElseThrow(NotFound::new);
        issue(new Ready(project, new Week(week), id, "", "", approval.reason(), document), json, approval.preparedBy(), approval.who(StepKind.CHECK), approval.approver(), actor);
    }

    /** Sent back, or withdrawn: its words can be changed again, and its figures are those of now. */
    void handedBack(ProjectId project, OnePagerId id) {
        db.update(ONE_PAGER).setNull(ONE_PAGER.HANDED).set(ONE_PAGER.VERSION, ONE_PAGER.VERSION.plus(1)).where(ONE_PAGER.ID.eq(id)).execute();
        documents.find(project, DOCUMENT_KIND, id).ifPresent(document -> documents.draftAgain(document.id()));
    }

    /** A week that can be issued, and why again if it was before. */
    private record Ready(ProjectAccess project, Week week, OnePagerId id, String summary, String decisions, String why, Document document) {
        Ref subject() {
            return Ref.of(DOCUMENT_KIND, id);
        }

        String title() {
            return project.name() + " " + week;
        }
    }

    private Ready ready(ProjectId id, Week week, int version, String reason, Actor actor) {
        var project = projects.access(id, actor);
        project.require(Permission.ISSUE_ONE_PAGER);
        var row = db.select(ONE_PAGER.ID, ONE_PAGER.SUMMARY, ONE_PAGER.DECISIONS, ONE_PAGER.VERSION, ONE_PAGER.HANDED).from(ONE_PAGER).where(ONE_PAGER.PROJECT_ID.eq(id), ONE_PAGER.WEEK.eq(week.monday())).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        if (row.value4() != version) throw new Stale();
        if (row.value5() != null) throw Refused.because("approval.already_running");
        var document = documents.register(id, project.code(), DOCUMENT_KIND, LETTERS, row.value1(), LocalDate.ofInstant(clock.instant(), project.homeZone()));
        var check = new Refused.Check();
        var why = document.issue() == 0 ? "" : check.text("reason", reason, 500);
        check.done();
        return new Ready(project, week, row.value1(), row.value2(), row.value3(), why, document);
    }

    private void issue(Ready ready, JsonNode page, MemberId prepared, @Nullable MemberId checked, @Nullable Approver approved, Actor actor) {
        var project = ready.project();
        var id = project.id();
        var week = ready.week();
        var subject = ready.subject();
        var revision = documents.issue(ready.document().id(), ready.why(), page, prepared, checked, approved);
        db.update(ONE_PAGER).setNull(ONE_PAGER.HANDED).set(ONE_PAGER.VERSION, ONE_PAGER.VERSION.plus(1)).where(ONE_PAGER.ID.eq(ready.id())).execute();
        var readers = db.selectDistinct(ROLE_GRANT.MEMBER_ID).from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(id), ROLE_GRANT.ROLE.in("sponsor", "lead", "support_head"), ROLE_GRANT.MEMBER_ID.ne(actor.person())).fetch(ROLE_GRANT.MEMBER_ID);
        notices.tell(new Notice("one_pager_issued", NoticeGroup.PROJECT, readers, "one_pager:" + ready.id() + ":" + revision.issue(), id, subject, ready.title(), "/p/" + project.code() + "/weekly/" + week, List.of(Notice.person(actor.person())), false));
        activities.record(actor, new OnePagerActivity.OnePagerIssued(subject, week.toString(), ready.document().number() + " " + revision.version(), revision.sha256()), id, null);
    }
}
