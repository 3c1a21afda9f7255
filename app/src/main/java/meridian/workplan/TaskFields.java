package meridian.workplan;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/**
 * What a person may type about a task. Times are local to the party’s region; the finish is inclusive, and a finish that
 * is only a day is the last minute of it.
 */
public record TaskFields(
        String title,
        String description,
        @Nullable PartyId party,
        @Nullable MemberId owner,
        List<MemberId> collaborators,
        @Nullable LocalDateTime start,
        @Nullable LocalDateTime finish,
        @Nullable Integer durationMinutes,
        boolean milestone,
        @Nullable Integer milestoneWeek,
        @Nullable DeliverableId deliverable,
        String deliverableText,
        List<String> criteria,
        TaskTiming timing,
        List<TaskLink> predecessors) {

    public static TaskFields titled(String title) {
        return new TaskFields(title, "", null, null, List.of(), null, null, null, false, null, null, "", List.of(), TaskTiming.AUTOMATIC, List.of());
    }

    /** The first minute of a day, for a start that is only a day. */
    public static LocalDateTime startOf(LocalDate day) {
        return day.atStartOfDay();
    }

    /** The last minute of a day, for a finish that is only a day. */
    public static LocalDateTime endOf(LocalDate day) {
        return day.atTime(23, 59);
    }

    public TaskFields withTitle(String title) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withDescription(String description) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withParty(@Nullable PartyId party) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withOwner(@Nullable MemberId owner) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withCollaborators(List<MemberId> collaborators) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withStart(@Nullable LocalDateTime start) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withFinish(@Nullable LocalDateTime finish) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withDuration(@Nullable Integer durationMinutes) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withMilestone(boolean milestone, @Nullable Integer milestoneWeek) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withDeliverable(@Nullable DeliverableId deliverable, String deliverableText) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withCriteria(List<String> criteria) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withTiming(TaskTiming timing) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }

    public TaskFields withPredecessors(List<TaskLink> predecessors) {
        return new TaskFields(title, description, party, owner, collaborators, start, finish, durationMinutes, milestone, milestoneWeek, deliverable, deliverableText, criteria, timing, predecessors);
    }
}
