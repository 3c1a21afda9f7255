package meridian.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import meridian.tenancy.KickoffQuestionId;
import meridian.tenancy.PartyId;
import meridian.tenancy.TableConfirmationId;
import org.jspecify.annotations.Nullable;

/**
 * A project’s kickoff 启动会, gone through step by step; {@code responsibilityIssue} and {@code resourceIssue} are the versions it confirms,
 * {@code minutes} what its parts were planned to take, in their order, or empty. At {@code tablesAt} every party’s word on the tables was noted.
 */
public record Kickoff(
        int responsibilityIssue, int resourceIssue, String begunBy, Instant begunAt, List<Integer> minutes, @Nullable Instant charterAt, @Nullable Instant readinessAt, @Nullable Instant tablesAt, @Nullable Instant endedAt, List<Stand> stands, List<Question> questions) {

    /** What a kickoff goes through, in this order, each with the minutes it usually takes. */
    public enum Part {
        CHARTER(20), READINESS(40), TABLES(25), QUESTIONS(15), LETTERS(20);

        private final int usual;

        Part(int usual) {
            this.usual = usual;
        }

        public int usual() {
            return usual;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A part beside the clock: when it was planned, and when it was really over. {@code on}: it is being gone through. */
    public record Timing(Part part, int minutes, Instant from, Instant until, @Nullable Instant over, boolean on) {
        /** By how many whole minutes it ended after its time; negative where it was early. */
        public long late() {
            return over == null ? 0 : Duration.between(until, over).toMinutes();
        }
    }

    /** The versions of charter, responsibility table and resource list; 0 where it is not known which. */
    public record Versions(int charter, int responsibilities, int resources) {
        private static final Pattern NAMED = Pattern.compile("V(\\d{1,6})\\.0 · V(\\d{1,6})\\.0 · V(\\d{1,6})\\.0$");
        private static final Pattern CODE = Pattern.compile("(\\d{1,6})-(\\d{1,6})-(\\d{1,6})");

        /** Those that a text ends with; null where it names none. */
        static @Nullable Versions named(String text) {
            var found = NAMED.matcher(text);
            return found.find() ? of(found) : null;
        }

        /** Those that an address names by their {@link #code}; null where it names none. */
        public static @Nullable Versions read(String code) {
            var found = CODE.matcher(code);
            return found.matches() ? of(found) : null;
        }

        private static Versions of(java.util.regex.Matcher found) {
            return new Versions(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)), Integer.parseInt(found.group(3)));
        }

        public String text() {
            return "V" + charter + ".0 · V" + responsibilities + ".0 · V" + resources + ".0";
        }

        public String code() {
            return charter + "-" + responsibilities + "-" + resources;
        }

        /** Whether somebody who has agreed to these has agreed to those others. */
        boolean cover(Versions others) {
            return (charter == 0 || others.charter() == charter) && others.responsibilities() == responsibilities && others.resources() == resources;
        }
    }

    /**
     * How a party stands to the tables. {@code confirmedBy} is who said so for it; nobody yet where it was absent. {@code versions} are the
     * ones it has confirmed, {@code named} those that its letter names, null where it has none: where they differ it owes a supplementary
     * confirmation 补充确认. {@code supplementedBy} is who gave the last.
     */
    public record Stand(TableConfirmationId id, PartyId party, String partyName, boolean present, String objection, @Nullable String confirmedBy, @Nullable Instant confirmedAt, Versions versions, @Nullable Versions named, @Nullable String supplementedBy, @Nullable Instant supplementedAt) {
        /** Its letter names other versions than it has confirmed. */
        public boolean owesSupplement() {
            return confirmed() && named != null && !versions.cover(named);
        }

        /** It has confirmed what its letter names. */
        public boolean settled() {
            return confirmed() && !owesSupplement();
        }

        public boolean confirmed() {
            return confirmedAt != null;
        }
    }

    public record Question(KickoffQuestionId id, @Nullable String partyName, String question, String answer) {}

    /** What is explained or heard once. */
    public enum Step {
        CHARTER, READINESS;

        public static Optional<Step> of(String text) {
            return java.util.Arrays.stream(values()).filter(step -> step.name().equalsIgnoreCase(text)).findFirst();
        }
    }

    public boolean ended() {
        return endedAt != null;
    }

    /** Each part beside the clock, counted from when the kickoff began; none where nobody planned it. */
    public List<Timing> timings() {
        var timings = new ArrayList<Timing>();
        if (minutes.isEmpty()) return timings;
        var from = begunAt;
        for (var part : Part.values()) {
            var until = from.plus(Duration.ofMinutes(minutes.get(part.ordinal())));
            timings.add(new Timing(part, minutes.get(part.ordinal()), from, until, over(part), on(part)));
            from = until;
        }
        return timings;
    }

    // Questions are asked and letters signed side by side once the tables are confirmed; the end of the kickoff is the end of the last part.
    private @Nullable Instant over(Part part) {
        return switch (part) {
            case CHARTER -> charterAt;
            case READINESS -> readinessAt;
            case TABLES -> tablesAt;
            case QUESTIONS -> null;
            case LETTERS -> endedAt;
        };
    }

    private boolean on(Part part) {
        if (ended() || over(part) != null) return false;
        return switch (part) {
            case CHARTER -> true;
            case READINESS -> charterAt != null;
            case TABLES -> charterAt != null && readinessAt != null;
            case QUESTIONS, LETTERS -> tablesAt != null;
        };
    }

    public @Nullable Stand stand(PartyId party) {
        return stands.stream().filter(stand -> stand.party().equals(party)).findFirst().orElse(null);
    }

    public long confirmed() {
        return stands.stream().filter(Stand::settled).count();
    }

    /** Whether a question can be answered now: while it lasts, and afterwards what was left open. */
    public boolean answers(Question question) {
        return !ended() || question.answer().isEmpty();
    }

    /** What is still to be done before it can end: keys of {@code launch.kickoff_missing.*}. */
    public List<String> missing(int parties) {
        var missing = new ArrayList<String>();
        if (charterAt == null) missing.add("charter");
        if (readinessAt == null) missing.add("readiness");
        if (stands.size() < parties) missing.add("tables");
        return missing;
    }
}
