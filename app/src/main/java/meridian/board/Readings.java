package meridian.board;

import static db.board.Tables.INSTRUCTION;
import static db.board.Tables.READING;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.InstructionId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Live;
import meridian.web.Shared;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has read the board 已阅, and what they asked for on reading it 批示. */
@Component
public class Readings {
    /** The kind of duty that an instruction becomes. */
    public static final String INSTRUCTED = "instruction";

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Duties duties;
    private final Calendars calendars;
    private final Activities activities;
    private final Notices notices;
    private final Shared<Readership> shared;

    Readings(DSLContext db, Clock clock, Projects projects, Duties duties, Calendars calendars, Activities activities, Notices notices, Live live) {
        this.shared = new Shared<>(live, clock);
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.duties = duties;
        this.calendars = calendars;
        this.activities = activities;
        this.notices = notices;
    }

    public record Reader(MemberId member, String name, Instant at) {}

    public record Given(InstructionId id, String by, MemberId toMember, String to, String content, LocalDate dueOn, Instant at, String state) {}

    public record Person(MemberId id, String name) {}

    /** Today's readers, the latest instructions, and who can be given one. */
    public record Readership(List<Reader> today, List<Given> instructions, List<Person> people) {
        public boolean readBy(MemberId member) {
            return today.stream().anyMatch(reader -> reader.member().equals(member));
        }
    }

    public sealed interface BoardActivity extends Event {
        record BoardRead(Ref subject) implements BoardActivity {
            @Override
            public String type() {
                return "board_read";
            }
        }

        record Instructed(Ref subject, String content, String to) implements BoardActivity {
            @Override
            public String type() {
                return "instructed";
            }
        }
    }

    @Transactional(readOnly = true)
    public Readership of(ProjectAccess project) {
        return shared.of("project:" + project.id(), () -> read(project));
    }

