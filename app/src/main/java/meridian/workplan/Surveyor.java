package meridian.workplan;

import static db.activity.Tables.ACTIVITY;
import static db.activity.Tables.COMMENT;
import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.DELIVERABLE;
import static db.workplan.Tables.TASK;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.orderBy;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.identity.Calendars;
import meridian.project.ProjectAccess;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.RegionId;
import meridian.tenancy.TaskId;
import meridian.workplan.Surroundings.Group;
import meridian.workplan.Surroundings.Person;
import meridian.workplan.Surroundings.Place;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks around before a plan is imported. */
@Component
class Surveyor {
    private static final List<String> HEADQUARTERS = List.of("总部", "集团", "HQ", "Headquarters");

    private final DSLContext db;
    private final Scopes scopes;
    private final Calendars calendars;
    private final StandingPlan standing;

    Surveyor(DSLContext db, Scopes scopes, Calendars calendars, StandingPlan standing) {
        this.db = db;
        this.scopes = scopes;
        this.calendars = calendars;
        this.standing = standing;
    }

    Surroundings around(ProjectAccess access) {
        var scope = scopes.of(access);
        var people = people(access);
        var named = named(access);
        var places = places(access, scope, named);
        var deliverables = new LinkedHashMap<String, DeliverableId>();
        named.stream().filter(each -> each.deliverable() != null).forEach(each -> deliverables.putIfAbsent(each.name(), each.deliverable()));
        var numbers = new LinkedHashMap<String, TaskId>();
        var groups = new LinkedHashMap<Group, TaskId>();
        var sources = new LinkedHashMap<String, TaskId>();
        var laid = new ArrayList<Laid>();
        var rows = standing.rows(access, WORKED_ON);
        for (var row : rows) {
            if (row.kind() != TaskKind.TASK) groups.putIfAbsent(new Group(row.parent(), row.kind(), row.title()), row.id());
            if (!row.sourceNumber().isEmpty()) numbers.putIfAbsent(row.sourceNumber(), row.id());
            numbers.putIfAbsent(access.code() + "-" + row.number(), row.id());
            if (!row.sourceId().isEmpty()) sources.putIfAbsent(row.sourceId(), row.id());
            sources.put(row.id().toString(), row.id());
            laid.add(new Laid(row.id(), row.parent(), !row.imported() && !row.workedOn()));
        }
        var all = calendars.all();
        return new Surroundings(access, scope, people, places, deliverables, numbers, groups, all,
                Surroundings.known(access, people, places, deliverables, numbers, all), sources, standing.lines(rows, access, scope, all), skeleton(laid));
    }

    private record Laid(TaskId id, @Nullable TaskId parent, boolean untouched) {}

