package meridian.launch;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import meridian.document.Block.Column;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentVersion;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.project.FrozenTables.ResourceList;
import meridian.project.FrozenTables.ResponsibilityTable;
import meridian.web.Words;

/** One version of the responsibility table or the resource list as a document, so that what a letter names can be read. */
public final class TableDocument {
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public TableDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    public DocumentContent of(ResponsibilityTable table, String organisation, String project, Document document, List<Revision> revisions, int issue) {
        var content = DocumentContent.of(head("launch.responsibility_table", organisation, project, document, revisions, issue)).landscape();
        var columns = new ArrayList<Column>();
        columns.add(Column.of(t("raci.deliverable"), 30));
        for (var party : table.parties()) columns.add(Column.centred(party, Math.max(6, 70 / Math.max(1, table.parties().size()))));
        content.heading(t("launch.responsibility_matrix")).table(columns, table.rows().stream().map(row -> {
            var cells = new ArrayList<String>();
            cells.add(row.deliverable());
            row.letters().forEach(letter -> cells.add(letter.isEmpty() ? "–" : letter));
            return List.copyOf(cells);
        }).toList()).named("matrix", Stream.concat(Stream.of("deliverable"), IntStream.rangeClosed(1, table.parties().size()).mapToObj(i -> "party_" + i)).toList(), List.of());
        content.paragraph("R " + t("raci.R") + " · A " + t("raci.A") + " · C " + t("raci.C") + " · I " + t("raci.I"));
        content.heading(t("launch.responsibility_team")).table(
                List.of(Column.of(t("launch.seat_name"), 20), Column.of(t("launch.seat_role"), 20), Column.of(t("field.party"), 18), Column.of(t("launch.seat_duties"), 42)),
                table.team().stream().map(seat -> List.of(seat.name(), t("role." + seat.role()), seat.party().isEmpty() ? "–" : seat.party(), seat.duties())).toList()).named("team", "name", "role", "party", "duties");
        return content.build();
    }

    public DocumentContent of(ResourceList list, String organisation, String project, Document document, List<Revision> revisions, int issue) {
        var content = DocumentContent.of(head("launch.resource_list", organisation, project, document, revisions, issue)).landscape();
        content.table(
                List.of(Column.of(t("launch.resource_kind"), 14), Column.of(t("launch.resource"), 22), Column.of(t("launch.resource_amount"), 17), Column.of(t("launch.resource_provider"), 15), Column.centred(t("launch.resource_from"), 16), Column.centred(t("launch.resource_until"), 16)),
                list.lines().stream().map(line -> List.of(t("resource.kind." + line.kind()), line.name(), line.amount().isEmpty() ? "–" : new java.text.DecimalFormat("#,##0.####", java.text.DecimalFormatSymbols.getInstance(Locale.ROOT)).format(new java.math.BigDecimal(line.amount())) + " " + line.unit(), orDash(line.provider()), orDash(line.from()), orDash(line.until()))).toList()).named("resources", "kind", "name", "amount", "provider", "from", "until");
        return content.build();
    }

    private Head head(String title, String organisation, String project, Document document, List<Revision> revisions, int issue) {
        var then = revisions.stream().filter(revision -> revision.issue() == issue).findFirst().map(document::at).orElse(document);
        var head = Head.titled(t(title), language).kind(document.kind())
                .registered(then, words, zone).version(DocumentVersion.issued(issue)).organisation(organisation).project(project);
        revisions.stream().filter(revision -> revision.issue() <= issue).sorted(Comparator.comparing(Revision::issue)).forEach(revision -> {
            var on = LocalDate.ofInstant(revision.issuedAt(), zone);
            var by = revision.prepared() == null ? "" : revision.prepared().name();
            head.revision(revision.version(), on, by, t("launch.frozen_for_letters"));
            if (revision.issue() == issue) head.prepared(by, on).effective(on);
        });
        return head.build();
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "–" : text;
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
