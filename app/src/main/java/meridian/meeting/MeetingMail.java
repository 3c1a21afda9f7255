package meridian.meeting;

import static db.identity.Tables.MEMBER;
import static db.meeting.Tables.SERIES;
import static db.project.Tables.PROJECT;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.calendar.CalendarFile;
import meridian.calendar.CalendarFile.Entry;
import meridian.calendar.CalendarFile.Repetition;
import meridian.calendar.CalendarFile.When;
import meridian.outbox.Letter;
import meridian.outbox.Mails;
import meridian.outbox.Postman;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.SeriesId;
import meridian.tenancy.Tenancy;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Invitations by mail as calendars send them to each other (iTIP, RFC 5546): REQUEST and CANCEL, one letter a person, each with an
 * address to answer at. A series goes out as one event that repeats; a meeting of it that was changed, as that one alone.
 */
@Component
class MeetingMail {
    private static final Logger log = LoggerFactory.getLogger(MeetingMail.class);

    /** Between the languages of one letter. */
    static final String BETWEEN = "\n────────\n\n";

    private final DSLContext db;
    private final Clock clock;
    private final Mails mails;
    private final Postman postman;
    private final MeetingSheets sheets;
    private final AnswerLinks links;
    private final Words words;

    MeetingMail(DSLContext db, Clock clock, Mails mails, Postman postman, MeetingSheets sheets, AnswerLinks links, Words words) {
        this.db = db;
        this.clock = clock;
        this.mails = mails;
        this.postman = postman;
        this.sheets = sheets;
        this.links = links;
        this.words = words;
    }

    /** A meeting or, by its first one, a whole series was called. */
    void called(Meeting meeting, Actor actor) {
        if (!mails.configured()) return;
        var events = meeting.series() == null ? List.of(meeting) : sheets.ofSeries(meeting.series().id());
        for (var who : meeting.participants()) send(who, meeting, "REQUEST", "called", events, actor);
    }

    /** One meeting was changed: who stays is asked again, who is no more asked is told so. */
    void changed(Meeting before, Meeting after, Actor actor) {
        if (!mails.configured()) return;
        var stay = after.participants().stream().map(Meeting.Participant::person).collect(Collectors.toSet());
        for (var who : after.participants()) send(who, after, "REQUEST", "changed", List.of(after), actor);
        for (var who : before.participants()) if (!stay.contains(who.person())) send(who, after, "CANCEL", "uninvited", List.of(after), actor);
    }

    /** One meeting was called off. */
    void cancelled(Meeting meeting, Actor actor) {
        if (!mails.configured()) return;
        for (var who : meeting.participants()) send(who, meeting, "CANCEL", "cancelled", List.of(meeting), actor);
    }

    /** A series goes on no more, from a meeting of it on: what is left of it is said again, or all of it is called off. */
    void seriesEnded(SeriesId series, Meeting from, Actor actor) {
        if (!mails.configured()) return;
        var left = sheets.ofSeries(series).stream().filter(one -> !one.cancelled()).toList();
        var said = from.participants();
        if (!left.isEmpty()) for (var who : said) send(who, left.getFirst(), "REQUEST", "changed", sheets.ofSeries(series), actor);
        else for (var who : said) send(who, from, "CANCEL", "cancelled", List.of(), actor);
    }

    private void send(Meeting.Participant to, Meeting meeting, String method, String what, List<Meeting> events, Actor actor) {
        if (to.email() == null || to.email().isBlank()) return;
        var languages = languages(to.member());
        var project = db.select(PROJECT.NAME, PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(meeting.project())).fetchSingle();
        var entries = method.equals("CANCEL") && events.isEmpty() ? List.of(whole(meeting, to)) : entries(events, to, method.equals("CANCEL"));
        var series = meeting.series() != null && (events.size() > 1 || events.isEmpty());
        var of = series ? Objects.requireNonNull(meeting.series()).id().value() : meeting.id().value();
        var subject = languages.stream().map(language -> words.in(language, "meeting.mail_subject_" + what, meeting.title(), time(meeting, to, language))).collect(Collectors.joining(" / "));
        var body = languages.stream().map(language -> body(to, meeting, what, series, of, project.value1(), language, actor)).collect(Collectors.joining(BETWEEN));
        mails.send(to.email(), subject, body, new Letter.Event(method, new CalendarFile("", clock.instant(), method, entries).text()));
    }

