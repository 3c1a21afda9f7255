package meridian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import meridian.world.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;

/** What {@code serve} and {@code demo} do before anybody can come in. */
class CommandsTest {
    @Test
    void whatACommandWasToldHoldsWhateverTheEnvironmentSays() {
        System.setProperty("server.address", "0.0.0.0");
        try {
            var application = Wiring.application(Map.of("server.address", "127.0.0.1", "spring.datasource.url", "jdbc:postgresql:nowhere"));
            // No further than to what the application would go by.
            application.addListeners((ApplicationListener<ApplicationContextInitializedEvent>) event -> {
                throw new IllegalStateException(event.getApplicationContext().getEnvironment().getProperty("server.address"));
            });
            assertThatThrownBy(application::run).hasMessage("127.0.0.1");
        } finally {
            System.clearProperty("server.address");
        }
    }

    @Test
    void theDemoIsNotServedToANetworkNotEvenForAMoment(@TempDir Path folder) throws Exception {
        var there = TestDatabase.fresh("holds_demo");
        try (var owner = DriverManager.getConnection((String) there.get("spring.datasource.url"), TestDatabase.owner(), TestDatabase.ownerPassword()); var statement = owner.createStatement()) {
            statement.execute("insert into identity.workspace (workspace_id, slug, name, unit_code, demo) values (gen_random_uuid(), 'xinghe', '星河', 'XH', true)");
        }
        var url = (String) there.get("spring.datasource.url");
        var address = url + (url.contains("?") ? "&" : "?") + "user=" + there.get("spring.datasource.username") + "&password=" + there.get("spring.datasource.password");
        assertThat(refused(folder, "--host", "0.0.0.0", "--port", Integer.toString(freePort()), "--db", address))
                .isEqualTo("meridian: This database holds the demo, whose passwords everybody knows. It is not served to a network; use another folder or database.\n");
    }

    @Test
    void itSaysWhyItCannotListen(@TempDir Path folder) throws IOException {
        int port = freePort();
        assertThat(refused(folder, "--host", "203.0.113.7", "--port", Integer.toString(port))).startsWith("meridian: Cannot listen at http://203.0.113.7:" + port + "/: ").doesNotContain("in use");
        assertThat(refused(folder, "--host", "2001:db8::7", "--port", Integer.toString(port))).startsWith("meridian: Cannot listen at http://[2001:db8::7]:" + port + "/: ");
        try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            assertThat(refused(folder, "--port", Integer.toString(taken.getLocalPort()))).isEqualTo("meridian: Port " + taken.getLocalPort() + " is in use. Choose another with --port.\n");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String refused(Path folder, String... options) {
        var before = System.err;
        var heard = new ByteArrayOutputStream();
        System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            var all = new java.util.ArrayList<>(java.util.List.of("serve", "--data", folder.toString()));
            all.addAll(java.util.List.of(options));
            assertThat(Commands.run(all.toArray(String[]::new))).isEqualTo(1);
        } finally {
            System.setErr(before);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }
}
