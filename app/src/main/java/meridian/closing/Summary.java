package meridian.closing;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import meridian.tenancy.SummaryId;

/** The summary report 项目总结报告: the figures of the day on which it was drafted, and what people say of them. */
public record Summary(SummaryId id, Locale language, Figures figures, Map<Part, String> words, String draftedBy, Instant draftedAt, Closing.State state, String reason, int version) {

    /** What is written in words, in the order of the report. */
    public enum Part {
        OVERVIEW, RESULTS, DEVIATIONS, PROBLEMS, OUTLOOK;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static List<Part> all() {
            return Arrays.asList(values());
        }
    }

    public Summary {
        words = new EnumMap<>(words);
    }

    public String word(Part part) {
        return words.getOrDefault(part, "");
    }

    public boolean draft() {
        return state == Closing.State.DRAFT;
    }
}
