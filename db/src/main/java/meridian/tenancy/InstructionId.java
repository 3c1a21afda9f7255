package meridian.tenancy;

import java.util.UUID;

public record InstructionId(UUID value) implements Id {
    public static InstructionId next() {
        return new InstructionId(Id.next());
    }

    public static InstructionId of(String text) {
        return new InstructionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
