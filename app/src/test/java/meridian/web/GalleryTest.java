package meridian.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Every part of the screen shows itself in both languages, with its texts, labels and errors. */
class GalleryTest {
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Pattern PART = Pattern.compile("@template\\.ui\\.(\\w+)");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-26T04:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void everyPartHasItsWords(String language) throws IOException {
        assertThat(gallery(language).text()).doesNotContainPattern("\\[[a-z]+\\.[a-z_.]+]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void everyFieldHasALabel(String language) throws IOException {
        var page = gallery(language);
        assertThat(page.select("input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea")).isNotEmpty().allSatisfy(field ->
                assertThat(page.select("label[for=" + field.id() + "]").isEmpty() && field.attr("aria-label").isBlank()).as(field.outerHtml()).isFalse());
        assertThat(page.select("input[type=radio], input[type=checkbox]")).isNotEmpty().allSatisfy(field -> assertThat(field.closest("label")).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aRefusedFieldKeepsWhatWasTypedAndIsToldWhatIsWrong(String language) throws IOException {
        var amount = gallery(language).select("#refused-amount").first();
        assertThat(amount).isNotNull();
        assertThat(amount.attr("value")).isEqualTo("many");
        assertThat(amount.attr("aria-invalid")).isEqualTo("true");
        assertThat(amount.attr("aria-describedby")).isEqualTo("refused-amount-error");
    }

    @Test
    void everyPartIsShown() throws IOException {
        var parts = new HashMap<String, String>();
        for (var file : files(TEMPLATES.resolve("ui"))) parts.put(file.getFileName().toString().replace(".jte", ""), Files.readString(file));
        var open = new ArrayDeque<String>();
        for (var page : List.of("gallery", "parts")) open.addAll(named(Files.readString(TEMPLATES.resolve("web/" + page + ".jte"))));
        var shown = new HashSet<String>();
        while (!open.isEmpty()) {
            var part = open.pop();
            if (shown.add(part)) open.addAll(named(parts.get(part)));
        }
        assertThat(shown).as("parts in jte/ui that jte/web/parts.jte shows, alone or within another").isEqualTo(parts.keySet());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jte")).toList();
        }
    }

    private static List<String> named(String template) {
        return PART.matcher(template).results().map(found -> found.group(1)).toList();
    }

    private static Document gallery(String language) throws IOException {
        var environment = new MockEnvironment();
        var words = new Words();
        var shell = new Shell(words, new Assets(environment), NOON, tools.jackson.databind.json.JsonMapper.shared(), new Live(), new StaticListableBeanFactory().getBeanProvider(NavSource.class), environment);
        var request = new MockHttpServletRequest("GET", "/dev/gallery");
        var page = ((Answer.Page) new GalleryController(NOON).gallery(language, request)).page();
        return Jsoup.parse(shell.text("web/gallery", Map.of("ui", shell.ui(request, new MockHttpServletResponse()), "page", page)));
    }
}
