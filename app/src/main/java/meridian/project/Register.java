package meridian.project;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentVersion;
import meridian.document.Documents;
import meridian.document.Head;
import meridian.document.TemplateKind;
import meridian.identity.Permission;
import meridian.project.PaperSource.Setting;
import meridian.project.PaperSource.Writing;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Choice;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/**
 * A list that a project keeps of its things (disputes, decisions, action items …) as one document: a page, a Word file, a PDF, a workbook,
 * and in the archive. A bean of the module whose things they are says what stands in it; {@link Registers} does the rest.
 */
public abstract class Register implements TemplateKind {
    private final String name;
    private final String letters;
    private final String title;
    private final String at;
    private final String page;
    private final Parts parts;

    /** What every register is made with. */
    @org.springframework.stereotype.Component
    public record Parts(SampleProjects projects, Documents documents, Words words) {}

    /**
     * @param name under which it is registered; its address too
     * @param letters that stand for it in its number
     * @param title the key of what it is called as a document
     * @param at the address of the list below the project
     * @param page the key of what that page is called
     */
    protected Register(String name, String letters, String title, String at, String page, Parts parts) {
        this.name = name;
        this.letters = letters;
        this.title = title;
        this.at = at;
        this.page = page;
        this.parts = parts;
    }

    /** One table of it; {@code heading} is empty where it is the only one. */
    public record Part(String heading, List<Column> columns, List<List<String>> rows) {}

    /** What stands in it: a sentence above its tables (empty for none), the tables that have rows, and when something in it changed last (null where nothing is in it). */
    public record Listing(String sum, List<Part> parts, @Nullable Instant latest) {
        public Listing(String sum, List<Column> columns, List<List<String>> rows, @Nullable Instant latest) {
            this(sum, rows.isEmpty() ? List.of() : List.of(new Part("", columns, rows)), latest);
        }
    }

    protected abstract Listing listing(ProjectAccess project, Locale language);

    /** A workbook laid out for itself, in place of the tables as they are; null for most. {@code marks} are what it says of itself, or empty. */
    protected @Nullable Writing book(Setting setting, Instant at, String marks) {
        return null;
    }

    /** What somebody needs to look at it. */
    public Permission permission() {
        return Permission.READ;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String title() {
        return title;
    }

    final String letters() {
        return letters;
    }

    public final String at() {
        return at;
    }

    public final String page() {
        return page;
    }

    @Override
    public List<Place> places() {
        return List.of();
    }

    /** @param document null while it has no number */
    final DocumentContent content(Listing listing, Setting setting, @Nullable Document document, LocalDate on) {
        var language = setting.language();
        var head = Head.titled(t(language, title), language).kind(name).organisation(setting.organisation()).project(setting.project().name()).effective(on);
        if (document != null) {
            head.registered(document, parts.words(), setting.project().homeZone());
        } else {
            var standard = parts.documents().standard(name);
            head.version(DocumentVersion.issued(1)).classification(standard.classification()).retention(t(language, standard.retention().key()));
        }
        var content = DocumentContent.of(head.build()).landscape();
        if (!listing.sum().isEmpty()) content.paragraph(listing.sum());
        if (listing.parts().isEmpty()) return content.paragraph(t(language, "register.none")).build();
        for (var part : listing.parts()) {
            if (!part.heading().isEmpty()) content.heading(part.heading());
            content.table(part.columns(), part.rows());
        }
        return content.build();
    }

    @Override
    public List<Choice> samples(Reader reader) {
        return parts.projects().of(reader);
    }

    @Override
    public DocumentContent sample(String chosen, Locale language, Reader reader, Actor actor) {
        var here = parts.projects().open(chosen, reader);
        var listing = listing(here, language);
        if (listing.latest() == null) throw Refused.because("template.no_such_document", here.name());
        return content(listing, new Setting(here, reader.workspaceName(), language, actor), parts.documents().find(here.id(), name, here.id()).orElse(null), LocalDate.ofInstant(listing.latest(), here.homeZone()));
    }

    protected final String t(Locale language, String key, Object... arguments) {
        return parts.words().in(language, key, arguments);
    }

    protected static String orDash(@Nullable String text) {
        return text == null || text.isBlank() ? "–" : text;
    }

    protected static String day(@Nullable Instant at, ProjectAccess project) {
        return at == null ? "–" : LocalDate.ofInstant(at, project.homeZone()).toString();
    }
}
