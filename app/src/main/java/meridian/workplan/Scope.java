package meridian.workplan;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import meridian.project.Party;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import org.jspecify.annotations.Nullable;

/** The parties work can be given to, and those the charter leaves out: a region or department out of scope gets none. */
record Scope(Map<PartyId, Party> parties, Set<PartyId> excluded, Set<RegionId> regionsOut, Set<DepartmentId> departmentsOut, ZoneId home) {
    /** Where a task of this party is worked on; without a party, the project’s home. */
    ZoneId zone(@Nullable PartyId party) {
        var found = party == null ? null : parties.get(party);
        return found == null ? home : found.zone();
    }

    /** What 1d means to this party, in minutes. */
    int day(@Nullable PartyId party) {
        var found = party == null ? null : parties.get(party);
        return found == null ? WorkTime.DAY : found.dayMinutes();
    }

    void check(Refused.Check check, @Nullable PartyId party) {
        if (party == null) return;
        var found = parties.get(party);
        check.reject(found == null, "party", "refused.not_a_choice");
        if (found != null) check.reject(excluded.contains(party), "party", "workplan.out_of_scope", found.name());
    }

    /** Whether the charter leaves out a region or department that is no party yet. */
    boolean leavesOut(@Nullable RegionId region, @Nullable DepartmentId department) {
        return region != null && regionsOut.contains(region) || department != null && departmentsOut.contains(department);
    }

    String name(@Nullable PartyId party) {
        var found = party == null ? null : parties.get(party);
        return found == null ? "" : found.name();
    }

    /** The last day of a week of the project’s plan, counted from the week it starts in: a Friday. */
    static LocalDate endOfWeek(LocalDate projectStart, int week) {
        return projectStart.with(java.time.temporal.TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY)).plusWeeks(week - 1L).plusDays(4);
    }
}
