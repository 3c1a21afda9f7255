package meridian.index;

import java.sql.Connection;
import java.sql.SQLException;

/** Empties the search table of a whole installation, as the owner of the tables; {@link Reading} then reads everything anew. */
public final class Emptying {
    private static final int TRIES = 20;
    private static final long PAUSE = 1_000;
    private static final String WAITED_TOO_LONG = "55P03";

    private Emptying() {}

    /** In the order in which those who write take the tables, and never long in anybody’s way: who asks next waits behind this. */
    public static void of(Connection owner) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute("set lock_timeout = '2s'");
            for (int i = 1; ; i++) {
                try {
                    statement.execute("truncate index.reading, index.entry, index.content");
                    return;
                } catch (SQLException e) {
                    if (i == TRIES || !WAITED_TOO_LONG.equals(e.getSQLState())) throw e;
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
