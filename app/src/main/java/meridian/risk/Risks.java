package meridian.risk;

import static db.project.Tables.PARTY;
import static db.risk.Tables.REGISTER;
import static db.risk.Tables.RISK;
import static db.risk.Tables.RISK_ENTRY;
import static db.risk.Tables.RISK_MEASURE;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.activity.Event.Change;
import meridian.activity.Links;
import meridian.document.Documents;
import meridian.duty.Cadence;
import meridian.identity.Permission;
import meridian.index.Index;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RiskEntryId;
import meridian.tenancy.RiskId;
import meridian.tenancy.RiskMeasureId;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All risks: raised by anybody for their own party, rated by the chief coordinator, treated by whoever owns them, closed or
 * occurred. Each act is kept in the log of the risk with how it stood after it.
 */
@Component
public class Risks {
    /** The kind of the document that the register is, and the letters in its number. */
    public static final String DOCUMENT_KIND = "risk_register";
    private static final String LETTERS = "RK";
    private static final int MOST_MEASURES = 50;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Parties parties;
    private final RiskSheets sheets;
    private final RiskDuties duties;
    private final WeeklyRisks weekly;
    private final Documents documents;
    private final Links links;
    private final Activities activities;
    private final Index index;

    Risks(DSLContext db, Clock clock, Projects projects, Parties parties, RiskSheets sheets, RiskDuties duties, WeeklyRisks weekly, Documents documents, Links links, Activities activities, Index index) {
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.parties = parties;
        this.sheets = sheets;
        this.duties = duties;
        this.weekly = weekly;
        this.documents = documents;
        this.links = links;
        this.activities = activities;
    }

    /** What is typed of a risk. Without a party it is the whole project’s; {@code unread} are the fields that mean nothing. */
    public record Facts(
            String description,
            String cause,
            String effect,
            @Nullable PartyId party,
            Risk.@Nullable Category category,
            @Nullable Level estimate,
            String trigger,
            Risk.@Nullable Proximity proximity,
            List<Refused.Problem> unread) {
        public static Facts of(String description, String cause, String effect, @Nullable PartyId party, Risk.Category category, Level estimate) {
            return new Facts(description, cause, effect, party, category, estimate, "", null, List.of());
        }
    }

    // ---- raising

