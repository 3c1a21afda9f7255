package meridian.coordination;

import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.DISPUTE_ACKNOWLEDGEMENT;
import static db.coordination.Tables.DISPUTE_ACT;
import static db.coordination.Tables.DISPUTE_MEASURE;
import static db.coordination.Tables.DISPUTE_MEETING;
import static db.coordination.Tables.DISPUTE_PARTICIPANT;
import static db.coordination.Tables.DISPUTE_RESOLUTION;
import static db.coordination.Tables.DISPUTE_SIDE;
import static db.coordination.Tables.RESOLUTION_DRAFT;
import static db.document.Tables.DOCUMENT;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.listAgg;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import meridian.coordination.Dispute.Kind;
import meridian.coordination.Dispute.Mode;
import meridian.tenancy.DisputeId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.web.Words;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads disputes: one statement for one of them with all that belongs to it, and for a page of them. */
@Component
public class DisputeSheets {
    /** How many disputes one page shows. */
    public static final int PAGE = 50;

    private final DSLContext db;

    DisputeSheets(DSLContext db) {
        this.db = db;
    }

    // ---- one

    @Transactional(readOnly = true)
    public Dispute get(ProjectId project, DisputeId id) {
        return read(project, DISPUTE.ID.eq(id)).stream().findFirst().orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public Dispute get(ProjectId project, int number) {
        return read(project, DISPUTE.NUMBER.eq(number)).stream().findFirst().orElseThrow(NotFound::new);
    }

    List<Dispute> read(ProjectId project, Condition which) {
        return read(project, which, (dispute, code) -> dispute);
    }

    /** As {@code read}, together with the code of the project. */
    <T> List<T> read(ProjectId project, Condition which, BiFunction<Dispute, String, T> as) {
        var raiser = MEMBER.as("raiser");
        var sides = sides();
        var meeting = meeting();
        var resolution = resolution();
        var actor = MEMBER.as("acting");
        var acts = multiset(select(DISPUTE_ACT.ACT, DISPUTE_ACT.AT, actor.DISPLAY_NAME, DISPUTE_ACT.NOTE)
                        .from(DISPUTE_ACT)
                        .leftJoin(actor).on(actor.WORKSPACE_ID.eq(DISPUTE_ACT.WORKSPACE_ID), actor.ID.eq(DISPUTE_ACT.BY_ID))
                        .where(DISPUTE_ACT.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), DISPUTE_ACT.DISPUTE_ID.eq(DISPUTE.ID))
                        .orderBy(DISPUTE_ACT.AT, DISPUTE_ACT.ID))
                .convertFrom(rows -> rows.map(row -> new Dispute.Act(DisputeMove.of(row.value1()), row.value2(), row.value3(), row.value4())));
        var owner = MEMBER.as("running");
        var running = multiset(select(DUTY.KIND, DUTY.OWNER_ID, owner.DISPLAY_NAME, DUTY.DUE_AT)
                        .from(DUTY)
                        .join(owner).on(owner.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), owner.ID.eq(DUTY.OWNER_ID))
                        .where(DUTY.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), DUTY.SUBJECT_ID.eq(DISPUTE.ID.coerce(UUID.class)), DUTY.STATE.eq("open"))
                        .orderBy(DUTY.DUE_AT))
                .convertFrom(rows -> rows.map(row -> new Dispute.Running(row.value1(), row.value2(), row.value3(), row.value4())));
        var d = DISPUTE;
        return db.select(d.ID, d.PROJECT_ID, d.NUMBER, d.STATUS, d.KIND, d.TITLE, d.ABOUT, d.RAISED_BY, raiser.DISPLAY_NAME, d.RAISED_AT, d.DECIDER, d.VERSION, sides, meeting, resolution, acts, running, DOCUMENT.NUMBER, PROJECT.CODE)
                .from(d)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(d.WORKSPACE_ID), PROJECT.ID.eq(d.PROJECT_ID))
                .leftJoin(DOCUMENT).on(DOCUMENT.WORKSPACE_ID.eq(d.WORKSPACE_ID), DOCUMENT.PROJECT_ID.eq(d.PROJECT_ID), DOCUMENT.KIND.eq(Disputes.DOCUMENT_KIND), DOCUMENT.SUBJECT_ID.eq(d.ID.coerce(UUID.class)))
                .join(raiser).on(raiser.WORKSPACE_ID.eq(d.WORKSPACE_ID), raiser.ID.eq(d.RAISED_BY))
                .where(d.PROJECT_ID.eq(project), which)
                .orderBy(d.NUMBER)
                .fetch(row -> as.apply(new Dispute(row.get(d.ID), row.get(d.PROJECT_ID), row.get(d.NUMBER), DisputeStatus.of(row.get(d.STATUS)), Kind.of(row.get(d.KIND)).orElseThrow(), row.get(d.TITLE), row.get(d.ABOUT),
                        row.get(d.RAISED_BY), row.get(raiser.DISPLAY_NAME), row.get(d.RAISED_AT), Decider.of(row.get(d.DECIDER)), row.get(sides), row.get(meeting).stream().findFirst().orElse(null),
                        row.get(resolution).stream().findFirst().orElse(null), row.get(acts), row.get(running), row.get(DOCUMENT.NUMBER), row.get(d.VERSION)), row.get(PROJECT.CODE)));
    }

    private static org.jooq.Field<List<Dispute.Side>> sides() {
        var s = DISPUTE_SIDE;
        var a = DISPUTE_ACKNOWLEDGEMENT;
        var person = MEMBER.as("side");
        var stater = MEMBER.as("stater");
        var reader = MEMBER.as("acknowledger");
        return multiset(select(s.ID, s.PARTY_ID, s.MEMBER_ID, coalesce(PARTY.NAME, person.DISPLAY_NAME), s.STATEMENT, stater.DISPLAY_NAME, s.STATED_AT, s.VERSION, reader.DISPLAY_NAME, a.ACKNOWLEDGED_AT, a.OBJECTION)
                        .from(s)
                        .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(s.WORKSPACE_ID), PARTY.ID.eq(s.PARTY_ID))
                        .leftJoin(person).on(person.WORKSPACE_ID.eq(s.WORKSPACE_ID), person.ID.eq(s.MEMBER_ID))
                        .leftJoin(stater).on(stater.WORKSPACE_ID.eq(s.WORKSPACE_ID), stater.ID.eq(s.STATED_BY))
                        .leftJoin(a).on(a.WORKSPACE_ID.eq(s.WORKSPACE_ID), a.DISPUTE_SIDE_ID.eq(s.ID))
                        .leftJoin(reader).on(reader.WORKSPACE_ID.eq(a.WORKSPACE_ID), reader.ID.eq(a.ACKNOWLEDGED_BY))
                        .where(s.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), s.DISPUTE_ID.eq(DISPUTE.ID))
                        .orderBy(s.POSITION, s.ID))
                .convertFrom(rows -> rows.map(row -> new Dispute.Side(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(),
                        row.value10() == null ? null : new Dispute.Acknowledgement(Objects.requireNonNull(row.value9()), row.value10(), row.value11()), row.value8())));
    }

    private static org.jooq.Field<List<Dispute.Meeting>> meeting() {
        var m = DISPUTE_MEETING;
        var p = DISPUTE_PARTICIPANT;
        var caller = MEMBER.as("caller");
        var holder = MEMBER.as("holder");
        var guest = MEMBER.as("participant");
        var participants = multiset(select(guest.ID, guest.DISPLAY_NAME, guest.ZONE, p.PRESENT)
                        .from(p)
                        .join(guest).on(guest.WORKSPACE_ID.eq(p.WORKSPACE_ID), guest.ID.eq(p.MEMBER_ID))
                        .where(p.WORKSPACE_ID.eq(m.WORKSPACE_ID), p.DISPUTE_ID.eq(m.DISPUTE_ID))
                        .orderBy(guest.DISPLAY_NAME, guest.ID))
                .convertFrom(rows -> rows.map(row -> new Dispute.Participant(row.value1(), row.value2(), ZoneId.of(row.value3()), row.value4())));
        return multiset(select(m.MODE, m.STARTS_LOCAL, m.ZONE, m.STARTS_AT, m.MINUTES, m.PLACE, m.LINK, caller.DISPLAY_NAME, m.RECORD, holder.DISPLAY_NAME, m.HELD_AT, participants, m.VERSION)
                        .from(m)
                        .join(caller).on(caller.WORKSPACE_ID.eq(m.WORKSPACE_ID), caller.ID.eq(m.CALLED_BY))
                        .leftJoin(holder).on(holder.WORKSPACE_ID.eq(m.WORKSPACE_ID), holder.ID.eq(m.HELD_BY))
                        .where(m.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), m.DISPUTE_ID.eq(DISPUTE.ID)))
                .convertFrom(rows -> rows.map(row -> new Dispute.Meeting(Mode.of(row.value1()).orElseThrow(), row.value2(), ZoneId.of(row.value3()), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(),
                        row.value9(), row.value10(), row.value11(), row.value12(), row.value13())));
    }

    private static org.jooq.Field<List<Dispute.Resolution>> resolution() {
        var r = DISPUTE_RESOLUTION;
        var m = DISPUTE_MEASURE;
        var owner = MEMBER.as("measured");
        var by = MEMBER.as("resolver");
        var measures = multiset(select(m.ID, m.CONTENT, m.OWNER_ID, owner.DISPLAY_NAME, m.DUE_ON, m.DONE_AT)
                        .from(m)
                        .join(owner).on(owner.WORKSPACE_ID.eq(m.WORKSPACE_ID), owner.ID.eq(m.OWNER_ID))
                        .where(m.WORKSPACE_ID.eq(r.WORKSPACE_ID), m.DISPUTE_ID.eq(r.DISPUTE_ID))
                        .orderBy(m.POSITION, m.ID))
                .convertFrom(rows -> rows.map(row -> new Dispute.Measure(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6())));
        return multiset(select(r.FACTS, r.DECISION, r.SEALED, r.SHA256, r.RESOLVED_BY, by.DISPLAY_NAME, r.RESOLVED_AT, measures)
                        .from(r)
                        .join(by).on(by.WORKSPACE_ID.eq(r.WORKSPACE_ID), by.ID.eq(r.RESOLVED_BY))
                        .where(r.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), r.DISPUTE_ID.eq(DISPUTE.ID)))
                .convertFrom(rows -> rows.map(row -> new Dispute.Resolution(row.value1(), row.value2(), row.value8(), row.value3(), HexFormat.of().formatHex(row.value4()),
                        java.security.MessageDigest.isEqual(row.value4(), ResolutionText.sha256(row.value3())), row.value5(), row.value6(), row.value7())));
    }

    /** The resolution as it is written to be approved; none while nothing was written. */
    @Transactional(readOnly = true)
    public Optional<ResolutionDraft> draft(DisputeId id) {
        var by = MEMBER.as("drafter");
        return db.select(RESOLUTION_DRAFT.FACTS, RESOLUTION_DRAFT.DECISION, RESOLUTION_DRAFT.MEASURES, RESOLUTION_DRAFT.LANGUAGE, by.DISPLAY_NAME, RESOLUTION_DRAFT.DRAFTED_AT)
                .from(RESOLUTION_DRAFT)
                .join(by).on(by.WORKSPACE_ID.eq(RESOLUTION_DRAFT.WORKSPACE_ID), by.ID.eq(RESOLUTION_DRAFT.DRAFTED_BY))
                .where(RESOLUTION_DRAFT.DISPUTE_ID.eq(id))
                .fetchOptional(row -> {
                    var measures = ResolutionDraft.measures(row.value3().data());
                    var names = measures.isEmpty() ? Map.<MemberId, String>of() : db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(measures.stream().map(Disputes.NewMeasure::owner).toList())).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
                    return new ResolutionDraft(row.value1(), row.value2(), measures.stream().map(one -> new ResolutionDraft.Measure(one.content(), Objects.requireNonNull(one.owner()), names.getOrDefault(one.owner(), ""), Objects.requireNonNull(one.dueOn()))).toList(),
                            Words.language(row.value4()), row.value5(), row.value6());
                });
    }

    // ---- a page of them

    /** Which disputes a list shows: those somebody still has to act on, those in one state, or all. */
    public record Filter(boolean all, @Nullable DisputeStatus status) {
        public static final Filter OPEN = new Filter(false, null);

        public static Filter of(@Nullable String text) {
            if (text == null || text.isEmpty()) return OPEN;
            if (text.equals("all")) return new Filter(true, null);
            try {
                return new Filter(false, DisputeStatus.of(text));
            } catch (IllegalArgumentException e) {
                return OPEN;
            }
        }

        public String text() {
            return all ? "all" : status == null ? "" : status.text();
        }

        private Condition condition() {
            if (all) return noCondition();
            if (status != null) return DISPUTE.STATUS.eq(status.text());
            return DISPUTE.STATUS.in(DisputeStatus.allOpen().stream().map(DisputeStatus::text).toList());
        }
    }

    /** One dispute in a list; {@code dueAt} is when the next of its duties is due. */
    public record Line(int number, DisputeStatus status, Kind kind, String title, String sides, Decider decider, Instant raisedAt, int acknowledged, int ofSides, @Nullable Instant dueAt, @Nullable String waitsFor) {
        public String code() {
            return Dispute.code(number);
        }
    }

    public record Listing(List<Line> lines, int open, @Nullable Integer next) {}

    /** The newest first, after the given number. */
    @Transactional(readOnly = true)
    public Listing list(ProjectId project, Filter filter, @Nullable Integer after) {
        var d = DISPUTE;
        var s = DISPUTE_SIDE;
        var person = MEMBER.as("side");
        var sides = field(select(listAgg(coalesce(PARTY.NAME, person.DISPLAY_NAME), " / ").withinGroupOrderBy(s.POSITION))
                .from(s)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(s.WORKSPACE_ID), PARTY.ID.eq(s.PARTY_ID))
                .leftJoin(person).on(person.WORKSPACE_ID.eq(s.WORKSPACE_ID), person.ID.eq(s.MEMBER_ID))
                .where(s.WORKSPACE_ID.eq(d.WORKSPACE_ID), s.DISPUTE_ID.eq(d.ID)));
        var of = field(select(count()).from(s).where(s.WORKSPACE_ID.eq(d.WORKSPACE_ID), s.DISPUTE_ID.eq(d.ID)));
        var read = field(select(count()).from(DISPUTE_ACKNOWLEDGEMENT)
                .join(s).on(s.WORKSPACE_ID.eq(DISPUTE_ACKNOWLEDGEMENT.WORKSPACE_ID), s.ID.eq(DISPUTE_ACKNOWLEDGEMENT.DISPUTE_SIDE_ID))
                .where(s.WORKSPACE_ID.eq(d.WORKSPACE_ID), s.DISPUTE_ID.eq(d.ID)));
        var owner = MEMBER.as("running");
        var running = select(DUTY.DUE_AT.as("due_at"), owner.DISPLAY_NAME.as("waits_for"))
                .from(DUTY)
                .join(owner).on(owner.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), owner.ID.eq(DUTY.OWNER_ID))
                .where(DUTY.WORKSPACE_ID.eq(d.WORKSPACE_ID), DUTY.SUBJECT_ID.eq(d.ID.coerce(UUID.class)), DUTY.STATE.eq("open"))
                .orderBy(DUTY.DUE_AT)
                .limit(1)
                .asTable("running");
        var due = running.field("due_at", DUTY.DUE_AT.getDataType());
        var waitsFor = running.field("waits_for", String.class);
        var lines = db.select(d.NUMBER, d.STATUS, d.KIND, d.TITLE, sides, d.DECIDER, d.RAISED_AT, read, of, due, waitsFor)
                .from(d)
                .leftJoin(org.jooq.impl.DSL.lateral(running)).on(org.jooq.impl.DSL.trueCondition())
                .where(d.PROJECT_ID.eq(project), filter.condition(), after == null ? noCondition() : d.NUMBER.lt(after))
                .orderBy(d.NUMBER.desc())
                .limit(PAGE + 1)
                .fetch(row -> new Line(row.value1(), DisputeStatus.of(row.value2()), Kind.of(row.value3()).orElseThrow(), row.value4(), row.value5(), Decider.of(row.value6()), row.value7(), row.value8(), row.value9(),
                        row.get(due), row.get(waitsFor)));
        var open = db.fetchCount(d, d.PROJECT_ID.eq(project), Filter.OPEN.condition());
        var shown = lines.size() > PAGE ? lines.subList(0, PAGE) : lines;
        return new Listing(shown, open, lines.size() > PAGE ? shown.getLast().number() : null);
    }
}
