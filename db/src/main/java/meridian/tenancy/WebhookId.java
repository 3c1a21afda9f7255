package meridian.tenancy;

import java.util.UUID;

public record WebhookId(UUID value) implements Id {
    public static WebhookId next() {
        return new WebhookId(Id.next());
    }

    public static WebhookId of(String text) {
        return new WebhookId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
