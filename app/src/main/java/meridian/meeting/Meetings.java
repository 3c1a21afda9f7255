package meridian.meeting;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.meeting.Tables.AGENDA_ITEM;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.MINUTES;
import static db.meeting.Tables.NUMBERING;
import static db.meeting.Tables.PARTICIPANT;
import static db.meeting.Tables.SERIES;
import static db.project.Tables.PROJECT;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.activity.Links;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.index.Index;
import meridian.meeting.Meeting.Attendance;
import meridian.meeting.Meeting.Kind;
import meridian.meeting.Meeting.Mode;
import meridian.meeting.Meeting.Reply;
import meridian.meeting.Meeting.Status;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.AgendaItemId;
import meridian.tenancy.Id;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.SeriesId;
import meridian.tenancy.Stale;
import meridian.tenancy.Tenancy;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All meetings. A series is made whole when it is called, each occurrence a meeting of its own that can be moved, called off and
 * minuted by itself. Whoever is asked to come hears of every change of when and where, by notice and by calendar mail.
 */
@Component
public class Meetings {
    private static final Duration FURTHEST = Duration.ofDays(400);
    private static final int MOST_TOPICS = 30;
    private static final int MOST_PEOPLE = 300;
    private static final int ROWS = 500;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Calendars calendars;
    private final MeetingSheets sheets;
    private final MeetingMail mail;
    private final Notices notices;
    private final Duties duties;
    private final Links links;
    private final Activities activities;
    private final Index index;
    private final Times times;

    Meetings(DSLContext db, Clock clock, Projects projects, Calendars calendars, MeetingSheets sheets, MeetingMail mail, Notices notices, Duties duties, Links links, Activities activities, Index index, Times times) {
        this.times = times;
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.calendars = calendars;
        this.sheets = sheets;
        this.mail = mail;
        this.notices = notices;
        this.duties = duties;
        this.links = links;
        this.activities = activities;
    }

    /** One item of an agenda as it is typed. */
    public record NewTopic(String topic, @Nullable MemberId presenter, @Nullable Integer minutes) {}

    /**
     * What is typed of a meeting; {@code starts} is by the clock of the region. Without a host it is the actor’s. {@code repeats},
     * {@code until} and {@code goesRound} (hours change from meeting to meeting where none are shared) only count when it is called. {@code guests}: one a line, name and address.
     */
    public record Facts(
            @Nullable Kind kind,
            String title,
            @Nullable Mode mode,
            String place,
            String link,
            String note,
            @Nullable RegionId region,
            @Nullable LocalDateTime starts,
            @Nullable Integer minutes,
            @Nullable MemberId host,
            @Nullable MemberId recorder,
            List<MemberId> people,
            String guests,
            @Nullable Repeats repeats,
            @Nullable LocalDate until,
            boolean goesRound,
            List<NewTopic> agenda) {
        public Facts(@Nullable Kind kind, String title, @Nullable Mode mode, String place, String link, String note, @Nullable RegionId region, @Nullable LocalDateTime starts, @Nullable Integer minutes, @Nullable MemberId host, @Nullable MemberId recorder,
                List<MemberId> people, String guests, @Nullable Repeats repeats, @Nullable LocalDate until, List<NewTopic> agenda) {
            this(kind, title, mode, place, link, note, region, starts, minutes, host, recorder, people, guests, repeats, until, false, agenda);
        }
    }

    private record Checked(Kind kind, String title, Mode mode, String place, String link, String note, RegionId region, ZoneId zone, LocalDateTime starts, int minutes, MemberId host, @Nullable MemberId recorder, List<MemberId> people, List<Guest> guests,
            List<NewTopic> agenda) {
        Instant startsAt() {
            return starts.atZone(zone).toInstant();
        }
    }

    // ---- calling

