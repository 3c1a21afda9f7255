package meridian.notification;

import static db.notification.Tables.NOTICE;
import static db.notification.Tables.PUSH_SUBSCRIPTION;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import meridian.outbox.Deliveries;
import meridian.outbox.Deliveries.NewDelivery;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.AccountId;
import meridian.tenancy.Id;
import meridian.tenancy.NotFound;
import meridian.tenancy.PushSubscriptionId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The browsers that are told by push. One belongs to the account that is signed in there, whatever workspace it looks at: when somebody else
 * subscribes in the same browser, it is theirs from then on.
 */
@Component
public class PushSubscriptions {
    /** So many browsers one account may have; the ones reached longest ago make room. */
    private static final int MOST = 20;

    private final DSLContext db;
    private final Clock clock;
    private final HouseKeys keys;
    private final Outside outside;
    private final Herald herald;
    private final Deliveries deliveries;

    PushSubscriptions(DSLContext db, Clock clock, HouseKeys keys, Outside outside, Herald herald, Deliveries deliveries) {
        this.db = db;
        this.clock = clock;
        this.keys = keys;
        this.outside = outside;
        this.herald = herald;
        this.deliveries = deliveries;
    }

    /** One browser of an account; {@code print} tells it apart without giving its address away: the beginning of the address’s SHA-256. */
    public record Browser(PushSubscriptionId id, String agent, String service, Instant madeAt, @Nullable Instant reachedAt, String print) {}

    record Subscription(PushSubscriptionId id, String endpoint, byte[] point, byte[] secret) {}

    /** The key a browser needs to subscribe. */
    public String publicKey() {
        return Vapid.publicKey(keys.vapid());
    }

    public List<Browser> of(AccountId account) {
        return db.selectFrom(PUSH_SUBSCRIPTION)
                .where(PUSH_SUBSCRIPTION.ACCOUNT_ID.eq(account))
                .orderBy(PUSH_SUBSCRIPTION.MADE_AT.desc())
                .fetch(row -> new Browser(row.getId(), row.getAgent(), String.valueOf(URI.create(row.getEndpoint()).getHost()), row.getMadeAt(), row.getReachedAt(), print(row.getEndpoint())));
    }

    private static String print(String endpoint) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(endpoint.getBytes(StandardCharsets.UTF_8)), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps what a browser gave when it subscribed; keys in base64url as it writes them. */
    @Transactional
    public PushSubscriptionId add(AccountId account, String endpoint, String point, String secret, String agent) {
        var id = PushSubscriptionId.next();
        var browser = agent.length() > 300 ? agent.substring(0, 300) : agent;
        var kept = db.insertInto(PUSH_SUBSCRIPTION)
                .set(PUSH_SUBSCRIPTION.ID, id)
                .set(PUSH_SUBSCRIPTION.ACCOUNT_ID, account)
                .set(PUSH_SUBSCRIPTION.ENDPOINT, checkedEndpoint(endpoint))
                .set(PUSH_SUBSCRIPTION.P256DH, checkedPoint(point))
                .set(PUSH_SUBSCRIPTION.AUTH, checkedSecret(secret))
                .set(PUSH_SUBSCRIPTION.AGENT, browser)
                .set(PUSH_SUBSCRIPTION.MADE_AT, clock.instant())
                .onConflict(PUSH_SUBSCRIPTION.ENDPOINT)
                .doUpdate()
                .set(PUSH_SUBSCRIPTION.ACCOUNT_ID, account)
                .set(PUSH_SUBSCRIPTION.P256DH, checkedPoint(point))
                .set(PUSH_SUBSCRIPTION.AUTH, checkedSecret(secret))
                .set(PUSH_SUBSCRIPTION.AGENT, browser)
                .returning(PUSH_SUBSCRIPTION.ID)
                .fetchSingle(PUSH_SUBSCRIPTION.ID);
        var room = db.select(PUSH_SUBSCRIPTION.ID)
                .from(PUSH_SUBSCRIPTION)
                .where(PUSH_SUBSCRIPTION.ACCOUNT_ID.eq(account), PUSH_SUBSCRIPTION.ID.ne(kept))
                .orderBy(org.jooq.impl.DSL.coalesce(PUSH_SUBSCRIPTION.REACHED_AT, PUSH_SUBSCRIPTION.MADE_AT).desc())
                .offset(MOST - 1)
                .fetch(PUSH_SUBSCRIPTION.ID);
        if (!room.isEmpty()) db.deleteFrom(PUSH_SUBSCRIPTION).where(PUSH_SUBSCRIPTION.ID.in(room)).execute();
        return kept;
    }

