package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;
import static db.acceptance.Tables.CRITERION;
import static db.acceptance.Tables.RECTIFICATION;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import meridian.acceptance.AcceptanceActivity.Rechecked;
import meridian.acceptance.AcceptanceActivity.RecheckerNamed;
import meridian.acceptance.AcceptanceActivity.RectificationMoved;
import meridian.acceptance.Application.Rectification;
import meridian.acceptance.Application.Reviewer;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RectificationId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.ReviewerId;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What has to be put right 整改项 after a round that did not pass. Each criterion that failed is one of the applying lead’s, due in five working
 * days, until the chief coordinator gives it to somebody else or another day. When the last one is done, the lead submits for the next
 * round; or, where it passed on conditions, the reviewer who was named signs the re-check 复核.
 */
@Component
public class Rectifications {
    private static final int DAYS = 5;
    private static final int MOST = 200;
    private static final int LONGEST = 4000;

    private final DSLContext db;
    private final Clock clock;
    private final Applications applications;
    private final ApplicationSheets sheets;
    private final Panels panels;
    private final Posts posts;
    private final Parties parties;
    private final Calendars calendars;
    private final Duties duties;
    private final Activities activities;
    private final ObjectProvider<Verdicts> verdicts;

    Rectifications(DSLContext db, Clock clock, Applications applications, ApplicationSheets sheets, Panels panels, Posts posts, Parties parties, Calendars calendars, Duties duties, Activities activities, ObjectProvider<Verdicts> verdicts) {
        this.db = db;
        this.clock = clock;
        this.applications = applications;
        this.sheets = sheets;
        this.panels = panels;
        this.posts = posts;
        this.parties = parties;
        this.calendars = calendars;
        this.duties = duties;
        this.activities = activities;
        this.verdicts = verdicts;
    }

    // ---- what has to be put right

    /** Everything that failed in the round that was just decided becomes something to put right. */
    void ask(ProjectAccess access, Application before, ApplicationStatus status, Actor actor) {
        var rechecker = status == ApplicationStatus.RECHECK ? before.of(Side.QUALITY).stream().findFirst().map(Reviewer::id).orElse(null) : null;
        db.update(APPLICATION)
                .set(APPLICATION.STATUS, status.text())
                .set(APPLICATION.RECHECK_REVIEWER_ID, rechecker)
                .set(APPLICATION.VERSION, APPLICATION.VERSION.plus(1))
                .where(APPLICATION.ID.eq(before.id()))
                .execute();
        var owner = Objects.requireNonNullElse(Posts.lead(posts.team(before.project()), before.party()), before.applicant().id());
        var due = calendar(access, before).plusWorkingDays(today(access), DAYS);
        var failed = db.select(CRITERION.ID).from(CRITERION).where(CRITERION.APPLICATION_ID.eq(before.id()), CRITERION.PASSED_ROUND.isNull()).fetchSet(CRITERION.ID);
        int position = before.rectifications().size();
        for (var criterion : before.criteria()) {
            if (!failed.contains(criterion.id())) continue;
            var said = before.objections(criterion, before.round()).stream().map(Application.Vote::comment).distinct().collect(Collectors.joining("\n"));
            var content = said.isEmpty() ? criterion.content() : said;
            db.insertInto(RECTIFICATION)
                    .set(RECTIFICATION.ID, RectificationId.next())
                    .set(RECTIFICATION.APPLICATION_ID, before.id())
                    .set(RECTIFICATION.ROUND, before.round())
                    .set(RECTIFICATION.POSITION, position++)
                    .set(RECTIFICATION.CRITERION_ID, criterion.id())
                    .set(RECTIFICATION.CONTENT, content.length() > LONGEST ? content.substring(0, LONGEST) : content)
                    .set(RECTIFICATION.OWNER_ID, owner)
                    .set(RECTIFICATION.DUE_ON, due)
                    .execute();
        }
        var after = sheets.get(before.project(), before.id());
        duties.openAll(after.openRectifications().stream().map(item -> owed(access, after, item)).toList());
        if (!owner.equals(actor.member())) applications.tell("acceptance_rectification", access, after, List.of(owner), "rectification:" + after.round(), List.of(Integer.toString(after.openRectifications().size()), due.toString()));
    }

