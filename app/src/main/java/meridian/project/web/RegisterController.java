package meridian.project.web;

import java.util.Locale;
import java.util.Optional;
import meridian.document.DocumentHtml;
import meridian.identity.Permission;
import meridian.project.PaperPage;
import meridian.project.PaperSource.Setting;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Register;
import meridian.project.Registers;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Every register of a project, on paper, as Word file, PDF and workbook. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/registers/{register}")
class RegisterController {
    private final Registers registers;
    private final Papers papers;
    private final Words words;

    RegisterController(Registers registers, Papers papers, Words words) {
        this.registers = registers;
        this.papers = papers;
        this.words = words;
    }

    private Register register(String name) {
        return registers.find(name).orElseThrow(NotFound::new);
    }

    private static Setting setting(Locale language, ProjectAccess here, Reader reader) {
        return new Setting(here, reader.workspaceName(), language, reader.actor());
    }

    @GetMapping
    Answer paper(@PathVariable("register") String name, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        var register = register(name);
        here.require(register.permission());
        var language = Papers.language(lang, reader);
        var sheet = registers.look(register, setting(language, here, reader));
        return papers.page(new PaperPage(here, register.title(), words.in(reader.locale(), register.page()), register.at(), "/registers/" + name + "/file", sheet.document() == null ? "" : sheet.document().number(), Papers.tag(language), DocumentHtml.article(sheet.content(), words), true), sheet.document(), reader);
    }

    @GetMapping("/file.{ending:docx|pdf|xlsx}")
    ResponseEntity<byte[]> file(@PathVariable("register") String name, @PathVariable String ending, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var register = register(name);
        here.require(register.permission());
        var language = Papers.language(lang, reader);
        var sheet = registers.take(register, setting(language, here, reader));
        var title = words.in(language, register.title());
        return switch (ending) {
            case "docx" -> papers.docx(sheet.content(), sheet.document(), title, here, reader);
            case "pdf" -> papers.pdf(sheet.content(), sheet.document(), title, here, reader);
            default -> book(register, sheet, language, here, reader).orElseGet(() -> papers.xlsx(sheet.content(), sheet.document(), title, here, reader));
        };
    }

    private Optional<ResponseEntity<byte[]>> book(Register register, Registers.Sheet sheet, Locale language, ProjectAccess here, Reader reader) {
        return registers.book(register, setting(language, here, reader), papers.marks(sheet.document(), register.name(), language, reader))
                .map(writing -> papers.book(writing, sheet.document(), words.in(language, register.title()), here, reader));
    }
}
