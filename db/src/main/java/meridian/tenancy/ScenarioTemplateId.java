package meridian.tenancy;

import java.util.UUID;

public record ScenarioTemplateId(UUID value) implements Id {
    public static ScenarioTemplateId next() {
        return new ScenarioTemplateId(Id.next());
    }

    public static ScenarioTemplateId of(String text) {
        return new ScenarioTemplateId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
