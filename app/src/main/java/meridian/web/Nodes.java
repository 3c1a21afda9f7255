package meridian.web;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets several nodes behave as one: what changed on this one is told to the others by NOTIFY, at most ten times a second
 * and never inside the writing transaction (a commit that notifies waits for every other such commit). One connection
 * listens, and is made anew when it breaks; then every open page reads itself again, because something may have been missed.
 */
@Component
final class Nodes implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Nodes.class);
    private static final String CHANNEL = "meridian_live";
    private static final long PAUSE_MILLIS = 100;
    private static final int MOST_TOPICS = 150; // 45 characters each; a payload holds 8000

    private final String node = UUID.randomUUID().toString().substring(0, 13);
    private final DataSource dataSource;
    private final Live live;
    private final Set<String> untold = ConcurrentHashMap.newKeySet();
    private final Semaphore somethingUntold = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Connection listening;
    private List<Thread> threads = List.of();

    Nodes(DataSource dataSource, Live live) {
        this.dataSource = dataSource;
        this.live = live;
    }

    @Override
    public void start() {
        running = true;
        live.listen(this::changedHere);
        threads = List.of(
                Thread.ofPlatform().daemon().name("live-listen").start(this::listen),
                Thread.ofPlatform().daemon().name("live-notify").start(this::tellOthers));
    }

    private void changedHere(Collection<String> topics) {
        untold.addAll(topics);
        somethingUntold.release();
    }

    private void tellOthers() {
        try {
            while (running) {
                somethingUntold.acquire();
                somethingUntold.drainPermits();
                while (running && !untold.isEmpty()) {
                    var topics = untold.stream().limit(MOST_TOPICS).toList();
                    topics.forEach(untold::remove);
                    tellOthers(topics);
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellOthers(List<String> topics) {
        try (var connection = dataSource.getConnection(); var notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            notify.setString(1, CHANNEL);
            notify.setString(2, node + " " + String.join(" ", topics));
            notify.execute();
        } catch (SQLException e) {
            log.warn("other nodes could not be told of {} changes: {}", topics.size(), e.getMessage());
        }
    }

    private void listen() {
        while (running) {
            try (var connection = connect()) {
                listening = connection;
                try (var statement = connection.createStatement()) {
                    statement.execute("listen " + CHANNEL);
                }
                live.missed();
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                if (running) log.warn("changes on other nodes are not heard for a moment: {}", e.getMessage());
            } finally {
                listening = null;
            }
            pause();
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (running) {
            var heard = connection.getNotifications(30_000);
            if (heard == null) continue;
            var topics = new ArrayList<String>();
            for (var notification : heard) {
                var words = notification.getParameter().split(" ");
                if (!words[0].equals(node)) topics.addAll(Arrays.asList(words).subList(1, words.length));
            }
            live.changedElsewhere(Set.copyOf(topics));
        }
    }

    /** Not from the pool: a pool gives connections for a moment, and this one is kept. */
    private Connection connect() throws SQLException {
        if (!dataSource.isWrapperFor(HikariDataSource.class)) return dataSource.getConnection();
        var pool = dataSource.unwrap(HikariDataSource.class);
        var settings = new Properties();
        if (pool.getUsername() != null) settings.setProperty("user", pool.getUsername());
        if (pool.getPassword() != null) settings.setProperty("password", pool.getPassword());
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("ApplicationName", "meridian live");
        return DriverManager.getConnection(pool.getJdbcUrl(), settings);
    }

    private void pause() {
        try {
            if (running) Thread.sleep(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        try {
            var connection = listening;
            if (connection != null) connection.close();
        } catch (SQLException e) {
            log.debug("closing", e);
        }
        threads.forEach(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
