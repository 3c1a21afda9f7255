package meridian.identity;

import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The departments of a workspace; without a region they belong to headquarters. Admins change them. */
@Component
public class Departments {
    private final DSLContext db;
    private final Clock clock;
    private final Admins admins;
    private final Activities activities;
    private final ObjectProvider<CalendarWatch> watches;
    private final ObjectProvider<RegionWork> works;

    Departments(DSLContext db, Clock clock, Admins admins, Activities activities, ObjectProvider<CalendarWatch> watches, ObjectProvider<RegionWork> works) {
        this.db = db;
        this.clock = clock;
        this.admins = admins;
        this.activities = activities;
        this.watches = watches;
        this.works = works;
    }

    public record Department(
            DepartmentId id,
            @Nullable DepartmentId parent,
            String name,
            @Nullable RegionId region,
            String regionName,
            @Nullable MemberId head,
            String headName,
            int version,
            boolean closed) {}

    /** A department in the tree: how deep it lies beneath a root. */
    public record Branch(Department department, int depth) {}

    /** What can be said of a department. */
    public record Facts(String name, @Nullable DepartmentId parent, @Nullable RegionId region, @Nullable MemberId head) {}

    /** The open departments by name. */
    @Transactional(readOnly = true)
    public List<Department> all() {
        return read(DEPARTMENT.CLOSED_AT.isNull());
    }

    /** Those that were closed, by name. */
    @Transactional(readOnly = true)
    public List<Department> closed() {
        return read(DEPARTMENT.CLOSED_AT.isNotNull());
    }

    /** The open departments as a tree, each after its parent. */
    @Transactional(readOnly = true)
    public List<Branch> tree() {
        var all = all();
        var open = new HashSet<DepartmentId>();
        all.forEach(department -> open.add(department.id()));
        var children = new HashMap<@Nullable DepartmentId, List<Department>>();
        for (var department : all) {
            var parent = department.parent() != null && open.contains(department.parent()) ? department.parent() : null;
            children.computeIfAbsent(parent, key -> new ArrayList<>()).add(department);
        }
        var tree = new ArrayList<Branch>();
        plant(null, 0, children, tree);
        return tree;
    }

    private static void plant(@Nullable DepartmentId parent, int depth, Map<@Nullable DepartmentId, List<Department>> children, List<Branch> tree) {
        for (var department : children.getOrDefault(parent, List.of())) {
            tree.add(new Branch(department, depth));
            plant(department.id(), depth + 1, children, tree);
        }
    }

    @Transactional(readOnly = true)
    public Department get(DepartmentId id) {
        return read(DEPARTMENT.ID.eq(id)).stream().findFirst().orElseThrow(NotFound::new);
    }

    private List<Department> read(Condition which) {
        return db.select(DEPARTMENT.ID, DEPARTMENT.PARENT_ID, DEPARTMENT.NAME, DEPARTMENT.REGION_ID, REGION.NAME, DEPARTMENT.HEAD_ID, MEMBER.DISPLAY_NAME, DEPARTMENT.VERSION, DEPARTMENT.CLOSED_AT)
                .from(DEPARTMENT)
                .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(DEPARTMENT.WORKSPACE_ID), REGION.ID.eq(DEPARTMENT.REGION_ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(DEPARTMENT.WORKSPACE_ID), MEMBER.ID.eq(DEPARTMENT.HEAD_ID))
                .where(which)
                .orderBy(DEPARTMENT.NAME.collate(DSL.name("extension", "names")), DEPARTMENT.ID)
                .fetch(row -> new Department(row.value1(), row.value2(), row.value3(), row.value4(), Objects.requireNonNullElse(row.value5(), ""),
                        row.value6(), Objects.requireNonNullElse(row.value7(), ""), row.value8(), row.value9() != null));
    }

    @Transactional
    public DepartmentId add(String name, @Nullable DepartmentId parent, @Nullable RegionId region, Actor actor) {
        return add(DepartmentId.next(), new Facts(name, parent, region, null), actor);
    }

    /** Adds a department; the same id twice adds it once. */
    @Transactional
    public DepartmentId add(DepartmentId id, Facts typed, Actor actor) {
        admins.require(actor);
        if (db.fetchExists(DEPARTMENT, DEPARTMENT.ID.eq(id))) return id;
        var facts = check(id, typed);
        db.insertInto(DEPARTMENT)
                .set(DEPARTMENT.ID, id)
                .set(DEPARTMENT.PARENT_ID, facts.parent())
                .set(DEPARTMENT.REGION_ID, facts.region())
                .set(DEPARTMENT.HEAD_ID, facts.head())
                .set(DEPARTMENT.NAME, facts.name())
                .execute();
        activities.record(actor, new IdentityActivity.DepartmentAdded(Ref.of("department", id), facts.name()));
        return id;
    }

