package meridian.launch;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import meridian.tenancy.PartyId;
import meridian.tenancy.ReadinessReportId;
import org.jspecify.annotations.Nullable;

/**
 * What a party has ready before work begins 资源准备情况报告, as it last said; nothing yet where {@code reportedAt} is null. {@code issued}:
 * what it said holds; where such reports are approved, it does from then on. {@code voided}: it held, under a number that is void.
 */
public record ReadinessReport(
        ReadinessReportId id, PartyId party, String partyName, Instant askedAt, Map<Item, Answer> answers, String risks, String questions, @Nullable String reportedBy, @Nullable Instant reportedAt, boolean issued, boolean voided, int version) {

    /** What the checklist asks. */
    public enum Item {
        PEOPLE, BUDGET, TECHNOLOGY, DATA, EQUIPMENT, PLAN, RULES, CONTACTS;

        static Item of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum State {
        READY, PARTLY, MISSING, NOT_NEEDED;

        public static Optional<State> of(String text) {
            return Stream.of(values()).filter(state -> state.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether nothing is lacking. */
        public boolean good() {
            return this == READY || this == NOT_NEEDED;
        }
    }

    /** How it stands with one item; what is not ready is said in words. */
    public record Answer(State state, String note) {}

    public boolean reported() {
        return reportedAt != null;
    }

    /** Whether the party has reported; no more once the number of its report is void: then it has to report anew. */
    public boolean said() {
        return reported() && !voided;
    }

    /** It is said, and waits for its approval. */
    public boolean waiting() {
        return said() && !issued;
    }

    public @Nullable Answer answer(Item item) {
        return answers.get(item);
    }

    /** What is not ready. */
    public List<Item> gaps() {
        return Stream.of(Item.values()).filter(item -> answers.containsKey(item) && !answers.get(item).state().good()).toList();
    }
}