    private Duties.NewDuty owed(ProjectAccess access, Application application, Rectification item) {
        var chief = Posts.chief(posts.team(application.project()));
        return new Duties.NewDuty(AcceptanceDutyKinds.RECTIFICATION, application.project(), application.party(), Ref.of("rectification", item.id()), application.code() + " " + item.content().replaceAll("\\s+", " "), item.owner().id(),
                item.owner().id().equals(chief) ? null : chief, Applications.period(item.version()), endOf(access, application, item.dueOn()));
    }

    /** What is typed of something to put right. */
    public record Facts(String content, @Nullable MemberId owner, @Nullable LocalDate dueOn, List<Refused.Problem> unread) {}

    /** One more thing to put right. The same id again changes nothing. */
    @Transactional
    public void add(ProjectId project, int number, RectificationId id, Facts typed, Actor actor) {
        var held = applications.hold(project, number, actor);
        var before = held.application();
        held.access().requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        if (before.rectifications().stream().anyMatch(item -> item.id().equals(id))) return;
        var facts = check(held.access(), before, typed);
        if (before.rectifications().size() >= MOST) throw Refused.because("acceptance.too_many_items", MOST);
        db.insertInto(RECTIFICATION)
                .set(RECTIFICATION.ID, id)
                .set(RECTIFICATION.APPLICATION_ID, before.id())
                .set(RECTIFICATION.ROUND, before.round())
                .set(RECTIFICATION.POSITION, before.rectifications().size())
                .set(RECTIFICATION.CONTENT, facts.content())
                .set(RECTIFICATION.OWNER_ID, facts.owner())
                .set(RECTIFICATION.DUE_ON, facts.dueOn())
                .execute();
        applications.bump(before.id());
        var after = sheets.get(project, before.id());
        // What was asked for because everything was done waits for this as well.
        duties.cancel(AcceptanceDutyKinds.SUBMISSION, before.id(), actor);
        duties.cancel(AcceptanceDutyKinds.RECHECK, before.id(), actor);
        var item = after.rectifications().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        duties.open(owed(held.access(), after, item));
        record(after, "added", item, new Changes(), actor);
        tell(held.access(), after, item, actor);
    }

    /** Somebody else, another day, or other words. */
    @Transactional
    public int change(ProjectId project, RectificationId id, Facts typed, int version, Actor actor) {
        var held = found(project, id, actor);
        held.access().requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        var before = item(held.application(), id);
        if (before.version() != version) throw new Stale();
        if (!before.open()) throw Refused.because("acceptance.item_done");
        var facts = check(held.access(), held.application(), typed);
        db.update(RECTIFICATION)
                .set(RECTIFICATION.CONTENT, facts.content())
                .set(RECTIFICATION.OWNER_ID, facts.owner())
                .set(RECTIFICATION.DUE_ON, facts.dueOn())
                .set(RECTIFICATION.VERSION, RECTIFICATION.VERSION.plus(1))
                .where(RECTIFICATION.ID.eq(id))
                .execute();
        var application = sheets.get(project, held.application().id());
        var after = item(application, id);
        duties.cancel(AcceptanceDutyKinds.RECTIFICATION, id, actor);
        duties.open(owed(held.access(), application, after));
        record(application, "changed", after, new Changes().of("content", before.content(), after.content()).of("owner", before.owner().name(), after.owner().name()).of("due_on", before.dueOn(), after.dueOn()), actor);
        if (!before.owner().equals(after.owner())) tell(held.access(), application, after, actor);
        return application.number();
    }

    private Facts check(ProjectAccess access, Application application, Facts typed) {
        if (application.status() != ApplicationStatus.RECTIFICATION && application.status() != ApplicationStatus.RECHECK) throw Refused.because("acceptance.nothing_to_mend");
        var check = new Refused.Check(typed.unread());
        var content = check.text("content", typed.content(), LONGEST);
        var owner = typed.owner();
        check.reject(owner == null, "owner", "refused.missing");
        check.reject(owner != null && Panel.candidates(posts.team(application.project())).stream().noneMatch(one -> one.member().equals(owner)), "owner", "refused.not_a_choice");
        // Whoever puts it right cannot judge it afterwards.
        check.reject(owner != null && application.panel().stream().anyMatch(one -> one.member().equals(owner)), "owner", "acceptance.owner_judges");
        check.reject(typed.dueOn() == null, "due_on", "refused.missing");
        check.reject(typed.dueOn() != null && typed.dueOn().isBefore(today(access)), "due_on", "quality.day_past");
        check.done();
        return new Facts(content, owner, typed.dueOn(), List.of());
    }

