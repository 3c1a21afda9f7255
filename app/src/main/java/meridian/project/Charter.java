package meridian.project;

import java.util.List;
import java.util.Locale;
import meridian.tenancy.CharterId;
import meridian.tenancy.ProjectId;

/** The charter as it stands now. Only a draft is edited; an approved one is opened again by a change request. */
public record Charter(CharterId id, ProjectId project, State state, String changeReason, int version, CharterContent content) {
    public enum State {
        DRAFT, IN_APPROVAL, APPROVED;

        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean draft() {
        return state == State.DRAFT;
    }

    /** What is missing before it can be submitted: keys of {@code charter.missing.*}. */
    public List<String> missing() {
        var missing = new java.util.ArrayList<String>();
        if (content.goal().isBlank()) missing.add("goal");
        if (content.inScope().stream().noneMatch(item -> item.kind().equals("region"))) missing.add("region");
        if (content.deliverables().isEmpty()) missing.add("deliverable");
        if (content.deliverables().stream().anyMatch(deliverable -> deliverable.criteria().isEmpty())) missing.add("criteria");
        if (content.indicators().stream().noneMatch(indicator -> !indicator.target().isEmpty())) missing.add("indicator");
        return missing;
    }
}
