package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static db.project.Tables.RESOURCE;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.identity.Permission;
import meridian.project.Resource.Kind;
import meridian.project.Resource.Status;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.ResourceId;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The resource list 协同资源清单 of each project. Who may manage a party’s resources may write those it provides. */
@Component
public class Resources {
    private final DSLContext db;
    private final Projects projects;
    private final Activities activities;
    private final Clock clock;

    Resources(DSLContext db, Projects projects, Activities activities, Clock clock) {
        this.db = db;
        this.projects = projects;
        this.activities = activities;
        this.clock = clock;
    }

    /** All that are not in the trash, by kind and in their order. */
    @Transactional(readOnly = true)
    public List<Resource> of(ProjectId project) {
        return read(RESOURCE.PROJECT_ID.eq(project).and(RESOURCE.DELETED_AT.isNull()));
    }

    @Transactional(readOnly = true)
    public Resource get(ProjectId project, ResourceId id) {
        return read(RESOURCE.PROJECT_ID.eq(project).and(RESOURCE.ID.eq(id)).and(RESOURCE.DELETED_AT.isNull())).stream().findFirst().orElseThrow(NotFound::new);
    }

    private List<Resource> read(Condition which) {
        var person = MEMBER.as("person");
        var confirmer = MEMBER.as("confirmer");
        return db.select(RESOURCE.ID, RESOURCE.KIND, RESOURCE.NAME, RESOURCE.AMOUNT, RESOURCE.UNIT, RESOURCE.PROVIDER_PARTY_ID, PARTY.NAME, RESOURCE.PROVIDER_MEMBER_ID,
                        person.DISPLAY_NAME, RESOURCE.AVAILABLE_FROM, RESOURCE.AVAILABLE_UNTIL, RESOURCE.STATUS, confirmer.DISPLAY_NAME, RESOURCE.CONFIRMED_AT,
                        RESOURCE.COMMITTED, RESOURCE.SPENT, RESOURCE.VERSION)
                .from(RESOURCE)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(RESOURCE.WORKSPACE_ID), PARTY.ID.eq(RESOURCE.PROVIDER_PARTY_ID))
                .leftJoin(person).on(person.WORKSPACE_ID.eq(RESOURCE.WORKSPACE_ID), person.ID.eq(RESOURCE.PROVIDER_MEMBER_ID))
                .leftJoin(confirmer).on(confirmer.WORKSPACE_ID.eq(RESOURCE.WORKSPACE_ID), confirmer.ID.eq(RESOURCE.CONFIRMED_BY))
                .where(which)
                .orderBy(RESOURCE.POSITION, RESOURCE.ID)
                .fetch(row -> new Resource(row.value1(), Kind.of(row.value2()).orElseThrow(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(),
                        row.value9(), row.value10(), row.value11(), Status.of(row.value12()), row.value13(), row.value14(), row.value15(), row.value16(), row.value17()));
    }

    /** What is typed of a resource; committed and spent count for budgets. */
    public record Facts(
            @Nullable Kind kind,
            String name,
            @Nullable BigDecimal amount,
            String unit,
            @Nullable PartyId provider,
            @Nullable MemberId person,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable BigDecimal committed,
            @Nullable BigDecimal spent) {}