    private void tell(ProjectAccess access, Application application, Rectification item, Actor actor) {
        if (!item.owner().id().equals(actor.member())) applications.tell("acceptance_rectification", access, application, List.of(item.owner().id()), "rectification:" + item.id() + ":" + item.version(), List.of("1", item.dueOn().toString()));
    }

    // ---- putting it right

    /** Its owner says how it was put right. */
    @Transactional
    public int done(ProjectId project, RectificationId id, String said, int version, Actor actor) {
        var held = found(project, id, actor);
        var before = item(held.application(), id);
        if (!before.open() && held.stake().maySettle()) throw Refused.because("acceptance.item_done");
        if (!held.stake().mayDo(before)) throw before.owner().id().equals(actor.person()) ? Refused.because(before.open() ? "acceptance.nothing_to_mend" : "acceptance.item_done") : new NotAllowed();
        if (before.version() != version) throw new Stale();
        var check = new Refused.Check();
        var words = check.text("said", said, 2000);
        check.done();
        db.update(RECTIFICATION)
                .set(RECTIFICATION.STATE, "done")
                .set(RECTIFICATION.SAID, words)
                .set(RECTIFICATION.DONE_BY, actor.person())
                .set(RECTIFICATION.DONE_AT, clock.instant())
                .set(RECTIFICATION.VERSION, RECTIFICATION.VERSION.plus(1))
                .where(RECTIFICATION.ID.eq(id))
                .execute();
        applications.bump(held.application().id());
        duties.meet(AcceptanceDutyKinds.RECTIFICATION, id, actor);
        var after = sheets.get(project, held.application().id());
        record(after, "done", item(after, id), new Changes(), actor);
        if (after.openRectifications().isEmpty()) {
            if (after.status() == ApplicationStatus.RECTIFICATION) applications.askToSubmit(after);
            else panels.askToRecheck(after, actor);
        }
        return after.number();
    }

    // ---- the re-check

    /** Another reviewer of the panel signs the re-check. */
    @Transactional
    public void name(ProjectId project, int number, @Nullable ReviewerId id, int version, Actor actor) {
        var held = applications.hold(project, number, actor);
        var before = held.application();
        held.access().requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        if (before.status() != ApplicationStatus.RECHECK) throw Refused.because("acceptance.no_recheck");
        if (before.version() != version) throw new Stale();
        var reviewer = id == null ? null : before.reviewer(id);
        if (reviewer == null || !reviewer.sits()) throw Refused.at("reviewer", "refused.not_a_choice");
        if (reviewer.id().equals(before.rechecker())) return;
        db.update(APPLICATION).set(APPLICATION.RECHECK_REVIEWER_ID, reviewer.id()).set(APPLICATION.VERSION, APPLICATION.VERSION.plus(1)).where(APPLICATION.ID.eq(before.id())).execute();
        duties.cancel(AcceptanceDutyKinds.RECHECK, before.id(), actor);
        activities.record(actor, new RecheckerNamed(before.ref(), number, before.deliverableName(), reviewer.name()), project, before.party());
        panels.askToRecheck(sheets.get(project, before.id()), actor);
    }

    /** Signs that everything was put right: with that it is accepted. */
    @Transactional
    public void sign(ProjectId project, int number, String note, int version, Actor actor) {
        var held = rechecking(project, number, version, actor);
        var before = held.application();
        if (!before.openRectifications().isEmpty()) throw Refused.because("acceptance.items_open", before.openRectifications().size());
        var check = new Refused.Check();
        var words = check.optional("note", note, 2000);
        check.done();
        db.update(APPLICATION).set(APPLICATION.RECHECKED_BY, actor.person()).set(APPLICATION.RECHECKED_AT, clock.instant()).set(APPLICATION.RECHECK_NOTE, words).where(APPLICATION.ID.eq(before.id())).execute();
        db.update(CRITERION).set(CRITERION.PASSED_ROUND, before.round()).where(CRITERION.APPLICATION_ID.eq(before.id()), CRITERION.PASSED_ROUND.isNull()).execute();
        duties.meet(AcceptanceDutyKinds.RECHECK, before.id(), actor);
        activities.record(actor, new Rechecked(before.ref(), number, before.deliverableName(), true, words), project, before.party());
        verdicts.getObject().accept(held.access(), before, actor);
        var applicant = before.applicant().id();
        if (!applicant.equals(actor.member())) applications.tell("acceptance_decided", held.access(), before, List.of(applicant), "rechecked", List.of(Notice.word("acceptance.outcome.pass")));
    }

