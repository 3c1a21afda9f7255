package meridian.approval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import meridian.tenancy.MemberId;
import meridian.tenancy.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked: at most one who checks, any who countersign side by side, exactly one who approves; and who is told of it
 * (抄送). Nobody is asked twice, and nobody is asked about their own work, unless {@code ownWork} says so and theirs is the
 * only step.
 */
public record Route(@Nullable MemberId checker, List<MemberId> countersigners, @Nullable MemberId approver, boolean ownWork, List<MemberId> copied) {
    private static final int MOST_COUNTERSIGNERS = 12;
    private static final int MOST_COPIED = 50;

    public Route {
        countersigners = List.copyOf(countersigners);
        copied = copied.stream().distinct().toList();
    }

    public Route(@Nullable MemberId checker, List<MemberId> countersigners, @Nullable MemberId approver, boolean ownWork) {
        this(checker, countersigners, approver, ownWork, List.of());
    }

    public static Route approvedBy(MemberId approver) {
        return new Route(null, List.of(), approver, false);
    }

    record Asked(StepKind kind, MemberId member) {}

    List<Asked> steps() {
        var steps = new ArrayList<Asked>();
        if (checker != null) steps.add(new Asked(StepKind.CHECK, checker));
        for (var member : countersigners) steps.add(new Asked(StepKind.COUNTERSIGN, member));
        if (approver != null) steps.add(new Asked(StepKind.APPROVE, approver));
        return steps;
    }

    /** Refuses a route that cannot be gone, beside the field that names the wrong person. */
    void check(MemberId preparer, Refused.Check check) {
        var asked = new HashSet<MemberId>();
        check.reject(approver == null, "approver", "approval.no_approver");
        check.reject(countersigners.size() > MOST_COUNTERSIGNERS, "countersigners", "approval.too_many", MOST_COUNTERSIGNERS);
        check.reject(copied.size() > MOST_COPIED, "copied", "approval.too_many_copied", MOST_COPIED);
        var onlyStep = steps().size() == 1;
        for (var step : steps()) {
            check.reject(!asked.add(step.member()), field(step.kind()), "approval.asked_twice");
            check.reject(step.member().equals(preparer) && !(ownWork && onlyStep), field(step.kind()), "approval.own_work");
        }
    }

    static String field(StepKind kind) {
        return switch (kind) {
            case CHECK -> "checker";
            case COUNTERSIGN -> "countersigners";
            case APPROVE, EXTRA -> "approver";
        };
    }
}
