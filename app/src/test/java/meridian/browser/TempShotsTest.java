package meridian.browser;

import com.microsoft.playwright.*;
import com.microsoft.playwright.options.*;
import java.nio.file.Path;
import java.time.*;
import java.util.*;
import meridian.duty.Duties;
import meridian.progress.*;
import meridian.tenancy.*;
import meridian.workplan.*;
import meridian.world.*;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import static db.project.Tables.PROJECT;

class TempShotsTest extends MeridianTest {
    @Autowired Tasks tasks; @Autowired ProgressDuties duties; @Autowired Reports reports; @Autowired Duties all; @Autowired DSLContext db; @Autowired TransactionTemplate tx;
    Worlds.World world; LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    Task task(String title, String party, String owner, int from, int to) {
        var f = TaskFields.titled(title).withParty(world.parties.get(party)).withOwner(world.person(owner).member()).withStart(TaskFields.startOf(today.plusDays(from))).withFinish(TaskFields.endOf(today.plusDays(to)));
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, f), world.person("王敏").actor()).task());
    }

    @Test
    void shots() {
        world = worlds.world();
        in(world.workspace, () -> tx.execute(s -> db.update(PROJECT).set(PROJECT.STAGE, "execution").where(PROJECT.ID.eq(world.project)).execute()));
        for (var who : List.of("周颖", "Tan Wei")) {
            var p = who.equals("周颖") ? "华南" : "新加坡";
            task("门店陈列方案落地与验收", p, who, -6, -2); task("海报设计", p, who, -3, 2); task("Train the store staff and collect their questions", p, who, 0, 4);
        }
        var a = task("渠道铺货", "华南", "林峰", -3, 3); var b = task("样品到仓", "德国", "Johanna Maier", -3, 3); var c = task("预算执行", "财务部", "刘洋", -3, 3);
        world.in(() -> duties.openFor(world.project, today));
        world.in(() -> duties.openFor(world.project, today.minusDays(3)));
        in(world.workspace, () -> reports.file(world.project, world.person("林峰").member(), new Filing(ReportId.next(), null, today, "跟进分仓发货\n拜访两家经销商", "请供应链协调分仓", world.person("刘洋").member(),
            List.of(new Line(a.id(), LineState.BLOCKED, "铺货完成六成", 60, 480, "分仓缺货,需要调拨"), Line.free("盘点完成")), Instant.now().minus(Duration.ofHours(2))), world.person("林峰").actor()));
        in(world.workspace, () -> reports.file(world.project, world.person("刘洋").member(), new Filing(ReportId.next(), null, today, "", "", null, List.of(new Line(c.id(), LineState.DOING, "", 40, null, "")), null), world.person("王敏").actor()));
        try (var chromium = Chromium.start()) {
            for (var who : List.of("周颖", "Tan Wei", "陈浩", "王敏")) for (var dark : new boolean[] {false, true}) for (var phone : new boolean[] {true, false}) {
                if (who.equals("Tan Wei") == dark && !phone) continue;
                var context = phone ? chromium.telephone() : chromium.desktop();
                context.addCookies(List.of(new Cookie("meridian_session", world.session(who)).setUrl("http://localhost:" + port)));
                var page = context.newPage();
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
                for (var path : List.of("/inbox", "/inbox/owed", "/p/HDSS/progress", "/p/HDSS/progress/today")) {
                    if (page.navigate("http://localhost:" + port + world.url(path)).status() != 200) continue;
                    page.waitForTimeout(300);
                    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("/tmp/shots-p/" + who.replace(" ", "") + path.replace('/', '-') + (dark ? "-dark" : "") + (phone ? "-phone" : "") + ".png")));
                }
                context.close();
            }
        }
    }
}
