package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A person's open duties by due time, and what others owe to them. Shown a page at a time, however many there are. */
@Component
public class Inbox {
    /** How many duties one page shows. */
    public static final int PAGE = 50;

    /** A reminder may be given once in this time. */
    public static final Duration BETWEEN_REMINDERS = Duration.ofHours(4);

    private static final Condition OPEN = DUTY.STATE.eq(inline("open"));

    private final DSLContext db;
    private final java.time.Clock clock;
    private final Live live;
    private final Activities activities;
    private final Notices notices;
    private final ObjectProvider<DutyProjects> projects;

    Inbox(DSLContext db, java.time.Clock clock, Live live, Activities activities, Notices notices, ObjectProvider<DutyProjects> projects) {
        this.db = db;
        this.clock = clock;
        this.live = live;
        this.activities = activities;
        this.notices = notices;
        this.projects = projects;
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

    /** How many duties are open in all, whatever the page shows. */
    public record Counts(int late, int today, int later, int unread, int owedToMe, int hidden) {
        public int mine() {
            return late + today + later;
        }
    }

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
    public Listing of(Reader reader, @Nullable Cursor after) {
        return list(DUTY.DOER_ID.eq(reader.member()).and(hidden(clock.instant()).not()), DUTY.OWED_TO_ID, reader, after);
    }

    /** What the reader put off for a while. */
    @Transactional(readOnly = true)
    public Listing hidden(Reader reader, @Nullable Cursor after) {
        return list(DUTY.DOER_ID.eq(reader.member()).and(hidden(clock.instant())), DUTY.OWED_TO_ID, reader, after);
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
    public Listing owedTo(Reader reader, @Nullable Cursor after) {
        return list(DUTY.OWED_TO_ID.eq(reader.member()).and(DUTY.DOER_ID.ne(reader.member())), DUTY.OWNER_ID, reader, after);
    }

    private Listing list(Condition whose, org.jooq.Field<MemberId> other, Reader reader, @Nullable Cursor after) {
        var owner = MEMBER.as("owner");
        var found = db.select(DUTY.ID, DUTY.KIND, DUTY.PROJECT_ID, DUTY.PARTY_ID, DUTY.SUBJECT_KIND, DUTY.SUBJECT_ID, DUTY.TITLE, DUTY.OWNER_ID, DUTY.DOER_ID, DUTY.OWED_TO_ID,
                        DUTY.PERIOD, DUTY.OPENED_AT, DUTY.DUE_AT, DUTY.READ_AT, DUTY.REMINDED_AT, DUTY.PAUSED_AT, MEMBER.DISPLAY_NAME, owner.DISPLAY_NAME)
                .from(DUTY)
                .leftJoin(owner).on(owner.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), owner.ID.eq(DUTY.OWNER_ID), DUTY.ACTING_ID.isNotNull())
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), MEMBER.ID.eq(other))
                .where(whose, OPEN)
                .and(after == null ? org.jooq.impl.DSL.noCondition() : row(DUTY.DUE_AT, DUTY.ID).gt(after.due(), after.id()))
                .orderBy(DUTY.DUE_AT, DUTY.ID)
                .limit(inline(PAGE + 1))
                .fetch();
        var shown = found.size() > PAGE ? found.subList(0, PAGE) : found;
        var names = names(shown.stream().map(duty -> duty.get(DUTY.PROJECT_ID)).filter(Objects::nonNull).distinct().toList());
        var items = shown.stream()
                .map(duty -> {
                    var project = duty.get(DUTY.PROJECT_ID) == null ? null : names.get(duty.get(DUTY.PROJECT_ID));
                    return new Item(duty(duty, project), project == null ? "" : project.name(), Objects.requireNonNullElse(duty.get(MEMBER.DISPLAY_NAME), ""), duty.get(DUTY.REMINDED_AT), duty.get(DUTY.PAUSED_AT), duty.get(owner.DISPLAY_NAME));
                })
                .toList();
        var last = items.isEmpty() ? null : items.getLast().duty();
        return new Listing(items, counts(reader), found.size() > PAGE && last != null ? new Cursor(last.dueAt(), last.id()) : null);
    }

    private Map<ProjectId, DutyProjects.Name> names(List<ProjectId> ids) {
        var source = projects.getIfAvailable();
        return source == null || ids.isEmpty() ? Map.of() : source.names(ids);
    }

    private static Duty duty(org.jooq.Record duty, DutyProjects.@Nullable Name project) {
        return new Duty(duty.get(DUTY.ID), duty.get(DUTY.KIND), duty.get(DUTY.PROJECT_ID), project == null ? null : project.code(), duty.get(DUTY.PARTY_ID),
                new Ref(duty.get(DUTY.SUBJECT_KIND), duty.get(DUTY.SUBJECT_ID)), duty.get(DUTY.TITLE), duty.get(DUTY.OWNER_ID), duty.get(DUTY.OWED_TO_ID),
                duty.get(DUTY.PERIOD), duty.get(DUTY.OPENED_AT), duty.get(DUTY.DUE_AT), "open", duty.get(DUTY.READ_AT) != null, duty.get(DUTY.DOER_ID));
    }

    /** The two counts of the navigation and those above the groups, in one go. */
    private Counts counts(Reader reader) {
        var now = clock.instant();
        var tonight = endOfToday(now, reader.zone());
        var owed = field(select(count()).from(DUTY).where(OPEN, DUTY.OWED_TO_ID.eq(reader.member()), DUTY.DOER_ID.ne(reader.member())));
        var shown = hidden(now).not();
        return db.select(count().filterWhere(shown.and(late(now))),
                        count().filterWhere(shown.and(late(now).not()).and(DUTY.DUE_AT.le(tonight))),
                        count().filterWhere(shown.and(late(now).not()).and(DUTY.DUE_AT.gt(tonight))),
                        count().filterWhere(shown.and(DUTY.READ_AT.isNull())),
                        owed,
                        count().filterWhere(hidden(now)))
                .from(DUTY)
                .where(OPEN, DUTY.DOER_ID.eq(reader.member()))
                .fetchSingle(counted -> new Counts(counted.value1(), counted.value2(), counted.value3(), counted.value4(), counted.value5(), counted.value6()));
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
