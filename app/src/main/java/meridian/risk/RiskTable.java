package meridian.risk;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import meridian.web.Words;

/**
 * The risk tracking table 跨区域协同风险跟踪表 in the playbook’s columns, the same for page, DOCX, PDF and XLSX: number,
 * description, party, submitted by and on, level, measures, owner, deadline, status, updates. Where there are several
 * measures their owners and deadlines stand in the same order.
 */
public final class RiskTable {
    /** A column: the key of its heading, its share of the width, and whether it is centred. */
    public record Column(String key, int width, boolean centred) {}

    public static final List<Column> COLUMNS = List.of(
            new Column("risk.code", 8, true), new Column("risk.description", 20, false), new Column("field.party", 10, true), new Column("risk.doc.submitted_by", 11, true), new Column("risk.doc.submitted_on", 12, true),
            new Column("risk.level", 9, true), new Column("risk.measures", 22, false), new Column("risk.owner", 11, true), new Column("risk.deadline", 13, true), new Column("risk.status", 11, true), new Column("risk.doc.updates", 20, false));

    /** What templates call the columns. */
    static final List<String> NAMES = List.of("code", "description", "party", "submitted_by", "submitted_on", "level", "measures", "owner", "deadline", "status", "updates");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);
    private static final List<RiskAct> TELLING = List.of(RiskAct.NOTE, RiskAct.REVIEW, RiskAct.CLOSE, RiskAct.OCCUR, RiskAct.REOPEN, RiskAct.TREAT);
    private static final int UPDATES = 3;

    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public RiskTable(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    public List<String> headings() {
        return COLUMNS.stream().map(column -> t(column.key())).toList();
    }

    public List<String> row(Risk risk) {
        var measures = risk.measures().stream().filter(measure -> measure.droppedAt() == null || !risk.status().open()).toList();
        var row = new ArrayList<String>();
        row.add(risk.code());
        row.add(risk.description());
        row.add(risk.partyName().isEmpty() ? t("risk.whole_project") : risk.partyName());
        row.add(risk.preset() ? t("risk.preset") : risk.submittedBy().name());
        row.add(DAY.format(ZonedDateTime.ofInstant(risk.submittedAt(), zone)));
        row.add(t("risk.level." + risk.level().text()));
        row.add(lines(measures, Risk.Measure::content));
        row.add(measures.isEmpty() && risk.owner() != null ? risk.owner().name() : lines(measures, measure -> measure.owner().name()));
        row.add(lines(measures, measure -> measure.dueOn().toString()));
        row.add(t("risk.status." + risk.status().text()));
        row.add(updates(risk));
        return row;
    }

    private static String lines(List<Risk.Measure> measures, Function<Risk.Measure, String> said) {
        if (measures.size() == 1) return said.apply(measures.getFirst());
        var lines = new ArrayList<String>();
        for (int i = 0; i < measures.size(); i++) lines.add((i + 1) + ". " + said.apply(measures.get(i)));
        return String.join("\n", lines);
    }

    // What was said of it last, the newest first.
    private String updates(Risk risk) {
        return String.join("\n", risk.entries().reversed().stream()
                .filter(entry -> TELLING.contains(entry.act()) && !entry.note().isBlank())
                .limit(UPDATES)
                .map(entry -> SHORT.format(ZonedDateTime.ofInstant(entry.at(), zone)) + " " + entry.by() + " " + entry.note())
                .toList());
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
