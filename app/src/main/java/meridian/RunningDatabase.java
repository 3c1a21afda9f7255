package meridian;

import db.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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

    @Override
    public void close() {
        if (server != null) server.close();
    }
}
