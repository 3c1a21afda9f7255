package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.EXTENSION;
import static db.duty.Tables.RISE;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.identity.Role;
import meridian.tenancy.DutyId;
import meridian.tenancy.ExtensionId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Everything there is to know of one duty: its clock, its ladder, and what happened to it. For those who have to do with it. */
@Component
public class Dossiers {
    private static final int MOST_LINES = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DSLContext db;
    private final Duties duties;
    private final Activities activities;
    private final Extensions extensions;
    private final Kinds kinds;
    private final ObjectProvider<DutyProjects> projects;

    Dossiers(DSLContext db, Duties duties, Activities activities, Extensions extensions, Kinds kinds, ObjectProvider<DutyProjects> projects) {
        this.db = db;
        this.duties = duties;
        this.activities = activities;
        this.extensions = extensions;
        this.kinds = kinds;
        this.projects = projects;
    }

    /** Who was passed over at a rung, and why. */
    public record Skip(String place, String name, String why) {}

    /** A rung of the ladder: when it takes effect or did, and whom it reached. */
    public record Step(Rung rung, Instant at, @Nullable Instant done, String to, List<Skip> skipped) {}

    /** More time that was asked for and not answered yet. */
    public record Asked(ExtensionId id, Instant due, String reason, String by, Instant at, boolean mayAnswer) {}

    /** One line of what happened: an activity, or a rung that took effect ({@code rise}). */
    public record Line(Instant at, String actor, String key, @Nullable Step rise, String text, List<meridian.activity.Event.Change> changes) {}

    /** Somebody to choose. */
    public record Person(MemberId id, String name) {}

    public record Dossier(
            Duty duty,
            String projectName,
            String owner,
            String doer,
            String owedTo,
            Instant statedDue,
            Clock clock,
            @Nullable Instant paused,
            @Nullable String pauseCause,
            String pauseReason,
            String waitingFor,
            @Nullable Instant snoozed,
            @Nullable String cause,
            @Nullable Instant closedAt,
            List<Step> ladder,
            @Nullable Asked asked,
            List<Line> lines,
            List<Person> people,
            Stake stake,
            boolean mine,
            boolean emergency,
            boolean refused) {
        public boolean open() {
            return duty.state().equals("open");
        }
    }

    private record Risen(int round, Rung rung, Instant at, @Nullable MemberId to, String name, List<Climb.Skip> skipped) {}

    private record Request(ExtensionId id, Instant due, String reason, String by, Instant at) {}

