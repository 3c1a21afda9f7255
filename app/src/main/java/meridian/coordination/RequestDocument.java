package meridian.coordination;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import meridian.document.Block.Field;
import meridian.document.Block.Signer;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentVersion;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** A request as the form 资源协调申请表 to hand over: the same for DOCX, PDF and the page that is printed. */
public final class RequestDocument {
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public RequestDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** {@code document} is null until the request has been sent: before that the form has no number. */
    public DocumentContent of(ResourceRequest request, String organisation, String project, @Nullable Document document, List<Revision> revisions) {
        var content = DocumentContent.of(head(request, organisation, project, document, revisions));
        content.heading(t("request.doc.asked")).fields(
                new Field(t("request.code"), request.code()),
                new Field(t("field.party"), orNone(request.from().partyName())),
                new Field(t("request.requester"), orNone(request.from().memberName())),
                new Field(t("request.kind"), t("resource.kind." + request.kind().text())),
                new Field(t("request.resource"), request.name()),
                new Field(t("request.amount"), amount(request.amount(), request)),
                new Field(t("request.needed_by"), request.neededBy().toString()),
                new Field(t("request.needed_until"), request.neededUntil() == null ? t("request.for_good") : request.neededUntil().toString()));
        content.heading(t("request.reason")).paragraph(request.reason());
        content.heading(t("request.effect")).paragraph(request.effect());
        content.heading(t("request.doc.provider"));
        content.fields(provider(request).toArray(Field[]::new));
        content.heading(t("request.doc.answer"));
        content.fields(answer(request).toArray(Field[]::new));
        content.heading(t("request.doc.outcome"));
        content.fields(outcome(request).toArray(Field[]::new));
        content.heading(t("request.doc.signatures")).signatures(signers(request));
        return content.build();
    }

    private Head head(ResourceRequest request, String organisation, String project, @Nullable Document document, List<Revision> revisions) {
        var head = Head.titled(t("request.document"), language).kind(ResourceRequests.DOCUMENT_KIND).organisation(organisation).project(project)
                .prepared(request.preparedBy().name(), day(request.preparedAt()))
                .distribution(Stream.of(request.from().partyName(), request.provider().partyName(), t("role.chief_coordinator")).filter(name -> name != null).distinct().toList());
        request.providersWord().ifPresent(act -> head.checked(act.name(), day(act.at())));
        request.answer().ifPresent(act -> head.approved(act.name(), day(act.at())).effective(act.move() == RequestMove.REFUSE ? null : day(act.at())));
        if (document == null) return head.version(DocumentVersion.draft(1)).build();
        head.registered(document, words, zone);
        revisions.stream().sorted(java.util.Comparator.comparing(Revision::issue)).forEach(revision -> head.revision(revision.version(), day(revision.issuedAt()),
                revision.prepared() == null ? "" : revision.prepared().name(), t("request.doc.issue_" + revision.reason())));
        if (revisions.isEmpty()) head.revision(document.version(), null, "", t("request.doc.draft"));
        return head.build();
    }

    private List<Field> provider(ResourceRequest request) {
        var fields = new ArrayList<Field>();
        fields.add(new Field(t("request.provider"), orNone(request.provider().words())));
        var said = request.providersWord();
        fields.add(new Field(t("request.doc.opinion"), said.map(act -> word(act.move())).orElse(t("request.none"))));
        said.filter(act -> act.amount() != null).ifPresent(act -> fields.add(new Field(t("request.can_give"), amount(act.amount(), request))));
        said.filter(act -> act.day() != null).ifPresent(act -> fields.add(new Field(t("request.can_give_on"), String.valueOf(act.day()))));
        said.filter(act -> !act.note().isEmpty()).ifPresent(act -> fields.add(new Field(t("request.note"), act.note())));
        return fields;
    }

    private List<Field> answer(ResourceRequest request) {
        var fields = new ArrayList<Field>();
        var answer = request.answer();
        fields.add(new Field(t("request.doc.answer_is"), answer.map(act -> word(act.move())).orElse(t("request.none"))));
        var given = request.given();
        if (given != null) {
            fields.add(new Field(t("request.given_by"), orNone(given.by().words())));
            fields.add(new Field(t("request.given_amount"), amount(given.amount(), request)));
            fields.add(new Field(t("request.promised_on"), given.on().toString()));
        }
        answer.filter(act -> !act.note().isEmpty()).ifPresent(act -> fields.add(new Field(t("request.note"), act.note())));
        answer.ifPresent(act -> fields.add(new Field(t("request.doc.answered_at"), moment(act.at()))));
        return fields;
    }

    private List<Field> outcome(ResourceRequest request) {
        var fields = new ArrayList<Field>();
        fields.add(new Field(t("request.status"), t("request.status." + request.status().text())));
        for (var move : List.of(RequestMove.DELIVER, RequestMove.FULFIL, RequestMove.FAIL, RequestMove.WITHDRAW)) {
            request.act(move).ifPresent(act -> fields.add(new Field(word(move), act.note().isEmpty() ? said(act) : said(act) + "\n" + act.note())));
        }
        return fields;
    }

    private List<Signer> signers(ResourceRequest request) {
        var signers = new ArrayList<Signer>();
        signers.add(new Signer(t("request.doc.prepared"), request.preparedBy().name(), "", day(request.preparedAt())));
        if (request.provider().named()) signers.add(signer("request.doc.provider_signs", request.providersWord()));
        signers.add(signer("role.chief_coordinator", request.answer()));
        signers.add(signer("request.doc.requester_confirms", request.act(RequestMove.FULFIL, RequestMove.FAIL)));
        return signers;
    }

    private Signer signer(String role, Optional<ResourceRequest.Act> act) {
        return act.map(done -> new Signer(t(role), done.name(), word(done.move()), day(done.at()))).orElse(new Signer(t(role), "", "", null));
    }

    // As a form says it, without who: that stands beside it.
    private String word(RequestMove move) {
        return t("request.doc.word." + move.text());
    }

    private String said(ResourceRequest.Act act) {
        return act.name() + "  " + moment(act.at());
    }

    private String amount(@Nullable Number amount, ResourceRequest request) {
        if (amount == null) return t("request.none");
        var number = Amounts.number(amount);
        return request.unit().isEmpty() ? number : number + " " + request.unit();
    }

    private @Nullable LocalDate day(@Nullable Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, zone);
    }

    private String moment(Instant at) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(at, zone));
    }

    private String orNone(@Nullable String text) {
        return text == null || text.isBlank() ? t("request.none") : text;
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
