package meridian.project;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import meridian.approval.Approval;
import meridian.approval.ApprovalRecord;
import meridian.document.Block.Column;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.project.CharterContent.Scope;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** A charter as a document to hand over: the same for DOCX, PDF and the page that is printed. */
public final class CharterDocument {
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public CharterDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** {@code issue} is the one shown, or null for the charter as it stands now; {@code approval} is the one that belongs to it. */
    public DocumentContent of(CharterContent charter, String organisation, Document document, @Nullable Revision issue, List<Revision> revisions, @Nullable Approval approval) {
        var content = DocumentContent.of(head(charter, organisation, document, issue, revisions, approval));
        content.heading(t("charter.doc.background")).paragraph(orNone(charter.background())).named("background");
        content.heading(t("charter.doc.goal")).paragraph(orNone(charter.goal())).named("goal");
        content.heading(t("charter.doc.scope"));
        scope(content, "in_scope", charter.inScope());
        scope(content, "out_of_scope", charter.outOfScope());
        content.heading(t("charter.doc.deliverables"));
        deliverables(content, charter);
        content.heading(t("charter.doc.indicators"));
        indicators(content, charter);
        content.heading(t("charter.doc.constraints")).paragraph(orNone(charter.constraints())).named("constraints");
        content.heading(t("charter.doc.approval")).signatures(new ApprovalRecord(approval, words, language, zone).signers());
        return content.build();
    }

    private Head head(CharterContent charter, String organisation, Document document, @Nullable Revision issue, List<Revision> revisions, @Nullable Approval approval) {
        var head = Head.titled(t("charter.document"), language).kind(Charters.DOCUMENT_KIND)
                .registered(issue == null ? document : document.at(issue), words, zone)
                .version(issue == null ? document.version() : issue.version())
                .organisation(organisation)
                .project(charter.project())
                .distribution(charter.inScope().stream().filter(scope -> !scope.kind().equals("content")).map(Scope::name).toList());
        new ApprovalRecord(approval, words, language, zone).head(head);
        if (issue != null) head.effective(day(issue.issuedAt()));
        revisions.stream()
                .filter(revision -> issue == null || revision.issue() <= issue.issue())
                .sorted(java.util.Comparator.comparing(Revision::issue))
                .forEach(revision -> head.revision(revision.version(), day(revision.issuedAt()), revision.prepared() == null ? "" : revision.prepared().name(),
                        revision.reason().isEmpty() ? t("charter.doc.first_issue") : revision.reason()));
        if (issue == null && !document.issued()) head.revision(document.version(), null, "", t("charter.doc.draft"));
        return head.build();
    }

    private void scope(DocumentContent.Builder content, String name, List<Scope> scope) {
        content.heading(2, t("charter." + name));
        if (scope.isEmpty()) {
            content.paragraph(t("charter.none"));
            return;
        }
        var lines = new ArrayList<String>();
        for (var kind : new String[] {"region", "department"}) {
            var names = scope.stream().filter(item -> item.kind().equals(kind)).map(Scope::name).collect(Collectors.joining(t("charter.separator")));
            if (!names.isEmpty()) lines.add(t("charter.labelled", t("charter.scope." + kind), names));
        }
        scope.stream().filter(item -> item.kind().equals("content")).map(Scope::name).forEach(lines::add);
        content.bullets(lines).named(name);
    }

    private void deliverables(DocumentContent.Builder content, CharterContent charter) {
        if (charter.deliverables().isEmpty()) {
            content.paragraph(t("charter.none"));
            return;
        }
        var rows = IntStream.range(0, charter.deliverables().size()).mapToObj(i -> {
            var item = charter.deliverables().get(i);
            var name = item.description().isEmpty() ? item.name() : item.name() + "\n" + item.description();
            var criteria = IntStream.range(0, item.criteria().size()).mapToObj(n -> (n + 1) + ". " + item.criteria().get(n)).collect(Collectors.joining("\n"));
            return List.of(String.valueOf(i + 1), name, orNone(criteria), orNone(item.dueOn()));
        }).toList();
        content.table(List.of(Column.centred(t("charter.doc.no"), 8), Column.of(t("charter.deliverable"), 32), Column.of(t("charter.criteria"), 44), Column.centred(t("charter.due_on"), 16)), rows).named("deliverables", List.of("no", "name", "criteria", "due_on"), charter.deliverables().stream().map(CharterContent.Item::id).toList());
    }

    private static String grouped(String number) {
        return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(new BigDecimal(number));
    }

    private void indicators(DocumentContent.Builder content, CharterContent charter) {
        if (charter.indicators().isEmpty()) {
            content.paragraph(t("charter.none"));
            return;
        }
        var rows = charter.indicators().stream()
                .map(measure -> List.of(measure.name(), measure.target().isEmpty() ? t("charter.no_target") : target(measure, measure.target()), shares(measure), measure.unit(), orNone(measure.dueOn())))
                .toList();
        content.table(List.of(Column.of(t("charter.indicator"), 28), Column.centred(t("charter.target"), 16), Column.of(t("charter.party_targets"), 30), Column.centred(t("charter.unit"), 10), Column.centred(t("charter.due_on"), 16)), rows)
                .named("indicators", "name", "target", "parties", "unit", "due_on");
    }

    // Each party finds its own number on a line of its own.
    private String shares(CharterContent.Measure measure) {
        if (measure.parties().isEmpty()) return t("charter.not_shared_out");
        return measure.parties().stream().map(share -> t("charter.labelled", share.party(), target(measure, share.target()))).collect(Collectors.joining("\n"));
    }

    private static String target(CharterContent.Measure measure, String number) {
        return measure.sign() + "\u00a0" + grouped(number); // never on two lines
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
