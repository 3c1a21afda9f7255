package meridian.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import meridian.web.Words;
import org.junit.jupiter.api.Test;

class ResolutionTextTest {
    private final Words words = new Words();

    private static ResolutionText text(String decision) {
        return text(decision, "");
    }

    private static ResolutionText text(String decision, String approved) {
        return new ResolutionText("XH-HDSS-2026-DR-001", "星河智能", "新品区域上市（HDSS）", "D-1", "清关文件由谁准备", "权责不清", List.of("华南", "供应链"), "双方都认为由对方准备。", "2026-11-24 10:00 Asia/Shanghai，线上",
                "职责表中未写明。", decision, List.of(new ResolutionText.Line("补齐CE技术文件", "郑凯", LocalDate.of(2026, 11, 30))), "王敏（总协调人）", approved, ZonedDateTime.of(2026, 11, 25, 15, 0, 0, 0, ZoneId.of("Asia/Shanghai")));
    }

    @Test
    void itSaysEverythingOnceInTheLanguageOfWhoDecides() {
        var chinese = text("由供应链准备。\n\n市场部配合。").in(Words.CHINESE, words);
        assertThat(chinese).startsWith("争议处理决议\n\n编号：XH-HDSS-2026-DR-001\n").contains("当事方：华南、供应链\n", "\n认定事实\n职责表中未写明。\n", "\n决定\n由供应链准备。\n\n市场部配合。\n",
                "1. 补齐CE技术文件（负责人：郑凯；期限：2026-11-30）\n", "时间：2026-11-25 15:00 Asia/Shanghai\n");
        assertThat(text("x").in(Words.ENGLISH, words)).startsWith("Dispute resolution\n\nNumber: XH-").contains("Sides: 华南, 供应链\n", "(owner: 郑凯; by 2026-11-30)");
    }

    @Test
    void itNamesWhoApprovedItWhereItWasApproved() {
        var label = words.in(Words.CHINESE, "dispute.text.labelled", words.in(Words.CHINESE, "dispute.text.approved"), "高总");
        assertThat(text("由供应链准备。", "高总").in(Words.CHINESE, words)).contains("\n" + label + "\n时间：2026-11-25");
        assertThat(text("由供应链准备。").in(Words.CHINESE, words)).doesNotContain(words.in(Words.CHINESE, "dispute.text.approved"));
    }

    @Test
    void itsFingerprintIsTheSha256OfItsUtf8() throws Exception {
        var one = text("由供应链准备。").in(Words.CHINESE, words);
        var expected = MessageDigest.getInstance("SHA-256").digest(one.getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(ResolutionText.sha256(one))).isEqualTo(HexFormat.of().formatHex(expected));
        assertThat(ResolutionText.sha256(text("由华南准备。").in(Words.CHINESE, words))).isNotEqualTo(expected);
    }

    @Test
    void bracesThatPeopleTypeStayBraces() {
        assertThat(text("预算{0}不变，it’s ‘final’").in(Words.CHINESE, words)).contains("预算{0}不变，it’s ‘final’");
    }
}
