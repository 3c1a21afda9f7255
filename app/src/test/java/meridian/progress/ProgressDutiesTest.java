package meridian.progress;

import static db.duty.Tables.DUTY;
import static db.identity.Tables.ABSENCE;
import static db.identity.Tables.CALENDAR_DAY;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.ReportId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProgressDutiesTest extends ReportStory {
    @Autowired
    meridian.duty.RecurringDuties job;

    @Autowired
    meridian.world.Statements heard;

    @Test
    void onlyWhoHasOpenWorkThatDayOwesAReport() {
        task("已开始的", "华南", "周颖", MONDAY, MONDAY.plusDays(9));
        task("下月的事", "华南", "林峰", MONDAY.plusDays(20), MONDAY.plusDays(30));
        var finished = task("做完的", "华东", "李婷", MONDAY.minusDays(9), MONDAY.minusDays(5));
        in(world.workspace, () -> tasks.complete(finished.id(), world.person("李婷").actor()));
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).containsExactly("daily_report open 周颖");
        world.in(() -> job.openNow(duties.rounds()));
        world.in(() -> duties.openFor(world.project, MONDAY));
        job.run();
        assertThat(duties()).containsExactly("daily_report open 周颖");
        var duty = sql(() -> db.selectFrom(DUTY).where(DUTY.KIND.eq("daily_report")).fetchSingle());
        assertThat(duty.getDueAt()).isEqualTo(Instant.parse("2026-11-23T16:00:00Z"));
        assertThat(duty.getOwedToId()).isEqualTo(member("陈浩"));
    }

    @Test
    void nobodyIsAskedBeforeTheProjectIsInExecution() {
        task("已开始的", "华南", "周颖", MONDAY, MONDAY.plusDays(9));
        sql(() -> db.update(PROJECT).set(PROJECT.STAGE, "launch").where(PROJECT.ID.eq(world.project)).execute());
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).isEmpty();
    }

    @Test
    void eachRegionIsAskedInItsOwnMorning() {
        task("上海的事", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        task("柏林的事", "德国", "Johanna Maier", MONDAY, MONDAY.plusDays(2));
        clock.set(Instant.parse("2026-11-23T00:30:00Z")); // 08:30 in Shanghai
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).isEmpty();
        clock.set(MORNING);
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).containsExactly("daily_report open 周颖");
        clock.set(Instant.parse("2026-11-23T08:00:00Z")); // 09:00 in Berlin
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).containsExactly("daily_report open 周颖", "daily_report open Johanna Maier");
        var due = sql(() -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.OWNER_ID.eq(member("Johanna Maier")), DUTY.KIND.eq("daily_report")).fetchSingle(DUTY.DUE_AT));
        assertThat(due).isEqualTo(Instant.parse("2026-11-23T23:00:00Z"));
    }

    @Test
    void onAHolidayOfTheRegionNobodyThereIsAsked() {
        task("上海的事", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        task("柏林的事", "德国", "Johanna Maier", MONDAY, MONDAY.plusDays(2));
        sql(() -> db.insertInto(CALENDAR_DAY, CALENDAR_DAY.REGION_ID, CALENDAR_DAY.DAY, CALENDAR_DAY.WORKING, CALENDAR_DAY.NAME, CALENDAR_DAY.SOURCE)
                .values(world.regions.get("华南"), MONDAY, false, "厂庆", "company").execute());
        clock.set(Instant.parse("2026-11-23T09:00:00Z"));
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).containsExactly("daily_report open Johanna Maier");
        var saturday = MONDAY.plusDays(5);
        world.in(() -> duties.openFor(world.project, saturday));
        assertThat(duties()).containsExactly("daily_report open Johanna Maier");
    }

    @Test
    void whoIsOnLeaveOwesNothingAndTheirStandInIsNotAskedForIt() {
        task("我的事", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).containsExactly("daily_report open 周颖");
        away("周颖", "leave", "林峰");
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).containsExactly("daily_report cancelled 周颖");
        var page = world.signedIn("王敏", port).get(world.here("/progress")).page();
        assertThat(page.select("article.told").text()).contains("周颖").contains("请假").contains("由林峰代理").doesNotContain("未填报");
    }

    @Test
    void whoTravelsStillReports() {
        task("我的事", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        away("周颖", "travel", null);
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).containsExactly("daily_report open 周颖");
    }

    @Test
    void aReportMeetsTheDutyLateWhenTheDayIsOver() {
        var task = task("我的事", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        world.in(() -> job.openNow(duties.rounds()));
        var page = world.signedIn("王敏", port).get(world.here("/progress")).page();
        assertThat(page.select("article.told").text()).contains("周颖").contains("未填报");
        clock.forward(Duration.ofDays(1));
        in(world.workspace, () -> reports.file(world.project, member("周颖"), new Filing(ReportId.next(), null, MONDAY, "", "", null, List.of(doing(task, 10)), null), world.person("周颖").actor()));
        assertThat(duties()).containsExactly("daily_report met_late 周颖");
        in(world.workspace, () -> reports.file(world.project, member("周颖"), new Filing(ReportId.next(), null, MONDAY.plusDays(1), "", "", null, List.of(doing(task, 20)), null), world.person("周颖").actor()));
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).containsExactly("daily_report met_late 周颖");
    }

    @Test
    void aWeeklyProjectAsksOnTheLastWorkingDayOfTheWeek() {
        settings("{\"cadence\": [{\"kind\": \"progress_report\", \"every\": \"week\"}]}");
        var task = task("我的事", "华南", "周颖", MONDAY, MONDAY.plusDays(12));
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).isEmpty();
        clock.set(Instant.parse("2026-11-27T01:30:00Z"));
        world.in(() -> job.openNow(duties.rounds()));
        assertThat(duties()).containsExactly("weekly_report open 周颖");
        assertThat(sql(() -> db.select(DUTY.PERIOD).from(DUTY).where(DUTY.KIND.eq("weekly_report")).fetchSingle(DUTY.PERIOD))).isEqualTo(MONDAY);
        var report = in(world.workspace, () -> reports.file(world.project, member("周颖"),
                new Filing(ReportId.next(), null, LocalDate.of(2026, 11, 27), "", "", null, List.of(doing(task, 10)), null), world.person("周颖").actor()));
        assertThat(report.day()).isEqualTo(MONDAY);
        assertThat(report.late()).isFalse();
        assertThat(duties()).containsExactly("weekly_report met 周颖");
    }

    @Test
    void theInboxLeadsToTheSheet() {
        task("我的事", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        world.in(() -> job.openNow(duties.rounds()));
        var browser = world.signedIn("周颖", port);
        var duty = browser.get(world.url("/inbox")).page().select("#inbox-today .duty");
        assertThat(duty.text()).contains("填报今日进度").contains("新品区域上市");
        var opened = browser.get(duty.select("a.button").attr("href"));
        assertThat(opened.location()).isEqualTo(world.here("/progress/today?day=2026-11-23"));
        assertThat(browser.get(opened.location()).status()).isEqualTo(200);
    }

    @Test
    void everyDutyOfTheInboxLeadsSomewhereAndATaskIsDoneWithOneTap() {
        var task = task("我的事", "华南", "周颖", MONDAY, MONDAY.plusDays(2));
        world.in(() -> job.openNow(duties.rounds()));
        var browser = world.signedIn("周颖", port);
        var inbox = browser.get(world.url("/inbox")).page();
        assertThat(inbox.select(".duty a.words")).hasSize(2);
        for (var link : inbox.select(".duty a.words").eachAttr("href")) {
            var there = browser.get(link).location();
            var page = browser.get(there);
            if (page.status() == 303) page = browser.get(page.location());
            assertThat(page.status()).as(there).isEqualTo(200);
        }
        var tap = inbox.select(".duty form");
        assertThat(browser.post(tap.attr("action"), "_from", world.url("/inbox")).status()).isEqualTo(303);
        assertThat(now(task).status()).isEqualTo(meridian.workplan.TaskStatus.DONE);
    }

    @Test
    void eachPageReadsItsRowsInAFewStatements() {
        for (int i = 0; i < 5; i++) task("任务" + i, "华南", i % 2 == 0 ? "周颖" : "林峰", MONDAY, MONDAY.plusDays(2));
        world.in(() -> job.openNow(duties.rounds()));
        var browser = world.signedIn("周颖", port);
        for (var page : List.of(world.url("/inbox"), world.here("/progress"), world.here("/progress/today"))) {
            var statements = heard.of(() -> assertThat(browser.get(page).status()).isEqualTo(200));
            assertThat(statements).as(page + "\n" + String.join("\n", statements)).hasSizeLessThanOrEqualTo(11);
        }
    }

    private void away(String name, String kind, String standIn) {
        sql(() -> db.insertInto(ABSENCE)
                .set(ABSENCE.ID, AbsenceId.next())
                .set(ABSENCE.MEMBER_ID, member(name))
                .set(ABSENCE.KIND, kind)
                .set(ABSENCE.FIRST_DAY, MONDAY)
                .set(ABSENCE.LAST_DAY, MONDAY.plusDays(1))
                .set(ABSENCE.STAND_IN_ID, standIn == null ? null : member(standIn))
                .execute());
    }
}
