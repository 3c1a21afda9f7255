package meridian.activity;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One link of a workspace’s chain. Its hash is SHA-256 over the previous link’s hash, its own head and the SHA-256 of every
 * row it covers; a row’s is over its columns, each with its length, so that no two rows have the same bytes. Changing any of
 * it is permanent damage to the chain: the form of these bytes is never changed, a new one would be a new version.
 */
record Seal(int number, Position last, int rows, byte[] marks, byte[] previousHash, byte[] hash, Instant sealedAt) {
    static final byte[] NOTHING_BEFORE = new byte[32];
    private static final int ID = 16;
    private static final int MARK = ID + 8;

    /** Where a link ends: rows are sealed in the order of their transactions, then of their ids. */
    record Position(long xact, UUID id) {
        static final Position START = new Position(-1, new UUID(0, 0));
    }

    /** An activity as it lies in the database; {@code data} is PostgreSQL’s own text of it. */
    record Row(
            UUID id, long xact, Instant at, @Nullable UUID actor, @Nullable String address, String type, int v, String subjectKind, UUID subject, @Nullable UUID project, @Nullable UUID party,
            String data) {

        Position position() {
            return new Position(xact, id);
        }

        byte[] sha256() {
            return Seal.sha256(out -> {
                put(out, id);
                out.writeLong(Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000));
                put(out, actor);
                put(out, address);
                put(out, type);
                out.writeInt(v);
                put(out, subjectKind);
                put(out, subject);
                put(out, project);
                put(out, party);
                put(out, data);
            });
        }
    }

    /** The link that follows {@code previous} (null: the first) and covers these rows. */
    static Seal over(UUID workspace, @Nullable Seal previous, List<Row> rows, Instant sealedAt) {
        int number = previous == null ? 1 : previous.number + 1;
        var before = previous == null ? NOTHING_BEFORE : previous.hash;
        var last = rows.getLast().position();
        var marks = ByteBuffer.allocate(rows.size() * MARK);
        var digests = new ArrayList<byte[]>(rows.size());
        for (var row : rows) {
            var digest = row.sha256();
            digests.add(digest);
            marks.putLong(row.id.getMostSignificantBits()).putLong(row.id.getLeastSignificantBits()).put(digest, 0, MARK - ID);
        }
        return new Seal(number, last, rows.size(), marks.array(), before, hash(workspace, number, before, last, digests), sealedAt);
    }

    private static byte[] hash(UUID workspace, int number, byte[] previous, Position last, List<byte[]> digests) {
        return sha256(out -> {
            out.writeInt(1); // the form of these bytes
            put(out, workspace);
            out.writeInt(number);
            out.write(previous);
            put(out, last.id);
            out.writeInt(digests.size());
            for (var digest : digests) out.write(digest);
        });
    }

    /** What a link has to say about the rows that lie in its range today. */
    enum Break {
        ROW_CHANGED,
        ROW_MISSING,
        ROW_ADDED,
        /** The rows are as they were marked; the link is not. */
        SEAL_CHANGED,
        /** The chain has a gap, or a link does not follow the one before it. */
        SEAL_MISSING
    }

    /** The first thing wrong; {@code row} where it can be told which. */
    record Broken(Break what, @Nullable UUID row) {}

    /** Null when all is as it was sealed. */
    @Nullable Broken check(UUID workspace, @Nullable Seal previous, List<Row> there) {
        if (number != (previous == null ? 1 : previous.number + 1)) return new Broken(Break.SEAL_MISSING, null);
        if (!MessageDigest.isEqual(previousHash, previous == null ? NOTHING_BEFORE : previous.hash)) return new Broken(Break.SEAL_CHANGED, null);
        var digests = there.stream().map(Row::sha256).toList();
        if (MessageDigest.isEqual(hash, hash(workspace, number, previousHash, last, digests))) return marksAgree(there, digests) ? null : new Broken(Break.SEAL_CHANGED, null);
        return broken(there, digests);
    }

    private boolean marksAgree(List<Row> there, List<byte[]> digests) {
        return marks.length == there.size() * MARK && rows == there.size() && broken(there, digests).what == Break.SEAL_CHANGED;
    }

    private Broken broken(List<Row> there, List<byte[]> digests) {
        var marked = new HashSet<UUID>();
        for (int i = 0; i + MARK <= marks.length; i += MARK) marked.add(id(i));
        int at = 0;
        for (int i = 0; i < there.size(); i++) {
            var row = there.get(i);
            if (!marked.contains(row.id)) return new Broken(Break.ROW_ADDED, row.id);
            if (at + MARK > marks.length || !id(at).equals(row.id)) return new Broken(Break.ROW_MISSING, at + MARK > marks.length ? row.id : id(at));
            for (int b = 0; b < MARK - ID; b++) if (marks[at + ID + b] != digests.get(i)[b]) return new Broken(Break.ROW_CHANGED, row.id);
            at += MARK;
        }
        return at < marks.length ? new Broken(Break.ROW_MISSING, at + ID <= marks.length ? id(at) : null) : new Broken(Break.SEAL_CHANGED, null);
    }

    private UUID id(int at) {
        var bytes = ByteBuffer.wrap(marks, at, ID);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    // ---- bytes

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] sha256(Writing writing) {
        try {
            var bytes = new ByteArrayOutputStream(256);
            writing.to(new DataOutputStream(bytes));
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(DataOutputStream out, @Nullable UUID id) throws IOException {
        out.writeBoolean(id != null);
        if (id == null) return;
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static void put(DataOutputStream out, @Nullable String text) throws IOException {
        var bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) out.write(bytes);
    }
}
