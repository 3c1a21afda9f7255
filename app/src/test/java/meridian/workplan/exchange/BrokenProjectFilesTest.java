package meridian.workplan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.Task;
import org.mpxj.TimeUnit;
import org.mpxj.mspdi.MSPDIWriter;

/** Plans of scheduling programs that are wrong in themselves: a clear word at the cell, or a clear refusal. */
class BrokenProjectFilesTest {
    private static final LocalDateTime MONDAY = LocalDateTime.of(2026, 11, 30, 8, 0);

    private final ProjectFile file = new ProjectFile();
    private final ProjectCalendar calendar = file.addDefaultBaseCalendar();

    BrokenProjectFilesTest() {
        file.getProjectProperties().setStartDate(MONDAY);
        file.getProjectProperties().setDefaultCalendar(calendar);
    }

    private Task task(String name, int days) {
        var task = file.addTask();
        task.setName(name);
        task.setDuration(org.mpxj.Duration.getInstance(days, TimeUnit.DAYS));
        task.setRemainingDuration(task.getDuration());
        task.setActualDuration(org.mpxj.Duration.getInstance(0, TimeUnit.DAYS));
        task.setStart(MONDAY);
        task.setFinish(MONDAY.plusDays(days - 1).withHour(17));
        return task;
    }

