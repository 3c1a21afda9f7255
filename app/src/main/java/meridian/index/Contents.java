package meridian.index;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import meridian.tenancy.WorkspaceId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The texts of files: which are waited for, and what stands in those that were read. */
@Component
public class Contents {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int TRIES = 3;

    private final DSLContext db;
    private final Clock clock;
    private final EntryRows rows;

    Contents(DSLContext db, Clock clock, EntryRows rows) {
        this.db = db;
        this.clock = clock;
        this.rows = rows;
    }

    /** A file whose text is waited for. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Waiting(UUID entry, byte[] sha256, String type) {}

    /** The workspaces in which files wait. */
    public List<WorkspaceId> waiting() {
        return db.fetch("select * from index.waiting()").getValues(0, UUID.class).stream().map(WorkspaceId::new).toList();
    }

    /** The next file to be read, held for a while; who is cut off over it loses it, and over whom everybody is cut off is given up. */
    @Transactional
    public Optional<Waiting> take() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        db.execute("update index.content set state = 'unreadable' where workspace_id = tenancy.workspace() and state = 'waiting' and tried >= ? and tried_at < ?", TRIES, now.minus(PATIENCE));
        return db.fetchOptional(
                        """
                        update index.content set tried = tried + 1, tried_at = ?
                        where workspace_id = tenancy.workspace() and entry_id = (
                            select entry_id from index.content where workspace_id = tenancy.workspace() and state = 'waiting' and tried < ? and (tried_at is null or tried_at < ?)
                            order by tried_at nulls first limit 1 for update skip locked)
                        returning entry_id, sha256, type
                        """,
                        now, TRIES, now.minus(PATIENCE))
                .map(row -> new Waiting(row.get(0, UUID.class), row.get(1, byte[].class), row.get(2, String.class)));
    }

    /** What stands in it, unless it was changed or taken away meanwhile. */
    @Transactional
    public void read(Waiting file, String text) {
        if (held(file)) rows.content(file.entry(), text);
    }

    /** Nothing can be read in it. */
    @Transactional
    public void unreadable(Waiting file) {
        if (held(file)) db.execute("update index.content set state = 'unreadable' where workspace_id = tenancy.workspace() and entry_id = ?", file.entry());
    }

    private boolean held(Waiting file) {
        return db.fetchOptional("select 1 from index.content where workspace_id = tenancy.workspace() and entry_id = ? and sha256 = ? and state = 'waiting' for update", file.entry(), file.sha256()).isPresent();
    }
}
