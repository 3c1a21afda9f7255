package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.groupingSets;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import meridian.activity.Activities;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Live;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/** A person's open duties by due time, and what others owe to them. Shown a page at a time, however many there are. */
@Component
public class Inbox {
    /** How many duties one page shows. */
    public static final int PAGE = 50;

    /** A reminder may be given once in this time. */
    public static final Duration BETWEEN_REMINDERS = Duration.ofHours(4);

    /** Of how many days, today the first, the counts tell how much ends on each. */
    public static final int DAYS = 7;

    private static final Condition OPEN = DUTY.STATE.eq(inline("open"));

    private final DSLContext db;
    private final java.time.Clock clock;
    private final Live live;
    private final Activities activities;
    private final Notices notices;
    private final Supplier<@Nullable DutyProjects> projects;

    Inbox(DSLContext db, java.time.Clock clock, Live live, Activities activities, Notices notices, ObjectProvider<DutyProjects> projects) {
        this.db = db;
        this.clock = clock;
        this.live = live;
        this.activities = activities;
        this.notices = notices;
        this.projects = SingletonSupplier.ofNullable(projects::getIfAvailable);
    }

    /**
     * One duty as the inbox shows it; {@code other} is whom it is owed to or, among those owed to the reader, who owes it; {@code inPlaceOf} is
     * the owner whose stand-in does it.
     */
    public record Item(Duty duty, String projectName, String other, @Nullable Instant remindedAt, @Nullable Instant pausedAt, @Nullable String inPlaceOf) {
        public boolean mayRemind(Instant now) {
            return remindedAt == null || !remindedAt.plus(BETWEEN_REMINDERS).isAfter(now);
        }
    }

    /** What is shown of an inbox: duties by when they are due, or those that wait for somebody else. */
    public enum Show {
        LATE, TODAY, WEEK, WAITING;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which duties are listed: one of a few views or the duties of one day, of one kind, of one project. All of them narrow. */
    public record Filter(@Nullable Show show, @Nullable LocalDate day, @Nullable String kind, @Nullable ProjectId project) {
        public static final Filter NONE = new Filter(null, null, null, null);

        /** As an address says it; {@code show} is a view’s word or a day. */
        public static Filter parse(@Nullable String show, @Nullable String kind, @Nullable String project) {
            var view = Arrays.stream(Show.values()).filter(one -> one.text().equals(show)).findFirst().orElse(null);
            var day = view == null && show != null && !show.isEmpty() ? LocalDate.parse(show) : null;
            return new Filter(view, day, kind == null || kind.isEmpty() ? null : kind, project == null || project.isEmpty() ? null : ProjectId.of(project));
        }

        public boolean narrows() {
            return !equals(NONE);
        }

        private Condition condition(Instant now, ZoneId zone) {
            var which = org.jooq.impl.DSL.noCondition();
            if (show != null) which = which.and(switch (show) {
                case LATE -> late(now);
                case TODAY -> late(now).not().and(DUTY.DUE_AT.le(endOfToday(now, zone)));
                case WEEK -> late(now).not().and(DUTY.DUE_AT.le(LocalDate.ofInstant(now, zone).with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atStartOfDay(zone).toInstant()));
                case WAITING -> DUTY.PAUSED_AT.isNotNull();
            });
            if (day != null) which = which.and(late(now).not()).and(DUTY.DUE_AT.gt(day.atStartOfDay(zone).toInstant())).and(DUTY.DUE_AT.le(day.plusDays(1).atStartOfDay(zone).toInstant()));
            if (kind != null) which = which.and(DUTY.KIND.eq(kind));
            if (project != null) which = which.and(DUTY.PROJECT_ID.eq(project));
            return which;
        }
    }

    /** How many of something there are. */
    public record Tally<K>(K key, String name, int count) {}

