package meridian.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The one style sheet of every page: all of static/css in one answer, so that moving from page to page loads nothing more.
 * Tokens come first and print last; between them the order doesn't matter, because each file names its layer.
 */
@RestController
final class StyleSheet {
    private static final List<String> FIRST = List.of("tokens.css", "base.css", "parts.css");
    private static final String LAST = "print.css";

    private final boolean dev;
    private final byte[] made;

    StyleSheet(Environment environment) throws IOException {
        dev = Arrays.asList(environment.getActiveProfiles()).contains("dev");
        made = make("classpath:/static/css/*.css");
    }

    @GetMapping("/a/{version}/css/app.css")
    ResponseEntity<byte[]> whole() throws IOException {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/css;charset=UTF-8"))
                .cacheControl(dev ? CacheControl.noStore() : CacheControl.maxAge(365, TimeUnit.DAYS).cachePublic().immutable())
                .body(dev ? fresh() : made);
    }

    private byte[] fresh() throws IOException {
        var sources = make("file:app/src/main/resources/static/css/*.css");
        return sources.length == 0 ? made : sources;
    }

    private static byte[] make(String pattern) throws IOException {
        var files = new PathMatchingResourcePatternResolver().getResources(pattern);
        Arrays.sort(files, Comparator.comparingInt(StyleSheet::rank).thenComparing(file -> String.valueOf(file.getFilename())));
        var sheet = new ByteArrayOutputStream();
        for (var file : files) sheet.write(file.getContentAsByteArray());
        return sheet.toByteArray();
    }

    private static int rank(Resource file) {
        var name = String.valueOf(file.getFilename());
        if (name.equals(LAST)) return FIRST.size() + 1;
        return FIRST.contains(name) ? FIRST.indexOf(name) : FIRST.size();
    }
}
