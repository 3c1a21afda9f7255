package meridian.outbox;

import static db.outbox.Tables.MAIL;

import java.time.Clock;
import java.util.List;
import meridian.tenancy.MailId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Letters by e-mail. Configured by {@code spring.mail.*} together with {@code meridian.url}, the address under which people reach this
 * house: links in letters are never made from what a request claims its host to be.
 */
@Component
public class Mails {
    private final DSLContext db;
    private final Clock clock;
    private final Deliveries deliveries;
    private final boolean configured;
    private final String house;

    Mails(DSLContext db, Clock clock, Deliveries deliveries, Postman postman, @Value("${meridian.url:}") String house) {
        this.db = db;
        this.clock = clock;
        this.deliveries = deliveries;
        this.house = house.replaceAll("/+$", "");
        this.configured = postman.ready() && !this.house.isEmpty();
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
        send(recipient, subject, body, null);
    }

    /** As {@link #send(String, String, String)}, with what a calendar program makes of it. */
    public void send(String recipient, String subject, String body, Letter.@Nullable Event event) {
        var id = MailId.next();
        db.insertInto(MAIL)
                .set(MAIL.ID, id)
                .set(MAIL.RECIPIENT, recipient)
                .set(MAIL.SUBJECT, subject.replaceAll("\\s+", " "))
                .set(MAIL.BODY, body)
                .set(MAIL.CALENDAR, event == null ? null : event.text())
                .set(MAIL.CALENDAR_METHOD, event == null ? null : event.method())
                .set(MAIL.CREATED_AT, clock.instant())
                .execute();
        deliveries.add(List.of(new Deliveries.NewDelivery(LetterCarrier.CHANNEL, null, id.value(), null, false, clock.instant())));
    }
}
