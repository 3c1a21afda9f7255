package meridian.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meridian.document.Block.Bullets;
import meridian.document.Block.Named;
import meridian.document.Block.Paragraph;
import meridian.document.Block.Table;

/**
 * What of a document can be edited elsewhere and brought back, one text a field, in the order of the document. A field is
 * called by its piece ({@code goal}), or by piece, row and column ({@code deliverables/<id>/name}).
 */
public record Fields(Map<String, String> texts) {
    static final String ITEM = "text";

    public Fields {
        texts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    public static Fields of(DocumentContent content) {
        var texts = new LinkedHashMap<String, String>();
        for (var block : content.blocks()) {
            if (!(block instanceof Named named)) continue;
            switch (named.block()) {
                case Paragraph(String text) -> texts.put(named.name(), plain(text));
                case Bullets(var marks, var items) -> {
                    for (int i = 0; i < named.rows().size(); i++) texts.put(key(named.name(), named.rows().get(i), ITEM), plain(items.get(i)));
                }
                case Table table -> {
                    for (int i = 0; i < named.rows().size(); i++) for (int c = 0; c < named.columns().size(); c++) texts.put(key(named.name(), named.rows().get(i), named.columns().get(c)), plain(table.rows().get(i).get(c)));
                }
                default -> {}
            }
        }
        return new Fields(texts);
    }

    static String key(String name, String row, String column) {
        return name + "/" + row + "/" + column;
    }

    public List<String> keys() {
        return List.copyOf(texts.keySet());
    }

    /** As it is compared: without spaces at the ends of lines, and without empty lines. */
    static String plain(String text) {
        return String.join("\n", SafeText.clean(text).replace('\u00A0', ' ').lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }
}
