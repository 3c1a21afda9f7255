package meridian.tenancy;

import java.util.UUID;

public record TeamMemberId(UUID value) implements Id {
    public static TeamMemberId next() {
        return new TeamMemberId(Id.next());
    }

    public static TeamMemberId of(String text) {
        return new TeamMemberId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