    private String body(Meeting.Participant to, Meeting meeting, String what, boolean series, UUID of, String project, Locale language, Actor actor) {
        var lines = new ArrayList<String>();
        lines.add(words.in(language, "meeting.mail_" + what, meeting.title(), project));
        lines.add("");
        lines.add(words.in(language, "meeting.mail_line", words.in(language, "meeting.when"), time(meeting, to, language)));
        if (series && meeting.series() != null) lines.add(words.in(language, "meeting.mail_line", words.in(language, "meeting.repeats"), words.in(language, "meeting.repeats." + meeting.series().repeats().text()) + " – " + meeting.series().until()));
        if (!meeting.place().isEmpty()) lines.add(words.in(language, "meeting.mail_line", words.in(language, "meeting.place"), meeting.place()));
        if (!meeting.link().isEmpty()) lines.add(words.in(language, "meeting.mail_line", words.in(language, "meeting.link"), meeting.link()));
        lines.add(words.in(language, "meeting.mail_line", words.in(language, "meeting.host"), meeting.hostName()));
        if (what.equals("cancelled") && !meeting.cancelReason().isEmpty()) lines.add(words.in(language, "meeting.mail_line", words.in(language, "ui.reason"), meeting.cancelReason()));
        if (!meeting.agenda().isEmpty()) {
            lines.add("");
            lines.add(words.in(language, "meeting.agenda"));
            meeting.agenda().forEach(topic -> lines.add("- " + topic.topic() + (topic.presenterName().isEmpty() ? "" : " · " + topic.presenterName()) + (topic.minutes() == null ? "" : " · " + words.in(language, "ui.minutes", String.valueOf(topic.minutes())))));
        }
        if (!meeting.note().isEmpty()) {
            lines.add("");
            lines.add(meeting.note());
        }
        if (!what.equals("cancelled") && !what.equals("uninvited")) {
            lines.add("");
            lines.add(words.in(language, series ? "meeting.mail_answer_series" : "meeting.mail_answer"));
            lines.add(mails.address(links.path(new AnswerLinks.Invited(actor.workspace(), of, to.person()))));
        }
        return String.join("\n", lines) + "\n";
    }

    // Whoever has an account has a language; a guest’s is not known, so they are written to in both.
    private List<Locale> languages(@Nullable MemberId member) {
        if (member == null) return List.of(Words.CHINESE, Words.ENGLISH);
        return List.of(db.select(MEMBER.LOCALE).from(MEMBER).where(MEMBER.ID.eq(member)).fetchOptional(MEMBER.LOCALE).filter(locale -> !locale.startsWith("zh")).isPresent() ? Words.ENGLISH : Words.CHINESE);
    }

    private static String time(Meeting meeting, Meeting.Participant to, Locale language) {
        var pattern = language.getLanguage().equals("zh") ? "uuuu-MM-dd EEE HH:mm" : "EEE d MMM uuuu HH:mm";
        return DateTimeFormatter.ofPattern(pattern, language).format(meeting.startsAt().atZone(to.zone())) + " (" + to.zone().getId() + ")";
    }

    // ---- events

    /** One meeting as a calendar takes it, outside of any series; for whoever downloads it. */
    CalendarFile file(Meeting meeting, String name) {
        return new CalendarFile(name, clock.instant(), List.of(entry(meeting, new When.Local(meeting.startsLocal(), length(meeting), meeting.zone(), null, null), meeting.id() + "@meridian", meeting.sequence(), meeting.cancelled(), null)));
    }

    /** Several of one series are its rule and what differs from it; one alone is itself. */
    private List<Entry> entries(List<Meeting> meetings, Meeting.Participant to, boolean cancelled) {
        var first = meetings.getFirst();
        if (first.series() == null) return List.of(entry(first, new When.Local(first.startsLocal(), length(first), first.zone(), null, null), uid(first, to), first.sequence(), cancelled, to));
        if (meetings.size() == 1) return List.of(entry(first, new When.Local(first.startsLocal(), length(first), first.zone(), null, first.series().occurrence()), uid(first, to), sequence(first), cancelled, to));
        return series(meetings, to, cancelled);
    }