    private byte[] written() {
        var out = new ByteArrayOutputStream();
        try {
            new MSPDIWriter().write(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private PlanCheck check() {
        return PlanCheck.of(PlanFile.read("plan.xml", written(), Limits.standard()), Workbooks.NOTHING);
    }

    private static String refusal(byte[] bytes) {
        try {
            FileSchedule.of(ProjectFiles.read(bytes, Limits.standard()));
            return "";
        } catch (UnreadableFile refused) {
            return refused.key();
        }
    }

    @Test
    void aPlanIsReadInAProcessOfItsOwnAndGivenUpThereWhereItTakesTooMuch() {
        var first = task("签约", 3);
        var second = task("铺货", 2);
        second.addPredecessor(new Relation.Builder().predecessorTask(first));
        var bytes = written();
        var apart = PlanFile.read("plan.xml", bytes, Limits.served());
        assertThat(apart).isEqualTo(PlanFile.read("plan.xml", bytes, Limits.standard()));
        assertThatThrownBy(() -> Apart.read(bytes, "768m", java.time.Duration.ofMillis(5))).as("no time").isInstanceOfSatisfying(UnreadableFile.class, refused -> assertThat(refused.key()).isEqualTo("exchange.unreadable.heavy"));
        assertThatThrownBy(() -> Apart.read(bytes, "8m", java.time.Duration.ofSeconds(60))).as("no memory").isInstanceOfSatisfying(UnreadableFile.class, refused -> assertThat(refused.key()).isEqualTo("exchange.unreadable.heavy"));
        var broken = Arrays.copyOf(bytes, bytes.length / 2);
        assertThatThrownBy(() -> PlanFile.read("plan.xml", broken, Limits.served())).isInstanceOfSatisfying(UnreadableFile.class, refused -> assertThat(refused.key()).isEqualTo("exchange.unreadable.broken"));
    }

    @Test
    void aLargePlanComesPackedAndABombIsNotOpened() throws IOException {
        task("签约", 3);
        var zip = Workbooks.archive("plan.xml", new String(written(), java.nio.charset.StandardCharsets.UTF_8));
        assertThat(PlanFile.read("plan.zip", zip, Limits.standard()).sheets().getFirst().rows()).hasSize(2);
        var gzip = new ByteArrayOutputStream();
        try (var out = new java.util.zip.GZIPOutputStream(gzip)) {
            out.write(written());
        }
        assertThat(PlanFile.read("plan.xml.gz", gzip.toByteArray(), Limits.standard()).format()).isEqualTo(PlanFile.Format.PROJECT);
        var text = new String(written(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(refusal(Workbooks.archive("plan.xml", text + " ".repeat(90 << 20)))).isEqualTo("exchange.unreadable.bomb");
        assertThat(refusal(Workbooks.archive("note.txt", "nothing of a plan"))).isEqualTo("exchange.unreadable.kind");
    }

    @Test
    void datesOfTheYear9999AreErrorsAtTheirCells() {
        var task = task("甲", 3);
        task.setFinish(LocalDateTime.of(9999, 12, 31, 17, 0));
        task.setDeadline(LocalDateTime.of(9999, 12, 31, 17, 0));

        var check = check();
        assertThat(Workbooks.keys(check)).anyMatch(key -> key.endsWith("exchange.date.far"));
        assertThat(check.importable()).isFalse();
        assertThat(PlanCheck.of(check.file(), Workbooks.NOTHING, check.mended()).importable()).isTrue();
        assertThat(refusal(written())).isEqualTo("exchange.unreadable.far_date");
    }

    @Test
    void aCircleIsNamedWithItsMembersAndMendedByTakingALinkAway() {
        var one = task("甲", 1);
        var two = task("乙", 1);
        one.addPredecessor(new Relation.Builder().predecessorTask(two));
        two.addPredecessor(new Relation.Builder().predecessorTask(one));

        var check = check();
        assertThat(check.problems()).filteredOn(problem -> problem.key().equals("exchange.predecessor.circle")).singleElement().satisfies(problem -> assertThat(problem.args()).isEqualTo(List.of("1 → 2 → 1")));
        assertThat(PlanCheck.of(check.file(), Workbooks.NOTHING, check.mended()).importable()).isTrue();
        assertThat(refusal(written())).isEqualTo("exchange.unreadable.cycle");
    }

    @Test
    void aPhaseThatWaitsForItsOwnTaskIsACircleToo() {
        var phase = file.addTask();
        phase.setName("阶段");
        var inside = phase.addTask();
        inside.setName("里面");
        inside.setStart(MONDAY);
        inside.setFinish(MONDAY.withHour(17));
        inside.setDuration(org.mpxj.Duration.getInstance(1, TimeUnit.DAYS));
        phase.addPredecessor(new Relation.Builder().predecessorTask(inside));

        assertThat(Workbooks.keys(check())).anyMatch(key -> key.endsWith("exchange.predecessor.circle"));
    }

    @Test
    void tasksWithoutDatesAreReadAndSaidToHaveNone() {
        task("甲", 1).setStart(null);
        file.getTasks().getFirst().setFinish(null);

        var check = check();
        assertThat(check.importable()).isTrue();
        assertThat(Workbooks.keys(check)).anyMatch(key -> key.endsWith("exchange.date.none"));
    }

    @Test
    void aCalendarInWhichNobodyWorksIsNamedWhereDatesAreComputed() {
        for (var day : DayOfWeek.values()) {
            calendar.setWorkingDay(day, false);
            if (calendar.getCalendarHours(day) != null) calendar.getCalendarHours(day).clear();
        }
        task("甲", 2);

        assertThat(refusal(written())).isEqualTo("exchange.unreadable.no_working_time");
        assertThat(check().importable()).isTrue();
    }

    @Test
    void brokenAndEmptyFilesOfMicrosoftProjectAreRefused() {
        var mpp = Workbooks.shared("task-links-2013.mpp");
        for (int most : new int[] {600, 20_000, mpp.length / 2}) assertThat(refusal(Arrays.copyOf(mpp, most))).as(most + " bytes").startsWith("exchange.unreadable.");
        assertThatThrownBy(() -> PlanFile.read("plan.xml", "<?xml version=\"1.0\"?><Project xmlns=\"http://schemas.microsoft.com/project\"></Project>".getBytes(java.nio.charset.StandardCharsets.UTF_8), Limits.standard()))
                .isInstanceOf(UnreadableFile.class);
        assertThatThrownBy(() -> PlanFile.read("plan.xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"y\">]><Project xmlns=\"http://schemas.microsoft.com/project\">&x;</Project>".getBytes(java.nio.charset.StandardCharsets.UTF_8), Limits.standard()))
                .isInstanceOfSatisfying(UnreadableFile.class, refused -> assertThat(refused.key()).isEqualTo("exchange.unreadable.entities"));
    }
}
