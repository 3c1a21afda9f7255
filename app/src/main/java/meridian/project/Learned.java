package meridian.project;

import java.util.List;
import meridian.tenancy.ProjectId;

/** What was learned before, offered where it fits to whoever works in a project; implemented by the module that keeps it. */
public interface Learned {
    /** What is published for projects of this scenario, the most useful first; nothing that came out of this project itself. */
    List<Offer> ofScenario(String scenario, ProjectId but);

    /** What is published and speaks of the same as these words, the nearest first; none for a text that says too little. */
    List<Offer> like(String words);

    /** One lesson or article: {@code advice} is its beginning in plain words, {@code address} leads to it within the workspace, {@code votes} found it useful. */
    record Offer(String code, String title, String advice, String address, int votes) {}
}
