package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import meridian.web.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

class DocumentHtmlTest {
    private static final Words WORDS = new Words();

    @Test
    void thePageShowsWhatTheFilesSay() {
        var html = DocumentHtml.article(Charters.chinese(Classification.INTERNAL), WORDS);
        assertThat(html)
                .startsWith("<article class=\"document\" lang=\"zh-CN\">")
                .contains("<h1>跨区域协同任务目标说明书</h1>", "<h2 id=\"section-2\">二、目标</h2>", "<th scope=\"row\">编号</th><td>HQ-HDSS-2026-CH-001</td>")
                .contains("1. 每个区域一份，包含门店清单与时间表<br/>2. 经区域负责人与市场部会签");
    }

    @ParameterizedTest
    @MethodSource("meridian.document.HostileTexts#all")
    void nothingPeopleTypeBecomesMarkup(String text) throws Exception {
        var content = Charters.saying(text);
        var elements = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(DocumentHtml.article(content, WORDS))))
                .getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++)
            assertThat(elements.item(i).getNodeName()).isIn("article", "p", "h1", "h2", "table", "thead", "tbody", "tr", "th", "td", "col", "ul", "ol", "li", "br", "div");
    }
}
