package meridian.index;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import meridian.tenancy.Id;
import meridian.tenancy.Ref;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What can be found, as it stands at the end of every transaction. Things that events tell of are read anew by themselves; what
 * changes without an event, or many at once by one, is said here.
 */
@Component
public class Index {
    private final EntryRows rows;
    private final ObjectProvider<Searchable> searchables;
    private final TransactionTemplate transaction;

    Index(EntryRows rows, ObjectProvider<Searchable> searchables, TransactionTemplate transaction) {
        this.rows = rows;
        this.searchables = searchables;
        this.transaction = transaction;
    }

    /** This thing came, changed or went: it is read before the current transaction commits. */
    public void changed(Ref thing) {
        changed(thing.kind(), List.of(thing.id()));
    }

    /** As {@link #changed(Ref)}, of many of one kind. */
    public void changed(String kind, Collection<UUID> things) {
        if (things.isEmpty()) return;
        if (TransactionSynchronizationManager.isSynchronizationActive()) waiting().computeIfAbsent(kind, k -> new LinkedHashSet<>()).addAll(things);
        else transaction.executeWithoutResult(status -> waiting().put(kind, new LinkedHashSet<>(things)));
    }

    /** As {@link #changed(Ref)}, of many of one kind. */
    public void changedAll(String kind, Collection<? extends Id> things) {
        changed(kind, things.stream().map(Id::value).toList());
    }

    /** These are gone for good, and so is what belonged to them. */
    public void forget(Collection<? extends Id> things) {
        rows.forget(things.stream().map(Id::value).toList());
    }

    /** By their ids, what these things are called where this audience finds them; what it does not find, or has no title, is left out. */
    @Transactional(readOnly = true)
    public Map<UUID, String> titles(Collection<? extends Id> things, Audience audience) {
        return rows.titles(things.stream().map(Id::value).toList(), audience);
    }

    void read(String kind, Collection<UUID> things) {
        var searchable = searchables.stream().filter(one -> one.kind().equals(kind)).findFirst();
        if (searchable.isPresent()) rows.write(searchable.get(), List.copyOf(things));
    }

    // Read once and at the very end, however often they change; last of all, so that nobody waits for these rows while others are held.
    @SuppressWarnings("unchecked")
    private Map<String, Set<UUID>> waiting() {
        var bound = (Map<String, Set<UUID>>) TransactionSynchronizationManager.getResource(this);
        if (bound != null) return bound;
        var waiting = new TreeMap<String, Set<UUID>>();
        TransactionSynchronizationManager.bindResource(this, waiting);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                rows.share();
                waiting.forEach(Index.this::read);
            }

            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResourceIfPossible(Index.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(Index.this, waiting);
            }

            @Override
            public void beforeCompletion() {
                TransactionSynchronizationManager.unbindResourceIfPossible(Index.this);
            }
        });
        return waiting;
    }
}
