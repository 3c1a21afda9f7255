package meridian.acceptance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import meridian.acceptance.Application.Criterion;
import meridian.acceptance.Application.Reviewer;
import meridian.approval.Approval;
import meridian.approval.ApprovalRecord;
import meridian.document.Attachment;
import meridian.document.Block.Column;
import meridian.document.Block.Field;
import meridian.document.Block.Signer;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** An application with its self-check 成果验收申请（含自检报告）, and the report of what its panel decided 验收报告, as documents to hand over. */
public final class AcceptanceDocument {
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public AcceptanceDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** What a party submitted; {@code files} is what is attached. */
    public DocumentContent application(Application application, List<Attachment> files, String organisation, String project, Document document, List<Revision> revisions) {
        var last = Objects.requireNonNull(application.now());
        var content = DocumentContent.of(head("acceptance.application_document", application, organisation, project, document, revisions).prepared(application.preparedBy().name(), day(application.preparedAt())).effective(day(last.submittedAt())).build());
        content.fields(new Field(t("acceptance.deliverable"), application.deliverableName()), new Field(t("field.party"), application.partyName()), new Field(t("acceptance.code"), application.code()), new Field(t("acceptance.round"), t("acceptance.round_n", application.round())));
        content.heading(t("acceptance.note")).paragraph(orNone(application.note()));
        content.heading(t("acceptance.self_check")).table(
                List.of(Column.centred("#", 5), Column.of(t("acceptance.criterion"), 38), Column.centred(t("acceptance.claim"), 14), Column.of(t("acceptance.evidence"), 43)),
                application.criteria().stream().map(one -> List.of(Integer.toString(one.position() + 1), one.content(), claim(one), evidence(one, files))).toList());
        content.heading(t("file.files"));
        if (files.isEmpty()) content.paragraph(t("charter.none"));
        else content.bullets(files.stream().map(Attachment::name).toList());
        content.signatures(List.of(new Signer(application.partyName(), last.submittedBy().name(), t("acceptance.submitted"), day(last.submittedAt()))));
        return content.build();
    }

    /** What its panel decided, with every reviewer’s hand; {@code approval} is null where the report needs none. */
    public DocumentContent report(Application application, String organisation, String project, Document document, List<Revision> revisions, @Nullable Approval approval) {
        var decided = Objects.requireNonNull(application.decided());
        var panel = application.panel(decided.number()).stream().filter(one -> application.verdict(one, decided.number()) != null).toList();
        var head = head("acceptance.report_document", application, organisation, project, document, revisions).effective(day(application.acceptedAt() != null ? application.acceptedAt() : decided.decidedAt()));
        if (decided.convenedBy() != null) head.prepared(decided.convenedBy().name(), day(decided.convenedAt()));
        // Where the report itself is approved, its hands are those of that approval, once it is issued.
        var issued = document.issued() ? revisions.stream().max(Comparator.comparing(Revision::issue)).orElse(null) : null;
        if (issued != null && issued.checked() != null) head.checked(issued.checked().name(), day(issued.issuedAt()));
        if (issued != null && issued.approved() != null) head.approved(issued.approved().name(), issued.approvedOn(zone));
        new ApprovalRecord(approval, words, language, zone).head(head);
        var content = DocumentContent.of(head.build());
        content.fields(
                new Field(t("acceptance.deliverable"), application.deliverableName()), new Field(t("field.party"), application.partyName()), new Field(t("acceptance.code"), application.code()),
                new Field(t("acceptance.rule"), t("acceptance.rule." + application.rule().text())), new Field(t("acceptance.result"), result(application, decided)));
        content.heading(t("acceptance.note")).paragraph(orNone(application.note()));
        content.heading(t("acceptance.criteria")).table(
                List.of(Column.centred("#", 5), Column.of(t("acceptance.criterion"), 30), Column.of(t("acceptance.self_check"), 30), Column.of(t("acceptance.verdict"), 35)),
                application.criteria().stream().map(one -> List.of(Integer.toString(one.position() + 1), one.content(), claim(one) + (one.evidence().isEmpty() ? "" : "\n" + one.evidence()), judged(application, one, decided.number()))).toList());
        content.heading(t("acceptance.rounds")).table(
                List.of(Column.centred(t("acceptance.round"), 12), Column.of(t("acceptance.submitted"), 29), Column.of(t("acceptance.convened"), 29), Column.of(t("acceptance.result"), 30)),
                application.rounds().stream().filter(one -> one.outcome() != null).map(one -> List.of(Integer.toString(one.number()), hand(one.submittedBy(), one.submittedAt()), one.convenedBy() == null ? "–" : hand(one.convenedBy(), one.convenedAt()), t("acceptance.outcome." + Objects.requireNonNull(one.outcome()).text()) + "  " + day(one.decidedAt()))).toList());
        opinions(application, content);
        items(application, content);
        if (!decided.remarks().isEmpty()) content.heading(t("acceptance.remarks")).paragraph(decided.remarks());
        content.heading(t("acceptance.countersigned"));
        content.signatures(panel.stream().map(one -> {
            var verdict = Objects.requireNonNull(application.verdict(one, decided.number()));
            var opinion = t("acceptance.outcome." + verdict.overall().text()) + (verdict.comment().isEmpty() ? "" : ": " + verdict.comment());
            var name = verdict.by().id().equals(one.member()) ? one.name() : t("acceptance.for_reviewer", verdict.by().name(), one.name());
            return new Signer(role(one), name, opinion, day(verdict.at()));
        }).toList());
        var absent = application.absent(decided.number());
        if (!absent.isEmpty()) content.paragraph(t("acceptance.absent_names", absent.stream().map(Reviewer::name).collect(Collectors.joining(", "))));
        if (application.recheckedBy() != null) {
            content.heading(t("acceptance.recheck")).signatures(List.of(new Signer(t("acceptance.rechecker"), application.recheckedBy().name(), application.recheckNote().isEmpty() ? t("acceptance.outcome.pass") : application.recheckNote(), day(application.recheckedAt()))));
        }
        if (approval != null) content.heading(t("approval.record")).signatures(new ApprovalRecord(approval, words, language, zone).signers());
        return content.build();
    }

