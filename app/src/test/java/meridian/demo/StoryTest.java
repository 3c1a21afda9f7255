package meridian.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The demo, seen by those who open it: told here as of a Wednesday evening, so that it does not depend on the day. */
class StoryTest extends MeridianTest {
    @Autowired
    Story story;

    @Test
    void theDemoShowsAProjectInTheMiddleOfThings() {
        var wednesday = LocalDate.of(2026, 11, 25).atTime(LocalTime.of(18, 30)).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
        story.tell(wednesday, new ArrayList<String>()::add);
        clock.set(wednesday);
        var chief = signIn("wang.min");
        var board = chief.get("/w/xinghe/p/HDSS/board");
        assertThat(board.status()).isEqualTo(200);
        var page = board.page();
        assertThat(page.select("#parties tbody tr")).hasSize(7);
        assertThat(page.select("#parties tbody tr:contains(财务部)").text()).as("a department shows its head").contains("刘洋");
        assertThat(page.select("#blocked tbody tr").size()).isGreaterThanOrEqualTo(4);
        assertThat(page.select("#overdue tbody tr")).isNotEmpty();
        assertThat(page.select("#unsplit li")).isNotEmpty();
        assertThat(page.select("#unreported li").eachText()).anyMatch(name -> name.contains("周颖")).noneMatch(name -> name.contains("林峰"));
        assertThat(page.select(".stages [aria-current]").text()).contains("执行");
        assertThat(chief.get("/w/xinghe/p/HDSS/charter").body()).contains("V1.0", "XH-HDSS-2026-CH-001");
        assertThat(signIn("zhou.ying").get("/w/xinghe/inbox").page().select(".duty, .list li")).isNotEmpty();
        var requests = chief.get("/w/xinghe/p/HDSS/requests?state=all").page();
        assertThat(requests.select("#requests tbody tr").eachText()).anyMatch(line -> line.contains("已落实")).anyMatch(line -> line.contains("部分同意")).anyMatch(line -> line.contains("待总协调人答复") && line.contains("超时"));
        var disputes = chief.get("/w/xinghe/p/HDSS/disputes").page();
        assertThat(disputes.select("#disputes tbody tr").eachText()).anyMatch(line -> line.contains("1/2方已确认")).anyMatch(line -> line.contains("专题会已召集"));
        assertThat(page.select("#clocks li")).isNotEmpty();
        var acceptance = chief.get("/w/xinghe/p/HDSS/acceptance").page();
        assertThat(acceptance.select("#deliverables tbody tr").eachText()).anyMatch(line -> line.contains("已验收")).anyMatch(line -> line.contains("评审中")).anyMatch(line -> line.contains("整改中"));
        var kickoff = chief.get("/w/xinghe/p/HNBC/launch/kickoff").page();
        assertThat(kickoff.select("form[action$=/kickoff]")).as("nobody has begun it").isNotEmpty();
        assertThat(signIn("deng.hui").get("/w/xinghe/p/HDSS/board").status()).isEqualTo(403);
    }

    private Browser signIn(String mail) {
        var browser = browser();
        assertThat(browser.post("/signin", "email", mail + "@xinghe.example", "password", Company.PASSWORD, "next", "/").status()).isEqualTo(303);
        return browser;
    }
}
