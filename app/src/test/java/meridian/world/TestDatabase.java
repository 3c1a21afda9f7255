package meridian.world;

import db.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import meridian.Migrations;

/**
 * One PostgreSQL for the test run, started when first needed. {@code MERIDIAN_TEST_DB} names an external one instead (as
 * its owner), so that the suite also runs on another version.
 */
public final class TestDatabase {
    private static final String APP_PASSWORD = "app-in-tests";
    /** Where files of the tests lie. */
    public static final Path FILES = Path.of("target", "files-in-tests").toAbsolutePath();
    private static String url;
    private static String owner;
    private static String ownerPassword;

    private TestDatabase() {}

    /** The settings that let the application sign in to it as its own role. */
    public static synchronized Map<String, Object> settings() {
        start();
        return Map.of("spring.datasource.url", url, "spring.datasource.username", Migrations.ROLE, "spring.datasource.password", APP_PASSWORD, "meridian.jobs", "false", "meridian.files", FILES.toString());
    }

    public static synchronized java.sql.Connection asOwner() throws java.sql.SQLException {
        start();
        return java.sql.DriverManager.getConnection(url, owner, ownerPassword);
    }

    public static synchronized String url() {
        start();
        return url;
    }

    /** Who owns the tables. */
    public static synchronized String owner() {
        start();
        return owner;
    }

    public static synchronized String ownerPassword() {
        start();
        return ownerPassword;
    }

    /** The settings of an empty database beside it, at this version: for what only happens once in an installation. */
    public static synchronized Map<String, Object> fresh(String name) throws java.sql.SQLException {
        start();
        try (var connection = asOwner(); var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " (force)");
            statement.execute("create database " + name);
        }
        var there = url.replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
        Migrations.migrate(there, owner, ownerPassword);
        return Map.of("spring.datasource.url", there, "spring.datasource.username", Migrations.ROLE, "spring.datasource.password", APP_PASSWORD);
    }

    private static void start() {
        if (url != null) return;
        var external = System.getenv("MERIDIAN_TEST_DB");
        if (external != null) {
            url = external;
            owner = System.getenv().getOrDefault("MERIDIAN_TEST_DB_OWNER", "postgres");
            ownerPassword = System.getenv().getOrDefault("MERIDIAN_TEST_DB_PASSWORD", "");
        } else {
            try {
                var folder = Files.createTempDirectory("meridian-test");
                var server = EmbeddedPostgres.start(folder, List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                    server.close();
                    try (var files = Files.walk(folder)) {
                        files.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
                    } catch (IOException e) {
                        // the folder is a temporary one
                    }
                }));
                server.ensureDatabase("meridian");
                url = server.url("meridian");
                owner = server.owner();
                ownerPassword = server.ownerPassword();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        Migrations.migrate(url, owner, ownerPassword);
        Migrations.letSignIn(url, owner, ownerPassword, APP_PASSWORD);
    }
}
