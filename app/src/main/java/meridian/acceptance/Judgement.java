package meridian.acceptance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import meridian.tenancy.CriterionId;

/**
 * What a panel’s verdicts of one round come to. Pass means that every criterion asked about is met by the rule. Else it is a pass after
 * rectification where that is allowed and wanted, or a fail.
 */
public final class Judgement {
    private Judgement() {}

    /** One reviewer’s verdict: on each criterion that was asked about, and on the whole. */
    public record Ballot(Side side, boolean approver, boolean elsewhere, Outcome overall, Map<CriterionId, Boolean> votes) {}

    public record Result(Outcome outcome, List<CriterionId> passed, List<CriterionId> failed) {}

    public static Result of(Rule rule, boolean conditional, List<CriterionId> asked, Collection<Ballot> ballots) {
        if (ballots.isEmpty()) throw new IllegalArgumentException("nobody has judged");
        var passed = new ArrayList<CriterionId>();
        var failed = new ArrayList<CriterionId>();
        for (var criterion : asked) (met(rule, criterion, ballots) ? passed : failed).add(criterion);
        if (failed.isEmpty()) return new Result(Outcome.PASS, passed, failed);
        return new Result(conditional && wanted(rule, ballots) ? Outcome.CONDITIONAL : Outcome.FAIL, passed, failed);
    }

    private static boolean met(Rule rule, CriterionId criterion, Collection<Ballot> ballots) {
        long yes = ballots.stream().filter(ballot -> Boolean.TRUE.equals(ballot.votes().get(criterion))).count();
        return switch (rule) {
            case UNANIMOUS -> yes == ballots.size();
            case MAJORITY -> 2 * yes > ballots.size() && ballots.stream().filter(Judgement::decisive).allMatch(ballot -> Boolean.TRUE.equals(ballot.votes().get(criterion)));
        };
    }

    // Whoever holds it to be failed altogether does not want it passed on conditions.
    private static boolean wanted(Rule rule, Collection<Ballot> ballots) {
        long against = ballots.stream().filter(ballot -> ballot.overall() == Outcome.FAIL).count();
        return switch (rule) {
            case UNANIMOUS -> against == 0;
            case MAJORITY -> 2 * against < ballots.size() && ballots.stream().filter(Judgement::decisive).noneMatch(ballot -> ballot.overall() == Outcome.FAIL);
        };
    }

    private static boolean decisive(Ballot ballot) {
        return ballot.side() == Side.QUALITY || ballot.approver();
    }

    /** How many of a panel have to judge before it can be decided without the others: two thirds, and three at least. */
    public static int quorum(int seats) {
        return Math.max(3, (2 * seats + 2) / 3);
    }

    /** Whether these may decide for a panel of so many: enough of them, of every side, one from another party among them, and its approver where it has one. */
    public static boolean suffices(int seats, boolean approved, Collection<Ballot> ballots) {
        var sides = EnumSet.noneOf(Side.class);
        ballots.forEach(ballot -> sides.add(ballot.side()));
        return ballots.size() >= quorum(seats) && sides.size() == Side.values().length && ballots.stream().anyMatch(Ballot::elsewhere) && (!approved || ballots.stream().anyMatch(Ballot::approver));
    }
}
