package meridian;

import db.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;

/** A database at this version that the application's role may sign in to. */
record RunningDatabase(String url, @Nullable String user, @Nullable String password, @Nullable EmbeddedPostgres server) implements AutoCloseable {
    private static final String NAME = "meridian";

    /** Starts the embedded server on the folder, brings the schema to this version, and gives the application its role. */
    static RunningDatabase embedded(Path folder) {
        var server = EmbeddedPostgres.start(folder.resolve("postgres"));
        try {
            server.ensureDatabase(NAME);
            Migrations.migrate(server.url(NAME), server.owner(), server.ownerPassword());
            var password = EmbeddedPostgres.secret(folder.resolve("postgres").resolve("app.password"));
            Migrations.letSignIn(server.url(NAME), server.owner(), server.ownerPassword(), password);
            return new RunningDatabase(server.url(NAME), Migrations.ROLE, password, server);
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    static RunningDatabase external(String url) {
        return new RunningDatabase(url, null, null, null);
    }

    /**
     * Whether the demo lives in it, found out without the application. False where it cannot be signed in to with what is known here: the
     * application knows its own ways, and asks again.
     */
    boolean holdsDemo() {
        var surroundings = new StandardEnvironment();
        var role = user != null ? user : surroundings.getProperty("spring.datasource.username");
        var secret = password != null ? password : surroundings.getProperty("spring.datasource.password");
        try (var connection = role == null ? DriverManager.getConnection(url) : DriverManager.getConnection(url, role, secret);
                var statement = connection.createStatement();
                var answer = statement.executeQuery("select identity.demo_exists()")) {
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (server != null) server.close();
    }
}
