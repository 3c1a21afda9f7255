package meridian.acceptance;

import static db.acceptance.Tables.FINDING;
import static db.acceptance.Tables.QUALITY_CHECK;
import static db.identity.Tables.MEMBER;
import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PARTY;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import meridian.activity.Activities;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.FindingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.QualityCheckId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All quality checks: recorded by whoever may check, with what was found. Each finding is a duty of its owner, and once it is
 * mended a duty of who checked to say so or to send it back. Nobody verifies what they mended themselves.
 */
@Component
public class QualityChecks {
    /** Under which all checks of a project are registered. */
    public static final String DOCUMENT_KIND = "quality_register";

    static final String FINDING_OWED = "quality_finding";
    static final String VERIFICATION_OWED = "quality_verification";
    public static final int PAGE = 50;
    private static final int MOST_FINDINGS = 30;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Parties parties;
    private final Teams teams;
    private final Calendars calendars;
    private final Duties duties;
    private final Notices notices;
    private final Activities activities;
    private final Numbers numbers;

    QualityChecks(DSLContext db, Clock clock, Projects projects, Parties parties, Teams teams, Calendars calendars, Duties duties, Notices notices, Activities activities, Numbers numbers) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.parties = parties;
        this.teams = teams;
        this.calendars = calendars;
        this.duties = duties;
        this.notices = notices;
        this.activities = activities;
        this.numbers = numbers;
    }

    /** What is typed of a finding. */
    public record NewFinding(FindingId id, String content, @Nullable MemberId owner, @Nullable LocalDate dueOn) {}

    /** {@code findings} holds null for a row of the form with nothing in it, so that each is refused at its own field. */
    public record NewCheck(QualityCheckId id, String title, @Nullable PartyId party, @Nullable DeliverableId deliverable, @Nullable LocalDate checkedOn, String note, List<@Nullable NewFinding> findings, List<Refused.Problem> unread) {}

    // ---- recording

    /** Records a check with its findings, all or nothing. The same id again changes nothing. */
    @Transactional
    public int record(ProjectId project, NewCheck typed, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.CHECK_QUALITY);
        var today = today(access);
        var check = new Refused.Check(typed.unread());
        var title = check.text("title", typed.title(), 200).replace('\n', ' ');
        var note = check.optional("note", typed.note(), 4000);
        check.reject(typed.party() == null, "party", "refused.missing");
        check.reject(typed.party() != null && parties.of(project).stream().noneMatch(one -> one.id().equals(typed.party())), "party", "refused.not_a_choice");
        check.reject(typed.deliverable() != null && !db.fetchExists(DELIVERABLE, DELIVERABLE.ID.eq(typed.deliverable()), DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull()), "deliverable", "refused.not_a_choice");
        check.reject(typed.checkedOn() == null, "checked_on", "refused.missing");
        check.reject(typed.checkedOn() != null && typed.checkedOn().isAfter(today), "checked_on", "quality.day_to_come");
        var workers = workers(project);
        var findings = new ArrayList<NewFinding>();
        for (int i = 0; i < typed.findings().size(); i++) {
            var row = typed.findings().get(i);
            if (row != null) findings.add(check(check, "_" + i, row, workers, today));
        }
        check.done();
        access.require(Permission.CHECK_QUALITY, typed.party());
        var there = db.select(QUALITY_CHECK.NUMBER, QUALITY_CHECK.PROJECT_ID).from(QUALITY_CHECK).where(QUALITY_CHECK.ID.eq(typed.id())).fetchOne();
        if (there != null) {
            if (!there.value2().equals(project)) throw new NotFound();
            return there.value1();
        }
        int number = numbers.next(project, QualityCheck.KIND);
        db.insertInto(QUALITY_CHECK)
                .set(QUALITY_CHECK.ID, typed.id())
                .set(QUALITY_CHECK.PROJECT_ID, project)
                .set(QUALITY_CHECK.NUMBER, number)
                .set(QUALITY_CHECK.TITLE, title)
                .set(QUALITY_CHECK.PARTY_ID, typed.party())
                .set(QUALITY_CHECK.DELIVERABLE_ID, typed.deliverable())
                .set(QUALITY_CHECK.CHECKED_ON, typed.checkedOn())
                .set(QUALITY_CHECK.NOTE, note)
                .set(QUALITY_CHECK.CHECKED_BY, actor.person())
                .set(QUALITY_CHECK.RECORDED_AT, clock.instant())
                .execute();
        for (int i = 0; i < findings.size(); i++) insert(typed.id(), findings.get(i), i);
        var made = get(project, number);
        activities.record(actor, new QualityActivity.QualityChecked(made.ref(), number, title, findings.size()), project, made.party());
        for (var finding : made.findings()) ask(access, made, finding, actor);
        return number;
    }

    /** One more thing that was found. The same id again changes nothing. */
    @Transactional
    public void find(ProjectId project, QualityCheckId id, NewFinding typed, List<Refused.Problem> unread, Actor actor) {
        var access = projects.access(project, actor);
        var before = lock(access, id);
        requireChecker(access, before);
        if (before.findings().stream().anyMatch(one -> one.id().equals(typed.id()))) return;
        var check = new Refused.Check(unread);
        var finding = check(check, "", typed, workers(project), today(access));
        check.reject(before.findings().size() >= MOST_FINDINGS, "", "quality.too_many_findings", MOST_FINDINGS);
        check.done();
        insert(id, finding, before.findings().size());
        var after = get(project, before.number());
        activities.record(actor, new QualityActivity.FindingMoved(after.ref(), after.number(), after.title(), "found", finding.content()), project, after.party());
        ask(access, after, after.findings().getLast(), actor);
    }

    private NewFinding check(Refused.Check check, String row, NewFinding typed, List<MemberId> workers, LocalDate today) {
        var content = check.text("content" + row, typed.content(), 1000);
        check.reject(typed.owner() == null, "owner" + row, "refused.missing");
        check.reject(typed.owner() != null && !workers.contains(typed.owner()), "owner" + row, "refused.not_a_choice");
        check.reject(typed.dueOn() == null, "due_on" + row, "refused.missing");
        check.reject(typed.dueOn() != null && typed.dueOn().isBefore(today), "due_on" + row, "quality.day_past");
        return new NewFinding(typed.id(), content, typed.owner(), typed.dueOn());
    }

    private void insert(QualityCheckId id, NewFinding finding, int position) {
        db.insertInto(FINDING)
                .set(FINDING.ID, finding.id())
                .set(FINDING.QUALITY_CHECK_ID, id)
                .set(FINDING.POSITION, (short) position)
                .set(FINDING.CONTENT, finding.content())
                .set(FINDING.OWNER_ID, finding.owner())
                .set(FINDING.DUE_ON, finding.dueOn())
                .execute();
    }

    private void ask(ProjectAccess access, QualityCheck check, QualityCheck.Finding finding, Actor actor) {
        var owner = finding.owner().id();
        duties.open(new Duties.NewDuty(FINDING_OWED, access.id(), check.party(), Ref.of("finding", finding.id()), title(check, finding), owner, owner.equals(check.checkedBy().id()) ? null : check.checkedBy().id(), round(finding), endOf(access, finding.dueOn(), check.party())));
        if (!owner.equals(actor.member())) {
            notices.tell(new Notice("quality_finding", NoticeGroup.PROJECT, List.of(owner), "quality_finding:" + finding.id() + ":" + finding.version(), access.id(), check.ref(), title(check, finding), "/p/" + access.code() + "/quality/" + check.number(), List.of(Notice.person(actor.person()), finding.dueOn().toString()), false));
        }
    }

    // ---- settling

    /** Its owner says how it was mended; now whoever checked looks at it. */
    @Transactional
    public int mend(ProjectId project, FindingId id, String said, int version, Actor actor) {
        return move(project, id, "mended", "said", said, version, actor);
    }

    /** Whoever checked is content. */
    @Transactional
    public int verify(ProjectId project, FindingId id, int version, Actor actor) {
        return move(project, id, "verified", "", "", version, actor);
    }

    /** It is not good yet, and why; its owner has until the day given. */
    @Transactional
    public int sendBack(ProjectId project, FindingId id, String reason, @Nullable LocalDate dueOn, List<Refused.Problem> unread, int version, Actor actor) {
        var access = projects.access(project, actor);
        var found = found(access, id);
        requireChecker(access, found.check());
        if (found.finding().version() != version) throw new Stale();
        var state = found.finding().state().sendBack();
        var check = new Refused.Check(unread);
        var why = check.text("reason", reason, 2000);
        check.reject(dueOn == null, "due_on", "refused.missing");
        check.reject(dueOn != null && dueOn.isBefore(today(access)), "due_on", "quality.day_past");
        check.done();
        db.update(FINDING).set(FINDING.STATE, state.text()).set(FINDING.SAID, why).set(FINDING.DUE_ON, dueOn).setNull(FINDING.MENDED_AT).setNull(FINDING.MENDED_BY).set(FINDING.VERSION, FINDING.VERSION.plus(1)).where(FINDING.ID.eq(id)).execute();
        told(access, found.check(), "returned", why, actor);
        duties.meet(VERIFICATION_OWED, id, actor);
        var after = get(project, found.check().number());
        ask(access, after, after.findings().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(), actor);
        return after.number();
    }

    private int move(ProjectId project, FindingId id, String act, String field, String text, int version, Actor actor) {
        var access = projects.access(project, actor);
        var found = found(access, id);
        var mending = act.equals("mended");
        if (mending ? !mayMend(access, found.check(), found.finding()) : !mayVerify(access, found.check(), found.finding())) throw new NotAllowed();
        if (found.finding().version() != version) throw new Stale();
        var state = mending ? found.finding().state().mend() : found.finding().state().verify();
        var check = new Refused.Check();
        var said = mending ? check.text(field, text, 2000) : found.finding().said();
        check.done();
        var update = db.update(FINDING).set(FINDING.STATE, state.text()).set(FINDING.SAID, said).set(FINDING.VERSION, FINDING.VERSION.plus(1));
        if (mending) update = update.set(FINDING.MENDED_BY, actor.person()).set(FINDING.MENDED_AT, clock.instant());
        else update = update.set(FINDING.VERIFIED_BY, actor.person()).set(FINDING.VERIFIED_AT, clock.instant());
        update.where(FINDING.ID.eq(id)).execute();
        told(access, found.check(), act, mending ? said : found.finding().content(), actor);
        if (mending) {
            duties.meet(FINDING_OWED, id, actor);
            var checker = found.check().checkedBy().id();
            // Nobody verifies their own work: then it is for the chief coordinator.
            var who = checker.equals(actor.person()) ? chief(project, actor.person()) : checker;
            if (who != null) duties.open(new Duties.NewDuty(VERIFICATION_OWED, access.id(), null, Ref.of("finding", id), title(found.check(), found.finding()), who, actor.person(), round(found.finding()), null));
        } else {
            duties.meet(VERIFICATION_OWED, id, actor);
        }
        return found.check().number();
    }

    private void told(ProjectAccess access, QualityCheck check, String act, String note, Actor actor) {
        activities.record(actor, new QualityActivity.FindingMoved(check.ref(), check.number(), check.title(), act, note), access.id(), check.party());
    }

    private @Nullable MemberId chief(ProjectId project, MemberId but) {
        return teams.of(project).of(Role.CHIEF_COORDINATOR).stream().filter(seat -> !seat.left()).map(seat -> seat.member()).filter(member -> !member.equals(but)).findFirst().orElse(null);
    }

    // ---- who may

    /** Whoever recorded it, and the chief coordinator. */
    public static boolean mayCheck(ProjectAccess access, QualityCheck check) {
        if (access.auditor()) return false;
        return access.mayEverywhere(Permission.LEAD_QUALITY) || access.member().equals(check.checkedBy().id()) && access.may(Permission.CHECK_QUALITY, check.party());
    }

    public static boolean mayMend(ProjectAccess access, QualityCheck check, QualityCheck.Finding finding) {
        if (access.auditor()) return false;
        return access.member().equals(finding.owner().id()) && access.may(Permission.DO_TASKS) || access.mayEverywhere(Permission.LEAD_QUALITY);
    }

    /** Not who mended it, and not its owner. */
    public static boolean mayVerify(ProjectAccess access, QualityCheck check, QualityCheck.Finding finding) {
        return mayCheck(access, check) && !access.member().equals(finding.owner().id());
    }

    private static void requireChecker(ProjectAccess access, QualityCheck check) {
        if (!mayCheck(access, check)) throw new NotAllowed();
    }

    // ---- reading

    @Transactional(readOnly = true)
    public QualityCheck get(ProjectId project, int number) {
        return read(project, QUALITY_CHECK.NUMBER.eq(number)).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** All of a project in the order of their numbers. */
    @Transactional(readOnly = true)
    public List<QualityCheck> of(ProjectId project) {
        return read(project, noCondition());
    }

    private List<QualityCheck> read(ProjectId project, Condition which) {
        var checker = MEMBER.as("checker");
        var owner = MEMBER.as("owning");
        var verifier = MEMBER.as("verifying");
        var findings = multiset(select(FINDING.ID, FINDING.CONTENT, FINDING.OWNER_ID, owner.DISPLAY_NAME, FINDING.DUE_ON, FINDING.STATE, FINDING.SAID, FINDING.MENDED_AT, FINDING.VERIFIED_BY, verifier.DISPLAY_NAME, FINDING.VERIFIED_AT, FINDING.VERSION)
                        .from(FINDING)
                        .join(owner).on(owner.WORKSPACE_ID.eq(FINDING.WORKSPACE_ID), owner.ID.eq(FINDING.OWNER_ID))
                        .leftJoin(verifier).on(verifier.WORKSPACE_ID.eq(FINDING.WORKSPACE_ID), verifier.ID.eq(FINDING.VERIFIED_BY))
                        .where(FINDING.WORKSPACE_ID.eq(QUALITY_CHECK.WORKSPACE_ID), FINDING.QUALITY_CHECK_ID.eq(QUALITY_CHECK.ID))
                        .orderBy(FINDING.POSITION))
                .convertFrom(rows -> rows.map(row -> new QualityCheck.Finding(row.value1(), row.value2(), new QualityCheck.Person(row.value3(), row.value4()), row.value5(), FindingState.of(row.value6()), row.value7(), row.value8(),
                        row.value9() == null ? null : new QualityCheck.Person(row.value9(), row.value10()), row.value11(), row.value12())));
        var q = QUALITY_CHECK;
        return db.select(q.ID, q.PROJECT_ID, q.NUMBER, q.TITLE, q.PARTY_ID, PARTY.NAME, q.DELIVERABLE_ID, DELIVERABLE.NAME, q.CHECKED_ON, q.NOTE, q.CHECKED_BY, checker.DISPLAY_NAME, q.RECORDED_AT, findings)
                .from(q)
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(q.WORKSPACE_ID), PARTY.ID.eq(q.PARTY_ID))
                .join(checker).on(checker.WORKSPACE_ID.eq(q.WORKSPACE_ID), checker.ID.eq(q.CHECKED_BY))
                .leftJoin(DELIVERABLE).on(DELIVERABLE.WORKSPACE_ID.eq(q.WORKSPACE_ID), DELIVERABLE.ID.eq(q.DELIVERABLE_ID))
                .where(q.PROJECT_ID.eq(project), which)
                .orderBy(q.NUMBER)
                .fetch(row -> new QualityCheck(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9(), row.value10(), new QualityCheck.Person(row.value11(), row.value12()), row.value13(), row.value14()));
    }

    /** One check in a list; {@code due} is the earliest deadline of a finding that is open. */
    public record Line(int number, String title, String party, LocalDate checkedOn, String checkedBy, int findings, int verified, @Nullable LocalDate due) {
        public String code() {
            return QualityCheck.code(number);
        }
    }

    /** {@code open} counts findings that are not verified; {@code next} is the number after which the next page begins. */
    public record Listing(List<Line> lines, int open, @Nullable Integer next) {}

    /** The newest first, after the given number; of all, or of those with something open. */
    @Transactional(readOnly = true)
    public Listing list(ProjectId project, boolean all, @Nullable Integer after) {
        var q = QUALITY_CHECK;
        var mine = FINDING.WORKSPACE_ID.eq(q.WORKSPACE_ID).and(FINDING.QUALITY_CHECK_ID.eq(q.ID));
        var unsettled = exists(selectOne().from(FINDING).where(mine, FINDING.STATE.ne(inline("verified"))));
        var lines = db.select(q.NUMBER, q.TITLE, PARTY.NAME, q.CHECKED_ON, MEMBER.DISPLAY_NAME, field(select(count()).from(FINDING).where(mine)), field(select(count()).from(FINDING).where(mine, FINDING.STATE.eq(inline("verified")))),
                        field(select(min(FINDING.DUE_ON)).from(FINDING).where(mine, FINDING.STATE.eq(inline("open")))))
                .from(q)
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(q.WORKSPACE_ID), PARTY.ID.eq(q.PARTY_ID))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(q.WORKSPACE_ID), MEMBER.ID.eq(q.CHECKED_BY))
                .where(q.PROJECT_ID.eq(project), all ? noCondition() : unsettled, after == null ? noCondition() : q.NUMBER.lt(after))
                .orderBy(q.NUMBER.desc())
                .limit(PAGE + 1)
                .fetch(row -> new Line(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8()));
        int open = db.select(count()).from(FINDING).join(q).on(q.WORKSPACE_ID.eq(FINDING.WORKSPACE_ID), q.ID.eq(FINDING.QUALITY_CHECK_ID)).where(q.PROJECT_ID.eq(project), FINDING.STATE.ne(inline("verified"))).fetchSingle().value1();
        var shown = lines.size() > PAGE ? lines.subList(0, PAGE) : lines;
        return new Listing(shown, open, lines.size() > PAGE ? shown.getLast().number() : null);
    }

    // ---- the rows

    private QualityCheck lock(ProjectAccess access, QualityCheckId id) {
        access.require(Permission.READ);
        db.selectOne().from(QUALITY_CHECK).where(QUALITY_CHECK.ID.eq(id), QUALITY_CHECK.PROJECT_ID.eq(access.id())).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        return read(access.id(), QUALITY_CHECK.ID.eq(id)).getFirst();
    }

    private record Found(QualityCheck check, QualityCheck.Finding finding) {}

    private Found found(ProjectAccess access, FindingId id) {
        access.require(Permission.READ);
        var of = db.select(FINDING.QUALITY_CHECK_ID).from(FINDING).where(FINDING.ID.eq(id)).fetchOptional(FINDING.QUALITY_CHECK_ID).orElseThrow(NotFound::new);
        var check = lock(access, of);
        return new Found(check, check.findings().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(NotFound::new));
    }

    private List<MemberId> workers(ProjectId project) {
        return teams.of(project).seats().stream().filter(seat -> !seat.left() && seat.role() != Role.GUEST).map(seat -> seat.member()).distinct().toList();
    }

    // A finding that comes back is asked about again: each asking is a duty of its own, told apart by how often the finding has moved.
    private static LocalDate round(QualityCheck.Finding finding) {
        return LocalDate.ofEpochDay(finding.version());
    }

    private static String title(QualityCheck check, QualityCheck.Finding finding) {
        return check.code() + " " + finding.content().replaceAll("\\s+", " ");
    }

    private Instant endOf(ProjectAccess access, LocalDate day, PartyId party) {
        var region = parties.of(access.id()).stream().filter(one -> one.id().equals(party)).map(one -> one.calendarRegion()).findFirst().orElse(access.homeRegion());
        return calendars.of(region).endOfDay(day);
    }

    private LocalDate today(ProjectAccess access) {
        return LocalDate.ofInstant(clock.instant(), access.homeZone());
    }
}