    /** Calls a meeting or a series of them and answers the number of the first; the same id again changes nothing. {@code origin} is what it comes out of. */
    @Transactional
    public int call(ProjectId project, MeetingId id, Facts typed, @Nullable Ref origin, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.CALL_MEETING);
        var check = new Refused.Check();
        var facts = check(access, typed, check, actor);
        var days = days(typed, facts, check);
        check.done();
        if (facts == null) throw new IllegalStateException();
        var there = db.select(MEETING.NUMBER, MEETING.PROJECT_ID).from(MEETING).where(MEETING.ID.eq(id)).fetchOne();
        if (there != null) {
            if (!there.value2().equals(project)) throw new NotFound();
            return there.value1();
        }
        SeriesId series = null;
        if (typed.repeats() != null) {
            series = SeriesId.next();
            insert(series, project, typed.repeats(), facts, days.getLast());
        }
        int last = numbers(project, days.size());
        var regular = days.stream().map(day -> day.atTime(facts.starts().toLocalTime())).toList();
        var times = series != null && typed.goesRound() ? this.times.goingRound(access, facts.people(), Duration.ofMinutes(facts.minutes()), regular, facts.zone()) : regular;
        var now = clock.instant();
        var ids = new ArrayList<MeetingId>();
        for (int i = 0; i < days.size(); i++) {
            var one = i == 0 ? id : MeetingId.next();
            ids.add(one);
            db.insertInto(MEETING)
                    .set(MEETING.ID, one)
                    .set(MEETING.PROJECT_ID, project)
                    .set(MEETING.NUMBER, last - days.size() + 1 + i)
                    .set(MEETING.SERIES_ID, series)
                    .set(MEETING.OCCURRENCE_LOCAL, series == null ? null : regular.get(i))
                    .set(columns(facts, times.get(i)))
                    .set(MEETING.CALLED_BY, actor.person())
                    .set(MEETING.CALLED_AT, now)
                    .set(MEETING.CHANGED_AT, now)
                    .execute();
        }
        invite(ids, facts.people(), guests(facts.guests(), new HashMap<>()));
        write(ids, facts.agenda());
        if (origin != null) links.link(origin, Ref.of(Meeting.KIND, id), project, actor);
        var first = sheets.get(id);
        activities.record(actor, new MeetingActivity.MeetingCalled(first.ref(), first.number(), first.title(), ids.size()), project, null);
        mail.called(first, first.participants(), actor);
        tell("meeting_called", access, first, first.participants(), actor, List.of(Notice.person(actor.person()), Notice.at(first.startsAt())));
        return first.number();
    }

    private void insert(SeriesId series, ProjectId project, Repeats repeats, Checked facts, LocalDate last) {
        db.insertInto(SERIES)
                .set(SERIES.ID, series)
                .set(SERIES.PROJECT_ID, project)
                .set(SERIES.REPEATS, repeats.text())
                .set(SERIES.REGION_ID, facts.region())
                .set(SERIES.ZONE, facts.zone().getId())
                .set(SERIES.FIRST_LOCAL, facts.starts())
                .set(SERIES.UNTIL_ON, last)
                .execute();
    }

    // The row is the lock: of two who ask at once, the second waits and gets the next.
    private int numbers(ProjectId project, int many) {
        return db.insertInto(NUMBERING)
                .set(NUMBERING.PROJECT_ID, project)
                .set(NUMBERING.LAST, many)
                .onConflict(NUMBERING.WORKSPACE_ID, NUMBERING.PROJECT_ID)
                .doUpdate().set(NUMBERING.LAST, NUMBERING.LAST.plus(many))
                .returning(NUMBERING.LAST)
                .fetchSingle(NUMBERING.LAST);
    }

    private List<LocalDate> days(Facts typed, @Nullable Checked facts, Refused.Check check) {
        if (facts == null || typed.starts() == null) return List.of();
        var first = typed.starts().toLocalDate();
        if (typed.repeats() == null) return List.of(first);
        var until = typed.until();
        check.reject(until == null, "until", "refused.missing");
        check.reject(until != null && !until.isAfter(first), "until", "meeting.until_before_first");
        check.reject(until != null && until.isAfter(first.plusDays(370)), "until", "meeting.until_too_far");
        if (until == null || !check.good()) return List.of();
        return typed.repeats().days(first, until, calendars.of(facts.region()));
    }

    private @Nullable Checked check(ProjectAccess access, Facts typed, Refused.Check check, Actor actor) {
        check.reject(typed.kind() == null, "kind", "refused.missing");
        var title = check.text("title", typed.title(), 200).replace('\n', ' ');
        check.reject(typed.mode() == null, "mode", "refused.missing");
        var place = check.optional("place", typed.place(), 200).replace('\n', ' ');
        var link = check.optional("link", typed.link(), 500);
        var note = check.optional("note", typed.note(), 4000);
        check.reject(typed.mode() != null && typed.mode() != Mode.ONLINE && place.isEmpty(), "place", "refused.missing");
        check.reject(!link.isEmpty() && !web(link), "link", "meeting.not_a_link");
        var zone = typed.region() == null ? null : db.select(REGION.ZONE).from(REGION).where(REGION.ID.eq(typed.region()), REGION.CLOSED_AT.isNull()).fetchOne(REGION.ZONE);
        check.reject(zone == null, "region", typed.region() == null ? "refused.missing" : "refused.not_a_choice");
        check.reject(typed.starts() == null, "starts", "refused.missing");
        var now = clock.instant();
        if (zone != null && typed.starts() != null) {
            var starts = typed.starts().atZone(ZoneId.of(zone)).toInstant();
            check.reject(starts.isBefore(now.minus(Duration.ofMinutes(5))), "starts", "meeting.in_past");
            check.reject(starts.isAfter(now.plus(FURTHEST)), "starts", "meeting.too_far");
        }
        check.reject(typed.minutes() == null || typed.minutes() < 5 || typed.minutes() > 600, "minutes", "meeting.minutes_wrong");
        var host = typed.host() == null ? actor.person() : typed.host();
        var people = new LinkedHashSet<MemberId>();
        people.add(host);
        if (typed.recorder() != null) people.add(typed.recorder());
        people.addAll(typed.people());
        var team = team(access.id());
        check.reject(!team.contains(host), "host", "refused.not_a_choice");
        check.reject(typed.recorder() != null && !team.contains(typed.recorder()), "recorder", "refused.not_a_choice");
        check.reject(!team.containsAll(typed.people()), "people", "refused.not_a_choice");
        check.reject(people.size() > MOST_PEOPLE, "people", "meeting.too_many_people", MOST_PEOPLE);
        var guests = Guest.read("guests", typed.guests(), check);
        var agenda = topics(typed.agenda(), team, check);
        if (!check.good() || typed.kind() == null || typed.mode() == null || typed.region() == null || typed.starts() == null || typed.minutes() == null || zone == null) return null;
        return new Checked(typed.kind(), title, typed.mode(), place, link, note, typed.region(), ZoneId.of(zone), typed.starts().truncatedTo(ChronoUnit.MINUTES), typed.minutes(), host, typed.recorder(), List.copyOf(people), guests, agenda);
    }

    private static boolean web(String link) {
        try {
            var uri = URI.create(link);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Set<MemberId> team(ProjectId project) {
        return db.selectDistinct(ROLE_GRANT.MEMBER_ID).from(ROLE_GRANT).join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left"))
                .where(ROLE_GRANT.PROJECT_ID.eq(project)).fetchSet(ROLE_GRANT.MEMBER_ID);
    }

    private static List<NewTopic> topics(List<NewTopic> typed, Set<MemberId> team, Refused.Check check) {
        var topics = new ArrayList<NewTopic>();
        check.reject(typed.size() > MOST_TOPICS, "topic_0", "meeting.too_many_topics", MOST_TOPICS);
        for (int i = 0; i < typed.size(); i++) {
            var one = typed.get(i);
            var topic = check.optional("topic_" + i, one.topic(), 300).replace('\n', ' ');
            check.reject(topic.isEmpty() && (one.presenter() != null || one.minutes() != null), "topic_" + i, "refused.missing");
            check.reject(one.presenter() != null && !team.contains(one.presenter()), "presenter_" + i, "refused.not_a_choice");
            check.reject(one.minutes() != null && (one.minutes() < 1 || one.minutes() > 600), "minutes_" + i, "meeting.topic_minutes_wrong");
            if (!topic.isEmpty()) topics.add(new NewTopic(topic, one.presenter(), one.minutes()));
        }
        return topics;
    }

    // ---- who is asked

    private record Asked(UUID person, @Nullable MemberId member, String name, String email) {}

    private static List<Asked> guests(List<Guest> guests, Map<String, UUID> known) {
        return guests.stream().map(guest -> new Asked(known.computeIfAbsent(guest.email(), email -> Id.next()), null, guest.name(), guest.email())).toList();
    }

    private void invite(Collection<MeetingId> meetings, List<MemberId> people, List<Asked> guests) {
        index.changedAll(Meeting.KIND, meetings);
        var asked = new ArrayList<Asked>();
        people.forEach(member -> asked.add(new Asked(member.value(), member, "", "")));
        asked.addAll(guests);
        var rows = new ArrayList<org.jooq.Row6<MeetingId, UUID, MemberId, String, String, Short>>();
        for (var meeting : meetings) {
            short position = 0;
            for (var one : asked) rows.add(DSL.row(DSL.val(meeting, PARTICIPANT.MEETING_ID), DSL.val(one.person()), DSL.val(one.member(), PARTICIPANT.MEMBER_ID), DSL.val(one.name()), DSL.val(one.email()), DSL.val(position++)));
        }
        for (int from = 0; from < rows.size(); from += ROWS) {
            db.insertInto(PARTICIPANT, PARTICIPANT.MEETING_ID, PARTICIPANT.PERSON_ID, PARTICIPANT.MEMBER_ID, PARTICIPANT.NAME, PARTICIPANT.EMAIL, PARTICIPANT.POSITION)
                    .valuesOfRows(rows.subList(from, Math.min(from + ROWS, rows.size())))
                    .onConflict(PARTICIPANT.WORKSPACE_ID, PARTICIPANT.MEETING_ID, PARTICIPANT.PERSON_ID)
                    .doUpdate()
                    .set(PARTICIPANT.POSITION, DSL.excluded(PARTICIPANT.POSITION))
                    .set(PARTICIPANT.NAME, DSL.excluded(PARTICIPANT.NAME))
                    .execute();
        }
    }

    // ---- agenda

    private void write(Collection<MeetingId> meetings, List<NewTopic> agenda) {
        index.changedAll(Meeting.KIND, meetings);
        var rows = new ArrayList<org.jooq.Row6<AgendaItemId, MeetingId, Short, String, MemberId, Integer>>();
        for (var meeting : meetings) {
            short position = 0;
            for (var topic : agenda) {
                rows.add(DSL.row(DSL.val(AgendaItemId.next(), AGENDA_ITEM.ID), DSL.val(meeting, AGENDA_ITEM.MEETING_ID), DSL.val(position++), DSL.val(topic.topic()), DSL.val(topic.presenter(), AGENDA_ITEM.PRESENTER_ID),
                        DSL.val(topic.minutes(), AGENDA_ITEM.MINUTES)));
            }
        }
        for (int from = 0; from < rows.size(); from += ROWS) {
            db.insertInto(AGENDA_ITEM, AGENDA_ITEM.ID, AGENDA_ITEM.MEETING_ID, AGENDA_ITEM.POSITION, AGENDA_ITEM.TOPIC, AGENDA_ITEM.PRESENTER_ID, AGENDA_ITEM.MINUTES).valuesOfRows(rows.subList(from, Math.min(from + ROWS, rows.size()))).execute();
        }
    }

    /** Writes the agenda anew: topic, presenter, minutes; rows without a topic are left out. */
    @Transactional
    public void write(ProjectId project, MeetingId id, List<NewTopic> typed, int version, Actor actor) {
        var held = lock(project, id, actor);
        held.requireChange();
        held.seen(version);
        var meeting = held.meeting();
        if (meeting.status() == Status.HELD || meeting.cancelled()) throw Refused.because("meeting.over");
        var check = new Refused.Check();
        var topics = topics(typed, team(project), check);
        check.done();
        var before = meeting.agenda().stream().map(Meeting.Topic::topic).collect(Collectors.joining("\n"));
        db.deleteFrom(AGENDA_ITEM).where(AGENDA_ITEM.MEETING_ID.eq(id)).execute();
        write(List.of(id), topics);
        touch(id, false);
        activities.record(actor, new MeetingActivity.AgendaWritten(meeting.ref(), meeting.number(), meeting.title(), new Changes().of("agenda", before, topics.stream().map(NewTopic::topic).collect(Collectors.joining("\n"))).list()), project, null);
    }

    // ---- moving and calling off

    /** Changes this meeting, or ({@code following}) it and all that come after it in its series. */
    @Transactional
    public void change(ProjectId project, MeetingId id, Facts typed, boolean following, int version, Actor actor) {
        var held = lock(project, id, actor);
        held.requireChange();
        held.seen(version);
        var meeting = held.meeting();
        if (!meeting.planned()) throw Refused.because("meeting.not_planned");
        var check = new Refused.Check();
        var facts = check(held.access(), typed, check, actor);
        check.done();
        if (facts == null) throw new IllegalStateException();
        if (following && meeting.series() != null) changeFollowing(held, facts, actor);
        else changeOne(held, facts, actor);
    }

    private void changeOne(Held held, Checked facts, Actor actor) {
        var before = held.meeting();
        boolean moved = moved(before, facts);
        update(before, facts, facts.starts(), moved);
        var people = people(before, facts, moved, new HashMap<>());
        var after = sheets.get(before.id());
        activities.record(actor, new MeetingActivity.MeetingChanged(after.ref(), after.number(), after.title(), 1, changes(before, after)), after.project(), null);
        mail.changed(before, after, actor);
        tellOfChange(held.access(), after, people, moved, actor);
    }

    // What goes on from here is a series of its own, unless nothing stays as it was: calendars keep what has been as it was.
    private void changeFollowing(Held held, Checked facts, Actor actor) {
        var before = held.meeting();
        var old = Objects.requireNonNull(before.series());
        var all = sheets.ofSeries(old.id());
        var following = all.stream().filter(one -> one.planned() && !one.startsAt().isBefore(before.startsAt())).toList();
        var rest = all.stream().filter(one -> !following.contains(one)).toList();
        long shift = ChronoUnit.DAYS.between(before.startsLocal().toLocalDate(), facts.starts().toLocalDate());
        if (shift != 0 && old.repeats() == Repeats.WORKDAYS) throw Refused.at("starts", "meeting.every_working_day");
        boolean moved = moved(before, facts);
        var last = following.getLast().startsLocal().toLocalDate().plusDays(shift);
        boolean whole = rest.stream().allMatch(Meeting::cancelled);
        var series = whole ? old.id() : SeriesId.next();
        if (whole) db.update(SERIES).set(SERIES.REGION_ID, facts.region()).set(SERIES.ZONE, facts.zone().getId()).set(SERIES.FIRST_LOCAL, facts.starts()).set(SERIES.UNTIL_ON, last).where(SERIES.ID.eq(series)).execute();
        else insert(series, before.project(), old.repeats(), facts, last);
        renew(old.id());
        var known = new HashMap<String, UUID>();
        for (var one : following) {
            var starts = before.startsLocal().equals(facts.starts()) ? one.startsLocal() : one.startsLocal().toLocalDate().plusDays(shift).atTime(facts.starts().toLocalTime());
            update(one, facts, starts, moved);
            db.update(MEETING).set(MEETING.SERIES_ID, series).set(MEETING.OCCURRENCE_LOCAL, starts).where(MEETING.ID.eq(one.id())).execute();
            people(one, facts, moved, known);
        }
        if (!whole) rest.stream().map(one -> one.startsLocal().toLocalDate()).max(LocalDate::compareTo).ifPresent(day -> db.update(SERIES).set(SERIES.UNTIL_ON, day).where(SERIES.ID.eq(old.id())).execute());
        var after = sheets.get(before.id());
        activities.record(actor, new MeetingActivity.MeetingChanged(after.ref(), after.number(), after.title(), following.size(), changes(before, after)), after.project(), null);
        var asked = asked(following);
        var there = asked.stream().map(Meeting.Participant::person).collect(Collectors.toSet());
        var stay = after.participants().stream().map(Meeting.Participant::person).collect(Collectors.toSet());
        var people = new People(stay.stream().filter(person -> !there.contains(person)).collect(Collectors.toSet()), asked.stream().filter(one -> !stay.contains(one.person())).toList());
        mail.seriesChanged(old.id(), before, people.left(), "uninvited", actor);
        mail.seriesChanged(old.id(), after, asked.stream().filter(one -> stay.contains(one.person())).toList(), "changed", actor);
        mail.called(after, after.participants().stream().filter(one -> !whole || people.fresh().contains(one.person())).toList(), actor);
        tellOfChange(held.access(), after, people, moved, actor);
    }

    /** Everybody who is asked to one of these meetings at least. */
    static List<Meeting.Participant> asked(List<Meeting> meetings) {
        return List.copyOf(meetings.stream().flatMap(one -> one.participants().stream()).collect(Collectors.toMap(Meeting.Participant::person, one -> one, (one, other) -> one, LinkedHashMap::new)).values());
    }

    // Before any of its meetings leaves it.
    private void renew(SeriesId series) {
        db.update(SERIES).set(SERIES.SEQUENCE, newer()).where(SERIES.ID.eq(series)).execute();
    }

    /** The count of a series from which what is said of it is newer than all that was said of it and of each of its meetings. */
    static Field<Integer> newer() {
        return SERIES.SEQUENCE.plus(1).plus(DSL.field(DSL.select(DSL.coalesce(DSL.max(MEETING.SEQUENCE), 0)).from(MEETING).where(MEETING.WORKSPACE_ID.eq(SERIES.WORKSPACE_ID), MEETING.SERIES_ID.eq(SERIES.ID))));
    }

    private static boolean moved(Meeting before, Checked facts) {
        return !before.startsLocal().equals(facts.starts()) || !before.zone().equals(facts.zone()) || before.minutes() != facts.minutes() || before.mode() != facts.mode() || !before.place().equals(facts.place()) || !before.link().equals(facts.link());
    }

    private static Map<Field<?>, @Nullable Object> columns(Checked facts, LocalDateTime starts) {
        var columns = new HashMap<Field<?>, @Nullable Object>();
        columns.put(MEETING.KIND, facts.kind().text());
        columns.put(MEETING.TITLE, facts.title());
        columns.put(MEETING.MODE, facts.mode().text());
        columns.put(MEETING.PLACE, facts.place());
        columns.put(MEETING.LINK, facts.link());
        columns.put(MEETING.NOTE, facts.note());
        columns.put(MEETING.STARTS_LOCAL, starts);
        columns.put(MEETING.ZONE, facts.zone().getId());
        columns.put(MEETING.REGION_ID, facts.region());
        columns.put(MEETING.STARTS_AT, starts.atZone(facts.zone()).toInstant());
        columns.put(MEETING.MINUTES, facts.minutes());
        columns.put(MEETING.HOST_ID, facts.host());
        columns.put(MEETING.RECORDER_ID, facts.recorder());
        return columns;
    }

    private void update(Meeting before, Checked facts, LocalDateTime starts, boolean moved) {
        db.update(MEETING)
                .set(columns(facts, starts))
                .set(MEETING.REMINDED_AT, moved ? DSL.castNull(MEETING.REMINDED_AT) : MEETING.REMINDED_AT)
                .where(MEETING.ID.eq(before.id()))
                .execute();
        touch(before.id(), true);
    }

    private record People(Set<UUID> fresh, List<Meeting.Participant> left) {}

    // Whoever stays keeps what they said, unless it is another time or place they are asked for now.
    private People people(Meeting meeting, Checked facts, boolean moved, Map<String, UUID> known) {
        meeting.participants().stream().filter(Meeting.Participant::guest).forEach(guest -> known.putIfAbsent(Objects.requireNonNullElse(guest.email(), ""), guest.person()));
        var guests = guests(facts.guests(), known);
        var wanted = new HashSet<UUID>();
        facts.people().forEach(member -> wanted.add(member.value()));
        guests.forEach(guest -> wanted.add(guest.person()));
        var there = meeting.participants().stream().map(Meeting.Participant::person).collect(Collectors.toSet());
        db.deleteFrom(PARTICIPANT).where(PARTICIPANT.MEETING_ID.eq(meeting.id()), PARTICIPANT.PERSON_ID.notIn(wanted)).execute();
        invite(List.of(meeting.id()), facts.people(), guests);
        if (moved) db.update(PARTICIPANT).set(PARTICIPANT.ANSWER, Reply.NONE.text()).set(PARTICIPANT.ANSWER_NOTE, "").setNull(PARTICIPANT.ANSWERED_AT).where(PARTICIPANT.MEETING_ID.eq(meeting.id())).execute();
        return new People(wanted.stream().filter(person -> !there.contains(person)).collect(Collectors.toSet()), meeting.participants().stream().filter(one -> !wanted.contains(one.person())).toList());
    }

    private void tellOfChange(ProjectAccess access, Meeting after, People people, boolean moved, Actor actor) {
        var fresh = after.participants().stream().filter(one -> people.fresh().contains(one.person())).toList();
        tell("meeting_called", access, after, fresh, actor, List.of(Notice.person(actor.person()), Notice.at(after.startsAt())));
        if (moved) tell("meeting_moved", access, after, after.participants().stream().filter(one -> !people.fresh().contains(one.person())).toList(), actor, List.of(Notice.person(actor.person()), Notice.at(after.startsAt())));
        tell("meeting_uninvited", access, after, people.left(), actor, List.of(Notice.person(actor.person()), Notice.at(after.startsAt())));
    }

    private static List<meridian.activity.Event.Change> changes(Meeting before, Meeting after) {
        return new Changes()
                .of("title", before.title(), after.title())
                .of("meeting_kind", before.kind().text(), after.kind().text())
                .of("meeting_mode", before.mode().text(), after.mode().text())
                .of("place", before.place(), after.place())
                .of("link", before.link(), after.link())
                .of("starts", before.startsLocal() + " " + before.zone().getId(), after.startsLocal() + " " + after.zone().getId())
                .of("minutes", before.minutes(), after.minutes())
                .of("host", "member:" + before.host(), "member:" + after.host())
                .of("recorder", before.recorder() == null ? "" : "member:" + before.recorder(), after.recorder() == null ? "" : "member:" + after.recorder())
                .of("participants", names(before), names(after))
                .list();
    }

    private static String names(Meeting meeting) {
        return meeting.participants().stream().map(one -> one.member() == null ? one.name() : "member:" + one.member()).sorted().collect(Collectors.joining(", "));
    }

    /** Calls it off, or ({@code following}) it and all that come after it in its series; whoever was asked hears why. */
    @Transactional
    public void cancel(ProjectId project, MeetingId id, String typed, boolean following, int version, Actor actor) {
        var held = lock(project, id, actor);
        held.requireChange();
        held.seen(version);
        var meeting = held.meeting();
        if (!meeting.planned()) throw Refused.because("meeting.not_planned");
        var check = new Refused.Check();
        var reason = check.text("reason", typed, 1000);
        check.done();
        callOff(held, reason, following, actor);
    }

    /** What a module above called a meeting for is gone; that module has seen who may say so. One that has begun stays. */
    @Transactional
    public void takeBack(ProjectId project, MeetingId id, String reason, Actor actor) {
        var held = lock(project, id, actor);
        if (held.meeting().planned()) callOff(held, reason.length() > 1000 ? reason.substring(0, 1000) : reason, false, actor);
    }

    private void callOff(Held held, String reason, boolean following, Actor actor) {
        var meeting = held.meeting();
        var off = following && meeting.series() != null ? sheets.ofSeries(meeting.series().id()).stream().filter(one -> one.planned() && !one.startsAt().isBefore(meeting.startsAt())).toList() : List.of(meeting);
        db.update(MEETING)
                .set(MEETING.STATUS, Status.CANCELLED.text())
                .set(MEETING.CANCEL_REASON, reason)
                .where(MEETING.ID.in(off.stream().map(Meeting::id).toList()))
                .execute();
        off.forEach(one -> touch(one.id(), true));
        if (off.size() > 1) renew(Objects.requireNonNull(meeting.series()).id());
        var after = sheets.get(meeting.id());
        var asked = asked(off);
        activities.record(actor, new MeetingActivity.MeetingCancelled(meeting.ref(), meeting.number(), meeting.title(), off.size(), reason), meeting.project(), null);
        if (off.size() > 1) mail.seriesChanged(Objects.requireNonNull(after.series()).id(), after, asked, "cancelled", actor);
        else mail.cancelled(after, actor);
        tell("meeting_cancelled", held.access(), after, asked, actor, List.of(Notice.person(actor.person()), Notice.at(after.startsAt()), Notice.beginning(reason)));
    }

    private void touch(MeetingId id, boolean sequence) {
        db.update(MEETING)
                .set(MEETING.VERSION, MEETING.VERSION.plus(1))
                .set(MEETING.SEQUENCE, sequence ? MEETING.SEQUENCE.plus(1) : MEETING.SEQUENCE)
                .set(MEETING.CHANGED_AT, clock.instant())
                .where(MEETING.ID.eq(id))
                .execute();
    }

    // ---- answering

    /** Somebody says whether they come to this meeting, or ({@code following}) to it and all that come after it. */
    @Transactional
    public void answer(ProjectId project, MeetingId id, Reply reply, String note, boolean following, Actor actor) {
        var meeting = sheets.get(id);
        var access = projects.access(project, actor);
        if (!meeting.project().equals(project) || access.guest() && meeting.participant(actor.person()).isEmpty()) throw new NotFound();
        if (access.auditor() || meeting.participant(actor.person()).isEmpty()) throw new NotAllowed();
        var from = following && meeting.series() != null ? sheets.ofSeries(meeting.series().id()).stream().filter(one -> !one.startsAt().isBefore(meeting.startsAt())).toList() : List.of(meeting);
        answer(from, actor.person().value(), reply, note, actor);
    }

    /** What somebody says who came by a signed address; a meeting that is over or called off can be answered no more. */
    @Transactional
    void answer(AnswerLinks.Invited invited, Reply reply, String note) {
        var asked = asked(invited);
        var member = asked.getFirst().participants().stream().filter(one -> one.person().equals(invited.person())).findFirst().orElseThrow(AnswerLinks::over).member();
        answer(asked, invited.person(), reply, note, member == null ? Actor.system(invited.workspace()) : Actor.of(invited.workspace(), member));
    }

    /** What a calendar program answered by mail, where it is an answer to a meeting of this workspace and from somebody who was asked. */
    @Transactional
    void replied(ReplyText reply) {
        var now = clock.instant();
        var of = sheets.read(MEETING.ID.eq(new MeetingId(reply.of())).or(MEETING.SERIES_ID.eq(new SeriesId(reply.of()))));
        var meant = reply.occurrence();
        var open = of.stream().filter(one -> meant == null || one.series() == null || meant.of(one.series().occurrence(), one.series().zone())).filter(one -> one.planned() && one.endsAt().isAfter(now) && asked(one, reply.address()) != null).toList();
        if (open.isEmpty()) return;
        var who = Objects.requireNonNull(asked(open.getFirst(), reply.address()));
        if (!mail.holdsSecret(reply, who.person())) return;
        var workspace = Objects.requireNonNull(Tenancy.current(), "in no workspace");
        answer(open, who.person(), reply.reply(), reply.note(), who.member() == null ? Actor.system(workspace) : Actor.of(workspace, who.member()));
    }

    private static Meeting.@Nullable Participant asked(Meeting meeting, String address) {
        return meeting.participants().stream().filter(one -> address.equalsIgnoreCase(one.email())).findFirst().orElse(null);
    }

    /** The meetings that a signed address still asks somebody to come to, the next first; never none. */
    @Transactional(readOnly = true)
    List<Meeting> asked(AnswerLinks.Invited invited) {
        var of = sheets.read(MEETING.ID.eq(new MeetingId(invited.of())).or(MEETING.SERIES_ID.eq(new SeriesId(invited.of()))));
        var now = clock.instant();
        var open = of.stream().filter(one -> one.planned() && one.endsAt().isAfter(now) && one.participants().stream().anyMatch(who -> who.person().equals(invited.person()) && who.belongs())).toList();
        if (open.isEmpty()) throw AnswerLinks.over();
        return open;
    }

    private void answer(List<Meeting> meetings, UUID person, Reply reply, String typed, Actor actor) {
        var check = new Refused.Check();
        var note = check.optional("note", typed, 500);
        check.reject(reply == Reply.NONE, "answer", "refused.missing");
        check.done();
        var now = clock.instant();
        var open = meetings.stream().filter(one -> one.planned() && one.endsAt().isAfter(now)).toList();
        if (open.isEmpty()) throw Refused.because("meeting.over");
        db.update(PARTICIPANT)
                .set(PARTICIPANT.ANSWER, reply.text())
                .set(PARTICIPANT.ANSWER_NOTE, note)
                .set(PARTICIPANT.ANSWERED_AT, now)
                .where(PARTICIPANT.MEETING_ID.in(open.stream().map(Meeting::id).toList()), PARTICIPANT.PERSON_ID.eq(person))
                .execute();
        var first = open.getFirst();
        var who = first.participants().stream().filter(one -> one.person().equals(person)).findFirst().orElseThrow(NotFound::new);
        var by = who.member() == null ? who.name() : "member:" + who.member();
        activities.record(actor, new MeetingActivity.InvitationAnswered(first.ref(), first.number(), first.title(), by, reply.text(), note, open.size()), first.project(), null);
        if (reply == Reply.DECLINED && !first.host().equals(who.member())) {
            var code = db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(first.project())).fetchSingle(PROJECT.CODE);
            notices.tell(new Notice("meeting_declined", NoticeGroup.MEETING, List.of(first.host()), "meeting_declined:" + first.id() + ":" + person + ":" + now.toEpochMilli(), first.project(), first.ref(), first.title(), address(code, first.number()),
                    List.of(who.member() == null ? who.name() : Notice.person(who.member()), Notice.at(first.startsAt()), Notice.beginning(note)), false));
        }
    }

    // ---- holding it

    /** It begins now. */
    @Transactional
    public void begin(ProjectId project, MeetingId id, Actor actor) {
        var held = lock(project, id, actor);
        held.requireKeep();
        var meeting = held.meeting();
        if (meeting.status() == Status.BEGUN) return;
        if (!meeting.planned()) throw Refused.because("meeting.over");
        if (clock.instant().isBefore(meeting.startsAt().minus(Duration.ofHours(2)))) throw Refused.because("meeting.too_early");
        db.update(MEETING).set(MEETING.STATUS, Status.BEGUN.text()).set(MEETING.BEGUN_AT, clock.instant()).where(MEETING.ID.eq(id)).execute();
        touch(id, false);
        activities.record(actor, new MeetingActivity.MeetingBegun(meeting.ref(), meeting.number(), meeting.title()), project, null);
    }

    /** It is over; also of one that nobody said had begun. */
    @Transactional
    public void end(ProjectId project, MeetingId id, Actor actor) {
        var held = lock(project, id, actor);
        held.requireKeep();
        var meeting = held.meeting();
        if (meeting.status() == Status.HELD) return;
        if (meeting.cancelled()) throw Refused.because("meeting.over");
        if (clock.instant().isBefore(meeting.startsAt()) && meeting.status() != Status.BEGUN) throw Refused.because("meeting.not_begun");
        db.update(MEETING).set(MEETING.STATUS, Status.HELD.text()).set(MEETING.BEGUN_AT, DSL.coalesce(MEETING.BEGUN_AT, MEETING.STARTS_AT)).set(MEETING.HELD_AT, clock.instant()).where(MEETING.ID.eq(id)).execute();
        touch(id, false);
        activities.record(actor, new MeetingActivity.MeetingEnded(meeting.ref(), meeting.number(), meeting.title()), project, null);
        owed(meeting);
    }

    // Minutes are owed once a meeting is over: by its recorder, else its host. Of a stand-up there need be none, and a dispute keeps its own record.
    private void owed(Meeting meeting) {
        if (meeting.kind() == Kind.STAND_UP || meeting.kind() == Kind.DISPUTE) return;
        duties.open(new Duties.NewDuty(MinuteBook.WRITE, meeting.project(), null, meeting.ref(), meeting.code() + " " + meeting.title(), meeting.recorder() == null ? meeting.host() : meeting.recorder(), null, null, null));
    }

    /** Who was there; {@code attendance} null: nobody has said yet. */
    public record There(UUID person, @Nullable Attendance attendance, String reason) {}

    /** Says of each participant whether they were there (出席), not (缺席, with the reason) or sat in (列席); not before it begins. */
    @Transactional
    public void attend(ProjectId project, MeetingId id, List<There> typed, int version, Actor actor) {
        var held = lock(project, id, actor);
        held.requireKeep();
        held.seen(version);
        var meeting = held.meeting();
        if (meeting.cancelled()) throw Refused.because("meeting.over");
        if (!meeting.near(clock.instant()) && meeting.startsAt().isAfter(clock.instant())) throw Refused.because("meeting.not_begun");
        // Who was there is part of what was issued.
        if (db.fetchExists(MINUTES, MINUTES.MEETING_ID.eq(id), MINUTES.STATE.eq(Minutes.State.PUBLISHED.text()))) throw Refused.because("minutes.published");
        var known = meeting.participants().stream().collect(Collectors.toMap(Meeting.Participant::person, one -> one));
        var check = new Refused.Check();
        var changes = new Changes();
        var updates = new LinkedHashMap<UUID, There>();
        for (var there : typed) {
            var who = known.get(there.person());
            if (who == null) continue;
            var reason = check.optional("reason_" + there.person(), there.reason(), 500);
            updates.put(there.person(), new There(there.person(), there.attendance(), there.attendance() == Attendance.ABSENT ? reason : ""));
            changes.of("attendance", said(who, who.attendance()), said(who, there.attendance()));
        }
        check.done();
        updates.values().forEach(there -> db.update(PARTICIPANT)
                .set(PARTICIPANT.ATTENDANCE, there.attendance() == null ? null : there.attendance().text())
                .set(PARTICIPANT.ABSENCE_REASON, there.reason())
                .where(PARTICIPANT.MEETING_ID.eq(id), PARTICIPANT.PERSON_ID.eq(there.person()))
                .execute());
        touch(id, false);
        activities.record(actor, new MeetingActivity.AttendanceTaken(meeting.ref(), meeting.number(), meeting.title(), changes.list()), project, null);
    }

    private static String said(Meeting.Participant who, @Nullable Attendance attendance) {
        return attendance == null ? "" : (who.member() == null ? who.name() : "member:" + who.member()) + " " + attendance.text();
    }

    // ---- who may

    /** Whoever calls meetings for the whole project changes any; else one’s own. */
    public static boolean mayChange(ProjectAccess access, Meeting meeting) {
        return access.mayEverywhere(Permission.CALL_MEETING) || access.may(Permission.CALL_MEETING) && (meeting.host().equals(access.member()) || meeting.calledBy().equals(access.member()));
    }

    /** Begin and end it and say who was there: also host and recorder, whatever their role. */
    public static boolean mayKeep(ProjectAccess access, Meeting meeting) {
        return mayChange(access, meeting) || !access.auditor() && access.stage() != Stage.CLOSED && access.may(Permission.READ) && meeting.kept(access.member());
    }

    /** Whoever reads the project, and whoever is asked to come. */
    public static boolean mayRead(ProjectAccess access, Meeting meeting) {
        return access.may(Permission.READ) || meeting.participant(access.member()).isPresent();
    }

    // ---- the row

    record Held(Meeting meeting, ProjectAccess access) {
        void requireChange() {
            if (!mayChange(access, meeting)) throw new NotAllowed();
        }

        void requireKeep() {
            if (!mayKeep(access, meeting)) throw new NotAllowed();
        }

        void seen(int version) {
            if (meeting.version() != version) throw new Stale();
        }
    }

    ProjectAccess access(ProjectId project, Actor actor) {
        return projects.access(project, actor);
    }

    /** The meeting, held until the transaction ends, as the actor stands before it. */
    Held lock(ProjectId project, MeetingId id, Actor actor) {
        var access = projects.access(project, actor);
        db.selectOne().from(MEETING).where(MEETING.ID.eq(id), MEETING.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        var meeting = sheets.get(id);
        if (!mayRead(access, meeting)) throw new NotFound();
        return new Held(meeting, access);
    }

    static String address(String code, int number) {
        return "/p/" + code + "/meetings/" + number;
    }

    private void tell(String kind, ProjectAccess access, Meeting meeting, List<Meeting.Participant> whom, Actor actor, List<String> arguments) {
        var told = Meeting.Participant.told(whom).stream().filter(member -> !member.equals(actor.member())).toList();
        if (told.isEmpty()) return;
        notices.tell(new Notice(kind, NoticeGroup.MEETING, told, kind + ":" + meeting.id() + ":" + meeting.version(), access.id(), meeting.ref(), meeting.title(), address(access.code(), meeting.number()), arguments, false));
    }
}
