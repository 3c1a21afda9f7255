package meridian.meeting;

import static db.meeting.Tables.PARTICIPANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
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
    void whatIsNoAnswerIsNothing() {
        assertThat(ReplyText.read("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR")).isEmpty();
        assertThat(ReplyText.read("METHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + meeting + "@elsewhere\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\r\nEND:VEVENT")).isEmpty();
        assertThat(ReplyText.read("METHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + meeting + "@meridian\r\nATTENDEE;CN=\"x: y\";PARTSTAT=TENT\r\n ATIVE:MAILTO:A@B.example\r\nRECURRENCE-ID;TZID=Europe/Berlin:20270323T100000\r\nCOMMENT:Vielleicht\\, mal sehen\r\nEND:VEVENT")).hasValueSatisfying(reply -> {
            assertThat(reply.address()).isEqualTo("a@b.example");
            assertThat(reply.reply()).isEqualTo(Meeting.Reply.TENTATIVE);
            assertThat(reply.occurrence()).isEqualTo(LocalDateTime.of(2027, 3, 23, 10, 0));
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
