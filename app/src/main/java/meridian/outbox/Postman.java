package meridian.outbox;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/**
 * Hands letters to the mail server: {@code spring.mail.*}, in the name of {@code meridian.mail.from}, answers to
 * {@code meridian.mail.reply-to} if there is one. Every letter says that a machine wrote it, so that no machine answers.
 */
@Component
public class Postman {
    private final @Nullable JavaMailSender sender;
    private final String from;
    private final String replyTo;
    private final Clock clock;

    Postman(ObjectProvider<JavaMailSender> sender, @Value("${spring.mail.host:}") String server, Clock clock, @Value("${meridian.mail.from:meridian@localhost}") String from, @Value("${meridian.mail.reply-to:}") String replyTo) {
        this.sender = server.isEmpty() ? null : sender.getIfAvailable();
        this.clock = clock;
        this.from = from;
        this.replyTo = replyTo;
    }

    boolean ready() {
        return sender != null;
    }

    /** The part of the sender’s address behind the @, for what must be unique in the world. */
    public String domain() {
        return from.replaceAll("^.*@", "").replaceAll("[>\\s].*$", "");
    }

    /** Hands a letter over; what comes back tells whether it is worth another try. {@code id} makes its Message-ID, the same at each try. */
    public Outcome send(UUID id, Letter letter) throws MessagingException {
        if (sender == null) return Outcome.again("no mail server is configured");
        var message = sender.createMimeMessage();
        var parts = new MimeMessageHelper(message, "UTF-8");
        parts.setFrom(from);
        if (!replyTo.isEmpty()) parts.setReplyTo(replyTo);
        parts.setTo(letter.recipient());
        parts.setSubject(letter.subject());
        parts.setSentDate(Date.from(clock.instant()));
        if (letter.html() == null && letter.event() == null) parts.setText(letter.text());
        else message.setContent(parts(letter));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        for (var header : letter.headers().entrySet()) message.setHeader(header.getKey(), header.getValue());
        message.setHeader("Message-ID", "<" + id + "@" + domain() + ">");
        try {
            sender.send(message);
            return Outcome.DONE;
        } catch (MailSendException e) {
            return refusal(e);
        }
    }

    // Nothing but the ways to read it: a mail program that sees an attachment’s wrapping shows a paper clip.
    private static MimeMultipart parts(Letter letter) throws MessagingException {
        var parts = new MimeMultipart("alternative");
        var plain = new MimeBodyPart();
        plain.setText(letter.text(), "UTF-8");
        parts.addBodyPart(plain);
        if (letter.html() != null) {
            var rich = new MimeBodyPart();
            rich.setText(letter.html(), "UTF-8", "html");
            parts.addBodyPart(rich);
        }
        if (letter.event() != null) {
            var event = new MimeBodyPart();
            var type = "text/calendar; charset=UTF-8; method=" + letter.event().method() + "; component=VEVENT";
            event.setDataHandler(new DataHandler(new ByteArrayDataSource(letter.event().text().getBytes(StandardCharsets.UTF_8), type)));
            event.setHeader("Content-Type", type);
            event.setHeader("Content-Transfer-Encoding", "base64");
            event.setHeader("Content-Class", "urn:content-classes:calendarmessage");
            parts.addBodyPart(event);
        }
        return parts;
    }

    /** Where answers go: the address that letters ask to be answered at, else the sender’s own. */
    public String address() {
        var whole = replyTo.isEmpty() ? from : replyTo;
        var inner = whole.replaceAll("^.*<([^>]+)>.*$", "$1");
        return inner.strip();
    }

    // An address that the server refuses for good is not tried again; one it refuses for now is among the valid ones.
    private static Outcome refusal(MailSendException e) {
        for (Throwable cause : e.getFailedMessages().values()) {
            var next = cause instanceof MessagingException chain && chain.getNextException() != null ? chain.getNextException() : cause;
            if (cause instanceof SendFailedException failed && failed.getInvalidAddresses() != null && failed.getInvalidAddresses().length > 0) return new Outcome.Never(String.valueOf(next.getMessage()));
            return Outcome.again(String.valueOf(next.getMessage()));
        }
        return Outcome.again(String.valueOf(e.getMessage()));
    }
}
