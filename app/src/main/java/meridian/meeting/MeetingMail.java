package meridian.meeting;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.PROJECT;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.calendar.CalendarFile;
import meridian.calendar.CalendarFile.Entry;
import meridian.calendar.CalendarFile.Instead;
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

    /** These people are asked to a meeting or, by its first one, to a whole series. */
    void called(Meeting meeting, Collection<Meeting.Participant> whom, Actor actor) {
        if (!mails.configured()) return;
        if (meeting.series() != null) series(meeting.series().id(), meeting, whom, "called", "called", actor);
        else for (var who : whom) one(who, meeting, "REQUEST", "called", actor);
    }

    /** One meeting was changed: who stays is asked again, who is no more asked is told so. */
    void changed(Meeting before, Meeting after, Actor actor) {
        if (!mails.configured()) return;
        var stay = after.participants().stream().map(Meeting.Participant::person).collect(Collectors.toSet());
        for (var who : after.participants()) one(who, after, "REQUEST", own(before, who).isPresent() ? "changed" : "called", actor);
        for (var who : before.participants()) if (!stay.contains(who.person())) one(who, after, "CANCEL", "uninvited", actor);
    }

    /** One meeting was called off. */
    void cancelled(Meeting meeting, Actor actor) {
        if (!mails.configured()) return;
        for (var who : meeting.participants()) one(who, meeting, "CANCEL", "cancelled", actor);
    }

    /** Much of a series is another than before: each of these people hears what of it is theirs now; or, of {@code about}, ({@code none}) why nothing more of it is to come. */
    void seriesChanged(SeriesId series, Meeting about, Collection<Meeting.Participant> whom, String none, Actor actor) {
        if (mails.configured()) series(series, about, whom, "changed", none, actor);
    }

    private void one(Meeting.Participant to, Meeting meeting, String method, String what, Actor actor) {
        boolean cancelled = method.equals("CANCEL");
        var of = meeting.series();
        var when = of == null ? when(meeting, null) : when(meeting, new Instead(of.occurrence(), of.zone()));
        send(to, meeting, method, what, List.of(entry(meeting, when, uid(of == null ? meeting.id().value() : of.id().value(), to), sequence(meeting), cancelled, to)), false, actor);
    }

    // Somebody can be asked to some meetings of a series only; those called off are gone from it.
    private void series(SeriesId series, Meeting about, Collection<Meeting.Participant> whom, String what, String none, Actor actor) {
        var all = sheets.ofSeries(series);
        var now = clock.instant();
        int sequence = all.isEmpty() ? 0 : Objects.requireNonNull(all.getFirst().series()).sequence();
        for (var who : whom) {
            var theirs = all.stream().filter(one -> !one.cancelled() && own(one, who).isPresent()).toList();
            var next = theirs.stream().filter(one -> one.endsAt().isAfter(now)).findFirst();
            var entries = theirs.isEmpty() ? List.of(entry(about, when(about, null), uid(series.value(), who), sequence, true, who)) : entries(theirs, who);
            send(who, next.orElse(about), theirs.isEmpty() ? "CANCEL" : "REQUEST", next.isPresent() ? what : none, entries, true, actor);
        }
    }

    // Of a series, its own count and that of the one meeting: either that rises makes it newer.
    private static int sequence(Meeting meeting) {
        return meeting.sequence() + (meeting.series() == null ? 0 : meeting.series().sequence());
    }

    private static Optional<Meeting.Participant> own(Meeting meeting, Meeting.Participant who) {
        return meeting.participants().stream().filter(one -> one.person().equals(who.person())).findFirst();
    }

    private void send(Meeting.Participant to, Meeting meeting, String method, String what, List<Entry> entries, boolean series, Actor actor) {
        if (to.email() == null || to.email().isBlank()) return;
        var languages = languages(to.member());
        var project = db.select(PROJECT.NAME, PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(meeting.project())).fetchSingle();
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
        return new CalendarFile(name, clock.instant(), List.of(entry(meeting, when(meeting, null), meeting.id() + "@meridian", meeting.sequence(), meeting.cancelled(), null)));
    }

    private static When.Local when(Meeting meeting, @Nullable Instead instead) {
        return new When.Local(meeting.startsLocal(), Duration.ofMinutes(meeting.minutes()), meeting.zone(), null, instead);
    }

    /** What an event says beside its time. */
    private record Said(int minutes, String title, String note, String host, String place, String link, List<String> topics, Meeting.Reply reply) {
        static Said of(Meeting meeting, Meeting.Participant to) {
            return new Said(meeting.minutes(), meeting.title(), meeting.note(), meeting.hostName(), meeting.place(), meeting.link(), meeting.agenda().stream().map(Meeting.Topic::topic).toList(), own(meeting, to).orElse(to).reply());
        }
    }

    // The rule says what most of them say; those that say or keep another time stand beside it, because it replaces whatever was sent before.
    private List<Entry> entries(List<Meeting> theirs, Meeting.Participant to) {
        var usual = theirs.stream().collect(Collectors.groupingBy(one -> Said.of(one, to), LinkedHashMap::new, Collectors.toList())).values().stream().max(Comparator.comparingInt(List::size)).orElseThrow().getFirst();
        var of = Objects.requireNonNull(usual.series());
        var on = theirs.stream().map(one -> Objects.requireNonNull(one.series()).occurrence()).sorted().toList();
        var begun = on.getFirst();
        var last = on.getLast();
        var ruled = of.repeats().ruled(begun.toLocalDate(), last.toLocalDate()).stream().map(day -> day.atTime(begun.toLocalTime())).toList();
        var without = new ArrayList<LocalDateTime>(ruled);
        without.removeAll(on);
        var also = new ArrayList<LocalDateTime>(on);
        also.removeAll(new HashSet<>(ruled));
        var entries = new ArrayList<Entry>();
        var repetition = new Repetition(of.repeats().rule(begun, last, of.zone()), without, also);
        entries.add(entry(usual, new When.Local(begun, Duration.ofMinutes(usual.minutes()), of.zone(), repetition, null), uid(of.id().value(), to), of.sequence(), false, own(usual, to).orElse(to)));
        for (var one : theirs) {
            var occurrence = Objects.requireNonNull(one.series()).occurrence();
            if (one.startsLocal().equals(occurrence) && one.zone().equals(of.zone()) && Said.of(one, to).equals(Said.of(usual, to))) continue;
            entries.add(entry(one, when(one, new Instead(occurrence, of.zone())), uid(of.id().value(), to), sequence(one), false, own(one, to).orElse(to)));
        }
        return entries;
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
    private String uid(UUID of, Meeting.Participant to) {
        return of + "." + secret(of, to.person()) + "@meridian";
    }

    private Entry entry(Meeting meeting, When when, String uid, int sequence, boolean cancelled, Meeting.@Nullable Participant to) {
        var invited = to == null || to.email() == null ? List.<CalendarFile.Invited>of() : List.of(new CalendarFile.Invited(to.name(), to.email(), to.reply().participation(), true));
        var note = new ArrayList<String>();
        if (!meeting.note().isEmpty()) note.add(meeting.note());
        meeting.agenda().forEach(topic -> note.add("- " + topic.topic()));
        return new Entry(uid, sequence, clock.instant(), when, meeting.title(), String.join("\n", note), List.of(), cancelled, new CalendarFile.Invitation(meeting.hostName(), postman.address(), invited, meeting.place(), meeting.link()));
    }
}