    /**
     * What is open, whatever the page shows. Mine and {@code owedToMe} count all; {@code late}, {@code today} and {@code later} those that the filter lets through, on
     * this page or another; the rest what a filter would find on this side of the inbox. {@code days} hold what is not late yet, for a week.
     */
    public record Counts(
            int mine, int owedToMe, int late, int today, int later, int unread, int hidden, int all, int allLate, int allToday, int allWeek, int waiting,
            Map<LocalDate, Integer> days, List<Tally<String>> kinds, List<Tally<ProjectId>> projects) {}

    /** The duty after which a page begins, written {@code <due instant>_<id>}. */
    public record Cursor(Instant due, DutyId id) {
        public static @Nullable Cursor parse(@Nullable String text) {
            if (text == null || text.isEmpty()) return null;
            var parts = text.split("_", 2);
            if (parts.length < 2) throw new IllegalArgumentException("not a cursor: " + text);
            try {
                return new Cursor(Instant.parse(parts[0]), DutyId.of(parts[1]));
            } catch (java.time.DateTimeException e) {
                throw new IllegalArgumentException("not a cursor: " + text, e);
            }
        }

        @Override
        public String toString() {
            return due + "_" + id;
        }
    }

    public record Listing(List<Item> items, Counts counts, @Nullable Cursor next) {}

    /** What the reader owes, or does in another one’s place; what they put off for a while is not listed. */
    @Transactional(readOnly = true)
    public Listing of(Reader reader, Filter filter, @Nullable Cursor after) {
        return list(Side.MINE, filter, reader, after);
    }

    /** What the reader put off for a while. */
    @Transactional(readOnly = true)
    public Listing hidden(Reader reader, Filter filter, @Nullable Cursor after) {
        return list(Side.HIDDEN, filter, reader, after);
    }

    private enum Side {
        MINE, HIDDEN, OWED;

        Condition whose(MemberId reader) {
            return this == OWED ? DUTY.OWED_TO_ID.eq(reader).and(DUTY.DOER_ID.ne(reader)) : DUTY.DOER_ID.eq(reader);
        }

        /** Whether it is listed: what its doer put off concerns nobody else. */
        Condition listed(Instant now) {
            return switch (this) {
                case MINE -> Inbox.hidden(now).not();
                case HIDDEN -> Inbox.hidden(now);
                case OWED -> trueCondition();
            };
        }
    }

    /** Over by now; a clock that stands still is over only if it was when it stopped. */
    public static Condition late(Instant now) {
        return DUTY.DUE_AT.le(org.jooq.impl.DSL.least(org.jooq.impl.DSL.val(now, DUTY.DUE_AT), DUTY.PAUSED_AT));
    }

    /** Put off until later than this. */
    public static Condition hidden(Instant now) {
        return org.jooq.impl.DSL.coalesce(DUTY.SNOOZED_UNTIL.gt(now), org.jooq.impl.DSL.inline(false)).eq(org.jooq.impl.DSL.inline(true));
    }

    /** What others owe to the reader. */
    @Transactional(readOnly = true)
    public Listing owedTo(Reader reader, Filter filter, @Nullable Cursor after) {
        return list(Side.OWED, filter, reader, after);
    }

