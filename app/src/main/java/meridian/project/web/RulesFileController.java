package meridian.project.web;

import java.time.LocalDate;
import java.util.Locale;
import meridian.document.Block.Field;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.DocumentVersion;
import meridian.document.Head;
import meridian.identity.Permission;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.RuleBooks;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands the tool usage rules 工具使用规范 over. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/rules")
public class RulesFileController {
    private final RuleBooks books;
    private final Papers papers;
    private final Words words;

    RulesFileController(RuleBooks books, Papers papers, Words words) {
        this.books = books;
        this.papers = papers;
        this.words = words;
    }

    private DocumentContent content(Locale language, ProjectAccess here, Reader reader) {
        var rules = books.of(here.id());
        var head = Head.titled(words.in(language, "rules.title"), language).organisation(reader.workspaceName()).project(here.name());
        if (rules.publishedAt() != null) {
            var on = LocalDate.ofInstant(rules.publishedAt(), here.homeZone());
            head.version(DocumentVersion.issued(1)).effective(on);
            if (rules.publishedBy() != null) head.prepared(rules.publishedBy(), on);
        }
        var content = DocumentContent.of(head.build());
        content.heading(words.in(language, "rules.tools")).fields(
                new Field(words.in(language, "rules.management"), orDash(rules.managementTool())),
                new Field(words.in(language, "rules.messaging"), orDash(rules.messagingTool())),
                new Field(words.in(language, "rules.documents"), orDash(rules.documentsTool())));
        content.heading(words.in(language, "rules.rules"));
        if (rules.paragraphs().isEmpty()) content.paragraph("–");
        else content.numbered(rules.paragraphs());
        content.heading(words.in(language, "rules.naming")).paragraph(rules.namingPattern());
        content.heading(words.in(language, "rules.minutes")).paragraph(orDash(rules.minutesTemplate()));
        return content.build();
    }

    private static String orDash(String text) {
        return text.isBlank() ? "–" : text;
    }

    @GetMapping("/paper")
    Answer paper(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var language = Papers.language(lang, reader);
        return Answer.page("project/paper", new PaperPage(here, "rules.title", words.in(reader.locale(), "rules.title"), "/rules", "rules", "", Papers.tag(language), DocumentHtml.article(content(language, here, reader), words)));
    }

    @GetMapping("/rules.docx")
    ResponseEntity<byte[]> docx(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        return papers.docx(content(language, here, reader), null, words.in(language, "rules.title"), here, reader);
    }

    @GetMapping("/rules.pdf")
    ResponseEntity<byte[]> pdf(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        return papers.pdf(content(language, here, reader), null, words.in(language, "rules.title"), here, reader);
    }
}
