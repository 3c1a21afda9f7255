package meridian.meeting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.meeting.Minutes.Choice;
import meridian.project.ProjectAccess;
import meridian.project.Register;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the meetings of a project decided 决议台账, in published minutes. */
@Component
@Order(41)
class DecisionRegister extends Register {
    private final Decisions decisions;

    DecisionRegister(Parts parts, Decisions decisions) {
        super("decision_register", "DC", "meeting.decisions_register", "/meetings/decisions", "meeting.decisions", parts);
        this.decisions = decisions;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var all = decisions.issued(project.id());
        var rows = new ArrayList<List<String>>();
        for (var decision : all.reversed()) {
            rows.add(List.of(String.valueOf(rows.size() + 1), day(decision.at(), project), decision.content(), decision.party(), Meeting.code(decision.meeting()) + " " + decision.title(), decision.document(), votes(decision, language)));
        }
        return new Listing("", List.of(Column.centred(t(language, "meeting.decision_no"), 6), Column.centred(t(language, "meeting.decided_on"), 13), Column.of(t(language, "minutes.section.decisions"), 46), Column.of(t(language, "minutes.party"), 14), Column.of(t(language, "meeting.decided_in"), 26),
                Column.of(t(language, "meeting.decision_document"), 24), Column.of(t(language, "minutes.votes"), 14)), rows, all.isEmpty() ? null : all.getFirst().at());
    }

    private String votes(Decisions.Decision decision, Locale language) {
        if (decision.votes().isEmpty()) return "";
        return t(language, "meeting.decision_votes", decision.votes(Choice.FOR), decision.votes(Choice.AGAINST), decision.votes(Choice.ABSTAIN));
    }
}
