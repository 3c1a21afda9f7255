package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import meridian.activity.Links;
import meridian.meeting.Meeting;
import meridian.meeting.MinutesSection;
import meridian.tenancy.ApplicationId;
import meridian.web.Words;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a panel decided, in the minutes of the acceptance meeting that was called for it. */
@Component
class AcceptanceMinutes implements MinutesSection {
    private final Links links;
    private final ApplicationSheets sheets;
    private final Words words;

    AcceptanceMinutes(Links links, ApplicationSheets sheets, Words words) {
        this.links = links;
        this.sheets = sheets;
        this.words = words;
    }

    @Override
    public String title() {
        return "acceptance.title";
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> lines(Meeting meeting, Locale language) {
        if (meeting.kind() != Meeting.Kind.ACCEPTANCE) return List.of();
        var about = links.of(meeting.id().value()).stream().filter(link -> link.to().equals(meeting.ref()) && link.from().kind().equals(Application.KIND)).map(link -> new ApplicationId(link.from().id())).toList();
        if (about.isEmpty()) return List.of();
        var lines = new ArrayList<String>();
        for (var application : sheets.read(APPLICATION.ID.in(about).and(APPLICATION.PROJECT_ID.eq(meeting.project())))) {
            lines.add(application.title() + " · " + words.in(language, "acceptance.status." + application.status().text()));
            var decided = application.decided();
            if (decided == null) continue;
            lines.add(words.in(language, "acceptance.round_n", decided.number()) + " · " + words.in(language, "acceptance.outcome." + Objects.requireNonNull(decided.outcome()).text()));
            for (var criterion : application.criteria()) for (var vote : application.objections(criterion, decided.number())) lines.add(criterion.content() + ": " + vote.comment());
        }
        return List.copyOf(lines);
    }
}
