package meridian.workplan;

import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import meridian.workplan.KeptPlans.Found;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What slips if this slips: the effect of a change of one task, before it is applied, and telling people once it was. */
@Component
public class Slips {
    private static final int MOST_SHOWN = 200;
    private static final int MOST_NAMED = 5;

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

    private static UnaryOperator<TaskFields> later(Found found, int number, double days) {
        var row = row(found, number);
        var calendar = found.data().calendars().of(row.party());
        var day = found.data().calendars().day(row.party(), row.start() != null ? row.start().toLocalDate() : LocalDate.now(calendar.zone()));
        var more = Duration.ofMinutes(Math.round(day.toMinutes() * days));
        return fields -> {
            if (fields.finish() == null) return fields;
            return fields.withFinish(DayForm.finish(calendar.add(calendar.previousWorkingInstant(calendar.finishInstant(fields.finish())), more), calendar));
        };
    }

    private static PlanData.Row row(Found found, int number) {
        return found.data().rows().stream().filter(each -> each.number() == number).findFirst().orElseThrow(NotFound::new);
    }

    private Slip of(ProjectAccess project, Found found, int number, UnaryOperator<TaskFields> change) {
        var data = found.data();
        var row = row(found, number);
        var was = fields(row, data);
        var meant = meant(was, change.apply(was), row.kind(), data);
        PlanSchedule now, then;
        try {
            now = found.schedule();
            var is = row.with(meant);
            if (was.predecessors().equals(meant.predecessors())) {
                then = now.after(data.with(is), List.of(new PlanSchedule.Change(row, is)));
            } else {
                var links = new ArrayList<>(data.links());
                links.removeIf(link -> link.successor().equals(row.id()));
                for (var link : meant.predecessors()) links.add(new PlanData.Link(row.id(), link.predecessor(), link.type(), link.lagMinutes(), link.elapsed()));
                var changed = data.with(is).linked(links);
                changed.requireNoCircle();
                then = PlanSchedule.of(changed);
            }
        } catch (PlanSchedule.Circle circle) {
            throw Scheduling.refusal(circle, "predecessors");
        } catch (NoWorkingTimeException e) {
            throw Refused.at("duration", "workplan.beyond_calendars");
        }
        var moving = then.since(now, Set.of()).stream().filter(place -> !place.summary() && differs(found.row(place.row().id()), place)).toList();
        return slip(project, row, meant, moving, data, found, now, then);
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

    private Slip slip(ProjectAccess project, PlanData.Row row, TaskFields meant, List<PlanSchedule.Place> moving, PlanData data, Found found, PlanSchedule now, PlanSchedule then) {
        var names = new Names(project, moving);
        var all = moving.stream().map(place -> moved(found.row(place.row().id()), place.start(), place.finish(), place.row().timing().deadline(), names, data)).sorted(BY_FINISH).toList();
        var itself = all.stream().filter(each -> each.id().equals(row.id())).findFirst().orElseGet(() -> moved(row, meant.start(), meant.finish(), meant.timing().deadline(), names, data));
        var others = all.stream().filter(each -> !each.id().equals(row.id())).toList();
        return new Slip(itself, row.version(), project.may(Permission.EDIT_PLAN, row.party()), others.stream().limit(MOST_SHOWN).toList(), others.size(), others.stream().filter(Moved::milestone).toList(),
                parties(others), people(others, project.member()), LocalDate.ofInstant(now.finish().minusSeconds(1), found.home()), LocalDate.ofInstant(then.finish().minusSeconds(1), found.home()));
    }

    private static final Comparator<Moved> BY_FINISH = Comparator.comparing(Moved::finish, Comparator.nullsLast(Comparator.naturalOrder())).thenComparing(Moved::number);

    private static List<String> parties(List<Moved> moved) {
        return moved.stream().map(Moved::partyName).filter(name -> !name.isEmpty()).distinct().toList();
    }

    private static Map<String, Integer> people(List<Moved> moved, MemberId but) {
        var people = new LinkedHashMap<String, Integer>();
        for (var each : moved) if (each.owner() != null && !each.owner().equals(but)) people.merge(each.ownerName(), 1, Integer::sum);
        return people;
    }

    /** What the parties and the owners of rows are called. */
    private final class Names {
        private final Map<PartyId, String> ofParties = new HashMap<>();
        private final Map<MemberId, String> ofPeople;

        Names(ProjectAccess project, List<PlanSchedule.Place> places) {
            for (var party : parties.of(project.id())) ofParties.put(party.id(), party.name());
            var owners = places.stream().map(place -> place.row().owner()).filter(Objects::nonNull).distinct().toList();
            ofPeople = owners.isEmpty() ? Map.of() : db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(owners)).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
        }

        String of(@Nullable PartyId party) {
            return party == null ? "" : ofParties.getOrDefault(party, "");
        }

        String of(@Nullable MemberId member) {
            return member == null ? "" : ofPeople.getOrDefault(member, "");
        }
    }

    private static Moved moved(PlanData.Row was, @Nullable LocalDateTime start, @Nullable LocalDateTime finish, @Nullable LocalDateTime deadline, Names names, PlanData data) {
        double days = was.finish() == null || finish == null ? 0 : Variance.days(data.calendars().of(was.party()), was.finish(), finish);
        return new Moved(was.id(), was.number(), was.title(), was.milestone(), was.party(), names.of(was.party()), was.owner(), names.of(was.owner()), was.start(), was.finish(), start, finish, days,
                deadline != null && finish != null && finish.isAfter(deadline));
    }

