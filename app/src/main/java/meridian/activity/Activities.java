package meridian.activity;

import static db.activity.Tables.ACTIVITY;
import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import meridian.tenancy.Actor;
import meridian.tenancy.Id;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.web.Live;
import org.jooq.DSLContext;
import org.jooq.JSONB;
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
        var now = clock.instant();
        var data = json.<JsonNode>valueToTree(event);
        var id = Id.at(now.toEpochMilli());
        db.insertInto(ACTIVITY)
                .set(ACTIVITY.ID, new meridian.tenancy.ActivityId(id))
                .set(ACTIVITY.AT, now)
                .set(ACTIVITY.ACTOR_ID, actor.member())
                .set(ACTIVITY.ADDRESS, actor.address())
                .set(ACTIVITY.TYPE, event.type())
                .set(ACTIVITY.SUBJECT_KIND, event.subject().kind())
                .set(ACTIVITY.SUBJECT_ID, event.subject().id())
                .set(ACTIVITY.PROJECT_ID, project)
                .set(ACTIVITY.PARTY_ID, party)
                .set(ACTIVITY.DATA, JSONB.valueOf(data.toString()))
                .execute();
        witnesses.forEach(witness -> witness.recorded(id, actor, event, data, project));
        if (project != null) live.changed("project:" + project);
    }

    /** The newest {@code most} lines about one thing, newest first, before the given line if any. */
    @Transactional(readOnly = true)
    public List<Line> about(Id subject, int most, @Nullable UUID before) {
        return lines(ACTIVITY.SUBJECT_ID.eq(subject.value()), most, before);
    }

    /** The newest lines of a project. */
    @Transactional(readOnly = true)
    public List<Line> of(ProjectId project, int most, @Nullable UUID before) {
        return lines(ACTIVITY.PROJECT_ID.eq(project), most, before);
    }

    private List<Line> lines(org.jooq.Condition which, int most, @Nullable UUID before) {
        return named(db.select(ACTIVITY.ID, ACTIVITY.AT, MEMBER.DISPLAY_NAME, ACTIVITY.TYPE, ACTIVITY.DATA)
                .from(ACTIVITY)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ACTIVITY.WORKSPACE_ID), MEMBER.ID.eq(ACTIVITY.ACTOR_ID))
                .where(which)
                .and(before == null ? org.jooq.impl.DSL.noCondition() : ACTIVITY.ID.lt(new meridian.tenancy.ActivityId(before)))
                .orderBy(ACTIVITY.ID.desc())
                .limit(most)
                .fetch(row -> line(row.value1().value(), row.value2(), row.value3(), row.value4(), json.readTree(row.value5().data()))));
    }

    // A history keeps people as member:<id>, so that one who is erased is erased here, too; names are those of today.
    private List<Line> named(List<Line> lines) {
        var members = new java.util.HashSet<meridian.tenancy.MemberId>();
        for (var line : lines) for (var change : line.changes()) for (var text : List.of(change.from(), change.to())) members(text, members);
        if (members.isEmpty()) return lines;
        var names = db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(members)).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
        return lines.stream().map(line -> new Line(line.id(), line.at(), line.actor(), line.type(),
                line.changes().stream().map(change -> new Event.Change(change.field(), named(change.from(), names), named(change.to(), names))).toList(), line.data())).toList();
    }

    private static final java.util.regex.Pattern SOMEBODY = java.util.regex.Pattern.compile("member:([0-9a-f-]{36})");

    private static void members(String text, java.util.Set<meridian.tenancy.MemberId> found) {
        var matcher = SOMEBODY.matcher(text);
        while (matcher.find()) found.add(meridian.tenancy.MemberId.of(matcher.group(1)));
    }

    private static String named(String text, java.util.Map<meridian.tenancy.MemberId, String> names) {
        return SOMEBODY.matcher(text).replaceAll(match -> java.util.regex.Matcher.quoteReplacement(names.getOrDefault(meridian.tenancy.MemberId.of(match.group(1)), "—")));
    }

    private static Line line(UUID id, Instant at, @Nullable String actor, String type, JsonNode data) {
        var changes = new ArrayList<Event.Change>();
        for (var change : data.path("changes")) {
            changes.add(new Event.Change(change.path("field").asString(), change.path("from").asString(), change.path("to").asString()));
        }
        return new Line(id, at, actor == null ? "" : actor, type, changes, data);
    }
}
