package meridian.project;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import meridian.document.Block.Column;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The resource list 协同资源清单 as it stands, before and after it was confirmed. */
public final class ResourceListDocument {
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public ResourceListDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** @param document null while it was never frozen: before that it has no number; not issued where something has changed since */
    public DocumentContent of(List<Resource> resources, String currency, String organisation, String project, @Nullable Document document, String prepared, LocalDate on) {
        var head = Head.titled(t("launch.resource_list"), language).kind(FrozenTables.Kind.RESOURCE_LIST.text()).organisation(organisation).project(project).prepared(prepared, on);
        if (document != null) head.registered(document, words, zone);
        if (document != null && !document.issued()) head.revision(document.version(), null, "", t("charter.doc.draft"));
        return DocumentContent.of(head.build()).landscape().table(
                        List.of(Column.of(t("launch.resource_kind"), 10), Column.of(t("launch.resource"), 21), Column.of(t("launch.resource_amount"), 14), Column.of(t("launch.resource_provider"), 13), Column.centred(t("launch.resource_from"), 16), Column.centred(t("launch.resource_until"), 16), Column.centred(t("resource.status"), 10)),
                        resources.stream().map(one -> List.of(t("resource.kind." + one.kind().text()), one.name(), amount(one, currency), provider(one), Objects.toString(one.from(), "–"), Objects.toString(one.until(), "–"), t("resource.status." + one.status().text()))).toList())
                .named("resources", "kind", "name", "amount", "provider", "from", "until", "status").build();
    }

    private static String amount(Resource one, String currency) {
        if (one.amount() == null) return "–";
        var unit = one.kind() == Resource.Kind.BUDGET ? currency : one.unit();
        return (new java.text.DecimalFormat("#,##0.####", java.text.DecimalFormatSymbols.getInstance(Locale.ROOT)).format(one.amount()) + " " + unit).strip();
    }

    private static String provider(Resource one) {
        var provider = Objects.requireNonNullElse(one.providerName(), "");
        var person = Objects.requireNonNullElse(one.personName(), "");
        return provider.isEmpty() && person.isEmpty() ? "–" : (provider + "  " + person).strip();
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
