package meridian.workplan;

import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import meridian.calendar.NoWorkingTimeException;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.TaskId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What slips if this slips: the effect of a change of one task, before it is applied, and telling people once it was. */
@Component
public class Slips {
    private static final int MOST_SHOWN = 200;

    private final DSLContext db;
    private final Clock clock;
    private final Scheduling scheduling;
    private final Tasks tasks;
    private final Parties parties;
    private final Notices notices;

    Slips(DSLContext db, Clock clock, Scheduling scheduling, Tasks tasks, Parties parties, Notices notices) {
        this.db = db;
        this.clock = clock;
        this.scheduling = scheduling;
        this.tasks = tasks;
        this.parties = parties;
        this.notices = notices;
    }

    /** One task that moves; {@code days} is by how much its finish moves, in working days of its party, later being positive. */
    public record Moved(TaskId id, int number, String title, boolean milestone, @Nullable PartyId party, String partyName, @Nullable MemberId owner, String ownerName, @Nullable LocalDateTime fromStart,
            @Nullable LocalDateTime fromFinish, @Nullable LocalDateTime start, @Nullable LocalDateTime finish, double days, boolean pastDeadline) {}

    /**
     * @param itself the task that is changed, with the version of it that this is about
     * @param moved the others that move with it, as far as they are shown, in the order of their new finish
     * @param count how many there are
     * @param people who owns any of them, and how many tasks of theirs move
     * @param finishFrom when everything is finished as the plan stands, and as it would
     */
    public record Slip(Moved itself, int version, boolean mayApply, List<Moved> moved, int count, List<Moved> milestones, List<String> parties, Map<String, Integer> people, LocalDate finishFrom, LocalDate finishTo) {
        public boolean moves() {
            return count > 0;
        }
    }

    /** What the change would do; what cannot be is refused beside its field, as the edit itself would be. */
    @Transactional(readOnly = true)
    public Slip of(ProjectAccess project, int number, UnaryOperator<TaskFields> change) {
        project.require(Permission.READ);
        return of(project, scheduling.read(project.id()), number, change);
    }

    /** As {@link #of(ProjectAccess, int, UnaryOperator)}, if it took so many working days longer, or a milestone came so much later. */
    @Transactional(readOnly = true)
    public Slip later(ProjectAccess project, int number, double days) {
        project.require(Permission.READ);
        var found = scheduling.read(project.id());
        return of(project, found, number, later(found, number, days));
    }

    private static UnaryOperator<TaskFields> later(Scheduling.Found found, int number, double days) {
        var row = row(found, number);
        var calendar = found.data().calendars().of(row.party());
        var day = found.data().calendars().day(row.party(), row.start() != null ? row.start().toLocalDate() : LocalDate.now(calendar.zone()));
        var more = Duration.ofMinutes(Math.round(day.toMinutes() * days));
        return fields -> {
            if (fields.finish() == null) return fields;
            return fields.withFinish(DayForm.finish(calendar.add(calendar.previousWorkingInstant(calendar.finishInstant(fields.finish())), more), calendar));
        };
    }

    private static PlanData.Row row(Scheduling.Found found, int number) {
        return found.data().rows().stream().filter(each -> each.number() == number).findFirst().orElseThrow(NotFound::new);
    }

    private Slip of(ProjectAccess project, Scheduling.Found found, int number, UnaryOperator<TaskFields> change) {
        var data = found.data();
        var row = row(found, number);
        var was = fields(row, data);
        var meant = meant(was, change.apply(was), row.kind(), data);
        PlanSchedule now, then;
        try {
            var links = new ArrayList<>(data.links());
            if (!was.predecessors().equals(meant.predecessors())) {
                links.removeIf(link -> link.successor().equals(row.id()));
                for (var link : meant.predecessors()) links.add(new PlanData.Link(row.id(), link.predecessor(), link.type(), link.lagMinutes(), link.elapsed()));
            }
            var changed = data.with(row.with(meant)).linked(links);
            changed.requireNoCircle();
            now = PlanSchedule.of(data);
            then = PlanSchedule.of(changed);
        } catch (PlanSchedule.Circle circle) {
            throw Scheduling.refusal(circle, "predecessors");
        } catch (NoWorkingTimeException e) {
            throw Refused.at("duration", "workplan.beyond_calendars");
        }
        var stood = new HashMap<TaskId, PlanData.Row>();
        for (var each : data.rows()) stood.put(each.id(), each);
        var moving = then.places().stream().filter(place -> !place.summary() && differs(stood.get(place.row().id()), place)).toList();
        return slip(project, row, meant, moving, stood, data, found, now, then);
    }

    private static boolean differs(PlanData.Row was, PlanSchedule.Place place) {
        return !Objects.equals(day(was.start()), day(place.start())) || !Objects.equals(day(was.finish()), day(place.finish()));
    }

    private static @Nullable LocalDate day(@Nullable LocalDateTime at) {
        return at == null ? null : at.toLocalDate();
    }

    private static TaskFields fields(PlanData.Row row, PlanData data) {
        var links = data.links().stream().filter(link -> link.successor().equals(row.id())).map(link -> new TaskLink(link.predecessor(), link.type(), link.lagMinutes(), link.elapsed())).toList();
        return TaskFields.titled(row.title()).withParty(row.party()).withOwner(row.owner()).withStart(row.start()).withFinish(row.finish()).withDuration(row.durationMinutes())
                .withMilestone(row.milestone(), null).withTiming(row.timing()).withPredecessors(links);
    }

