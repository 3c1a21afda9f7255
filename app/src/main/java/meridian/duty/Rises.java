package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.RISE;
import static db.duty.Tables.TIMER;
import static db.identity.Tables.ABSENCE;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static org.jooq.impl.DSL.field;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import meridian.duty.Climb.Candidate;
import meridian.identity.Role;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.DutyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import meridian.web.Live;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets rungs take effect. A batch belongs to one workspace and is one transaction: it takes timers that nobody else holds together
 * with their duties, does what is to be done and deletes them. Killed at any point it has done nothing, and the timers are there for
 * another node; committed it has done everything, once.
 */
@Component
class Rises {
    static final int BATCH = 500;

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final java.time.Clock clock;
    private final Live live;
    private final Timers timers;
    private final Kinds kinds;
    private final Notices notices;
    private final JsonMapper json = JsonMapper.builder().addModule(new tools.jackson.databind.module.SimpleModule()
            .addSerializer(meridian.tenancy.Id.class, tools.jackson.databind.ser.std.ToStringSerializer.instance)).build();

    Rises(DSLContext db, TransactionTemplate transaction, java.time.Clock clock, Live live, Timers timers, Kinds kinds, Notices notices) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
        this.live = live;
        this.timers = timers;
        this.kinds = kinds;
        this.notices = notices;
    }

    /** Everything that is due by now takes effect, emergencies first; answers how many timers there were. */
    int drain() {
        int done = 0;
        for (int more = drainOnce(); more > 0; more = drainOnce()) done += more;
        return done;
    }

    /** One batch of each workspace: of emergencies while there are any, else of the rest. */
    int drainOnce() {
        for (short priority = 0; priority <= 1; priority++) {
            int done = 0;
            for (var workspace : waiting(priority)) done += batch(workspace, priority);
            if (done > 0) return done;
        }
        return 0;
    }

    private List<WorkspaceId> waiting(short priority) {
        var free = db.select(TIMER.WORKSPACE_ID, TIMER.DUE_AT)
                .from(TIMER)
                .where(TIMER.PRIORITY.eq(priority), TIMER.DUE_AT.le(clock.instant()))
                .orderBy(TIMER.DUE_AT)
                .limit(BATCH)
                .forUpdate()
                .skipLocked();
        return db.fetch(free).getValues(TIMER.WORKSPACE_ID).stream().distinct().toList();
    }

    private int batch(WorkspaceId workspace, short priority) {
        try {
            return Tenancy.in(workspace, () -> Objects.requireNonNull(transaction.execute(status -> batch(priority))));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int batch(short priority) {
        var workspace = Objects.requireNonNull(Tenancy.current());
        var now = clock.instant();
        var taken = db.select(TIMER.RUNG, TIMER.DUE_AT, DUTY.ID, DUTY.KIND, DUTY.PROJECT_ID, DUTY.PARTY_ID, DUTY.SUBJECT_KIND, DUTY.SUBJECT_ID, DUTY.TITLE, DUTY.OWNER_ID, DUTY.DOER_ID,
                        DUTY.OWED_TO_ID, DUTY.DUE_AT, DUTY.STATE, DUTY.PAUSED_AT, DUTY.ROUND, DUTY.REMINDER_AT, DUTY.AGAIN_AT, DUTY.LEAD_AT, DUTY.CHIEF_AT, DUTY.SPONSOR_AT)
                .from(TIMER)
                .join(DUTY).on(DUTY.WORKSPACE_ID.eq(TIMER.WORKSPACE_ID), DUTY.ID.eq(TIMER.DUTY_ID))
                .where(TIMER.WORKSPACE_ID.eq(workspace), TIMER.PRIORITY.eq(priority), TIMER.DUE_AT.le(now))
                .orderBy(TIMER.DUE_AT)
                .limit(BATCH)
                .forUpdate()
                .skipLocked()
                .fetch();
        if (taken.isEmpty()) return 0;
        db.deleteFrom(TIMER)
                .where(org.jooq.impl.DSL.row(TIMER.DUTY_ID, TIMER.RUNG).in(taken.map(row -> org.jooq.impl.DSL.row(row.get(DUTY.ID), row.get(TIMER.RUNG)))))
                .execute();
        climb(taken.stream().filter(row -> row.get(DUTY.STATE).equals("open") && row.get(DUTY.PAUSED_AT) == null).toList(), priority == 0, now);
        return taken.size();
    }

    private void climb(List<? extends Record> duties, boolean emergency, Instant now) {
        if (duties.isEmpty()) return;
        var chains = new Chains(duties, now);
        var told = told(duties);
        var next = new ArrayList<Timers.Timer>();
        var topics = new HashSet<String>();
        var said = new ArrayList<Notice>();
        var insert = db.insertInto(RISE, RISE.DUTY_ID, RISE.ROUND, RISE.RUNG, RISE.AT, RISE.TO_MEMBER_ID, RISE.SKIPPED);
        for (var duty : duties) {
            var id = duty.get(DUTY.ID);
            var rung = Rung.of(duty.get(TIMER.RUNG));
            var climb = Climb.at(rung, chains.of(duty), told.getOrDefault(id, Set.of()));
            insert = insert.values(id, duty.get(DUTY.ROUND), rung.text(), now, climb.to(), JSONB.valueOf(json.writeValueAsString(climb.skipped())));
            var after = Timers.next(id, Timers.rungs(duty), rung, emergency);
            if (after != null) next.add(after);
            said.addAll(words(duty, rung, climb, emergency));
            topics.add("member:" + duty.get(DUTY.DOER_ID));
            if (climb.to() != null) topics.add("member:" + climb.to());
            if (rung.climbs() && duty.get(DUTY.PROJECT_ID) != null) topics.add("project:" + duty.get(DUTY.PROJECT_ID));
        }
        insert.onConflictDoNothing().execute();
        timers.write(next);
        notices.tellAll(said);
        topics.forEach(live::changed);
    }

    // Who is asked is asked to help, and the owner hears of it: nobody is reported behind their back.
    private List<Notice> words(Record duty, Rung rung, Climb climb, boolean emergency) {
        var to = climb.to();
        var owner = duty.get(DUTY.DOER_ID);
        var said = new ArrayList<Notice>();
        if (to == null) return said;
        if (to.equals(owner)) said.add(notice(duty, rung, rung == Rung.REMINDER ? "duty_reminder" : "duty_due", to, "/inbox/" + duty.get(DUTY.ID), List.of(), emergency));
        else {
            said.add(notice(duty, rung, "duty_help_asked", to, "/duties/" + duty.get(DUTY.ID), List.of(Notice.person(owner)), emergency));
            if (rung.climbs()) said.add(notice(duty, rung, "duty_risen", owner, "/duties/" + duty.get(DUTY.ID), List.of(Notice.person(to)), emergency));
        }
        return said;
    }

    private Notice notice(Record duty, Rung rung, String kind, MemberId to, String address, List<String> more, boolean emergency) {
        var id = duty.get(DUTY.ID);
        var arguments = new ArrayList<>(List.of(kinds.get(duty.get(DUTY.KIND)) == null ? duty.get(DUTY.TITLE) : Notice.word("duty." + duty.get(DUTY.KIND)), Notice.at(duty.get(DUTY.DUE_AT))));
        arguments.addAll(more);
        return new Notice(kind, rung.climbs() ? NoticeGroup.ESCALATION : NoticeGroup.DUTY, List.of(to), "duty:" + id + ":" + duty.get(DUTY.ROUND) + ":" + rung.text(), duty.get(DUTY.PROJECT_ID),
                meridian.tenancy.Ref.of("duty", id), duty.get(DUTY.TITLE), address, arguments, emergency);
    }

    private Map<DutyId, Set<MemberId>> told(List<? extends Record> duties) {
        var told = new HashMap<DutyId, Set<MemberId>>();
        db.select(RISE.DUTY_ID, RISE.TO_MEMBER_ID)
                .from(RISE)
                .join(DUTY).on(DUTY.WORKSPACE_ID.eq(RISE.WORKSPACE_ID), DUTY.ID.eq(RISE.DUTY_ID), DUTY.ROUND.eq(RISE.ROUND))
                .where(RISE.DUTY_ID.in(duties.stream().map(duty -> duty.get(DUTY.ID)).toList()), RISE.RUNG.in(Rung.LEAD.text(), Rung.CHIEF.text(), Rung.SPONSOR.text()), RISE.TO_MEMBER_ID.isNotNull())
                .forEach(row -> told.computeIfAbsent(row.value1(), id -> new HashSet<>()).add(row.value2()));
        return told;
    }

    /** Who stands where in the ladders of a batch of duties: three statements for all of them. */
    private final class Chains {
        private record Post(ProjectId project, @Nullable PartyId party, Role role, MemberId member) {}

        private final List<Post> posts;
        private final Map<MemberId, Candidate> people = new HashMap<>();
        private final List<Candidate> admins;

        Chains(Collection<? extends Record> duties, Instant now) {
            var projects = duties.stream().map(duty -> duty.get(DUTY.PROJECT_ID)).filter(Objects::nonNull).distinct().toList();
            posts = projects.isEmpty() ? List.of() : db.select(ROLE_GRANT.PROJECT_ID, ROLE_GRANT.PARTY_ID, ROLE_GRANT.ROLE, ROLE_GRANT.MEMBER_ID)
                    .from(ROLE_GRANT)
                    .where(ROLE_GRANT.PROJECT_ID.in(projects), ROLE_GRANT.ROLE.in(Role.LEAD.text(), Role.CHIEF_COORDINATOR.text(), Role.SPONSOR.text()))
                    .orderBy(ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
                    .fetch(row -> new Post(row.value1(), row.value2(), Role.of(row.value3()), row.value4()));
            var who = new HashSet<MemberId>();
            duties.forEach(duty -> who.add(duty.get(DUTY.DOER_ID)));
            posts.forEach(post -> who.add(post.member()));
            admins = read(who, now);
        }

        // Who is here; answers the admins. Somebody’s day is the one where they work.
        private List<Candidate> read(Set<MemberId> who, Instant now) {
            var standIn = MEMBER.as("stand_in");
            var today = field("({0} at time zone coalesce({1}, {2}))::date", LocalDate.class, now.atOffset(java.time.ZoneOffset.UTC), REGION.ZONE, MEMBER.ZONE);
            var found = new ArrayList<Candidate>();
            db.select(MEMBER.ID, MEMBER.STATE, MEMBER.WORKSPACE_ROLE, ABSENCE.ID, standIn.ID)
                    .from(MEMBER)
                    .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), REGION.ID.eq(MEMBER.REGION_ID))
                    .leftJoin(ABSENCE).on(ABSENCE.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ABSENCE.MEMBER_ID.eq(MEMBER.ID), ABSENCE.KIND.ne("travel"), ABSENCE.FIRST_DAY.le(today), ABSENCE.LAST_DAY.ge(today))
                    .leftJoin(standIn).on(standIn.WORKSPACE_ID.eq(ABSENCE.WORKSPACE_ID), standIn.ID.eq(ABSENCE.STAND_IN_ID), standIn.STATE.ne("left"))
                    .where(MEMBER.ID.in(who).or(MEMBER.WORKSPACE_ROLE.eq("admin").and(MEMBER.STATE.eq("active"))))
                    .orderBy(MEMBER.CREATED_AT, MEMBER.ID)
                    .forEach(row -> {
                        var state = row.value2().equals("left") ? Candidate.State.LEFT : row.value4() != null ? Candidate.State.AWAY : Candidate.State.HERE;
                        var candidate = new Candidate(row.value1(), state, row.value5());
                        people.put(row.value1(), candidate);
                        if (row.value3().equals("admin")) found.add(candidate);
                    });
            return found;
        }

        Climb.Chain of(Record duty) {
            var project = duty.get(DUTY.PROJECT_ID);
            var party = duty.get(DUTY.PARTY_ID);
            var owner = Objects.requireNonNull(people.get(duty.get(DUTY.DOER_ID)));
            return new Climb.Chain(owner, party == null ? List.of() : at(project, Role.LEAD, party), at(project, Role.CHIEF_COORDINATOR, null), at(project, Role.SPONSOR, null), admins);
        }

        private List<Candidate> at(@Nullable ProjectId project, Role role, @Nullable PartyId party) {
            return posts.stream()
                    .filter(post -> post.project().equals(project) && post.role() == role && (party == null || party.equals(post.party())))
                    .map(post -> people.get(post.member()))
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
        }
    }
}
