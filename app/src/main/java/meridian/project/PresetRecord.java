package meridian.project;

import java.util.Map;
import meridian.tenancy.ScenarioTemplateId;

/** What became of the risks that scenario templates preset; implemented by the module that keeps the risks. */
public interface PresetRecord {
    /** By the keys of the preset risks, over all projects that began from this template. */
    Map<String, Count> of(ScenarioTemplateId template);

    /** In so many projects it was watched, and in so many of them it occurred. */
    record Count(int projects, int occurred) {}
}
