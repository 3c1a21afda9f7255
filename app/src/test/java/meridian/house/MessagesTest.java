package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import meridian.web.Words;
import org.junit.jupiter.api.Test;

/** Every text of the screen exists in both languages, and every text that is asked for exists. */
class MessagesTest {
    private final Words words = new Words();
    private final Map<String, String> chinese = words.all(Words.CHINESE);
    private final Map<String, String> english = words.all(Words.ENGLISH);

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(new TreeSet<>(chinese.keySet())).isEqualTo(new TreeSet<>(english.keySet()));
    }

    @Test
    void bothLanguagesTakeTheSameArguments() {
        var wrong = new ArrayList<String>();
        english.forEach((key, text) -> {
            var there = new MessageFormat(chinese.getOrDefault(key, "")).getFormatsByArgumentIndex().length;
            if (new MessageFormat(text).getFormatsByArgumentIndex().length != there) wrong.add(key);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void noTextLosesItsApostropheToTheFormat() {
        var wrong = new ArrayList<String>();
        for (var texts : List.of(chinese, english)) texts.forEach((key, text) -> {
            if (text.contains("'")) wrong.add(key + "=" + text);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void aCountStandsInAChinesePhraseWithoutSpaces() {
        var wrong = new ArrayList<String>();
        var apart = Pattern.compile("\\p{IsHan} (?:\\{\\d}|\\d+) \\p{IsHan}|^(?:\\{\\d}|\\d+) \\p{IsHan}");
        chinese.forEach((key, text) -> {
            if (apart.matcher(text).find()) wrong.add(key + "=" + text);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void chineseAndLatinStandTogetherWithoutSpaces() {
        var apart = Pattern.compile("\\p{IsHan} [A-Za-z0-9]|[A-Za-z0-9] \\p{IsHan}");
        var typed = java.util.Set.of("meeting.guests_hint"); // a space is what it is about
        var wrong = new ArrayList<String>();
        chinese.forEach((key, text) -> {
            if (apart.matcher(text).find() && !key.matches("(gantt|workplan)\\.keys.*|gallery\\..*") && !typed.contains(key)) wrong.add(key + "=" + text);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void aTextStandsInOneFile() throws IOException {
        for (var language : List.of("en", "zh_CN")) {
            var keys = new ArrayList<String>();
            try (var files = Files.list(Path.of("src/main/resources/messages"))) {
                for (var file : files.filter(f -> f.toString().endsWith("_" + language + ".properties")).toList()) {
                    var texts = new java.util.Properties();
                    try (var reader = Files.newBufferedReader(file)) {
                        texts.load(reader);
                    }
                    texts.keySet().forEach(key -> keys.add(key.toString()));
                }
            }
            assertThat(keys).doesNotHaveDuplicates();
        }
    }

    @Test
    void everyTextAskedForExists() throws IOException {
        var asked = Pattern.compile("(?:\\bui\\.t\\(|\\.saying\\(|Refused\\.because\\(|\\.undoable\\([^,()]+(?:\\([^()]*\\))?, )\"([a-z0-9_.]+)\"");
        var told = Pattern.compile("new Notice\\(\"([a-z0-9_]+)\"");
        var missing = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".jte") || f.toString().endsWith(".java")).toList()) {
                var matcher = asked.matcher(Files.readString(file));
                while (matcher.find()) {
                    var key = matcher.group(1);
                    var begun = key.endsWith(".") || key.endsWith("_"); // the rest is a value's name
                    if (begun ? english.keySet().stream().noneMatch(text -> text.startsWith(key)) : !english.containsKey(key)) missing.add(key + " in " + file.getFileName());
                }
                told.matcher(Files.readString(file)).results().map(found -> "notice." + found.group(1)).filter(key -> !english.containsKey(key)).forEach(key -> missing.add(key + " in " + file.getFileName()));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void noTextStandsInATemplateButTheGallerys() throws IOException {
        var chineseText = Pattern.compile("\\p{IsHan}");
        var wrong = new ArrayList<String>();
        try (var files = Files.walk(Path.of("src/main/jte"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".jte") && !f.getParent().endsWith("web")).toList()) {
                for (var line : Files.readAllLines(file)) {
                    if (chineseText.matcher(line).find() && !line.contains("<%--") && !line.contains("子午") && !line.contains("中文")) wrong.add(file.getFileName() + ": " + line.strip());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
