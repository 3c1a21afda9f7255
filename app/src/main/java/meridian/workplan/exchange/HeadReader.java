package meridian.workplan.exchange;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows above the headings: title, document head, and what they say about years. */
final class HeadReader {
    private static final Pattern PARTS = Pattern.compile("\\s{2,}|[\\n|]|\\s(?=\\p{IsHan}{2,6}[:\uFF1A])");
    private static final Pattern LABELLED = Pattern.compile("([^:\uFF1A]{1,20})[:\uFF1A]\\s*(.*)");
    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})");
    private static final Pattern YEAR = Pattern.compile(
            "(?:按|以|均为|视为|默认为?|都是)\\s*(\\d{4})\\s*年|dates?\\b.{0,40}\\byear\\b.{0,40}?(\\d{4})|year\\s*(?:is|:|=)\\s*(\\d{4})", Pattern.CASE_INSENSITIVE);

    private HeadReader() {}

    static List<String> texts(Sheet sheet, int headingRow) {
        var texts = new ArrayList<String>();
        for (var row : sheet.rows()) {
            if (row.number() >= headingRow) break;
            var line = new ArrayList<String>();
            for (var cell : row.cells()) {
                var text = CleanText.of(cell.text()).text();
                if (!text.isEmpty() && !cell.merged()) line.add(text);
            }
            if (!line.isEmpty()) texts.add(String.join("  ", line));
        }
        return texts;
    }

    static PlanHead head(List<String> texts) {
        if (texts.isEmpty()) return PlanHead.NONE;
        String unit = "", version = "", number = "", classification = "";
        LocalDate date = null;
        var remarks = new ArrayList<String>();
        for (var text : texts.subList(1, texts.size()))
            for (var part : PARTS.split(text)) {
                var labelled = LABELLED.matcher(part.strip());
                var label = labelled.matches() ? labelled.group(1).strip().toLowerCase(Locale.ROOT) : "";
                var value = labelled.matches() ? labelled.group(2).strip() : "";
                switch (label) {
                    case "编制", "编制单位", "编制部门", "编制人", "prepared by", "unit" -> unit = value;
                    case "版本", "版本号", "version" -> version = value;
                    case "编号", "文件编号", "文档编号", "number", "no.", "document number" -> number = value;
                    case "密级", "class", "classification" -> classification = value;
                    case "编制日期", "日期", "更新日期", "date", "prepared on" -> {
                        date = date(value);
                        if (date == null) remarks.add(part.strip());
                    }
                    default -> {
                        if (!part.isBlank()) remarks.add(part.strip());
                    }
                }
            }
        return new PlanHead(texts.getFirst(), unit, version, number, classification, date, String.join("  ", remarks));
    }

    static @Nullable LocalDate date(String text) {
        var form = DATE.matcher(text);
        if (!form.find()) return null;
        try {
            return LocalDate.of(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)));
        } catch (java.time.DateTimeException noSuchDay) {
            return null;
        }
    }

    static @Nullable Integer notedYear(List<String> texts) {
        for (var text : texts) {
            var form = YEAR.matcher(text);
            if (form.find()) for (int group = 1; group <= 3; group++) if (form.group(group) != null) return Integer.valueOf(form.group(group));
        }
        return null;
    }
}