    private Readership read(ProjectAccess project) {
        var day = LocalDate.ofInstant(clock.instant(), project.homeZone());
        var found = db.select(
                        multiset(select(MEMBER.DISPLAY_NAME, READING.READ_AT, READING.MEMBER_ID)
                                .from(READING)
                                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(READING.WORKSPACE_ID), MEMBER.ID.eq(READING.MEMBER_ID))
                                .where(READING.PROJECT_ID.eq(project.id()), READING.DAY.eq(day))
                                .orderBy(READING.READ_AT)),
                        multiset(instructions(INSTRUCTION.PROJECT_ID.eq(project.id()))
                                        .orderBy(INSTRUCTION.GIVEN_AT.desc(), INSTRUCTION.ID)
                                        .limit(org.jooq.impl.DSL.inline(5)))
                                .convertFrom(rows -> rows.map(Readings::given)),
                        multiset(selectDistinct(MEMBER.ID, MEMBER.DISPLAY_NAME)
                                .from(ROLE_GRANT)
                                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                                .where(ROLE_GRANT.PROJECT_ID.eq(project.id()), ROLE_GRANT.ROLE.ne("guest"), MEMBER.STATE.ne("left"))
                                .orderBy(MEMBER.DISPLAY_NAME)))
                .fetchSingle();
        return new Readership(
                found.value1().map(row -> new Reader(row.value3(), row.value1(), row.value2())),
                found.value2(),
                found.value3().map(row -> new Person(row.value1(), row.value2())));
    }

    /** One instruction, for who gave it, who got it and who reads the board; not found for everybody else. */
    @Transactional(readOnly = true)
    public Given one(ProjectAccess project, InstructionId id) {
        var found = db.fetchOptional(instructions(INSTRUCTION.PROJECT_ID.eq(project.id()).and(INSTRUCTION.ID.eq(id))))
                .map(Readings::given)
                .orElseThrow(meridian.tenancy.NotFound::new);
        if (!found.toMember().equals(project.member())) project.require(Permission.READ_BOARD);
        return found;
    }

    private static org.jooq.SelectConditionStep<org.jooq.Record8<InstructionId, String, MemberId, String, String, LocalDate, Instant, String>> instructions(org.jooq.Condition which) {
        var to = MEMBER.as("receiver");
        return select(INSTRUCTION.ID, MEMBER.DISPLAY_NAME, INSTRUCTION.TO_MEMBER_ID, to.DISPLAY_NAME, INSTRUCTION.CONTENT, INSTRUCTION.DUE_ON, INSTRUCTION.GIVEN_AT, coalesce(DUTY.STATE, "open"))
                .from(INSTRUCTION)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(INSTRUCTION.WORKSPACE_ID), MEMBER.ID.eq(INSTRUCTION.GIVEN_BY))
                .join(to).on(to.WORKSPACE_ID.eq(INSTRUCTION.WORKSPACE_ID), to.ID.eq(INSTRUCTION.TO_MEMBER_ID))
                .leftJoin(DUTY).on(DUTY.WORKSPACE_ID.eq(INSTRUCTION.WORKSPACE_ID), DUTY.SUBJECT_ID.eq(INSTRUCTION.ID.coerce(java.util.UUID.class)))
                .where(which);
    }

    private static Given given(org.jooq.Record8<InstructionId, String, MemberId, String, String, LocalDate, Instant, String> row) {
        return new Given(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8());
    }

    /** Notes that the board was read today; noting it again changes nothing. */
    @Transactional
    public void read(ProjectId id, Actor actor) {
        var project = projects.access(id, actor);
        project.require(Permission.READ_BOARD);
        if (project.auditor()) throw new meridian.tenancy.NotAllowed();
        var now = clock.instant();
        int first = db.insertInto(READING)
                .set(READING.PROJECT_ID, id)
                .set(READING.MEMBER_ID, actor.person())
                .set(READING.DAY, LocalDate.ofInstant(now, project.homeZone()))
                .set(READING.READ_AT, now)
                .onConflictDoNothing()
                .execute();
        if (first == 1) activities.record(actor, new BoardActivity.BoardRead(Ref.of("project", id)), id, null);
    }

    /** Asks somebody of the project for something by a day; it becomes their duty. Sent twice it is given once. */
    @Transactional
    public void instruct(ProjectId id, InstructionId instruction, @Nullable MemberId to, String content, @Nullable LocalDate dueOn, Actor actor) {
        var project = projects.access(id, actor);
        project.require(Permission.INSTRUCT);
        var check = new Refused.Check();
        var text = check.text("content", content, 2000);
        var region = to == null ? null : regionOfReceiver(project, to);
        check.reject(to == null || region == null, "to", "refused.not_a_choice");
        check.reject(dueOn == null, "due_on", "refused.missing");
        check.reject(dueOn != null && dueOn.isBefore(LocalDate.ofInstant(clock.instant(), project.homeZone())), "due_on", "board.due_in_past");
        check.done();
        int first = db.insertInto(INSTRUCTION)
                .set(INSTRUCTION.ID, instruction)
                .set(INSTRUCTION.PROJECT_ID, id)
                .set(INSTRUCTION.GIVEN_BY, actor.person())
                .set(INSTRUCTION.GIVEN_AT, clock.instant())
                .set(INSTRUCTION.TO_MEMBER_ID, to)
                .set(INSTRUCTION.CONTENT, text)
                .set(INSTRUCTION.DUE_ON, dueOn)
                .onConflictDoNothing()
                .execute();
        if (first == 0) return;
        var due = calendars.of(region).endOfDay(dueOn);
        var subject = Ref.of("instruction", instruction);
        duties.open(new Duties.NewDuty(INSTRUCTED, id, null, subject, text, to, actor.person(), null, due));
        notices.tell(new Notice("instructed", NoticeGroup.MENTION, List.of(to), "instruction:" + instruction, id, subject, Notice.beginning(text), "/p/" + project.code() + "/board/instructions/" + instruction,
                List.of(Notice.person(actor.person()), Notice.at(due)), false));
        activities.record(actor, new BoardActivity.Instructed(subject, text, to.toString()), id, null);
    }

    /** The receiver says that what was asked for is done. */
    @Transactional
    public void carryOut(ProjectId id, InstructionId instruction, Actor actor) {
        projects.access(id, actor);
        var to = db.select(INSTRUCTION.TO_MEMBER_ID).from(INSTRUCTION).where(INSTRUCTION.ID.eq(instruction), INSTRUCTION.PROJECT_ID.eq(id))
                .fetchOptional(INSTRUCTION.TO_MEMBER_ID).orElseThrow(meridian.tenancy.NotFound::new);
        if (!to.equals(actor.person())) throw new meridian.tenancy.NotAllowed();
        duties.meet(INSTRUCTED, instruction, actor);
    }

    // The day ends where the receiver is; somebody without a region lives where the project is at home.
    private meridian.tenancy.@Nullable RegionId regionOfReceiver(ProjectAccess project, MemberId to) {
        return db.select(coalesce(MEMBER.REGION_ID, project.homeRegion()))
                .from(MEMBER)
                .join(ROLE_GRANT).on(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID), ROLE_GRANT.PROJECT_ID.eq(project.id()))
                .where(MEMBER.ID.eq(to), MEMBER.STATE.ne("left"))
                .limit(1)
                .fetchOne(row -> row.value1());
    }
}
