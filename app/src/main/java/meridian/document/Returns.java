package meridian.document;

import static db.document.Tables.HANDED_OUT;
import static db.document.Tables.RETURNED;
import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import meridian.activity.Activities;
import meridian.document.EditedCopy.Found;
import meridian.tenancy.Actor;
import meridian.tenancy.HandedOutId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Refused;
import meridian.tenancy.ReturnedId;
import meridian.tenancy.Stale;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Word there and back: what a file said when it was handed out is kept, so that an edited copy comes back as a list of differences,
 * each to be accepted or not. What has changed here meanwhile is a conflict and is shown as such; nothing is overwritten silently.
 */
@Component
public class Returns {
    /** A copy older than this says too little about what stands here. */
    static final Duration LONGEST_AWAY = Duration.ofDays(90);

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_NAME = 200;
    private static final int MOST_CHANGES = 2000;

    private final DSLContext db;
    private final Clock clock;
    private final Activities activities;
    private final ObjectProvider<ReturningKind> kinds;
    private final Words words;

    Returns(DSLContext db, Clock clock, Activities activities, ObjectProvider<ReturningKind> kinds, Words words) {
        this.db = db;
        this.clock = clock;
        this.activities = activities;
        this.kinds = kinds;
        this.words = words;
    }

    /** One difference. {@code key} names the field, the row that is gone, or the row that is new; {@code now} is what stands here. */
    public record Change(String key, Kind kind, String name, String row, String column, String base, String now, String file, boolean conflict, boolean possible) {
        public enum Kind { TEXT, ADDED, REMOVED }
    }

    /** A copy that came back, beside what stands here. {@code seen} is the fingerprint of all of it; {@code lost} are fields the copy does not show any more; {@code titles} what its columns are called. */
    public record Returned(ReturnedId id, ReturningKind kind, String address, String fileName, String by, Instant at, String state, Instant handedAt, String language, List<Change> changes, List<Change> lost, Map<String, String> titles, String seen) {
        public boolean open() {
            return state.equals("open");
        }

        public long conflicts() {
            return changes.stream().filter(Change::conflict).count();
        }
    }

    /** Keeps what a file says that is about to be handed out; answers by what its copy will be known. */
    @Transactional
    public Marks handOut(ProjectId project, UUID subject, DocumentContent content, Actor actor) {
        var id = HandedOutId.next();
        var fields = Fields.of(content);
        var now = clock.instant();
        db.deleteFrom(HANDED_OUT).where(HANDED_OUT.SUBJECT_ID.eq(subject), HANDED_OUT.HANDED_AT.lt(now.minus(LONGEST_AWAY)), org.jooq.impl.DSL.notExists(db.selectOne().from(RETURNED).where(RETURNED.WORKSPACE_ID.eq(HANDED_OUT.WORKSPACE_ID), RETURNED.HANDED_OUT_ID.eq(HANDED_OUT.ID)))).execute();
        db.insertInto(HANDED_OUT)
                .set(HANDED_OUT.ID, id)
                .set(HANDED_OUT.PROJECT_ID, project)
                .set(HANDED_OUT.KIND, content.head().kind())
                .set(HANDED_OUT.SUBJECT_ID, subject)
                .set(HANDED_OUT.LANGUAGE, content.head().language().getLanguage().equals("zh") ? "zh" : "en")
                .set(HANDED_OUT.FIELDS, JSONB.valueOf(JSON.writeValueAsString(fields.texts().entrySet().stream().map(entry -> List.of(entry.getKey(), entry.getValue())).toList())))
                .set(HANDED_OUT.HANDED_BY, actor.person())
                .set(HANDED_OUT.HANDED_AT, now)
                .execute();
        return new Marks(id.value(), fields.keys());
    }

