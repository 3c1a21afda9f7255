package meridian.workplan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.mpx.MPXWriter;
import org.mpxj.mspdi.MSPDIWriter;
import org.mpxj.primavera.PrimaveraPMFileWriter;
import org.mpxj.primavera.PrimaveraXERFileWriter;
import org.mpxj.writer.ProjectWriter;

/**
 * Plans of scheduling programs with bytes changed at random: whatever comes, it is read or refused in our own words, and
 * never goes on for ever. Microsoft’s own binary files are changed, too, where the shared plans are at hand.
 */
class ProjectFilesFuzzTest {
    private static final long SEED = Long.getLong("meridian.seed", 20261126L);
    private static final int ROUNDS = Integer.getInteger("meridian.fuzz.rounds", 60);
    private static final Duration MOST = Duration.ofSeconds(20);

    private static ProjectFile plan() {
        var file = new ProjectFile();
        file.getProjectProperties().setStartDate(LocalDateTime.of(2026, 11, 30, 8, 0));
        file.getProjectProperties().setDefaultCalendar(file.addDefaultBaseCalendar());
        var phase = file.addTask();
        phase.setName("Phase");
        org.mpxj.Task before = null;
        for (int i = 0; i < 8; i++) {
            var task = phase.addTask();
            task.setName("Task " + i);
            task.setDuration(org.mpxj.Duration.getInstance(i + 1, org.mpxj.TimeUnit.DAYS));
            task.setRemainingDuration(task.getDuration());
            task.setActualDuration(org.mpxj.Duration.getInstance(0, org.mpxj.TimeUnit.DAYS));
            task.setStart(LocalDateTime.of(2026, 11, 30, 8, 0).plusDays(i));
            task.setFinish(LocalDateTime.of(2026, 12, 4, 17, 0).plusDays(i));
            if (before != null) task.addPredecessor(new Relation.Builder().predecessorTask(before).type(RelationType.values()[i % 4]).lag(org.mpxj.Duration.getInstance(i - 3, org.mpxj.TimeUnit.DAYS)));
            before = task;
        }
        return file;
    }

    private static byte[] written(ProjectWriter writer) throws IOException {
        var out = new ByteArrayOutputStream();
        writer.write(plan(), out);
        return out.toByteArray();
    }

    private static Map<String, byte[]> samples() throws IOException {
        var samples = new LinkedHashMap<String, byte[]>();
        samples.put("mspdi", written(new MSPDIWriter()));
        samples.put("mpx", written(new MPXWriter()));
        samples.put("xer", written(new PrimaveraXERFileWriter()));
        samples.put("pmxml", written(new PrimaveraPMFileWriter()));
        samples.put("gan", """
                <?xml version="1.0" encoding="UTF-8"?>
                <project name="P" company="" webLink="http://" view-date="2026-11-30" view-index="0" gantt-divider-location="300" resource-divider-location="300" version="2.8.9" locale="en">
                    <description/>
                    <view zooming-state="default:2" id="gantt-chart"/>
                    <view id="resource-table"/>
                    <calendars>
                        <day-types>
                            <day-type id="0"/>
                            <day-type id="1"/>
                            <default-week id="1" name="default" sun="1" mon="0" tue="0" wed="0" thu="0" fri="0" sat="1"/>
                            <only-show-weekends value="false"/>
                            <overriden-day-types/>
                            <days/>
                        </day-types>
                    </calendars>
                    <tasks empty-milestones="true">
                        <taskproperties/>
                        <task id="0" name="Phase" color="#8cb6ce" meeting="false" start="2026-11-30" duration="5" complete="0" expand="true">
                            <task id="1" name="Task" color="#8cb6ce" meeting="false" start="2026-11-30" duration="3" complete="10" expand="true">
                                <depend id="2" type="2" difference="1" hardness="Strong"/>
                            </task>
                            <task id="2" name="Next" color="#8cb6ce" meeting="false" start="2026-12-04" duration="2" complete="0" expand="true"/>
                        </task>
                    </tasks>
                    <resources/>
                    <allocations/>
                    <vacations/>
                    <previous/>
                    <roles roleset-name="Default"/>
                </project>
                """.getBytes(StandardCharsets.UTF_8));
        return samples;
    }

    @Test
    void everySampleIsReadAsItIs() throws IOException {
        samples().forEach((name, bytes) -> assertThat(outcome(bytes)).as(name).isEqualTo("read"));
    }

    @Test
    void changedPlansOfEveryProgramAreReadOrRefused() throws Exception {
        for (var sample : samples().entrySet()) {
            var random = new Random(SEED + sample.getKey().hashCode());
            for (int round = 0; round < ROUNDS; round++) survive(sample.getKey(), changed(sample.getValue(), random), round);
        }
    }

    @Test
    void changedFilesOfMicrosoftProjectAreReadOrRefused() throws Exception {
        for (var name : new String[] {"task-links-2013.mpp", "task-links-2013.mspdi.xml", "calendars-2013.mspdi.xml"}) {
            var bytes = Workbooks.shared(name);
            var random = new Random(SEED + name.hashCode());
            for (int round = 0; round < ROUNDS / 3; round++) survive(name, changed(bytes, random), round);
        }
    }

    private static void survive(String name, byte[] bytes, int round) throws InterruptedException {
        var reading = CompletableFuture.supplyAsync(() -> outcome(bytes), task -> Thread.ofPlatform().daemon().start(task));
        try {
            reading.get(MOST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException endless) {
            throw new AssertionError(name + ", seed " + SEED + ", round " + round + ": not done after " + MOST, endless);
        } catch (ExecutionException thrown) {
            throw new AssertionError(name + ", seed " + SEED + ", round " + round, thrown.getCause());
        }
    }

    private static String outcome(byte[] bytes) {
        try {
            var file = PlanFile.read("fuzz", bytes, Limits.standard());
            var check = PlanCheck.of(file, Workbooks.NOTHING);
            check.json(Workbooks.ENGLISH);
            PlanCheck.of(file, Workbooks.NOTHING, check.mended());
            return file.format() == PlanFile.Format.PROJECT ? scheduled(bytes) : "read";
        } catch (UnreadableFile refused) {
            assertThat(refused.in(Workbooks.ENGLISH)).doesNotContain("exchange.");
            return refused.key();
        }
    }

    /** Computed, or refused in our own words: no task may have a date. */
    private static String scheduled(byte[] bytes) {
        try {
            FileSchedule.of(ProjectFiles.read(bytes, Limits.standard()));
        } catch (UnreadableFile refused) {
            assertThat(refused.in(Workbooks.ENGLISH)).doesNotContain("exchange.");
        }
        return "read";
    }

    private static byte[] changed(byte[] original, Random random) {
        var bytes = original.clone();
        for (int times = 1 + random.nextInt(16); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) "<>&\"'=/0123456789-\t\n".charAt(random.nextInt(20));
                case 3 -> {
                    // Digits grow: far dates, huge counts.
                    if (bytes[at] >= '0' && bytes[at] <= '9') bytes[at] = '9';
                }
                default -> System.arraycopy(original, random.nextInt(original.length - 8), bytes, Math.min(at, bytes.length - 8), 8);
            }
        }
        return random.nextInt(8) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
