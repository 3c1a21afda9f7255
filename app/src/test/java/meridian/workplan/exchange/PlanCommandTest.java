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
import picocli.CommandLine;

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
        assertThat(err.toString()).contains("This is not a spreadsheet.");
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

    private int run(String... arguments) {
        return new CommandLine(new PlanCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }
}
