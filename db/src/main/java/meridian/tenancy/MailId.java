package meridian.tenancy;

import java.util.UUID;

public record MailId(UUID value) implements Id {
    public static MailId next() {
        return new MailId(Id.next());
    }

    public static MailId of(String text) {
        return new MailId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
