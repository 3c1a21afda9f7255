package meridian.tenancy;

import java.util.UUID;

public record WebhookMessageId(UUID value) implements Id {
    public static WebhookMessageId next() {
        return new WebhookMessageId(Id.next());
    }

    public static WebhookMessageId of(String text) {
        return new WebhookMessageId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
