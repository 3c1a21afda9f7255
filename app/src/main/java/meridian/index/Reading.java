package meridian.index;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import meridian.outbox.Job;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads into the index what was there before it, and again what has come to be found by something else. Goes on where it was cut off. */
@Component
class Reading implements Job {
    private static final Logger log = LoggerFactory.getLogger(Reading.class);
    private static final int AT_ONCE = 500;

    private final DSLContext db;
    private final Clock clock;
    private final EntryRows rows;
    private final ObjectProvider<Searchable> searchables;
    private final TransactionTemplate transaction;

    Reading(DSLContext db, Clock clock, EntryRows rows, ObjectProvider<Searchable> searchables, TransactionTemplate transaction) {
        this.db = db;
        this.clock = clock;
        this.rows = rows;
        this.searchables = searchables;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return "index.reading";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void run() {
        for (var workspace : db.fetch("select * from identity.all_workspaces()").getValues(0, UUID.class)) {
            try {
                Tenancy.run(new WorkspaceId(workspace), this::read);
            } catch (RuntimeException e) {
                log.warn("the index of workspace {} could not be read to its end", workspace, e); // the others still are
            }
        }
    }

    /** Reads the workspace of this thread to the end. */
    void read() {
        var done = transaction.execute(status -> db.fetch("select source from index.reading where done_at is not null and (source, edition) in (select * from unnest(?::text[], ?::int[]))",
                searchables.stream().map(Searchable::kind).toArray(String[]::new), searchables.stream().map(Searchable::edition).toArray(Integer[]::new)).getValues(0, String.class));
        searchables.stream().filter(one -> !done.contains(one.kind())).forEach(this::read);
    }

    // What belongs to other things takes on their audiences when they are read, whichever comes first.
    private void read(Searchable searchable) {
        while (!Boolean.TRUE.equals(transaction.execute(status -> some(searchable)))) Thread.onSpinWait();
    }

    private boolean some(Searchable searchable) {
        db.execute(
                """
                insert into index.reading (source, edition) values (?, ?)
                on conflict (workspace_id, source) do update set edition = excluded.edition, last_id = null, done_at = null where index.reading.edition <> excluded.edition
                """,
                searchable.kind(), searchable.edition());
        var place = db.fetchSingle("select last_id, done_at is not null from index.reading where workspace_id = tenancy.workspace() and source = ? for update", searchable.kind());
        if (Boolean.TRUE.equals(place.get(1, Boolean.class))) return true;
        var things = searchable.after(place.get(0, UUID.class), AT_ONCE);
        rows.holdOff();
        rows.write(searchable, things);
        db.execute("update index.reading set last_id = coalesce(?, last_id), done_at = ?::timestamptz where workspace_id = tenancy.workspace() and source = ?",
                things.isEmpty() ? null : things.getLast(), things.size() < AT_ONCE ? clock.instant().atOffset(java.time.ZoneOffset.UTC) : null, searchable.kind());
        return things.size() < AT_ONCE;
    }

    /** Forgets how far it was read, so that everything is read anew. */
    void afresh() {
        transaction.executeWithoutResult(status -> db.execute("delete from index.reading where workspace_id = tenancy.workspace()"));
    }
}
