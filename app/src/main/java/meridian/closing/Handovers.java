package meridian.closing;

import static db.closing.Tables.HANDOVER_ITEM;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.DELIVERABLE;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import meridian.activity.Activities;
import meridian.closing.HandoverItem.Hand;
import meridian.closing.HandoverItem.Side;
import meridian.document.Documents;
import meridian.duty.Duties;
import meridian.identity.Permission;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.HandoverItemId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The handover lists of projects. Who runs the project writes them; the three named on a line confirm it, each with one tap. */
@Component
public class Handovers {
    static final String KIND = "handover_item";
    /** Under which the whole is registered. */
    public static final String DOCUMENT_KIND = "handover_list";
    private static final String LETTERS = "HL";
    private static final int MOST = 300;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Duties duties;
    private final Activities activities;
    private final Documents documents;

    Handovers(DSLContext db, Clock clock, Projects projects, Duties duties, Activities activities, Documents documents) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.duties = duties;
        this.activities = activities;
        this.documents = documents;
    }

    /** What is typed of a line. */
    public record Facts(String name, String note, @Nullable MemberId from, @Nullable MemberId to, @Nullable MemberId witness) {}

    /** Adds a line; the same id again changes nothing. */
    @Transactional
    public void add(ProjectId project, HandoverItemId id, Facts typed, Actor actor) {
        write(project, actor);
        var good = check(project, typed, new Refused.Check());
        insert(project, id, good, null, actor);
    }

    /** A line for each deliverable that has none yet, all between the same three; answers how many. */
    @Transactional
    public int draft(ProjectId project, Facts typed, Actor actor) {
        write(project, actor);
        var good = check(project, new Facts("–", "", typed.from(), typed.to(), typed.witness()), new Refused.Check());
        var missing = db.select(DELIVERABLE.ID, DELIVERABLE.NAME).from(DELIVERABLE)
                .where(DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull())
                .andNotExists(DSL.selectOne().from(HANDOVER_ITEM).where(HANDOVER_ITEM.WORKSPACE_ID.eq(DELIVERABLE.WORKSPACE_ID), HANDOVER_ITEM.DELIVERABLE_ID.eq(DELIVERABLE.ID), HANDOVER_ITEM.REMOVED_AT.isNull()))
                .orderBy(DELIVERABLE.POSITION, DELIVERABLE.ID).fetch();
        for (var row : missing) insert(project, HandoverItemId.next(), new Facts(row.value2(), "", good.from(), good.to(), good.witness()), row.value1(), actor);
        return missing.size();
    }

    private void insert(ProjectId project, HandoverItemId id, Facts facts, @Nullable DeliverableId deliverable, Actor actor) {
        var last = db.select(DSL.coalesce(DSL.max(HANDOVER_ITEM.POSITION), 0)).from(HANDOVER_ITEM).where(HANDOVER_ITEM.PROJECT_ID.eq(project)).fetchSingle().value1();
        if (last >= MOST) throw Refused.because("closing.too_many", MOST);
        var made = db.insertInto(HANDOVER_ITEM)
                .set(HANDOVER_ITEM.ID, id)
                .set(HANDOVER_ITEM.PROJECT_ID, project)
                .set(HANDOVER_ITEM.POSITION, last + 1)
                .set(HANDOVER_ITEM.NAME, facts.name())
                .set(HANDOVER_ITEM.NOTE, facts.note())
                .set(HANDOVER_ITEM.DELIVERABLE_ID, deliverable)
                .set(HANDOVER_ITEM.FROM_MEMBER_ID, facts.from())
                .set(HANDOVER_ITEM.TO_MEMBER_ID, facts.to())
                .set(HANDOVER_ITEM.WITNESS_MEMBER_ID, facts.witness())
                .onConflictDoNothing()
                .execute();
        if (made == 0) return;
        activities.record(actor, new ClosingActivity.HandoverListed(Ref.of(KIND, id), facts.name(), "added"), project, null);
        owe(project, get(project, id), actor);
        stands(project);
    }

    /** Changes a line: whoever had confirmed it is asked anew. */
    @Transactional
    public void change(ProjectId project, HandoverItemId id, Facts typed, int version, Actor actor) {
        get(project, id);
        write(project, actor);
        var good = check(project, typed, new Refused.Check());
        var changed = db.update(HANDOVER_ITEM)
                .set(HANDOVER_ITEM.NAME, good.name())
                .set(HANDOVER_ITEM.NOTE, good.note())
                .set(HANDOVER_ITEM.FROM_MEMBER_ID, good.from())
                .set(HANDOVER_ITEM.TO_MEMBER_ID, good.to())
                .set(HANDOVER_ITEM.WITNESS_MEMBER_ID, good.witness())
                .setNull(HANDOVER_ITEM.GIVEN_AT).setNull(HANDOVER_ITEM.RECEIVED_AT).setNull(HANDOVER_ITEM.WITNESSED_AT)
                .set(HANDOVER_ITEM.VERSION, HANDOVER_ITEM.VERSION.plus(1))
                .where(HANDOVER_ITEM.ID.eq(id), HANDOVER_ITEM.VERSION.eq(version))
                .execute();
        if (changed == 0) throw new Stale();
        duties.cancel(ClosingDutyKinds.CONFIRM_HANDOVER, id, actor);
        activities.record(actor, new ClosingActivity.HandoverListed(Ref.of(KIND, id), good.name(), "changed"), project, null);
        owe(project, get(project, id), actor);
        stands(project);
    }

    /** Takes a line off the list that nobody has confirmed yet. */
    @Transactional
    public void remove(ProjectId project, HandoverItemId id, int version, Actor actor) {
        var item = get(project, id);
        write(project, actor);
        if (Stream.of(Side.values()).anyMatch(side -> item.hand(side).confirmed())) throw Refused.because("closing.handover_confirmed", item.name());
        if (db.update(HANDOVER_ITEM).set(HANDOVER_ITEM.REMOVED_AT, clock.instant()).where(HANDOVER_ITEM.ID.eq(id), HANDOVER_ITEM.VERSION.eq(version)).execute() == 0) throw new Stale();
        duties.cancel(ClosingDutyKinds.CONFIRM_HANDOVER, id, actor);
        activities.record(actor, new ClosingActivity.HandoverListed(Ref.of(KIND, id), item.name(), "removed"), project, null);
        stands(project);
    }

    /** One of the three confirms a line as it was read. */
    @Transactional
    public void confirm(ProjectId project, HandoverItemId id, @Nullable Integer version, Actor actor) {
        projects.access(project, actor).require(Permission.READ);
        db.select(HANDOVER_ITEM.ID).from(HANDOVER_ITEM).where(HANDOVER_ITEM.ID.eq(id), HANDOVER_ITEM.PROJECT_ID.eq(project)).forUpdate().fetch();
        var item = get(project, id);
        if (Stream.of(Side.values()).noneMatch(side -> item.hand(side).member().equals(actor.person()))) throw new NotAllowed();
        var waits = item.waitsFor(actor.person());
        if (waits.isEmpty()) throw Refused.because("closing.confirmed_already");
        if (version != null && version != item.version()) throw new Stale();
        for (var side : waits) {
            var field = switch (side) {
                case GIVEN -> HANDOVER_ITEM.GIVEN_AT;
                case RECEIVED -> HANDOVER_ITEM.RECEIVED_AT;
                case WITNESSED -> HANDOVER_ITEM.WITNESSED_AT;
            };
            db.update(HANDOVER_ITEM).set(field, clock.instant()).where(HANDOVER_ITEM.ID.eq(id)).execute();
            activities.record(actor, new ClosingActivity.HandoverConfirmed(Ref.of(KIND, id), item.name(), side.text()), project, null);
        }
        duties.meet(ClosingDutyKinds.CONFIRM_HANDOVER, id, actor.person(), null, actor);
        stands(project);
    }

    // The list is written until everything in it is confirmed.
    private void stands(ProjectId project) {
        var items = of(project);
        documents.find(project, DOCUMENT_KIND, project).ifPresent(list -> documents.stands(list.id(), !items.isEmpty() && items.stream().allMatch(item -> Stream.of(Side.values()).allMatch(side -> item.hand(side).confirmed()))));
    }

    private void owe(ProjectId project, HandoverItem item, Actor actor) {
        var owed = new ArrayList<Duties.NewDuty>();
        for (var side : Side.values()) owed.add(new Duties.NewDuty(ClosingDutyKinds.CONFIRM_HANDOVER, project, null, Ref.of(KIND, item.id()), item.name(), item.hand(side).member(), actor.person(), null, null));
        owed.forEach(duties::keep);
    }

    private void write(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        if (access.stage() != Stage.CLOSING) throw Refused.because("closing.not_closing");
        documents.register(project, access.code(), DOCUMENT_KIND, LETTERS, project, LocalDate.ofInstant(clock.instant(), access.homeZone()));
    }

    private Facts check(ProjectId project, Facts typed, Refused.Check check) {
        var name = check.text("name", typed.name(), 200).replace('\n', ' ');
        var note = check.optional("note", typed.note(), 2000);
        var people = people(project);
        person("from", typed.from(), people, check);
        person("to", typed.to(), people, check);
        person("witness", typed.witness(), people, check);
        check.reject(typed.from() != null && typed.from().equals(typed.to()), "to", "closing.handover_same");
        check.reject(typed.witness() != null && (typed.witness().equals(typed.from()) || typed.witness().equals(typed.to())), "witness", "closing.handover_same");
        check.done();
        return new Facts(name, note, typed.from(), typed.to(), typed.witness());
    }

    private static void person(String field, @Nullable MemberId member, Set<MemberId> people, Refused.Check check) {
        check.reject(member == null, field, "refused.missing");
        check.reject(member != null && !people.contains(member), field, "refused.not_a_choice");
    }

    private Set<MemberId> people(ProjectId project) {
        return db.select(ROLE_GRANT.MEMBER_ID).from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.ne("guest"), MEMBER.STATE.ne("left")).fetchSet(ROLE_GRANT.MEMBER_ID);
    }

    // ---- reading

    @Transactional(readOnly = true)
    public List<HandoverItem> of(ProjectId project) {
        return read(HANDOVER_ITEM.PROJECT_ID.eq(project));
    }

    @Transactional(readOnly = true)
    public HandoverItem get(ProjectId project, HandoverItemId id) {
        return read(HANDOVER_ITEM.PROJECT_ID.eq(project).and(HANDOVER_ITEM.ID.eq(id))).stream().findFirst().orElseThrow(NotFound::new);
    }

    private List<HandoverItem> read(Condition which) {
        var from = MEMBER.as("giving");
        var to = MEMBER.as("receiving");
        var witness = MEMBER.as("witness");
        return db.select(HANDOVER_ITEM.ID, HANDOVER_ITEM.POSITION, HANDOVER_ITEM.NAME, HANDOVER_ITEM.NOTE, HANDOVER_ITEM.DELIVERABLE_ID, from.ID, from.DISPLAY_NAME, HANDOVER_ITEM.GIVEN_AT, to.ID, to.DISPLAY_NAME, HANDOVER_ITEM.RECEIVED_AT,
                        witness.ID, witness.DISPLAY_NAME, HANDOVER_ITEM.WITNESSED_AT, HANDOVER_ITEM.VERSION)
                .from(HANDOVER_ITEM)
                .join(from).on(from.WORKSPACE_ID.eq(HANDOVER_ITEM.WORKSPACE_ID), from.ID.eq(HANDOVER_ITEM.FROM_MEMBER_ID))
                .join(to).on(to.WORKSPACE_ID.eq(HANDOVER_ITEM.WORKSPACE_ID), to.ID.eq(HANDOVER_ITEM.TO_MEMBER_ID))
                .join(witness).on(witness.WORKSPACE_ID.eq(HANDOVER_ITEM.WORKSPACE_ID), witness.ID.eq(HANDOVER_ITEM.WITNESS_MEMBER_ID))
                .where(which, HANDOVER_ITEM.REMOVED_AT.isNull())
                .orderBy(HANDOVER_ITEM.POSITION, HANDOVER_ITEM.ID)
                .limit(MOST)
                .fetch(row -> {
                    Instant given = row.value8();
                    return new HandoverItem(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), new Hand(row.value6(), row.value7(), given), new Hand(row.value9(), row.value10(), row.value11()), new Hand(row.value12(), row.value13(), row.value14()), row.value15());
                });
    }
}
