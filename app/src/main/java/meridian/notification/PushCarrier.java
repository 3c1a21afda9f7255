package meridian.notification;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Objects;
import meridian.outbox.Carrier;
import meridian.outbox.Delivery;
import meridian.outbox.Mails;
import meridian.outbox.Outcome;
import meridian.outbox.Postman;
import meridian.tenancy.NoticeId;
import meridian.tenancy.PushSubscriptionId;
import meridian.web.Words;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries notices to browsers. A message bears the notice’s tag and topic, by which browser and push service replace one that came before: it may
 * be sent again whenever it is not known to have arrived.
 */
@Component
class PushCarrier implements Carrier {
    static final String CHANNEL = "push";
    private static final int TEXT = 900;
    private static final int A_DAY = 86_400;

    private final Teller teller;
    private final PushSubscriptions subscriptions;
    private final HouseKeys keys;
    private final Outside outside;
    private final Words words;
    private final Mails mails;
    private final Postman postman;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();

    PushCarrier(Teller teller, PushSubscriptions subscriptions, HouseKeys keys, Outside outside, Words words, Mails mails, Postman postman, Clock clock) {
        this.teller = teller;
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.outside = outside;
        this.words = words;
        this.mails = mails;
        this.postman = postman;
        this.clock = clock;
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public int hands() {
        return 16;
    }

    @Override
    public int handsForOneTarget() {
        return 2;
    }

    // A push that is late by hours tells nothing new.
    @Override
    public int mostAttempts() {
        return 8;
    }

    @Override
    public Outcome carry(Delivery delivery) throws Exception {
        var told = teller.one(new NoticeId(delivery.what()));
        if (told == null) return Outcome.DONE;
        var id = new PushSubscriptionId(Objects.requireNonNull(delivery.target()));
        var browser = told.recipient().account() == null ? null : subscriptions.find(id, told.recipient().account());
        if (browser == null) return Outcome.DONE;
        var said = told.said();
        if (!delivery.urgent()) {
            if (!told.recipient().preference().push(said.group())) return Outcome.DONE;
            var leaves = Departure.earliest(clock.instant(), said.critical(), told.recipient().preference().quiet(), told.recipient().zone());
            if (leaves.isAfter(clock.instant())) return new Outcome.Later(leaves);
        }
        var endpoint = URI.create(browser.endpoint());
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Encoding", "aes128gcm");
        headers.put("TTL", String.valueOf(A_DAY));
        headers.put("Urgency", said.critical() ? "high" : "normal");
        headers.put("Topic", said.id().toString().replace("-", "")); // at most 32 characters
        headers.put("Authorization", Vapid.authorization(keys.vapid(), endpoint.getScheme() + "://" + endpoint.getRawAuthority(), sender(), clock.instant()));
        var answer = outside.post(browser.endpoint(), PushEncryption.encrypt(message(told), browser.point(), browser.secret()), "application/octet-stream", headers);
        if (answer.good()) {
            subscriptions.reached(id);
            return Outcome.DONE;
        }
        if (answer.status() == 404 || answer.status() == 410) {
            subscriptions.gone(id);
            return Outcome.DONE;
        }
        var reason = "the push service answered " + answer.status();
        return answer.status() == 400 || answer.status() == 413 ? new Outcome.Never(reason) : new Outcome.Again(reason, answer.retryAfter());
    }

    private byte[] message(Teller.Told told) {
        var said = told.said();
        var locale = told.recipient().locale();
        var title = said.critical() ? words.in(locale, "notification.mail_urgent", said.projectName()) : said.projectName().isEmpty() ? words.in(locale, "notice_group." + said.group().text()) : said.projectName();
        var text = said.text().codePointCount(0, said.text().length()) <= TEXT ? said.text() : said.text().substring(0, said.text().offsetByCodePoints(0, TEXT)) + "…";
        return json.writeValueAsBytes(json.createObjectNode()
                .put("title", title.strip())
                .put("body", text)
                .put("tag", said.id().toString())
                .put("url", said.path())
                .put("lang", locale.toLanguageTag())
                .put("at", said.toldAt().toEpochMilli())
                .put("critical", said.critical()));
    }

    // Where the push service’s people may ask what this is.
    private String sender() {
        var house = mails.address("/");
        return house.startsWith("https://") ? house : "mailto:meridian@" + postman.domain();
    }
}
