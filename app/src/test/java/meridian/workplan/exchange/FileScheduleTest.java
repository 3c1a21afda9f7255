package meridian.workplan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpxj.Duration;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Task;
import org.mpxj.TimeUnit;
import org.mpxj.cpm.MicrosoftScheduler;
import org.mpxj.mspdi.MSPDIWriter;

/** Our dates beside those of others: Microsoft Project's own in its files, and those of MPXJ's scheduler. */
class FileScheduleTest {
    private static final LocalDateTime MONDAY = LocalDateTime.of(2026, 11, 30, 8, 0);

    @ParameterizedTest
    @ValueSource(strings = {"task-links-2013.mspdi.xml", "task-links-2013.mpp"})
    void everyLinkTypeAndLagGivesTheDatesOfMicrosoftProject(String name) throws IOException {
        var file = sharedPlans().resolve(name);
        assumeTrue(Files.exists(file), "the shared plans are not beside the project: not compared with " + name);
        var read = ProjectFiles.read(Files.readAllBytes(file), Limits.standard());
        var computed = FileSchedule.of(read);
        assertThat(computed.rows()).hasSize(16);
        for (int place = 0; place < computed.rows().size(); place++) {
            var row = computed.rows().get(place);
            assertThat(computed.start(place)).as("start of %s", row).isEqualTo(row.start());
            assertThat(computed.finish(place)).as("finish of %s", row).isEqualTo(row.finish());
        }
        var slack = read.getTasks().stream().filter(task -> task.getID() != 0).map(task -> task.getTotalSlack() == null ? null : Math.round(task.getTotalSlack().convertUnits(TimeUnit.MINUTES, read.getProjectProperties()).getDuration())).toList();
        if (name.endsWith(".xml")) for (int place = 0; place < slack.size(); place++) assertThat(computed.totalSlack(place)).as("slack of %s", computed.rows().get(place)).isEqualTo(slack.get(place));
    }

