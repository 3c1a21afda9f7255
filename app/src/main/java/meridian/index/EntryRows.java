package meridian.index;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import meridian.tenancy.Id;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of the search table. Many are written by one statement; one that says what it said before is left alone. */
@Component
class EntryRows {
    private static final Instant BEYOND = Instant.parse("3000-01-01T00:00:00Z");
    private static final int AT_ONCE = 500;
    private static final int SHORT = 2_000;
    private static final int LONG = 200_000;
    private static final int MOST_WORDS = 30_000;

    private final DSLContext db;

    EntryRows(DSLContext db) {
        this.db = db;
    }

    // Whoever reads all things holds everybody else off meanwhile, so that nobody’s change is overwritten by what was read before it.
    private static final String LOCK = "hashtextextended('meridian.index:' || tenancy.workspace(), 0)";

    /** To be called before the things of a change are read. */
    void share() {
        db.execute("select pg_advisory_xact_lock_shared(" + LOCK + ")");
    }

    /** To be called before many things are read that nobody has changed. */
    void holdOff() {
        db.execute("select pg_advisory_xact_lock(" + LOCK + ")");
    }

    /** Reads the things anew and makes the rows say what is so. */
    void write(Searchable searchable, List<UUID> things) {
        for (int from = 0; from < things.size(); from += AT_ONCE) {
            var some = things.subList(from, Math.min(from + AT_ONCE, things.size())).toArray(UUID[]::new);
            // Held before the things are read: of two who changed parts of one thing, the second waits and then reads both changes.
            db.execute("select from index.entry where workspace_id = tenancy.workspace() and thing_id = any(?) and source = ? order by id for update", some, searchable.kind());
            var entries = searchable.entries(List.of(some));
            // A thing with an entry of its own has no others.
            if (entries.size() < some.length || entries.stream().anyMatch(entry -> !entry.thing().equals(entry.ref().id()))) {
                db.execute("delete from index.entry where workspace_id = tenancy.workspace() and thing_id = any(?) and source = ? and id <> all(?)",
                        some, searchable.kind(), ids(entries, entry -> entry.ref().id()));
            }
            if (!entries.isEmpty()) write(searchable.kind(), entries);
        }
    }

    private void write(String source, List<Entry> entries) {
        var ids = entries.stream().map(entry -> entry.ref().id()).toArray(UUID[]::new);
        int changed = db.execute(
                """
                insert into index.entry (id, kind, source, thing_id, under_id, borrows, project_id, party_id, author_id, at, number, number_key, title, body, address, audiences, named, titles, words)
                select r.id, r.kind, ?, r.thing_id, r.under_id, r.title = '', r.project_id, r.party_id, r.author_id, r.at, r.number, r.number_key,
                    case when r.title = '' then coalesce((select p.title from index.entry p where p.workspace_id = tenancy.workspace() and p.id = r.under_id), '') else r.title end, r.body,
                    case when r.address = '' then coalesce((select p.address from index.entry p where p.workspace_id = tenancy.workspace() and p.id = r.under_id), '') else r.address end,
                    case when r.under_id is null then string_to_array(r.audiences, ' ')::uuid[] else coalesce((select p.audiences from index.entry p where p.workspace_id = tenancy.workspace() and p.id = r.under_id), array[]::uuid[]) end,
                    case when r.under_id is null then string_to_array(r.named, ' ')::uuid[] else coalesce((select p.named from index.entry p where p.workspace_id = tenancy.workspace() and p.id = r.under_id), array[]::uuid[]) end,
                    array_to_tsvector(string_to_array(r.titles, ' ')), array_to_tsvector(string_to_array(r.words, ' '))
                from unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                    r (id, kind, thing_id, under_id, project_id, party_id, author_id, at, number, number_key, title, body, address, audiences, named, titles, words)
                on conflict (workspace_id, id) do update set kind = excluded.kind, source = excluded.source, thing_id = excluded.thing_id, under_id = excluded.under_id, borrows = excluded.borrows, project_id = excluded.project_id,
                    party_id = excluded.party_id, author_id = excluded.author_id, at = excluded.at, number = excluded.number, number_key = excluded.number_key, title = excluded.title, body = excluded.body,
                    address = excluded.address, audiences = excluded.audiences, named = excluded.named, titles = excluded.titles, words = excluded.words
                where (index.entry.kind, index.entry.thing_id, index.entry.under_id, index.entry.project_id, index.entry.party_id, index.entry.author_id, index.entry.number, index.entry.title, index.entry.body, index.entry.address, index.entry.audiences, index.entry.named, index.entry.words)
                    is distinct from (excluded.kind, excluded.thing_id, excluded.under_id, excluded.project_id, excluded.party_id, excluded.author_id, excluded.number, excluded.title, excluded.body, excluded.address, excluded.audiences, excluded.named, excluded.words)
                """,
                source, ids, texts(entries, entry -> entry.ref().kind()), ids(entries, Entry::thing), ids(entries, Entry::under), ids(entries, entry -> value(entry.project())), ids(entries, entry -> value(entry.party())),
                ids(entries, entry -> value(entry.author())), entries.stream().map(entry -> told(entry.at()).atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new), texts(entries, entry -> cut(entry.number(), 120)),
                texts(entries, entry -> cut(Words.numberKey(entry.number()), 120)), texts(entries, entry -> cut(entry.title(), 400)), texts(entries, entry -> cut(entry.text(), SHORT)), texts(entries, Entry::address),
                texts(entries, entry -> joined(entry.audiences())), texts(entries, entry -> joined(entry.named().stream().map(Id::value).collect(Collectors.toSet()))),
                texts(entries, entry -> String.join(" ", titles(entry))), texts(entries, entry -> String.join(" ", words(entry))));
        if (changed == 0 && entries.stream().noneMatch(entry -> entry.text().length() > SHORT)) return;
        // Whoever may find a thing may find what belongs to it.
        db.execute(
                """
                update index.entry c set audiences = p.audiences, named = p.named, title = case when c.borrows then p.title else c.title end, address = coalesce(nullif(c.address, ''), p.address)
                from index.entry p
                where p.workspace_id = tenancy.workspace() and p.id = any(?) and c.workspace_id = p.workspace_id and c.under_id = p.id 
                    and ((c.audiences, c.named) is distinct from (p.audiences, p.named) or c.borrows and c.title <> p.title)
                """,
                (Object) ids);
        contents(entries, ids);
    }

