package meridian.duty;

import org.jspecify.annotations.Nullable;

/** What a kind of duty goes by: how its time counts, how much of it there is (null: the opener gives the due instant), and how it climbs. */
public record DutyRule(Clock clock, @Nullable Integer minutes, Ladder ladder) {
    /** Due when the opener says; the standard ladder, in working time. */
    public static final DutyRule DATED = new DutyRule(Clock.WORKING_TIME, null, Ladder.STANDARD);

    public static DutyRule hours(int hours, Clock clock) {
        return new DutyRule(clock, hours * 60, Ladder.STANDARD);
    }

    /** Working days of eight hours. */
    public static DutyRule workingDays(int days) {
        return new DutyRule(Clock.WORKING_TIME, days * 480, Ladder.STANDARD);
    }

    public DutyRule with(Ladder other) {
        return new DutyRule(clock, minutes, other);
    }
}