    private static TaskFields meant(TaskFields was, TaskFields typed, TaskKind kind, PlanData data) {
        var check = new Refused.Check();
        check.reject(Tasks.far(typed.start()), "start", "workplan.date_too_far");
        check.reject(Tasks.far(typed.finish()), "finish", "workplan.date_too_far");
        check.reject(Tasks.far(typed.timing().constraintAt()), "constraint_at", "workplan.date_too_far");
        check.reject(Tasks.far(typed.timing().deadline()), "deadline", "workplan.date_too_far");
        check.reject(typed.durationMinutes() != null && (typed.durationMinutes() < 0 || typed.durationMinutes() > 5_256_000), "duration", "workplan.duration_wrong");
        check.done();
        var meant = typed;
        try {
            meant = TypedDates.meant(was, typed, kind, data.calendars().of(typed.party()));
        } catch (NoWorkingTimeException e) {
            check.reject(true, "duration", "workplan.beyond_calendars");
        }
        check.reject(meant.start() != null && meant.finish() != null && meant.finish().isBefore(meant.start()), "finish", "workplan.finish_before_start");
        check.done();
        return meant;
    }

    private Slip slip(ProjectAccess project, PlanData.Row row, TaskFields meant, List<PlanSchedule.Place> moving, Map<TaskId, PlanData.Row> stood, PlanData data, Scheduling.Found found, PlanSchedule now, PlanSchedule then) {
        var partyNames = new HashMap<PartyId, String>();
        for (var party : parties.of(project.id())) partyNames.put(party.id(), party.name());
        var owners = moving.stream().map(place -> place.row().owner()).filter(Objects::nonNull).distinct().toList();
        var names = owners.isEmpty() ? Map.<MemberId, String>of() : db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(owners)).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
        var all = moving.stream().map(place -> moved(stood.get(place.row().id()), place.start(), place.finish(), place.row().timing().deadline(), partyNames, names, data))
                .sorted(Comparator.comparing(Moved::finish, Comparator.nullsLast(Comparator.naturalOrder())).thenComparing(Moved::number))
                .toList();
        var itself = all.stream().filter(each -> each.id().equals(row.id())).findFirst().orElseGet(() -> moved(row, meant.start(), meant.finish(), meant.timing().deadline(), partyNames, names, data));
        var others = all.stream().filter(each -> !each.id().equals(row.id())).toList();
        var concerned = new LinkedHashSet<String>();
        var people = new LinkedHashMap<String, Integer>();
        for (var each : others) {
            if (!each.partyName().isEmpty()) concerned.add(each.partyName());
            if (each.owner() != null && !each.owner().equals(project.member())) people.merge(each.ownerName(), 1, Integer::sum);
        }
        return new Slip(itself, row.version(), project.may(Permission.EDIT_PLAN, row.party()), others.stream().limit(MOST_SHOWN).toList(), others.size(), others.stream().filter(Moved::milestone).toList(), List.copyOf(concerned), people,
                LocalDate.ofInstant(now.finish().minusSeconds(1), found.home()), LocalDate.ofInstant(then.finish().minusSeconds(1), found.home()));
    }

    private static Moved moved(PlanData.Row was, @Nullable LocalDateTime start, @Nullable LocalDateTime finish, @Nullable LocalDateTime deadline, Map<PartyId, String> parties, Map<MemberId, String> names, PlanData data) {
        double days = was.finish() == null || finish == null ? 0 : Variance.days(data.calendars().of(was.party()), was.finish(), finish);
        return new Moved(was.id(), was.number(), was.title(), was.milestone(), was.party(), parties.getOrDefault(was.party(), ""), was.owner(), names.getOrDefault(was.owner(), ""), was.start(), was.finish(), start, finish, days,
                deadline != null && finish != null && finish.isAfter(deadline));
    }

    // ---- applying

    /** Applies a change whose effect was shown, and tells whoever owns what moved with it. */
    @Transactional
    public Tasks.Edited apply(ProjectAccess project, TaskId task, int version, UnaryOperator<TaskFields> change, Actor actor) {
        scheduling.hold(task);
        var before = new HashMap<TaskId, PlanData.Row>();
        for (var row : scheduling.read(project.id()).data().rows()) before.put(row.id(), row);
        var edited = tasks.edit(task, version, change, actor);
        tell(project, edited.task(), before, actor);
        return edited;
    }

    /** As {@link #apply}, of so many working days. */
    @Transactional
    public Tasks.Edited applyLater(ProjectAccess project, TaskId task, int version, int number, double days, Actor actor) {
        var change = later(scheduling.read(project.id()), number, days);
        return apply(project, task, version, change, actor);
    }

    private void tell(ProjectAccess project, Task task, Map<TaskId, PlanData.Row> before, Actor actor) {
        var moved = new LinkedHashMap<MemberId, List<PlanData.Row>>();
        for (var row : scheduling.read(project.id()).data().rows()) {
            var was = before.get(row.id());
            if (was == null || row.id().equals(task.id()) || row.owner() == null || row.owner().equals(actor.member()) || row.kind() != TaskKind.TASK || !row.status().open()) continue;
            if (!Objects.equals(day(was.finish()), day(row.finish())) || !Objects.equals(day(was.start()), day(row.start()))) moved.computeIfAbsent(row.owner(), owner -> new ArrayList<>()).add(row);
        }
        moved.forEach((owner, rows) -> {
            var first = rows.getFirst();
            notices.tell(new Notice("plan_moved", NoticeGroup.PLAN, List.of(owner), "slip:" + task.id() + ":" + clock.instant().toEpochMilli(), project.id(), task.ref(), task.title(), "/p/" + project.code() + "/tasks/" + first.number(),
                    List.of(Notice.person(actor.person()), String.valueOf(rows.size()), Notice.beginning(first.title()), Scheduling.span(first.start(), first.finish())), false));
        });
    }
}
