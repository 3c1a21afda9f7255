package meridian.workplan;

import static db.activity.Tables.ACTIVITY;
import static db.activity.Tables.COMMENT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.identity.Tables.WORKSPACE;
import static db.project.Tables.DELIVERABLE;
import static db.workplan.Tables.TASK;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import meridian.identity.Calendars;
import meridian.identity.Departments;
import meridian.identity.Regions;
import meridian.project.ProjectAccess;
import meridian.tenancy.DeliverableId;
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
    private final Regions regions;
    private final Departments departments;
    private final Calendars calendars;
    private final StandingPlan standing;

    Surveyor(DSLContext db, Scopes scopes, Regions regions, Departments departments, Calendars calendars, StandingPlan standing) {
        this.db = db;
        this.scopes = scopes;
        this.regions = regions;
        this.departments = departments;
        this.calendars = calendars;
        this.standing = standing;
    }

    Surroundings around(ProjectAccess access) {
        var scope = scopes.of(access);
        var locale = db.select(WORKSPACE.DEFAULT_LOCALE).from(WORKSPACE).fetchOptional(WORKSPACE.DEFAULT_LOCALE).orElse("zh-CN");
        var people = people(access);
        var places = places(access, scope);
        var deliverables = deliverables(access);
        var numbers = new LinkedHashMap<String, TaskId>();
        var groups = new LinkedHashMap<Group, TaskId>();
        var sources = new LinkedHashMap<String, TaskId>();
        var rows = new ArrayList<Laid>();
        db.select(TASK.ID, TASK.KIND, TASK.PARENT_ID, TASK.TITLE, TASK.NUMBER, TASK.SOURCE_NUMBER, TASK.SOURCE_ID, TASK.PLAN_IMPORT_ID, WORKED_ON)
                .from(TASK)
                .where(TASK.PROJECT_ID.eq(access.id()), TASK.DELETED_AT.isNull())
                .orderBy(TASK.PATH)
                .forEach(row -> {
                    var kind = TaskKind.of(row.value2());
                    if (kind != TaskKind.TASK) groups.putIfAbsent(new Group(row.value3(), kind, row.value4()), row.value1());
                    if (!row.value6().isEmpty()) numbers.putIfAbsent(row.value6(), row.value1());
                    numbers.putIfAbsent(access.code() + "-" + row.value5(), row.value1());
                    if (!row.value7().isEmpty()) sources.putIfAbsent(row.value7(), row.value1());
                    sources.put(row.value1().toString(), row.value1());
                    rows.add(new Laid(row.value1(), row.value3(), row.value8() == null && !row.value9()));
                });
        var all = calendars.all();
        return new Surroundings(access, scope, Locale.forLanguageTag(locale), people, places, deliverables, numbers, groups, all,
                Surroundings.known(access, people, places, deliverables, numbers, all), sources, rows.isEmpty() ? List.of() : standing.lines(access, scope, all), skeleton(rows));
    }

    private record Laid(TaskId id, @Nullable TaskId parent, boolean untouched) {}

    /** Nobody has changed it, written on it or taken it on; what a template lays out has no history of its own. */
    private static final Field<Boolean> WORKED_ON = DSL.field(TASK.VERSION.ne(0)
            .or(TASK.OWNER_ID.isNotNull())
            .or(DSL.exists(DSL.selectOne().from(ACTIVITY).where(ACTIVITY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), ACTIVITY.SUBJECT_ID.eq(TASK.ID.coerce(java.util.UUID.class)))))
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

    private Map<String, Place> places(ProjectAccess access, Scope scope) {
        var places = new LinkedHashMap<String, Place>();
        for (var party : scope.parties().values()) places.put(party.name(), new Place(party.name(), party.id(), party.region(), party.department(), party.calendarRegion()));
        for (var region : regions.all()) {
            var party = scope.parties().values().stream().filter(known -> region.id().equals(known.region())).findFirst().orElse(null);
            places.putIfAbsent(region.name(), party != null ? places.get(party.name()) : new Place(region.name(), null, region.id(), null, region.id()));
        }
        for (var department : departments.all()) {
            var party = scope.parties().values().stream().filter(known -> department.id().equals(known.department())).findFirst().orElse(null);
            var place = party != null ? places.get(party.name())
                    : new Place(department.name(), null, null, department.id(), department.region() != null ? department.region() : access.homeRegion());
            places.putIfAbsent(department.name(), place);
            var where = department.region() == null ? HEADQUARTERS : List.of(department.regionName());
            if (!department.name().contains("/")) for (var above : where) places.putIfAbsent(above + "/" + department.name(), place);
        }
        return places;
    }

    private Map<String, DeliverableId> deliverables(ProjectAccess access) {
        var deliverables = new LinkedHashMap<String, DeliverableId>();
        db.select(DELIVERABLE.ID, DELIVERABLE.NAME)
                .from(DELIVERABLE)
                .where(DELIVERABLE.PROJECT_ID.eq(access.id()), DELIVERABLE.DELETED_AT.isNull())
                .orderBy(DELIVERABLE.POSITION)
                .forEach(row -> deliverables.putIfAbsent(row.value2(), row.value1()));
        return deliverables;
    }
}
