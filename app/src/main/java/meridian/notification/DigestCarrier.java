package meridian.notification;

import static db.identity.Tables.MEMBER;
import static db.notification.Tables.NOTICE;
import static db.notification.Tables.PREFERENCE;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import meridian.outbox.Carrier;
import meridian.outbox.Deliveries;
import meridian.outbox.Delivery;
import meridian.outbox.Mails;
import meridian.outbox.Outcome;
import meridian.outbox.Postman;
import meridian.tenancy.MemberId;
import meridian.tenancy.NoticeId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Carries what gathered for one person as one letter. What was read meanwhile is left out; with nothing left there is no letter. */
@Component
class DigestCarrier implements Carrier {
    static final String CHANNEL = "digest";
    private static final int MOST = 200;

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Teller teller;
    private final Letters letters;
    private final Postman postman;
    private final Mails mails;
    private final Deliveries deliveries;
    private final Failures failures;
    private final Clock clock;

    DigestCarrier(DSLContext db, TransactionTemplate transaction, Teller teller, Letters letters, Postman postman, Mails mails, Deliveries deliveries, Failures failures, Clock clock) {
        this.db = db;
        this.transaction = transaction;
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
        var member = new MemberId(delivery.what());
        if (delivery.uncertain()) {
            // It may have arrived: what it held counts as told.
            spend(member, teller.gathered(member, MOST).stream().map(told -> told.said().id()).toList());
            return Outcome.DONE;
        }
        var gathered = teller.gathered(member, MOST).stream().filter(told -> told.recipient().email() != null && told.recipient().preference().email(told.said().group())).toList();
        if (gathered.isEmpty()) {
            clear(member);
            return Outcome.DONE;
        }
        var to = gathered.getFirst().recipient();
        var leaves = Departure.earliest(clock.instant(), false, to.preference().quiet(), to.zone());
        if (leaves.isAfter(clock.instant())) return new Outcome.Later(leaves);
        var said = gathered.stream().map(Teller.Told::said).toList();
        var letter = letters.digest(to, said);
        deliveries.leaving(delivery);
        // Named after the newest notice in it: the same letter at each try, another one tomorrow.
        var outcome = postman.send(said.getLast().id().value(), letter);
        if (outcome instanceof Outcome.Done) spend(member, said.stream().map(Teller.Said::id).toList());
        return outcome;
    }

    private void spend(MemberId member, List<NoticeId> told) {
        transaction.executeWithoutResult(status -> db.update(NOTICE).set(NOTICE.GATHERED, false).where(NOTICE.MEMBER_ID.eq(member), NOTICE.GATHERED.isTrue(), NOTICE.ID.in(told)).execute());
    }

    // What nobody wants told any more: read, muted, or of a group that letters no longer carry.
    private void clear(MemberId member) {
        spend(member, transaction.execute(status -> db.select(NOTICE.ID).from(NOTICE).where(NOTICE.MEMBER_ID.eq(member), NOTICE.GATHERED.isTrue(), NOTICE.TOLD_AT.le(clock.instant())).fetch(NOTICE.ID)));
    }

    @Override
    public @Nullable Instant more(Delivery delivery) {
        var member = new MemberId(delivery.what());
        if (!db.fetchExists(NOTICE, NOTICE.MEMBER_ID.eq(member), NOTICE.GATHERED.isTrue(), NOTICE.READ_AT.isNull())) return null;
        return db.select(MEMBER.ZONE)
                .select(PREFERENCE.fields())
                .from(MEMBER)
                .leftJoin(PREFERENCE).on(PREFERENCE.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), PREFERENCE.MEMBER_ID.eq(MEMBER.ID))
                .where(MEMBER.ID.eq(member), MEMBER.STATE.eq("active"))
                .fetchOne(row -> {
                    var chosen = Preferences.read(row);
                    return Departure.digest(clock.instant(), chosen.digest() == Digest.NONE ? Digest.DAILY : chosen.digest(), chosen.quiet(), ZoneId.of(row.get(MEMBER.ZONE)));
                });
    }

    @Override
    public void givenUp(Delivery delivery, String reason) {
        failures.tell(delivery);
    }
}
