package meridian.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** An edited copy read back: by its marks where they are, by its place in the table where an editor has dropped one. */
final class EditedCopy {
    private final Document xml;
    private final Map<String, Element> bookmarks = new LinkedHashMap<>();
    private final Map<String, Element> controls = new HashMap<>();

    EditedCopy(WordFile file) {
        xml = file.xml("word/document.xml");
        for (var mark : WordFile.elements(xml, WordFile.W, "bookmarkStart")) bookmarks.putIfAbsent(mark.getAttributeNS(WordFile.W, "name"), mark);
        for (var tag : WordFile.elements(xml, WordFile.W, "tag")) {
            var control = WordFile.around(tag, "sdt");
            if (control != null) controls.putIfAbsent(tag.getAttributeNS(WordFile.W, "val"), control);
        }
    }

    /** The handing-out it comes from; refused where it comes from none. */
    UUID origin() {
        return bookmarks.keySet().stream().filter(name -> name.startsWith(Marks.ORIGIN)).findFirst().map(Marks::origin).orElseThrow(() -> WordFile.refused("not_ours"));
    }

    /** A row that was not there: by column what it says. */
    record Added(String name, Map<String, String> values) {}

    /** What it says: the fields that were found, the rows (piece and id) that are gone, those that are new, and what could not be found again. */
    record Found(Map<String, String> texts, List<Added> added, List<String> removed, List<String> lost) {}

