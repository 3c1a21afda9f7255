package meridian;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import meridian.document.Contents;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.springframework.core.env.StandardEnvironment;

/**
 * A logical copy of everything: one ZIP with every table's rows as one moment saw them, the files they name, the key of the seal, and the schema's version. It goes
 * into any later version of Meridian and any PostgreSQL from 15 on. Works as the tables' owner.
 */
final class Backups {
    private static final String SCHEMAS = "nspname !~ '^pg_' and nspname not in ('public', 'information_schema', 'extension')";

    /** The folder of files, in the folder of data and in the copy. */
    static final String FILES = "files";

    private static final String SEAL = "seal/seal.pem";

    private Backups() {}

    /** Who signs in where, as the owner of the tables. */
    record Owner(String url, @Nullable String user, @Nullable String password) {
        Connection connect() throws SQLException {
            return user == null ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, password);
        }
    }

    /** Writes the copy of the tables and of the files that they name beside the target first, and puts it there when it is whole; returns the number of rows. */
    static long backup(Owner owner, Path files, Path target) throws SQLException, IOException {
        var unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            long rows = copyTo(unfinished, owner, files);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return rows;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static long copyTo(Path unfinished, Owner owner, Path files) throws SQLException, IOException {
        long rows = 0;
        try (var connection = owner.connect();
                var kept = Contents.of(new StandardEnvironment(), files.toAbsolutePath().normalize());
                var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
            }
            var copy = new CopyManager(connection.unwrap(BaseConnection.class));
            zip.putNextEntry(new ZipEntry("version"));
            zip.write(version(connection).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            for (var table : tables(connection).entrySet()) {
                zip.putNextEntry(new ZipEntry("tables/" + table.getKey()));
                zip.write((String.join(",", table.getValue()) + "\n").getBytes(StandardCharsets.UTF_8));
                rows += copy.copyOut("copy " + table.getKey() + " (" + quoted(table.getValue()) + ") to stdout", new KeptOpen(zip));
                zip.closeEntry();
            }
            if (Files.exists(seal(files))) {
                zip.putNextEntry(new ZipEntry(SEAL));
                Files.copy(seal(files), zip);
                zip.closeEntry();
            }
            for (var name : contents(connection)) {
                try (var content = kept.open(name)) {
                    zip.putNextEntry(new ZipEntry(FILES + "/" + name));
                    content.transferTo(zip);
                    zip.closeEntry();
                } catch (NoSuchFileException e) {
                    System.err.println("meridian: the content " + kept.place() + "/" + name + " is gone; the rest is copied");
                }
            }
            connection.rollback();
        }
        return rows;
    }

    /** The key of the seal that the installation made for itself; one that was brought is kept by whoever brought it. */
    static Path seal(Path files) {
        return files.toAbsolutePath().normalize().resolveSibling("seal").resolve("seal.pem");
    }

    /** The contents that the tables know of, as paths below the folder of files; what is there is never changed, so it can be copied in peace. */
    private static List<String> contents(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var there = connection.createStatement().executeQuery("select to_regclass('document.file') is not null")) {
            there.next();
            if (!there.getBoolean(1)) return names;
        }
        try (var rows = connection.createStatement().executeQuery("select workspace_id || '/' || left(encode(sha256, 'hex'), 2) || '/' || encode(sha256, 'hex') from document.file order by 1")) {
            while (rows.next()) names.add(rows.getString(1));
        }
        return names;
    }

    /** How many rows came back, and how many of them are messages that waited to leave when the copy was taken, and are held. */
    record Restored(long rows, int held) {}

    // Why such a message does not leave; read by an admin where its screen knows nothing of held ones yet.
    private static final String WAITED = "waited when the copy was taken";

    /**
     * Fills an empty database and the folder of files from a copy, the tables all or nothing, and brings it to this version. What waited to leave
     * is held until an admin lets it go: it may have left after the copy was taken, or this is a second house that should tell nobody.
     */
    static Restored restore(Owner owner, Path files, Path source) throws SQLException, IOException {
        long rows = 0;
        int held;
        try (var zip = open(source)) {
            var versionEntry = zip.getEntry("version");
            if (versionEntry == null) throw noCopy(source);
            putBack(zip, files);
            putBackSeal(zip, files);
            var version = new String(zip.getInputStream(versionEntry).readAllBytes(), StandardCharsets.UTF_8);
            Flyway.configure()
                    .dataSource(owner.url(), owner.user(), owner.password())
                    .locations("classpath:db/migration")
                    .defaultSchema("public")
                    .target(version)
                    .load()
                    .migrate();
            try (var connection = owner.connect()) {
                connection.setAutoCommit(false);
                var tables = tables(connection);
                refuseFilled(connection, tables.keySet());
                var copy = new CopyManager(connection.unwrap(BaseConnection.class));
                for (var table : inOrder(connection, tables.keySet())) {
                    var entry = zip.getEntry("tables/" + table);
                    if (entry == null) continue;
                    try (var content = new BufferedInputStream(zip.getInputStream(entry))) {
                        var columns = List.of(line(content).split(","));
                        rows += copy.copyIn("copy " + table + " (" + quoted(columns) + ") from stdin", new KeptOpenInput(content));
                    }
                }
                restoreLateReferences(connection);
                held = hold(connection);
                connection.commit();
            }
        }
        Migrations.migrate(owner.url(), owner.user(), owner.password());
        markHeld(owner);
        return new Restored(rows, held);
    }

    // With the rows, so that no moment exists in which they could leave; in the words of the version that the copy is of.
    private static int hold(Connection connection) throws SQLException {
        try (var there = connection.createStatement().executeQuery("select to_regclass('outbox.delivery') is not null")) {
            there.next();
            if (!there.getBoolean(1)) return 0;
        }
        try (var update = connection.prepareStatement("update outbox.delivery set given_up_at = now(), failure = ? where given_up_at is null")) {
            update.setString(1, WAITED);
            return update.executeUpdate();
        }
    }

    private static void markHeld(Owner owner) throws SQLException {
        try (var connection = owner.connect(); var update = connection.prepareStatement("update outbox.delivery set held = true where given_up_at is not null and failure = ?")) {
            update.setString(1, WAITED);
            update.executeUpdate();
        }
    }

    // Before the tables: no row then names a content that is not there. One that is there already is the same, by its name.
    private static void putBack(ZipFile zip, Path files) throws IOException {
        try (var kept = Contents.of(new StandardEnvironment(), files.toAbsolutePath().normalize())) {
            for (var entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(each -> each)::iterator) {
                if (!entry.getName().matches(FILES + "/[0-9a-f-]{36}/[0-9a-f]{2}/[0-9a-f]{64}")) continue;
                var key = entry.getName().substring(FILES.length() + 1);
                if (kept.has(key)) continue;
                Files.createDirectories(files);
                var beside = Files.createTempFile(files, ".part-", "");
                try (var content = zip.getInputStream(entry)) {
                    Files.copy(content, beside, StandardCopyOption.REPLACE_EXISTING);
                    if (!key.endsWith("/" + sha256(beside))) throw new IOException(entry.getName() + " in the copy is not what its name says");
                    kept.put(key, beside);
                } finally {
                    Files.deleteIfExists(beside);
                }
            }
        }
    }

    // One that is there already stays: documents were sealed with it. Readable by nobody else, as it was made.
    private static void putBackSeal(ZipFile zip, Path files) throws IOException {
        var entry = zip.getEntry(SEAL);
        var place = seal(files);
        if (entry == null || Files.exists(place)) return;
        Files.createDirectories(place.getParent());
        var posix = Files.getFileStore(place.getParent()).supportsFileAttributeView("posix");
        var beside = posix ? Files.createTempFile(place.getParent(), ".seal", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))) : Files.createTempFile(place.getParent(), ".seal", "");
        try (var content = zip.getInputStream(entry)) {
            Files.copy(content, beside, StandardCopyOption.REPLACE_EXISTING);
            if (posix) Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var content = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // An archive that was cut off has lost its table of contents, so it is refused here too.
    private static ZipFile open(Path source) throws IOException {
        try {
            return new ZipFile(source.toFile());
        } catch (ZipException e) {
            throw noCopy(source);
        }
    }

    private static IllegalArgumentException noCopy(Path source) {
        return new IllegalArgumentException(source + " is not a copy made by 'meridian backup', or not all of one");
    }

    private static String version(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("select version from public.flyway_schema_history where success and version is not null order by installed_rank desc limit 1")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** schema.table → its columns, those that PostgreSQL computes left out. */
    private static Map<String, List<String>> tables(Connection connection) throws SQLException {
        var tables = new LinkedHashMap<String, List<String>>();
        try (var rows = connection.createStatement().executeQuery(
                "select n.nspname || '.' || c.relname, a.attname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
                        + "join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' "
                        + "where c.relkind = 'r' and " + SCHEMAS + " order by 1, a.attnum")) {
            while (rows.next()) tables.computeIfAbsent(rows.getString(1), t -> new ArrayList<>()).add(rows.getString(2));
        }
        return tables;
    }

    private static void refuseFilled(Connection connection, Set<String> tables) throws SQLException {
        for (var table : tables) {
            try (var rows = connection.createStatement().executeQuery("select exists (select from " + table + ")")) {
                rows.next();
                if (rows.getBoolean(1)) throw new IllegalArgumentException("the database to restore into is not empty (" + table + " has rows)");
            }
        }
    }

    // Parents before children. Where tables point at each other, the foreign keys in question wait until the end.
    private static List<String> inOrder(Connection connection, Set<String> tables) throws SQLException {
        var parents = new LinkedHashMap<String, Set<String>>();
        tables.forEach(table -> parents.put(table, new LinkedHashSet<>()));
        try (var rows = connection.createStatement().executeQuery(
                "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f' and conrelid <> confrelid")) {
            while (rows.next()) if (parents.containsKey(rows.getString(1))) parents.get(rows.getString(1)).add(rows.getString(2));
        }
        var order = new LinkedHashSet<String>();
        while (order.size() < tables.size()) {
            var ready = parents.keySet().stream().filter(table -> !order.contains(table) && order.containsAll(parents.get(table))).toList();
            if (ready.isEmpty()) {
                var circle = parents.keySet().stream().filter(table -> !order.contains(table)).collect(Collectors.toSet());
                dropAndRemember(connection, circle);
                circle.forEach(table -> parents.get(table).retainAll(order));
            }
            order.addAll(ready);
        }
        return List.copyOf(order);
    }

    private static void dropAndRemember(Connection connection, Set<String> circle) throws SQLException {
        connection.createStatement().execute("create temporary table if not exists late_reference (tab text, name text, definition text) on commit drop");
        for (var table : circle) {
            connection.createStatement().execute(
                    "insert into late_reference select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint "
                            + "where contype = 'f' and conrelid = '" + table + "'::regclass and conrelid <> confrelid");
        }
        for (var reference : lateReferences(connection)) {
            connection.createStatement().execute("alter table " + reference[0] + " drop constraint if exists \"" + reference[1] + "\"");
        }
    }

    private static void restoreLateReferences(Connection connection) throws SQLException {
        for (var reference : lateReferences(connection)) {
            connection.createStatement().execute("alter table " + reference[0] + " add constraint \"" + reference[1] + "\" " + reference[2]);
        }
    }

    private static List<String[]> lateReferences(Connection connection) throws SQLException {
        var references = new ArrayList<String[]>();
        try (var there = connection.createStatement().executeQuery("select to_regclass('pg_temp.late_reference') is not null")) {
            there.next();
            if (!there.getBoolean(1)) return references;
        }
        try (var rows = connection.createStatement().executeQuery("select tab, name, definition from late_reference")) {
            while (rows.next()) references.add(new String[] {rows.getString(1), rows.getString(2), rows.getString(3)});
        }
        return references;
    }

    private static String quoted(List<String> columns) {
        return columns.stream().map(column -> '"' + column.replace("\"", "\"\"") + '"').collect(Collectors.joining(","));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) line.append((char) c);
        return line.toString();
    }

    /** The copier closes what it is given; the archive goes on. */
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static final class KeptOpenInput extends FilterInputStream {
        KeptOpenInput(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // closed by whoever opened it
        }
    }
}
