package meridian.activity;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import meridian.tenancy.WorkspaceId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Seals the history, link by link. Only what no running transaction can add to any more is sealed, so a long one delays the
 * seal and never breaks it; whoever writes waits for nothing.
 */
@Component
public class Seals {
    private static final int MOST_ROWS = 5_000;

    private final DSLContext db;
    private final Clock clock;

    public Seals(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** The workspaces whose history goes on behind its seal. */
    public List<WorkspaceId> wanted() {
        return db.fetch("select activity.unsealed_workspaces()").map(row -> new WorkspaceId(row.get(0, UUID.class)));
    }

    /** Adds one link to the current workspace’s chain; answers how many rows it covers, 0 when there was nothing to seal. */
    @Transactional
    public int seal(WorkspaceId workspace) {
        var chain = new SealRows(db, workspace);
        var last = chain.last();
        // Asked before the rows are read: what was over then is seen whole.
        long below = db.select(DSL.field("activity.settled_below()", Long.class)).fetchSingle().value1();
        if (last != null && below <= last.last().xact()) {
            throw new IllegalStateException("the database was moved to a server that counts transactions anew; run `meridian db migrate`, so that its history can be sealed further");
        }
        var rows = chain.behind(last == null ? Seal.Position.START : last.last(), below, MOST_ROWS);
        if (rows.isEmpty()) return 0;
        chain.add(Seal.over(workspace.value(), last, rows, clock.instant()));
        return rows.size();
    }

    /** Checks the current workspace’s whole chain. */
    @Transactional(readOnly = true)
    public SealCheck.Verdict check(WorkspaceId workspace) {
        return SealCheck.of(db, workspace);
    }

    /** The newest link, as it is written down elsewhere to hold the chain to it; empty before the first. */
    @Transactional(readOnly = true)
    public SealCheck.Head head(WorkspaceId workspace) {
        return SealCheck.head(new SealRows(db, workspace));
    }
}
