package meridian.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.meeting.Meeting;
import meridian.meeting.MinutesSection;
import meridian.project.FrozenTables;
import meridian.web.Words;
import org.springframework.stereotype.Component;

/** What a kickoff confirmed, in its minutes: the versions of the tables, who objected to what, who confirmed later, and what was asked and answered. */
@Component
class KickoffMinutes implements MinutesSection {
    private final Kickoffs kickoffs;
    private final FrozenTables tables;
    private final Words words;

    KickoffMinutes(Kickoffs kickoffs, FrozenTables tables, Words words) {
        this.kickoffs = kickoffs;
        this.tables = tables;
        this.words = words;
    }

    @Override
    public String title() {
        return "launch.kickoff_step_tables";
    }

    @Override
    public List<String> lines(Meeting meeting, Locale language) {
        if (meeting.kind() != Meeting.Kind.KICKOFF) return List.of();
        var kickoff = kickoffs.of(meeting.project()).orElse(null);
        if (kickoff == null) return List.of();
        var lines = new ArrayList<String>();
        lines.add(words.in(language, "launch.minutes_versions", number(meeting, FrozenTables.Kind.RESPONSIBILITY_TABLE) + " V" + kickoff.responsibilityIssue() + ".0", number(meeting, FrozenTables.Kind.RESOURCE_LIST) + " V" + kickoff.resourceIssue() + ".0"));
        for (var stand : kickoff.stands()) {
            var said = stand.present() ? "launch.minutes_present" : stand.confirmed() ? "launch.minutes_later" : "launch.minutes_absent";
            lines.add(words.in(language, said, stand.partyName(), stand.confirmed() ? stand.confirmedAt().atZone(meeting.zone()).toLocalDate().toString() : ""));
            if (!stand.objection().isEmpty()) lines.add(words.in(language, "launch.minutes_objection", stand.partyName(), stand.objection()));
        }
        for (var one : kickoff.questions()) lines.add(words.in(language, "launch.minutes_question", one.question(), one.answer().isEmpty() ? "–" : one.answer()));
        return List.copyOf(lines);
    }

    private String number(Meeting meeting, FrozenTables.Kind kind) {
        return tables.document(meeting.project(), kind).map(document -> document.number()).orElse("");
    }
}
