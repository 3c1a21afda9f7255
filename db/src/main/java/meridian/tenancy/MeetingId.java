package meridian.tenancy;

import java.util.UUID;

public record MeetingId(UUID value) implements Id {
    public static MeetingId next() {
        return new MeetingId(Id.next());
    }

    public static MeetingId of(String text) {
        return new MeetingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
