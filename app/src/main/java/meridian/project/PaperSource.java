package meridian.project;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.tenancy.Actor;
import org.jspecify.annotations.Nullable;

/** The documents that a module keeps of a project, for whoever takes all of them at once; implemented by the module that writes them. */
public interface PaperSource {
    /** Those there are, in their order. Called in a transaction; what each says is read when it is asked for, in a transaction of its own. */
    List<Paper> papers(Setting setting);

    /** Which project, in the name of which house, in which language, and who takes them. */
    record Setting(ProjectAccess project, String organisation, Locale language, Actor actor) {}

    /**
     * One document: its entry in the register (null where it has none), what tells it from others with its title, when it last changed, and
     * what it says (null where it is kept as books only).
     */
    record Paper(@Nullable Document document, String name, Instant at, @Nullable Supplier<DocumentContent> content, List<Book> books) {
        public Paper(@Nullable Document document, String name, Instant at, Supplier<DocumentContent> content) {
            this(document, name, at, content, List.of());
        }
    }

    /** The same as a file to calculate with; {@code ending} is that of its name. */
    record Book(String ending, Writing writing) {}

    /** Writes a book and leaves the stream open. */
    interface Writing {
        void to(OutputStream out) throws IOException;
    }
}
