package meridian.coordination;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import meridian.web.Words;

/**
 * The exact text of a resolution as it is sealed: composed once, in the language of who decides, and never again. Its
 * fingerprint is the SHA-256 of its UTF-8, so that anybody can take it with a tool of their own.
 */
record ResolutionText(
        String document, String organisation, String project, String dispute, String title, String kind, List<String> sides, String about, String meeting, String facts, String decision, List<Line> measures, String by, String approved, ZonedDateTime at) {

    record Line(String content, String owner, LocalDate dueOn) {}

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV", Locale.ROOT);

    String in(Locale language, Words words) {
        var text = new StringBuilder();
        text.append(words.in(language, "dispute.document")).append("\n\n");
        labelled(text, words, language, "dispute.text.number", document);
        labelled(text, words, language, "dispute.text.organisation", organisation);
        labelled(text, words, language, "dispute.text.project", project);
        labelled(text, words, language, "dispute.text.dispute", dispute + " " + title);
        labelled(text, words, language, "dispute.text.kind", kind);
        labelled(text, words, language, "dispute.text.sides", String.join(words.in(language, "dispute.separator"), sides));
        if (!meeting.isEmpty()) labelled(text, words, language, "dispute.text.meeting", meeting);
        section(text, words.in(language, "dispute.text.about"), about);
        section(text, words.in(language, "dispute.text.facts"), facts);
        section(text, words.in(language, "dispute.text.decision"), decision);
        if (!measures.isEmpty()) {
            text.append('\n').append(words.in(language, "dispute.text.measures")).append('\n');
            for (int i = 0; i < measures.size(); i++) {
                var line = measures.get(i);
                text.append(words.in(language, "dispute.text.measure", String.valueOf(i + 1), line.content(), line.owner(), line.dueOn().toString())).append('\n');
            }
        }
        text.append('\n');
        labelled(text, words, language, "dispute.text.by", by);
        if (!approved.isEmpty()) labelled(text, words, language, "dispute.text.approved", approved);
        labelled(text, words, language, "dispute.text.at", MOMENT.format(at));
        return text.toString();
    }

    private static void labelled(StringBuilder text, Words words, Locale language, String label, String value) {
        text.append(words.in(language, "dispute.text.labelled", words.in(language, label), value)).append('\n');
    }

    private static void section(StringBuilder text, String title, String body) {
        text.append('\n').append(title).append('\n').append(body).append('\n');
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