    @Transactional(readOnly = true)
    public Dossier of(DutyId id, Reader reader) {
        var stake = duties.stake(id, reader.member());
        if (!stake.mayRead()) throw new NotFound();
        var owner = MEMBER.as("owner");
        var doer = MEMBER.as("doer");
        var owedTo = MEMBER.as("owed_to");
        var waiting = MEMBER.as("waiting");
        var told = MEMBER.as("told");
        var rises = multiset(select(RISE.ROUND, RISE.RUNG, RISE.AT, RISE.TO_MEMBER_ID, told.DISPLAY_NAME, RISE.SKIPPED)
                        .from(RISE)
                        .leftJoin(told).on(told.WORKSPACE_ID.eq(RISE.WORKSPACE_ID), told.ID.eq(RISE.TO_MEMBER_ID))
                        .where(RISE.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), RISE.DUTY_ID.eq(DUTY.ID))
                        .orderBy(RISE.AT))
                .convertFrom(rows -> rows.map(row -> new Risen(row.value1(), Rung.of(row.value2()), row.value3(), row.value4(), Objects.requireNonNullElse(row.value5(), ""), skips(row.value6()))));
        var asker = MEMBER.as("asker");
        var requests = multiset(select(EXTENSION.ID, EXTENSION.ASKED_DUE_AT, EXTENSION.REASON, asker.DISPLAY_NAME, EXTENSION.ASKED_AT)
                        .from(EXTENSION)
                        .join(asker).on(asker.WORKSPACE_ID.eq(EXTENSION.WORKSPACE_ID), asker.ID.eq(EXTENSION.ASKED_BY))
                        .where(EXTENSION.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), EXTENSION.DUTY_ID.eq(DUTY.ID), EXTENSION.GRANTED.isNull()))
                .convertFrom(rows -> rows.map(row -> new Request(row.value1(), row.value2(), row.value3(), row.value4(), row.value5())));
        var found = db.select(List.of(DUTY.ID, DUTY.KIND, DUTY.PROJECT_ID, DUTY.PARTY_ID, DUTY.SUBJECT_KIND, DUTY.SUBJECT_ID, DUTY.TITLE, DUTY.OWNER_ID, DUTY.DOER_ID, DUTY.OWED_TO_ID, DUTY.PERIOD, DUTY.OPENED_AT,
                        DUTY.DUE_AT, DUTY.STATE, DUTY.READ_AT, DUTY.STATED_DUE_AT, DUTY.CLOCK, DUTY.PAUSED_AT, DUTY.PAUSE_CAUSE, DUTY.PAUSE_REASON, DUTY.SNOOZED_UNTIL, DUTY.CAUSE, DUTY.CLOSED_AT, DUTY.ROUND,
                        DUTY.REMINDER_AT, DUTY.AGAIN_AT, DUTY.LEAD_AT, DUTY.CHIEF_AT, DUTY.SPONSOR_AT, owner.DISPLAY_NAME, doer.DISPLAY_NAME, owedTo.DISPLAY_NAME, waiting.DISPLAY_NAME, rises, requests))
                .from(DUTY)
                .join(owner).on(owner.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), owner.ID.eq(DUTY.OWNER_ID))
                .join(doer).on(doer.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), doer.ID.eq(DUTY.DOER_ID))
                .leftJoin(owedTo).on(owedTo.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), owedTo.ID.eq(DUTY.OWED_TO_ID))
                .leftJoin(waiting).on(waiting.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), waiting.ID.eq(DUTY.WAITING_FOR_ID))
                .where(DUTY.ID.eq(id))
                .fetchOptional()
                .orElseThrow(NotFound::new);
        var project = found.get(DUTY.PROJECT_ID);
        var source = projects.getIfAvailable();
        var name = project == null || source == null ? null : source.names(List.of(project)).get(project);
        var duty = new Duty(id, found.get(DUTY.KIND), project, name == null ? null : name.code(), found.get(DUTY.PARTY_ID), new Ref(found.get(DUTY.SUBJECT_KIND), found.get(DUTY.SUBJECT_ID)), found.get(DUTY.TITLE),
                found.get(DUTY.OWNER_ID), found.get(DUTY.OWED_TO_ID), found.get(DUTY.PERIOD), found.get(DUTY.OPENED_AT), found.get(DUTY.DUE_AT), found.get(DUTY.STATE), found.get(DUTY.READ_AT) != null, found.get(DUTY.DOER_ID));
        var open = duty.state().equals("open");
        var request = found.get(requests).stream().findFirst().orElse(null);
        var asked = request == null || !open ? null : new Asked(request.id(), request.due(), request.reason(), request.by(), request.at(), extensions.mayAnswer(id, request.id(), reader.actor()));
        var risen = found.get(rises);
        var people = open && stake.mayArrange() ? people(project) : List.<Person>of();
        var names = names(risen);
        return new Dossier(duty, name == null ? "" : name.name(), found.get(owner.DISPLAY_NAME), found.get(doer.DISPLAY_NAME), Objects.requireNonNullElse(found.get(owedTo.DISPLAY_NAME), ""), found.get(DUTY.STATED_DUE_AT),
                Clock.of(found.get(DUTY.CLOCK)), found.get(DUTY.PAUSED_AT), found.get(DUTY.PAUSE_CAUSE), found.get(DUTY.PAUSE_REASON), Objects.requireNonNullElse(found.get(waiting.DISPLAY_NAME), ""), found.get(DUTY.SNOOZED_UNTIL),
                found.get(DUTY.CAUSE), found.get(DUTY.CLOSED_AT), ladder(Timers.rungs(found), risen.stream().filter(rise -> rise.round() == found.get(DUTY.ROUND)).toList(), names), asked,
                lines(duty, risen, names, found.get(DUTY.CLOSED_AT)), people, stake, reader.member().equals(found.get(DUTY.DOER_ID)), kinds.emergency(duty.kind()), open && stake.mayArrange() && extensions.refused(id));
    }

    private static List<Climb.Skip> skips(JSONB skipped) {
        var found = new ArrayList<Climb.Skip>();
        for (var skip : JSON.readTree(skipped.data())) {
            var member = skip.path("member").asString("");
            found.add(new Climb.Skip(skip.path("place").asString(), member.isEmpty() ? null : MemberId.of(member), skip.path("why").asString()));
        }
        return found;
    }

    private Map<MemberId, String> names(List<Risen> risen) {
        var members = risen.stream().flatMap(rise -> rise.skipped().stream()).map(Climb.Skip::member).filter(Objects::nonNull).distinct().toList();
        return members.isEmpty() ? Map.of() : db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(members)).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
    }

    private static List<Step> ladder(Map<Rung, Instant> instants, List<Risen> risen, Map<MemberId, String> names) {
        var done = new EnumMap<Rung, Risen>(Rung.class);
        risen.forEach(rise -> done.put(rise.rung(), rise));
        var steps = new ArrayList<Step>();
        for (var rung : Rung.values()) {
            var rise = done.get(rung);
            if (rise != null) steps.add(step(rise, names));
            else if (instants.get(rung) != null) steps.add(new Step(rung, instants.get(rung), null, "", List.of()));
        }
        return steps;
    }

    private static Step step(Risen rise, Map<MemberId, String> names) {
        return new Step(rise.rung(), rise.at(), rise.at(), rise.name(), rise.skipped().stream().map(skip -> new Skip(skip.place(), skip.member() == null ? "" : names.getOrDefault(skip.member(), ""), skip.why())).toList());
    }

    private List<Line> lines(Duty duty, List<Risen> risen, Map<MemberId, String> names, @Nullable Instant closedAt) {
        var lines = new ArrayList<Line>();
        lines.add(new Line(duty.openedAt(), "", "duty.line.opened", null, "", List.of()));
        for (var rise : risen) lines.add(new Line(rise.at(), "", "", step(rise, names), "", List.of()));
        for (var line : activities.about(duty.id(), MOST_LINES, null)) {
            if (line.type().startsWith("duty_risen_")) continue; // told by the rises, with who was passed over
            var text = "";
            for (var field : List.of("reason", "text", "note")) if (text.isEmpty()) text = line.data().path(field).asString("");
            lines.add(new Line(line.at(), line.actor(), "activity." + line.type(), null, text, line.changes()));
        }
        if (closedAt != null) lines.add(new Line(closedAt, "", "duty.line." + duty.state(), null, "", List.of()));
        lines.sort(Comparator.comparing(Line::at).reversed());
        return lines;
    }

    /** Who could take over a duty of this project: those who see it; without a project, everybody. */
    @Transactional(readOnly = true)
    public List<Person> people(@Nullable ProjectId project) {
        return db.select(MEMBER.ID, MEMBER.DISPLAY_NAME)
                .from(MEMBER)
                .where(MEMBER.STATE.ne("left"))
                .and(project == null ? DSL.noCondition() : DSL.exists(DSL.selectOne().from(ROLE_GRANT).where(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID), ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.ne(Role.GUEST.text()))))
                .orderBy(MEMBER.DISPLAY_NAME.collate(DSL.name("extension", "names")), MEMBER.ID)
                .fetch(row -> new Person(row.value1(), row.value2()));
    }
}