    private Listing list(Side side, Filter filter, Reader reader, @Nullable Cursor after) {
        var now = clock.instant();
        var owner = MEMBER.as("owner");
        var other = side == Side.OWED ? DUTY.OWNER_ID : DUTY.OWED_TO_ID;
        // Names are looked up for one page only, whatever the statistics say of how many duties there are.
        var page = select(DUTY.WORKSPACE_ID, DUTY.ID, DUTY.KIND, DUTY.PROJECT_ID, DUTY.PARTY_ID, DUTY.SUBJECT_KIND, DUTY.SUBJECT_ID, DUTY.TITLE, DUTY.OWNER_ID, DUTY.ACTING_ID, DUTY.DOER_ID, DUTY.OWED_TO_ID,
                        DUTY.PERIOD, DUTY.OPENED_AT, DUTY.DUE_AT, DUTY.READ_AT, DUTY.REMINDED_AT, DUTY.PAUSED_AT)
                .from(DUTY)
                .where(side.whose(reader.member()), OPEN, side.listed(now), filter.condition(now, reader.zone()))
                .and(after == null ? org.jooq.impl.DSL.noCondition() : row(DUTY.DUE_AT, DUTY.ID).gt(after.due(), after.id()))
                .orderBy(DUTY.DUE_AT, DUTY.ID)
                .limit(inline(PAGE + 1))
                .asTable("page");
        var found = db.select(page.fields()).select(MEMBER.DISPLAY_NAME, owner.DISPLAY_NAME)
                .from(page)
                .leftJoin(owner).on(owner.WORKSPACE_ID.eq(page.field(DUTY.WORKSPACE_ID)), owner.ID.eq(page.field(DUTY.OWNER_ID)), page.field(DUTY.ACTING_ID).isNotNull())
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(page.field(DUTY.WORKSPACE_ID)), MEMBER.ID.eq(page.field(other)))
                .orderBy(page.field(DUTY.DUE_AT), page.field(DUTY.ID))
                .fetch();
        var shown = found.size() > PAGE ? found.subList(0, PAGE) : found;
        var facets = facets(side, filter, reader, now);
        var names = names(Stream.concat(shown.stream().map(duty -> duty.get(DUTY.PROJECT_ID)), facets.projects().stream().map(Tally::key)).filter(Objects::nonNull).distinct().toList());
        var items = shown.stream()
                .map(duty -> {
                    var project = duty.get(DUTY.PROJECT_ID) == null ? null : names.get(duty.get(DUTY.PROJECT_ID));
                    return new Item(duty(duty, project), project == null ? "" : project.name(), Objects.requireNonNullElse(duty.get(MEMBER.DISPLAY_NAME), ""), duty.get(DUTY.REMINDED_AT), duty.get(DUTY.PAUSED_AT), duty.get(owner.DISPLAY_NAME));
                })
                .toList();
        var last = items.isEmpty() ? null : items.getLast().duty();
        return new Listing(items, facets.named(names), found.size() > PAGE && last != null ? new Cursor(last.dueAt(), last.id()) : null);
    }

    private Map<ProjectId, DutyProjects.Name> names(List<ProjectId> ids) {
        var source = projects.get();
        return source == null || ids.isEmpty() ? Map.of() : source.names(ids);
    }

    private static Duty duty(org.jooq.Record duty, DutyProjects.@Nullable Name project) {
        return new Duty(duty.get(DUTY.ID), duty.get(DUTY.KIND), duty.get(DUTY.PROJECT_ID), project == null ? null : project.code(), duty.get(DUTY.PARTY_ID),
                new Ref(duty.get(DUTY.SUBJECT_KIND), duty.get(DUTY.SUBJECT_ID)), duty.get(DUTY.TITLE), duty.get(DUTY.OWNER_ID), duty.get(DUTY.OWED_TO_ID),
                duty.get(DUTY.PERIOD), duty.get(DUTY.OPENED_AT), duty.get(DUTY.DUE_AT), "open", duty.get(DUTY.READ_AT) != null, duty.get(DUTY.DOER_ID));
    }

    private record Facets(Counts counts) {
        List<Tally<ProjectId>> projects() {
            return counts.projects();
        }

        Counts named(Map<ProjectId, DutyProjects.Name> names) {
            var projects = counts.projects().stream()
                    .map(one -> new Tally<>(one.key(), names.containsKey(one.key()) ? names.get(one.key()).name() : "", one.count()))
                    .sorted(Comparator.comparing(Tally::name))
                    .toList();
            return new Counts(counts.mine, counts.owedToMe, counts.late, counts.today, counts.later, counts.unread, counts.hidden, counts.all, counts.allLate, counts.allToday, counts.allWeek, counts.waiting,
                    counts.days, counts.kinds, projects);
        }
    }

