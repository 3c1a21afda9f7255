package meridian.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    @Test
    void whatPeopleWriteReadsAsMeant() {
        var page = Jsoup.parseBodyFragment(Markdown.html("# 准备\n\n- **提前六周**锁定产能\n- 见[规范](https://example.com/a?b=1)\n\n| 区域 | 天数 |\n| --- | --- |\n| 华南 | 5 |\n\n第一行\n第二行"));
        assertThat(page.select("h3").text()).as("beneath the page’s own headings").isEqualTo("准备");
        assertThat(page.select("li strong").text()).isEqualTo("提前六周");
        assertThat(page.select("a").attr("href")).isEqualTo("https://example.com/a?b=1");
        assertThat(page.select("a").attr("rel")).contains("noopener").contains("nofollow");
        assertThat(page.select("td").eachText()).containsExactly("华南", "5");
        assertThat(page.select("p br")).as("a line that was typed stays a line").hasSize(1);
        assertThat(Jsoup.parseBodyFragment(Markdown.html("见[纪要](/w/xinghe/p/HDSS/meetings/3)")).select("a").hasAttr("target")).as("within the house").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<script>alert(1)</script>", "文字<img src=x onerror=alert(1)>文字", "<iframe src=https://evil.example></iframe>", "<svg onload=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "<style>*{display:none}</style>",
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](&#106;avascript:alert(1))", "[x](<java\u0001script:alert(1)>)", "[x](vbscript:x)", "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](//evil.example/a)", "[x](/\\evil.example)", "[x](file:///etc/passwd)",
        "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>", "![x](https://evil.example/spy.png)", "![x](data:image/svg+xml;base64,AAAA)", "![x](//evil.example/spy.png)", "![x](/w/xinghe/signout)", "![x](/w/a/files/../../signout)", "![x\" onerror=\"alert(1)](https://evil.example)",
        "[x](https://a \"t\\\" onmouseover=\\\"alert(1)\")", "`<script>`", "```html\n<script>alert(1)</script>\n```", "| <script>alert(1)</script> |\n| --- |\n| <b onclick=x> |"})
    void whatWouldHarmIsNeutralised(String hostile) {
        var body = Jsoup.parseBodyFragment(Markdown.html(hostile)).body();
        assertThat(body.select("script, iframe, svg, style, object, embed, form, input, link, meta, base, img")).as(body.html()).isEmpty();
        for (Element element : body.getAllElements()) {
            element.attributes().forEach(attribute -> assertThat(attribute.getKey()).as(body.html()).doesNotStartWith("on").isNotEqualTo("style"));
        }
        for (var link : body.select("a[href]")) assertThat(link.attr("href")).as(body.html()).matches("(?i)(https?://|mailto:|/(?![/\\\\])|#).*");
    }

    @Test
    void onlyAttachedPicturesAreShown() {
        var at = "/w/xinghe/files/0199a000-0000-7000-8000-000000000000/%E7%85%A7%E7%89%87.png";
        assertThat(Jsoup.parseBodyFragment(Markdown.html("![现场](" + at + ")")).select("img").attr("src")).isEqualTo(at);
        assertThat(Markdown.html("![现场](https://evil.example/a.png)")).contains("[现场]").doesNotContain("<img");
    }

    @Test
    void nothingNestsWithoutEnd() {
        for (var hostile : List.of(">".repeat(20_000), "- ".repeat(20_000), "[".repeat(20_000) + "x", "![".repeat(10_000), "*a **b ".repeat(5_000), "*a ".repeat(10_000) + "b* ".repeat(10_000), "`".repeat(20_000), "| a ".repeat(10_000) + "\n" + "| - ".repeat(10_000), "<".repeat(40_000))) {
            assertThat(Markdown.html(hostile)).as(hostile.substring(0, 10)).isNotEmpty();
            assertThat(Markdown.words(hostile, 100)).as(hostile.substring(0, 10)).hasSizeLessThan(300);
        }
    }

    @Test
    void aListShowsItsFirstWordsAlone() {
        assertThat(Markdown.words("# 标题\n\n**加粗**和[链接](https://a.example)\n\n- 一\n- 二", 40)).isEqualTo("标题 加粗 和 链接 一 二");
        assertThat(Markdown.words("字".repeat(300), 10)).isEqualTo("字".repeat(10) + "…");
    }
}
