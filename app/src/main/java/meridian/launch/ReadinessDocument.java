package meridian.launch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.approval.Approval;
import meridian.approval.ApprovalRecord;
import meridian.document.Block.Column;
import meridian.document.Block.Signer;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.launch.ReadinessReport.Item;
import meridian.project.Resource;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** A readiness report 资源准备情况报告 as a document to hand over. */
public final class ReadinessDocument {
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public ReadinessDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** Of a party that has reported; {@code provided} is what the resource list says that it provides, {@code approval} null where nobody is asked. */
    public DocumentContent of(ReadinessReport report, List<Resource> provided, String organisation, String project, Document document, List<Revision> revisions, @Nullable Approval approval) {
        var head = Head.titled(t("launch.readiness_document"), language).kind(ReadinessReports.KIND)
                .registered(document, words, zone)
                .organisation(organisation).project(project + " · " + report.partyName())
                .prepared(Objects.requireNonNull(report.reportedBy()), day(report.reportedAt()));
        var issued = document.issued() ? revisions.getFirst() : null;
        if (issued != null && issued.checked() != null) head.checked(issued.checked().name(), day(issued.issuedAt()));
        if (issued != null && issued.approved() != null) head.approved(issued.approved().name(), issued.approvedOn(zone));
        new ApprovalRecord(approval, words, language, zone).head(head);
        head.prepared(report.reportedBy(), day(report.reportedAt()));
        revisions.stream().sorted(Comparator.comparing(Revision::issue)).forEach(revision -> head.revision(revision.version(), day(revision.issuedAt()), revision.prepared() == null ? "" : revision.prepared().name(), t("launch.readiness_issued")));
        if (document.issued()) head.effective(day(revisions.getFirst().issuedAt()));
        var content = DocumentContent.of(head.build());
        content.heading(t("launch.readiness_checklist")).table(
                List.of(Column.of(t("launch.readiness_item"), 38), Column.centred(t("launch.readiness_state_column"), 18), Column.of(t("launch.readiness_note_column"), 44)),
                Stream.of(Item.values()).map(item -> {
                    var answer = Objects.requireNonNull(report.answer(item));
                    return List.of(t("launch.readiness." + item.text()), t("launch.state." + answer.state().text()), answer.note());
                }).toList());
        content.heading(t("launch.readiness_resources"));
        if (provided.isEmpty()) content.paragraph(t("charter.none"));
        else content.table(
                List.of(Column.of(t("launch.resource"), 44), Column.of(t("launch.resource_amount"), 20), Column.centred(t("launch.resource_from"), 18), Column.centred(t("launch.readiness_state_column"), 18)),
                provided.stream().map(resource -> List.of(resource.name(), amount(resource), resource.from() == null ? "–" : resource.from().toString(), t("resource.status." + resource.status().text()))).toList());
        content.heading(t("launch.readiness_risks")).paragraph(orNone(report.risks()));
        content.heading(t("launch.readiness_questions")).paragraph(orNone(report.questions()));
        content.signatures(List.of(new Signer(report.partyName(), report.reportedBy(), "", day(report.reportedAt()))));
        if (approval != null) content.heading(t("approval.record")).signatures(new ApprovalRecord(approval, words, language, zone).signers());
        return content.build();
    }

    private static String amount(Resource resource) {
        return resource.amount() == null ? "–" : new java.text.DecimalFormat("#,##0.####", java.text.DecimalFormatSymbols.getInstance(Locale.ROOT)).format(resource.amount()) + " " + resource.unit();
    }

    private @Nullable LocalDate day(@Nullable Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, zone);
    }

    private String orNone(String text) {
        return text.isBlank() ? t("charter.none") : text;
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
