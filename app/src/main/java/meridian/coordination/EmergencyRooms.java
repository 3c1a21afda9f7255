package meridian.coordination;

import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.EMERGENCY_ENTRY;
import static db.coordination.Tables.EMERGENCY_PARTY;
import static db.coordination.Tables.RESPONDER;
import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static java.util.stream.Collectors.toMap;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.groupingSets;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.project.Party;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads emergencies for their pages: the list, and the room with all that was said in it. */
@Component
public class EmergencyRooms {
    /** How many a page of the list shows. */
    public static final int PAGE = 50;

    private static final int MOST_ENTRIES = 500;

    private final DSLContext db;
    private final Parties parties;

    EmergencyRooms(DSLContext db, Parties parties) {
        this.db = db;
        this.parties = parties;
    }

    /** Somebody taking part, with where they are: the others see what time it is there. */
    public record Somebody(MemberId id, String name, String phone, ZoneId zone) {
        public @Nullable String dial() {
            return EmergencyGroup.dial(phone);
        }
    }

    /** One moment of the room. {@code about}: the proposal that was judged. */
    public record Entry(UUID id, Instant at, @Nullable MemberId by, String name, String kind, String content, @Nullable UUID about) {}

    /** A line of the list. */
    public record Line(Emergency emergency, String raiser, List<String> parties) {}

    /** Everything in the room. {@code entries} newest first. */
    public record Room(Emergency emergency, Somebody raiser, @Nullable Somebody onDuty, List<PartyId> hit, List<Party> parties, List<Somebody> responders, List<Entry> entries) {
        public List<Party> partiesHit() {
            return parties.stream().filter(party -> hit.contains(party.id())).toList();
        }

        /** The proposal that is to be judged, or was accepted. */
        public Optional<Entry> solution() {
            if (emergency.state() != EmergencyState.PROPOSED && emergency.state() != EmergencyState.ACCEPTED && emergency.state() != EmergencyState.CLOSED) return Optional.empty();
            return entries.stream().filter(entry -> entry.kind().equals("proposal")).findFirst();
        }

        public boolean responds(MemberId member) {
            return responders.stream().anyMatch(each -> each.id().equals(member));
        }

        /** What became of a proposal: accepted, rejected or (empty) nothing yet. */
        public Optional<Entry> judgement(Entry proposal) {
            return entries.stream().filter(entry -> proposal.id().equals(entry.about())).findFirst();
        }
    }

