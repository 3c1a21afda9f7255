package meridian.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import meridian.Meridian;
import meridian.world.MeridianTest;
import meridian.world.TestDatabase;
import meridian.world.Worlds;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;

class NodesTest extends MeridianTest {
    @Autowired
    Live live;

    @Test
    void aPageOfAnotherNodeHearsAChangeWithinASecond() throws Exception {
        var world = worlds.world();
        var application = new SpringApplication(Meridian.class);
        var settings = new java.util.HashMap<>(TestDatabase.settings());
        settings.put("server.port", 0);
        application.setDefaultProperties(settings);
        try (var other = application.run()) {
            var otherPort = Integer.parseInt(other.getEnvironment().getRequiredProperty("local.server.port"));
            var heard = stream(world, "王敏", otherPort, "project:" + world.project);
            live.changed("project:" + world.project);
            assertThat(heard.poll(1, TimeUnit.SECONDS)).isEqualTo("project:" + world.project);
        }
    }

    @Test
    void aBrokenConnectionIsMadeAnewAndPagesReadThemselvesAgain() throws Exception {
        var world = worlds.world();
        var heard = stream(world, "王敏", port, "project:" + world.project);
        var kept = new Shared<String>(live, java.time.Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC));
        while (heard.poll(1500, TimeUnit.MILLISECONDS) != null); // what making this world changed
        kept.of("project:" + world.project, () -> "before");
        assertThat(kept.of("project:" + world.project, () -> "after")).isEqualTo("before");
        try (var owner = TestDatabase.asOwner(); var statement = owner.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'meridian live'");
        }
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("project:" + world.project);
        assertThat(kept.of("project:" + world.project, () -> "after")).as("what they read was read anew").isEqualTo("after");
    }

    @Test
    void aStreamCarriesOnlyWhatItsReaderMayKnowOf() throws Exception {
        var world = worlds.world();
        var stranger = stream(world, "外人", port, "project:" + world.project, "member:" + world.person("王敏").member(), "member:" + world.person("外人").member(), "nonsense");
        live.changed("project:" + world.project);
        live.changed("member:" + world.person("王敏").member());
        assertThat(stranger.poll(700, TimeUnit.MILLISECONDS)).isNull();
        live.changed("member:" + world.person("外人").member());
        assertThat(stranger.poll(2, TimeUnit.SECONDS)).isEqualTo("member:" + world.person("外人").member());
    }

    @Test
    void theAuditorHearsOfEveryProject() throws Exception {
        var world = worlds.world();
        var auditor = stream(world, "审计员", port, "project:" + world.project);
        live.changed("project:" + world.project);
        assertThat(auditor.poll(2, TimeUnit.SECONDS)).isEqualTo("project:" + world.project);
    }

    private static LinkedBlockingQueue<String> stream(Worlds.World world, String name, int port, String... topics) throws Exception {
        var query = String.join("&", java.util.Arrays.stream(topics).map(topic -> "topic=" + topic.replace(":", "%3A")).toList());
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + world.url("/live?" + query)))
                .header("Accept", "text/event-stream")
                .header("Cookie", "meridian_session=" + world.session(name))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        var heard = new LinkedBlockingQueue<String>();
        var reader = new BufferedReader(new InputStreamReader(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        reader.readLine(); // the opening comment: from now on the stream is there
        Thread.startVirtualThread(() -> {
            try {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) if (line.startsWith("data:")) heard.add(line.substring(5).strip());
            } catch (java.io.IOException e) {
                heard.add("broken: " + e.getMessage());
            }
        });
        return heard;
    }
}
