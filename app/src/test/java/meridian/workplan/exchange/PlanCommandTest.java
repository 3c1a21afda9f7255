package meridian.workplan.exchange;

import static meridian.workplan.exchange.Workbooks.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aGoodPlanExitsWithZero() throws IOException {
        var plan = Files.write(folder.resolve("plan.xlsx"), Workbooks.xlsx(row("任务", "负责人", "开始", "结束"), row("调研", "李婷", "2026-12-01", "2026-12-04")));
        assertThat(run("check", plan.toString(), "--lang", "zh")).isZero();
        assertThat(out.toString()).contains("任务1项").contains("可以导入");
    }

    @Test
    void aPlanWithErrorsExitsWithOneAndNamesTheCells() throws IOException {
        var plan = Files.write(folder.resolve("plan.xlsx"), Workbooks.xlsx(row("任务", "负责人", "开始", "结束"), row("调研", "李婷", "2026-12-04", "2026-12-01")));
        assertThat(run("check", plan.toString(), "--lang", "en")).isEqualTo(1);
        assertThat(out.toString()).contains("D2").contains("The finish 2026-12-01 is before the start 2026-12-04.").contains("Swap them");
    }

    @Test
    void whatCannotBeReadExitsWithTwo() throws IOException {
        var picture = Files.writeString(folder.resolve("plan.xlsx"), "%PDF-1.7");
        assertThat(run("check", picture.toString(), "--lang", "en")).isEqualTo(2);
        assertThat(err.toString()).contains("This is not a work plan.");
        assertThat(run("check", folder.resolve("absent.xlsx").toString(), "--lang", "en")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file");
        assertThat(run("check", picture.toString(), "--json", "--lang", "en")).isEqualTo(2);
        assertThat(out.toString()).contains("{\"file\":\"plan.xlsx\",\"readable\":false");
    }

    @Test
    void jsonHasEveryProblemWithItsCellAndMends() throws IOException {
        var plan = Files.write(folder.resolve("plan.csv"), "任务,负责人,完成%\n调研,李婷,120%\n".getBytes());
        assertThat(run("check", plan.toString(), "--json", "--lang", "en")).isEqualTo(1);
        assertThat(out.toString().strip()).startsWith("{\"file\":\"plan.csv\",\"format\":\"csv\",\"charset\":\"UTF-8\",\"readable\":true,\"importable\":false")
                .contains("{\"cell\":\"C2\",\"column\":\"progress\",\"severity\":\"error\",\"key\":\"exchange.progress.range\"")
                .contains("\"value\":\"120%\",\"mends\":[{\"message\":\"Write “100%”\",\"values\":{\"C2\":\"100%\"}}")
                .endsWith("}");
    }

    @Test
    void aScheduleIsComputedBesideTheFilesOwnDates() throws IOException {
        var plan = Files.write(folder.resolve("plan.xlsx"), Workbooks.xlsx(row("编号", "任务", "开始", "工期", "前置任务"), row("1", "设计", "2026-12-01", "3", ""), row("2", "印制", "", "2", "1FS+1d")));
        assertThat(run("schedule", plan.toString(), "--json")).isZero();
        assertThat(out.toString()).contains("\"id\":\"2\",\"name\":\"印制\",\"start\":\"2026-12-07T09:00\",\"finish\":\"2026-12-08T18:00\",\"total_slack\":0,\"critical\":true,\"summary\":false,\"file_start\":null,\"file_finish\":null");
        assertThat(out.toString()).contains("\"file_start\":\"2026-12-01T00:00\"");
    }

    @Test
    void whatCannotBeComputedExitsWithTwoAndNamesTheCircle() throws IOException {
        var file = new org.mpxj.ProjectFile();
        file.addDefaultBaseCalendar();
        file.getProjectProperties().setStartDate(java.time.LocalDateTime.of(2026, 12, 1, 8, 0));
        var one = file.addTask();
        var two = file.addTask();
        one.setName("签约");
        two.setName("铺货");
        for (var task : java.util.List.of(one, two)) task.setDuration(org.mpxj.Duration.getInstance(1, org.mpxj.TimeUnit.DAYS));
        one.addPredecessor(new org.mpxj.Relation.Builder().predecessorTask(two));
        two.addPredecessor(new org.mpxj.Relation.Builder().predecessorTask(one));
        var plan = folder.resolve("plan.xml");
        try (var written = Files.newOutputStream(plan)) {
            new org.mpxj.mspdi.MSPDIWriter().write(file, written);
        }
        assertThat(run("schedule", plan.toString(), "--lang", "zh")).isEqualTo(2);
        assertThat(err.toString()).contains("形成循环").contains("签约").contains("铺货");
        assertThat(run("check", plan.toString(), "--lang", "en")).isEqualTo(1);
    }

    @Test
    void aPlanOfMicrosoftProjectIsCheckedLikeASpreadsheet() throws IOException {
        var file = new org.mpxj.ProjectFile();
        file.addDefaultBaseCalendar();
        var phase = file.addTask();
        phase.setName("执行期");
        var task = phase.addTask();
        task.setName("首批铺货");
        task.setStart(java.time.LocalDateTime.of(2026, 12, 1, 8, 0));
        task.setFinish(java.time.LocalDateTime.of(2026, 12, 4, 17, 0));
        task.setDuration(org.mpxj.Duration.getInstance(4, org.mpxj.TimeUnit.DAYS));
        var person = file.addResource();
        person.setName("李婷");
        task.addResourceAssignment(person);
        var plan = folder.resolve("plan.xml");
        try (var written = Files.newOutputStream(plan)) {
            new org.mpxj.mspdi.MSPDIWriter().write(file, written);
        }
        assertThat(run("check", plan.toString(), "--json", "--lang", "en")).isZero();
        assertThat(out.toString()).contains("\"format\":\"project\"").contains("\"tasks\":1").contains("\"phases\":1").contains("\"people\":[\"李婷\"]");
    }

    @ParameterizedTest
    @CsvSource({"rollout-clean.xlsx, 21, true", "rollout-messy.xlsx, 8, false", "rollout-5000.xlsx, 5000, true"})
    void theRealPlansAreCheckedFromAShell(String name, int tasks, boolean importable) throws IOException {
        var plan = Files.write(folder.resolve(name), Workbooks.shared(name));
        assertThat(run("check", plan.toString(), "--lang", "zh")).isEqualTo(importable ? 0 : 1);
        assertThat(out.toString()).contains("任务" + tasks + "项").contains(importable ? "可以导入" : "华男");
        out.getBuffer().setLength(0);
        assertThat(run("check", plan.toString(), "--json", "--lang", "en")).isEqualTo(importable ? 0 : 1);
        var read = new JsonMapper().readTree(out.toString());
        assertThat(read.path("importable").asBoolean()).isEqualTo(importable);
        assertThat(read.path("problems").isEmpty()).as(out.toString()).isEqualTo(name.contains("clean"));
        for (var problem : read.path("problems")) assertThat(problem.path("cell").asString()).matches("([A-Z]+[0-9]+)?"); // some are about the whole sheet
    }

    private int run(String... arguments) {
        return new CommandLine(new PlanCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }
}