    /** Adds a resource; the same id again changes nothing. */
    @Transactional
    public ResourceId add(ProjectId project, ResourceId id, Facts typed, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.MANAGE_RESOURCES, typed.provider());
        var facts = check(project, access.currency(), typed);
        var last = db.select(DSL.coalesce(DSL.max(RESOURCE.POSITION), 0)).from(RESOURCE).where(RESOURCE.PROJECT_ID.eq(project)).fetchSingle().value1();
        var made = db.insertInto(RESOURCE)
                .set(RESOURCE.ID, id)
                .set(RESOURCE.PROJECT_ID, project)
                .set(RESOURCE.KIND, Objects.requireNonNull(facts.kind()).text())
                .set(RESOURCE.NAME, facts.name())
                .set(RESOURCE.AMOUNT, facts.amount())
                .set(RESOURCE.UNIT, facts.unit())
                .set(RESOURCE.PROVIDER_PARTY_ID, facts.provider())
                .set(RESOURCE.PROVIDER_MEMBER_ID, facts.person())
                .set(RESOURCE.AVAILABLE_FROM, facts.from())
                .set(RESOURCE.AVAILABLE_UNTIL, facts.until())
                .set(RESOURCE.COMMITTED, facts.committed())
                .set(RESOURCE.SPENT, facts.spent())
                .set(RESOURCE.POSITION, last + 1)
                .onConflictDoNothing()
                .execute();
        if (made == 1) activities.record(actor, new ResourceActivity.ResourceAdded(Ref.of("resource", id), facts.name()), project, facts.provider());
        return id;
    }

    /** Changes a resource. What was confirmed was confirmed as it stood: another amount, provider or day must be confirmed anew. */
    @Transactional
    public void change(ProjectId project, ResourceId id, Facts typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        var before = get(project, id);
        access.require(Permission.MANAGE_RESOURCES, before.provider());
        access.require(Permission.MANAGE_RESOURCES, typed.provider());
        var facts = check(project, access.currency(), typed);
        var again = before.status() == Status.CONFIRMED && !sameTerms(before, facts);
        var changed = db.update(RESOURCE)
                .set(RESOURCE.KIND, Objects.requireNonNull(facts.kind()).text())
                .set(RESOURCE.NAME, facts.name())
                .set(RESOURCE.AMOUNT, facts.amount())
                .set(RESOURCE.UNIT, facts.unit())
                .set(RESOURCE.PROVIDER_PARTY_ID, facts.provider())
                .set(RESOURCE.PROVIDER_MEMBER_ID, facts.person())
                .set(RESOURCE.AVAILABLE_FROM, facts.from())
                .set(RESOURCE.AVAILABLE_UNTIL, facts.until())
                .set(RESOURCE.COMMITTED, facts.committed())
                .set(RESOURCE.SPENT, facts.spent())
                .set(RESOURCE.STATUS, again ? Status.PLANNED.text() : before.status().text())
                .set(RESOURCE.CONFIRMED_BY, again ? DSL.castNull(RESOURCE.CONFIRMED_BY) : RESOURCE.CONFIRMED_BY)
                .set(RESOURCE.CONFIRMED_AT, again ? DSL.castNull(RESOURCE.CONFIRMED_AT) : RESOURCE.CONFIRMED_AT)
                .set(RESOURCE.VERSION, RESOURCE.VERSION.plus(1))
                .where(row(project, id, version))
                .execute();
        if (changed == 0) throw new Stale();
        var after = get(project, id);
        var changes = new Changes()
                .of("name", before.name(), after.name())
                .of("resource_kind", before.kind().text(), after.kind().text())
                .of("amount", before.amount(), after.amount())
                .of("unit", before.unit(), after.unit())
                .of("provider", before.providerName(), after.providerName())
                .of("provider_person", before.personName(), after.personName())
                .of("available_from", before.from(), after.from())
                .of("available_until", before.until(), after.until())
                .of("committed", before.committed(), after.committed())
                .of("spent", before.spent(), after.spent());
        if (changes.any()) activities.record(actor, new ResourceActivity.ResourceChanged(Ref.of("resource", id), after.name(), changes.list()), project, after.provider());
    }

    private static boolean sameTerms(Resource before, Facts facts) {
        return before.kind() == facts.kind()
                && (before.amount() == null ? facts.amount() == null : facts.amount() != null && before.amount().compareTo(facts.amount()) == 0)
                && before.unit().equals(facts.unit())
                && Objects.equals(before.provider(), facts.provider())
                && Objects.equals(before.person(), facts.person())
                && Objects.equals(before.from(), facts.from())
                && Objects.equals(before.until(), facts.until());
    }

    /** The provider’s word that it will be there. */
    @Transactional
    public void confirm(ProjectId project, ResourceId id, int version, Actor actor) {
        var resource = mine(project, id, actor);
        if (resource.status() != Status.PLANNED) throw new Stale();
        if (!resource.provided()) throw Refused.because("resource.not_provided", resource.name());
        move(project, resource, version, Status.CONFIRMED, actor);
    }

    /** It is there and being used. */
    @Transactional
    public void use(ProjectId project, ResourceId id, int version, Actor actor) {
        var resource = mine(project, id, actor);
        if (resource.status() != Status.CONFIRMED) throw new Stale();
        move(project, resource, version, Status.IN_USE, actor);
    }

    /** It has gone back to whom it came from. */
    @Transactional
    public void giveBack(ProjectId project, ResourceId id, int version, Actor actor) {
        var resource = mine(project, id, actor);
        if (resource.status() != Status.IN_USE && resource.status() != Status.CONFIRMED) throw new Stale();
        move(project, resource, version, Status.RETURNED, actor);
    }

    private void move(ProjectId project, Resource resource, int version, Status to, Actor actor) {
        var update = db.update(RESOURCE).set(RESOURCE.STATUS, to.text()).set(RESOURCE.VERSION, RESOURCE.VERSION.plus(1));
        if (to == Status.CONFIRMED) update = update.set(RESOURCE.CONFIRMED_BY, actor.member()).set(RESOURCE.CONFIRMED_AT, clock.instant());
        if (update.where(row(project, resource.id(), version)).execute() == 0) throw new Stale();
        activities.record(actor, new ResourceActivity.ResourceMoved(Ref.of("resource", resource.id()), resource.name(), to), project, resource.provider());
    }

    /** Puts a resource into the trash, where it stays for 30 days. */
    @Transactional
    public void delete(ProjectId project, ResourceId id, int version, Actor actor) {
        var resource = mine(project, id, actor);
        var deleted = db.update(RESOURCE)
                .set(RESOURCE.DELETED_AT, clock.instant())
                .set(RESOURCE.DELETED_BY, actor.member())
                .set(RESOURCE.VERSION, RESOURCE.VERSION.plus(1))
                .where(row(project, id, version))
                .execute();
        if (deleted == 0) throw new Stale();
        activities.record(actor, new ResourceActivity.ResourceDeleted(Ref.of("resource", id), resource.name()), project, resource.provider());
    }

    @Transactional
    public void restore(ProjectId project, ResourceId id, Actor actor) {
        var access = projects.access(project, actor);
        var there = db.select(RESOURCE.NAME, RESOURCE.PROVIDER_PARTY_ID).from(RESOURCE)
                .where(RESOURCE.PROJECT_ID.eq(project), RESOURCE.ID.eq(id), RESOURCE.DELETED_AT.isNotNull())
                .forUpdate().fetchOptional().orElseThrow(NotFound::new);
        access.require(Permission.MANAGE_RESOURCES, there.value2());
        var removed = there.value2() == null ? null : db.select(PARTY.NAME).from(PARTY).where(PARTY.ID.eq(there.value2()), PARTY.REMOVED_AT.isNotNull()).fetchOne(PARTY.NAME);
        if (removed != null) throw Refused.because("trash.party_removed", there.value1(), removed);
        db.update(RESOURCE).setNull(RESOURCE.DELETED_AT).setNull(RESOURCE.DELETED_BY).set(RESOURCE.VERSION, RESOURCE.VERSION.plus(1)).where(RESOURCE.ID.eq(id)).execute();
        activities.record(actor, new ResourceActivity.ResourceRestored(Ref.of("resource", id), there.value1()), project, there.value2());
    }

    private Resource mine(ProjectId project, ResourceId id, Actor actor) {
        var access = projects.access(project, actor);
        var resource = get(project, id);
        access.require(Permission.MANAGE_RESOURCES, resource.provider());
        return resource;
    }

    private static Condition row(ProjectId project, ResourceId id, int version) {
        return RESOURCE.ID.eq(id).and(RESOURCE.PROJECT_ID.eq(project)).and(RESOURCE.DELETED_AT.isNull()).and(RESOURCE.VERSION.eq(version));
    }

    private Facts check(ProjectId project, String currency, Facts typed) {
        var budget = typed.kind() == Kind.BUDGET;
        var check = new Refused.Check();
        check.reject(typed.kind() == null, "kind", "refused.not_a_choice");
        var name = check.text("name", typed.name(), 200);
        var unit = budget ? currency : check.optional("unit", typed.unit(), 20);
        check.reject(typed.amount() != null && typed.amount().signum() < 0, "amount", "resource.negative");
        check.reject(budget && typed.amount() == null, "amount", "refused.missing");
        check.reject(typed.committed() != null && typed.committed().signum() < 0, "committed", "resource.negative");
        check.reject(typed.spent() != null && typed.spent().signum() < 0, "spent", "resource.negative");
        check.reject(typed.provider() != null && !db.fetchExists(PARTY, PARTY.ID.eq(typed.provider()), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull()), "provider", "refused.not_a_choice");
        check.reject(typed.person() != null && !db.fetchExists(MEMBER, MEMBER.ID.eq(typed.person()), MEMBER.STATE.ne("left")), "person", "refused.not_a_choice");
        check.reject(typed.from() != null && typed.until() != null && typed.until().isBefore(typed.from()), "until", "resource.until_before_from");
        check.done();
        return new Facts(typed.kind(), name, typed.amount(), unit, typed.provider(), typed.person(), typed.from(), typed.until(),
                budget && typed.committed() != null ? typed.committed() : BigDecimal.ZERO, budget && typed.spent() != null ? typed.spent() : BigDecimal.ZERO);
    }
}