    /** Takes in an edited copy of a document of this project. Nothing of a refused one is kept. Sent twice it is taken once. */
    @Transactional
    public void take(ProjectId project, ReturnedId id, @Nullable String fileName, byte[] bytes, Actor actor) {
        if (db.fetchExists(RETURNED, RETURNED.ID.eq(id))) return;
        var copy = new EditedCopy(WordFile.read(bytes, WordFile.Use.EDITED));
        var origin = new HandedOutId(copy.origin());
        var handed = db.select(HANDED_OUT.PROJECT_ID, HANDED_OUT.KIND, HANDED_OUT.SUBJECT_ID, HANDED_OUT.FIELDS, HANDED_OUT.HANDED_AT).from(HANDED_OUT).where(HANDED_OUT.ID.eq(origin)).fetchOptional().orElseThrow(() -> WordFile.refused("not_known"));
        if (!handed.value1().equals(project)) throw WordFile.refused("other_project");
        if (handed.value5().isBefore(clock.instant().minus(LONGEST_AWAY))) throw Refused.at("file", "word.refused.too_old", LONGEST_AWAY.toDays());
        var kind = kind(handed.value2());
        kind.require(project, handed.value3(), actor);
        var found = copy.read(fields(handed.value4()), kind::editable);
        if (found.texts().isEmpty() && found.removed().isEmpty()) throw WordFile.refused("no_marks");
        if (found.added().size() > MOST_CHANGES) throw WordFile.refused("bomb");
        var name = SafeText.line(fileName == null ? "" : fileName);
        db.insertInto(RETURNED)
                .set(RETURNED.ID, id)
                .set(RETURNED.HANDED_OUT_ID, origin)
                .set(RETURNED.FILE_NAME, name.isEmpty() ? "copy.docx" : name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                .set(RETURNED.FOUND, JSONB.valueOf(JSON.writeValueAsString(found)))
                .set(RETURNED.RETURNED_BY, actor.person())
                .set(RETURNED.RETURNED_AT, clock.instant())
                .execute();
    }

    private ReturningKind kind(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow(NotFound::new);
    }

    private static Map<String, String> fields(JSONB json) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : JSON.readTree(json.data())) fields.put(pair.get(0).asString(), pair.get(1).asString());
        return fields;
    }

    private record Row(Returned returned, UUID subject, Found found, Locale language) {}

    /** For who may edit the document; refused to others of the project. */
    @Transactional(readOnly = true)
    public Returned get(ProjectId project, ReturnedId id, Actor actor) {
        return read(project, id, actor).returned();
    }

    private Row read(ProjectId project, ReturnedId id, Actor actor) {
        var row = db.select(HANDED_OUT.KIND, HANDED_OUT.SUBJECT_ID, HANDED_OUT.LANGUAGE, HANDED_OUT.FIELDS, HANDED_OUT.HANDED_AT, RETURNED.FILE_NAME, RETURNED.FOUND, RETURNED.STATE, MEMBER.DISPLAY_NAME, RETURNED.RETURNED_AT)
                .from(RETURNED)
                .join(HANDED_OUT).on(HANDED_OUT.WORKSPACE_ID.eq(RETURNED.WORKSPACE_ID), HANDED_OUT.ID.eq(RETURNED.HANDED_OUT_ID))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(RETURNED.WORKSPACE_ID), MEMBER.ID.eq(RETURNED.RETURNED_BY))
                .where(RETURNED.ID.eq(id), HANDED_OUT.PROJECT_ID.eq(project))
                .fetchOptional().orElseThrow(NotFound::new);
        var kind = kind(row.value1());
        var language = row.value3().equals("zh") ? Words.CHINESE : Words.ENGLISH;
        var base = fields(row.value4());
        var found = JSON.readValue(row.value7().data(), Found.class);
        var content = kind.now(project, row.value2(), language, actor);
        var now = Fields.of(content).texts();
        var titles = titles(content);
        var changes = changes(kind, base, found, now, titles, language);
        var lost = found.lost().stream().filter(key -> kind.editable(name(key), column(key))).map(key -> change(key, Change.Kind.TEXT, base, now, "", false, false)).toList();
        var seen = HexFormat.of().formatHex(Canonical.sha256(JSON.valueToTree(Map.of("changes", changes, "state", row.value8()))));
        return new Row(new Returned(id, kind, kind.address(project, row.value2()), row.value6(), row.value9(), row.value10(), row.value8(), row.value5(), row.value3(), changes, lost, titles, seen), row.value2(), found, language);
    }

    private static Map<String, String> titles(DocumentContent content) {
        var titles = new LinkedHashMap<String, String>();
        for (var block : content.blocks()) {
            if (block instanceof Block.Named named && named.block() instanceof Block.Table table) for (int i = 0; i < named.columns().size(); i++) titles.put(named.name() + "/" + named.columns().get(i), table.columns().get(i).title());
        }
        return titles;
    }

    private List<Change> changes(ReturningKind kind, Map<String, String> base, Found found, Map<String, String> now, Map<String, String> titles, Locale language) {
        var changes = new ArrayList<Change>();
        // In the order of the document: what the database keeps has another.
        base.forEach((key, before) -> {
            var text = found.texts().get(key);
            if (text == null || text.equals(before) || text.equals(now.get(key))) return;
            boolean there = now.containsKey(key);
            changes.add(change(key, Change.Kind.TEXT, base, now, text, !before.equals(now.get(key)), there && kind.editable(name(key), column(key))));
        });
        for (var gone : base.keySet().stream().filter(key -> key.indexOf('/') > 0).map(key -> key.substring(0, key.lastIndexOf('/'))).distinct().filter(found.removed()::contains).toList()) {
            if (now.keySet().stream().noneMatch(key -> key.startsWith(gone + "/"))) continue;
            boolean changed = base.entrySet().stream().anyMatch(field -> field.getKey().startsWith(gone + "/") && !field.getValue().equals(now.get(field.getKey())));
            var parts = gone.split("/");
            changes.add(new Change(gone, Change.Kind.REMOVED, parts[0], titled(parts[0], parts[1], base), "", titled(parts[0], parts[1], base), titled(parts[0], parts[1], now), "", changed, kind.grows(parts[0])));
        }
        for (int i = 0; i < found.added().size(); i++) {
            var row = found.added().get(i);
            changes.add(new Change("+" + i, Change.Kind.ADDED, row.name(), "", "", "", "", said(row, kind, titles, language), false, kind.grows(row.name())));
        }
        return changes;
    }

    // A new row by its columns, those that are only counted left out; of a list the text alone.
    private String said(EditedCopy.Added row, ReturningKind kind, Map<String, String> titles, Locale language) {
        if (row.values().containsKey(Fields.ITEM) && row.values().size() == 1) return row.values().get(Fields.ITEM);
        var lines = new ArrayList<String>();
        titles.forEach((key, title) -> {
            var column = key.substring(key.indexOf('/') + 1);
            var value = row.values().getOrDefault(column, "");
            if (name(key).equals(row.name()) && !value.isEmpty() && kind.editable(row.name(), column)) lines.add(words.in(language, "document.labelled", title, value));
        });
        return String.join("\n", lines);
    }

    private static Change change(String key, Change.Kind kind, Map<String, String> base, Map<String, String> now, String file, boolean conflict, boolean possible) {
        var parts = key.split("/");
        return new Change(key, kind, name(key), parts.length == 3 ? titled(parts[0], parts[1], base) : "", column(key), base.getOrDefault(key, ""), now.getOrDefault(key, ""), file, conflict, possible);
    }

    private static String name(String key) {
        return key.split("/")[0];
    }

    private static String column(String key) {
        var parts = key.split("/");
        return parts.length == 3 ? parts[2] : "";
    }

    // A row is called by its first text, the second where the first only counts.
    private static String titled(String name, String row, Map<String, String> fields) {
        return fields.entrySet().stream().filter(field -> field.getKey().startsWith(name + "/" + row + "/")).limit(2).map(field -> field.getValue().lines().findFirst().orElse("")).filter(text -> !text.matches("[0-9]*")).findFirst().orElse("");
    }

    /** Writes the chosen differences as ordinary edits and settles the copy; stale where anything here is not as it was shown. */
    @Transactional
    public void accept(ProjectId project, ReturnedId id, Set<String> chosen, String seen, Actor actor) {
        db.select(RETURNED.ID).from(RETURNED).where(RETURNED.ID.eq(id)).forUpdate().fetch();
        var row = read(project, id, actor);
        var returned = row.returned();
        returned.kind().require(project, row.subject(), actor);
        if (!returned.open()) throw Refused.because("returned.settled");
        if (!returned.seen().equals(seen)) throw new Stale();
        var texts = new HashMap<String, String>();
        var rows = new LinkedHashMap<String, Map<String, Map<String, String>>>();
        var added = new ArrayList<ReturningKind.NewRow>();
        var removed = new HashMap<String, List<String>>();
        int many = 0;
        for (var change : returned.changes()) {
            if (!change.possible() || !chosen.contains(change.key())) continue;
            many++;
            var parts = change.key().split("/");
            switch (change.kind()) {
                case TEXT -> {
                    if (parts.length == 1) texts.put(parts[0], change.file());
                    else rows.computeIfAbsent(parts[0], name -> new LinkedHashMap<>()).computeIfAbsent(parts[1], line -> new LinkedHashMap<>()).put(parts[2], change.file());
                }
                case REMOVED -> removed.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1]);
                case ADDED -> {
                    var found = row.found().added().get(Integer.parseInt(change.key().substring(1)));
                    added.add(new ReturningKind.NewRow(found.name(), found.values()));
                }
            }
        }
        if (many == 0) throw Refused.because("returned.none_chosen");
        try {
            returned.kind().write(project, row.subject(), new ReturningKind.Edits(texts, rows, added, removed), row.language(), actor);
        } catch (Refused e) {
            // The fields they belong to are on other pages.
            throw new Refused(e.problems().stream().map(problem -> new Refused.Problem("", problem.key(), problem.arguments())).toList());
        }
        settle(id, "written");
        activities.record(actor, new DocumentActivity.CopyAccepted(returned.kind().thing(row.subject()), returned.fileName(), String.valueOf(many), String.valueOf(returned.changes().size() - many)), project, null);
    }

    /** Lets a copy go; nothing of it is written. */
    @Transactional
    public void discard(ProjectId project, ReturnedId id, Actor actor) {
        var row = read(project, id, actor);
        row.returned().kind().require(project, row.subject(), actor);
        if (row.returned().open()) settle(id, "discarded");
    }

    private void settle(ReturnedId id, String state) {
        db.update(RETURNED).set(RETURNED.STATE, state).set(RETURNED.SETTLED_AT, clock.instant()).where(RETURNED.ID.eq(id)).execute();
    }

    /** The last copies of a project that somebody brought and has not settled. */
    @Transactional(readOnly = true)
    public List<Waiting> waiting(ProjectId project, MemberId by) {
        return db.select(RETURNED.ID, RETURNED.FILE_NAME, RETURNED.RETURNED_AT)
                .from(RETURNED)
                .join(HANDED_OUT).on(HANDED_OUT.WORKSPACE_ID.eq(RETURNED.WORKSPACE_ID), HANDED_OUT.ID.eq(RETURNED.HANDED_OUT_ID))
                .where(HANDED_OUT.PROJECT_ID.eq(project), RETURNED.RETURNED_BY.eq(by), RETURNED.STATE.eq("open"))
                .orderBy(RETURNED.RETURNED_AT.desc())
                .limit(20)
                .fetch(row -> new Waiting(row.value1(), row.value2(), row.value3()));
    }

    public record Waiting(ReturnedId id, String fileName, Instant at) {}
}