    /** Somebody has changed it, written on it or taken it on; what a template lays out has no history but that it made room and came back. */
    private static final Field<Boolean> WORKED_ON = DSL.field(TASK.VERSION.ne(0)
            .or(TASK.OWNER_ID.isNotNull())
            .or(DSL.exists(DSL.selectOne().from(ACTIVITY).where(ACTIVITY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), ACTIVITY.SUBJECT_ID.eq(TASK.ID.coerce(java.util.UUID.class)), ACTIVITY.TYPE.notIn("task_deleted", "task_restored"))))
            .or(DSL.exists(DSL.selectOne().from(COMMENT).where(COMMENT.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), COMMENT.SUBJECT_ID.eq(TASK.ID.coerce(java.util.UUID.class)), COMMENT.DELETED_AT.isNull()))));

    // From the last row to the first, so that whatever somebody works beneath keeps what it stands under.
    private static Surroundings.Skeleton skeleton(List<Laid> rows) {
        var stays = new HashSet<TaskId>();
        var untouched = new HashSet<TaskId>();
        for (var row : rows.reversed()) {
            if (row.untouched() && !stays.contains(row.id())) {
                untouched.add(row.id());
            } else {
                stays.add(row.id());
                if (row.parent() != null) stays.add(row.parent());
            }
        }
        return untouched.isEmpty() ? Surroundings.Skeleton.NONE : new Surroundings.Skeleton(untouched, stays.isEmpty());
    }

    private Map<String, List<Person>> people(ProjectAccess access) {
        var inTeam = DSL.field(DSL.exists(DSL.selectOne().from(ROLE_GRANT)
                .where(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID), ROLE_GRANT.PROJECT_ID.eq(access.id()))));
        var people = new LinkedHashMap<String, List<Person>>();
        db.select(MEMBER.ID, MEMBER.DISPLAY_NAME, REGION.NAME, inTeam)
                .from(MEMBER)
                .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), REGION.ID.eq(MEMBER.REGION_ID))
                .where(MEMBER.STATE.ne("left"))
                .orderBy(inTeam.desc(), MEMBER.DISPLAY_NAME.collate(DSL.name("extension", "names")), MEMBER.ID)
                .forEach(row -> people.computeIfAbsent(row.value2(), name -> new ArrayList<>())
                        .add(new Person(row.value1(), row.value2(), Objects.requireNonNullElse(row.value3(), ""), row.value4())));
        return people;
    }

    /** What else a name in a file can mean: a region, a department, or a deliverable of the charter. */
    private record Named(String name, @Nullable RegionId region, @Nullable DepartmentId department, @Nullable DeliverableId deliverable, @Nullable RegionId at, String atName) {}

    private List<Named> named(ProjectAccess access) {
        var byName = DSL.name("extension", "names");
        var nowhere = castNull(REGION.ID);
        var noDepartment = castNull(DEPARTMENT.ID);
        var noDeliverable = castNull(DELIVERABLE.ID);
        return db.select(REGION.NAME, REGION.ID, noDepartment, noDeliverable, nowhere, inline(""), inline(1), rowNumber().over(orderBy(REGION.NAME.collate(byName), REGION.ID)))
                .from(REGION)
                .where(REGION.CLOSED_AT.isNull())
                .unionAll(select(DEPARTMENT.NAME, nowhere, DEPARTMENT.ID, noDeliverable, DEPARTMENT.REGION_ID, coalesce(REGION.NAME, inline("")), inline(2), rowNumber().over(orderBy(DEPARTMENT.NAME.collate(byName), DEPARTMENT.ID)))
                        .from(DEPARTMENT)
                        .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(DEPARTMENT.WORKSPACE_ID), REGION.ID.eq(DEPARTMENT.REGION_ID))
                        .where(DEPARTMENT.CLOSED_AT.isNull()))
                .unionAll(select(DELIVERABLE.NAME, nowhere, noDepartment, DELIVERABLE.ID, nowhere, inline(""), inline(3), rowNumber().over(orderBy(DELIVERABLE.POSITION)))
                        .from(DELIVERABLE)
                        .where(DELIVERABLE.PROJECT_ID.eq(access.id()), DELIVERABLE.DELETED_AT.isNull()))
                .orderBy(inline(7), inline(8))
                .fetch(row -> new Named(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6()));
    }

    private static Map<String, Place> places(ProjectAccess access, Scope scope, List<Named> named) {
        var places = new LinkedHashMap<String, Place>();
        for (var party : scope.parties().values()) places.put(party.name(), new Place(party.name(), party.id(), party.region(), party.department(), party.calendarRegion()));
        for (var region : named) {
            if (region.region() == null) continue;
            var party = scope.parties().values().stream().filter(known -> region.region().equals(known.region())).findFirst().orElse(null);
            places.putIfAbsent(region.name(), party != null ? places.get(party.name()) : new Place(region.name(), null, region.region(), null, region.region()));
        }
        for (var department : named) {
            if (department.department() == null) continue;
            var party = scope.parties().values().stream().filter(known -> department.department().equals(known.department())).findFirst().orElse(null);
            var place = party != null ? places.get(party.name())
                    : new Place(department.name(), null, null, department.department(), department.at() != null ? department.at() : access.homeRegion());
            places.putIfAbsent(department.name(), place);
            var where = department.at() == null ? HEADQUARTERS : List.of(department.atName());
            if (!department.name().contains("/")) for (var above : where) places.putIfAbsent(above + "/" + department.name(), place);
        }
        return places;
    }
}
