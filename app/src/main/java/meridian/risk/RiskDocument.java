package meridian.risk;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import meridian.document.Block.Column;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The register as the document 跨区域协同风险跟踪表 to hand over: the same for DOCX, PDF and the page that is printed. */
public final class RiskDocument {
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public RiskDocument(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** {@code document} is null while nothing was submitted: before that it has no number. */
    public DocumentContent of(List<Risk> risks, String organisation, String project, String prepared, LocalDate on, @Nullable Document document) {
        var head = Head.titled(t("risk.document"), language).kind(Risks.DOCUMENT_KIND).organisation(organisation).project(project).prepared(prepared, on);
        if (document != null) head.registered(document, words, zone);
        var content = DocumentContent.of(head.build()).landscape();
        var open = risks.stream().filter(risk -> risk.status().open()).toList();
        content.paragraph(t("risk.doc.summary", risks.size(), open.size(), open.stream().filter(risk -> risk.level() == Level.HIGH).count(), risks.stream().filter(risk -> risk.status() == RiskStatus.OCCURRED).count()));
        if (risks.isEmpty()) return content.build();
        var table = new RiskTable(words, language, zone);
        var headings = table.headings();
        content.table(IntStream.range(0, headings.size()).mapToObj(i -> RiskTable.COLUMNS.get(i).centred() ? Column.centred(headings.get(i), RiskTable.COLUMNS.get(i).width()) : Column.of(headings.get(i), RiskTable.COLUMNS.get(i).width())).toList(),
                risks.stream().map(table::row).toList()).named("risks", RiskTable.NAMES, List.of());
        return content.build();
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
