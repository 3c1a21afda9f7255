package meridian.meeting.web;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import meridian.meeting.Meeting;
import meridian.meeting.Meetings;
import meridian.meeting.Meetings.NewTopic;
import meridian.meeting.Repeats;
import meridian.tenancy.MemberId;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.Text;
import meridian.web.Entered;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What is typed of a meeting. */
final class MeetingForm {
    private static final int MOST_TOPICS = 30;

    private MeetingForm() {}

    static Meetings.Facts read(MultiValueMap<String, String> typed) {
        var entered = new Entered();
        var kind = entered.word("kind", said(typed, "kind"), Meeting.Kind::of);
        var mode = entered.word("mode", said(typed, "mode"), Meeting.Mode::of);
        var region = entered.chosen("region", said(typed, "region"), RegionId::of);
        var minutes = entered.whole("minutes", said(typed, "minutes"));
        var host = entered.chosen("host", said(typed, "host"), MemberId::of);
        var recorder = entered.chosen("recorder", said(typed, "recorder"), MemberId::of);
        var people = entered.chosen("people", typed.getOrDefault("people", List.of()), MemberId::of);
        var repeats = entered.word("repeats", said(typed, "repeats"), Repeats::of);
        var until = entered.day("until", said(typed, "until"));
        var check = new Refused.Check(entered.problems());
        var starts = moment(check, "starts", said(typed, "starts"));
        var agenda = lines(check, said(typed, "agenda"));
        check.done();
        return new Meetings.Facts(kind, said(typed, "title"), mode, said(typed, "place"), said(typed, "link"), said(typed, "note"), region, starts, minutes, host, recorder, people, said(typed, "guests"), repeats, until, said(typed, "goes_round").equals("true"), agenda);
    }

    static String said(MultiValueMap<String, String> typed, String field) {
        var value = typed.getFirst(field);
        return value == null ? "" : value;
    }

    static @Nullable LocalDateTime moment(Refused.Check check, String field, String typed) {
        if (typed.isBlank()) return null;
        try {
            var at = LocalDateTime.parse(typed.strip());
            if (at.getYear() >= 1970 && at.getYear() <= 2200) return at;
        } catch (DateTimeParseException e) {
            // said below
        }
        check.reject(true, field, "refused.not_a_date");
        return null;
    }

    /** One topic a line, with its minutes behind a bar. */
    private static List<NewTopic> lines(Refused.Check check, String typed) {
        var text = check.optional("agenda", typed, 8000);
        var topics = new ArrayList<NewTopic>();
        if (text.length() > 8000) return topics;
        for (var line : text.lines().map(Text::clean).filter(line -> !line.isEmpty()).toList()) {
            var parts = line.split("[|｜]", 2);
            var minutes = parts.length < 2 ? "" : parts[1].replaceAll("[^0-9]", "");
            var topic = parts[0].strip();
            check.reject(topic.isEmpty() || topic.length() > 300 || minutes.length() > 3 || minutes.matches("0+"), "agenda", "meeting.agenda_line_wrong", line.length() > 40 ? line.substring(0, 40) + "…" : line);
            if (!check.good()) return topics;
            topics.add(new NewTopic(topic, null, minutes.isEmpty() ? null : Integer.valueOf(minutes)));
        }
        check.reject(topics.size() > MOST_TOPICS, "agenda", "meeting.too_many_topics", MOST_TOPICS);
        return topics;
    }
}
