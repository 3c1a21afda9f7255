package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.project.ProjectAccess;
import meridian.project.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The acceptance 成果验收 of a project: every deliverable, each criterion with what its applicant claimed and its panel said. */
@Component
@Order(56)
class AcceptanceRegister extends Register {
    private final ApplicationSheets sheets;

    AcceptanceRegister(Parts parts, ApplicationSheets sheets) {
        super("acceptance_register", "AL", "acceptance.register", "/acceptance", "acceptance.title", parts);
        this.sheets = sheets;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var deliverables = sheets.deliverables(project.id());
        var applications = sheets.read(APPLICATION.PROJECT_ID.eq(project.id()));
        var rows = new ArrayList<List<String>>();
        @Nullable Instant latest = null;
        for (var line : deliverables) {
            var waiver = line.waiver();
            if (line.number() == null || waiver != null) {
                rows.add(List.of("–", line.name(), orDash(line.party()), "–", "–", "–", "–", (waiver == null ? t(language, "acceptance.not_applied") : t(language, "acceptance.waived_because", waiver.by(), waiver.reason())) + (line.dueOn() == null ? "" : "\n" + t(language, "acceptance.due_by", line.dueOn()))));
                if (waiver != null && (latest == null || waiver.at().isAfter(latest))) latest = waiver.at();
            }
        }
        for (var application : applications) {
            var now = application.now();
            if (now == null) continue;
            var decided = application.decided();
            var at = decided != null && decided.decidedAt() != null ? decided.decidedAt() : now.submittedAt();
            if (latest == null || at.isAfter(latest)) latest = at;
            for (var criterion : application.criteria()) {
                rows.add(List.of(application.code(), application.deliverableName(), application.partyName(), Integer.toString(application.round()), (criterion.position() + 1) + ". " + criterion.content(), criterion.claim() == null ? "–" : t(language, "acceptance.claim." + criterion.claim().text()),
                        decided == null ? "–" : criterion.passedRound() != null ? t(language, "acceptance.met") : t(language, "acceptance.not_met"), t(language, "acceptance.status." + application.status().text()) + (application.acceptedAt() == null ? "" : "\n" + day(application.acceptedAt(), project))));
            }
        }
        long settled = deliverables.stream().filter(ApplicationSheets.Line::settled).count();
        return new Listing(deliverables.isEmpty() ? "" : t(language, "acceptance.register_sum", deliverables.size(), settled), List.of(Column.of(t(language, "acceptance.code"), 8), Column.of(t(language, "acceptance.deliverable"), 22), Column.of(t(language, "field.party"), 12), Column.centred(t(language, "acceptance.round"), 7), Column.of(t(language, "acceptance.criterion"), 34),
                Column.centred(t(language, "acceptance.claim"), 11), Column.centred(t(language, "acceptance.verdict"), 11), Column.of(t(language, "register.state"), 20)), rows, latest);
    }
}
