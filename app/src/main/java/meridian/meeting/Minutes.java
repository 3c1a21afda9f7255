package meridian.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import meridian.tenancy.MemberId;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.PartyId;
import meridian.tenancy.TaskId;
import org.jspecify.annotations.Nullable;

/** The minutes 会议纪要 of a meeting: rows by section, as they stand at a revision; {@code sections} are those they were begun with. */
public record Minutes(Meeting meeting, State state, int revision, @Nullable String issuedBy, @Nullable Instant issuedAt, boolean asks, int version, List<Section> sections, List<Row> rows) {
    public static final String DOCUMENT_KIND = "minutes";

    /** The kind by which those of a phase review are approved. */
    public static final String REVIEW_REPORT = "review_report";

    /** By which kind the minutes of a meeting are approved: each can have steps of its own. */
    public static String approvedAs(Meeting meeting) {
        return meeting.kind() == Meeting.Kind.REVIEW ? REVIEW_REPORT : DOCUMENT_KIND;
    }

    public enum State {
        DRAFT, PUBLISHED, REVISING;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** The parts that people write, in the order of the document. */
    public enum Section {
        GOALS, PROGRESS, RESULTS, NOTES, PROBLEMS, DECISIONS, IMPROVEMENTS, ACTIONS, PLAN;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Section> of(String text) {
            return Stream.of(values()).filter(section -> section.text().equals(text)).findFirst();
        }

        public boolean byParty() {
            return this == GOALS || this == PROGRESS || this == RESULTS || this == PROBLEMS || this == ACTIONS || this == PLAN;
        }

        /** Whether there is a second text: how it went, the solution, the rule that is changed. */
        public boolean replied() {
            return this == GOALS || this == PROBLEMS || this == IMPROVEMENTS;
        }

        public boolean owned() {
            return this == ACTIONS || this == IMPROVEMENTS;
        }

        /** Whether a phase review votes on it. */
        public boolean voted() {
            return this == DECISIONS || this == IMPROVEMENTS;
        }

        /** What the minutes of each kind of meeting have. */
        public static List<Section> of(Meeting.Kind kind) {
            return switch (kind) {
                case KICKOFF -> List.of(NOTES, DECISIONS, ACTIONS, PLAN);
                case STAND_UP -> List.of(PROGRESS, PROBLEMS, ACTIONS);
                case WEEKLY -> List.of(GOALS, PROGRESS, PROBLEMS, DECISIONS, ACTIONS, PLAN);
                case REVIEW -> List.of(GOALS, RESULTS, PROBLEMS, DECISIONS, IMPROVEMENTS, ACTIONS, PLAN);
                case DISPUTE, ACCEPTANCE -> List.of(NOTES, DECISIONS, ACTIONS);
                case OTHER -> List.of(NOTES, PROBLEMS, DECISIONS, ACTIONS, PLAN);
            };
        }
    }

    /** How a goal went. */
    public enum Outcome {
        MET, PARTLY, MISSED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Outcome> of(String text) {
            return Stream.of(values()).filter(outcome -> outcome.text().equals(text)).findFirst();
        }
    }

    /** What somebody says to what a review decides. */
    public enum Choice {
        FOR, AGAINST, ABSTAIN;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Choice> of(String text) {
            return Stream.of(values()).filter(choice -> choice.text().equals(text)).findFirst();
        }
    }

    public record Vote(MemberId member, String name, Choice choice) {}

    /**
     * One row. {@code holder} types in it until {@code heldUntil}; {@code task} is what an action item became, if not a duty. A row that was
     * removed is only told to pages that show it still.
     */
    public record Row(
            MinutesRowId id,
            Section section,
            int position,
            @Nullable PartyId party,
            String partyName,
            String content,
            String reply,
            @Nullable Outcome outcome,
            @Nullable MemberId owner,
            String ownerName,
            @Nullable LocalDate dueOn,
            String deliverable,
            boolean asTask,
            @Nullable TaskId task,
            @Nullable Integer taskNumber,
            boolean done,
            boolean carried,
            int revision,
            int version,
            @Nullable MemberId holder,
            String holderName,
            @Nullable Instant heldUntil,
            boolean removed,
            List<Vote> votes) {
        public boolean blank() {
            return content.isBlank() && reply.isBlank();
        }

        public long votes(Choice choice) {
            return votes.stream().filter(vote -> vote.choice() == choice).count();
        }

        public @Nullable Choice voteOf(MemberId member) {
            return votes.stream().filter(vote -> vote.member().equals(member)).map(Vote::choice).findFirst().orElse(null);
        }

        /** An action item is complete, and so made into a duty or a task, when it says what, who and by when. */
        public boolean complete() {
            return !content.isBlank() && owner != null && dueOn != null;
        }

        public @Nullable MemberId heldBy(Instant now) {
            return holder != null && heldUntil != null && heldUntil.isAfter(now) ? holder : null;
        }
    }

    public List<Row> of(Section section) {
        return rows.stream().filter(row -> row.section() == section && !row.removed()).toList();
    }

    public boolean open() {
        return state != State.PUBLISHED;
    }
}
