package meridian.acceptance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.document.Attachment;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.CriterionId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RectificationId;
import meridian.tenancy.Ref;
import meridian.tenancy.ReviewerId;
import org.jspecify.annotations.Nullable;

/**
 * A party’s application for a deliverable to be accepted 成果验收申请, with everything that was said and decided about it. It goes by the
 * criteria it was submitted with, whatever becomes of the charter’s ({@code charterCriteria}) meanwhile. {@code rule} and
 * {@code conditional} are the project’s until its panel is first convened, and stay what they were then.
 */
public record Application(
        ApplicationId id,
        ProjectId project,
        int number,
        DeliverableId deliverable,
        String deliverableName,
        PartyId party,
        String partyName,
        ApplicationStatus status,
        String note,
        int round,
        Rule rule,
        boolean conditional,
        Person preparedBy,
        Instant preparedAt,
        @Nullable Instant acceptedAt,
        @Nullable ReviewerId rechecker,
        @Nullable Person recheckedBy,
        @Nullable Instant recheckedAt,
        String recheckNote,
        @Nullable Person endedBy,
        @Nullable Instant endedAt,
        String endReason,
        int version,
        List<Criterion> criteria,
        List<Round> rounds,
        List<Reviewer> reviewers,
        List<Verdict> verdicts,
        List<Vote> votes,
        List<Opinion> opinions,
        List<Rectification> rectifications,
        List<String> charterCriteria) {

    public static final String KIND = "acceptance_application";

    public record Person(MemberId id, String name) {}

    /** What the party says of a criterion itself. */
    public enum Claim {
        MET, PARTLY, NOT_MET;

        public static Optional<Claim> of(String text) {
            return Stream.of(values()).filter(claim -> claim.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code passedRound} is the round in which it passed; null while it has not. {@code files}: those of the application’s that are evidence for it. */
    public record Criterion(CriterionId id, int position, String content, @Nullable Claim claim, String evidence, List<UUID> files, @Nullable Integer passedRound) {
        /** Its evidence among the files that are there. */
        public List<Attachment> evidence(List<Attachment> there) {
            return there.stream().filter(file -> files.contains(file.id().value())).toList();
        }

        /** Whether it was judged in a round: it had not passed before. */
        public boolean askedIn(int round) {
            return passedRound == null || passedRound >= round;
        }
    }

    /** {@code remarks} are said to its report by whoever hands that over for approval. */
    public record Round(int number, Person submittedBy, Instant submittedAt, @Nullable Person convenedBy, @Nullable Instant convenedAt, @Nullable Instant dueAt, @Nullable Outcome outcome, @Nullable Instant decidedAt, String remarks) {
        public boolean judging() {
            return convenedAt != null && outcome == null;
        }
    }

    /** {@code approver}: the lead of the party that answers for the deliverable; {@code vacant}: left the company, and nobody has taken the place yet. */
    public record Reviewer(ReviewerId id, MemberId member, String name, Side side, @Nullable PartyId party, String partyName, boolean approver, Instant joinedAt, @Nullable Instant leftAt, String leftReason, boolean vacant) {
        public boolean sits() {
            return leftAt == null;
        }
    }

    /** {@code by} is not the reviewer where somebody stood in for them. */
    public record Verdict(int round, ReviewerId reviewer, Outcome overall, String comment, Person by, Instant at) {}

    public record Vote(int round, ReviewerId reviewer, CriterionId criterion, boolean met, String comment) {}

    /** What a party that is to be asked says; {@code said} is empty until it does. */
    public record Opinion(PartyId party, String partyName, Instant askedAt, String said, @Nullable Person by, @Nullable Instant at) {
        public boolean given() {
            return at != null;
        }
    }

    public record Rectification(RectificationId id, int round, @Nullable CriterionId criterion, String content, Person owner, LocalDate dueOn, String state, String said, @Nullable Person doneBy, @Nullable Instant doneAt, int version) {
        public boolean open() {
            return state.equals("open");
        }

        public boolean late(LocalDate today) {
            return open() && dueOn.isBefore(today);
        }
    }

    /** What people call it: AC-3. */
    public String code() {
        return code(number);
    }

    public static String code(int number) {
        return "AC-" + number;
    }

    public Ref ref() {
        return Ref.of(KIND, id);
    }

    /** What its duties and notices are called. */
    public String title() {
        return code() + " " + deliverableName.replaceAll("\\s+", " ");
    }

    public @Nullable Round round(int wanted) {
        return rounds.stream().filter(one -> one.number() == wanted).findFirst().orElse(null);
    }

    /** The round that is going on, or was last. */
    public @Nullable Round now() {
        return rounds.isEmpty() ? null : rounds.getLast();
    }

    /** The last round that was decided. */
    public @Nullable Round decided() {
        return rounds.reversed().stream().filter(one -> one.outcome() != null).findFirst().orElse(null);
    }

    /** Whoever submitted it last, else who prepared it. */
    public Person applicant() {
        return rounds.isEmpty() ? preparedBy : rounds.getLast().submittedBy();
    }

    /** Those who sit on the panel now. */
    public List<Reviewer> panel() {
        return reviewers.stream().filter(Reviewer::sits).toList();
    }

    /** The places that somebody is to be found for. */
    public List<Reviewer> vacant() {
        return reviewers.stream().filter(Reviewer::vacant).toList();
    }

    /** Who judged in a round, or sat to judge in it when it was decided, or sits now. */
    public List<Reviewer> panel(int round) {
        var going = round(round);
        if (going == null) return List.of();
        var decidedAt = going.decidedAt();
        return reviewers.stream().filter(one -> verdict(one, round) != null || (decidedAt == null ? one.sits() : !one.joinedAt().isAfter(decidedAt) && (one.leftAt() == null || one.leftAt().isAfter(decidedAt)))).toList();
    }

    /** Who was not waited for when a round was decided. */
    public List<Reviewer> absent(int round) {
        var decided = round(round);
        return decided == null || decided.outcome() == null ? List.of() : panel(round).stream().filter(one -> verdict(one, round) == null).toList();
    }

    public @Nullable Reviewer reviewer(ReviewerId id) {
        return reviewers.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    }

    public @Nullable Verdict verdict(Reviewer reviewer, int round) {
        return verdicts.stream().filter(one -> one.round() == round && one.reviewer().equals(reviewer.id())).findFirst().orElse(null);
    }

    public List<Verdict> verdicts(int round) {
        return verdicts.stream().filter(one -> one.round() == round).toList();
    }

    public @Nullable Vote vote(Reviewer reviewer, int round, Criterion criterion) {
        return votes.stream().filter(one -> one.round() == round && one.reviewer().equals(reviewer.id()) && one.criterion().equals(criterion.id())).findFirst().orElse(null);
    }

    /** What is said against a criterion in a round. */
    public List<Vote> objections(Criterion criterion, int round) {
        return votes.stream().filter(one -> one.round() == round && one.criterion().equals(criterion.id()) && !one.met()).toList();
    }

    /** The criteria that a round asks about: all in the first, later those that failed. */
    public List<Criterion> asked(int round) {
        return criteria.stream().filter(one -> one.askedIn(round)).toList();
    }

    /** Those who have not judged yet in the round that is going on. */
    public List<Reviewer> awaited() {
        return status == ApplicationStatus.IN_REVIEW ? panel().stream().filter(one -> verdict(one, round) == null).toList() : List.of();
    }

    public List<Rectification> openRectifications() {
        return rectifications.stream().filter(Rectification::open).toList();
    }

    /** The charter’s criteria are others by now. */
    public boolean outdated() {
        return !charterCriteria.equals(criteria.stream().map(Criterion::content).toList());
    }

    public List<Reviewer> of(Side side) {
        return panel().stream().filter(one -> one.side() == side).sorted(Comparator.comparing(one -> one.joinedAt())).toList();
    }

    public @Nullable Reviewer recheckedFor() {
        return rechecker == null ? null : reviewer(Objects.requireNonNull(rechecker));
    }
}