    private void opinions(Application application, DocumentContent.Builder content) {
        var given = application.opinions().stream().filter(Application.Opinion::given).toList();
        if (given.isEmpty()) return;
        content.heading(t("acceptance.opinions")).table(List.of(Column.of(t("field.party"), 20), Column.of(t("acceptance.opinion"), 60), Column.of(t("acceptance.by"), 20)),
                given.stream().map(one -> List.of(one.partyName(), one.said(), hand(Objects.requireNonNull(one.by()), one.at()))).toList());
    }

    private void items(Application application, DocumentContent.Builder content) {
        if (application.rectifications().isEmpty()) return;
        content.heading(t("acceptance.rectifications")).table(
                List.of(Column.centred(t("acceptance.round"), 8), Column.of(t("acceptance.item"), 32), Column.of(t("acceptance.owner"), 14), Column.centred(t("acceptance.due_on"), 17), Column.of(t("acceptance.item_how"), 29)),
                application.rectifications().stream().map(one -> List.of(Integer.toString(one.round()), one.content(), one.owner().name(), one.dueOn().toString(), one.open() ? t("acceptance.item.open") : one.said() + "\n" + day(one.doneAt()))).toList());
    }

    // The verdict that counts for a criterion: of the round in which it passed, else of the last that was decided.
    private String judged(Application application, Criterion criterion, int last) {
        int round = criterion.passedRound() == null ? last : criterion.passedRound();
        boolean onConditions = application.recheckedAt() != null && criterion.passedRound() != null && !application.objections(criterion, round).isEmpty();
        var verdict = t(criterion.passedRound() == null ? "acceptance.not_met" : onConditions ? "acceptance.met_after" : "acceptance.met") + "  " + t("acceptance.round_n", round);
        var against = application.objections(criterion, round).stream().map(vote -> {
            var reviewer = application.reviewer(vote.reviewer());
            return (reviewer == null ? "" : reviewer.name()) + ": " + vote.comment();
        }).collect(Collectors.joining("\n"));
        return against.isEmpty() ? verdict : verdict + "\n" + against;
    }

    private String result(Application application, Application.Round decided) {
        var outcome = t("acceptance.outcome." + Objects.requireNonNull(decided.outcome()).text());
        if (decided.outcome() == Outcome.CONDITIONAL && application.acceptedAt() != null) return outcome + "; " + t("acceptance.rechecked_on", String.valueOf(day(application.recheckedAt())));
        return outcome + "  " + t("acceptance.round_n", decided.number());
    }

    private String role(Reviewer reviewer) {
        var parts = new ArrayList<String>();
        parts.add(t("acceptance.side." + reviewer.side().text()));
        if (!reviewer.partyName().isEmpty()) parts.add(reviewer.partyName());
        if (reviewer.approver()) parts.add(t("acceptance.approver"));
        return String.join(" · ", parts);
    }

    private Head.Builder head(String title, Application application, String organisation, String project, Document document, List<Revision> revisions) {
        var head = Head.titled(t(title), language).kind(document.kind())
                .registered(document, words, zone)
                .organisation(organisation).project(project + " · " + application.deliverableName());
        revisions.stream().sorted(Comparator.comparing(Revision::issue)).forEach(revision -> head.revision(revision.version(), day(revision.issuedAt()), revision.prepared() == null ? "" : revision.prepared().name(),
                revision.reason().isEmpty() ? t("acceptance.submitted") : t("acceptance.decided_round", revision.reason())));
        return head;
    }

    // What is said for it, and by name the files that show it.
    private String evidence(Criterion criterion, List<Attachment> files) {
        var shown = criterion.evidence(files).stream().map(file -> t("acceptance.evidence_file", file.name())).collect(Collectors.joining("\n"));
        return criterion.evidence().isEmpty() || shown.isEmpty() ? criterion.evidence() + shown : criterion.evidence() + "\n" + shown;
    }

    private String claim(Criterion criterion) {
        return criterion.claim() == null ? "–" : t("acceptance.claim." + criterion.claim().text());
    }

    private String hand(Application.Person person, @Nullable Instant at) {
        return person.name() + "  " + day(at);
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
