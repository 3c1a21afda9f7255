package meridian.project;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import meridian.document.Block.Field;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentVersion;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The tool usage rules 工具使用规范 as a document to hand over. */
public final class RulesDocument {
    // Who wrote the rules may have counted them; the document does.
    private static final Pattern NUMBER = Pattern.compile("^[0-9]{1,3}([.．](?![0-9])|[、)）])\\s*");

    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public RulesDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** @param document null while they were never in force: before that they have no number */
    public DocumentContent of(ToolRules rules, String organisation, String project, @Nullable Document document, List<Revision> revisions) {
        var head = Head.titled(t("rules.title"), language).kind(RuleBooks.DOCUMENT_KIND).organisation(organisation).project(project);
        if (document != null) head.registered(document, words, zone);
        if (rules.publishedAt() != null) {
            var on = LocalDate.ofInstant(rules.publishedAt(), zone);
            if (document == null) head.version(DocumentVersion.issued(1));
            head.effective(on);
            if (rules.publishedBy() != null) head.prepared(rules.publishedBy(), on);
        }
        revisions.reversed().forEach(revision -> head.revision(revision.version(), LocalDate.ofInstant(revision.issuedAt(), zone), revision.prepared() == null ? "" : revision.prepared().name(), t(revision.issue() == 1 ? "rules.first_issue" : "rules.issued_anew")));
        var content = DocumentContent.of(head.build());
        content.heading(t("rules.tools")).fields(
                new Field(t("rules.management"), orDash(rules.managementTool())),
                new Field(t("rules.messaging"), orDash(rules.messagingTool())),
                new Field(t("rules.documents"), orDash(rules.documentsTool())));
        content.heading(t("rules.rules"));
        if (rules.paragraphs().isEmpty()) content.paragraph("–");
        else content.numbered(rules.paragraphs().stream().map(paragraph -> NUMBER.matcher(paragraph).replaceFirst("")).toList());
        content.heading(t("rules.naming")).paragraph(rules.namingPattern());
        content.heading(t("rules.minutes")).paragraph(orDash(rules.minutesTemplate()));
        return content.build();
    }

    private static String orDash(String text) {
        return text.isBlank() ? "–" : text;
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
