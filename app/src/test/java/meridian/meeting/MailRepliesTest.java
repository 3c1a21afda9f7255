package meridian.meeting;

import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.PARTICIPANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import meridian.identity.Workspaces;
import meridian.tenancy.MeetingId;
import meridian.world.MailTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers that calendar programs send by mail, in a real mailbox. */
class MailRepliesTest extends MailTest {
    @Autowired
    Workspaces workspaces;

    @Autowired
    Meetings meetings;

    @Autowired
    MeetingSheets sheets;

    @Autowired
    AnswerLinks links;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    World world;
    MeetingId meeting;
    GreenMail mailbox;

    @BeforeEach
    void aMeetingAndAMailbox() {
        world = worlds.world();
        meeting = MeetingId.next();
        var starts = LocalDateTime.now().plusDays(3).withNano(0);
        in(world.workspace, () -> meetings.call(world.project, meeting, new Meetings.Facts(Meeting.Kind.WEEKLY, "周例会", Meeting.Mode.ONLINE, "", "", "", world.regions.get("华东"), starts, 60, null, null, List.of(world.person("李婷").member()), "Ada <ada@" + world.slug + ".example>", null, null, List.of()), null,
                world.person("王敏").actor()));
        mailbox = new GreenMail(ServerSetup.verbose(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)}));
        mailbox.start();
        mailbox.setUser("coordination@example.com", "coordination", "secret");
    }

    @AfterEach
    void close() {
        mailbox.stop();
    }

    @Test
    void anAnswerCountsWhenItComesFromWhoWasInvited() throws Exception {
        arrives(world.person("李婷").email(), world.person("李婷").email(), "ACCEPTED", secret("李婷"));
        arrives("ada@" + world.slug + ".example", "ada@" + world.slug + ".example", "DECLINED", secret("Ada"));
        arrives("mallory@evil.example", world.person("王敏").email(), "DECLINED", secret("王敏"));
        arrives("mallory@evil.example", "mallory@evil.example", "ACCEPTED", secret("李婷"));
        // The address of whoever writes can be anybody’s: without what only their own invitation holds it counts for nothing.
        arrives(world.person("王敏").email(), world.person("王敏").email(), "DECLINED", "");
        arrives(world.person("王敏").email(), world.person("王敏").email(), "DECLINED", "." + "0".repeat(20));
        arrives(world.person("王敏").email(), world.person("王敏").email(), "DECLINED", secret("李婷"));
        new MailReplies(workspaces, meetings, new MailReplies.Mailbox("127.0.0.1", mailbox.getImap().getPort(), "coordination", "secret", false)).run();
        Map<String, String> said = in(world.workspace, () -> transaction.execute(status -> db.select(PARTICIPANT.PERSON_ID, PARTICIPANT.NAME, PARTICIPANT.ANSWER).from(PARTICIPANT).where(PARTICIPANT.MEETING_ID.eq(meeting)).fetchMap(
                row -> row.value2().isEmpty() ? row.value1().toString() : row.value2(), row -> row.value3())));
        assertThat(said).containsEntry(world.person("李婷").member().toString(), "accepted").containsEntry("Ada", "declined").containsEntry(world.person("王敏").member().toString(), "none").hasSize(3);
    }

    @Test
    void oneOfASeriesIsMeantWhicheverClockTheProgramReads() {
        var series = UUID.randomUUID();
        var second = LocalDateTime.of(2027, 3, 22, 16, 0);
        var shanghai = ZoneId.of("Asia/Shanghai");
        for (var said : List.of("RECURRENCE-ID:20270322T080000Z", "RECURRENCE-ID;TZID=Europe/Berlin:20270322T090000", "RECURRENCE-ID;TZID=\"Asia/Shanghai\":20270322T160000", "RECURRENCE-ID;TZID=China Standard Time:20270322T160000", "RECURRENCE-ID:20270322T160000")) {
            assertThat(ReplyText.read("METHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + series + "@meridian\r\nATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example\r\n" + said + "\r\nEND:VEVENT")).as(said)
                    .hasValueSatisfying(reply -> assertThat(reply.occurrence()).matches(one -> one.of(second, shanghai)).matches(one -> !one.of(second.plusWeeks(1), shanghai)));
        }
        // As such an answer arrives: declined is the second meeting alone.
        clock.set(Instant.parse("2027-03-10T02:00:00Z"));
        var ids = series(second.minusWeeks(1));
        var person = world.person("李婷");
        in(world.workspace, () -> transaction.execute(status -> {
            var of = sheets.get(ids.getFirst()).series().id();
            var secret = links.secret(new AnswerLinks.Invited(world.workspace, of.value(), person.member().value()));
            meetings.replied(ReplyText.read("METHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + of + "." + secret + "@meridian\r\nATTENDEE;PARTSTAT=DECLINED:mailto:" + person.email() + "\r\nRECURRENCE-ID:20270322T080000Z\r\nEND:VEVENT").orElseThrow());
            return null;
        }));
        assertThat(ids.stream().map(id -> in(world.workspace, () -> transaction.execute(status -> sheets.get(id))).participants().stream().filter(one -> person.member().equals(one.member())).findFirst().orElseThrow().reply()).toList())
                .containsExactly(Meeting.Reply.NONE, Meeting.Reply.DECLINED, Meeting.Reply.NONE);
    }

    private List<MeetingId> series(LocalDateTime starts) {
        in(world.workspace, () -> meetings.call(world.project, MeetingId.next(), new Meetings.Facts(Meeting.Kind.WEEKLY, "系列例会", Meeting.Mode.ONLINE, "", "", "", world.regions.get("华东"), starts, 60, null, null, List.of(world.person("李婷").member()), "", Repeats.WEEKLY, starts.toLocalDate().plusWeeks(2), List.of()), null,
                world.person("王敏").actor()));
        return in(world.workspace, () -> transaction.execute(status -> db.select(MEETING.ID).from(MEETING).where(MEETING.TITLE.eq("系列例会")).orderBy(MEETING.STARTS_AT).fetch(MEETING.ID)));
    }

    @Test
    void whatIsNoAnswerIsNothing() {
        assertThat(ReplyText.read("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR")).isEmpty();
        assertThat(ReplyText.read("METHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + meeting + "@elsewhere\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\r\nEND:VEVENT")).isEmpty();
        assertThat(ReplyText.read("METHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + meeting + "@meridian\r\nATTENDEE;CN=\"x: y\";PARTSTAT=TENT\r\n ATIVE:MAILTO:A@B.example\r\nRECURRENCE-ID;TZID=Europe/Berlin:20270323T100000\r\nCOMMENT:Vielleicht\\, mal sehen\r\nEND:VEVENT")).hasValueSatisfying(reply -> {
            assertThat(reply.address()).isEqualTo("a@b.example");
            assertThat(reply.reply()).isEqualTo(Meeting.Reply.TENTATIVE);
            assertThat(reply.occurrence()).isEqualTo(new ReplyText.Occurrence(Instant.parse("2027-03-23T09:00:00Z"), null));
            assertThat(reply.note()).isEqualTo("Vielleicht, mal sehen");
        });
    }

    private String secret(String name) {
        var person = in(world.workspace, () -> transaction.execute(status -> sheets.get(meeting))).participants().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow().person();
        return "." + in(world.workspace, () -> transaction.execute(status -> links.secret(new AnswerLinks.Invited(world.workspace, meeting.value(), person))));
    }

    private void arrives(String from, String attendee, String answer, String secret) throws Exception {
        var message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(new InternetAddress(from));
        message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress("coordination@example.com"));
        message.setSubject("Re: 周例会", "UTF-8");
        message.setDataHandler(new jakarta.activation.DataHandler(new jakarta.mail.util.ByteArrayDataSource(("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + meeting + secret + "@meridian\r\nATTENDEE;PARTSTAT=" + answer + ":mailto:" + attendee.toUpperCase(Locale.ROOT) + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").getBytes(),
                "text/calendar; method=REPLY; charset=UTF-8")));
        message.saveChanges();
        mailbox.getUserManager().getUserByEmail("coordination@example.com").deliver(message);
    }
}
