package meridian.activity;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import meridian.tenancy.WorkspaceId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Walks a workspace’s chain from its first link and finds the first thing that is not as it was sealed. */
public final class SealCheck {
    private SealCheck() {}

    /** The newest link. Kept elsewhere, {@code number} and {@code hash} prove later that nobody has made a new chain. */
    public record Head(int number, String hash, @Nullable Instant sealedAt, int waiting) {}

    /** What is broken: {@code what} is row_changed, row_missing, row_added, seal_changed or seal_missing. */
    public record Finding(int seal, @Nullable Instant sealedAt, String what, @Nullable UUID row, String type, @Nullable Instant at) {}

    /** What was found: null when everything is as it was sealed. */
    public record Verdict(long rows, Head head, @Nullable Finding finding, Map<Integer, String> hashes) {
        public boolean good() {
            return finding == null;
        }
    }

    /** As {@link Seals#check}, on a connection of the caller’s own, whose transaction sees one moment. */
    public static Verdict of(DSLContext db, WorkspaceId workspace) {
        var chain = new SealRows(db, workspace);
        var hashes = new HashMap<Integer, String>();
        long rows = 0;
        Seal previous = null;
        for (var seal = chain.after(null); seal != null; seal = chain.after(seal)) {
            var there = chain.between(previous == null ? Seal.Position.START : previous.last(), seal.last());
            var broken = seal.check(workspace.value(), previous, there);
            if (broken != null) return new Verdict(rows, head(chain), finding(seal, broken, chain), hashes);
            hashes.put(seal.number(), HexFormat.of().formatHex(seal.hash()));
            rows += there.size();
            previous = seal;
        }
        return new Verdict(rows, head(chain), null, hashes);
    }

    static Head head(SealRows chain) {
        var last = chain.last();
        if (last == null) return new Head(0, "", null, chain.countBehind(Seal.Position.START));
        return new Head(last.number(), HexFormat.of().formatHex(last.hash()), last.sealedAt(), chain.countBehind(last.last()));
    }

    private static Finding finding(Seal seal, Seal.Broken broken, SealRows chain) {
        var row = broken.row() == null ? null : chain.one(broken.row());
        return new Finding(seal.number(), seal.sealedAt(), broken.what().name().toLowerCase(), broken.row(), row == null ? "" : row.type(), row == null ? null : row.at());
    }
}
