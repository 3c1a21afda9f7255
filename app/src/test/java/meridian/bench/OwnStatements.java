package meridian.bench;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** The statements that one page sends, as the database's log has them, to be sent again without the application. */
record OwnStatements(List<Statement> statements) {
    private static final Pattern LINE = Pattern.compile("(?m)^\\S+ \\S+ UTC \\[(\\d+)] (LOG|DETAIL):  ");
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+ = (?:NULL|'((?:[^']|'')*)')");
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

    private record Statement(String sql, List<String> parameters) {}

    int count() {
        return (int) statements.stream().filter(statement -> !statement.sql().matches("(?i)(begin|commit|rollback|set ).*")).count();
    }

    static OwnStatements of(Ground ground, Load load, String page) throws Exception {
        try (var owner = ground.owner(); var change = owner.createStatement()) {
            change.execute("alter system set log_statement = 'all'");
            change.execute("select pg_reload_conf()");
            Thread.sleep(500);
            var fewest = (List<Statement>) null;
            for (int i = 0; i < 5; i++) {
                var mark = UUID.randomUUID().toString();
                change.execute("select 'from " + mark + "'");
                load.fetch(page);
                change.execute("select 'until " + mark + "'");
                Thread.sleep(200);
                var log = Files.readString(ground.databaseLog(), StandardCharsets.UTF_8);
                var seen = read(log.substring(log.indexOf("'from " + mark), log.indexOf("'until " + mark)));
                // What else is at work meanwhile, such as a job, makes it more.
                if (fewest == null || seen.size() < fewest.size()) fewest = seen;
            }
            change.execute("alter system reset log_statement");
            change.execute("select pg_reload_conf()");
            return new OwnStatements(fewest);
        }
    }

    private static List<Statement> read(String log) {
        var found = new ArrayList<Statement>();
        var lines = LINE.matcher(log).results().toList();
        for (int i = 0; i < lines.size(); i++) {
            var text = log.substring(lines.get(i).end(), i + 1 < lines.size() ? lines.get(i + 1).start() : log.length()).strip();
            if (lines.get(i).group(2).equals("DETAIL")) {
                if (found.isEmpty() || !text.startsWith("Parameters:") && !text.startsWith("parameters:")) continue;
                var last = found.removeLast();
                found.add(new Statement(last.sql(), PARAMETER.matcher(text).results().map(value -> value.group(1) == null ? null : value.group(1).replace("''", "'")).toList()));
            } else if (text.startsWith("execute ") || text.startsWith("statement: ")) {
                found.add(new Statement(text.substring(text.indexOf(": ") + 2).strip(), List.of()));
            }
        }
        found.removeIf(statement -> statement.sql().startsWith("select 'until "));
        return found;
    }

    /** The median of milliseconds that all of them take on one connection, as the application's own role. */
    double replayed(Ground ground, int times) throws SQLException {
        var taken = new ArrayList<Double>();
        try (var connection = ground.application()) {
            var prepared = prepareAll(connection);
            for (int i = 0; i < times; i++) {
                long begin = System.nanoTime();
                send(prepared);
                if (i >= times / 3) taken.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return Load.median(taken);
    }

    /** Milliseconds of the processor that all of them take once, of the database and of the thread that sends them and reads what comes. */
    double processor(Ground ground, int times) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        try (var connection = ground.application()) {
            var prepared = prepareAll(connection);
            for (int i = 0; i < times; i++) send(prepared); // until this JVM has compiled it
            double database = Served.cpuSeconds(ground.postgres.pid());
            long own = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < times; i++) send(prepared);
            return ((Served.cpuSeconds(ground.postgres.pid()) - database) * 1000 + (threads.getCurrentThreadCpuTime() - own) / 1e6) / times;
        }
    }

    private List<PreparedStatement> prepareAll(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        var prepared = new ArrayList<PreparedStatement>();
        for (var statement : statements) prepared.add(prepare(connection, statement));
        return prepared;
    }

    private static void send(List<PreparedStatement> prepared) throws SQLException {
        for (var statement : prepared) {
            if (!statement.execute()) continue;
            try (var rows = statement.getResultSet()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) for (int column = 1; column <= columns; column++) rows.getString(column);
            }
        }
    }

    private static PreparedStatement prepare(Connection connection, Statement statement) throws SQLException {
        var order = PLACE.matcher(statement.sql()).results().map(place -> Integer.parseInt(place.group(1))).toList();
        var prepared = connection.prepareStatement(statement.parameters().isEmpty() ? statement.sql() : PLACE.matcher(statement.sql()).replaceAll("?"));
        if (!statement.parameters().isEmpty()) for (int i = 0; i < order.size(); i++) prepared.setString(i + 1, statement.parameters().get(order.get(i) - 1));
        return prepared;
    }
}