    /**
     * Raises a risk; {@code origin} is what it comes out of. From somebody who submits the party’s risks it is the party’s
     * submission of the week. The same id again changes nothing.
     */
    @Transactional
    public int raise(ProjectId project, RiskId id, Facts typed, @Nullable Ref origin, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.RAISE_RISK);
        var facts = check(project, typed);
        access.require(Permission.RAISE_RISK, facts.party());
        var there = db.select(RISK.NUMBER, RISK.PROJECT_ID).from(RISK).where(RISK.ID.eq(id)).fetchOne();
        if (there != null) {
            if (!there.value2().equals(project)) throw new NotFound();
            return there.value1();
        }
        var week = Cadence.WEEK.period(today(access, facts.party()));
        int number = insert(access, id, facts, week, "", false, null, actor.person(), clock.instant(), actor);
        if (origin != null) links.link(origin, Ref.of(Risk.KIND, id), project, actor);
        var risk = sheets.get(project, id);
        activities.record(actor, new RiskActivity.RiskRaised(risk.ref(), number, risk.title(), risk.estimate()), project, risk.party());
        duties.raised(access, risk, actor);
        if (facts.party() != null && access.may(Permission.SUBMIT_RISKS, facts.party())) weekly.keep(access, facts.party(), week, actor);
        return number;
    }

    /** Writes the row of a new risk, submitted by somebody at a moment, and answers its number. */
    int insert(ProjectAccess access, RiskId id, Facts facts, LocalDate week, String suggestion, boolean preset, @Nullable String presetKey, MemberId by, Instant at, Actor actor) {
        int number = numbers(access.id(), 1);
        index.changed(Ref.of(Risk.KIND, id));
        db.insertInto(RISK)
                .set(RISK.ID, id)
                .set(RISK.PROJECT_ID, access.id())
                .set(RISK.NUMBER, number)
                .set(RISK.DESCRIPTION, facts.description())
                .set(RISK.CAUSE, facts.cause())
                .set(RISK.EFFECT, facts.effect())
                .set(RISK.PARTY_ID, facts.party())
                .set(RISK.CATEGORY, Objects.requireNonNull(facts.category()).text())
                .set(RISK.SUBMITTED_BY, by)
                .set(RISK.SUBMITTED_AT, at)
                .set(RISK.SUBMITTED_WEEK, week)
                .set(RISK.ESTIMATE, Objects.requireNonNull(facts.estimate()).text())
                .set(RISK.TRIGGER, facts.trigger())
                .set(RISK.PROXIMITY, facts.proximity() == null ? null : facts.proximity().text())
                .set(RISK.SUGGESTION, suggestion)
                .set(RISK.PRESET, preset)
                .set(RISK.PRESET_KEY, presetKey)
                .execute();
        log(access.id(), id, RiskAct.RAISE, "", RiskStatus.PROPOSED, null, by, at);
        if (number == 1) documents.registerStanding(access.id(), access.code(), DOCUMENT_KIND, LETTERS, access.id(), LocalDate.ofInstant(clock.instant(), access.homeZone()));
        return number;
    }

    // The row is the lock: of two who ask at once, the second waits and gets the next.
    int numbers(ProjectId project, int many) {
        return db.insertInto(REGISTER)
                .set(REGISTER.PROJECT_ID, project)
                .set(REGISTER.LAST_NUMBER, many)
                .onConflict(REGISTER.WORKSPACE_ID, REGISTER.PROJECT_ID)
                .doUpdate().set(REGISTER.LAST_NUMBER, REGISTER.LAST_NUMBER.plus(many))
                .returning(REGISTER.LAST_NUMBER)
                .fetchSingle(REGISTER.LAST_NUMBER) - many + 1;
    }

    /** Changes what is said of a risk: by who manages it, or by who submitted it until it is assessed. */
    @Transactional
    public void change(ProjectId project, RiskId id, Facts typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        var before = lock(access, id);
        if (!mayChange(access, before)) throw new NotAllowed();
        seen(before, version);
        var status = before.status().after(RiskAct.CHANGE, before.rating() != null);
        var facts = check(project, typed);
        if (!Objects.equals(facts.party(), before.party())) access.require(Permission.RAISE_RISK, facts.party());
        db.update(RISK)
                .set(RISK.DESCRIPTION, facts.description())
                .set(RISK.CAUSE, facts.cause())
                .set(RISK.EFFECT, facts.effect())
                .set(RISK.PARTY_ID, facts.party())
                .set(RISK.CATEGORY, Objects.requireNonNull(facts.category()).text())
                .set(RISK.ESTIMATE, Objects.requireNonNull(facts.estimate()).text())
                .set(RISK.TRIGGER, facts.trigger())
                .set(RISK.PROXIMITY, facts.proximity() == null ? null : facts.proximity().text())
                .set(RISK.VERSION, RISK.VERSION.plus(1))
                .where(RISK.ID.eq(id))
                .execute();
        var after = sheets.get(project, id);
        var changes = new Changes()
                .of("risk_description", before.description(), after.description())
                .of("risk_cause", before.cause(), after.cause())
                .of("risk_effect", before.effect(), after.effect())
                .of("party", before.partyName(), after.partyName())
                .of("risk_category", before.category().text(), after.category().text())
                .of("risk_estimate", before.estimate().text(), after.estimate().text())
                .of("risk_trigger", before.trigger(), after.trigger())
                .of("risk_proximity", text(before.proximity()), text(after.proximity()));
        if (!changes.any()) return;
        log(project, id, RiskAct.CHANGE, "", status, after.rating(), actor);
        activities.record(actor, new RiskActivity.RiskMoved(after.ref(), after.number(), after.title(), RiskAct.CHANGE, changes.list(), ""), project, after.party());
    }

    private static String text(Risk.@Nullable Proximity proximity) {
        return proximity == null ? "" : proximity.text();
    }

    private Facts check(ProjectId project, Facts typed) {
        var check = new Refused.Check(typed.unread());
        var description = check.text("description", typed.description(), 2000);
        var cause = check.optional("cause", typed.cause(), 2000);
        var effect = check.optional("effect", typed.effect(), 2000);
        var trigger = check.optional("trigger", typed.trigger(), 1000);
        check.reject(typed.party() != null && !partyOf(project, typed.party()), "party", "refused.not_a_choice");
        check.reject(typed.category() == null, "category", "refused.missing");
        check.reject(typed.estimate() == null, "estimate", "refused.missing");
        check.done();
        return new Facts(description, cause, effect, typed.party(), typed.category(), typed.estimate(), trigger, typed.proximity(), List.of());
    }

    // ---- rating

    /** How one risk is rated, and what follows: the response, who owns it, and when it is looked at again. */
    public record Assessment(int number, @Nullable Integer probability, @Nullable Integer impact, Risk.@Nullable Response response, @Nullable MemberId owner, @Nullable LocalDate reviewOn, String note, int version) {}

    /**
     * Rates several risks in one session, all or none, and answers how many of them that changed; a problem of one is at its
     * field with its number ({@code probability_3}).
     */
    @Transactional
    public int assess(ProjectId project, List<Assessment> session, List<Refused.Problem> unread, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.ASSESS_RISKS);
        var check = new Refused.Check(unread);
        check.reject(session.isEmpty() && unread.isEmpty(), "", "risk.nothing_assessed");
        var who = duties.team(access);
        var today = today(access, null);
        var rated = new ArrayList<Supplier<Boolean>>();
        for (var one : session) {
            var risk = lock(access, one.number());
            check.reject(one.probability() == null, "probability_" + one.number(), "refused.missing");
            check.reject(one.impact() == null, "impact_" + one.number(), "refused.missing");
            check.reject(one.owner() != null && !who.works(one.owner()), "owner_" + one.number(), "refused.not_a_choice");
            check.reject(one.reviewOn() != null && one.reviewOn().isBefore(today), "review_" + one.number(), "risk.day_in_past");
            var note = check.optional("note_" + one.number(), one.note(), 4000);
            rated.add(() -> assess(access, risk, one, note, today, actor));
        }
        check.done();
        return (int) rated.stream().filter(Supplier::get).count();
    }

    private boolean assess(ProjectAccess access, Risk before, Assessment one, String note, LocalDate today, Actor actor) {
        seen(before, one.version());
        var status = before.status().after(RiskAct.ASSESS, true);
        var rating = new Risk.Rating(Objects.requireNonNull(one.probability()), Objects.requireNonNull(one.impact()));
        if (rating.equals(before.rating()) && one.response() == before.response() && Objects.equals(one.owner(), before.owner() == null ? null : before.owner().id()) && Objects.equals(one.reviewOn(), before.reviewOn()) && note.isEmpty()) return false;
        db.update(RISK)
                .set(RISK.STATUS, status.text())
                .set(RISK.PROBABILITY, (short) rating.probability())
                .set(RISK.IMPACT, (short) rating.impact())
                .set(RISK.ASSESSED_BY, actor.person())
                .set(RISK.ASSESSED_AT, clock.instant())
                .set(RISK.RESPONSE, one.response() == null ? null : one.response().text())
                .set(RISK.OWNER_ID, one.owner())
                .set(RISK.REVIEW_ON, one.reviewOn())
                .setNull(RISK.RESIDUAL_PROBABILITY)
                .setNull(RISK.RESIDUAL_IMPACT)
                .set(RISK.VERSION, RISK.VERSION.plus(1))
                .where(RISK.ID.eq(before.id()))
                .execute();
        var after = sheets.get(access.id(), before.id());
        var changes = new Changes()
                .of("risk_level", before.level().text(), after.level().text())
                .of("risk_rating", before.rating() == null ? "" : before.rating().words(), rating.words())
                .of("risk_response", before.response() == null ? "" : before.response().text(), after.response() == null ? "" : after.response().text())
                .of("owner", name(before.owner()), name(after.owner()))
                .of("risk_review_on", before.reviewOn(), after.reviewOn())
                .list();
        log(access.id(), before.id(), RiskAct.ASSESS, note, status, rating, actor);
        activities.record(actor, new RiskActivity.RiskMoved(after.ref(), after.number(), after.title(), RiskAct.ASSESS, changes, note), access.id(), after.party());
        duties.assessed(after.id(), actor);
        if (before.reviewOn() != null && !before.reviewOn().isAfter(today)) duties.reviewed(after.id(), actor);
        if (!Objects.equals(before.reviewOn(), after.reviewOn()) || !Objects.equals(before.owner(), after.owner())) duties.review(access, after, actor);
        return true;
    }

    private static String name(Risk.@Nullable Person person) {
        return person == null ? "" : "member:" + person.id();
    }

    /** Sets from which score on a risk is medium or high. */
    @Transactional
    public void band(ProjectId project, @Nullable Integer mediumFrom, @Nullable Integer highFrom, List<Refused.Problem> unread, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.ASSESS_RISKS);
        var check = new Refused.Check(unread);
        check.reject(mediumFrom == null, "medium_from", "refused.missing");
        check.reject(highFrom == null, "high_from", "refused.missing");
        check.reject(mediumFrom != null && highFrom != null && !new Bands(mediumFrom, highFrom).sound(), "high_from", "risk.bands_wrong");
        check.done();
        var before = sheets.bands(project);
        var bands = new Bands(Objects.requireNonNull(mediumFrom), Objects.requireNonNull(highFrom));
        numbers(project, 0);
        var changed = db.update(REGISTER)
                .set(REGISTER.MEDIUM_FROM, (short) bands.mediumFrom())
                .set(REGISTER.HIGH_FROM, (short) bands.highFrom())
                .set(REGISTER.VERSION, REGISTER.VERSION.plus(1))
                .where(REGISTER.PROJECT_ID.eq(project), REGISTER.VERSION.eq(version))
                .execute();
        if (changed == 0) throw new Stale();
        var changes = new Changes().of("risk_medium_from", before.mediumFrom(), bands.mediumFrom()).of("risk_high_from", before.highFrom(), bands.highFrom());
        if (changes.any()) activities.record(actor, new RiskActivity.BandsChanged(Ref.of("project", project), changes.list()), project, null);
    }

    // ---- measures

    /** Adds what somebody is to do about it by a day. The same id again changes nothing. */
    @Transactional
    public void measure(ProjectId project, RiskId id, RiskMeasureId measure, String content, @Nullable MemberId owner, @Nullable LocalDate dueOn, List<Refused.Problem> unread, Actor actor) {
        var access = projects.access(project, actor);
        var risk = lock(access, id);
        requireManager(access, risk);
        if (risk.measures().stream().anyMatch(one -> one.id().equals(measure))) return;
        var status = risk.status().after(RiskAct.MEASURE, risk.rating() != null);
        var check = new Refused.Check(unread);
        var text = check.text("content", content, 1000).replace('\n', ' ');
        check.reject(owner == null, "owner", "refused.missing");
        check.reject(owner != null && !duties.team(access).works(owner), "owner", "refused.not_a_choice");
        check.reject(dueOn == null, "due_on", "refused.missing");
        check.reject(dueOn != null && dueOn.isBefore(today(access, risk.party())), "due_on", "risk.day_in_past");
        check.reject(risk.measures().size() >= MOST_MEASURES, "", "risk.too_many_measures", MOST_MEASURES);
        check.done();
        write(risk.id(), measure, risk.measures().size(), text, Objects.requireNonNull(owner), Objects.requireNonNull(dueOn));
        move(access, risk, RiskAct.MEASURE, status, text, actor);
        var after = sheets.get(project, id);
        duties.measure(access, after, after.measures().getLast(), actor);
    }

    void write(RiskId risk, RiskMeasureId measure, int position, String content, MemberId owner, LocalDate dueOn) {
        db.insertInto(RISK_MEASURE)
                .set(RISK_MEASURE.ID, measure)
                .set(RISK_MEASURE.RISK_ID, risk)
                .set(RISK_MEASURE.POSITION, position)
                .set(RISK_MEASURE.CONTENT, content)
                .set(RISK_MEASURE.OWNER_ID, owner)
                .set(RISK_MEASURE.DUE_ON, dueOn)
                .execute();
    }

    /** Its owner, or who manages the risk, says that a measure was carried out. */
    @Transactional
    public int carryOut(ProjectId project, RiskMeasureId measure, Actor actor) {
        var access = projects.access(project, actor);
        var risk = of(access, measure);
        var one = open(risk, measure);
        if (!mayCarryOut(access, risk, one)) throw new NotAllowed();
        var status = risk.status().after(RiskAct.DONE, risk.rating() != null);
        db.update(RISK_MEASURE).set(RISK_MEASURE.DONE_AT, clock.instant()).set(RISK_MEASURE.DONE_BY, actor.person()).where(RISK_MEASURE.ID.eq(measure)).execute();
        move(access, risk, RiskAct.DONE, status, one.content(), actor);
        duties.done(one, actor);
        return risk.number();
    }

    /** A measure is not wanted any more. */
    @Transactional
    public int drop(ProjectId project, RiskMeasureId measure, Actor actor) {
        var access = projects.access(project, actor);
        var risk = of(access, measure);
        requireManager(access, risk);
        var one = open(risk, measure);
        var status = risk.status().after(RiskAct.DROP, risk.rating() != null);
        db.update(RISK_MEASURE).set(RISK_MEASURE.DROPPED_AT, clock.instant()).set(RISK_MEASURE.DROPPED_BY, actor.person()).where(RISK_MEASURE.ID.eq(measure)).execute();
        move(access, risk, RiskAct.DROP, status, one.content(), actor);
        duties.dropped(one, actor);
        return risk.number();
    }

    private Risk of(ProjectAccess access, RiskMeasureId measure) {
        access.require(Permission.READ);
        var id = db.select(RISK_MEASURE.RISK_ID).from(RISK_MEASURE).where(RISK_MEASURE.ID.eq(measure)).fetchOptional(RISK_MEASURE.RISK_ID).orElseThrow(NotFound::new);
        return lock(access, id);
    }

    private static Risk.Measure open(Risk risk, RiskMeasureId measure) {
        var one = risk.measures().stream().filter(each -> each.id().equals(measure)).findFirst().orElseThrow(NotFound::new);
        if (!one.open()) throw new Stale();
        return one;
    }

    // ---- what goes on

    /** Says how it stands. */
    @Transactional
    public void note(ProjectId project, RiskId id, String text, Actor actor) {
        var access = projects.access(project, actor);
        var risk = lock(access, id);
        access.require(Permission.COMMENT);
        var check = new Refused.Check();
        var said = check.text("note", text, 4000);
        check.done();
        move(access, risk, RiskAct.NOTE, risk.status().after(RiskAct.NOTE, risk.rating() != null), said, actor);
    }

    /** It was looked at again; {@code next} is when it will be. */
    @Transactional
    public void review(ProjectId project, RiskId id, String text, @Nullable LocalDate next, List<Refused.Problem> unread, int version, Actor actor) {
        var access = projects.access(project, actor);
        var risk = lock(access, id);
        requireManager(access, risk);
        seen(risk, version);
        var status = risk.status().after(RiskAct.REVIEW, risk.rating() != null);
        var check = new Refused.Check(unread);
        var said = check.text("note", text, 4000);
        check.reject(next != null && next.isBefore(today(access, risk.party())), "next", "risk.day_in_past");
        check.done();
        db.update(RISK).set(RISK.REVIEW_ON, next).where(RISK.ID.eq(id)).execute();
        move(access, risk, RiskAct.REVIEW, status, said, actor);
        duties.reviewed(id, actor);
        duties.review(access, sheets.get(project, id), actor);
    }

    /** All measures are done, or it is accepted as it is: what is left of it is rated. */
    @Transactional
    public void treat(ProjectId project, RiskId id, @Nullable Integer probability, @Nullable Integer impact, String text, List<Refused.Problem> unread, int version, Actor actor) {
        var access = projects.access(project, actor);
        var risk = lock(access, id);
        requireManager(access, risk);
        seen(risk, version);
        var status = risk.status().after(RiskAct.TREAT, true);
        var check = new Refused.Check(unread);
        var said = check.optional("note", text, 4000);
        check.reject(probability == null, "residual_probability", "refused.missing");
        check.reject(impact == null, "residual_impact", "refused.missing");
        check.reject(risk.response() == null, "", "risk.no_response");
        check.reject(!risk.openMeasures().isEmpty(), "", "risk.measures_open", risk.openMeasures().size());
        check.reject(risk.response() != null && risk.response() != Risk.Response.ACCEPT && risk.measures().stream().noneMatch(one -> one.doneAt() != null), "", "risk.nothing_done");
        check.done();
        db.update(RISK).set(RISK.RESIDUAL_PROBABILITY, Objects.requireNonNull(probability).shortValue()).set(RISK.RESIDUAL_IMPACT, Objects.requireNonNull(impact).shortValue()).where(RISK.ID.eq(id)).execute();
        move(access, risk, RiskAct.TREAT, status, said, new Risk.Rating(probability, impact), actor);
    }

    /** Names who watches it once the project is over: what is handed over does not keep the project from closing. */
    @Transactional
    public void handOver(ProjectId project, RiskId id, String to, int version, Actor actor) {
        var access = projects.access(project, actor);
        var risk = lock(access, id);
        requireManager(access, risk);
        seen(risk, version);
        var status = risk.status().after(RiskAct.HAND_OVER, risk.rating() != null);
        var check = new Refused.Check();
        var receiver = check.text("to", to, 200).replace('\n', ' ');
        check.done();
        db.update(RISK).set(RISK.HANDED_TO, receiver).set(RISK.HANDED_AT, clock.instant()).set(RISK.HANDED_BY, actor.person()).where(RISK.ID.eq(id)).execute();
        move(access, risk, RiskAct.HAND_OVER, status, receiver, actor);
    }

    /** It cannot happen any more, or does not matter. */
    @Transactional
    public void close(ProjectId project, RiskId id, String reason, int version, Actor actor) {
        end(project, id, RiskAct.CLOSE, "reason", reason, version, actor);
    }

    /** It has happened: what was planned against it is over, what is done about it now is something else. */
    @Transactional
    public void occur(ProjectId project, RiskId id, String what, int version, Actor actor) {
        end(project, id, RiskAct.OCCUR, "what", what, version, actor);
    }

    private void end(ProjectId project, RiskId id, RiskAct act, String field, String text, int version, Actor actor) {
        var access = projects.access(project, actor);
        var risk = lock(access, id);
        requireManager(access, risk);
        seen(risk, version);
        var status = risk.status().after(act, risk.rating() != null);
        var check = new Refused.Check();
        var said = check.text(field, text, 4000);
        check.done();
        db.update(RISK_MEASURE).set(RISK_MEASURE.DROPPED_AT, clock.instant()).set(RISK_MEASURE.DROPPED_BY, actor.person()).where(RISK_MEASURE.RISK_ID.eq(id), RISK_MEASURE.DONE_AT.isNull(), RISK_MEASURE.DROPPED_AT.isNull()).execute();
        db.update(RISK).set(RISK.STATUS, status.text()).set(RISK.ENDED_AT, clock.instant()).where(RISK.ID.eq(id)).execute();
        move(access, risk, act, status, said, actor);
        var after = sheets.get(project, id);
        duties.ended(access, after, risk.openMeasures(), actor);
    }

    /** A risk that had ended before it came into the register. */
    void endAtOnce(ProjectAccess access, RiskId id, RiskStatus ended, Actor actor) {
        db.update(RISK).set(RISK.STATUS, ended.text()).set(RISK.ENDED_AT, clock.instant()).where(RISK.ID.eq(id)).execute();
        log(access.id(), id, ended == RiskStatus.OCCURRED ? RiskAct.OCCUR : RiskAct.CLOSE, "", ended, null, actor);
    }

    /** It was closed, or said to have occurred, too soon. */
    @Transactional
    public void reopen(ProjectId project, RiskId id, String reason, int version, Actor actor) {
        var access = projects.access(project, actor);
        var risk = lock(access, id);
        requireManager(access, risk);
        seen(risk, version);
        var status = risk.status().after(RiskAct.REOPEN, risk.rating() != null);
        var check = new Refused.Check();
        var said = check.text("reason", reason, 4000);
        check.done();
        db.update(RISK).set(RISK.STATUS, status.text()).setNull(RISK.ENDED_AT).setNull(RISK.REVIEW_ON).setNull(RISK.RESIDUAL_PROBABILITY).setNull(RISK.RESIDUAL_IMPACT).where(RISK.ID.eq(id)).execute();
        move(access, risk, RiskAct.REOPEN, status, said, actor);
    }

    // ---- who may

    /** Who manages the party’s risks, and who owns this one. */
    public static boolean mayManage(ProjectAccess access, Risk risk) {
        if (access.auditor()) return false;
        var own = risk.owner() != null && access.member().equals(risk.owner().id()) && access.may(Permission.RAISE_RISK);
        return own || access.may(Permission.MANAGE_RISKS, risk.party());
    }

    /** Who manages it, and who submitted it as long as nobody has assessed it. */
    public static boolean mayChange(ProjectAccess access, Risk risk) {
        return mayManage(access, risk) || risk.status() == RiskStatus.PROPOSED && access.member().equals(risk.submittedBy().id()) && access.may(Permission.RAISE_RISK);
    }

    public static boolean mayCarryOut(ProjectAccess access, Risk risk, Risk.Measure measure) {
        return mayManage(access, risk) || access.member().equals(measure.owner().id()) && access.may(Permission.RAISE_RISK);
    }

    public static boolean mayAssess(ProjectAccess access) {
        return access.mayEverywhere(Permission.ASSESS_RISKS) && !access.auditor();
    }

    private static void requireManager(ProjectAccess access, Risk risk) {
        if (!mayManage(access, risk)) throw new NotAllowed();
    }

    // ---- the row

    private Risk lock(ProjectAccess access, RiskId id) {
        access.require(Permission.READ);
        db.selectOne().from(RISK).where(RISK.ID.eq(id), RISK.PROJECT_ID.eq(access.id())).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        return sheets.get(access.id(), id);
    }

    private Risk lock(ProjectAccess access, int number) {
        access.require(Permission.READ);
        db.selectOne().from(RISK).where(RISK.NUMBER.eq(number), RISK.PROJECT_ID.eq(access.id())).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        return sheets.get(access.id(), number);
    }

    private static void seen(Risk risk, int version) {
        if (risk.version() != version) throw new Stale();
    }

    private void move(ProjectAccess access, Risk risk, RiskAct act, RiskStatus status, String note, Actor actor) {
        move(access, risk, act, status, note, risk.rating(), actor);
    }

    // The state, the version, the log with the rating it has from then on, and the record of one act.
    private void move(ProjectAccess access, Risk risk, RiskAct act, RiskStatus status, String note, Risk.@Nullable Rating rating, Actor actor) {
        var update = db.update(RISK).set(RISK.VERSION, RISK.VERSION.plus(1)).set(RISK.STATUS, status.text());
        // More to do than what was left of it by the last rating.
        if (risk.status() == RiskStatus.TREATED && status == RiskStatus.ASSESSED) update = update.setNull(RISK.RESIDUAL_PROBABILITY).setNull(RISK.RESIDUAL_IMPACT);
        update.where(RISK.ID.eq(risk.id())).execute();
        log(access.id(), risk.id(), act, note, status, rating, actor);
        var changes = status == risk.status() ? List.<Change>of() : List.of(new Change("risk_status", risk.status().text(), status.text()));
        activities.record(actor, new RiskActivity.RiskMoved(risk.ref(), risk.number(), risk.title(), act, changes, note), access.id(), risk.party());
    }

    void log(ProjectId project, RiskId id, RiskAct act, String note, RiskStatus status, Risk.@Nullable Rating rating, Actor actor) {
        log(project, id, act, note, status, rating, actor.person(), clock.instant());
    }

    private void log(ProjectId project, RiskId id, RiskAct act, String note, RiskStatus status, Risk.@Nullable Rating rating, MemberId by, Instant at) {
        db.insertInto(RISK_ENTRY)
                .set(RISK_ENTRY.ID, RiskEntryId.next())
                .set(RISK_ENTRY.PROJECT_ID, project)
                .set(RISK_ENTRY.RISK_ID, id)
                .set(RISK_ENTRY.ACT, act.text())
                .set(RISK_ENTRY.AT, at)
                .set(RISK_ENTRY.BY_ID, by)
                .set(RISK_ENTRY.NOTE, note)
                .set(RISK_ENTRY.STATUS, status.text())
                .set(RISK_ENTRY.PROBABILITY, rating == null ? null : (short) rating.probability())
                .set(RISK_ENTRY.IMPACT, rating == null ? null : (short) rating.impact())
                .execute();
    }

    private boolean partyOf(ProjectId project, PartyId party) {
        return db.fetchExists(PARTY, PARTY.ID.eq(party), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull());
    }

    /** The day it is where the party is, or where the project is at home. */
    LocalDate today(ProjectAccess access, @Nullable PartyId party) {
        ZoneId zone = party == null ? access.homeZone() : parties.of(access.id()).stream().filter(one -> one.id().equals(party)).map(one -> one.zone()).findFirst().orElse(access.homeZone());
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
