package meridian.progress;

import static db.duty.Tables.DUTY;
import static db.workplan.Tables.TASK;
import static db.progress.Tables.REPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import meridian.identity.Members;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ReportId;
import meridian.tenancy.Stale;
import meridian.workplan.TaskStatus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ReportsTest extends ReportStory {
    @Autowired
    Members members;

    @Test
    void anExecutorFilesAPrefilledReportAndTheTasksFollow() {
        var display = task("门店陈列", "华南", "周颖", MONDAY.minusDays(3), MONDAY.plusDays(2));
        var poster = task("海报设计", "华南", "周颖", MONDAY.minusDays(5), MONDAY.minusDays(1));
        var visits = task("门店走访", "华南", "周颖", MONDAY, MONDAY.plusDays(4));
        task("下月的事", "华南", "周颖", MONDAY.plusDays(20), MONDAY.plusDays(30));
        in(world.workspace, () -> tasks.start(display.id(), world.person("周颖").actor()));
        var browser = world.signedIn("周颖", port);
        var sheet = browser.get(world.here("/progress/today"));
        assertThat(sheet.status()).isEqualTo(200);
        assertThat(sheet.page().select("fieldset.report-task legend span").eachText()).containsExactly("门店陈列", "海报设计", "门店走访");
        assertThat(sheet.page().select("input[name='state." + display.id() + "'][checked]").val()).isEqualTo("doing");
        assertThat(sheet.page().select("input[name='state." + visits.id() + "'][checked]")).isEmpty();
        assertThat(sheet.body()).contains("11-22已逾期");

        var sent = browser.post(world.here("/progress/today"), form(sheet.page(), "state." + display.id(), "blocked", "reason." + display.id(), "展架未到货",
                "state." + poster.id(), "done", "state." + visits.id(), "doing", "progress." + visits.id(), "30", "remaining." + visits.id(), "4.5", "help_needed", "请供应链催展架", "free", "盘点完成"));
        assertThat(sent.status()).isEqualTo(303);
        assertThat(now(display).status()).isEqualTo(TaskStatus.BLOCKED);
        assertThat(now(display).blockedReason()).isEqualTo("展架未到货");
        assertThat(now(poster).status()).isEqualTo(TaskStatus.DONE);
        assertThat(now(visits).status()).isEqualTo(TaskStatus.IN_PROGRESS);
        assertThat(now(visits).progress()).isEqualTo(30);
        assertThat(now(visits).remainingMinutes()).isEqualTo(270);
        var standUp = world.signedIn("王敏", port).get(world.here("/progress")).page();
        assertThat(standUp.select("article.told").text()).contains("周颖").contains("展架未到货").contains("海报设计").contains("请供应链催展架").contains("盘点完成");
    }

    @Test
    void oneLineThatCannotBeRefusesTheWholeAndSaysSoBesideIt() {
        var display = task("门店陈列", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var poster = task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var browser = world.signedIn("周颖", port);
        var sheet = browser.get(world.here("/progress/today")).page();
        var refused = browser.post(world.here("/progress/today"), form(sheet, "state." + poster.id(), "done", "state." + display.id(), "blocked", "reason." + display.id(), " ", "plan_today", "我打的字"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("p.error[id='report-reason." + display.id() + "-error']").text()).contains("请写明阻塞原因");
        assertThat(refused.page().select("input[name='state." + display.id() + "'][checked]").val()).isEqualTo("blocked");
        assertThat(refused.page().select("textarea[name=plan_today]").text()).isEqualTo("我打的字");
        assertThat(now(poster).status()).isEqualTo(TaskStatus.NOT_STARTED);
        assertThat(filed()).isZero();

        in(world.workspace, () -> tasks.cancel(display.id(), "不做了", world.person("王敏").actor()));
        var gone = browser.post(world.here("/progress/today"), form(sheet, "state." + poster.id(), "done", "state." + display.id(), "done"));
        assertThat(gone.status()).isIn(303, 422);
        var numbers = browser.post(world.here("/progress/today"), form(sheet, "state." + poster.id(), "doing", "progress." + poster.id(), "一半"));
        assertThat(numbers.status()).isEqualTo(422);
    }

    @Test
    void sentTwiceIsFiledOnce() {
        var poster = task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var browser = world.signedIn("周颖", port);
        var form = form(browser.get(world.here("/progress/today")).page(), "state." + poster.id(), "doing", "progress." + poster.id(), "20");
        assertThat(browser.post(world.here("/progress/today"), form).status()).isEqualTo(303);
        assertThat(browser.post(world.here("/progress/today"), form).status()).isEqualTo(303);
        assertThat(filed()).isEqualTo(1);
        assertThat(sql(() -> db.select(REPORT.VERSION).from(REPORT).fetchSingle(REPORT.VERSION))).isZero();
    }

    @Test
    void anEditTheSameDayCarriesTheVersionAndAnOlderOneIsStale() {
        var poster = task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var browser = world.signedIn("周颖", port);
        var first = form(browser.get(world.here("/progress/today")).page(), "state." + poster.id(), "doing", "progress." + poster.id(), "20");
        browser.post(world.here("/progress/today"), first);
        var again = browser.get(world.here("/progress/today")).page();
        assertThat(browser.post(world.here("/progress/today"), form(again, "progress." + poster.id(), "60")).status()).isEqualTo(303);
        assertThat(now(poster).progress()).isEqualTo(60);
        var stale = browser.post(world.here("/progress/today"), form(again, "progress." + poster.id(), "40"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.page().select("input[name='progress." + poster.id() + "']").val()).isEqualTo("40");
        assertThat(now(poster).progress()).isEqualTo(60);
        var other = browser.post(world.here("/progress/today"), form(again, "state." + poster.id(), "done", "note." + poster.id(), "印好了")).page();
        assertThat(other.getElementById("report-state." + poster.id() + "-meanwhile").text()).isEqualTo("现在是：进行中");
        assertThat(other.getElementById("report-note." + poster.id() + "-meanwhile")).isNotNull();
        assertThat(browser.post(world.here("/progress/today"), form(stale.page())).status()).isEqualTo(303);
        assertThat(now(poster).progress()).isEqualTo(40);
        assertThat(filed()).isEqualTo(1);
    }

    @Test
    void whoIsAskedForHelpIsToldOnce() {
        var poster = task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var browser = world.signedIn("周颖", port);
        var helper = world.person("刘洋").member().toString();
        var sheet = browser.get(world.here("/progress/today")).page();
        assertThat(browser.post(world.here("/progress/today"), form(sheet, "state." + poster.id(), "doing", "help_needed", "<b>请核价</b>", "help_from", helper)).status()).isEqualTo(303);
        var told = world.signedIn("刘洋", port);
        var notices = told.get(world.url("/notices")).page().select(".notice-line");
        assertThat(notices.text()).contains("周颖请您协助：<b>请核价</b>");
        var again = browser.get(world.here("/progress/today")).page();
        assertThat(browser.post(world.here("/progress/today"), form(again, "progress." + poster.id(), "50")).status()).isEqualTo(303);
        assertThat(told.get(world.url("/notices")).page().select(".notice-line")).hasSize(notices.size());
        again = browser.get(world.here("/progress/today")).page();
        assertThat(browser.post(world.here("/progress/today"), form(again, "help_from", world.person("陈浩").member().toString())).status()).isEqualTo(303);
        assertThat(world.signedIn("陈浩", port).get(world.url("/notices")).page().select(".notice-line").text()).contains("周颖请您协助");
        assertThat(told.get(world.url("/notices")).page().select(".notice-line")).hasSize(notices.size());
    }

    @Test
    void whatWasWrittenOfflineKeepsBothTimes() {
        var poster = task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var browser = world.signedIn("周颖", port);
        var sheet = browser.get(world.here("/progress/today")).page();
        clock.forward(Duration.ofHours(20)); // the train leaves the tunnel on Tuesday, 05:30
        var form = form(sheet, "state." + poster.id(), "done", "written_at", "2026-11-23T10:00:00Z");
        assertThat(browser.post(world.here("/progress/today"), form).status()).isEqualTo(303);
        var report = sql(() -> db.selectFrom(REPORT).fetchSingle());
        assertThat(report.getWrittenAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(report.getArrivedAt()).isEqualTo(MORNING.plus(Duration.ofHours(20)));
        assertThat(report.getLate()).isFalse();
    }

    @Test
    void aReportEnteredAfterwardsIsMarkedAndLeavesLaterOnesAlone() {
        var poster = task("海报设计", "华南", "周颖", MONDAY.minusDays(9), MONDAY.plusDays(2));
        var zhou = world.person("周颖");
        in(world.workspace, () -> reports.file(world.project, zhou.member(), new Filing(ReportId.next(), null, MONDAY, "", "", null, List.of(doing(poster, 50)), null), zhou.actor()));
        var late = in(world.workspace, () -> reports.file(world.project, zhou.member(), new Filing(ReportId.next(), null, MONDAY.minusDays(3), "", "", null, List.of(doing(poster, 10)), null), zhou.actor()));
        assertThat(late.late()).isTrue();
        assertThat(now(poster).progress()).isEqualTo(50);
        var browser = world.signedIn("周颖", port);
        assertThat(browser.get(world.here("/progress?day=" + MONDAY.minusDays(3))).page().select("article.told").text()).contains("补报");
        for (var day : List.of(MONDAY.plusDays(1), MONDAY.minusDays(40))) {
            assertThatThrownBy(() -> in(world.workspace, () -> reports.file(world.project, zhou.member(), new Filing(ReportId.next(), null, day, "x", "", null, List.of(), null), zhou.actor())))
                    .hasMessageContaining("progress.day_wrong");
        }
    }

    @Test
    void aLeadReportsForTheirOwnExecutorWhoConfirmsWithOneTap() {
        var poster = task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var lead = world.signedIn("陈浩", port);
        var address = world.here("/progress/today?for=" + member("周颖"));
        var sheet = lead.get(address);
        assertThat(sheet.page().select("h1").text()).isEqualTo("代周颖填报");
        assertThat(lead.post(world.here("/progress/today"), form(sheet.page(), "state." + poster.id(), "done")).status()).isEqualTo(303);
        assertThat(now(poster).status()).isEqualTo(TaskStatus.DONE);
        assertThat(duties()).containsExactly("report_confirmation open 周颖");

        var zhou = world.signedIn("周颖", port);
        var tap = zhou.get(world.url("/inbox")).page().select(".duty form").attr("action");
        assertThat(lead.post(tap).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).post(tap).status()).isEqualTo(404);
        assertThat(zhou.post(tap).status()).isEqualTo(303);
        assertThat(duties()).containsExactly("report_confirmation met 周颖");
    }

    @Test
    void nobodyReportsForAnotherPartyOrAsAStranger() {
        var elsewhere = task("德国的事", "德国", "Johanna Maier", MONDAY, MONDAY);
        var filing = new Filing(ReportId.next(), null, MONDAY, "计划", "", null, List.of(), null);
        assertThatThrownBy(() -> in(world.workspace, () -> reports.file(world.project, member("Johanna Maier"), filing, world.person("陈浩").actor()))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> in(world.workspace, () -> reports.file(world.project, member("周颖"), filing, world.person("林峰").actor()))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> in(world.workspace, () -> reports.file(world.project, member("周颖"), filing, world.person("外人").actor()))).isInstanceOf(NotFound.class);
        var grasping = new Filing(ReportId.next(), null, MONDAY, "", "", null, List.of(new Line(elsewhere.id(), LineState.DONE, "", null, null, "")), null);
        assertThatThrownBy(() -> in(world.workspace, () -> reports.file(world.project, member("周颖"), grasping, world.person("周颖").actor()))).isInstanceOf(NotAllowed.class);
        assertThat(now(elsewhere).status()).isEqualTo(TaskStatus.NOT_STARTED);
        assertThat(world.signedIn("周颖", port).get(world.here("/progress/today?for=" + member("林峰"))).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).get(world.here("/progress/today")).status()).isEqualTo(404);
        assertThat(world.signedIn("审计员", port).get(world.here("/progress")).status()).isEqualTo(200);
        assertThat(world.signedIn("审计员", port).get(world.here("/progress/today")).location()).isEqualTo(world.here("/progress"));
        assertThat(world.signedIn("审计员", port).post(world.here("/progress/today"), "id", ReportId.next().toString(), "day", MONDAY.toString(), "plan_today", "x").status()).isIn(403, 404);
        assertThat(filed()).isZero();
    }

    @Test
    void someoneElsesReportIdIsNotTakenOver() {
        var id = ReportId.next();
        in(world.workspace, () -> reports.file(world.project, member("周颖"), new Filing(id, null, MONDAY, "周颖的计划", "", null, List.of(), null), world.person("周颖").actor()));
        assertThatThrownBy(() -> in(world.workspace, () -> reports.file(world.project, member("林峰"), new Filing(id, 0, MONDAY, "林峰的计划", "", null, List.of(), null), world.person("林峰").actor())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> in(world.workspace, () -> reports.file(world.project, member("周颖"), new Filing(ReportId.next(), null, MONDAY, "别处写的", "", null, List.of(), null), world.person("周颖").actor())))
                .isInstanceOf(Stale.class);
    }

    @Test
    void whereALeadChecksOnlyBlockersDoNotWait() {
        settings("{\"report_check\": true}");
        var poster = task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var display = task("门店陈列", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var lines = List.of(new Line(poster.id(), LineState.DONE, "", null, null, ""), new Line(display.id(), LineState.BLOCKED, "", null, null, "展架未到货"));
        var report = in(world.workspace, () -> reports.file(world.project, member("周颖"), new Filing(ReportId.next(), null, MONDAY, "", "", null, lines, null), world.person("周颖").actor()));
        assertThat(now(display).status()).isEqualTo(TaskStatus.BLOCKED);
        assertThat(now(poster).status()).isEqualTo(TaskStatus.NOT_STARTED);
        assertThat(duties()).containsExactly("report_check open 陈浩");
        var check = world.here("/progress/reports/" + report.id() + "/check");
        assertThat(world.signedIn("周颖", port).post(check).status()).isEqualTo(403);
        assertThat(world.signedIn("李婷", port).post(check).status()).isEqualTo(403);
        assertThat(world.signedIn("陈浩", port).post(check).status()).isEqualTo(303);
        assertThat(now(poster).status()).isEqualTo(TaskStatus.DONE);
        assertThat(duties()).containsExactly("report_check met 陈浩");

        // Where other parties' leads check theirs, this party's count at once.
        settings("{\"reports\": [{\"from\": \"2026-01-05\", \"every\": \"day\", \"check\": true, \"check_parties\": [\"" + world.parties.get("华东") + "\"]}]}");
        var visits = task("门店走访", "华南", "林峰", MONDAY, MONDAY.plusDays(4));
        in(world.workspace, () -> reports.file(world.project, member("林峰"), new Filing(ReportId.next(), null, MONDAY, "", "", null, List.of(new Line(visits.id(), LineState.DONE, "", null, null, "")), null), world.person("林峰").actor()));
        assertThat(now(visits).status()).isEqualTo(TaskStatus.DONE);
        assertThat(duties()).containsExactly("report_check met 陈浩");
    }

    @Test
    void whereTheLeadHasLeftAReportWaitsForNobodyAndIsOwedToTheChiefCoordinator() {
        settings("{\"report_check\": true}");
        in(world.workspace, () -> {
            members.leave(member("陈浩"), null, 0, world.person("管理员").actor());
            return 1;
        });
        var poster = task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        in(world.workspace, () -> {
            duties.openFor(world.project, MONDAY);
            return 1;
        });
        assertThat(sql(() -> db.select(DUTY.OWED_TO_ID).from(DUTY).where(DUTY.KIND.eq("daily_report"), DUTY.OWNER_ID.eq(member("周颖"))).fetch(DUTY.OWED_TO_ID))).containsExactly(member("王敏"));

        in(world.workspace, () -> reports.file(world.project, member("周颖"), new Filing(ReportId.next(), null, MONDAY, "", "", null, List.of(new Line(poster.id(), LineState.DONE, "", null, null, "")), null), world.person("周颖").actor()));
        assertThat(now(poster).status()).isEqualTo(TaskStatus.DONE);
        assertThat(duties()).noneMatch(duty -> duty.startsWith("report_check"));
    }

    @Test
    void whoLeavesTheProjectOwesNothingInIt() {
        task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        in(world.workspace, () -> {
            duties.openFor(world.project, MONDAY);
            return 1;
        });
        var chief = world.signedIn("王敏", port);
        var seat = chief.get(world.here("/team")).page().select("#seats tbody tr:contains(周颖)").first();
        assertThat(seat.text()).contains("退出本项目");
        assertThat(chief.post(seat.select("form[action$=/removal]").attr("action"), "version", "0").status()).isEqualTo(303);

        assertThat(world.signedIn("周颖", port).get(world.url("/inbox")).page().select("main").text()).doesNotContain("海报设计").doesNotContain("新品区域上市");
        assertThat(world.signedIn("陈浩", port).get(world.url("/inbox")).page().select("main").text()).contains("海报设计");
        assertThat(duties()).containsExactly("daily_report cancelled 周颖");
        in(world.workspace, () -> {
            duties.openFor(world.project, MONDAY.plusDays(1));
            return 1;
        });
        assertThat(duties()).as("nobody is asked who cannot answer").hasSize(1);
    }

    @Test
    void whatWasSpentCountsOnceAndIsComparedWithWhatWasEarned() {
        var poster = task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(1));
        var chief = world.signedIn("王敏", port);
        var frozen = chief.post(world.here("/plan/baselines"), "id", meridian.tenancy.BaselineId.next().toString(), "name", "签约版").location();
        assertThat(chief.get(frozen).body()).doesNotContain("CPI 0").doesNotContain("AC 0");

        var owner = world.signedIn("周颖", port);
        var page = owner.get(world.here("/progress/today?day=" + MONDAY)).page();
        var wrong = owner.post(world.here("/progress/today"), form(page, "_from", world.here("/progress/today"), "state." + poster.id(), "doing", "spent." + poster.id(), "-3"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("请填0到200之间的小时数");
        assertThat(spent(poster)).isZero();
        assertThat(owner.post(world.here("/progress/today"), form(page, "state." + poster.id(), "doing", "progress." + poster.id(), "50", "spent." + poster.id(), "3")).status()).isEqualTo(303);
        assertThat(spent(poster)).isEqualTo(180);
        // The same day filed anew takes the place of what it said before.
        var again = owner.get(world.here("/progress/today?day=" + MONDAY)).page();
        assertThat(again.select("input[name='spent." + poster.id() + "']").val()).isEqualTo("3");
        assertThat(owner.post(world.here("/progress/today"), form(again, "spent." + poster.id(), "16")).status()).isEqualTo(303);
        assertThat(spent(poster)).isEqualTo(960);
        // Two days of eight hours spent, one of the two planned days done.
        assertThat(chief.get(frozen).page().text()).contains("EV 1.0", "AC 2.0", "CPI 0.50", "1项任务有投入记录");

        // Where a lead checks, it counts when it was checked.
        settings("{\"report_check\": true}");
        var report = in(world.workspace, () -> reports.file(world.project, member("周颖"), new Filing(ReportId.next(), null, MONDAY.minusDays(1), "", "", null, List.of(new Line(poster.id(), LineState.DOING, "", null, null, 60, "")), null), world.person("周颖").actor()));
        assertThat(spent(poster)).isEqualTo(960);
        assertThat(world.signedIn("陈浩", port).post(world.here("/progress/reports/" + report.id() + "/check")).status()).isEqualTo(303);
        assertThat(spent(poster)).isEqualTo(1020);
        var elsewhere = task("德国的事", "德国", "Johanna Maier", MONDAY, MONDAY);
        assertThatThrownBy(() -> in(world.workspace, () -> {
            tasks.spend(elsewhere.id(), world.project, 60, world.person("周颖").actor());
            return 1;
        })).isInstanceOf(NotAllowed.class);
    }

    private int spent(meridian.workplan.Task task) {
        return sql(() -> db.select(TASK.SPENT_MINUTES).from(TASK).where(TASK.ID.eq(task.id())).fetchSingle().value1());
    }

    @Test
    void aPastedChatTextFindsItsTasks() {
        var poster = task("海报设计", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var display = task("门店陈列", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        var browser = world.signedIn("周颖", port);
        var page = browser.post(world.here("/progress/today/pasted?day=" + MONDAY), "_form", "pasting", "_from", world.here("/progress/today"),
                "pasted", "今日完成:\n1、海报设计\n2、仓库盘点\n进行中:HDSS-" + display.number() + " 40%\n明日计划:培训导购\n需协助:展架催货").page();
        assertThat(page.select("input[name='state." + poster.id() + "'][checked]").val()).isEqualTo("done");
        assertThat(page.select("input[name='state." + display.id() + "'][checked]").val()).isEqualTo("doing");
        assertThat(page.select("input[name='progress." + display.id() + "']").val()).isEqualTo("40");
        assertThat(page.select("textarea[name=free]").text()).contains("仓库盘点");
        assertThat(page.select("textarea[name=plan_today]").text()).isEqualTo("培训导购");
        assertThat(page.select("textarea[name=help_needed]").text()).isEqualTo("展架催货");
        assertThat(filed()).isZero();
        assertThat(browser.post(world.here("/progress/today"), form(page)).status()).isEqualTo(303);
        assertThat(now(poster).status()).isEqualTo(TaskStatus.DONE);
        assertThat(browser.post(world.here("/progress/today/pasted"), "_form", "pasting", "_from", world.here("/progress/today"), "pasted", "  ").status()).isEqualTo(422);
    }
}
