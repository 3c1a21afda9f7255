package meridian.workplan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.TaskId;
import org.jspecify.annotations.Nullable;

/** One row of the plan. {@code path} orders the whole tree; {@code number} is permanent: HDSS-42. */
public record Task(
        TaskId id,
        ProjectId project,
        TaskKind kind,
        int number,
        String sourceNumber,
        @Nullable TaskId parent,
        String position,
        String path,
        String title,
        String description,
        @Nullable PartyId party,
        @Nullable MemberId owner,
        @Nullable LocalDateTime start,
        @Nullable LocalDateTime finish,
        @Nullable Integer durationMinutes,
        boolean milestone,
        @Nullable Integer milestoneWeek,
        TaskTiming timing,
        @Nullable LocalDateTime actualStart,
        @Nullable LocalDateTime actualFinish,
        @Nullable DeliverableId deliverable,
        String deliverableText,
        TaskStatus status,
        int progress,
        @Nullable Integer remainingMinutes,
        String blockedReason,
        @Nullable Instant blockedAt,
        String cancelReason,
        @Nullable Instant doneAt,
        Dispatch dispatch,
        String dispatchReason,
        int version,
        Instant changedAt,
        @Nullable Instant deletedAt) {

    public Ref ref() {
        return Ref.of("task", id);
    }

    /** Where it is shown, as an address in the workspace. */
    public String address(String projectCode) {
        return "/p/" + projectCode + "/tasks/" + number;
    }

    public boolean isTask() {
        return kind == TaskKind.TASK;
    }

    public @Nullable LocalDate dueOn() {
        return finish == null ? null : finish.toLocalDate();
    }

    /** The instant its last day ends in the given zone. */
    public @Nullable Instant dueAt(ZoneId zone) {
        return finish == null ? null : finish.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Its last day is over and it is still owed. */
    public boolean overdue(Instant now, ZoneId zone) {
        return isTask() && status.open() && finish != null && !now.isBefore(java.util.Objects.requireNonNull(dueAt(zone)));
    }

    /** One for the top, two for what stands beneath it, and so on. */
    public int depth() {
        return (int) path.chars().filter(c -> c == '/').count() + 1;
    }
}
