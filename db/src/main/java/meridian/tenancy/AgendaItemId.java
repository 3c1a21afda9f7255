package meridian.tenancy;

import java.util.UUID;

public record AgendaItemId(UUID value) implements Id {
    public static AgendaItemId next() {
        return new AgendaItemId(Id.next());
    }

    public static AgendaItemId of(String text) {
        return new AgendaItemId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
