package meridian;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Brings a database to this version, as its owner; the application never signs in as that. */
public final class Migrations {
    /** The role that the application signs in as: it owns nothing and is held by the policies. */
    public static final String ROLE = "meridian_app";

    private Migrations() {}

    /** Returns the version reached. */
    public static String migrate(String url, @Nullable String owner, @Nullable String password) {
        var flyway = Flyway.configure()
                .dataSource(url, owner, password)
                .locations("classpath:db/migration")
                .defaultSchema("public")
                .initSql("set lock_timeout = '10s'")
                .load();
        flyway.migrate();
        carryOn(url, owner, password);
        return flyway.info().current().getVersion().getVersion();
    }

    // The history is sealed in the order of transactions, which another server counts from its own beginning.
    private static void carryOn(String url, @Nullable String owner, @Nullable String password) {
        try (Connection connection = owner == null ? DriverManager.getConnection(url) : DriverManager.getConnection(url, owner, password);
                var statement = connection.createStatement()) {
            statement.execute("call activity.carry_on()");
        } catch (SQLException e) {
            throw new IllegalStateException("the seal of the history cannot be carried on: " + e.getMessage(), e);
        }
    }

    public static void letSignIn(String url, @Nullable String owner, @Nullable String ownerPassword, String password) {
        try (Connection connection = owner == null ? DriverManager.getConnection(url) : DriverManager.getConnection(url, owner, ownerPassword);
                var statement = connection.createStatement()) {
            statement.execute("alter role " + ROLE + " login password " + statement.enquoteLiteral(password));
            statement.execute("alter role " + ROLE + " set timezone = 'UTC'");
        } catch (SQLException e) {
            throw new IllegalStateException("the application's role cannot be given its password: " + e.getMessage(), e);
        }
    }
}
