package meridian.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What a browser fetches, compressed: with nothing kept yet, and with styles and scripts kept. */
final class WeightBench implements Subject {
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"(/a/[^\"]+\\.(?:css|js|svg))\"");
    private static final Pattern IMPORTED = Pattern.compile("(?:@import\\s+(?:url\\()?|import\\s+(?:[^'\";]+from\\s+)?)[\"']\\.?/?([^\"')]+\\.(?:css|js))[\"']");

    @Override
    public Set<String> names() {
        return Set.of("weight");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var load = ground.load();
        ground.say("weight of pages");
        for (var page : ground.pages(ground.largest()).entrySet()) {
            var answer = load.fetch(page.getValue());
            double first = answer.body().length;
            for (var asset : assets(load, text(answer))) first += load.fetch(asset).body().length;
            ground.tell(Figure.atMost("weight", page.getKey() + ": first load, compressed", first / 1000, "kB", 100));
            ground.tell(Figure.atMost("weight", page.getKey() + ": later load, compressed", answer.body().length / 1000.0, "kB", 30));
        }
    }

    /** Style sheets and scripts, with what they import. */
    private static Set<String> assets(Load load, String html) throws IOException, InterruptedException {
        var found = new LinkedHashSet<String>();
        var waiting = new ArrayDeque<String>();
        NAMED.matcher(html).results().forEach(name -> waiting.add(name.group(1)));
        while (!waiting.isEmpty()) {
            var address = waiting.poll();
            if (!found.add(address)) continue;
            var answer = load.fetch(address);
            if (answer.statusCode() != 200) throw new IllegalStateException(address + " answers " + answer.statusCode());
            IMPORTED.matcher(text(answer)).results().forEach(name -> waiting.add(URI.create(address).resolve(name.group(1)).toString()));
        }
        return found;
    }

    private static String text(HttpResponse<byte[]> answer) throws IOException {
        boolean compressed = answer.headers().firstValue("content-encoding").isPresent();
        var body = compressed ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes() : answer.body();
        return new String(body, StandardCharsets.UTF_8);
    }
}
