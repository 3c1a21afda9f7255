package meridian.workplan;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.TIMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import meridian.progress.Filing;
import meridian.progress.Line;
import meridian.progress.LineState;
import meridian.progress.Report;
import meridian.progress.Reports;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Refused;
import meridian.tenancy.ReportId;
import meridian.tenancy.TaskId;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A blocker that does not change rises by itself, in the working time of the party whose task it is. */
class BlockersTest extends MeridianTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant FRIDAY_AFTERNOON = LocalDate.of(2026, 11, 27).atTime(15, 0).atZone(BERLIN).toInstant();

    @Autowired
    Tasks tasks;

    @Autowired
    Reports reports;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    Worlds.World world;
    TaskId task;
    @Nullable Report filed;

    @BeforeEach
    void aTaskInGermany() {
        clock.set(FRIDAY_AFTERNOON);
        world = worlds.world();
        task = task("话术手册", "德国", "Johanna Maier");
    }

    @Test
    void itGoesToTheLeadAfterOneWorkingDayAndToTheChiefCoordinatorAfterTwo() {
        block("Product FAQ still missing");
        var duty = blocker();
        assertThat(duty.get(DUTY.OWNER_ID)).isEqualTo(world.person("Johanna Maier").member());
        assertThat(there(duty.get(DUTY.LEAD_AT))).as("eight working hours on, over the weekend").isEqualTo(LocalDate.of(2026, 11, 30).atTime(15, 0));
        assertThat(there(duty.get(DUTY.CHIEF_AT))).isEqualTo(LocalDate.of(2026, 12, 1).atTime(15, 0));
        assertThat(duty.get(DUTY.SPONSOR_AT)).isNull();
        assertThat(count(db -> db.fetchCount(TIMER, TIMER.DUTY_ID.eq(duty.get(DUTY.ID))))).isEqualTo(1);
    }

    @Test
    void aChangedReasonStartsTheClockAnewAndTheSameOneDoesNot() {
        block("等待打样");
        clock.set(LocalDate.of(2026, 11, 30).atTime(14, 0).atZone(BERLIN).toInstant());
        restate("等待打样");
        assertThat(there(blocker().get(DUTY.LEAD_AT))).isEqualTo(LocalDate.of(2026, 11, 30).atTime(15, 0));
        restate("打样已到，印厂排不开");
        assertThat(there(blocker().get(DUTY.LEAD_AT))).isEqualTo(LocalDate.of(2026, 12, 1).atTime(14, 0));
        var now = in(world.workspace, () -> tasks.get(task, world.person("王敏").actor()));
        assertThat(now.blockedReason()).isEqualTo("打样已到，印厂排不开");
        assertThat(now.blockedAt()).as("blocked it has been all the while").isEqualTo(FRIDAY_AFTERNOON);
    }

    @Test
    void aReportThatSaysAnotherReasonDoesTheSame() {
        block("Product FAQ still missing");
        clock.set(LocalDate.of(2026, 11, 30).atTime(14, 0).atZone(BERLIN).toInstant());
        report(LineState.BLOCKED, "Product FAQ still missing");
        assertThat(there(blocker().get(DUTY.LEAD_AT))).isEqualTo(LocalDate.of(2026, 11, 30).atTime(15, 0));
        report(LineState.BLOCKED, "FAQ is there, translation is not");
        assertThat(there(blocker().get(DUTY.LEAD_AT))).isEqualTo(LocalDate.of(2026, 12, 1).atTime(14, 0));
    }

    @Test
    void unblockingOrDoingItMeetsItAndGivingItUpCancelsIt() {
        block("等待打样");
        world.in(() -> tasks.unblock(task, world.person("Johanna Maier").actor()));
        assertThat(blocker().get(DUTY.STATE)).isEqualTo("met");
        assertThat(count(db -> db.fetchCount(TIMER, TIMER.DUTY_ID.eq(blocker().get(DUTY.ID))))).isZero();
        block("又卡住了");
        assertThat(blocker().get(DUTY.STATE)).as("owed once more").isEqualTo("open");
        assertThat(count(db -> db.fetchCount(DUTY, DUTY.KIND.eq("blocker")))).isEqualTo(1);
        world.in(() -> tasks.complete(task, world.person("Johanna Maier").actor()));
        assertThat(blocker().get(DUTY.STATE)).isEqualTo("met");
        var other = task("陈列方案", "华南", "周颖");
        world.in(() -> tasks.block(other, "没有样品", world.person("周颖").actor()));
        world.in(() -> tasks.cancel(other, "不做了", world.person("陈浩").actor()));
        String owed = sql(db -> db.select(DUTY.STATE).from(DUTY).where(DUTY.KIND.eq("blocker"), DUTY.SUBJECT_ID.eq(other.value())).fetchSingle().value1());
        assertThat(owed).isEqualTo("cancelled");
    }

    @Test
    void itFollowsTheTaskToItsNewOwner() {
        block("等待打样");
        var version = in(world.workspace, () -> tasks.get(task, world.person("王敏").actor())).version();
        world.in(() -> tasks.edit(task, version, fields -> fields.withOwner(world.person("Tan Wei").member()), world.person("王敏").actor()));
        assertThat(blocker().get(DUTY.OWNER_ID)).isEqualTo(world.person("Tan Wei").member());
    }

    @Test
    void onlyWhoDoesTheTaskSaysWhatBlocksIt() {
        block("等待打样");
        assertThatThrownBy(() -> world.in(() -> tasks.restateBlocker(task, "x", world.person("周颖").actor()))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> world.in(() -> tasks.restateBlocker(task, " ", world.person("Johanna Maier").actor()))).isInstanceOf(Refused.class);
        world.in(() -> tasks.unblock(task, world.person("Johanna Maier").actor()));
        assertThatThrownBy(() -> restate("不再阻塞")).isInstanceOf(Refused.class);
    }

    private void block(String reason) {
        world.in(() -> tasks.block(task, reason, world.person("Johanna Maier").actor()));
    }

    private void restate(String reason) {
        world.in(() -> tasks.restateBlocker(task, reason, world.person("Johanna Maier").actor()));
    }

    private void report(LineState state, String reason) {
        var day = LocalDate.ofInstant(clock.instant(), BERLIN);
        filed = in(world.workspace, () -> reports.file(world.project, world.person("Johanna Maier").member(),
                new Filing(filed == null ? ReportId.next() : filed.id(), filed == null ? null : filed.version(), day, "", "", null, List.of(new Line(task, state, "", null, null, reason)), null), world.person("Johanna Maier").actor()));
    }

    private TaskId task(String title, String party, String owner) {
        var fields = TaskFields.titled(title).withParty(world.parties.get(party)).withOwner(world.person(owner).member());
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, fields), world.person("王敏").actor()).task().id());
    }

    private Record blocker() {
        return sql(db -> db.selectFrom(DUTY).where(DUTY.KIND.eq("blocker")).orderBy(DUTY.STATE.eq("cancelled"), DUTY.ID.desc()).limit(1).fetchSingle());
    }

    private static java.time.@Nullable LocalDateTime there(@Nullable Instant at) {
        return at == null ? null : at.atZone(BERLIN).toLocalDateTime();
    }

    private int count(java.util.function.Function<DSLContext, Integer> work) {
        return sql(work);
    }

    private <T> T sql(java.util.function.Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }
}
