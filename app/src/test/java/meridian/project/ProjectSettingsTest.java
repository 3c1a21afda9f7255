package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import meridian.progress.ProgressDuties;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class ProjectSettingsTest extends MeridianTest {
    /** A Wednesday morning in Shanghai. */
    private static final Instant WEDNESDAY = Instant.parse("2026-11-18T01:30:00Z");

    @Autowired
    Tasks tasks;

    @Autowired
    ProjectSettings settings;

    @Autowired
    ProgressDuties duties;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    private World world;
    private Browser chief;

    @BeforeEach
    void aWorld() {
        clock.set(WEDNESDAY);
        world = worlds.world();
        chief = world.signedIn("王敏", port);
    }

    @Test
    void whatIsDecidedOnAWednesdayHoldsFromMondayOn() {
        var rhythm = ReportRhythm.of(JSONB.valueOf("{\"cadence\":[{\"kind\":\"progress_report\",\"every\":\"day\"}]}"));
        var wednesday = LocalDate.of(2026, 11, 18);
        var settings = rhythm.changed(JSONB.valueOf("{\"x\":1}"), true, true, Set.of(), wednesday);
        assertThat(settings.data()).contains("\"x\"");
        var changed = ReportRhythm.of(settings);
        assertThat(changed.on(LocalDate.of(2026, 11, 22)).weekly()).isFalse();
        assertThat(changed.on(LocalDate.of(2026, 11, 23)).weekly()).isTrue();
        assertThat(changed.on(LocalDate.of(2026, 11, 23)).checked()).isTrue();
        // Thought over on Friday: the same Monday is decided anew.
        var again = ReportRhythm.of(changed.changed(settings, false, true, Set.of(), LocalDate.of(2026, 11, 20)));
        assertThat(again.settings()).hasSize(2);
        assertThat(again.on(LocalDate.of(2026, 11, 23)).weekly()).isFalse();
        // Decided on a Monday, it holds from the next one.
        assertThat(ReportRhythm.next(LocalDate.of(2026, 11, 23))).isEqualTo(LocalDate.of(2026, 11, 30));
    }

    @Test
    void reportsAreAskedForDailyUntilSundayAndWeeklyAfterwards() {
        work("铺货", "周颖");
        sql("update project.project set stage = 'execution'");
        assertThat(save("report_every", "week").status()).isEqualTo(303);
        assertThat(chief.get(world.here("/settings")).page().select("#changing").text()).contains("2026-11-23").contains("每周一次");
        world.in(() -> duties.openFor(world.project, LocalDate.of(2026, 11, 19)));
        assertThat(owed()).containsExactly("daily_report 2026-11-19");
        clock.set(Instant.parse("2026-11-27T02:00:00Z"));
        for (int day = 23; day <= 27; day++) {
            var on = LocalDate.of(2026, 11, day);
            world.in(() -> duties.openFor(world.project, on));
        }
        assertThat(owed()).containsExactly("daily_report 2026-11-19", "weekly_report 2026-11-23");
        assertThat(chief.get(world.here("/board")).page().select("#unreported").text()).as("the board asks for the week’s report on its last day").contains("周颖");
        var sheet = world.signedIn("周颖", port).get(world.here("/progress/today"));
        assertThat(sheet.status()).isEqualTo(200);
        assertThat(chief.get(world.here("/progress?day=2026-11-19")).status()).isEqualTo(200);
    }

    @Test
    void onlyThePartiesThatAreTickedHaveTheirReportsChecked() {
        var south = world.parties.get("华南");
        assertThat(save("report_check", "true", "check_party", UUID.randomUUID().toString()).page().select("#settings-check_party-error")).hasSize(1);
        assertThat(save("report_check", "true", "check_party", south.toString()).status()).isEqualTo(303);
        var page = chief.get(world.here("/settings")).page();
        assertThat(page.select("[name=check_party][checked]").eachAttr("value")).containsExactly(south.toString());
        assertThat(page.select("#changing").text()).contains("由负责人核对：华南");
        var decided = in(world.workspace, () -> settings.of(world.project)).reports().latest();
        assertThat(decided.checks(south)).isTrue();
        assertThat(decided.checks(world.parties.get("华东"))).isFalse();
        assertThat(decided.checks(null)).isFalse();
        assertThat(save("report_check", "true").status()).isEqualTo(303);
        assertThat(in(world.workspace, () -> settings.of(world.project)).reports().latest().checks(world.parties.get("华东"))).as("none ticked: all").isTrue();
    }

    @Test
    void theChiefCoordinatorChangesThemAndNobodyElse() {
        assertThat(save("name", "新品区域上市（二期）", "currency", "EUR", "ends_on", "2027-02-05").status()).isEqualTo(303);
        var page = chief.get(world.here("/settings")).page();
        assertThat(page.select("#settings-name").val()).isEqualTo("新品区域上市（二期）");
        assertThat(page.select("#settings-currency option[selected]").val()).isEqualTo("EUR");
        assertThat(chief.get(world.here("/activity")).body()).contains("修改了项目设置").contains("2027-01-08").contains("2027-02-05");
        assertThat(world.signedIn("陈浩", port).get(world.here("/settings")).page().select("#settings")).isEmpty();
        assertThat(world.signedIn("陈浩", port).post(world.here("/settings"), "version", "1", "name", "x").status()).isEqualTo(403);
        assertThat(world.signedIn("赵总", port).post(world.here("/settings"), "version", "1", "name", "x").status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).get(world.here("/settings")).status()).isEqualTo(404);
        assertThat(chief.post(world.here("/settings"), form("0", "name", "旧版本")).status()).isEqualTo(409);
    }

    @Test
    void whatCannotBeMeantIsSaidBesideItsField() {
        var seen = save("name", "", "home_region", UUID.randomUUID().toString(), "currency", "人民币", "starts_on", "2026-13-01", "ends_on", "2026-01-01");
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("#settings [aria-invalid=true]").eachAttr("name")).contains("starts_on");
        assertThat(save("name", "", "home_region", UUID.randomUUID().toString(), "currency", "人民币", "ends_on", "2026-01-01").page().select("#settings [aria-invalid=true]").eachAttr("name"))
                .containsExactly("name", "home_region", "currency", "ends_on");
        assertThat(save("starts_on", "0001-01-01").status()).isEqualTo(422);
    }

    @Test
    void aCurrencyInWhichAmountsStandAndANameOfAnApprovedCharterStay() {
        chief.post(world.here("/resources"), "id", UUID.randomUUID().toString(), "kind", "budget", "name", "推广费", "amount", "10", "provider", world.parties.get("财务部").toString());
        assertThat(save("currency", "EUR").page().select(".errors").text()).contains("CNY");
        sql("update project.charter set state = 'approved'");
        assertThat(save("name", "另一个名称").page().select(".errors").text()).contains("申请变更");
        assertThat(save("ends_on", "2027-03-01").status()).isEqualTo(303);
    }

    @Test
    void milestonesOfAWeekMoveWithTheStart() {
        var fourth = milestone("首批铺货", 4, null);
        var pinned = milestone("发布会", 4, LocalDate.of(2026, 11, 10));
        assertThat(finish(fourth)).isEqualTo(LocalDate.of(2026, 11, 6));
        assertThat(save("starts_on", "2026-10-26").status()).isEqualTo(303);
        assertThat(finish(fourth)).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(finish(pinned)).isEqualTo(LocalDate.of(2026, 11, 10));
    }

    private Browser.Seen save(String... changes) {
        var version = chief.get(world.here("/settings")).page().select("#settings input[name=version]").val();
        return chief.post(world.here("/settings"), form(version, changes));
    }

    private String[] form(String version, String... changes) {
        var fields = new java.util.LinkedHashMap<String, String>(java.util.Map.of("_form", "settings", "_from", world.here("/settings"), "version", version, "name", "新品区域上市", "home_region", world.regions.get("华东").toString(),
                "currency", "CNY", "starts_on", "2026-10-12", "ends_on", "2027-01-08", "report_every", "day"));
        for (int i = 0; i < changes.length; i += 2) fields.put(changes[i], changes[i + 1]);
        var all = new ArrayList<String>();
        fields.forEach((name, value) -> all.addAll(List.of(name, value)));
        return all.toArray(String[]::new);
    }

    private void work(String title, String owner) {
        var fields = TaskFields.titled(title).withParty(world.parties.get("华南")).withOwner(world.person(owner).member()).withStart(TaskFields.startOf(LocalDate.of(2026, 11, 2))).withFinish(TaskFields.endOf(LocalDate.of(2026, 12, 4)));
        add(TaskId.next(), fields);
    }

    private TaskId milestone(String title, int week, LocalDate finish) {
        var id = TaskId.next();
        var fields = TaskFields.titled(title).withParty(world.parties.get("华南")).withMilestone(true, week);
        add(id, finish == null ? fields : fields.withFinish(TaskFields.endOf(finish)));
        return id;
    }

    private void add(TaskId id, TaskFields fields) {
        in(world.workspace, () -> tasks.add(new Tasks.NewTask(id, world.project, TaskKind.TASK, null, null, fields), world.person("王敏").actor()));
    }

    private LocalDate finish(TaskId id) {
        return in(world.workspace, () -> tasks.get(id, world.person("王敏").actor())).finish().toLocalDate();
    }

    private List<String> owed() {
        return in(world.workspace, () -> transaction.execute(status -> db.fetch("select kind || ' ' || period from duty.duty where kind like '%_report' order by period").map(row -> row.get(0, String.class))));
    }

    private void sql(String sql) {
        in(world.workspace, () -> transaction.execute(status -> db.execute(sql)));
    }
}
