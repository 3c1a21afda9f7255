package meridian.meeting;

import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.meeting.Tables.MEETING;
import static db.notification.Tables.NOTICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import meridian.duty.Duties;
import meridian.identity.Grants;
import meridian.identity.Members;
import meridian.identity.Regions;
import meridian.identity.Role;
import meridian.tenancy.Actor;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Ref;
import meridian.tenancy.TaskId;
import meridian.tenancy.WorkspaceRole;
import meridian.world.Browser;
import meridian.world.MailTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Meetings from the first invitation to who was there, with the letters that calendars read. */
class MeetingsTest extends MailTest {
    private static final Instant WEDNESDAY = Instant.parse("2027-03-10T02:00:00Z"); // 10:00 in 上海

    @Autowired
    MeetingClock meetingClock;

    @Autowired
    Meetings meetings;

    @Autowired
    Regions regions;

    @Autowired
    Grants grants;

    @Autowired
    Members members;

    @Autowired
    Duties duties;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
        clock.set(WEDNESDAY);
    }

    @Test
    void aMeetingIsCalledAnsweredBegunAndAttended() throws Exception {
        var at = call("王敏", "weekly", "2027-03-15T16:00", "华东", "", "Ada Lovelace <ada@" + world.slug + ".example>", "李婷", "Johanna Maier", "Tan Wei");
        // Everybody sees the time of their own zone.
        var page = as("Johanna Maier").get(at).page();
        assertThat(page.select("#facts").text()).contains("09:00–10:30", "16:00");
        assertThat(page.select("#next").text()).contains("say whether you can come");
        assertThat(page.select("#participants tbody tr").eachText()).anyMatch(line -> line.startsWith("J") && line.contains("09:00")).anyMatch(line -> line.contains("Ada Lovelace") && line.contains("Guest"));
        assertThat(as("李婷").get(world.here("/meetings")).page().select("#meetings").text()).contains("周例会", "16:00", "待我答复");

        // One letter a person, which a calendar program understands.
        var letter = lettersTo(world.person("Johanna Maier").email()).getFirst();
        assertThat(letter.getSubject()).isEqualTo("Invitation: 周例会 (Mon 15 Mar 2027 09:00 (Europe/Berlin))");
        var event = Calendars4j.events(Calendars4j.read(calendar(letter, "REQUEST"))).getFirst();
        assertThat(Calendars4j.moments(event, WEDNESDAY, WEDNESDAY.plus(Duration.ofDays(30)), ZoneId.of("UTC"))).containsExactly(Instant.parse("2027-03-15T08:00:00Z"));
        assertThat(Calendars4j.value(event, "ORGANIZER")).isEqualTo("mailto:coordination@example.com");
        assertThat(Calendars4j.value(event, "ATTENDEE")).isEqualTo("mailto:" + world.person("Johanna Maier").email());

        // A guest answers by the signed address, without signing in; nobody else’s address will do.
        var guest = lettersTo("ada@" + world.slug + ".example").getFirst();
        var link = link(guest);
        assertThat(browser().get(link + "?lang=zh-CN").page().text()).contains("周例会", "Ada Lovelace", "未答复");
        assertThat(browser().post(link, "answer", "accepted", "note", "两人到场", "_form", "answer", "_from", link).status()).isEqualTo(200);
        assertThat(as("王敏").get(at).page().select("#participants tbody tr").eachText()).anyMatch(line -> line.contains("Ada Lovelace") && line.contains("参加") && line.contains("两人到场"));
        assertThat(browser().get(forged(link)).status()).isEqualTo(404);
        assertThat(browser().post(forged(link), "answer", "declined").status()).isEqualTo(404);
        assertThat(browser().post(link, "answer", "perhaps", "_form", "answer", "_from", link).status()).isEqualTo(422);

        // Whoever declines says so to the host; who is not asked has nothing to answer.
        assertThat(as("Tan Wei").post(at + "/answer", "answer", "declined", "note", "Store opening").status()).isEqualTo(303);
        assertThat(notices("王敏")).contains("meeting_declined");
        assertThat(as("陈浩").post(at + "/answer", "answer", "accepted").status()).isEqualTo(403);

        // A quarter of an hour before, whoever is coming is reminded once; who declined is left in peace.
        clock.set(Instant.parse("2027-03-15T07:46:00Z"));
        for (int i = 0; i < 2; i++) world.in(() -> meetingClock.look());
        assertThat(notices("李婷")).containsOnlyOnce("meeting_soon");
        assertThat(notices("Tan Wei")).doesNotContain("meeting_soon");

        assertThat(as("李婷").post(at + "/beginning").status()).isEqualTo(403);
        assertThat(as("王敏").get(at).page().select("#next .primary").text()).isEqualTo("开始会议");
        assertThat(as("王敏").get(at + "/edit").status()).isEqualTo(200);
        assertThat(as("王敏").post(at + "/beginning").status()).isEqualTo(303);
        assertThat(as("王敏").get(at).page().select("a[href$=/edit]")).isEmpty();
        assertThat(as("王敏").get(at + "/edit").location()).as("no form for what is refused").isEqualTo(at);
        int version = version(at);
        assertThat(as("王敏").post(at + "/attendance", "there_" + id("李婷"), "present", "there_" + id("Tan Wei"), "absent", "reason_" + id("Tan Wei"), "新店开业", "there_" + id("Johanna Maier"), "in_attendance", "version", "" + version).status()).isEqualTo(303);
        assertThat(as("王敏").post(at + "/attendance", "there_" + id("李婷"), "absent", "version", "" + version).status()).isEqualTo(409);
        assertThat(as("陈浩").get(at).page().select("#participants tbody tr").eachText()).anyMatch(line -> line.contains("李婷") && line.endsWith("出席")).anyMatch(line -> line.contains("Tan Wei") && line.endsWith("缺席 新店开业")).anyMatch(line -> line.contains("Johanna") && line.endsWith("列席"));
        assertThat(as("王敏").post(at + "/ending").status()).isEqualTo(303);
        assertThat(as("王敏").get(world.here("/meetings?when=past")).page().select("#meetings").text()).contains("周例会", "已召开");
        assertThat(browser().get(link).status()).isEqualTo(404);
    }

    @Test
    void aSeriesKeepsItsHourWhereItIsHeldAndCanBeMovedFromAnyOfItOn() throws Exception {
        // Weekly at 10:00 in Germany, across the beginning of summer time.
        var at = call("Johanna Maier", "weekly", "2027-03-16T10:00", "德国", "weekly", "", "李婷");
        var moments = moments();
        assertThat(moments.subList(0, 3)).containsExactly(Instant.parse("2027-03-16T09:00:00Z"), Instant.parse("2027-03-23T09:00:00Z"), Instant.parse("2027-03-30T08:00:00Z"));
        var letter = lettersTo(world.person("李婷").email()).getFirst();
        var sent = Calendars4j.events(Calendars4j.read(calendar(letter, "REQUEST")));
        assertThat(sent).hasSize(1);
        assertThat(Calendars4j.moments(sent.getFirst(), WEDNESDAY, WEDNESDAY.plus(Duration.ofDays(400)), ZoneId.of("Europe/Berlin"))).containsExactlyElementsOf(moments);

        // An answer by the address in the letter counts for all of them.
        var link = link(letter);
        assertThat(browser().post(link, "answer", "accepted").status()).isEqualTo(200);
        assertThat(count(org.jooq.impl.DSL.noCondition())).isEqualTo(moments.size());
        assertThat(as("李婷").get(world.here("/meetings/3")).page().select("#answer [aria-pressed=true]").text()).isEqualTo("参加");

        // One answer on the page is for all that follow, unless it is said to be only for this one.
        assertThat(as("李婷").post(world.here("/meetings/2/answer"), "answer", "declined", "only", "true").status()).isEqualTo(303);
        assertThat(as("李婷").get(world.here("/meetings/3")).page().select("#answer [aria-pressed=true]").text()).isEqualTo("参加");
        assertThat(as("李婷").get(world.here("/meetings")).page().select("#meetings .state").eachText()).contains("我参加", "我不参加").doesNotContain("待我答复");
        // One of them is moved by itself: the calendar hears of that one.
        assertThat(change("Johanna Maier", world.here("/meetings/2"), "2027-03-24T11:00", false, "李婷").status()).isEqualTo(303);
        var moved = Calendars4j.events(Calendars4j.read(calendar(lettersTo(world.person("李婷").email()).getLast(), "REQUEST"))).getFirst();
        assertThat(Calendars4j.value(moved, "RECURRENCE-ID")).isEqualTo("20270323T100000");
        assertThat(Calendars4j.value(moved, "UID")).isEqualTo(Calendars4j.value(sent.getFirst(), "UID"));
        assertThat(as("李婷").get(world.here("/meetings/2")).page().select("#answer [aria-pressed=true]")).isEmpty();

        // From the third on it is an hour later: what was stays, what follows is a series of its own.
        assertThat(change("Johanna Maier", world.here("/meetings/3"), "2027-03-30T11:00", true, "李婷").status()).isEqualTo(303);
        assertThat(moments().subList(0, 4)).containsExactly(Instant.parse("2027-03-16T09:00:00Z"), Instant.parse("2027-03-24T10:00:00Z"), Instant.parse("2027-03-30T09:00:00Z"), Instant.parse("2027-04-06T09:00:00Z"));
        var letters = lettersTo(world.person("李婷").email());
        // Letters that leave together may arrive in any order.
        var uid = Calendars4j.value(sent.getFirst(), "UID");
        var all = new ArrayList<net.fortuna.ical4j.model.component.VEvent>();
        for (var one : letters) all.add(Calendars4j.events(Calendars4j.read(calendar(one, "REQUEST"))).getFirst());
        var whole = all.stream().filter(one -> Calendars4j.value(one, "RECURRENCE-ID").isEmpty()).toList();
        var ended = whole.stream().filter(one -> Calendars4j.value(one, "UID").equals(uid)).max(java.util.Comparator.comparingInt(one -> Integer.parseInt(Calendars4j.value(one, "SEQUENCE")))).orElseThrow();
        var fresh = whole.stream().filter(one -> !Calendars4j.value(one, "UID").equals(uid)).findFirst().orElseThrow();
        assertThat(Calendars4j.moments(ended, WEDNESDAY, WEDNESDAY.plus(Duration.ofDays(400)), ZoneId.of("Europe/Berlin"))).hasSize(2);
        assertThat(Calendars4j.moments(fresh, WEDNESDAY, WEDNESDAY.plus(Duration.ofDays(400)), ZoneId.of("Europe/Berlin"))).containsExactlyElementsOf(moments().subList(2, moments.size()));

        // One is called off, with its reason; then all that is left.
        assertThat(as("李婷").post(world.here("/meetings/4/cancellation"), "reason", "没空", "version", "0").status()).isEqualTo(403);
        assertThat(as("Johanna Maier").post(world.here("/meetings/4/cancellation"), "reason", "", "version", "" + version(world.here("/meetings/4"))).status()).isEqualTo(422);
        assertThat(as("Johanna Maier").post(world.here("/meetings/4/cancellation"), "reason", "Public holiday", "version", "" + version(world.here("/meetings/4"))).status()).isEqualTo(303);
        var off = Calendars4j.events(Calendars4j.read(calendar(lettersTo(world.person("李婷").email()).getLast(), "CANCEL"))).getFirst();
        assertThat(Calendars4j.value(off, "STATUS")).isEqualTo("CANCELLED");
        assertThat(Calendars4j.value(off, "RECURRENCE-ID")).isEqualTo("20270406T110000");
        assertThat(as("Johanna Maier").post(world.here("/meetings/3/cancellation"), "reason", "The project is paused", "following", "true", "version", "" + version(world.here("/meetings/3"))).status()).isEqualTo(303);
        assertThat(count(MEETING.STATUS.eq("planned"))).isEqualTo(2);
        assertThat(change("Johanna Maier", world.here("/meetings/3"), "2027-03-31T11:00", false, "李婷").status()).isEqualTo(422);
    }

    @Test
    void aSeriesThatGoesRoundLeavesItsHourWherePeopleShareOthers() {
        var shanghai = ZoneId.of("Asia/Shanghai");
        var berlin = ZoneId.of("Europe/Berlin");
        var fields = new ArrayList<>(List.of("kind", "weekly", "title", "周例会", "mode", "online", "starts", "2027-03-16T09:00", "region", world.regions.get("华东").toString(), "minutes", "60", "repeats", "weekly", "until", "2027-04-21", "people", id("李婷"), "people", id("Johanna Maier")));
        var form = as("王敏").get(world.here("/meetings/new?kind=weekly")).page();
        assertThat(form.select("#meeting input[name=goes_round]")).hasSize(1);
        assertThat(as("王敏").post(world.here("/meetings"), with(fields, "id", UUID.randomUUID().toString())).status()).isEqualTo(303);
        assertThat(moments()).as("unless it is asked to").allMatch(at -> at.atZone(shanghai).toLocalTime().equals(LocalTime.of(9, 0)));
        var plain = moments().size();

        assertThat(as("王敏").post(world.here("/meetings"), with(fields, "id", UUID.randomUUID().toString(), "goes_round", "true")).status()).isEqualTo(303);
        var round = moments();
        round.removeIf(at -> at.atZone(shanghai).toLocalTime().equals(LocalTime.of(9, 0)));
        assertThat(round).hasSize(plain).allSatisfy(at -> {
            assertThat(at.atZone(berlin).toLocalTime()).as("nobody’s night").isBetween(LocalTime.of(9, 0), LocalTime.of(17, 0));
            assertThat(at.atZone(shanghai).toLocalTime()).isBetween(LocalTime.of(9, 0), LocalTime.of(17, 0));
        });
        // Of a single meeting the hour is the one that was typed.
        var single = as("王敏").post(world.here("/meetings"), "id", UUID.randomUUID().toString(), "kind", "weekly", "title", "一次", "mode", "online", "starts", "2027-03-16T09:00", "region", world.regions.get("华东").toString(), "minutes", "60", "people", id("Johanna Maier"), "goes_round", "true");
        assertThat(as("王敏").get(single.location()).page().select("#facts").text()).contains("09:00–10:00");
        assertThat(as("王敏").post(world.here("/meetings"), with(fields, "_form", "meeting", "_from", world.here("/meetings/new?kind=weekly"), "id", UUID.randomUUID().toString(), "goes_round", "true", "title", " ")).page().select("#meeting input[name=goes_round]").hasAttr("checked")).as("what was ticked stays").isTrue();
    }

    @Test
    void whereNoHourIsSharedASeriesTakesTurnsOnItsDays() {
        var shanghai = ZoneId.of("Asia/Shanghai");
        world.regions.put("纽约", in(world.workspace, () -> regions.add("纽约", null, "America/New_York", "US", Regions.OFFICE, Actor.system(world.workspace))));
        world.add("Ann", "ann@" + world.slug + ".example", "America/New_York", "纽约", WorkspaceRole.NONE, Locale.ENGLISH);
        world.in(() -> grants.grant(world.person("Ann").member(), world.project, world.parties.get("市场部"), Role.SUPPORT_HEAD, world.person("王敏").actor()));
        var facts = new Meetings.Facts(Meeting.Kind.WEEKLY, "周例会", Meeting.Mode.ONLINE, "", "", "", world.regions.get("华东"), LocalDateTime.parse("2027-03-15T09:00"), 60, null, null,
                List.of(world.person("李婷").member(), world.person("Ann").member()), "", Repeats.WEEKLY, LocalDate.parse("2027-06-14"), true, List.of());
        int first = in(world.workspace, () -> meetings.call(world.project, MeetingId.next(), facts, null, world.person("王敏").actor()));
        var moments = moments();
        assertThat(moments.stream().map(at -> at.atZone(shanghai).toLocalTime()).distinct().count()).as("not always the same one’s night").isGreaterThan(1);
        assertThat(moments.stream().map(at -> LocalDate.ofInstant(at, shanghai).getDayOfWeek()).distinct()).as("on their days").containsExactly(DayOfWeek.MONDAY);
        List<LocalDateTime> regular = query(db -> db.select(MEETING.OCCURRENCE_LOCAL).from(MEETING).where(MEETING.NUMBER.ge(first)).fetch(MEETING.OCCURRENCE_LOCAL));
        assertThat(regular).as("its place in the series").allMatch(at -> at.toLocalTime().equals(LocalTime.of(9, 0)));
        assertThatThrownBy(() -> world.in(() -> meetings.call(world.project, MeetingId.next(), facts, null, world.person("周颖").actor()))).as("who may call none").isInstanceOf(NotAllowed.class);
    }

    private static String[] with(List<String> fields, String... more) {
        var all = new ArrayList<>(List.of(more));
        for (int i = 0; i < fields.size(); i += 2) if (fields.get(i).equals("people") || !all.contains(fields.get(i))) all.addAll(fields.subList(i, i + 2));
        return all.toArray(String[]::new);
    }

    @Test
    void whatIsTypedWrongIsSaidBesideItsField() {
        var form = as("王敏").post(world.here("/meetings"), "id", UUID.randomUUID().toString(), "kind", "weekly", "title", "", "mode", "on_site", "starts", "2026-10-01T10:00", "region", world.regions.get("华东").toString(), "minutes", "2", "link", "javascript:alert(1)", "guests", "没有地址",
                "repeats", "weekly", "_form", "meeting", "_from", world.here("/meetings/new"));
        assertThat(form.status()).isEqualTo(422);
        for (var field : List.of("title", "place", "starts", "minutes", "link", "guests")) assertThat(form.page().select("#meeting-" + field + "-error")).as(field).hasSize(1);
        assertThat(count(org.jooq.impl.DSL.noCondition())).isZero();
        assertThat(as("周颖").post(world.here("/meetings"), "id", UUID.randomUUID().toString()).status()).isEqualTo(403);
        assertThat(as("周颖").get(world.here("/meetings/new")).status()).isEqualTo(403);
        // The same form sent twice calls one meeting.
        var twice = new String[] {"id", UUID.randomUUID().toString(), "kind", "weekly", "title", "周例会", "mode", "online", "starts", "2027-03-16T10:00", "region", world.regions.get("华东").toString(), "minutes", "60"};
        assertThat(as("王敏").post(world.here("/meetings"), twice).location()).endsWith("/meetings/1");
        assertThat(as("王敏").post(world.here("/meetings"), twice).location()).endsWith("/meetings/1");
        assertThat(count(org.jooq.impl.DSL.noCondition())).isOne();
    }

    @Test
    void whatWasChangedOfASeriesByItselfStaysSoInCalendarsWhenTheRestChanges() throws Exception {
        call("Johanna Maier", "weekly", "2027-03-16T10:00", "德国", "weekly", "", "李婷", "陈浩");
        // The first is put off until after the second, the second is held elsewhere and without 陈浩, the third by the clock of another region.
        assertThat(alone(1, "2027-03-23T16:00", "德国", "周例会", "李婷", "陈浩").status()).isEqualTo(303);
        assertThat(alone(2, "2027-03-23T10:00", "德国", "周例会 · 现场", "李婷").status()).isEqualTo(303);
        assertThat(alone(3, "2027-03-30T20:00", "华东", "周例会", "李婷", "陈浩").status()).isEqualTo(303);
        var elsewhere = events("李婷").stream().filter(one -> Calendars4j.value(one, "RECURRENCE-ID").equals("20270330T100000")).findFirst().orElseThrow();
        assertThat(elsewhere.toString()).contains("RECURRENCE-ID;TZID=Europe/Berlin:20270330T100000").contains("DTSTART;TZID=Asia/Shanghai:20270330T200000");
        assertThat(notices("陈浩")).contains("meeting_uninvited");

        // From the fourth on it is half an hour earlier: what is left is said anew.
        int before = events("陈浩").size();
        assertThat(change("Johanna Maier", world.here("/meetings/4"), "2027-04-06T09:30", true, "李婷", "陈浩").status()).isEqualTo(303);
        var left = of("李婷", Calendars4j.value(elsewhere, "UID"));
        assertThat(left.stream().map(one -> Calendars4j.value(one, "RECURRENCE-ID")).toList()).containsExactlyInAnyOrder("", "20270316T100000", "20270323T100000", "20270330T100000");
        assertThat(left.stream().filter(one -> Calendars4j.value(one, "RECURRENCE-ID").isEmpty()).findFirst().orElseThrow().toString()).contains("DTSTART;TZID=Europe/Berlin:20270316T100000");
        assertThat(left.stream().filter(one -> Calendars4j.value(one, "RECURRENCE-ID").equals("20270323T100000")).findFirst().orElseThrow().toString()).contains("SUMMARY:周例会 · 现场");
        var without = events("陈浩");
        assertThat(without).hasSizeGreaterThan(before);
        assertThat(without.subList(before, without.size()).stream().map(one -> Calendars4j.value(one, "RECURRENCE-ID")).toList()).as("what he is not asked to is not in it").contains("20270316T100000", "20270330T100000").doesNotContain("20270323T100000");
    }

    @Test
    void whatIsSaidOfOneOfASeriesIsNewerThanAllThatWasSaidBefore() throws Exception {
        call("Johanna Maier", "weekly", "2027-03-16T10:00", "德国", "weekly", "", "李婷");
        for (var starts : List.of("2027-03-16T11:00", "2027-03-16T12:00", "2027-03-16T13:00")) assertThat(alone(1, starts, "德国", "周例会", "李婷").status()).isEqualTo(303);
        assertThat(change("Johanna Maier", world.here("/meetings/4"), "2027-04-06T09:30", true, "李婷").status()).isEqualTo(303);
        assertThat(alone(2, "2027-03-23T16:00", "德国", "周例会", "李婷").status()).isEqualTo(303);
        var events = events("李婷");
        var now = events.getLast();
        assertThat(Calendars4j.value(now, "RECURRENCE-ID")).isEqualTo("20270323T100000");
        var before = events.subList(0, events.size() - 1).stream().filter(one -> Calendars4j.value(one, "UID").equals(Calendars4j.value(now, "UID")) && Calendars4j.value(one, "RECURRENCE-ID").isEmpty()).mapToInt(one -> Integer.parseInt(Calendars4j.value(one, "SEQUENCE"))).max().orElseThrow();
        assertThat(Integer.parseInt(Calendars4j.value(now, "SEQUENCE"))).isGreaterThan(before);
    }

    @Test
    void whoIsAskedToOneOfASeriesOnlyHearsWhenItIsCalledOffWithTheOthers() throws Exception {
        call("Johanna Maier", "weekly", "2027-03-16T10:00", "德国", "weekly", "", "李婷");
        assertThat(alone(3, "2027-03-30T10:00", "德国", "周例会", "李婷", "陈浩").status()).isEqualTo(303);
        assertThat(as("Johanna Maier").post(world.here("/meetings/2/cancellation"), "reason", "项目暂停", "following", "true", "version", "" + version(world.here("/meetings/2"))).status()).isEqualTo(303);
        assertThat(notices("陈浩")).contains("meeting_cancelled");
        assertThat(events("陈浩")).anyMatch(one -> Calendars4j.value(one, "STATUS").equals("CANCELLED") && Calendars4j.value(one, "RECURRENCE-ID").isEmpty());
        // Whose first meeting of it still comes is told what is left.
        assertThat(Calendars4j.moments(of("李婷", Calendars4j.value(events("李婷").getFirst(), "UID")).getFirst(), WEDNESDAY, WEDNESDAY.plus(Duration.ofDays(400)), ZoneId.of("Europe/Berlin"))).containsExactly(Instant.parse("2027-03-16T09:00:00Z"));
    }

    @Test
    void aSeriesThatChangesFromItsFirstMeetingOnStaysTheSameSeries() throws Exception {
        call("Johanna Maier", "weekly", "2027-03-16T10:00", "德国", "weekly", "", "李婷");
        var first = events("李婷").getFirst();
        var link = link(lettersTo(world.person("李婷").email()).getFirst());
        assertThat(change("Johanna Maier", world.here("/meetings/1"), "2027-03-17T11:00", true, "李婷", "陈浩").status()).isEqualTo(303);
        var now = events("李婷").getLast();
        assertThat(Calendars4j.value(now, "UID")).isEqualTo(Calendars4j.value(first, "UID"));
        assertThat(Integer.parseInt(Calendars4j.value(now, "SEQUENCE"))).isGreaterThan(Integer.parseInt(Calendars4j.value(first, "SEQUENCE")));
        assertThat(Calendars4j.moments(now, WEDNESDAY, WEDNESDAY.plus(Duration.ofDays(400)), ZoneId.of("Europe/Berlin"))).containsExactlyElementsOf(moments());
        assertThat(browser().get(link).status()).as("the address in the first letter still answers").isEqualTo(200);
        assertThat(notices("陈浩")).as("who is new hears that they are asked").contains("meeting_called");
        assertThat(notices("李婷")).contains("meeting_moved");
    }

    @Test
    void whoLeavesIsAskedToNothingMoreAndWhatTheyHostGoesToAnother() throws Exception {
        call("Johanna Maier", "weekly", "2027-03-16T10:00", "德国", "weekly", "", "李婷", "陈浩");
        var link = link(lettersTo(world.person("陈浩").email()).getFirst());
        assertThat(browser().get(link).status()).isEqualTo(200);
        leave("Johanna Maier", null);
        var page = as("王敏").get(world.here("/meetings/2")).page();
        assertThat(page.select(".facts").text()).as("without a receiver it is the chief coordinator’s").contains("主持人 王敏");
        assertThat(page.select("#participants tbody tr").eachText()).anyMatch(line -> line.contains("王敏")).noneMatch(line -> line.contains("Johanna"));
        assertThat(notices("王敏")).contains("meeting_inherited").containsOnlyOnce("meeting_inherited");
        leave("陈浩", "李婷");
        assertThat(browser().get(link).status()).as("an old address tells them nothing any more").isEqualTo(404);
        int before = lettersTo(world.person("陈浩").email()).size();
        var fields = new ArrayList<>(List.of("kind", "weekly", "title", "周例会", "mode", "online", "starts", "2027-03-16T11:00", "region", world.regions.get("德国").toString(), "minutes", "90", "following", "true", "version", "" + version(world.here("/meetings/1")), "people", id("李婷")));
        assertThat(as("王敏").post(world.here("/meetings/1"), fields.toArray(String[]::new)).status()).isEqualTo(303);
        assertThat(lettersTo(world.person("陈浩").email())).hasSize(before);
    }

    @Test
    void whoIsOfTheProjectNoMoreHearsNothingMoreOfItsMeetings() throws Exception {
        call("Johanna Maier", "weekly", "2027-03-16T10:00", "德国", "", "", "李婷", "陈浩");
        var mail = lettersTo(world.person("陈浩").email());
        var feed = as("陈浩").post(world.url("/me/calendar")).page().select("#feed-address").text().substring("https://meridian.example".length());
        assertThat(browser().get(feed).body()).contains("周例会");
        query(db -> db.deleteFrom(ROLE_GRANT).where(ROLE_GRANT.MEMBER_ID.eq(world.person("陈浩").member())).execute());
        assertThat(browser().get(feed).body()).doesNotContain("周例会");
        assertThat(browser().get(link(mail.getFirst())).status()).isEqualTo(404);
        assertThat(as("Johanna Maier").post(world.here("/meetings/1/cancellation"), "reason", "放假", "version", "0").status()).isEqualTo(303);
        assertThat(lettersTo(world.person("陈浩").email())).hasSameSizeAs(mail);
        assertThat(notices("陈浩")).doesNotContain("meeting_cancelled");
        assertThat(lettersTo(world.person("李婷").email())).hasSize(2);
        assertThat(notices("李婷")).contains("meeting_cancelled");
    }

    @Test
    void whoInheritsAllOfASeriesButItsFirstMeetingHearsSo() {
        call("Johanna Maier", "weekly", "2027-03-16T10:00", "德国", "weekly", "", "李婷", "陈浩");
        var fields = List.of("kind", "weekly", "title", "周例会", "mode", "online", "link", "https://meeting.example/1", "starts", "2027-03-16T10:00", "region", world.regions.get("德国").toString(), "minutes", "90", "version", "" + version(world.here("/meetings/1")), "host", id("李婷"), "people", id("Johanna Maier"));
        assertThat(as("Johanna Maier").post(world.here("/meetings/1"), fields.toArray(String[]::new)).status()).isEqualTo(303);
        leave("Johanna Maier", "陈浩");
        assertThat(as("王敏").get(world.here("/meetings/1")).page().select(".facts").text()).contains("主持人 李婷");
        assertThat(as("王敏").get(world.here("/meetings/2")).page().select(".facts").text()).contains("主持人 陈浩");
        assertThat(notices("陈浩")).containsOnlyOnce("meeting_inherited");
    }

    private void leave(String who, @Nullable String receiver) {
        var member = world.person(who).member();
        world.in(() -> members.leave(member, receiver == null ? null : world.person(receiver).member(), members.get(member).version(), world.person("管理员").actor()));
    }

    @Test
    void aStandUpOfEveryWorkingDayKeepsItsDays() {
        call("王敏", "stand_up", "2027-03-15T09:00", "德国", "workdays", "", "李婷");
        var moments = moments();
        var seen = change("王敏", world.here("/meetings/2"), "2027-03-17T09:00", true, "李婷");
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select(".errors").text()).contains("不能整体改到别的日子");
        assertThat(moments()).isEqualTo(moments);
        assertThat(change("王敏", world.here("/meetings/2"), "2027-03-16T09:30", true, "李婷").status()).isEqualTo(303);
        assertThat(moments().get(1)).isEqualTo(Instant.parse("2027-03-16T08:30:00Z"));
    }

    @Test
    void theInstantFollowsWhenARegionGetsAnotherZone() throws Exception {
        call("王敏", "other", "2027-03-16T10:00", "新加坡", "", "", "李婷");
        assertThat(moments()).containsExactly(Instant.parse("2027-03-16T02:00:00Z"));
        query(db -> db.update(REGION).set(REGION.ZONE, "Asia/Tokyo").where(REGION.ID.eq(world.regions.get("新加坡"))).execute());
        world.in(() -> meetingClock.look());
        assertThat(moments()).containsExactly(Instant.parse("2027-03-16T01:00:00Z"));
        assertThat(notices("李婷")).contains("meeting_retimed");

        // Of a series its people hear once, and calendars keep it by the new clock.
        call("王敏", "weekly", "2027-03-17T10:00", "新加坡", "weekly", "", "陈浩");
        int before = lettersTo(world.person("陈浩").email()).size();
        query(db -> db.update(REGION).set(REGION.ZONE, "Asia/Singapore").where(REGION.ID.eq(world.regions.get("新加坡"))).execute());
        world.in(() -> meetingClock.look());
        assertThat(lettersTo(world.person("陈浩").email())).hasSize(before + 1);
        var whole = events("陈浩").getLast();
        assertThat(whole.toString()).contains("DTSTART;TZID=Asia/Singapore:20270317T100000");
        assertThat(Calendars4j.moments(whole, WEDNESDAY, WEDNESDAY.plus(Duration.ofDays(400)), ZoneId.of("Asia/Singapore"))).containsExactlyElementsOf(moments().subList(1, moments().size()));
    }

    @Test
    void aPersonsCalendarIsReadUnderASecretAddressUntilItIsEnded() {
        call("王敏", "weekly", "2027-03-15T16:00", "华东", "", "", "Johanna Maier");
        call("王敏", "other", "2027-03-17T16:00", "华东", "", "", "李婷");
        var made = as("Johanna Maier").post(world.url("/me/calendar"));
        var address = made.page().select("#feed-address").text();
        assertThat(address).startsWith("https://meridian.example/calendar/").endsWith(".ics");
        assertThat(as("Johanna Maier").get(world.url("/me/calendar")).page().select("#feed-address")).isEmpty();
        var path = address.substring("https://meridian.example".length());
        var read = browser().get(path);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.response().headers().firstValue("content-type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/calendar"));
        var events = Calendars4j.events(Calendars4j.read(read.body()));
        assertThat(events.stream().map(event -> Calendars4j.value(event, "SUMMARY"))).containsExactly("周例会");

        // What is due at the end of a day stands on that day.
        world.in(() -> duties.open(new Duties.NewDuty("task_done", null, null, Ref.of("task", TaskId.next()), "收口", world.person("Johanna Maier").member(), null, null, Instant.parse("2027-03-16T23:00:00Z"))));
        var due = Calendars4j.events(Calendars4j.read(browser().get(path).body())).stream().filter(event -> Calendars4j.value(event, "SUMMARY").contains("收口")).findFirst().orElseThrow();
        assertThat(Calendars4j.value(due, "DTSTART")).isEqualTo("20270316T223000Z");
        assertThat(Calendars4j.value(due, "DTEND")).isEqualTo("20270316T230000Z");

        // A new address ends the old one; ending it ends it.
        var anew = as("Johanna Maier").post(world.url("/me/calendar")).page().select("#feed-address").text().substring("https://meridian.example".length());
        assertThat(browser().get(path).status()).isEqualTo(404);
        assertThat(browser().get(anew).status()).isEqualTo(200);
        assertThat(as("Johanna Maier").post(world.url("/me/calendar/removal")).status()).isEqualTo(303);
        assertThat(browser().get(anew).status()).isEqualTo(404);
    }

    /** As far as they are installed: the programs that people really have are stricter, or laxer, than the library. */
    @Test
    void realCalendarProgramsShowTheFeedAndTakeTheLetters(@TempDir Path folder) throws Exception {
        assumeThat(CalendarProgram.there()).as("khal and vdirsyncer are installed").isTrue();
        // Weekly at 10:00 in Germany, across the beginning of summer time there; 17:00, then 16:00 in Shanghai.
        call("Johanna Maier", "weekly", "2027-03-23T10:00", "德国", "weekly", "", "李婷");
        assertThat(as("王敏").post(world.here("/tasks"), "id", TaskId.next().toString(), "title", "首批铺货完成", "party", world.parties.get("华东").toString(), "finish", "2027-03-26", "milestone", "true").status()).isEqualTo(303);
        world.in(() -> duties.open(new Duties.NewDuty("task_done", null, null, Ref.of("task", TaskId.next()), "收口", world.person("李婷").member(), null, null, Instant.parse("2027-03-25T10:00:00Z"))));
        var address = as("李婷").post(world.url("/me/calendar")).page().select("#feed-address").text();
        var subscribed = new CalendarProgram(Files.createDirectory(folder.resolve("subscribed")), "Asia/Shanghai");
        subscribed.subscribe("http://localhost:" + port + address.substring("https://meridian.example".length()));
        assertThat(subscribed.shows("2027-03-22", "2027-04-01")).hasSize(4)
                .anyMatch(line -> line.startsWith("2027-03-23 17:00") && line.contains("周例会"))
                .anyMatch(line -> line.startsWith("2027-03-30 16:00") && line.contains("周例会"))
                .anyMatch(line -> line.startsWith("2027-03-25 17:30") && line.contains("收口"))
                .anyMatch(line -> line.startsWith("2027-03-26") && line.contains("◆ 首批铺货完成"));

        // By letter: the whole series, then one of it moved, then one called off.
        var byLetter = new CalendarProgram(Files.createDirectory(folder.resolve("letters")), "Asia/Shanghai");
        byLetter.take(calendar(lettersTo(world.person("李婷").email()).getFirst(), "REQUEST"));
        assertThat(byLetter.shows("2027-03-22", "2027-04-07")).extracting(line -> line.substring(0, 16)).containsExactly("2027-03-23 17:00", "2027-03-30 16:00", "2027-04-06 16:00");
        assertThat(change("Johanna Maier", world.here("/meetings/2"), "2027-03-31T11:00", false, "李婷").status()).isEqualTo(303);
        var moved = calendar(lettersTo(world.person("李婷").email()).getLast(), "REQUEST");
        assertThat(as("Johanna Maier").post(world.here("/meetings/1/cancellation"), "reason", "Public holiday", "version", "" + version(world.here("/meetings/1"))).status()).isEqualTo(303);
        var off = calendar(lettersTo(world.person("李婷").email()).getLast(), "CANCEL");
        for (var letter : List.of(moved, off)) {
            var alone = new CalendarProgram(Files.createDirectory(folder.resolve(letter == moved ? "moved" : "off")), "Asia/Shanghai");
            alone.take(letter);
            assertThat(alone.shows("2027-03-22", "2027-04-07")).as(letter).hasSize(1).first().asString().startsWith(letter == moved ? "2027-03-31 17:00" : "2027-03-23 17:00").contains(letter == moved ? "周例会" : "CANCELLED");
        }
    }

    @Test
    void aGuestOfTheProjectSeesOnlyTheMeetingsTheyAreAskedTo() {
        world.add("客人", "guest@" + world.slug + ".example", "Asia/Shanghai", "华南", WorkspaceRole.NONE, Locale.ENGLISH);
        world.in(() -> grants.grant(world.person("客人").member(), world.project, null, Role.GUEST, world.person("王敏").actor()));
        var asked = call("王敏", "other", "2027-03-16T10:00", "华东", "", "", "客人");
        var others = call("王敏", "other", "2027-03-17T10:00", "华东", "", "", "李婷");
        assertThat(as("客人").get(asked).status()).isEqualTo(200);
        assertThat(as("客人").post(asked + "/answer", "answer", "accepted").status()).isEqualTo(303);
        assertThat(as("客人").get(others).status()).isEqualTo(404);
        assertThat(as("客人").get(world.here("/meetings")).status()).isEqualTo(403);
        assertThat(as("外人").get(asked).status()).isEqualTo(404);
    }

    // ---- what they do

    private String call(String who, String kind, String starts, String region, String repeats, String guests, String... people) {
        var fields = new ArrayList<>(List.of("id", UUID.randomUUID().toString(), "kind", kind, "title", "周例会", "mode", "online", "link", "https://meeting.example/1", "starts", starts, "region", world.regions.get(region).toString(), "minutes", "90", "guests", guests, "agenda",
                "各单位进展|30\n下周计划"));
        if (!repeats.isEmpty()) fields.addAll(List.of("repeats", repeats, "until", "2027-06-30"));
        for (var person : people) fields.addAll(List.of("people", id(person)));
        var seen = as(who).post(world.here("/meetings"), fields.toArray(String[]::new));
        assertThat(seen.status()).as(seen.page().select(".errors").text()).isEqualTo(303);
        return seen.location();
    }

    private Browser.Seen change(String who, String at, String starts, boolean following, String... people) {
        var fields = new ArrayList<>(List.of("kind", "weekly", "title", "周例会", "mode", "online", "link", "https://meeting.example/1", "starts", starts, "region", world.regions.get("德国").toString(), "minutes", "90", "following", "" + following, "version", "" + version(at)));
        for (var person : people) fields.addAll(List.of("people", id(person)));
        return as(who).post(at, fields.toArray(String[]::new));
    }

    private Browser.Seen alone(int number, String starts, String region, String title, String... people) {
        var at = world.here("/meetings/" + number);
        var fields = new ArrayList<>(List.of("kind", "weekly", "title", title, "mode", "online", "link", "https://meeting.example/1", "starts", starts, "region", world.regions.get(region).toString(), "minutes", "90", "version", "" + version(at)));
        for (var person : people) fields.addAll(List.of("people", id(person)));
        return as("Johanna Maier").post(at, fields.toArray(String[]::new));
    }

    // All events in the letters to somebody.
    private List<net.fortuna.ical4j.model.component.VEvent> events(String who) throws Exception {
        var events = new ArrayList<net.fortuna.ical4j.model.component.VEvent>();
        for (var letter : lettersTo(world.person(who).email())) events.addAll(Calendars4j.events(Calendars4j.read(calendar(letter, null))));
        return events;
    }

    // What the newest letter about the whole of a series says of it.
    private List<net.fortuna.ical4j.model.component.VEvent> of(String who, String uid) throws Exception {
        List<net.fortuna.ical4j.model.component.VEvent> newest = List.of();
        int highest = -1;
        for (var letter : lettersTo(world.person(who).email())) {
            var events = Calendars4j.events(Calendars4j.read(calendar(letter, null)));
            var whole = events.stream().filter(one -> Calendars4j.value(one, "UID").equals(uid) && Calendars4j.value(one, "RECURRENCE-ID").isEmpty()).findFirst();
            if (whole.isEmpty() || Integer.parseInt(Calendars4j.value(whole.get(), "SEQUENCE")) <= highest) continue;
            highest = Integer.parseInt(Calendars4j.value(whole.get(), "SEQUENCE"));
            newest = events;
        }
        return newest;
    }

    private int version(String at) {
        return query(db -> db.select(MEETING.VERSION).from(MEETING).where(MEETING.NUMBER.eq(Integer.parseInt(at.substring(at.lastIndexOf('/') + 1)))).fetchSingle(MEETING.VERSION));
    }

    private int count(org.jooq.Condition which) {
        return query(db -> db.fetchCount(MEETING, which));
    }

    private List<Instant> moments() {
        return query(db -> db.select(MEETING.STARTS_AT).from(MEETING).orderBy(MEETING.STARTS_AT).fetch(MEETING.STARTS_AT));
    }

    private List<String> notices(String who) {
        return query(db -> db.select(NOTICE.KIND).from(NOTICE).where(NOTICE.MEMBER_ID.eq(world.person(who).member())).fetch(NOTICE.KIND));
    }

    private String id(String who) {
        MemberId member = world.person(who).member();
        return member.toString();
    }

    private Browser as(String who) {
        return world.signedIn(who, port);
    }

    private <T> T query(Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }

    private String link(MimeMessage letter) throws Exception {
        var found = Pattern.compile("https://meridian\\.example(/answer/\\S+)").matcher(part(letter, "text/plain"));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String forged(String link) {
        int last = link.length() - 20;
        return link.substring(0, last) + (link.charAt(last) == 'A' ? 'B' : 'A') + link.substring(last + 1);
    }

    /** The calendar part of a letter; its type says what it asks for. */
    private static String calendar(MimeMessage letter, @Nullable String method) throws Exception {
        var parts = (jakarta.mail.Multipart) letter.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
            var part = parts.getBodyPart(i);
            if (!part.isMimeType("text/calendar")) continue;
            if (method != null) assertThat(part.getContentType()).contains("method=" + method);
            var text = part.getContent() instanceof InputStream bytes ? new String(bytes.readAllBytes(), StandardCharsets.UTF_8) : part.getContent().toString();
            assertThat(text).contains("METHOD:" + (method == null ? "" : method + "\r\n"));
            return text;
        }
        throw new AssertionError("no calendar in " + letter.getSubject());
    }
}