    /** {@code base}: what it said when it was handed out; {@code counts} says of a piece and a column whether it tells one row from another. */
    Found read(Map<String, String> base, BiPredicate<String, String> counts) {
        var keys = List.copyOf(base.keySet());
        var texts = new LinkedHashMap<String, String>();
        var added = new ArrayList<Added>();
        var seen = new LinkedHashSet<String>();
        var touched = new HashSet<String>();
        for (var table : WordFile.elements(xml, WordFile.W, "tbl")) table(table, keys, texts, added, seen, touched);
        items(keys, texts, added, seen, touched);
        var lost = new ArrayList<String>();
        var removed = new LinkedHashSet<String>();
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            if (texts.containsKey(key)) continue;
            var parts = key.split("/");
            if (parts.length == 3) {
                var row = parts[0] + "/" + parts[1];
                if (!touched.contains(parts[0])) lost.add(key);
                else if (!seen.contains(row)) removed.add(row);
                continue;
            }
            var text = text(Marks.FIELD + i);
            if (text == null) lost.add(key);
            else texts.put(key, Fields.plain(text));
        }
        added.removeIf(row -> moved(row, removed, base, counts));
        return new Found(texts, added, List.copyOf(removed), lost);
    }

    // What is gone at one place and stands word for word at another was moved, which is no difference.
    private static boolean moved(Added row, Set<String> removed, Map<String, String> base, BiPredicate<String, String> counts) {
        var telling = row.values().entrySet().stream().filter(cell -> counts.test(row.name(), cell.getKey())).toList();
        if (telling.isEmpty()) return false;
        var from = removed.stream().filter(gone -> gone.startsWith(row.name() + "/") && telling.stream().allMatch(cell -> cell.getValue().equals(base.getOrDefault(gone + "/" + cell.getKey(), "")))).findFirst();
        from.ifPresent(removed::remove);
        return from.isPresent();
    }

    // While changes are tracked, Word keeps a row or a paragraph that was deleted, or moved away, and says so in its properties.
    private static boolean gone(Element row) {
        for (var child = row.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (!WordFile.is(child, "trPr") && !WordFile.is(child, "pPr")) continue;
            return !WordFile.elements(child, WordFile.W, "del").isEmpty() || !WordFile.elements(child, WordFile.W, "moveFrom").isEmpty();
        }
        return false;
    }

    private @Nullable String text(String mark) {
        var control = controls.get(mark);
        if (control != null) return WordFile.elements(control, WordFile.W, "sdtContent").stream().findFirst().map(WordFile::text).orElse(null);
        var start = bookmarks.get(mark);
        if (start == null) return null;
        var first = WordFile.around(start, "p");
        if (first == null) return null;
        var id = start.getAttributeNS(WordFile.W, "id");
        var end = WordFile.elements(xml, WordFile.W, "bookmarkEnd").stream().filter(one -> one.getAttributeNS(WordFile.W, "id").equals(id)).findFirst().map(one -> WordFile.around(one, "p")).orElse(first);
        var lines = new ArrayList<String>();
        for (org.w3c.dom.Node node = first; node != null; node = node.getNextSibling()) {
            if (WordFile.is(node, "p")) lines.add(WordFile.text(node));
            if (node == end || end != null && end.getParentNode() != first.getParentNode()) break;
        }
        return String.join("\n", lines);
    }

    private static List<Element> children(Element parent, String name) {
        return WordFile.elements(parent, WordFile.W, name).stream().filter(child -> switch (name) {
            case "tr" -> WordFile.around(child, "tbl") == parent;
            default -> WordFile.around(child, "tr") == parent;
        }).toList();
    }

    private static @Nullable String key(Element under, List<String> keys) {
        for (var mark : WordFile.elements(under, WordFile.W, "bookmarkStart")) {
            var name = mark.getAttributeNS(WordFile.W, "name");
            int number = name.startsWith(Marks.FIELD) ? Marks.number(name) : -1;
            if (number >= 0 && number < keys.size() && keys.get(number).split("/").length == 3) return keys.get(number);
        }
        return null;
    }

    private static void table(Element table, List<String> keys, Map<String, String> texts, List<Added> added, Set<String> seen, Set<String> touched) {
        var rows = children(table, "tr");
        var places = new LinkedHashMap<String, Integer>();
        String name = null;
        for (var row : rows) {
            var cells = children(row, "tc");
            for (int i = 0; i < cells.size(); i++) {
                var key = key(cells.get(i), keys);
                if (key == null) continue;
                var parts = key.split("/");
                name = name == null ? parts[0] : name;
                if (parts[0].equals(name)) places.putIfAbsent(parts[2], i);
            }
        }
        if (name == null) return;
        touched.add(name);
        for (var row : rows) {
            if (gone(row)) continue;
            var cells = children(row, "tc");
            var key = key(row, keys);
            var values = new LinkedHashMap<String, String>();
            places.forEach((column, place) -> values.put(column, place < cells.size() ? Fields.plain(WordFile.text(cells.get(place))) : ""));
            if (key == null || !key.startsWith(name + "/")) {
                if (row != rows.getFirst() && values.values().stream().anyMatch(value -> !value.isEmpty())) added.add(new Added(name, values));
                continue;
            }
            var id = name + "/" + key.split("/")[1];
            if (!seen.add(id)) {
                added.add(new Added(name, values));
                continue;
            }
            values.forEach((column, value) -> {
                if (keys.contains(id + "/" + column)) texts.put(id + "/" + column, value);
            });
        }
    }

    // Items of lists: what stands in the same list without a mark is new.
    private void items(List<String> keys, Map<String, String> texts, List<Added> added, Set<String> seen, Set<String> touched) {
        var lists = new HashMap<String, String>();
        var known = new HashSet<Element>();
        for (int i = 0; i < keys.size(); i++) {
            var parts = keys.get(i).split("/");
            var mark = bookmarks.get(Marks.FIELD + i);
            if (parts.length != 3 || !parts[2].equals(Fields.ITEM) || mark == null || WordFile.around(mark, "tc") != null) continue;
            var paragraph = WordFile.around(mark, "p");
            if (paragraph == null || !known.add(paragraph)) continue;
            touched.add(parts[0]);
            var list = list(paragraph);
            if (list != null) lists.put(list, parts[0]);
            var text = Fields.plain(WordFile.text(paragraph));
            if (text.isEmpty() && gone(paragraph)) continue;
            seen.add(parts[0] + "/" + parts[1]);
            texts.put(keys.get(i), text);
        }
        if (lists.isEmpty()) return;
        for (var paragraph : WordFile.elements(xml, WordFile.W, "p")) {
            var list = list(paragraph);
            if (list == null || !lists.containsKey(list) || known.contains(paragraph)) continue;
            var text = Fields.plain(WordFile.text(paragraph));
            if (!text.isEmpty()) added.add(new Added(lists.get(list), Map.of(Fields.ITEM, text)));
        }
    }

    private static @Nullable String list(Element paragraph) {
        return WordFile.elements(paragraph, WordFile.W, "numId").stream().findFirst().map(id -> id.getAttributeNS(WordFile.W, "val")).orElse(null);
    }
}
