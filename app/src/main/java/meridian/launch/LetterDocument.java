package meridian.launch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Field;
import meridian.document.Block.Signer;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentVersion;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.web.Words;

/** A commitment letter 协同承诺书 as a document to hand over, print and stamp: the exact text, and how it was signed. In the letter’s own language. */
public final class LetterDocument {
    private final Words words;
    private final ZoneId zone;

    public LetterDocument(Words words, ZoneId zone) {
        this.words = words;
        this.zone = zone;
    }

    public DocumentContent of(Letter letter, String organisation, String project, Document document, List<Revision> revisions) {
        var language = letter.locale();
        var head = Head.titled(t(language, "launch.letter_document"), language).kind(CommitmentLetters.KIND)
                .registered(document, words, zone).number(letter.number()).version(DocumentVersion.issued(letter.issue()))
                .organisation(organisation).project(project + " · " + letter.partyName()).effective(day(letter.preparedAt()));
        revisions.stream().filter(revision -> revision.issue() == letter.issue() && revision.prepared() != null).findFirst().ifPresent(revision -> head.prepared(revision.prepared().name(), day(revision.issuedAt())));
        revisions.stream().filter(revision -> revision.issue() <= letter.issue()).sorted(Comparator.comparing(Revision::issue))
                .forEach(revision -> head.revision(revision.version(), day(revision.issuedAt()), revision.prepared() == null ? "" : revision.prepared().name(), t(language, "launch.letter.written")));
        var content = DocumentContent.of(head.build());
        var parts = letter.text().strip().split("\n\n");
        // The first part is the title, which the head bears; of the others the first line is what it is about, except of facts and promise.
        for (int i = 1; i < parts.length; i++) {
            var end = parts[i].indexOf('\n');
            if (i == 1 || end < 0) content.paragraph(parts[i]);
            else content.heading(2, parts[i].substring(0, end)).paragraph(parts[i].substring(end + 1));
        }
        var standing = letter.standing();
        if (standing != null && !standing.paper()) content.signatures(List.of(new Signer(letter.partyName(), standing.signerName(), t(language, "launch.letter.signed_here"), day(standing.at()))));
        else content.signatures(List.of(new Signer(letter.partyName(), "", "", null)));
        var fields = new ArrayList<Field>();
        fields.add(new Field(t(language, "launch.letter.fingerprint"), letter.sha256()));
        if (standing != null) {
            fields.add(new Field(t(language, "launch.letter.signer"), standing.signerName()));
            fields.add(new Field(t(language, "launch.letter.way"), t(language, standing.paper() ? "launch.provider.paper" : "launch.provider." + standing.provider())));
            fields.add(new Field(t(language, "launch.letter.at"), moment(standing.at())));
            fields.add(new Field(t(language, "launch.letter.address"), standing.address()));
            if (standing.checkedAt() != null) fields.add(new Field(t(language, "launch.letter.checked"), standing.checkedBy() + "  " + moment(standing.checkedAt())));
        }
        content.heading(2, t(language, "launch.letter.record")).fields(fields.toArray(Field[]::new));
        return content.build();
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    private String moment(Instant at) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV", Locale.ROOT).format(ZonedDateTime.ofInstant(at, zone));
    }

    private String t(Locale language, String key) {
        return words.in(language, key);
    }
}
