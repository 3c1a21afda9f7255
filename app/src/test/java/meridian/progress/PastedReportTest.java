package meridian.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import meridian.progress.PastedReport.Item;
import org.junit.jupiter.api.Test;

class PastedReportTest {
    @Test
    void aChineseDailyReportFallsIntoItsParts() {
        var read = PastedReport.read(
                """
                【周颖 11月23日 日报】
                今日完成:
                1、门店走访6家
                2、促销物料验收
                进行中:
                - 渠道手册初稿 60%
                需协助事项:
                1. 华南仓发货延迟,请供应链协调
                明日计划:
                ① 培训导购
                ② 提交陈列方案
                """,
                null);
        assertThat(read.progress()).containsExactly(
                new Item(LineState.DONE, "门店走访6家", null),
                new Item(LineState.DONE, "促销物料验收", null),
                new Item(LineState.DOING, "渠道手册初稿 60%", 60));
        assertThat(read.help()).containsExactly("华南仓发货延迟,请供应链协调");
        assertThat(read.plan()).containsExactly("培训导购", "提交陈列方案");
    }

    @Test
    void aHeadingMayStandOnTheLineOfItsItems() {
        var read = PastedReport.read("昨日进展:1、陈列已完成;2、物料未完成 3、发票卡在财务\n今日计划:补齐物料;跟进发票\n需协助:无", null);
        assertThat(read.progress()).extracting(Item::state).containsExactly(LineState.DONE, LineState.DOING, LineState.BLOCKED);
        assertThat(read.progress()).extracting(Item::text).containsExactly("陈列已完成", "物料未完成", "发票卡在财务");
        assertThat(read.plan()).containsExactly("补齐物料", "跟进发票");
        assertThat(read.help()).isEmpty();
    }

    @Test
    void ofAChainOnlyTheOwnLineCounts() {
        var chain = "#接龙\n11月23日进度\n1. 张三 门店走访完成\n2. 周颖 海报设计完成80%\n3. 林峰:物料在途";
        assertThat(PastedReport.read(chain, "周颖").progress()).filteredOn(item -> item.percent() != null).containsExactly(new Item(LineState.DOING, "海报设计完成80%", 80));
        assertThat(PastedReport.read(chain, "周颖").progress()).extracting(Item::text).noneMatch(text -> text.contains("林峰") || text.contains("张三"));
        assertThat(PastedReport.read(chain, null).progress()).hasSize(4);
    }

    @Test
    void anEnglishStandUpNoteFallsIntoItsParts() {
        var read = PastedReport.read(
                """
                Daily report
                Yesterday:
                - Store visits done
                - Handbook draft 40%
                Today:
                * Train the sales staff
                Blockers: customs papers are missing
                Help needed: none
                """,
                null);
        assertThat(read.progress()).containsExactly(
                new Item(LineState.DONE, "Store visits done", null),
                new Item(LineState.DOING, "Handbook draft 40%", 40),
                new Item(LineState.BLOCKED, "customs papers are missing", null));
        assertThat(read.plan()).containsExactly("Train the sales staff");
        assertThat(read.help()).isEmpty();
    }

    @Test
    void aTickIsAWord() {
        assertThat(PastedReport.read("✅ 海报定稿\n[x] poster final\n海报印刷", null).progress()).extracting(Item::state).containsExactly(LineState.DONE, LineState.DONE, LineState.DOING);
    }

    @Test
    void fullWidthSignsAreReadLikeTheOthers() {
        var read = PastedReport.read("昨日进展\uFF1A\uFF081\uFF09陈列已完成\uFF1B\uFF082\uFF09海报50\uFF05\n今日计划\uFF1A补齐物料\uFF1B跟进发票\n需协助\uFF1A无", null);
        assertThat(read.progress()).containsExactly(new Item(LineState.DONE, "陈列已完成", null), new Item(LineState.DOING, "海报50\uFF05", 50));
        assertThat(read.plan()).containsExactly("补齐物料", "跟进发票");
        assertThat(read.help()).isEmpty();
    }

    @Test
    void plainTextIsKeptWhole() {
        var read = PastedReport.read("今天在门店,信号不好。\n下午去仓库 9:30 开会 v1.2 版", null);
        assertThat(read.progress()).extracting(Item::text).isEqualTo(List.of("今天在门店,信号不好。", "下午去仓库 9:30 开会 v1.2 版"));
        assertThat(PastedReport.read("", null)).isEqualTo(new PastedReport(List.of(), List.of(), List.of()));
    }
}
