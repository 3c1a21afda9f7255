package meridian.project;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.document.Block.Column;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The team and responsibility table 跨区域团队架构及职责表 as it stands, before and after it was confirmed. */
public final class ResponsibilityDocument {
    static final String MATRIX = "matrix";
    static final String TEAM = "team";

    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public ResponsibilityDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** @param document null while it was never frozen: before that it has no number; not issued where something has changed since */
    public DocumentContent of(ResponsibilityMatrix matrix, Team team, String organisation, String project, @Nullable Document document, String prepared, @Nullable LocalDate on) {
        var head = Head.titled(t("launch.responsibility_table"), language).kind(FrozenTables.Kind.RESPONSIBILITY_TABLE.text()).organisation(organisation).project(project);
        if (!prepared.isEmpty()) head.prepared(prepared, on);
        if (document != null) head.registered(document, words, zone);
        if (document != null && !document.issued()) head.revision(document.version(), null, "", t("charter.doc.draft"));
        var content = DocumentContent.of(head.build()).landscape();
        content.heading(t("launch.responsibility_matrix"));
        if (!matrix.rows().isEmpty() && !matrix.columns().isEmpty()) {
            var columns = new ArrayList<Column>();
            columns.add(Column.of(t("raci.deliverable"), 30));
            for (var party : matrix.columns()) columns.add(Column.centred(party.name(), Math.max(6, 70 / matrix.columns().size())));
            content.table(columns, matrix.rows().stream().map(row -> Stream.concat(Stream.of(row.name()), matrix.columns().stream().map(column -> orDash(matrix.at(row, column)))).toList()).toList())
                    .named(MATRIX, Stream.concat(Stream.of("deliverable"), matrix.columns().stream().map(column -> column.id().toString())).toList(), matrix.rows().stream().map(row -> row.id().toString()).toList());
        }
        content.paragraph("R " + t("raci.R") + " · A " + t("raci.A") + " · C " + t("raci.C") + " · I " + t("raci.I"));
        var seats = seats(team);
        content.heading(t("launch.responsibility_team")).table(
                        List.of(Column.of(t("launch.seat_name"), 16), Column.of(t("launch.seat_role"), 16), Column.of(t("field.party"), 14), Column.of(t("launch.seat_duties"), 34), Column.of(t("team.contact"), 20)),
                        seats.stream().map(seat -> List.of(seat.name(), t("role." + seat.role().text()), orDash(Objects.requireNonNullElse(seat.partyName(), "")), seat.duties(), seat.contact())).toList())
                .named(TEAM, List.of("name", "role", "party", "duties", "contact"), seats.stream().map(seat -> seat.id().toString()).toList());
        return content.build();
    }

    static List<Team.Seat> seats(Team team) {
        return team.seats().stream().filter(seat -> !seat.left()).toList();
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "–" : text;
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
