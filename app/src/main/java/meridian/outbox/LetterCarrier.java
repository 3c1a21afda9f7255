package meridian.outbox;

import static db.outbox.Tables.MAIL;

import java.time.Clock;
import java.util.Map;
import meridian.tenancy.MailId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Carries the letters that {@link Mails} keeps. They hold secret addresses, so a sent one loses its text. */
@Component
class LetterCarrier implements Carrier {
    static final String CHANNEL = "letter";

    private final DSLContext db;
    private final Clock clock;
    private final Mails mails;
    private final Postman postman;

    LetterCarrier(DSLContext db, Clock clock, Mails mails, Postman postman) {
        this.db = db;
        this.clock = clock;
        this.mails = mails;
        this.postman = postman;
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public boolean ready() {
        return mails.configured();
    }

    @Override
    public Outcome carry(Delivery delivery) throws Exception {
        var letter = db.select(MAIL.RECIPIENT, MAIL.SUBJECT, MAIL.BODY, MAIL.CALENDAR_METHOD, MAIL.CALENDAR).from(MAIL).where(MAIL.ID.eq(new MailId(delivery.what())), MAIL.SENT_AT.isNull()).fetchOne();
        if (letter == null) return Outcome.DONE;
        var outcome = postman.send(delivery.what(), new Letter(letter.value1(), letter.value2(), letter.value3(), null, letter.value5() == null ? null : new Letter.Event(letter.value4(), letter.value5()), Map.of()));
        if (outcome instanceof Outcome.Done) db.update(MAIL).set(MAIL.SENT_AT, clock.instant()).set(MAIL.BODY, "").setNull(MAIL.CALENDAR).setNull(MAIL.CALENDAR_METHOD).where(MAIL.ID.eq(new MailId(delivery.what()))).execute();
        return outcome;
    }
}
