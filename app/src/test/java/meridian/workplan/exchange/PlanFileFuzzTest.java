package meridian.workplan.exchange;

import static meridian.workplan.exchange.Workbooks.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes changed at random: whatever comes, the reader refuses in its own words or reads, and never hangs. */
@Timeout(120)
class PlanFileFuzzTest {
    private static final long SEED = Long.getLong("meridian.seed", 20261123L);
    private static final int ROUNDS = Integer.getInteger("meridian.fuzz.rounds", 1_500);

    private static final byte[] WORKBOOK = Workbooks.xlsx(
            row("新品上市推进计划"), row("编制:总部市场部   版本:V1.2   日期未填年份的按2026年"),
            row("编号", "阶段", "模块", "任务", "负责人", "区域", "部门", "开始", "结束", "工期(天)", "前置任务", "完成%", "状态", "里程碑", "验收标准"),
            row("A1", "准备", "调研", "华东调研", "李婷", "华东", "市场部", LocalDate.of(2026, 11, 30), "12月11日", 10, null, 0.4, "进行中", null, "1、甲;2、乙"),
            row("A2", null, null, "汇总", "孙悦、周颖", "华男", "市场部", "2026.12.14", "月底", "2周", "A1FS+1d", "120%", "未开始", "是", null),
            row("A2", null, null, "评审", "王敏", "华南", "市场部", "节前", "尽快", 3, "A1, A9, 2-4", 1, "?", "√", null));

    @Test
    void changedBytesOfAnArchiveAreReadOrRefused() {
        var random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) survive(changed(WORKBOOK, random), round);
    }

    @Test
    void changedPartsOfAWorkbookAreReadOrRefused() throws IOException {
        var random = new Random(SEED + 1);
        for (int round = 0; round < ROUNDS; round++) survive(withOnePartChanged(random), round);
    }

    @Test
    void changedTextIsReadOrRefused() {
        var random = new Random(SEED + 2);
        var text = "序号,任务,负责人,开始,结束,前置任务\n1,\"华东,调研\",李婷,11月30日,12月上旬,\n2,汇总,孙悦、周颖,2026/12/14,12/11/2026,1FS+2d\n合计,,,,,\n";
        for (int round = 0; round < ROUNDS; round++) {
            survive(changed(text.getBytes(StandardCharsets.UTF_8), random), round);
            survive(changed(text.getBytes(java.nio.charset.Charset.forName("GB18030")), random), round);
        }
    }

    @Test
    void cellsOfRandomWordsAreUnderstoodOrRemarkedUpon() {
        var random = new Random(SEED + 3);
        for (int round = 0; round < ROUNDS / 5; round++) {
            var csv = new StringBuilder("序号,阶段,模块,任务,负责人,配合人,区域,部门,开始,结束,起止时间,工期,前置任务,完成%,状态,里程碑,验收标准\n");
            for (int row = 0; row < 12; row++) {
                for (int column = 0; column < 17; column++) csv.append(column == 0 ? "" : ",").append('"').append(words(random)).append('"');
                csv.append('\n');
            }
            survive(csv.toString().getBytes(StandardCharsets.UTF_8), round);
        }
    }

    private static final String[] WORDS = {
        "1", "2", "3", "12", "31", "99", "2026", "0", "-", "/", ".", ":", "年", "月", "日", "底", "上旬", "下旬", "初", "节前", "春", "前", "第", "周", "季度", "24:00", "下午", "pm", "Q", "Nov", "mid ",
        "FS", "SS", "+", "d", "天", "%", "、", "\uFF1B", "和", "牵头", "配合", "(", ")", "合计", "注:", "李婷", "华东", "市场部", "已完成", "是", "—", " ", "\u200B", "=", "'", "1e9", "至", "~", "by ", "\n", "9".repeat(30)
    };

    private static String words(Random random) {
        var text = new StringBuilder();
        for (int count = random.nextInt(6); count > 0; count--) text.append(WORDS[random.nextInt(WORDS.length)]);
        return text.toString();
    }

    private static void survive(byte[] bytes, int round) {
        try {
            var check = PlanCheck.of(PlanFile.read("fuzz", bytes, Limits.standard()), Workbooks.NOTHING);
            check.json(Workbooks.ENGLISH);
            PlanCheck.of(check.file(), Workbooks.NOTHING, check.mended());
        } catch (UnreadableFile refused) {
            assertThat(refused.in(Workbooks.ENGLISH)).doesNotContain("exchange.");
        } catch (RuntimeException | Error other) {
            throw new AssertionError("seed " + SEED + ", round " + round, other);
        }
    }

    private static byte[] changed(byte[] original, Random random) {
        var bytes = original.clone();
        for (int times = 1 + random.nextInt(12); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) "<>&\"'=/0123456789,;\n-".charAt(random.nextInt(21));
                default -> System.arraycopy(original, random.nextInt(original.length - Math.min(8, original.length) + 1), bytes, Math.max(0, at - 8), Math.min(8, Math.min(bytes.length, at)));
            }
        }
        return random.nextInt(8) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] withOnePartChanged(Random random) throws IOException {
        int victim = random.nextInt(8);
        var out = new ByteArrayOutputStream();
        var archive = new Archive(WORKBOOK, 100);
        try (var zip = new ZipOutputStream(out)) {
            int index = 0;
            for (var entry : archive.parts()) {
                var part = archive.open(entry).readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.name()));
                boolean sheet = entry.name().contains("sheet1") || entry.name().contains("sharedStrings");
                zip.write(part.length > 0 && (index == victim || sheet && random.nextBoolean()) ? changed(part, random) : part);
                zip.closeEntry();
                index++;
            }
        }
        return out.toByteArray();
    }
}