    private void contents(List<Entry> entries, UUID[] ids) {
        var longs = entries.stream().filter(entry -> entry.file() == null && entry.text().length() > SHORT).toList();
        var files = entries.stream().filter(entry -> entry.file() != null).toList();
        if (longs.size() + files.size() < entries.size()) {
            db.execute("delete from index.content where workspace_id = tenancy.workspace() and entry_id = any(?) and entry_id <> all(?) and entry_id <> all(?)",
                    ids, ids(longs, entry -> entry.ref().id()), ids(files, entry -> entry.ref().id()));
        }
        for (var entry : longs) content(entry.ref().id(), entry.text());
        for (var entry : files) {
            var file = java.util.Objects.requireNonNull(entry.file());
            db.execute(
                    """
                    insert into index.content (entry_id, state, sha256, type) values (?, 'waiting', ?, ?)
                    on conflict (workspace_id, entry_id) do update set state = 'waiting', sha256 = excluded.sha256, type = excluded.type, tried = 0, tried_at = null, body = '', words = ''
                    where index.content.sha256 is distinct from excluded.sha256
                    """,
                    entry.ref().id(), file.sha256(), file.type());
        }
    }

    /** What stands in a file, or in a text that is too long for a row. */
    void content(UUID entry, String text) {
        var body = cut(text, LONG);
        var words = Words.of(body, MOST_WORDS);
        db.execute(
                """
                insert into index.content (entry_id, state, body, words) values (?, 'read', ?, array_to_tsvector(string_to_array(?, ' ') || replace(tenancy.workspace()::text, '-', '')))
                on conflict (workspace_id, entry_id) do update set state = 'read', body = excluded.body, words = excluded.words
                """,
                entry, body, String.join(" ", words));
    }

    void forget(Collection<UUID> things) {
        var gone = things.toArray(UUID[]::new);
        db.execute("delete from index.entry where workspace_id = tenancy.workspace() and under_id = any(?)", (Object) gone);
        db.execute("delete from index.entry where workspace_id = tenancy.workspace() and (thing_id = any(?) or id = any(?))", gone, gone);
    }

    Map<UUID, String> titles(Collection<UUID> things, Audience audience) {
        var found = new HashMap<UUID, String>();
        for (var row : db.fetch("select id, title from index.entry where workspace_id = tenancy.workspace() and id = any(?) and ? = any(audiences) and title <> ''", things.toArray(UUID[]::new), audience.id())) {
            found.put(row.get(0, UUID.class), row.get(1, String.class));
        }
        return found;
    }

    // An id that was made elsewhere tells no time: what would lie beyond any calendar is as old as can be.
    private static Instant told(Instant at) {
        return at.isBefore(BEYOND) ? at : Instant.EPOCH;
    }

    private static Set<String> titles(Entry entry) {
        var words = new LinkedHashSet<String>();
        Words.add(entry.number(), 60, words);
        Words.add(entry.title(), 600, words);
        return words;
    }

    private static Set<String> words(Entry entry) {
        var words = titles(entry);
        Words.add(cut(entry.text(), SHORT), 3_000, words);
        return words;
    }

    /** Without half a character, and without what PostgreSQL cannot hold. */
    private static String cut(String text, int most) {
        var clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        if (clean.length() <= most) return clean;
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(most - 1)) ? most - 1 : most);
    }

    private static String joined(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).sorted().collect(Collectors.joining(" "));
    }

    private static @Nullable UUID value(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    private static String[] texts(List<Entry> entries, Function<Entry, String> text) {
        return entries.stream().map(text).toArray(String[]::new);
    }

    private static @Nullable UUID[] ids(List<Entry> entries, Function<Entry, @Nullable UUID> id) {
        return entries.stream().map(id).toArray(UUID[]::new);
    }
}