    /** Those that are open first, then the newest; after the given number if any (of the same kind). */
    @Transactional(readOnly = true)
    public List<Line> of(ProjectId project, boolean open, @Nullable Integer before) {
        var columns = new ArrayList<SelectFieldOrAsterisk>(Emergencies.COLUMNS);
        var hit = names();
        columns.addAll(List.of(MEMBER.DISPLAY_NAME, hit));
        return db.select(columns)
                .from(EMERGENCY)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), MEMBER.ID.eq(EMERGENCY.RAISED_BY))
                .where(EMERGENCY.PROJECT_ID.eq(project), open ? EMERGENCY.CLOSED_AT.isNull() : EMERGENCY.CLOSED_AT.isNotNull())
                .and(before == null ? DSL.noCondition() : EMERGENCY.NUMBER.lt(before))
                .orderBy(EMERGENCY.NUMBER.desc())
                .limit(PAGE + 1)
                .fetch(row -> new Line(Emergencies.read(row), row.get(MEMBER.DISPLAY_NAME), row.get(hit)));
    }

    /** All but those withdrawn, by number. */
    @Transactional(readOnly = true)
    public List<Line> all(ProjectId project) {
        var columns = new ArrayList<SelectFieldOrAsterisk>(Emergencies.COLUMNS);
        var hit = names();
        columns.addAll(List.of(MEMBER.DISPLAY_NAME, hit));
        return db.select(columns)
                .from(EMERGENCY)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), MEMBER.ID.eq(EMERGENCY.RAISED_BY))
                .where(EMERGENCY.PROJECT_ID.eq(project), EMERGENCY.STATE.ne("withdrawn"))
                .orderBy(EMERGENCY.NUMBER)
                .fetch(row -> new Line(Emergencies.read(row), row.get(MEMBER.DISPLAY_NAME), row.get(hit)));
    }

    private static Field<List<String>> names() {
        return multiset(select(PARTY.NAME).from(EMERGENCY_PARTY)
                        .join(PARTY).on(PARTY.WORKSPACE_ID.eq(EMERGENCY_PARTY.WORKSPACE_ID), PARTY.ID.eq(EMERGENCY_PARTY.PARTY_ID))
                        .where(EMERGENCY_PARTY.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), EMERGENCY_PARTY.EMERGENCY_ID.eq(EMERGENCY.ID))
                        .orderBy(PARTY.POSITION))
                .convertFrom(rows -> rows.map(row -> row.value1()));
    }

    /** The room of this number. */
    @Transactional(readOnly = true)
    public Room room(ProjectAccess here, int number) {
        var raiser = MEMBER.as("raiser");
        var onDuty = MEMBER.as("on_duty");
        var hit = multiset(select(EMERGENCY_PARTY.PARTY_ID).from(EMERGENCY_PARTY)
                        .where(EMERGENCY_PARTY.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), EMERGENCY_PARTY.EMERGENCY_ID.eq(EMERGENCY.ID)))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        var responders = multiset(select(MEMBER.ID, MEMBER.DISPLAY_NAME, MEMBER.PHONE, MEMBER.ZONE).from(RESPONDER)
                        .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(RESPONDER.WORKSPACE_ID), MEMBER.ID.eq(RESPONDER.MEMBER_ID))
                        .where(RESPONDER.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), RESPONDER.EMERGENCY_ID.eq(EMERGENCY.ID))
                        .orderBy(RESPONDER.JOINED_AT, MEMBER.ID))
                .convertFrom(rows -> rows.map(row -> somebody(row.value1(), row.value2(), row.value3(), row.value4())));
        var entries = multiset(select(EMERGENCY_ENTRY.ID, EMERGENCY_ENTRY.AT, EMERGENCY_ENTRY.BY_ID, MEMBER.DISPLAY_NAME, EMERGENCY_ENTRY.KIND, EMERGENCY_ENTRY.CONTENT, EMERGENCY_ENTRY.ABOUT_ID)
                        .from(EMERGENCY_ENTRY)
                        .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(EMERGENCY_ENTRY.WORKSPACE_ID), MEMBER.ID.eq(EMERGENCY_ENTRY.BY_ID))
                        .where(EMERGENCY_ENTRY.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), EMERGENCY_ENTRY.EMERGENCY_ID.eq(EMERGENCY.ID))
                        .orderBy(EMERGENCY_ENTRY.AT.desc(), EMERGENCY_ENTRY.ID.desc())
                        .limit(MOST_ENTRIES))
                .convertFrom(rows -> rows.map(row -> new Entry(row.value1().value(), row.value2(), row.value3(), row.value4() == null ? "" : row.value4(), row.value5(), row.value6(), row.value7())));
        var columns = new ArrayList<SelectFieldOrAsterisk>(Emergencies.COLUMNS);
        columns.addAll(List.of(raiser.ID, raiser.DISPLAY_NAME, raiser.PHONE, raiser.ZONE, onDuty.ID, onDuty.DISPLAY_NAME, onDuty.PHONE, onDuty.ZONE, hit, responders, entries));
        return db.select(columns)
                .from(EMERGENCY)
                .join(raiser).on(raiser.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), raiser.ID.eq(EMERGENCY.RAISED_BY))
                .leftJoin(onDuty).on(onDuty.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), onDuty.ID.eq(EMERGENCY.ON_DUTY_MEMBER_ID))
                .where(EMERGENCY.PROJECT_ID.eq(here.id()), EMERGENCY.NUMBER.eq(number))
                .fetchOptional(row -> new Room(Emergencies.read(row), somebody(row.get(raiser.ID), row.get(raiser.DISPLAY_NAME), row.get(raiser.PHONE), row.get(raiser.ZONE)),
                        row.get(onDuty.ID) == null ? null : somebody(row.get(onDuty.ID), row.get(onDuty.DISPLAY_NAME), row.get(onDuty.PHONE), row.get(onDuty.ZONE)),
                        row.get(hit), parties.of(here.id()), row.get(responders), row.get(entries)))
                .orElseThrow(NotFound::new);
    }

    private static Somebody somebody(MemberId id, String name, @Nullable String phone, String zone) {
        return new Somebody(id, name, phone == null ? "" : phone, ZoneId.of(zone));
    }

    /** Where a duty points to: it knows the id and no number. */
    @Transactional(readOnly = true)
    public int number(ProjectId project, EmergencyId id) {
        return db.select(EMERGENCY.NUMBER).from(EMERGENCY).where(EMERGENCY.PROJECT_ID.eq(project), EMERGENCY.ID.eq(id)).fetchOptional(EMERGENCY.NUMBER).orElseThrow(NotFound::new);
    }

    /** How the clocks of the project’s emergencies were kept, summed up by the database; withdrawn ones were none. */
    @Transactional(readOnly = true)
    public EmergencyStatistics statistics(ProjectId project, Instant now) {
        var response = new Clocked(EMERGENCY.RESPONDED_AT, EMERGENCY.RESPONSE_DUE_AT, now);
        var solution = new Clocked(EMERGENCY.PROPOSED_AT, EMERGENCY.SOLUTION_DUE_AT, now);
        var sums = new ArrayList<Field<?>>(List.of(count()));
        sums.addAll(response.sums());
        sums.addAll(solution.sums());
        var counts = EMERGENCY.PROJECT_ID.eq(project).and(EMERGENCY.STATE.ne("withdrawn"));
        var severity = EMERGENCY.SEVERITY;
        var whole = db.select(severity).select(sums).from(EMERGENCY).where(counts).groupBy(groupingSets(new Field<?>[] {}, new Field<?>[] {severity})).fetch();
        var hit = db.select(PARTY.NAME, PARTY.REMOVED_AT).select(sums)
                .from(EMERGENCY)
                .join(EMERGENCY_PARTY).on(EMERGENCY_PARTY.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), EMERGENCY_PARTY.EMERGENCY_ID.eq(EMERGENCY.ID))
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(EMERGENCY_PARTY.WORKSPACE_ID), PARTY.ID.eq(EMERGENCY_PARTY.PARTY_ID))
                .where(counts)
                .groupBy(PARTY.WORKSPACE_ID, PARTY.ID)
                .orderBy(PARTY.REMOVED_AT.isNotNull(), PARTY.POSITION, PARTY.ID)
                .fetch();
        var rows = whole.stream().collect(toMap(row -> Objects.requireNonNullElse(row.get(severity), ""), row -> row(Objects.requireNonNullElse(row.get(severity), ""), row, response, solution)));
        return new EmergencyStatistics(rows.getOrDefault("", EmergencyStatistics.Row.NONE), Stream.of(Severity.values()).map(each -> rows.get(each.text())).filter(Objects::nonNull).toList(),
                hit.stream().map(row -> row(row.get(PARTY.NAME), row, response, solution)).toList());
    }

    private static EmergencyStatistics.Row row(String name, Record row, Clocked response, Clocked solution) {
        return new EmergencyStatistics.Row(name, row.get(count()), response.of(row), solution.of(row));
    }

    /** What is summed up of one clock. */
    private static final class Clocked {
        private final Field<Integer> kept;
        private final Field<Integer> missed;
        private final Field<Double> median;

        Clocked(Field<Instant> stopped, Field<Instant> due, Instant now) {
            kept = count().filterWhere(stopped.le(due)).as(stopped.getName() + "_kept");
            missed = count().filterWhere(coalesce(stopped, val(now, stopped)).gt(due)).as(stopped.getName() + "_missed");
            median = DSL.field("percentile_cont(0.5) within group (order by extract(epoch from {0} - {1})::double precision)", Double.class, stopped, EMERGENCY.RAISED_AT).as(stopped.getName() + "_median");
        }

        List<Field<?>> sums() {
            return List.of(kept, missed, median);
        }

        EmergencyStatistics.Kept of(Record row) {
            int kept = row.get(this.kept), missed = row.get(this.missed);
            var seconds = row.get(median);
            return new EmergencyStatistics.Kept(kept, missed, row.get(count()) - kept - missed, seconds == null ? null : Duration.ofMillis(Math.round(seconds * 1000)));
        }
    }
}