    /** The sums, and how many there are of each kind, project and day: one statement, one walk over what is open, summed up here. */
    private Facets facets(Side side, Filter filter, Reader reader, Instant now) {
        var zone = reader.zone();
        var me = reader.member();
        var today = LocalDate.ofInstant(now, zone);
        // What ends at 24:00 ends on the day before; PostgreSQL counts what is not after the end of a day by microseconds.
        var ends = IntStream.rangeClosed(1, DAYS).mapToObj(day -> today.plusDays(day).atStartOfDay(zone).toInstant().plus(1, ChronoUnit.MICROS)).toArray(Instant[]::new);
        var toSunday = (int) ChronoUnit.DAYS.between(today, today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)));
        var one = select(DUTY.KIND, DUTY.PROJECT_ID, field("width_bucket({0}, {1})", Integer.class, DUTY.DUE_AT, val(ends, DUTY.DUE_AT.getDataType().array())).as("day"), field(late(now)).as("late"),
                        field(side == Side.OWED ? trueCondition() : hidden(now).not()).as("here"), field(side.listed(now).and(filter.condition(now, zone))).as("listed"), field(DUTY.READ_AT.isNull()).as("unread"), field(DUTY.PAUSED_AT.isNotNull()).as("waiting"))
                .from(DUTY)
                .where(OPEN, side.whose(me))
                .asTable("one");
        var kind = one.field(DUTY.KIND);
        var project = one.field(DUTY.PROJECT_ID);
        var day = one.field("day", Integer.class);
        var late = one.field("late", Boolean.class);
        var here = one.field("here", Boolean.class);
        var listed = one.field("listed", Boolean.class);
        var unread = one.field("unread", Boolean.class);
        var waiting = one.field("waiting", Boolean.class);
        var other = field(side == Side.OWED ? select(count()).from(DUTY).where(OPEN, DUTY.DOER_ID.eq(me), hidden(now).not()) : select(count()).from(DUTY).where(OPEN, DUTY.OWED_TO_ID.eq(me), DUTY.DOER_ID.ne(me)));
        var sums = new Sums();
        for (var row : db.select(kind, project, day, late, here, listed, unread, waiting, count(), other)
                .from(one)
                .groupBy(groupingSets(new Field<?>[] {}, new Field<?>[] {kind, project, day, late, here, listed, unread, waiting}))
                .fetch()) {
            if (row.get(kind) == null) sums.other = row.value10();
            // Of a duty without a project it is unknown, not false, whether it is of this project.
            else sums.add(new Facet(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), Boolean.TRUE.equals(row.value6()), row.value7(), row.value8()), row.value9(), today, toSunday);
        }
        return new Facets(sums.counts(side));
    }

    /** What duties that are counted together have in common; {@code day} counts from today, and beyond a week all are alike. */
    private record Facet(String kind, @Nullable ProjectId project, int day, boolean late, boolean here, boolean listed, boolean unread, boolean waiting) {}

    private static final class Sums {
        final Map<String, Integer> kinds = new HashMap<>();
        final Map<ProjectId, Integer> projects = new HashMap<>();
        final Map<LocalDate, Integer> days = new HashMap<>();
        int other;
        int all, hidden, late, today, later, allLate, allToday, allWeek, waiting, unread;

        void add(Facet facet, int many, LocalDate date, int toSunday) {
            if (facet.listed()) {
                if (facet.late()) late += many;
                else if (facet.day() == 0) today += many;
                else later += many;
            }
            if (!facet.here()) {
                hidden += many;
                return;
            }
            all += many;
            kinds.merge(facet.kind(), many, Integer::sum);
            if (facet.project() != null) projects.merge(facet.project(), many, Integer::sum);
            if (facet.waiting()) waiting += many;
            if (facet.unread()) unread += many;
            if (facet.late()) {
                allLate += many;
                return;
            }
            if (facet.day() == 0) allToday += many;
            if (facet.day() < toSunday) allWeek += many;
            if (facet.day() < DAYS) days.merge(date.plusDays(facet.day()), many, Integer::sum);
        }

        Counts counts(Side side) {
            return new Counts(side == Side.OWED ? other : all, side == Side.OWED ? all : other, late, today, later, unread, hidden, all, allLate, allToday, allWeek, waiting, days,
                    kinds.entrySet().stream().map(kind -> new Tally<>(kind.getKey(), "", kind.getValue())).toList(),
                    projects.entrySet().stream().map(project -> new Tally<>(project.getKey(), "", project.getValue())).toList());
        }
    }

    /** 24:00 of today where the reader is; a duty that ends right then is still today’s. */
    public static Instant endOfToday(Instant now, ZoneId zone) {
        return LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Opens a duty to do it: from now on it counts as read. Known to whom it belongs and whom it is owed to only. */
    @Transactional
    public Duty open(DutyId id, Reader reader) {
        var duty = lock(id, reader.member());
        if (duty.doer().equals(reader.member()) && !duty.read()) {
            db.update(DUTY).set(DUTY.READ_AT, clock.instant()).where(DUTY.ID.eq(id)).execute();
            live.changed("member:" + duty.doer());
            if (duty.owedTo() != null) live.changed("member:" + duty.owedTo());
        }
        return duty;
    }

    /** Its doer has seen it, or wants it to stand out again. */
    @Transactional
    public void mark(DutyId id, boolean read, Actor actor) {
        var duty = lock(id, actor.person());
        if (!duty.doer().equals(actor.person())) throw new NotAllowed();
        if (duty.read() == read) return;
        db.update(DUTY).set(DUTY.READ_AT, read ? clock.instant() : null).where(DUTY.ID.eq(id)).execute();
        live.changed("member:" + duty.doer());
        if (duty.owedTo() != null) live.changed("member:" + duty.owedTo());
    }

    /** Everything that waits for this person counts as read. */
    @Transactional
    public void readAll(Actor actor) {
        db.update(DUTY)
                .set(DUTY.READ_AT, clock.instant())
                .where(DUTY.DOER_ID.eq(actor.person()), DUTY.STATE.eq("open"), DUTY.READ_AT.isNull())
                .execute();
        live.changed("member:" + actor.person());
    }

    /** Asks once more for what is owed to the actor: it becomes unread again and says so. Once in four hours. */
    @Transactional
    public void remind(DutyId id, Actor actor) {
        var duty = lock(id, actor.person());
        if (!actor.person().equals(duty.owedTo())) throw new NotAllowed();
        var now = clock.instant();
        var reminded = db.update(DUTY)
                .set(DUTY.REMINDED_AT, now)
                .setNull(DUTY.READ_AT)
                .where(DUTY.ID.eq(id))
                .and(DUTY.REMINDED_AT.isNull().or(DUTY.REMINDED_AT.le(now.minus(BETWEEN_REMINDERS))))
                .execute();
        if (reminded == 0) throw Refused.because("duty.reminded_already");
        activities.record(actor, new DutyActivity.DutyReminded(duty.subject(), duty.kind(), duty.owner()), duty.project(), duty.party());
        notices.tell(new Notice("duty_urged", NoticeGroup.DUTY, List.of(duty.doer()), "duty:" + id + ":urged:" + now.toEpochMilli(), duty.project(), Ref.of("duty", id), duty.title(), "/inbox/" + id,
                List.of(Notice.person(actor.person()), Notice.at(duty.dueAt())), false));
        live.changed("member:" + duty.doer());
        live.changed("member:" + actor.person());
    }

    private Duty lock(DutyId id, MemberId member) {
        var found = db.selectFrom(DUTY)
                .where(DUTY.ID.eq(id), DUTY.STATE.eq("open"), DUTY.DOER_ID.eq(member).or(DUTY.OWNER_ID.eq(member)).or(DUTY.OWED_TO_ID.eq(member)))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
        var project = found.getProjectId();
        return duty(found, project == null ? null : names(List.of(project)).get(project));
    }
}