    /** Some of it is not right yet: these are to be done again by the day given, and why. */
    @Transactional
    public void sendBack(ProjectId project, int number, Set<RectificationId> items, String reason, @Nullable LocalDate dueOn, List<Refused.Problem> unread, int version, Actor actor) {
        var held = rechecking(project, number, version, actor);
        var before = held.application();
        var back = before.rectifications().stream().filter(item -> item.round() == before.round() && !item.open() && items.contains(item.id())).toList();
        var check = new Refused.Check(unread);
        var why = check.text("reason", reason, 2000);
        check.reject(back.isEmpty(), "items", "refused.missing");
        check.reject(dueOn == null, "due_on", "refused.missing");
        check.reject(dueOn != null && dueOn.isBefore(today(held.access())), "due_on", "quality.day_past");
        check.done();
        for (var item : back) {
            db.update(RECTIFICATION)
                    .set(RECTIFICATION.STATE, "open").set(RECTIFICATION.SAID, why).set(RECTIFICATION.DUE_ON, dueOn).setNull(RECTIFICATION.DONE_AT).setNull(RECTIFICATION.DONE_BY).set(RECTIFICATION.VERSION, RECTIFICATION.VERSION.plus(1))
                    .where(RECTIFICATION.ID.eq(item.id()))
                    .execute();
        }
        applications.bump(before.id());
        duties.meet(AcceptanceDutyKinds.RECHECK, before.id(), actor);
        var after = sheets.get(project, before.id());
        duties.openAll(after.openRectifications().stream().filter(item -> items.contains(item.id())).map(item -> owed(held.access(), after, item)).toList());
        activities.record(actor, new Rechecked(before.ref(), number, before.deliverableName(), false, why), project, before.party());
        var told = back.stream().map(item -> item.owner().id()).distinct().filter(member -> !member.equals(actor.member())).toList();
        if (!told.isEmpty()) applications.tell("acceptance_rectification", held.access(), after, told, "back:" + after.version(), List.of(Integer.toString(back.size()), String.valueOf(dueOn)));
    }

    private Applications.Held rechecking(ProjectId project, int number, int version, Actor actor) {
        var held = applications.hold(project, number, actor);
        var before = held.application();
        if (before.status() != ApplicationStatus.RECHECK && before.recheckedFor() != null && before.recheckedFor().member().equals(actor.person())) throw Refused.because("acceptance.no_recheck");
        if (!held.stake().mayRecheck()) throw new NotAllowed();
        if (before.version() != version) throw new Stale();
        if (panels.workers(before).contains(actor.person())) throw Refused.because("acceptance.own_work");
        return held;
    }

    // ---- in short

    private Applications.Held found(ProjectId project, RectificationId id, Actor actor) {
        return applications.hold(project, db.select(RECTIFICATION.APPLICATION_ID).from(RECTIFICATION).where(RECTIFICATION.ID.eq(id)).fetchOptional(RECTIFICATION.APPLICATION_ID).orElseThrow(NotFound::new), actor);
    }

    private static Rectification item(Application application, RectificationId id) {
        return application.rectifications().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(NotFound::new);
    }

    private void record(Application application, String act, Rectification item, Changes changes, Actor actor) {
        activities.record(actor, new RectificationMoved(application.ref(), application.number(), application.deliverableName(), act, item.content(), changes.list()), application.project(), application.party());
    }

    private meridian.calendar.WorkCalendar calendar(ProjectAccess access, Application application) {
        return calendars.of(parties.of(application.project()).stream().filter(one -> one.id().equals(application.party())).map(one -> one.calendarRegion()).findFirst().orElse(access.homeRegion()));
    }

    private Instant endOf(ProjectAccess access, Application application, LocalDate day) {
        return calendar(access, application).endOfDay(day);
    }

    private LocalDate today(ProjectAccess access) {
        return LocalDate.ofInstant(clock.instant(), access.homeZone());
    }
}
