package meridian.launch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import meridian.approval.Approvals;
import meridian.document.Documents;
import meridian.project.FrozenTables;
import meridian.project.PaperSource;
import meridian.web.Words;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What a launch leaves: the tables in every version, the readiness of each party, and the letters that stand. */
@Component
@Order(20)
class LaunchPapers implements PaperSource {
    private final FrozenTables tables;
    private final ReadinessReports reports;
    private final CommitmentLetters letters;
    private final Documents documents;
    private final Approvals approvals;
    private final Words words;

    LaunchPapers(FrozenTables tables, ReadinessReports reports, CommitmentLetters letters, Documents documents, Approvals approvals, Words words) {
        this.tables = tables;
        this.reports = reports;
        this.letters = letters;
        this.documents = documents;
        this.approvals = approvals;
        this.words = words;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var papers = new ArrayList<Paper>();
        for (var kind : FrozenTables.Kind.values()) tables(setting, kind, papers);
        readiness(setting, papers);
        letters(setting, papers);
        return papers;
    }

    private void tables(Setting setting, FrozenTables.Kind kind, List<Paper> papers) {
        var document = tables.document(setting.project().id(), kind).orElse(null);
        if (document == null) return;
        var revisions = tables.revisions(document);
        var writing = new TableDocument(words, setting.language(), setting.project().homeZone());
        for (var revision : revisions.reversed()) {
            papers.add(new Paper(document, "", revision.issuedAt(), () -> kind == FrozenTables.Kind.RESPONSIBILITY_TABLE
                    ? writing.of(tables.responsibilities(document, revision.issue()), setting.organisation(), setting.project().name(), document, revisions, revision.issue())
                    : writing.of(tables.resources(document, revision.issue()), setting.organisation(), setting.project().name(), document, revisions, revision.issue())));
        }
    }

    private void readiness(Setting setting, List<Paper> papers) {
        var project = setting.project();
        for (var report : reports.all(project.id()).values().stream().sorted(Comparator.comparing(ReadinessReport::partyName)).toList()) {
            var document = documents.find(project.id(), ReadinessReports.KIND, report.id()).orElse(null);
            if (document == null || report.reportedAt() == null) continue;
            papers.add(new Paper(document, report.partyName(), report.reportedAt(), () -> new ReadinessDocument(words, setting.language(), project.homeZone())
                    .of(report, reports.provided(project.id(), report.party()), setting.organisation(), project.name(), document, documents.revisions(document.id()), approvals.told(report.id(), document, documents.revisions(document.id())))));
        }
    }

    // When it was signed is when it became what it is.
    private void letters(Setting setting, List<Paper> papers) {
        var project = setting.project();
        for (var letter : letters.current(project.id()).values().stream().sorted(Comparator.comparing(Letter::partyName)).toList()) {
            var document = documents.find(project.id(), CommitmentLetters.KIND, letter.party()).orElse(null);
            if (document == null) continue;
            var standing = letter.standing();
            papers.add(new Paper(document, letter.partyName(), standing == null ? letter.preparedAt() : standing.checkedAt() == null ? standing.at() : standing.checkedAt(),
                    () -> new LetterDocument(words, project.homeZone()).of(letter, setting.organisation(), project.name(), document, documents.revisions(document.id()))));
        }
    }
}
