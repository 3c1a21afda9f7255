package meridian.project.web;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.activity.Activities.Entry;
import meridian.activity.SealCheck;
import meridian.document.FormulaGuard;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.WorkspaceRole;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A history as a file, written batch by batch however long it is: the newest first, times in UTC. */
final class HistoryFile {
    static final int BATCH = 1_000;

    private final Words words;
    private final Reader reader;
    private final SealCheck.Head seal;
    private final Map<ProjectId, String> codes;
    private final JsonMapper json = new JsonMapper();

    HistoryFile(Words words, Reader reader, SealCheck.Head seal, Map<ProjectId, String> codes) {
        this.words = words;
        this.reader = reader;
        this.seal = seal;
        this.codes = codes;
    }

    interface Batches {
        List<Entry> before(@Nullable UUID last);
    }

    void write(Batches batches, boolean csv, OutputStream to) throws IOException {
        var out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        begin(csv, out);
        var first = true;
        UUID last = null;
        for (var batch = batches.before(null); !batch.isEmpty(); batch = batch.size() < BATCH ? List.of() : batches.before(last)) {
            for (var entry : batch) {
                if (csv) row(cells(entry), out);
                else out.write((first ? "\n" : ",\n") + json.writeValueAsString(object(entry)));
                first = false;
            }
            last = batch.getLast().id();
        }
        if (!csv) out.write("\n]}\n");
        out.flush();
    }

    // The mark before a CSV tells spreadsheets that it is UTF-8.
    private void begin(boolean csv, Writer out) throws IOException {
        if (csv) {
            out.write('\uFEFF');
            row(List.of("time", "who", "what", "thing", "changes", "from", "project", "id").stream().map(column -> words.in(reader.locale(), "history.column." + column)).toList(), out);
            return;
        }
        var head = new LinkedHashMap<String, Object>();
        head.put("workspace", reader.slug());
        head.put("seal_number", seal.number());
        head.put("seal_hash", seal.hash());
        var text = json.writeValueAsString(head);
        out.write(text.substring(0, text.length() - 1) + ",\"activities\":[");
    }

    private List<String> cells(Entry entry) {
        return List.of(entry.at().toString(), entry.actor(), word(entry), (kind(entry) + " " + name(entry)).strip(),
                entry.changes().stream().map(change -> field(change.field()) + ": " + change.from() + " → " + change.to()).collect(Collectors.joining("; ")), address(entry),
                code(entry), entry.id().toString());
    }

    private Map<String, Object> object(Entry entry) {
        var object = new LinkedHashMap<String, Object>();
        object.put("id", entry.id().toString());
        object.put("at", entry.at().toString());
        object.put("actor_id", entry.actorId() == null ? null : entry.actorId().toString());
        object.put("actor", entry.actor());
        if (!address(entry).isEmpty()) object.put("address", entry.address());
        object.put("type", entry.type());
        object.put("text", word(entry));
        object.put("subject", entry.subject().toString());
        object.put("name", name(entry));
        object.put("project", code(entry));
        var changes = new ArrayList<Map<String, String>>();
        for (var change : entry.changes()) changes.add(Map.of("field", change.field(), "from", change.from(), "to", change.to()));
        object.put("changes", changes);
        object.put("data", entry.data());
        return object;
    }

    private String code(Entry entry) {
        return entry.project() == null ? "" : codes.getOrDefault(entry.project(), "");
    }

    private String name(Entry entry) {
        return HistoryController.HistoryPage.called(entry, code(entry));
    }

    private String address(Entry entry) {
        return reader.role() == WorkspaceRole.NONE ? "" : entry.address();
    }

    private String word(Entry entry) {
        return words.has("activity." + entry.type()) ? words.in(reader.locale(), "activity." + entry.type()) : entry.type();
    }

    private String kind(Entry entry) {
        var key = "history.kind." + entry.subject().kind();
        return words.has(key) ? words.in(reader.locale(), key) : entry.subject().kind();
    }

    private String field(String field) {
        return words.has("field." + field) ? words.in(reader.locale(), "field." + field) : field;
    }

    private static void row(List<String> cells, Writer out) throws IOException {
        out.write(cells.stream().map(cell -> "\"" + FormulaGuard.put(cell).replace("\"", "\"\"") + "\"").collect(Collectors.joining(",")) + "\r\n");
    }
}
