package meridian.meeting;

import jakarta.mail.BodyPart;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Reads the answers that calendar programs send by mail, out of the mailbox that invitations are answered to: {@code meridian.mail.imap.*}
 * (host, port, user, password, tls). Without a host nothing is read. An answer counts when it comes from the address that was invited and
 * gives back the secret that only the invitation to it held: an address alone can be written by anybody. Other answers are noted in the
 * log. Every letter is marked as read, so the mailbox is best one of its own.
 */
@Component
class MailReplies implements Job {
    private static final Logger log = LoggerFactory.getLogger(MailReplies.class);
    private static final int MOST = 100;
    private static final int LONGEST = 200_000;

    private final Workspaces workspaces;
    private final Meetings meetings;
    private final Mailbox mailbox;

    /** Where to look. */
    record Mailbox(String host, int port, String user, String password, boolean tls) {
        @Override
        public String toString() {
            return user + " at " + host;
        }
    }

    @Autowired
    MailReplies(Workspaces workspaces, Meetings meetings, @Value("${meridian.mail.imap.host:}") String host, @Value("${meridian.mail.imap.port:993}") int port, @Value("${meridian.mail.imap.user:}") String user,
            @Value("${meridian.mail.imap.password:}") String password, @Value("${meridian.mail.imap.tls:true}") boolean tls) {
        this(workspaces, meetings, new Mailbox(host, port, user, password, tls));
    }

    MailReplies(Workspaces workspaces, Meetings meetings, Mailbox mailbox) {
        this.workspaces = workspaces;
        this.meetings = meetings;
        this.mailbox = mailbox;
    }

    @Override
    public String name() {
        return "meeting.replies";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        if (mailbox.host().isBlank()) return;
        try (var store = Session.getInstance(properties()).getStore(mailbox.tls() ? "imaps" : "imap")) {
            store.connect(mailbox.host(), mailbox.port(), mailbox.user(), mailbox.password());
            var folder = store.getFolder("INBOX");
            folder.open(Folder.READ_WRITE);
            var unread = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
            for (var message : Arrays.copyOf(unread, Math.min(unread.length, MOST))) {
                take(message);
                message.setFlag(Flags.Flag.SEEN, true);
            }
            folder.close(false);
        } catch (MessagingException e) {
            log.warn("answers to invitations could not be read from {}: {}", mailbox, e.getMessage());
        }
    }

    private Properties properties() {
        var properties = new Properties();
        for (var protocol : new String[] {"imap", "imaps"}) {
            properties.put("mail." + protocol + ".connectiontimeout", "10000");
            properties.put("mail." + protocol + ".timeout", "20000");
        }
        properties.put("mail.imaps.ssl.checkserveridentity", "true");
        return properties;
    }

    private void take(Message message) {
        try {
            var from = message.getFrom();
            if (from == null || from.length != 1 || !(from[0] instanceof InternetAddress sender)) return;
            var reply = calendar(message).flatMap(ReplyText::read);
            if (reply.isEmpty()) return;
            // Nobody answers for somebody else.
            if (!reply.get().address().equalsIgnoreCase(sender.getAddress())) {
                log.info("an answer to an invitation came from an address that was not invited");
                return;
            }
            for (var workspace : workspaces.all()) Tenancy.run(workspace, () -> meetings.replied(reply.get()));
        } catch (MessagingException | IOException | RuntimeException e) {
            log.info("a letter in the mailbox of answers could not be read: {}", e.toString());
        }
    }

    private static Optional<String> calendar(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/calendar") || part.isMimeType("application/ics")) {
            try (InputStream bytes = part.getInputStream()) {
                return Optional.of(new String(bytes.readNBytes(LONGEST), StandardCharsets.UTF_8));
            }
        }
        if (!part.isMimeType("multipart/*") || !(part.getContent() instanceof Multipart parts)) return Optional.empty();
        for (int i = 0; i < Math.min(parts.getCount(), 20); i++) {
            BodyPart one = parts.getBodyPart(i);
            var found = calendar(one);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }
}
