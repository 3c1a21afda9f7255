package meridian.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void allWordsHaveToBeThereAndTheLastMayBeOnlyBegun() {
        assertThat(Query.of("华南 预算审批 rep").words()).isEqualTo("'华南'&'预算'&'算审'&'审批'&'rep':*");
    }

    @Test
    void whatIsQuotedStandsAsItIsAndWhatIsStruckOutDoesNot() {
        var query = Query.of("“预算 审批” 华南 -草稿 -\"old plan\"");
        assertThat(query.phrases()).containsExactly("预算 审批");
        assertThat(query.words()).startsWith("'预算'&'审批'&'华南'&").contains("!('草稿')").contains("!('old'&'plan')");
        assertThat(Query.of("R-7").words()).isEqualTo("'r'&'7':*");
        assertThat(Query.of("-草稿").words()).as("nothing but what must not be there").isEmpty();
    }

    @Test
    void anythingElseDoesNothing() {
        for (var typed : new String[] {"& | ! ( ) < > : * \\ '", "\"\"", "-", "“", "' or 1=1 --", "a:*b", "!!a & (b", "\u0000\uD800"}) {
            var words = Query.of(typed).words();
            assertThat(words.replaceAll("'[\\p{L}\\p{N}]+'(:\\*)?", "").replaceAll("[()|&!]", "")).as(typed).isEmpty();
        }
        assertThat(Query.of("' or 1=1 --").words()).isEqualTo("'or'&'1'&'1':*");
    }

    @Test
    void hitsAreMarkedWhereverTheyStandAndTheTextIsLeftAsItIs() {
        assertThat(shown(Marked.whole("华南ＢＵＤＧＥＴ预算的审批", Query.of("budget 预算").marks()))).isEqualTo("华南[ＢＵＤＧＥＴ预算]的审批");
        assertThat(shown(Marked.whole("The reports of <b>today</b>", Query.of("report").marks()))).isEqualTo("The [reports] of <b>today</b>");
        assertThat(shown(Marked.whole("预算批准", Query.of("预算审批").marks()))).as("pairs, where the whole is nowhere").isEqualTo("[预算]批准");
        assertThat(shown(Marked.whole("Reparable", Query.of("par").marks()))).as("within a word").isEqualTo("Reparable");
        var around = shown(Marked.around("一".repeat(500) + "目标" + "二".repeat(500), Query.of("目标").marks(), 60));
        assertThat(around).startsWith("… ").endsWith(" …").contains("[目标]");
        assertThat(around.length()).isLessThan(80);
    }

    private static String shown(Marked marked) {
        return marked.parts().stream().map(part -> part.hit() ? "[" + part.text() + "]" : part.text()).collect(Collectors.joining());
    }
}