    private List<Entry> series(List<Meeting> meetings, Meeting.Participant to, boolean cancelled) {
        var first = meetings.getFirst();
        var begun = Objects.requireNonNull(first.series()).occurrence();
        var on = meetings.stream().filter(one -> !one.cancelled()).map(one -> Objects.requireNonNull(one.series()).occurrence()).sorted().toList();
        var last = on.isEmpty() ? begun : on.getLast();
        var repeats = first.series().repeats();
        var ruled = repeats.ruled(begun.toLocalDate(), last.toLocalDate()).stream().map(day -> day.atTime(begun.toLocalTime())).toList();
        var without = new ArrayList<LocalDateTime>(ruled);
        without.removeAll(on);
        var also = new ArrayList<LocalDateTime>(on);
        also.removeAll(new HashSet<>(ruled));
        var entries = new ArrayList<Entry>();
        entries.add(entry(first, new When.Local(begun, length(first), first.zone(), new Repetition(repeats.rule(begun, last, first.zone()), without, also), null), uid(first, to), sequence(first), cancelled, to));
        for (var one : meetings) {
            var occurrence = Objects.requireNonNull(one.series()).occurrence();
            if (!one.cancelled() && !one.startsLocal().equals(occurrence)) entries.add(entry(one, new When.Local(one.startsLocal(), length(one), one.zone(), null, occurrence), uid(first, to), sequence(one), cancelled, to));
        }
        return entries;
    }

    // A whole series, of which nothing is left.
    private Entry whole(Meeting meeting, Meeting.Participant to) {
        return entry(meeting, new When.Local(meeting.startsLocal(), length(meeting), meeting.zone(), null, null), uid(meeting, to), sequence(meeting), true, to);
    }

    private static Duration length(Meeting meeting) {
        return Duration.ofMinutes(meeting.minutes());
    }

    /** Whether an answer gives back what only the letter to this person held; noted where it does not. */
    boolean holdsSecret(ReplyText reply, UUID person) {
        var secret = secret(reply.of(), person).getBytes(StandardCharsets.US_ASCII);
        boolean held = MessageDigest.isEqual(secret, reply.secret().getBytes(StandardCharsets.UTF_8));
        if (!held) log.info("an answer to the invitation {} does not hold what only that invitation says; it counts for nothing", reply.of());
        return held;
    }

    private String secret(UUID of, UUID person) {
        return links.secret(new AnswerLinks.Invited(Objects.requireNonNull(Tenancy.current(), "in no workspace"), of, person));
    }

    // Each person’s copy is called by its own name, which an answer gives back: so it is known that the answer is to this letter.
    private String uid(Meeting meeting, Meeting.Participant to) {
        var of = meeting.series() == null ? meeting.id().value() : meeting.series().id().value();
        return of + "." + secret(of, to.person()) + "@meridian";
    }

    // Of a series, its own count and that of the one meeting: either that rises makes it newer.
    private int sequence(Meeting meeting) {
        if (meeting.series() == null) return meeting.sequence();
        return meeting.sequence() + db.select(SERIES.SEQUENCE).from(SERIES).where(SERIES.ID.eq(meeting.series().id())).fetchSingle(SERIES.SEQUENCE);
    }

    private Entry entry(Meeting meeting, When when, String uid, int sequence, boolean cancelled, Meeting.@Nullable Participant to) {
        var invited = to == null || to.email() == null ? List.<CalendarFile.Invited>of() : List.of(new CalendarFile.Invited(to.name(), to.email(), to.reply().participation(), true));
        var note = new ArrayList<String>();
        if (!meeting.note().isEmpty()) note.add(meeting.note());
        meeting.agenda().forEach(topic -> note.add("- " + topic.topic()));
        return new Entry(uid, sequence, clock.instant(), when, meeting.title(), String.join("\n", note), List.of(), cancelled, new CalendarFile.Invitation(meeting.hostName(), postman.address(), invited, meeting.place(), meeting.link()));
    }
}
