package meridian.notification;

import java.time.Clock;
import meridian.outbox.Carrier;
import meridian.outbox.Deliveries;
import meridian.outbox.Delivery;
import meridian.outbox.Mails;
import meridian.outbox.Outcome;
import meridian.outbox.Postman;
import meridian.tenancy.NoticeId;
import org.springframework.stereotype.Component;

/**
 * Carries single notices as letters. Mail cannot be taken back or recognised as the same by every mailbox: where a node died just while it
 * handed one over, a critical letter is sent again and any other is not (the notice itself is on the list).
 */
@Component
class EmailCarrier implements Carrier {
    static final String CHANNEL = "email";

    private final Teller teller;
    private final Letters letters;
    private final Postman postman;
    private final Mails mails;
    private final Deliveries deliveries;
    private final Failures failures;
    private final Clock clock;

    EmailCarrier(Teller teller, Letters letters, Postman postman, Mails mails, Deliveries deliveries, Failures failures, Clock clock) {
        this.teller = teller;
        this.letters = letters;
        this.postman = postman;
        this.mails = mails;
        this.deliveries = deliveries;
        this.failures = failures;
        this.clock = clock;
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
        if (delivery.uncertain() && !delivery.urgent()) return new Outcome.Never("interrupted while being handed over; not sent again, because it may have arrived");
        var told = teller.one(new NoticeId(delivery.what()));
        if (told == null || told.recipient().email() == null) return Outcome.DONE;
        var to = told.recipient();
        var said = told.said();
        if (!said.critical() && !to.preference().email(said.group())) return Outcome.DONE;
        var leaves = Departure.earliest(clock.instant(), said.critical(), to.preference().quiet(), to.zone());
        if (leaves.isAfter(clock.instant())) return new Outcome.Later(leaves);
        var letter = letters.of(to, said);
        deliveries.leaving(delivery);
        return postman.send(delivery.what(), letter);
    }

    @Override
    public void givenUp(Delivery delivery, String reason) {
        failures.tell(delivery);
    }
}
