package meridian.board;

import static db.coordination.Tables.EMERGENCY;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_COUNT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.listAgg;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import meridian.coordination.Emergency;
import meridian.duty.Inbox;
import meridian.project.Stage;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.WorkspaceRole;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Every project that somebody may see, each in a line: stage, lateness, clocks. One statement. */
@Component
public class Portfolio {
    private static final int PAGE = 50;

    private final DSLContext db;
    private final Clock clock;

    Portfolio(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * One project; {@code nextDue} is when the next of its running clocks is over, {@code clocks} how many run; {@code inside} is
     * whether the reader is more than its guest: who is not sees no figures.
     */
    public record Line(
            ProjectId id,
            String code,
            String name,
            Stage stage,
            String scenario,
            String coordinators,
            LocalDate startsOn,
            @Nullable LocalDate endsOn,
            int tasks,
            int finished,
            int overdue,
            int blocked,
            int dutiesLate,
            @Nullable Instant nextDue,
            int clocks,
            int emergencies,
            @Nullable String milestone,
            @Nullable LocalDateTime milestoneAt,
            boolean inside) {

        public int percentDone() {
            return tasks == 0 ? 0 : Math.round(100f * finished / tasks);
        }
    }

    /** The projects after the given code, in the order of their codes. */
    @Transactional(readOnly = true)
    public List<Line> of(Reader reader, @Nullable String after) {
        var now = clock.instant();
        var coordinators = field(select(listAgg(MEMBER.DISPLAY_NAME, ", ").withinGroupOrderBy(ROLE_GRANT.ID))
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left"))
                .where(ROLE_GRANT.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(PROJECT.ID), ROLE_GRANT.ROLE.eq("chief_coordinator")));
        var open = TASK_COUNT.STATUS.in("not_started", "in_progress", "blocked");
        var duty = DUTY.PROJECT_ID.eq(PROJECT.ID).and(DUTY.STATE.eq("open"));
        var running = duty.and(DUTY.MINUTES.isNotNull().or(DUTY.KIND.in(Emergency.RESPONSE_OWED, Emergency.SOLUTION_OWED)));
        var milestone = TASK.PROJECT_ID.eq(PROJECT.ID).and(TASK.DELETED_AT.isNull()).and(TASK.MILESTONE).and(TASK.STATUS.in("not_started", "in_progress", "blocked"));
        return db.select(
                        PROJECT.ID, PROJECT.CODE, PROJECT.NAME, PROJECT.STAGE, PROJECT.SCENARIO, coordinators, PROJECT.STARTS_ON, PROJECT.ENDS_ON,
                        counted(TASK_COUNT.STATUS.ne("cancelled")),
                        counted(TASK_COUNT.STATUS.in("done", "accepted")),
                        overdue(open, now),
                        counted(TASK_COUNT.STATUS.eq("blocked")),
                        field(select(count()).from(DUTY).where(duty, Inbox.late(now))),
                        field(select(DUTY.DUE_AT).from(DUTY).where(running, DUTY.DUE_AT.ge(now)).orderBy(DUTY.DUE_AT).limit(1)),
                        field(select(count()).from(DUTY).where(running)),
                        field(select(count()).from(EMERGENCY).where(EMERGENCY.PROJECT_ID.eq(PROJECT.ID), EMERGENCY.CLOSED_AT.isNull())),
                        field(select(TASK.TITLE).from(TASK).where(milestone).orderBy(TASK.FINISH_AT).limit(1)),
                        field(select(TASK.FINISH_AT).from(TASK).where(milestone).orderBy(TASK.FINISH_AT).limit(1)),
                        inside(reader))
                .from(PROJECT)
                .where(PROJECT.DELETED_AT.isNull(), visible(reader), after == null ? noCondition() : PROJECT.CODE.gt(after))
                .orderBy(PROJECT.CODE)
                .limit(PAGE)
                .fetch(row -> new Line(row.value1(), row.value2(), row.value3(), Stage.of(row.value4()), row.value5(), row.value6() == null ? "" : row.value6(), row.value7(), row.value8(),
                        number(row.value9()), number(row.value10()), number(row.value11()), number(row.value12()), row.value13(), row.value14(), row.value15(), row.value16(), row.value17(), row.value18(), row.value19()));
    }

    /** Whether a page is full, so that another may follow. */
    public static boolean more(List<Line> lines) {
        return lines.size() == PAGE;
    }

    static Condition visible(Reader reader) {
        if (reader.role() == WorkspaceRole.AUDITOR) return noCondition();
        return exists(selectOne()
                .from(ROLE_GRANT)
                .where(ROLE_GRANT.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(PROJECT.ID), ROLE_GRANT.MEMBER_ID.eq(reader.member())));
    }

    private static Field<Boolean> inside(Reader reader) {
        return reader.role() == WorkspaceRole.AUDITOR ? DSL.inline(true) : field(exists(selectOne()
                .from(ROLE_GRANT)
                .where(ROLE_GRANT.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(PROJECT.ID), ROLE_GRANT.MEMBER_ID.eq(reader.member()), ROLE_GRANT.ROLE.ne("guest"))));
    }

    private static Field<BigDecimal> counted(Condition which) {
        return field(select(coalesce(sum(TASK_COUNT.TASKS), BigDecimal.ZERO))
                .from(TASK_COUNT)
                .where(TASK_COUNT.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), TASK_COUNT.PROJECT_ID.eq(PROJECT.ID), which));
    }

    // Late is what the day of its own party is past, as on the board.
    private static Field<BigDecimal> overdue(Condition open, Instant now) {
        var today = field("(cast({0} as timestamptz) at time zone {1})::date", LocalDate.class, DSL.val(now), REGION.ZONE);
        return field(select(coalesce(sum(TASK_COUNT.TASKS), BigDecimal.ZERO))
                .from(TASK_COUNT)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK_COUNT.WORKSPACE_ID), PARTY.ID.eq(TASK_COUNT.PARTY_ID))
                .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                .join(REGION).on(REGION.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), REGION.ID.eq(coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID, PROJECT.HOME_REGION_ID)))
                .where(TASK_COUNT.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), TASK_COUNT.PROJECT_ID.eq(PROJECT.ID), open, TASK_COUNT.DUE_ON.lt(today)));
    }

    private static int number(@Nullable BigDecimal sum) {
        return sum == null ? 0 : sum.intValue();
    }
}
