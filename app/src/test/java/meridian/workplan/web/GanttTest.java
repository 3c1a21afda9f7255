package meridian.workplan.web;

import static db.workplan.Tables.BASELINE;
import static db.workplan.Tables.BASELINE_TASK;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.TASK_SCHEDULE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.stream.IntStream;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.tenancy.BaselineId;
import meridian.tenancy.TaskId;
import meridian.workplan.GanttChart;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.TaskTree;
import meridian.workplan.Tasks;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chart’s data: the whole plan once, then what changed. */
class GanttTest extends MeridianTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

    @Autowired
    Tasks tasks;

    @Autowired
    TaskTree tree;

    @Autowired
    Grants grants;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    Worlds.World world;
    TaskId phase, research, display;

    @BeforeEach
    void aPlan() {
        world = worlds.world();
        phase = add(TaskFields.titled("筹备期"), TaskKind.PHASE, null);
        research = add(dated("市场调研", "华东", 0, 4), TaskKind.TASK, phase);
        display = add(dated("门店陈列", "德国", 7, 9).withMilestone(true, null), TaskKind.TASK, phase);
        sql(() -> db.insertInto(DEPENDENCY).set(DEPENDENCY.PREDECESSOR_TASK_ID, research).set(DEPENDENCY.SUCCESSOR_TASK_ID, display).set(DEPENDENCY.TYPE, "FS").set(DEPENDENCY.LAG_MINUTES, 480).execute());
    }

    private TaskFields dated(String title, String party, int from, int to) {
        return TaskFields.titled(title).withParty(world.parties.get(party)).withStart(TaskFields.startOf(DAY.plusDays(from))).withFinish(TaskFields.endOf(DAY.plusDays(to)));
    }

    private TaskId add(TaskFields fields, TaskKind kind, TaskId parent) {
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, kind, parent, null, fields), world.person("王敏").actor()).task().id());
    }

    private void sql(Runnable work) {
        in(world.workspace, () -> transaction.execute(status -> {
            work.run();
            return 1;
        }));
    }

    private JsonNode read(Browser browser, String path) {
        var seen = browser.getJson(world.here(path));
        assertThat(seen.status()).as(path + " " + seen.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(seen.body());
    }

    private static int row(JsonNode chart, String title) {
        return IntStream.range(0, chart.at("/rows/title").size()).filter(i -> chart.at("/rows/title/" + i).asString().equals(title)).findFirst().orElseThrow();
    }

    private static int minutes(LocalDateTime at) {
        return (int) at.toLocalDate().toEpochDay() * 1440 + at.getHour() * 60 + at.getMinute();
    }

    @Test
    void theWholePlanIsOneAnswerThatIsSentOnce() {
        sql(() -> db.insertInto(TASK_SCHEDULE).set(TASK_SCHEDULE.TASK_ID, research).set(TASK_SCHEDULE.PROJECT_ID, world.project).set(TASK_SCHEDULE.TOTAL_SLACK_MINUTES, 0).set(TASK_SCHEDULE.FREE_SLACK_MINUTES, 0)
                .set(TASK_SCHEDULE.CRITICAL, true).set(TASK_SCHEDULE.LATE_START_AT, DAY.atStartOfDay()).set(TASK_SCHEDULE.LATE_FINISH_AT, DAY.plusDays(4).atTime(23, 59)).onConflict(TASK_SCHEDULE.WORKSPACE_ID, TASK_SCHEDULE.TASK_ID).doUpdate().set(TASK_SCHEDULE.CRITICAL, true).set(TASK_SCHEDULE.TOTAL_SLACK_MINUTES, 0).execute());
        var chief = world.signedIn("王敏", port);
        var chart = read(chief, "/gantt/plan");
        assertThat(chart.at("/rows/title").size()).isEqualTo(3);
        assertThat(chart.at("/count").asInt()).isEqualTo(3);
        int first = row(chart, "市场调研"), second = row(chart, "门店陈列");
        assertThat(first).isEqualTo(1);
        assertThat(chart.at("/rows/start/" + first).asInt()).isEqualTo(minutes(DAY.atStartOfDay()));
        assertThat(chart.at("/rows/finish/" + first).asInt()).isEqualTo(minutes(DAY.plusDays(4).atTime(23, 59)));
        assertThat(chart.at("/rows/flags/" + first).asInt() & GanttChart.CRITICAL).isNotZero();
        assertThat(chart.at("/rows/slack/" + first).asInt()).isZero();
        assertThat(chart.at("/rows/flags/" + second).asInt() & GanttChart.MILESTONE).isNotZero();
        assertThat(chart.at("/links").toString()).isEqualTo("[" + chart.at("/rows/number/" + first).asInt() + "," + chart.at("/rows/number/" + second).asInt() + ",0,480]");

        // Saturdays and Sundays are off in both regions; their holidays are their own.
        var germany = chart.at("/calendars/" + chart.at("/parties/" + chart.at("/rows/party/" + second).asInt() + "/calendar").asInt());
        int from = germany.at("/from").asInt();
        assertThat(germany.at("/off").asString().substring((int) DAY.toEpochDay() - from, (int) DAY.toEpochDay() - from + 7)).isEqualTo("0000011");

        var mark = chief.getJson(world.here("/gantt/plan")).response().headers().firstValue("ETag").orElseThrow();
        assertThat(chief.getMarked(world.here("/gantt/plan"), mark).status()).isEqualTo(304);
        add(dated("复盘", "华东", 20, 20), TaskKind.TASK, phase);
        assertThat(chief.getMarked(world.here("/gantt/plan"), mark).status()).isEqualTo(200);
        var page = chief.get(world.here("/gantt?party=" + world.parties.get("华东"))).page();
        assertThat(page.select("gantt-chart")).hasSize(1);
        assertThat(page.select("nav.tabs a[aria-current]").text()).isEqualTo("甘特图");
        assertThat(page.select("nav.tabs a").first().attr("href")).endsWith("/plan?party=" + world.parties.get("华东"));
    }

    @Test
    void afterwardsOnlyWhatChangedIsTold() {
        var chief = world.signedIn("王敏", port);
        var chart = read(chief, "/gantt/plan");
        clock.forward(java.time.Duration.ofMinutes(5));
        assertThat(read(chief, "/gantt/changes").at("/whole").asBoolean()).isTrue();
        var asked = "/gantt/changes?since=";
        var nothing = read(chief, asked + chart.at("/until").asString());
        assertThat(nothing.at("/whole").asBoolean()).isFalse();
        assertThat(nothing.at("/rows/title").size()).as("what was answered is not told again, however short ago it was written").isZero();
        assertThat(nothing.at("/links").size()).isZero();
        assertThat(nothing.at("/count").asInt()).isEqualTo(3);

        // Somebody moves a task, as the chart does it.
        var lead = world.signedIn("Johanna Maier", port);
        var body = "{\"rows\":[{\"id\":\"" + display + "\",\"version\":0,\"values\":{\"start\":\"2026-11-10 00:00\",\"finish\":\"2026-11-12 23:59\"}}]}";
        var moved = lead.postJson(world.here("/plan/pasting"), body);
        assertThat(moved.status()).isEqualTo(204);
        assertThat(lead.postJson(world.here("/plan/pasting"), body).status()).isEqualTo(409);
        assertThat(world.signedIn("李婷", port).postJson(world.here("/plan/pasting"), body.replace("\"version\":0", "\"version\":1")).status()).isEqualTo(403);
        assertThat(lead.postJson(world.here("/plan/pasting"), body.replace("\"version\":0", "\"version\":1").replace("2026-11-12 23:59", "尽快")).status()).isEqualTo(422);

        var news = read(chief, asked + nothing.at("/until").asString());
        assertThat(news.at("/rows/title").toString()).contains("门店陈列");
        assertThat(news.at("/links")).as("with the links at its ends").isEqualTo(chart.at("/links"));
        assertThat(news.at("/rows/slack/" + row(news, "市场调研")).asInt()).as("what lies before it has more time, or less").isNotEqualTo(GanttChart.UNKNOWN);
        int at = row(news, "门店陈列");
        assertThat(news.at("/rows/start/" + at).asInt()).as("a milestone is a day").isEqualTo(minutes(LocalDate.of(2026, 11, 12).atStartOfDay()));
        assertThat(news.at("/parties/" + news.at("/rows/party/" + at).asInt() + "/name").asString()).isEqualTo("德国");

        // Whoever edits in the chart says how far it has read and is answered with what changed since.
        var own = lead.postJson(world.here("/plan/pasting"), body.replace("\"version\":0", "\"version\":1").replace("-12 23:59", "-13 23:59").replace("]}", "],\"since\":\"" + news.at("/until").asString() + "\"}"));
        assertThat(own.status()).isEqualTo(200);
        var answer = JsonMapper.shared().readTree(own.body());
        assertThat(answer.at("/whole").asBoolean()).isFalse();
        assertThat(answer.at("/rows/version/" + row(answer, "门店陈列")).asInt()).isEqualTo(2);
        assertThat(read(chief, asked + answer.at("/until").asString()).at("/rows/title").size()).as("and is not told it again").isZero();

        // What goes to the trash is named, and its links go with it.
        clock.forward(java.time.Duration.ofMinutes(5));
        in(world.workspace, () -> tree.delete(java.util.List.of(new TaskTree.Seen(display, 2)), world.person("王敏").actor()));
        var gone = read(chief, asked + news.at("/until").asString());
        assertThat(gone.at("/gone").toString()).isEqualTo("[" + chart.at("/rows/number/" + row(chart, "门店陈列")).asInt() + "]");
        assertThat(gone.at("/links").size()).isZero();
        assertThat(gone.at("/links").isArray()).isTrue();
        assertThat(gone.at("/count").asInt()).isEqualTo(2);

        assertThat(read(chief, "/gantt/changes?since=yesterday").at("/whole").asBoolean()).isTrue();
    }

    @Test
    void aGuestSeesOnlyWhatIsTheirsAndAStrangerNothing() {
        in(world.workspace, () -> grants.grant(world.person("外人").member(), world.project, null, Role.GUEST, world.person("王敏").actor()));
        var guest = world.signedIn("外人", port);
        assertThat(read(guest, "/gantt/plan").at("/rows/title").size()).isZero();
        add(dated("印刷", "华东", 1, 2).withOwner(world.person("外人").member()), TaskKind.TASK, null);
        var chart = read(guest, "/gantt/plan");
        assertThat(chart.at("/rows/title").toString()).isEqualTo("[\"印刷\"]");
        assertThat(chart.at("/links").size()).isZero();
        assertThat(chart.at("/rows/flags/0").asInt() & GanttChart.MAY_EDIT).isZero();
        assertThat(read(guest, "/gantt/changes?since=" + chart.at("/until").asString()).at("/count").asInt()).isEqualTo(1);
        assertThat(world.signedIn("管理员", port).get(world.here("/gantt/plan")).status()).isEqualTo(404);
        assertThat(new Browser(port).get(world.here("/gantt/plan")).status()).isBetween(301, 401);
    }

    @Test
    void aBaselineIsLaidBeneathTheRows() {
        var id = BaselineId.next();
        sql(() -> {
            db.insertInto(BASELINE).set(BASELINE.ID, id).set(BASELINE.PROJECT_ID, world.project).set(BASELINE.NUMBER, (short) 1).set(BASELINE.NAME, "基线1").set(BASELINE.TASKS, 1).set(BASELINE.FROZEN_BY, world.person("王敏").member()).set(BASELINE.FROZEN_AT, clock.instant()).execute();
            db.insertInto(BASELINE_TASK).set(BASELINE_TASK.BASELINE_ID, id).set(BASELINE_TASK.TASK_ID, research).set(BASELINE_TASK.START_AT, DAY.atStartOfDay()).set(BASELINE_TASK.FINISH_AT, DAY.atTime(23, 59)).execute();
        });
        var chief = world.signedIn("王敏", port);
        assertThat(chief.get(world.here("/gantt")).page().select("[data-baseline] option").eachText()).contains("基线1");
        assertThat(read(chief, "/gantt/baselines/" + id).at("/start/0").asInt()).isEqualTo(minutes(DAY.atStartOfDay()));
        assertThat(chief.getJson(world.here("/gantt/baselines/" + BaselineId.next())).status()).isEqualTo(404);
    }
}
