package meridian.document;

import java.util.List;
import java.util.Locale;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.web.Choice;

/** A kind of document that a company may have its own Word template for; implemented by the module that writes the document. */
public interface TemplateKind {
    /** As in the head of its documents: {@link Head#kind}. */
    String name();

    /** The key of what such a document is called. */
    String title();

    /** The names by which a template reaches into such a document, beside those that every document has. */
    List<Place> places();

    /** A name, with the key of the word that says what stands there. */
    record Place(String name, String word) {}

    /** Documents of this kind that the reader may take out, to look at a template with. */
    default List<Choice> samples(Reader reader) {
        return List.of();
    }

    /** One of {@link #samples}; not found for whoever may not take it out. */
    default DocumentContent sample(String chosen, Locale language, Reader reader, Actor actor) {
        throw new meridian.tenancy.NotFound();
    }
}
