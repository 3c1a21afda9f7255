package meridian.activity;

import static db.activity.Tables.ACTIVITY;
import static db.identity.Tables.MEMBER;
import static org.jooq.impl.DSL.val;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meridian.tenancy.ActivityId;
import meridian.tenancy.Actor;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.web.Live;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** The record of everything that happened. Rows are added, never changed. */
@Component
public class Activities {
    private static final int ROWS = 500;

    private final DSLContext db;
    private final Clock clock;
    private final Live live;
    private final ObjectProvider<Witness> witnesses;
    private final JsonMapper json = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Id.class, ToStringSerializer.instance))
            .build();

    Activities(DSLContext db, Clock clock, Live live, ObjectProvider<Witness> witnesses) {
        this.witnesses = witnesses;
        this.db = db;
        this.clock = clock;
        this.live = live;
    }

    /** One line of a history, as it is shown. */
    public record Line(UUID id, Instant at, String actor, String type, List<Event.Change> changes, JsonNode data) {}

    /** Records an event outside of any project. */
    public void record(Actor actor, Event event) {
        record(actor, event, null, null);
    }

    /** Records an event in a project, in the current transaction, and tells the project's open pages once it commits. */
    public void record(Actor actor, Event event, @Nullable ProjectId project, @Nullable PartyId party) {
        recordAll(actor, List.of(new Happening(event, project, party)));
    }

    /** Something that happened, and where. */
    public record Happening(Event event, @Nullable ProjectId project, @Nullable PartyId party) {}

    /** As {@link #record}, of many events at once. */
    public void recordAll(Actor actor, List<Happening> happenings) {
        if (happenings.isEmpty()) return;
        var now = clock.instant();
        var ids = happenings.stream().map(happening -> Id.at(now.toEpochMilli())).toList();
        var data = happenings.stream().map(happening -> json.<JsonNode>valueToTree(happening.event())).toList();
        for (int i = 0; i < ids.size(); i += ROWS) insert(actor, happenings.subList(i, Math.min(i + ROWS, ids.size())), ids.subList(i, Math.min(i + ROWS, ids.size())), data.subList(i, Math.min(i + ROWS, ids.size())), now);
        for (int i = 0; i < ids.size(); i++) {
            var happening = happenings.get(i);
            for (var witness : witnesses) witness.recorded(ids.get(i), actor, happening.event(), data.get(i), happening.project());
        }
        happenings.stream().map(Happening::project).filter(Objects::nonNull).distinct().forEach(project -> live.changed("project:" + project));
    }

    // One parameter a column, however many rows: the statement stays the same, and its plan is kept.
    private void insert(Actor actor, List<Happening> happenings, List<UUID> ids, List<JsonNode> data, Instant now) {
        db.execute("insert into activity.activity (id, at, actor_id, address, type, subject_kind, subject_id, project_id, party_id, data) "
                        + "select r.id, {0}, {1}, {2}, r.type, r.subject_kind, r.subject_id, r.project_id, r.party_id, r.data::jsonb from unnest({3}, {4}, {5}, {6}, {7}, {8}, {9}) as r (id, type, subject_kind, subject_id, project_id, party_id, data)",
                val(now, ACTIVITY.AT), val(actor.member(), ACTIVITY.ACTOR_ID), val(actor.address(), ACTIVITY.ADDRESS), val(ids.toArray(UUID[]::new)),
                val(happenings.stream().map(each -> each.event().type()).toArray(String[]::new)), val(happenings.stream().map(each -> each.event().subject().kind()).toArray(String[]::new)),
                val(happenings.stream().map(each -> each.event().subject().id()).toArray(UUID[]::new)), val(happenings.stream().map(each -> each.project() == null ? null : each.project().value()).toArray(UUID[]::new)),
                val(happenings.stream().map(each -> each.party() == null ? null : each.party().value()).toArray(UUID[]::new)), val(data.stream().map(JsonNode::toString).toArray(String[]::new)));
    }

    /** The newest {@code most} lines about one thing, newest first, before the given line if any. */
    @Transactional(readOnly = true)
    public List<Line> about(Id subject, int most, @Nullable UUID before) {
        return lines(ACTIVITY.SUBJECT_ID.eq(subject.value()), most, before);
    }

    /** What happened to several things, each from its beginning and at most so much in all; only of the given types. */
    @Transactional(readOnly = true)
    public java.util.Map<UUID, List<Line>> histories(java.util.Collection<UUID> subjects, java.util.Collection<String> types, int most) {
        var found = new java.util.HashMap<UUID, List<Line>>();
        db.select(ACTIVITY.SUBJECT_ID, ACTIVITY.ID, ACTIVITY.AT, MEMBER.DISPLAY_NAME, ACTIVITY.TYPE, ACTIVITY.DATA)
                .from(ACTIVITY)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ACTIVITY.WORKSPACE_ID), MEMBER.ID.eq(ACTIVITY.ACTOR_ID))
                .where(ACTIVITY.SUBJECT_ID.in(subjects), ACTIVITY.TYPE.in(types))
                .orderBy(ACTIVITY.ID)
                .limit(most)
                .forEach(row -> found.computeIfAbsent(row.value1(), subject -> new ArrayList<>())
                        .add(line(row.value2().value(), row.value3(), row.value4(), row.value5(), json.readTree(row.value6().data()))));
        return found;
    }

    /** The newest lines of a project. */
    @Transactional(readOnly = true)
    public List<Line> of(ProjectId project, int most, @Nullable UUID before) {
        return lines(ACTIVITY.PROJECT_ID.eq(project), most, before);
    }

    /** Which part of a workspace’s history: one project’s, what belongs to none, or all of it. */
    public record Where(@Nullable ProjectId project, boolean ofNone) {
        public static Where in(ProjectId project) {
            return new Where(project, false);
        }

        public static Where outside() {
            return new Where(null, true);
        }

        public static Where everywhere() {
            return new Where(null, false);
        }

        private Condition condition() {
            if (project != null) return ACTIVITY.PROJECT_ID.eq(project);
            return ofNone ? ACTIVITY.PROJECT_ID.isNull() : DSL.noCondition();
        }
    }

    /** What is looked for; days are those of the zone. */
    public record Filter(Where where, @Nullable MemberId actor, @Nullable String kind, @Nullable Ref thing, @Nullable LocalDate from, @Nullable LocalDate until, ZoneId zone) {
        private Condition condition() {
            var which = where.condition();
            if (actor != null) which = which.and(ACTIVITY.ACTOR_ID.eq(actor));
            if (kind != null) which = which.and(ACTIVITY.SUBJECT_KIND.eq(kind));
            if (thing != null) which = which.and(ACTIVITY.SUBJECT_ID.eq(thing.id()));
            // Ids grow with the time they were made at, so a day is a range of the index.
            if (from != null) which = which.and(ACTIVITY.ID.ge(first(from)));
            if (until != null) which = which.and(ACTIVITY.ID.lt(first(until.plusDays(1))));
            return which;
        }

        private ActivityId first(LocalDate day) {
            return new ActivityId(new UUID(day.atStartOfDay(zone).toInstant().toEpochMilli() << 16, 0));
        }
    }

    /** One line of a history with all that is known of it. {@code number} is that of a task. */
    public record Entry(
            UUID id, Instant at, @Nullable MemberId actorId, String actor, String address, String type, Ref subject, String name, @Nullable Integer number, @Nullable ProjectId project,
            List<Event.Change> changes, JsonNode data) {}

    /** The newest lines that are looked for, before the given one if any. */
    @Transactional(readOnly = true)
    public List<Entry> history(Filter filter, int most, @Nullable UUID before) {
        var found = db.select(ACTIVITY.ID, ACTIVITY.AT, ACTIVITY.ACTOR_ID, MEMBER.DISPLAY_NAME, ACTIVITY.ADDRESS, ACTIVITY.TYPE, ACTIVITY.SUBJECT_KIND, ACTIVITY.SUBJECT_ID, ACTIVITY.PROJECT_ID, ACTIVITY.DATA)
                .from(ACTIVITY)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ACTIVITY.WORKSPACE_ID), MEMBER.ID.eq(ACTIVITY.ACTOR_ID))
                .where(filter.condition())
                .and(before == null ? DSL.noCondition() : ACTIVITY.ID.lt(new ActivityId(before)))
                .orderBy(ACTIVITY.ID.desc())
                .limit(DSL.inline(most))
                .fetch(row -> {
                    var data = json.readTree(row.value10().data());
                    var name = data.path("title").asString(data.path("name").asString(""));
                    return new Entry(row.value1().value(), row.value2(), row.value3(), Objects.toString(row.value4(), ""), Objects.toString(row.value5(), ""), row.value6(), new Ref(row.value7(), row.value8()), name,
                            data.path("number").isInt() ? data.path("number").asInt() : null, row.value9(), changes(data), data);
                });
        var names = names(found.stream().flatMap(entry -> entry.changes().stream()).toList());
        return found.stream().map(entry -> new Entry(entry.id(), entry.at(), entry.actorId(), entry.actor(), entry.address(), entry.type(), entry.subject(), entry.name(), entry.number(), entry.project(),
                named(entry.changes(), names), entry.data())).toList();
    }

    /** Which kinds of things there are in a part of the history; each is looked up in the index, no row is read twice. */
    @Transactional(readOnly = true)
    public List<String> kinds(Where where) {
        if (where.equals(Where.everywhere())) return List.of();
        var part = where.condition();
        var kind = DSL.field(DSL.name("found", "kind"), String.class);
        var first = DSL.select(ACTIVITY.SUBJECT_KIND).from(ACTIVITY).where(part).orderBy(ACTIVITY.SUBJECT_KIND).limit(1);
        var next = DSL.select(DSL.field(DSL.select(ACTIVITY.SUBJECT_KIND).from(ACTIVITY).where(part, ACTIVITY.SUBJECT_KIND.gt(kind)).orderBy(ACTIVITY.SUBJECT_KIND).limit(1)))
                .from(DSL.table(DSL.name("found"))).where(kind.isNotNull());
        return db.withRecursive(DSL.name("found").fields("kind").as(DSL.select(DSL.field(first)).unionAll(next)))
                .select(kind).from(DSL.table(DSL.name("found"))).where(kind.isNotNull()).fetch(kind);
    }

    /** Somebody took the history out as a file. */
    @Transactional
    public void exported(Actor actor, String format, @Nullable ProjectId project) {
        record(actor, new HistoryExported(project == null ? Ref.of("workspace", actor.workspace()) : Ref.of("project", project), format), project, null);
    }

    private record HistoryExported(Ref subject, String format) implements Event {
        @Override
        public String type() {
            return "history_exported";
        }
    }

    private List<Line> lines(Condition which, int most, @Nullable UUID before) {
        return named(db.select(ACTIVITY.ID, ACTIVITY.AT, MEMBER.DISPLAY_NAME, ACTIVITY.TYPE, ACTIVITY.DATA)
                .from(ACTIVITY)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ACTIVITY.WORKSPACE_ID), MEMBER.ID.eq(ACTIVITY.ACTOR_ID))
                .where(which)
                .and(before == null ? DSL.noCondition() : ACTIVITY.ID.lt(new ActivityId(before)))
                .orderBy(ACTIVITY.ID.desc())
                .limit(DSL.inline(most))
                .fetch(row -> line(row.value1().value(), row.value2(), row.value3(), row.value4(), json.readTree(row.value5().data()))));
    }

    // A history keeps people as member:<id>, so that one who is erased is erased here, too; names are those of today.
    private List<Line> named(List<Line> lines) {
        var names = names(lines.stream().flatMap(line -> line.changes().stream()).toList());
        return names.isEmpty() ? lines : lines.stream().map(line -> new Line(line.id(), line.at(), line.actor(), line.type(), named(line.changes(), names), line.data())).toList();
    }

    private Map<MemberId, String> names(List<Event.Change> changes) {
        var members = new HashSet<MemberId>();
        for (var change : changes) for (var text : List.of(change.from(), change.to())) members(text, members);
        return members.isEmpty() ? Map.of() : db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(members)).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
    }

    private static List<Event.Change> named(List<Event.Change> changes, Map<MemberId, String> names) {
        return changes.stream().map(change -> new Event.Change(change.field(), named(change.from(), names), named(change.to(), names))).toList();
    }

    private static final Pattern SOMEBODY = Pattern.compile("member:([0-9a-f-]{36})");

    private static void members(String text, Set<MemberId> found) {
        var matcher = SOMEBODY.matcher(text);
        while (matcher.find()) found.add(MemberId.of(matcher.group(1)));
    }

    private static String named(String text, Map<MemberId, String> names) {
        return SOMEBODY.matcher(text).replaceAll(match -> Matcher.quoteReplacement(names.getOrDefault(MemberId.of(match.group(1)), "—")));
    }

    private static Line line(UUID id, Instant at, @Nullable String actor, String type, JsonNode data) {
        return new Line(id, at, actor == null ? "" : actor, type, changes(data), data);
    }

    private static List<Event.Change> changes(JsonNode data) {
        var changes = new ArrayList<Event.Change>();
        for (var change : data.path("changes")) {
            changes.add(new Event.Change(change.path("field").asString(), change.path("from").asString(), change.path("to").asString()));
        }
        return changes;
    }
}
