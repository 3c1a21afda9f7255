package meridian.acceptance;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentVersion;
import meridian.document.Head;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The quality checks 过程质量检查 of a project as a document to hand over: a row for each finding, and one for a check that found nothing. */
public final class QualityRegister {
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public QualityRegister(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** @param document null while nothing was checked: before that it has no number */
    public DocumentContent of(List<QualityCheck> checks, String organisation, String project, LocalDate on, @Nullable Document document) {
        var head = Head.titled(t("quality.register"), language).kind(QualityChecks.DOCUMENT_KIND).organisation(organisation).project(project).effective(on).version(DocumentVersion.issued(1));
        if (document != null) head.number(document.number()).classification(document.classification()).retention(t(document.retention().key()));
        var content = DocumentContent.of(head.build()).landscape();
        if (checks.isEmpty()) return content.paragraph(t("quality.none")).build();
        var findings = checks.stream().flatMap(check -> check.findings().stream()).toList();
        content.paragraph(t("quality.register_sum", checks.size(), findings.size(), findings.stream().filter(finding -> finding.state() != FindingState.VERIFIED).count()));
        var rows = new ArrayList<List<String>>();
        for (var check : checks) {
            if (check.findings().isEmpty()) rows.add(row(check, t("quality.nothing_found"), "–", "–", t("quality.state.passed")));
            for (var finding : check.findings()) rows.add(row(check, finding.content(), finding.owner().name(), finding.dueOn().toString(), state(finding)));
        }
        return content.table(List.of(Column.of(t("quality.code"), 8), Column.of(t("quality.checked_on"), 12), Column.of(t("quality.what"), 24), Column.of(t("field.party"), 12), Column.of(t("quality.finding"), 30), Column.of(t("quality.owner"), 11), Column.centred(t("quality.due_on"), 12), Column.of(t("quality.state"), 22)), rows).build();
    }

    private List<String> row(QualityCheck check, String found, String owner, String due, String state) {
        var what = check.deliverableName() == null ? check.title() : check.title() + "\n" + check.deliverableName();
        return List.of(check.code(), check.checkedOn() + "\n" + check.checkedBy().name(), what, check.partyName(), found, owner, due, state);
    }

    private String state(QualityCheck.Finding finding) {
        var state = t("quality.finding." + finding.state().text());
        if (finding.verifiedBy() != null && finding.verifiedAt() != null) state = t("quality.verified_by", finding.verifiedBy().name()) + "\n" + LocalDate.ofInstant(finding.verifiedAt(), zone);
        return finding.said().isEmpty() ? state : state + "\n" + finding.said();
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