    // ---- applying

    /** Applies a change whose effect was shown, and tells whoever owns what moved with it. */
    @Transactional
    public Tasks.Edited apply(ProjectAccess project, TaskId task, int version, UnaryOperator<TaskFields> change, Actor actor) {
        return scheduling.watched(watch(project, Set.of(task), true, actor), () -> tasks.edit(task, version, change, actor));
    }

    /** As {@link #apply}, of so many working days. */
    @Transactional
    public Tasks.Edited applyLater(ProjectAccess project, TaskId task, int version, int number, double days, Actor actor) {
        var change = later(scheduling.read(project.id()), number, days);
        return apply(project, task, version, change, actor);
    }

    /**
     * What edits in the table or the chart would move besides their own rows, where it concerns others: they are asked about
     * before, all else is applied at once and can be taken back.
     *
     * @param late tasks that would end behind their deadline
     */
    public record Effect(int moved, List<Moved> milestones, List<Moved> late, List<String> parties, Map<String, Integer> people, @Nullable LocalDate finishFrom, @Nullable LocalDate finishTo) {
        static final Effect NONE = new Effect(0, List.of(), List.of(), List.of(), Map.of(), null, null);
    }

    /** An edit that was not applied because somebody should see first what it moves; applied when it comes again with their word. */
    public static final class Asked extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Effect effect;

        Asked(Effect effect) {
            super("what slips is to be seen first", null, false, false);
            this.effect = effect;
        }

        public Effect effect() {
            return effect;
        }
    }

    /** Watches edits of these rows: stops them with {@link Asked} where others are concerned and nobody has said yes, and tells those others. */
    Watching watch(ProjectAccess project, Set<TaskId> edited, boolean seen, Actor actor) {
        return new Watching(project, edited, seen, actor);
    }

    final class Watching implements Scheduling.Watch {
        private final ProjectAccess project;
        private final Set<TaskId> edited;
        private final boolean seen;
        private final Actor actor;
        private Effect effect = Effect.NONE;

        private Watching(ProjectAccess project, Set<TaskId> edited, boolean seen, Actor actor) {
            this.project = project;
            this.edited = edited;
            this.seen = seen;
            this.actor = actor;
        }

        Effect effect() {
            return effect;
        }

        @Override
        public void moving(Found found, PlanSchedule schedule, List<PlanSchedule.Place> moved) {
            var others = moved.stream().filter(place -> !place.summary() && !edited.contains(place.row().id()) && differs(place.row(), place)).toList();
            if (others.isEmpty()) return;
            var parties = new HashSet<@Nullable PartyId>();
            for (var id : edited) if (found.at().containsKey(id)) parties.add(found.row(id).party());
            var end = schedule.lastDays(edited);
            boolean weighs = end.is().isAfter(end.was()) || others.stream().anyMatch(place -> place.row().milestone() || place.row().party() != null && !parties.contains(place.row().party()) || newlyLate(place));
            if (weighs && !seen) {
                var names = new Names(project, others);
                var all = others.stream().map(place -> moved(place.row(), place.start(), place.finish(), place.row().timing().deadline(), names, found.data())).sorted(BY_FINISH).toList();
                throw new Asked(new Effect(all.size(), all.stream().filter(Moved::milestone).limit(MOST_NAMED).toList(), all.stream().filter(Moved::pastDeadline).limit(MOST_NAMED).toList(), parties(all),
                        people(all, actor.person()), end.was(), end.is()));
            }
            effect = new Effect(others.size(), List.of(), List.of(), List.of(), Map.of(), null, null);
            tell(project, found, others, edited, actor);
        }

        private static boolean newlyLate(PlanSchedule.Place place) {
            var deadline = place.row().timing().deadline();
            return deadline != null && place.finish() != null && place.finish().isAfter(deadline) && (place.row().finish() == null || !place.row().finish().isAfter(deadline));
        }
    }

    private void tell(ProjectAccess project, Found found, List<PlanSchedule.Place> moved, Set<TaskId> edited, Actor actor) {
        var owned = new LinkedHashMap<MemberId, List<PlanSchedule.Place>>();
        for (var place : moved) {
            var row = place.row();
            if (row.owner() != null && !row.owner().equals(actor.member()) && row.kind() == TaskKind.TASK && row.status().open()) owned.computeIfAbsent(row.owner(), owner -> new ArrayList<>()).add(place);
        }
        if (owned.isEmpty()) return;
        var about = edited.stream().filter(found.at()::containsKey).map(found::row).min(Comparator.comparing(PlanData.Row::number)).orElseGet(() -> moved.getFirst().row());
        var cause = "slip:" + about.id() + ":" + clock.instant().toEpochMilli();
        var told = new ArrayList<Notice>();
        owned.forEach((owner, places) -> {
            var first = places.getFirst();
            told.add(new Notice("plan_moved", NoticeGroup.PLAN, List.of(owner), cause, project.id(), Ref.of("task", about.id()), about.title(), "/p/" + project.code() + "/tasks/" + first.row().number(),
                    List.of(Notice.person(actor.person()), String.valueOf(places.size()), Notice.beginning(first.row().title()), Scheduling.span(first.start(), first.finish())), false));
        });
        notices.tellAll(told);
    }
}