    @Transactional
    public void change(DepartmentId id, Facts typed, int version, Actor actor) {
        admins.require(actor);
        var before = get(id);
        var facts = check(id, typed);
        var changed = db.update(DEPARTMENT)
                .set(DEPARTMENT.NAME, facts.name())
                .set(DEPARTMENT.PARENT_ID, facts.parent())
                .set(DEPARTMENT.REGION_ID, facts.region())
                .set(DEPARTMENT.HEAD_ID, facts.head())
                .set(DEPARTMENT.VERSION, DEPARTMENT.VERSION.plus(1))
                .where(DEPARTMENT.ID.eq(id), DEPARTMENT.VERSION.eq(version), DEPARTMENT.CLOSED_AT.isNull())
                .execute();
        if (changed == 0) throw new Stale();
        var after = get(id);
        var changes = new Changes()
                .of("name", before.name(), after.name())
                .of("parent", name(before.parent()), name(after.parent()))
                .of("region", before.regionName(), after.regionName())
                .of("head", "", Objects.equals(before.head(), after.head()) ? "" : "…");
        if (changes.any()) activities.record(actor, new IdentityActivity.DepartmentChanged(Ref.of("department", id), changes.list()));
        if (!before.name().equals(after.name())) works.forEach(work -> work.renamed(id, after.name(), actor));
        // Its work goes by another calendar from now on.
        if (!Objects.equals(before.region(), after.region())) watches.forEach(watch -> watch.moved(id));
    }

    /** A closed department takes no more people or work; what it did stays. */
    @Transactional
    public void close(DepartmentId id, int version, Actor actor) {
        admins.require(actor);
        var before = get(id);
        if (db.fetchExists(MEMBER, MEMBER.DEPARTMENT_ID.eq(id), MEMBER.STATE.ne("left"))) throw Refused.because("identity.department_has_people");
        if (db.fetchExists(DEPARTMENT, DEPARTMENT.PARENT_ID.eq(id), DEPARTMENT.CLOSED_AT.isNull())) throw Refused.because("identity.department_has_departments");
        var changed = db.update(DEPARTMENT)
                .set(DEPARTMENT.CLOSED_AT, clock.instant())
                .set(DEPARTMENT.VERSION, DEPARTMENT.VERSION.plus(1))
                .where(DEPARTMENT.ID.eq(id), DEPARTMENT.VERSION.eq(version), DEPARTMENT.CLOSED_AT.isNull())
                .execute();
        if (changed == 0) throw new Stale();
        activities.record(actor, new IdentityActivity.DepartmentClosed(Ref.of("department", id), before.name()));
    }

    /** A department that was closed by mistake, or is needed again, is as it was; refused where another has taken its name, or its region is closed. */
    @Transactional
    public void reopen(DepartmentId id, int version, Actor actor) {
        admins.require(actor);
        var before = get(id);
        if (before.closed() && db.fetchExists(DEPARTMENT, DEPARTMENT.NAME.eq(before.name()), DEPARTMENT.ID.ne(id), DEPARTMENT.CLOSED_AT.isNull())) throw Refused.because("identity.department_name_taken", before.name());
        if (before.closed() && before.region() != null && !db.fetchExists(REGION, REGION.ID.eq(before.region()), REGION.CLOSED_AT.isNull())) throw Refused.because("identity.department_region_closed", before.regionName());
        var opened = db.update(DEPARTMENT)
                .setNull(DEPARTMENT.CLOSED_AT)
                .set(DEPARTMENT.VERSION, DEPARTMENT.VERSION.plus(1))
                .where(DEPARTMENT.ID.eq(id), DEPARTMENT.VERSION.eq(version), DEPARTMENT.CLOSED_AT.isNotNull())
                .execute();
        if (opened == 0) throw new Stale();
        activities.record(actor, new IdentityActivity.DepartmentReopened(Ref.of("department", id), before.name()));
    }

    private Facts check(DepartmentId id, Facts typed) {
        var check = new Refused.Check();
        var name = check.text("name", typed.name(), 80);
        check.reject(db.fetchExists(DEPARTMENT, DEPARTMENT.NAME.eq(name), DEPARTMENT.ID.ne(id), DEPARTMENT.CLOSED_AT.isNull()), "name", "refused.taken");
        check.reject(typed.parent() != null && (!isOpen(typed.parent()) || beneath(id).contains(typed.parent())), "parent", "identity.parent_wrong");
        check.reject(typed.region() != null && !mayBelongTo(typed.region(), id), "region", "refused.not_a_choice");
        check.reject(typed.head() != null && !db.fetchExists(MEMBER, MEMBER.ID.eq(typed.head()), MEMBER.STATE.ne("left")), "head", "refused.not_a_choice");
        check.done();
        return new Facts(name, typed.parent(), typed.region(), typed.head());
    }

    // Where it is already it may stay.
    private boolean mayBelongTo(RegionId region, DepartmentId id) {
        return db.fetchExists(REGION, REGION.ID.eq(region), REGION.CLOSED_AT.isNull()) || db.fetchExists(DEPARTMENT, DEPARTMENT.ID.eq(id), DEPARTMENT.REGION_ID.eq(region));
    }

    private boolean isOpen(DepartmentId id) {
        return db.fetchExists(DEPARTMENT, DEPARTMENT.ID.eq(id), DEPARTMENT.CLOSED_AT.isNull());
    }

    private List<DepartmentId> beneath(DepartmentId root) {
        var parents = db.select(DEPARTMENT.ID, DEPARTMENT.PARENT_ID).from(DEPARTMENT).fetchMap(DEPARTMENT.ID, DEPARTMENT.PARENT_ID);
        var found = new ArrayList<>(List.of(root));
        for (int i = 0; i < found.size(); i++) {
            var at = found.get(i);
            parents.forEach((id, parent) -> {
                if (at.equals(parent) && !found.contains(id)) found.add(id);
            });
        }
        return found;
    }

    private String name(@Nullable DepartmentId id) {
        return id == null ? "" : get(id).name();
    }
}
