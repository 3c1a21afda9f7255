package meridian.document;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** What people, or those who are not friends, put into text fields. */
final class HostileTexts {
    private HostileTexts() {}

    static Stream<Named<String>> all() {
        return Stream.of(
                Named.of("nothing", ""),
                Named.of("blanks and line ends", " \r\n\n\t "),
                Named.of("a script", "<script>alert(1)</script><img src=x onerror=alert(1)>"),
                Named.of("an image from outside", "<img src=\"http://127.0.0.1:9/x.png\"/><link rel=\"stylesheet\" href=\"file:///etc/passwd\"/>"),
                Named.of("the end of a CDATA section and an entity", "]]>&xxe;<!DOCTYPE x [<!ENTITY xxe SYSTEM 'file:///etc/passwd'>]>"),
                Named.of("a style that ends", "</style></title><style>@import url(http://127.0.0.1:9/)"),
                Named.of("control characters", "a\0b\u0001c\u000Bd\u001Be\u007Ff\u009Fg\uFFFEh\uFFFFi"),
                Named.of("half of a surrogate pair", "a\uD800b\uDC00c"),
                Named.of("marks that turn the direction", "文件\u202Egpj.exe\u2066x\u2069\u200F"),
                Named.of("zero widths", "a\u200Bb\u200Cc\u200Dd\uFEFFe"),
                Named.of("letters the fonts lack", "😀👩‍👩‍👧 مرحبا ไทย 𠮷𪚥"),
                Named.of("a very long word", "A".repeat(1000)),
                Named.of("a very long text", "很长的一段话，没有尽头。".repeat(500)),
                Named.of("a formula", "=cmd|'/c calc'!A1"),
                Named.of("format letters", "{0} %s ${x} #{y} {{z}} {latin}"));
    }
}
