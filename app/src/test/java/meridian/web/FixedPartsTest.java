package meridian.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.Test;

/** The frame of a page is rendered once, and is nevertheless every reader's own. */
class FixedPartsTest extends MeridianTest {
    @Test
    void theFrameFollowsWorkspaceProjectAndLanguage() throws Exception {
        var one = worlds.world();
        var other = worlds.world();
        for (int round = 0; round < 2; round++) {
            for (var world : java.util.List.of(one, other)) {
                var chinese = zipped(world, "王敏", world.here("/plan"));
                var english = zipped(world, "Johanna Maier", world.here("/plan"));
                assertThat(chinese).isEqualToIgnoringWhitespace(zipped(world, "王敏", world.here("/plan"))).contains("<html lang=\"zh-CN\">", "action=\"" + world.url("/search") + "\"", "显示快捷键").contains("</html>");
                assertThat(english).contains("<html lang=\"en\">", "action=\"" + world.url("/search") + "\"", "shows this list").contains("</html>");
                assertThat(zipped(world, "王敏", world.url("/inbox"))).contains("data-search-box=\"" + world.url("/search/suggestions") + "\"").doesNotContain("name=\"at\"");
                assertThat(chinese).contains("name=\"at\"");
            }
        }
    }

    private String zipped(Worlds.World world, String name, String address) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + address)).header("Accept-Encoding", "gzip").header("Cookie", "meridian_session=" + world.session(name)).build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (var in = new GZIPInputStream(answer.body())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("data-now=\"[^\"]*\"", "");
        }
    }
}
