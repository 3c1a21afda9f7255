package meridian.duty;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import meridian.calendar.WorkCalendar;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.RegionId;
import org.jspecify.annotations.Nullable;

/**
 * Something that is owed again and again: a day’s report, a week’s risks. Made known by a bean of the module it belongs to, which only says who
 * takes part; the engine makes it for each person in their own region’s calendar, on no holiday, for nobody on leave and for nobody without
 * open work.
 */
public interface RecurringDuty {
    /** The kinds of duty it makes. */
    Set<String> kinds();

    /** What is owed in the current workspace, a round for each project and cadence. */
    List<Round> rounds();

    /** One thing that returns; {@code title} is what its duties are called. */
    interface Round {
        String kind();

        @Nullable ProjectId project();

        Ref subject();

        String title();

        Cadence cadence();

        /** Whether anything is asked on this day at all; asked before anybody is looked for. */
        default boolean asks(LocalDate day) {
            return true;
        }

        /** Everybody who may owe it. */
        List<Debtor> debtors();

        /** Who has done it for this period. */
        Set<MemberId> done(LocalDate period);

        /** Until when it is owed on a day: 24:00 there, unless the kind says otherwise. */
        default Instant due(LocalDate day, WorkCalendar calendar) {
            return calendar.endOfDay(day);
        }
    }

    /** Somebody who may owe it, in the time of the region where they work. */
    record Debtor(MemberId member, RegionId region, @Nullable PartyId party, @Nullable MemberId owedTo, Predicate<LocalDate> hasWork) {}
}
