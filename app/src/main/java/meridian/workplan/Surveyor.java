package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.identity.Tables.WORKSPACE;
import static db.project.Tables.DELIVERABLE;
import static db.workplan.Tables.TASK;

import java.util.ArrayList;
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
import org.jooq.impl.DSL;
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

    Surveyor(DSLContext db, Scopes scopes, Regions regions, Departments departments, Calendars calendars) {
        this.db = db;
        this.scopes = scopes;
        this.regions = regions;
        this.departments = departments;
        this.calendars = calendars;
    }

    Surroundings around(ProjectAccess access) {
        var scope = scopes.of(access);
        var locale = db.select(WORKSPACE.DEFAULT_LOCALE).from(WORKSPACE).fetchOptional(WORKSPACE.DEFAULT_LOCALE).orElse("zh-CN");
        var people = people(access);
        var places = places(access, scope);
        var deliverables = deliverables(access);
        var numbers = new LinkedHashMap<String, TaskId>();
        var groups = new LinkedHashMap<Group, TaskId>();
        db.select(TASK.ID, TASK.KIND, TASK.PARENT_ID, TASK.TITLE, TASK.NUMBER, TASK.SOURCE_NUMBER)
                .from(TASK)
                .where(TASK.PROJECT_ID.eq(access.id()), TASK.DELETED_AT.isNull())
                .orderBy(TASK.PATH)
                .forEach(row -> {
                    var kind = TaskKind.of(row.value2());
                    if (kind != TaskKind.TASK) groups.putIfAbsent(new Group(row.value3(), kind, row.value4()), row.value1());
                    if (!row.value6().isEmpty()) numbers.putIfAbsent(row.value6(), row.value1());
                    numbers.putIfAbsent(access.code() + "-" + row.value5(), row.value1());
                });
        var all = calendars.all();
        return new Surroundings(access, scope, Locale.forLanguageTag(locale), people, places, deliverables, numbers, groups, all,
                Surroundings.known(access, people, places, deliverables, numbers, all));
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
