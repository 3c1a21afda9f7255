package meridian.project;

import static db.identity.Tables.REGION;
import static db.project.Tables.CHARTER;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.project.Tables.RESOURCE;
import static db.project.Tables.SCENARIO_TEMPLATE;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.ScenarioTemplateId;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was decided when a project was begun and can be decided anew. Nothing of it changes what lies behind: reports are
 * asked for in the new way from the next week on, and due times that run stay as they were promised.
 */
@Component
public class ProjectSettings {
    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Activities activities;
    private final ObjectProvider<StartFollower> followers;
    private final JsonMapper json = new JsonMapper();

    ProjectSettings(DSLContext db, Clock clock, Projects projects, Activities activities, ObjectProvider<StartFollower> followers) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.activities = activities;
        this.followers = followers;
    }

    /** What returns in the project, as its template has it: {@code every} is day, week, month, quarter or once. */
    public record Custom(String kind, String every, int minutes, String note) {}

    /** All of it. {@code nameFixed}: the charter that names the project is approved or being approved. {@code money}: amounts have been entered in the currency. */
    public record Shown(
            String name, RegionId homeRegion, String homeRegionName, String currency, LocalDate startsOn, @Nullable LocalDate endsOn, ReportRhythm reports, String templateZh, String templateEn, List<Custom> customs,
            boolean nameFixed, boolean money, int version) {}

    @Transactional(readOnly = true)
    public Shown of(ProjectId project) {
        var row = db.select(PROJECT.NAME, PROJECT.HOME_REGION_ID, REGION.NAME, PROJECT.CURRENCY, PROJECT.STARTS_ON, PROJECT.ENDS_ON, PROJECT.SETTINGS, PROJECT.VERSION, CHARTER.STATE)
                .from(PROJECT)
                .join(REGION).on(REGION.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), REGION.ID.eq(PROJECT.HOME_REGION_ID))
                .join(CHARTER).on(CHARTER.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), CHARTER.PROJECT_ID.eq(PROJECT.ID))
                .where(PROJECT.ID.eq(project))
                .fetchSingle();
        var settings = json.readTree(row.get(PROJECT.SETTINGS).data());
        var customs = new java.util.ArrayList<Custom>();
        for (var one : settings.path("cadence")) {
            if (!one.path("kind").asString().equals("progress_report")) customs.add(new Custom(one.path("kind").asString(), one.path("every").asString(), one.path("minutes").asInt(), one.path("note").asString("")));
        }
        var template = settings.path("template").asString("");
        var names = template.isEmpty() ? null : db.select(SCENARIO_TEMPLATE.NAME_ZH, SCENARIO_TEMPLATE.NAME_EN).from(SCENARIO_TEMPLATE).where(SCENARIO_TEMPLATE.ID.eq(ScenarioTemplateId.of(template))).fetchOne();
        return new Shown(row.get(PROJECT.NAME), row.get(PROJECT.HOME_REGION_ID), row.get(REGION.NAME), row.get(PROJECT.CURRENCY), row.get(PROJECT.STARTS_ON), row.get(PROJECT.ENDS_ON), ReportRhythm.of(row.get(PROJECT.SETTINGS)),
                names == null ? "" : names.value1(), names == null ? "" : names.value2(), customs, !row.get(CHARTER.STATE).equals("draft"), money(project), row.get(PROJECT.VERSION));
    }

    /** The agenda that the project’s template has for meetings of a kind, a topic a line with its minutes behind a bar; empty where it has none. */
    @Transactional(readOnly = true)
    public List<String> agenda(ProjectId project, String kind) {
        var settings = db.select(PROJECT.SETTINGS).from(PROJECT).where(PROJECT.ID.eq(project)).fetchSingle(PROJECT.SETTINGS);
        for (var rhythm : json.readTree(settings.data()).path("cadence")) {
            if (rhythm.path("kind").asString("").equals(kind)) return rhythm.path("agenda").valueStream().map(topic -> topic.asString()).toList();
        }
        return List.of();
    }

    private boolean money(ProjectId project) {
        return db.fetchExists(RESOURCE, RESOURCE.PROJECT_ID.eq(project), RESOURCE.KIND.eq("budget"));
    }

    /** What is typed. */
    public record Facts(String name, @Nullable RegionId homeRegion, String currency, @Nullable LocalDate startsOn, @Nullable LocalDate endsOn, boolean weekly, boolean checked, Set<PartyId> checkedParties) {}

    @Transactional
    public void change(ProjectId project, Facts typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        var row = db.select(PROJECT.SETTINGS, PROJECT.VERSION).from(PROJECT).where(PROJECT.ID.eq(project)).forUpdate().fetchSingle();
        if (row.value2() != version) throw new Stale();
        var before = of(project);
        var check = new Refused.Check();
        var name = check.text("name", typed.name(), 120).replace('\n', ' ');
        var home = typed.homeRegion() == null ? null : db.select(REGION.NAME, REGION.ZONE).from(REGION).where(REGION.ID.eq(typed.homeRegion())).and(REGION.CLOSED_AT.isNull().or(REGION.ID.eq(before.homeRegion()))).fetchOne();
        check.reject(before.nameFixed() && !name.equals(before.name()), "name", "settings.name_fixed");
        check.reject(home == null, "home_region", "refused.not_a_choice");
        check.reject(!typed.currency().matches("[A-Z]{3}"), "currency", "project.currency_wrong");
        check.reject(before.money() && !typed.currency().equals(before.currency()), "currency", "settings.currency_used", before.currency());
        check.reject(typed.startsOn() == null, "starts_on", "refused.missing");
        check.reject(far(typed.startsOn()), "starts_on", "settings.date_far");
        check.reject(far(typed.endsOn()), "ends_on", "settings.date_far");
        check.reject(typed.startsOn() != null && typed.endsOn() != null && typed.endsOn().isBefore(typed.startsOn()), "ends_on", "project.ends_before_start");
        var names = db.select(PARTY.ID, PARTY.NAME).from(PARTY).where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull()).orderBy(PARTY.POSITION).fetchMap(PARTY.ID, PARTY.NAME);
        check.reject(!names.keySet().containsAll(typed.checkedParties()), "check_party", "refused.not_a_choice");
        check.done();
        var parties = typed.checked() ? typed.checkedParties() : Set.<PartyId>of();
        if (home == null || typed.startsOn() == null) throw new IllegalStateException();
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.of(home.value2()));
        var decided = before.reports().latest();
        var rhythm = decided.weekly() != typed.weekly() || decided.checked() != typed.checked() || !decided.parties().equals(parties);
        db.update(PROJECT)
                .set(PROJECT.NAME, name)
                .set(PROJECT.HOME_REGION_ID, typed.homeRegion())
                .set(PROJECT.CURRENCY, typed.currency())
                .set(PROJECT.STARTS_ON, typed.startsOn())
                .set(PROJECT.ENDS_ON, typed.endsOn())
                .set(PROJECT.SETTINGS, rhythm ? before.reports().changed(row.value1(), typed.weekly(), typed.checked(), parties, today) : row.value1())
                .set(PROJECT.VERSION, PROJECT.VERSION.plus(1))
                .where(PROJECT.ID.eq(project))
                .execute();
        var changes = new Changes()
                .of("name", before.name(), name)
                .of("home_region", before.homeRegionName(), home.value1())
                .of("currency", before.currency(), typed.currency())
                .of("starts_on", before.startsOn(), typed.startsOn())
                .of("ends_on", before.endsOn(), typed.endsOn());
        if (rhythm) {
            var from = " (" + ReportRhythm.next(today) + ")";
            changes.of("report_every", decided.weekly() ? "week" : "day", typed.weekly() == decided.weekly() ? decided.weekly() ? "week" : "day" : (typed.weekly() ? "week" : "day") + from)
                    .of("report_check", decided.checked(), typed.checked() == decided.checked() ? Boolean.toString(decided.checked()) : typed.checked() + from)
                    .of("report_check_parties", named(decided.parties(), names), decided.parties().equals(parties) ? named(parties, names) : named(parties, names) + from);
        }
        if (changes.any()) activities.record(actor, new ProjectActivity.ProjectChanged(Ref.of("project", project), name, changes.list()), project, null);
        if (!before.startsOn().equals(typed.startsOn())) followers.orderedStream().forEach(follower -> follower.startMoved(project, before.startsOn(), typed.startsOn(), actor));
    }

    private static String named(Set<PartyId> parties, Map<PartyId, String> names) {
        return names.keySet().stream().filter(parties::contains).map(names::get).collect(Collectors.joining(", "));
    }

    private static boolean far(@Nullable LocalDate day) {
        return day != null && (day.getYear() < 1990 || day.getYear() > 2199);
    }
}