    private static Path sharedPlans() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) if (Files.isDirectory(folder.resolve("shared/data/plans"))) return folder.resolve("shared/data/plans");
        return Path.of("shared/data/plans");
    }

    @RepeatedTest(40)
    void randomPlansGiveTheDatesOfMpxjsScheduler(RepetitionInfo run) throws Exception {
        var file = random(new Random(run.getCurrentRepetition()), 5 + run.getCurrentRepetition());
        var ours = FileSchedule.of(file);
        new MicrosoftScheduler().schedule(file, MONDAY);
        for (int place = 0; place < ours.rows().size(); place++) {
            var task = file.getTasks().get(place);
            assertThat(List.of(ours.start(place), ours.finish(place))).as("%s of plan %s", task, run.getCurrentRepetition()).isEqualTo(List.of(task.getStart(), task.getFinish()));
        }
    }

    private static final List<org.mpxj.ConstraintType> ASKED = List.of(org.mpxj.ConstraintType.START_NO_EARLIER_THAN, org.mpxj.ConstraintType.FINISH_NO_EARLIER_THAN,
            org.mpxj.ConstraintType.MUST_START_ON, org.mpxj.ConstraintType.MUST_FINISH_ON, org.mpxj.ConstraintType.START_NO_LATER_THAN, org.mpxj.ConstraintType.FINISH_NO_LATER_THAN, org.mpxj.ConstraintType.AS_LATE_AS_POSSIBLE);

    private static ProjectFile random(Random random, int size) {
        var file = empty();
        var tasks = new ArrayList<Task>();
        for (int i = 0; i < size; i++) {
            var task = task(file, "Task " + i, random.nextInt(1, 12) * 4);
            for (int l = random.nextInt(3); l > 0 && i > 0; l--) {
                var before = tasks.get(random.nextInt(tasks.size()));
                if (task.getPredecessors().stream().anyMatch(relation -> relation.getPredecessorTask() == before)) continue;
                link(before, task, RelationType.values()[random.nextInt(3) == 0 ? random.nextInt(4) : 1], random.nextInt(-2, 4) * 4);
            }
            if (random.nextInt(6) == 0) {
                task.setConstraintType(ASKED.get(random.nextInt(ASKED.size())));
                task.setConstraintDate(MONDAY.plusDays(random.nextInt(4) * 7).plusHours(random.nextInt(1, 4)));
            }
            tasks.add(task);
        }
        return file;
    }

    private static ProjectFile empty() {
        var file = new ProjectFile();
        file.getProjectProperties().setStartDate(MONDAY);
        ProjectCalendar calendar = file.addDefaultBaseCalendar();
        for (var day : DayOfWeek.values()) {
            var hours = calendar.getCalendarHours(day);
            if (hours == null) continue;
            hours.clear();
            if (day.getValue() > 5) continue;
            hours.add(new org.mpxj.LocalTimeRange(LocalTime.of(8, 0), LocalTime.of(12, 0)));
            hours.add(new org.mpxj.LocalTimeRange(LocalTime.of(13, 0), LocalTime.of(17, 0)));
        }
        file.setDefaultCalendar(calendar);
        return file;
    }

    private static Task task(ProjectFile file, String name, int hours) {
        var task = file.addTask();
        task.setName(name);
        task.setDuration(Duration.getInstance(hours, TimeUnit.HOURS));
        task.setRemainingDuration(task.getDuration());
        task.setActualDuration(Duration.getInstance(0, TimeUnit.HOURS));
        return task;
    }

    private static void link(Task before, Task after, RelationType type, int hours) {
        after.addPredecessor(new Relation.Builder().predecessorTask(before).type(type).lag(Duration.getInstance(hours, TimeUnit.HOURS)));
    }

    @Test
    void aCircleInAFileIsRefusedWithItsTasksNamed() {
        var file = empty();
        var a = task(file, "签约", 8);
        var b = task(file, "铺货", 8);
        link(a, b, RelationType.FINISH_START, 0);
        link(b, a, RelationType.FINISH_START, 0);
        assertThatThrownBy(() -> FileSchedule.of(file)).isInstanceOfSatisfying(UnreadableFile.class, refused -> {
            assertThat(refused.key()).isEqualTo("exchange.unreadable.cycle");
            assertThat(refused.args().getFirst().toString()).contains("签约").contains("铺货");
        });
    }

    @Test
    void aCalendarWithoutWorkingTimeIsRefused() {
        var file = empty();
        for (var day : DayOfWeek.values()) file.getDefaultCalendar().setWorkingDay(day, false);
        task(file, "Never", 8);
        assertThatThrownBy(() -> FileSchedule.of(file)).isInstanceOfSatisfying(UnreadableFile.class, refused -> assertThat(refused.key()).isEqualTo("exchange.unreadable.no_working_time"));
    }

    @Test
    void aDateNobodyMeansIsRefused() {
        var file = empty();
        var task = task(file, "Far", 8);
        task.setConstraintType(org.mpxj.ConstraintType.START_NO_EARLIER_THAN);
        task.setConstraintDate(LocalDateTime.of(9999, 12, 31, 8, 0));
        assertThatThrownBy(() -> FileSchedule.of(file)).isInstanceOfSatisfying(UnreadableFile.class, refused -> assertThat(refused.key()).isEqualTo("exchange.unreadable.far_date"));
    }

    @Test
    void whatIsNoPlanIsRefusedWithAReason() throws IOException {
        assertRefused("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Project xmlns=\"http://schemas.microsoft.com/project\">&e;</Project>".getBytes(StandardCharsets.UTF_8), "exchange.unreadable.entities");
        assertRefused("<Project xmlns=\"http://schemas.microsoft.com/project\"><Tasks><Task>".getBytes(StandardCharsets.UTF_8), "exchange.unreadable.broken");
        assertRefused("ERMHDR\t19.12\nnonsense".getBytes(StandardCharsets.UTF_8), null);
        assertRefused(new byte[0], "exchange.unreadable.empty");
        assertRefused("hello".getBytes(StandardCharsets.UTF_8), "exchange.unreadable.kind");
    }

    private static void assertRefused(byte[] bytes, @org.jspecify.annotations.Nullable String key) {
        assertThatThrownBy(() -> FileSchedule.of(ProjectFiles.read(bytes, Limits.standard()))).isInstanceOfSatisfying(UnreadableFile.class, refused -> {
            if (key != null) assertThat(refused.key()).isEqualTo(key);
        });
    }

    @RepeatedTest(60)
    void damagedPlansAreRefusedOrReadButNeverHang(RepetitionInfo run) throws Exception {
        var random = new Random(run.getCurrentRepetition());
        var out = new ByteArrayOutputStream();
        new MSPDIWriter().write(random(random, 12), out);
        var bytes = out.toByteArray();
        for (int i = 0; i < 6; i++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 127);
        try {
            FileSchedule.of(ProjectFiles.read(bytes, Limits.standard()));
        } catch (UnreadableFile refused) {
            assertThat(Wording.of(java.util.Locale.ENGLISH).say(refused.key())).isNotEqualTo(refused.key());
        }
    }
}
