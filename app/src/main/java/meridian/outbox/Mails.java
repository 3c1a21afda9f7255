package meridian.outbox;

import static db.outbox.Tables.MAIL;

import java.time.Clock;
import meridian.tenancy.MailId;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Letters by e-mail. Configured by {@code spring.mail.*} together with {@code meridian.url}, the address under which people reach this
 * house: links in letters are never made from what a request claims its host to be.
 */
@Component
public class Mails {
    private final DSLContext db;
    private final Clock clock;
    private final boolean configured;
    private final String house;

    Mails(DSLContext db, Clock clock, ObjectProvider<JavaMailSender> sender, @Value("${meridian.url:}") String house) {
        this.db = db;
        this.clock = clock;
        this.house = house.replaceAll("/+$", "");
        this.configured = sender.getIfAvailable() != null && !this.house.isEmpty();
    }

    /** Whether letters are carried out at all; without it, links are handed over by people. */
    public boolean configured() {
        return configured;
    }

    /** The whole address of a page of this house, for a letter. */
    public String address(String path) {
        return house + path;
    }

    /** Puts a letter into the outbox, in the current transaction; plain text. */
    public void send(String recipient, String subject, String body) {
        db.insertInto(MAIL)
                .set(MAIL.ID, MailId.next())
                .set(MAIL.RECIPIENT, recipient)
                .set(MAIL.SUBJECT, subject.replaceAll("\\s+", " "))
                .set(MAIL.BODY, body)
                .set(MAIL.CREATED_AT, clock.instant())
                .set(MAIL.DUE_AT, clock.instant())
                .execute();
    }
}
