package meridian.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.project.ProjectAccess;
import meridian.project.Register;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The quality checks 过程质量检查 of a project: a row for each finding, and one for a check that found nothing. */
@Component
@Order(54)
class QualityRegister extends Register {
    private final QualityChecks checks;

    QualityRegister(Parts parts, QualityChecks checks) {
        super(QualityChecks.DOCUMENT_KIND, "QC", "quality.register", "/quality", "quality.title", parts);
        this.checks = checks;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var all = checks.of(project.id());
        var findings = all.stream().flatMap(check -> check.findings().stream()).toList();
        var rows = new ArrayList<List<String>>();
        for (var check : all) {
            if (check.findings().isEmpty()) rows.add(row(check, t(language, "quality.nothing_found"), "–", "–", t(language, "quality.state.passed")));
            for (var finding : check.findings()) rows.add(row(check, finding.content(), finding.owner().name(), finding.dueOn().toString(), state(finding, project, language)));
        }
        return new Listing(all.isEmpty() ? "" : t(language, "quality.register_sum", all.size(), findings.size(), findings.stream().filter(finding -> finding.state() != FindingState.VERIFIED).count()),
                List.of(Column.of(t(language, "quality.code"), 8), Column.of(t(language, "quality.checked_on"), 12), Column.of(t(language, "quality.what"), 24), Column.of(t(language, "field.party"), 12), Column.of(t(language, "quality.finding"), 30), Column.of(t(language, "quality.owner"), 11), Column.centred(t(language, "quality.due_on"), 12),
                        Column.of(t(language, "quality.state"), 22)), rows, all.isEmpty() ? null : all.getLast().recordedAt());
    }

    private static List<String> row(QualityCheck check, String found, String owner, String due, String state) {
        var what = check.deliverableName() == null ? check.title() : check.title() + "\n" + check.deliverableName();
        return List.of(check.code(), check.checkedOn() + "\n" + check.checkedBy().name(), what, check.partyName(), found, owner, due, state);
    }

    private String state(QualityCheck.Finding finding, ProjectAccess project, Locale language) {
        var state = t(language, "quality.finding." + finding.state().text());
        if (finding.verifiedBy() != null && finding.verifiedAt() != null) state = t(language, "quality.verified_by", finding.verifiedBy().name()) + "\n" + day(finding.verifiedAt(), project);
        return finding.said().isEmpty() ? state : state + "\n" + finding.said();
    }
}
