package meridian.tenancy;

import java.util.UUID;

public record KickoffQuestionId(UUID value) implements Id {
    public static KickoffQuestionId next() {
        return new KickoffQuestionId(Id.next());
    }

    public static KickoffQuestionId of(String text) {
        return new KickoffQuestionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
