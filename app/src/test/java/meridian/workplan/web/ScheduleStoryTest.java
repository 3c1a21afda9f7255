package meridian.workplan.web;

import static db.notification.Tables.NOTICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import meridian.identity.HolidayYears;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A plan with links, as it is seen and changed on its pages. */
class ScheduleStoryTest extends MeridianTest {
    @Autowired
    Tasks tasks;

    @Autowired
    HolidayYears holidayYears;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    Worlds.World world;
    int design;
    int print;
    int launch;

    @BeforeEach
    void aPlan() {
        world = worlds.world();
        design = add("主视觉设计", "陈浩", TaskFields.titled("").withStart(LocalDate.of(2026, 11, 30).atStartOfDay()).withDuration(5 * 480));
        print = add("物料印制", "周颖", TaskFields.titled("").withDuration(3 * 480));
        launch = add("物料落地", "林峰", TaskFields.titled("").withMilestone(true, null).withFinish(TaskFields.endOf(LocalDate.of(2026, 12, 11))));
    }

    private int add(String title, String owner, TaskFields fields) {
        var whole = fields.withTitle(title).withParty(world.parties.get("华南")).withOwner(world.person(owner).member());
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, whole), world.person("王敏").actor()).task().number());
    }

    private String at(int number, String act) {
        return world.here("/tasks/" + number + act);
    }

    @Test
    void aLeadLinksTasksLooksWhatWouldSlipAndLetsIt() {
        var lead = world.signedIn("陈浩", port);
        var wrong = lead.post(at(print, "/predecessors"), "_form", "link", "_from", at(print, ""), "version", "0", "predecessor", "没有这项", "type", "FS", "lag", "");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#link-predecessor[aria-invalid]")).hasSize(1);
        assertThat(lead.post(at(print, "/predecessors"), "version", "0", "predecessor", "主视觉设计", "type", "FS", "lag", "1d").status()).isEqualTo(303);
        assertThat(lead.post(at(launch, "/predecessors"), "version", "0", "predecessor", "HDSS-" + print, "type", "FS", "lag", "").status()).isEqualTo(303);
        var circle = lead.post(at(design, "/predecessors"), "_form", "link", "_from", at(design, ""), "version", "0", "predecessor", String.valueOf(launch), "type", "SS");
        assertThat(circle.status()).isEqualTo(422);
        assertThat(circle.page().select("#links").text()).contains("主视觉设计", "物料印制", "物料落地");
        assertThat(world.signedIn("周颖", port).post(at(print, "/predecessors"), "version", "1", "predecessor", String.valueOf(launch)).status()).isEqualTo(403);

        var page = lead.get(at(print, "")).page();
        assertThat(page.select("#links").text()).contains("主视觉设计", "FS+1d", "物料落地");
        var table = lead.get(world.here("/plan")).page();
        assertThat(table.select("tr:has(a[href$=/tasks/" + print + "]) [data-field=predecessors]").text()).isEqualTo(design + "FS+1d");
        assertThat(table.select("tbody .milestone")).isNotEmpty();

        // The milestone holds on its day until its predecessor passes it.
        var asked = lead.get(at(design, "/slip?late=2d")).page();
        assertThat(asked.select(".facts").text()).contains("物料落地", "华南", "周颖（1项）", "林峰（1项）");
        assertThat(asked.select("table tbody tr")).hasSize(2);
        assertThat(lead.get(at(design, "/slip?late=many")).body()).contains("延误请写成");
        assertThat(world.signedIn("李婷", port).get(at(design, "/slip?late=2d")).page().select("form#slip")).isEmpty();

        var form = lead.get(at(design, "/edit")).page();
        var shown = lead.post(at(design, ""), "version", "0", "slip", "asked", "title", "主视觉设计", "party", world.parties.get("华南").toString(), "owner", world.person("陈浩").member().toString(),
                "start", form.select("#task-start").val(), "start_seen", form.select("[name=start_seen]").val(), "finish", "2026-12-08", "finish_seen", form.select("[name=finish_seen]").val(),
                "duration", form.select("#task-duration").val(), "duration_seen", form.select("[name=duration_seen]").val(), "constraint", "start_not_before", "constraint_seen", "start_not_before",
                "constraint_at", "2026-11-30", "constraint_at_seen", "2026-11-30");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.page().select(".facts").text()).contains("物料落地");
        assertThat(lead.get(at(design, "/edit")).page().select("#task-finish").val()).as("nothing is applied yet").isEqualTo("2026-12-04");
        var apply = shown.page().select("form#slip").getFirst();
        var fields = new java.util.ArrayList<String>();
        for (var input : apply.select("input")) fields.addAll(java.util.List.of(input.attr("name"), input.val()));
        assertThat(lead.post(apply.attr("action"), fields.toArray(String[]::new)).status()).isEqualTo(303);
        assertThat(lead.get(at(design, "/edit")).page().select("#task-finish").val()).isEqualTo("2026-12-08");
        int told = in(world.workspace, () -> transaction.execute(status -> db.fetchCount(NOTICE, NOTICE.KIND.eq("plan_moved"))));
        assertThat(told).isEqualTo(2);

        // A form that was opened before its task was moved says nothing about dates it did not change.
        var printForm = lead.get(at(print, "/edit")).page();
        var seen = printForm.select("#task-start").val();
        lead.post(at(design, ""), "version", "1", "title", "主视觉设计", "party", world.parties.get("华南").toString(), "owner", world.person("陈浩").member().toString(), "start", "2026-11-30", "finish", "2026-12-10", "duration", "9d");
        assertThat(lead.post(at(print, ""), "version", "1", "slip", "asked", "title", "物料印制与质检", "party", world.parties.get("华南").toString(), "owner", world.person("周颖").member().toString(),
                "start", seen, "start_seen", seen, "finish", printForm.select("#task-finish").val(), "finish_seen", printForm.select("[name=finish_seen]").val(), "duration", "3d", "duration_seen", "3d",
                "constraint", "as_soon_as_possible", "constraint_seen", "as_soon_as_possible").status()).isEqualTo(303);
        var now = lead.get(at(print, "/edit")).page();
        assertThat(now.select("#task-title").val()).isEqualTo("物料印制与质检");
        assertThat(now.select("#task-start").val()).as("still behind its predecessor").isGreaterThan("2026-12-11");
        assertThat(now.select("#task-constraint option[selected]").val()).isEqualTo("as_soon_as_possible");
    }

    @Test
    void anEditInTheTableThatMovesOthersIsShownBeforeItIsApplied() {
        var lead = world.signedIn("陈浩", port);
        lead.post(at(print, "/predecessors"), "version", "0", "predecessor", String.valueOf(design));
        var row = lead.get(world.here("/plan")).page().select("tr:has(a[href$=/tasks/" + design + "])");
        var id = row.attr("data-id");

        // What moves only work of the same party is applied, and said.
        var small = lead.post(world.here("/plan/cells"), "id", id, "version", "0", "field", "finish", "value", "2026-12-07");
        assertThat(small.status()).isEqualTo(200);
        assertThat(small.response().headers().firstValue("X-Moved")).contains("1");
        assertThat(told()).as("who owns it is told").isEqualTo(1);
        assertThat(lead.get(at(print, "/edit")).page().select("#task-start").val()).isEqualTo("2026-12-08");

        // A milestone is not moved unseen.
        lead.post(at(launch, "/predecessors"), "version", "0", "predecessor", String.valueOf(print));
        var asked = lead.post(world.here("/plan/cells"), "id", id, "version", "1", "field", "finish", "value", "2026-12-09");
        assertThat(asked.status()).isEqualTo(428);
        assertThat(asked.body()).contains("受影响的里程碑", "物料落地 2026-12-11 → 2026-12-14", "林峰（1项）", "华南");
        var pasted = "{\"rows\":[{\"id\":\"" + id + "\",\"version\":1,\"values\":{\"start\":\"2026-12-08 00:00\"}}]}";
        assertThat(lead.postJson(world.here("/plan/pasting"), pasted).status()).as("a drag in the chart is asked as well").isEqualTo(428);
        assertThat(lead.get(at(design, "/edit")).page().select("#task-finish").val()).as("nothing is applied yet").isEqualTo("2026-12-07");
        assertThat(told()).isEqualTo(1);

        var applied = lead.post(world.here("/plan/cells"), "id", id, "version", "1", "field", "finish", "value", "2026-12-09", "slip", "true");
        assertThat(applied.status()).isEqualTo(200);
        assertThat(applied.response().headers().firstValue("X-Moved")).contains("2");
        assertThat(lead.get(at(launch, "/edit")).page().select("#task-finish").val()).isEqualTo("2026-12-14");
        assertThat(told()).isEqualTo(3);
        assertThat(lead.post(world.here("/plan/undo"), "edit", applied.response().headers().firstValue("X-Edit").orElseThrow()).status()).isEqualTo(204);
        assertThat(lead.get(at(launch, "/edit")).page().select("#task-finish").val()).isEqualTo("2026-12-11");
        assertThat(world.signedIn("李婷", port).post(world.here("/plan/cells"), "id", id, "version", "3", "field", "finish", "value", "2026-12-09").status()).isEqualTo(403);
    }

    private int told() {
        return in(world.workspace, () -> transaction.execute(status -> db.fetchCount(NOTICE, NOTICE.KIND.eq("plan_moved"))));
    }

    @Test
    void aCalendarIsChangedOnlyAfterItsConsequencesWereSeen() {
        var lead = world.signedIn("陈浩", port);
        lead.post(at(print, "/predecessors"), "version", "0", "predecessor", String.valueOf(design));
        var admin = world.signedIn("管理员", port);
        var region = world.url("/admin/regions/" + world.regions.get("华南"));
        var version = admin.get(region).page().select("form[action$=/days] input[name=version]").val();
        var preview = admin.post(region + "/days", "_form", "days", "_from", region, "first", "2026-12-02", "name", "厂休", "kind", "off", "version", version);
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.page().select("tbody tr").eachText()).anyMatch(line -> line.contains("主视觉设计")).anyMatch(line -> line.contains("物料印制"));
        assertThat(lead.get(at(design, "/edit")).page().select("#task-finish").val()).isEqualTo("2026-12-04");
        assertThat(admin.get(region + "?year=2026").body()).doesNotContain("厂休");
        var form = preview.page().select("form#impact").getFirst();
        assertThat(send(admin, form).status()).isEqualTo(303);
        assertThat(admin.get(region + "?year=2026").body()).contains("厂休");
        assertThat(lead.get(at(design, "/edit")).page().select("#task-finish").val()).isEqualTo("2026-12-07");
        assertThat(lead.get(at(print, "/edit")).page().select("#task-start").val()).isEqualTo("2026-12-08");
        var missed = admin.post(region + "/days", "_form", "days", "_from", region, "first", "2027-12-02", "name", "年会", "kind", "off", "version", String.valueOf(Integer.parseInt(version) + 1));
        assertThat(missed.status()).as("nothing moves, so nothing is asked").isEqualTo(303);
    }

    @Test
    void aPlanIsFrozenAndComparedWith() {
        var chief = world.signedIn("王敏", port);
        assertThat(chief.get(world.here("/plan/baselines")).body()).contains("还没有基线");
        var id = chief.get(world.here("/plan/baselines")).page().select("input[name=id]").val();
        assertThat(chief.post(world.here("/plan/baselines"), "_form", "baseline", "_from", world.here("/plan/baselines"), "id", id, "name", " ").status()).isEqualTo(422);
        var frozen = chief.post(world.here("/plan/baselines"), "id", id, "name", "启动会确认的计划");
        assertThat(frozen.location()).isEqualTo(world.here("/plan/baselines/1"));
        chief.post(world.here("/plan/baselines"), "id", id, "name", "启动会确认的计划");
        assertThat(chief.get(world.here("/plan/baselines")).page().select("tbody tr")).hasSize(1);
        assertThat(world.signedIn("陈浩", port).post(world.here("/plan/baselines"), "id", meridian.tenancy.BaselineId.next().toString(), "name", "我的").status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).get(world.here("/plan/baselines/1")).status()).isEqualTo(404);
        assertThat(chief.get(world.here("/plan/baselines/7")).status()).isEqualTo(404);

        chief.post(at(design, ""), "version", "0", "title", "主视觉设计", "party", world.parties.get("华南").toString(), "owner", world.person("陈浩").member().toString(), "start", "2026-11-30", "finish", "2026-12-10", "duration", "5d");
        chief.post(at(launch, ""), "version", "0", "title", "物料落地", "party", world.parties.get("华南").toString(), "owner", world.person("林峰").member().toString(), "finish", "2026-12-10", "milestone", "true");
        var page = chief.get(world.here("/plan/baselines/1")).page();
        assertThat(page.select("tbody tr").eachText()).anyMatch(line -> line.contains("主视觉设计") && line.contains("滞后4天")).anyMatch(line -> line.contains("物料落地") && line.contains("提前1天"));
        assertThat(page.select(".facts").text()).contains("SPI");
        assertThat(chief.get(world.here("/plan")).page().select("tr:has(a[href$=/tasks/" + design + "]) [data-field=finish]").text()).contains("滞后4天");
    }

    @Test
    void aPublishedYearThatWouldMoveDatesWaitsUntilAnAdminHasSeenWhich() {
        clock.set(Instant.parse("2026-11-23T02:00:00Z"));
        world = worlds.world();
        clock.set(Instant.parse("2027-03-01T02:00:00Z"));
        var germany = world.regions.get("德国");
        var fields = TaskFields.titled("门店布置").withParty(world.parties.get("德国")).withStart(LocalDate.of(2028, 4, 28).atStartOfDay()).withDuration(3 * 480);
        var task = in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, fields), world.person("王敏").actor()).task());
        for (int i = 0; i < 2; i++) world.in(() -> holidayYears.bring(world.workspace));
        assertThat(finish(task)).as("nothing has moved").isEqualTo(LocalDate.of(2028, 5, 2));

        var admin = world.signedIn("管理员", port);
        var told = in(world.workspace, () -> transaction.execute(status -> db.select(NOTICE.ADDRESS).from(NOTICE).where(NOTICE.KIND.eq("holidays_waiting"), NOTICE.MEMBER_ID.eq(world.person("管理员").member())).fetch(NOTICE.ADDRESS)));
        assertThat(told).as("told once").containsExactly("/admin/regions/" + germany + "?year=2028");
        assertThat(admin.get(world.url("/admin/regions")).page().select(".notice a[href$=year=2028]")).hasSize(1);
        var look = admin.get(world.url(told.getFirst())).page().select(".notice form[action$=/holidays]");
        assertThat(look).hasSize(1);
        var preview = send(admin, look.first());
        assertThat(preview.page().select("tbody tr").text()).contains("门店布置");
        assertThat(finish(task)).isEqualTo(LocalDate.of(2028, 5, 2));
        assertThat(send(admin, preview.page().select("form#impact").first()).status()).isEqualTo(303);
        assertThat(finish(task)).isEqualTo(LocalDate.of(2028, 5, 3));
        assertThat(admin.get(world.url(told.getFirst())).page().select(".notice form[action$=/holidays]")).isEmpty();
    }

    private static Browser.Seen send(Browser who, Element form) {
        return who.post(form.attr("action"), form.select("input").stream().flatMap(input -> Stream.of(input.attr("name"), input.val())).toArray(String[]::new));
    }

    private LocalDate finish(meridian.workplan.Task task) {
        return in(world.workspace, () -> tasks.get(task.id(), world.person("王敏").actor())).finish().toLocalDate();
    }
}
