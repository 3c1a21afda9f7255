package meridian.project;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.document.Block.Column;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.document.Documents.Registered;
import meridian.document.Documents.VoidedNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** All numbers 文件台账 that a project has given, the void ones too, with what bears them. */
@Component
@Order(90)
class DocumentRegister extends Register {
    private final Documents documents;
    private final DocumentNames names;

    DocumentRegister(Parts parts, Documents documents, DocumentNames names) {
        super("document_register", "DO", "document.register_document", "/documents", "document.register", parts);
        this.documents = documents;
        this.names = names;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var all = documents.all(project.id());
        var called = names.of(project, all.stream().map(Registered::document).toList());
        var rows = new ArrayList<List<String>>();
        for (var each : all) {
            var document = each.document();
            var title = t(language, called.title(document)) + (called.of(document).isEmpty() ? "" : "\n" + called.of(document));
            var state = document.isVoid() ? voided(Objects.requireNonNull(document.voiding()).reason(), language) : t(language, document.issued() ? "document.is_issued" : "document.is_draft");
            rows.add(row(document, document.shownNumber(), title, document.version().toString(), day(each.issuedAt(), project), state, language));
            for (var earlier : each.voided()) {
                if (earlier.number().equals(document.shownNumber())) continue;
                rows.add(row(document, earlier.number(), title, earlier.issue() == 0 ? "–" : "V" + earlier.issue() + ".0", "–", voided(earlier.reason(), language), language));
            }
        }
        return new Listing(all.isEmpty() ? "" : t(language, "document.register_sum", all.size(), all.stream().mapToInt(each -> each.voided().size()).sum()),
                List.of(Column.of(t(language, "document.number"), 24), Column.of(t(language, "document.kind"), 34), Column.centred(t(language, "document.version"), 8), Column.centred(t(language, "document.class"), 9),
                        Column.centred(t(language, "document.retention"), 14), Column.centred(t(language, "document.issued_on"), 12), Column.of(t(language, "register.state"), 18)), rows, latest(all));
    }

    private List<String> row(Document document, String number, String title, String version, String issued, String state, Locale language) {
        return List.of(number, title, version, t(language, document.classification().key()), t(language, document.retention().key()), issued, state);
    }

    private String voided(String reason, Locale language) {
        return t(language, "document.voided") + "\n" + reason;
    }

    // The entry of the register itself is no news.
    private @Nullable Instant latest(List<Registered> all) {
        return all.stream().filter(each -> !each.document().kind().equals(name()))
                .flatMap(each -> Stream.concat(Stream.of(each.document().registeredAt(), each.issuedAt()), each.voided().stream().map(VoidedNumber::at)))
                .filter(Objects::nonNull).max(Instant::compareTo).orElse(null);
    }
}
