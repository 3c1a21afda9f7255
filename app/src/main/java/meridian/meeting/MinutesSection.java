package meridian.meeting;

import java.util.List;
import java.util.Locale;

/**
 * What a module above has to say in the minutes of some meetings (what a kickoff confirmed, what a panel decided): a bean of that module.
 * It stands behind the rows that people write, on the page and on paper.
 */
public interface MinutesSection {
    /** The key of its heading. */
    String title();

    /** One line a paragraph, in the given language; nothing where it has nothing to say of this meeting. */
    List<String> lines(Meeting meeting, Locale language);
}