    private String checkedEndpoint(String endpoint) {
        if (endpoint.length() > 2000 || !outside.plausible(endpoint)) throw Refused.at("endpoint", "notification.push_endpoint_wrong");
        return endpoint;
    }

    private static byte[] checkedPoint(String text) {
        try {
            var point = Base64.getUrlDecoder().decode(text.replaceAll("=+$", ""));
            PushEncryption.publicKey(point);
            return point;
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw Refused.at("p256dh", "notification.push_key_wrong");
        }
    }

    private static byte[] checkedSecret(String text) {
        try {
            var secret = Base64.getUrlDecoder().decode(text.replaceAll("=+$", ""));
            if (secret.length == 16) return secret;
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw Refused.at("auth", "notification.push_key_wrong");
    }

    /** This browser is not told any more; what is gone already stays gone. */
    @Transactional
    public void remove(AccountId account, String endpoint) {
        db.deleteFrom(PUSH_SUBSCRIPTION).where(PUSH_SUBSCRIPTION.ACCOUNT_ID.eq(account), PUSH_SUBSCRIPTION.ENDPOINT.eq(endpoint)).execute();
    }

    @Transactional
    public void remove(AccountId account, PushSubscriptionId id) {
        if (db.deleteFrom(PUSH_SUBSCRIPTION).where(PUSH_SUBSCRIPTION.ACCOUNT_ID.eq(account), PUSH_SUBSCRIPTION.ID.eq(id)).execute() == 0) throw new NotFound();
    }

    /** Sends a test to one of the reader’s own browsers: it is on their list, too. */
    @Transactional
    public void test(PushSubscriptionId id, Reader reader) {
        if (of(reader.account()).stream().noneMatch(browser -> browser.id().equals(id))) throw new NotFound();
        var cause = "test:" + Id.next();
        herald.tellInside(new Notice("test", NoticeGroup.PROJECT, List.of(reader.member()), cause, null, new Ref("push_subscription", id.value()), "", "/me/notices", List.of(), false));
        var notice = db.select(NOTICE.ID).from(NOTICE).where(NOTICE.MEMBER_ID.eq(reader.member()), NOTICE.CAUSE.eq(cause)).fetchSingle().value1();
        deliveries.add(List.of(new NewDelivery(PushCarrier.CHANNEL, reader.workspace(), notice.value(), id.value(), true, clock.instant())));
    }

    // ---- for who carries

    @Nullable Subscription find(PushSubscriptionId id, @Nullable AccountId account) {
        return db.selectFrom(PUSH_SUBSCRIPTION).where(PUSH_SUBSCRIPTION.ID.eq(id), PUSH_SUBSCRIPTION.ACCOUNT_ID.eq(account)).fetchOne(row -> new Subscription(row.getId(), row.getEndpoint(), row.getP256dh(), row.getAuth()));
    }

    void reached(PushSubscriptionId id) {
        db.update(PUSH_SUBSCRIPTION).set(PUSH_SUBSCRIPTION.REACHED_AT, clock.instant()).where(PUSH_SUBSCRIPTION.ID.eq(id)).execute();
    }

    void gone(PushSubscriptionId id) {
        db.deleteFrom(PUSH_SUBSCRIPTION).where(PUSH_SUBSCRIPTION.ID.eq(id)).execute();
    }
}
