package meridian.board;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import meridian.duty.Duty;
import meridian.project.IndicatorProgress;
import meridian.project.Party;
import meridian.risk.Bands;
import meridian.tenancy.TaskId;
import org.jspecify.annotations.Nullable;

/** A project at one moment, the same for everybody who may read its board. */
public record Board(
        Instant at,
        List<PartyLine> parties,
        PartyLine total,
        List<TaskLine> blocked,
        List<TaskLine> overdue,
        List<TaskLine> milestones,
        int milestonesDue,
        List<Unsplit> unsplit,
        int unsplitTotal,
        List<ClockLine> duties,
        int dutiesLate,
        int dutiesOpen,
        List<Unreported> unreported,
        List<EmergencyLine> emergencies,
        List<ClockLine> clocks,
        int clocksOpen,
        int unanswered,
        List<RiskLine> risks,
        List<RiskCell> riskCells,
        Bands bands,
        List<IndicatorProgress> indicators,
        Deliverables deliverables) {

    /** How many open duties are owed by a day, beside those with a clock of their own. */
    public int dutiesByDay() {
        return dutiesOpen - clocksOpen;
    }

    /** Whether more tasks have no owner than the packages that are listed hold. */
    public boolean moreUnsplit() {
        return unsplit.stream().mapToInt(Unsplit::tasks).sum() < unsplitTotal;
    }

    /** How far the acceptance of what the charter promises is; {@code lines} are the first few, those not settled before the others. */
    public record Deliverables(int all, int accepted, List<DeliverableLine> lines) {}

    /** One deliverable: {@code number} is that of the application that stands for it, {@code word} the key of where it stands. */
    public record DeliverableLine(String name, @Nullable LocalDate dueOn, @Nullable Integer number, String sign, String word, boolean settled) {
        public boolean late(LocalDate today) {
            return !settled && dueOn != null && dueOn.isBefore(today);
        }
    }

    /** One party's tasks by status. {@code party} is null for the tasks that have none, for those of parties that were {@code removed}, and for the sum of all. */
    public record PartyLine(
            @Nullable Party party,
            boolean removed,
            String leads,
            int notStarted,
            int inProgress,
            int blocked,
            int done,
            int accepted,
            int overdue,
            int unassigned,
            int reportsOwed,
            int reportsMissing,
            @Nullable TaskLine nextMilestone) {

        public int tasks() {
            return notStarted + inProgress + blocked + done + accepted;
        }

        /** Whole percent of the tasks that are done or accepted. */
        public int percentDone() {
            return tasks() == 0 ? 0 : Math.round(100f * (done + accepted) / tasks());
        }

        /** The share of one number in the whole, in percent with one decimal, for a bar. */
        public String share(int part) {
            return tasks() == 0 ? "0" : String.format(java.util.Locale.ROOT, "%.1f", 100.0 * part / tasks());
        }
    }

    public record TaskLine(
            TaskId id,
            int number,
            String title,
            @Nullable String party,
            @Nullable String owner,
            String status,
            @Nullable LocalDateTime finish,
            String reason,
            @Nullable Instant blockedAt) {

        public Duration blockedFor(Instant now) {
            return blockedAt == null ? Duration.ZERO : Duration.between(blockedAt, now);
        }

        /** Whole days from the finish until the given day. */
        public long daysLate(LocalDate today) {
            return finish == null ? 0 : Math.max(0, today.toEpochDay() - finish.toLocalDate().toEpochDay());
        }

        public boolean past(LocalDate today) {
            return finish != null && finish.toLocalDate().isBefore(today) && !status.equals("done") && !status.equals("accepted");
        }
    }

    /** A work package with tasks that nobody owns yet. */
    public record Unsplit(int number, String title, @Nullable String party, int tasks) {}

    /** An emergency that is not over, with its clocks; a stopped one has the instant it was stopped at. */
    public record EmergencyLine(
            int number, String title, String severity, String state, @Nullable String parties, Instant responseDueAt, @Nullable Instant respondedAt, Instant solutionDueAt, @Nullable Instant proposedAt) {}

    /** A duty that is open; {@code risen} is whom it was taken to, once its time was over. */
    public record ClockLine(Duty duty, String owner, @Nullable String party, @Nullable String risen) {}

    /** One of the gravest risks; {@code due} is the earliest deadline of a measure that is not done. */
    public record RiskLine(int number, String description, @Nullable String party, String level, @Nullable Integer score, @Nullable String owner, @Nullable LocalDate due) {}

    /** How many open risks have this probability and impact; those not assessed yet have none. */
    public record RiskCell(@Nullable Integer probability, @Nullable Integer impact, int many) {}

    public int risksIn(int probability, int impact) {
        return riskCells.stream().filter(cell -> Integer.valueOf(probability).equals(cell.probability()) && Integer.valueOf(impact).equals(cell.impact())).mapToInt(RiskCell::many).sum();
    }

    public int openRisks() {
        return riskCells.stream().mapToInt(RiskCell::many).sum();
    }

    /** Somebody whose report of the day has not come. */
    public record Unreported(String name, @Nullable String party) {}
}
