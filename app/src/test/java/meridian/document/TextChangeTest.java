package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextChangeTest {
    @Test
    void whatChangedIsShownLineByLine() {
        assertThat(TextChange.between("一\n二\n三", "一\n二\n三")).isEmpty();
        assertThat(TextChange.between("一\n二\n三\n四\n五\n六\n七", "一\n二\n三\n四\n五\n新六\n七\n八"))
                .extracting(change -> change.kind() + " " + change.line())
                .containsExactly("same …", "same 四", "same 五", "gone 六", "come 新六", "same 七", "come 八");
        assertThat(TextChange.between("x\n".repeat(5000), "y\n".repeat(5000))).hasSize(10_000);
    }
}
