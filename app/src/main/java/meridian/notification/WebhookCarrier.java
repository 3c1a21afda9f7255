package meridian.notification;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import meridian.outbox.Carrier;
import meridian.outbox.Delivery;
import meridian.outbox.Outcome;
import meridian.tenancy.WebhookMessageId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries webhook messages. A receiver may get one twice and tells by its {@code webhook-id}, as Standard Webhooks has it: whatever is not known
 * to have arrived is sent again.
 */
@Component
class WebhookCarrier implements Carrier {
    static final String CHANNEL = "webhook";
    private static final int GONE = 410;

    private final Webhooks webhooks;
    private final Outside outside;
    private final Failures failures;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WebhookCarrier(Webhooks webhooks, Outside outside, Failures failures, TransactionTemplate transaction, Clock clock) {
        this.webhooks = webhooks;
        this.outside = outside;
        this.failures = failures;
        this.transaction = transaction;
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

    @Override
    public Outcome carry(Delivery delivery) {
        var id = new WebhookMessageId(delivery.what());
        var parcel = transaction.execute(status -> webhooks.parcel(id));
        if (parcel == null) return Outcome.DONE;
        if (!parcel.active()) {
            note(id, null, "the webhook is switched off", "failed");
            return Outcome.DONE;
        }
        try {
            var answer = outside.post(parcel.address(), parcel.body().getBytes(StandardCharsets.UTF_8), "application/json", StandardSignature.headers(parcel.secret(), "msg_" + id, clock.instant(), parcel.body()));
            if (answer.good()) {
                note(id, answer.status(), "", "delivered");
                return Outcome.DONE;
            }
            var reason = answer.status() >= 300 && answer.status() < 400 ? "answered " + answer.status() + "; redirects are not followed" : "answered " + answer.status();
            note(id, answer.status(), reason, "waiting");
            if (answer.status() == GONE) {
                transaction.executeWithoutResult(status -> webhooks.switchOff(id));
                return new Outcome.Never("answered 410 (gone): switched off");
            }
            return new Outcome.Again(reason, answer.retryAfter());
        } catch (Outside.Unreached e) {
            note(id, null, e.getMessage(), "waiting");
            return Outcome.again(e.getMessage());
        }
    }

    private void note(WebhookMessageId id, @org.jspecify.annotations.Nullable Integer answer, String failure, String state) {
        transaction.executeWithoutResult(status -> webhooks.tried(id, answer, failure, state));
    }

    @Override
    public void givenUp(Delivery delivery, String reason) {
        webhooks.failed(new WebhookMessageId(delivery.what()));
        failures.tell(delivery);
    }
}
