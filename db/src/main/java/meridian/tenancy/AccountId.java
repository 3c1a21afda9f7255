package meridian.tenancy;

import java.util.UUID;

public record AccountId(UUID value) implements Id {
    public static AccountId next() {
        return new AccountId(Id.next());
    }

    public static AccountId of(String text) {
        return new AccountId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
