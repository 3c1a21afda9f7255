package meridian.coordination;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import meridian.approval.Approval;
import meridian.approval.ApprovalRecord;
import meridian.document.Block.Column;
import meridian.document.Block.Field;
import meridian.document.Block.Signer;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The written resolution 《争议处理决议》 as a document to hand over, with the fingerprint of its sealed text. */
public final class ResolutionDocument {
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public ResolutionDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** Of a dispute that has been resolved; {@code approval} is null where it was resolved without one. */
    public DocumentContent of(Dispute dispute, String organisation, String project, Document document, List<Revision> revisions, @Nullable Approval approval) {
        var resolution = Objects.requireNonNull(dispute.resolution());
        var content = DocumentContent.of(head(dispute, resolution, organisation, project, document, revisions, approval));
        var sides = String.join(t("dispute.separator"), dispute.sides().stream().map(Dispute.Side::name).toList());
        var fields = new ArrayList<Field>();
        fields.add(new Field(t("dispute.text.dispute"), dispute.code() + " " + dispute.title()));
        fields.add(new Field(t("dispute.kind"), t("dispute.kind." + dispute.kind().text())));
        fields.add(new Field(t("dispute.sides"), sides));
        fields.add(new Field(t("dispute.raised"), dispute.raisedByName() + "  " + moment(dispute.raisedAt())));
        var meeting = dispute.meeting();
        if (meeting != null && meeting.heldAt() != null) fields.add(new Field(t("dispute.meeting"), moment(meeting.startsAt()) + "  " + t("dispute.mode." + meeting.mode().text())));
        content.heading(t("dispute.doc.matter")).fields(fields.toArray(Field[]::new)).paragraph(dispute.about());
        content.heading(t("dispute.facts")).paragraph(resolution.facts());
        content.heading(t("dispute.decision")).paragraph(resolution.decision());
        content.heading(t("dispute.measures"));
        if (resolution.measures().isEmpty()) content.paragraph(t("request.none"));
        else content.table(
                List.of(Column.centred(t("dispute.doc.no"), 8), Column.of(t("dispute.measure"), 54), Column.of(t("dispute.measure_owner"), 20), Column.centred(t("dispute.measure_due"), 18)),
                IntStream.range(0, resolution.measures().size()).mapToObj(i -> {
                    var measure = resolution.measures().get(i);
                    return List.of(String.valueOf(i + 1), measure.content(), measure.ownerName(), measure.dueOn().toString());
                }).toList());
        if (approval != null) content.heading(t("approval.record")).signatures(new ApprovalRecord(approval, words, language, zone).signers());
        content.heading(t("dispute.doc.acknowledged")).signatures(dispute.sides().stream().map(this::signer).toList());
        var objections = dispute.sides().stream().filter(side -> side.acknowledgement() != null && !side.acknowledgement().objection().isEmpty()).map(side -> t("dispute.text.labelled", side.name(), side.acknowledgement().objection())).toList();
        if (!objections.isEmpty()) content.heading(t("dispute.objections")).bullets(objections);
        content.heading(t("dispute.seal")).paragraph(t("dispute.doc.seal", resolution.sha256()));
        return content.build();
    }

    private Head head(Dispute dispute, Dispute.Resolution resolution, String organisation, String project, Document document, List<Revision> revisions, @Nullable Approval approval) {
        var head = Head.titled(t("dispute.document"), language).kind(Disputes.DOCUMENT_KIND)
                .registered(document, words, zone)
                .organisation(organisation).project(project)
                .prepared(resolution.byName(), day(resolution.at())).effective(day(resolution.at()))
                .distribution(dispute.sides().stream().map(Dispute.Side::name).toList());
        var issued = revisions.getFirst();
        if (issued.checked() != null) head.checked(issued.checked().name(), day(issued.issuedAt()));
        if (issued.approved() != null) head.approved(issued.approved().name(), issued.approvedOn(zone));
        new ApprovalRecord(approval, words, language, zone).head(head);
        revisions.forEach(revision -> head.revision(revision.version(), day(revision.issuedAt()), resolution.byName(), t("dispute.doc.issued")));
        return head.build();
    }

    private Signer signer(Dispute.Side side) {
        var read = side.acknowledgement();
        if (read == null) return new Signer(side.name(), "", "", null);
        return new Signer(side.name(), read.by(), t(read.objection().isEmpty() ? "dispute.has_acknowledged" : "dispute.has_objected"), day(read.at()));
    }

    private @Nullable LocalDate day(@Nullable Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, zone);
    }

    private String moment(Instant at) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(at, zone));
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
