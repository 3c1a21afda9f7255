package meridian.workplan.exchange;

import static meridian.workplan.exchange.Workbooks.archive;
import static meridian.workplan.exchange.Workbooks.read;
import static meridian.workplan.exchange.Workbooks.row;
import static meridian.workplan.exchange.Workbooks.sheetOf;
import static meridian.workplan.exchange.Workbooks.xlsx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is not a work plan, or means harm, is refused with its reason; nothing else ever comes out of the reader. */
@Timeout(120)
class HostileFilesTest {

    @Test
    void anEmptyFileIsCalledEmpty() {
        assertThat(refusal(new byte[0])).isEqualTo("exchange.unreadable.empty");
        assertThat(refusal(" \n\t\n".getBytes())).isEqualTo("exchange.unreadable.empty");
        assertThat(refusal(xlsx())).isEqualTo("exchange.unreadable.empty");
    }

    @Test
    void twoHundredMegabytesAreNotEvenRead() throws IOException {
        var endless = new InputStream() {
            long given;

            @Override
            public int read() {
                given++;
                return 'a';
            }

            @Override
            public int read(byte[] into, int from, int most) {
                given += most;
                Arrays.fill(into, from, from + most, (byte) 'a');
                return most;
            }
        };
        var refused = catchThrowableOfType(UnreadableFile.class, () -> PlanFile.read("big.csv", endless, Limits.standard()));
        assertThat(refused.key()).isEqualTo("exchange.unreadable.size");
        assertThat(refused.in(Workbooks.ENGLISH)).contains("20 MB");
        assertThat(endless.given).isLessThan(25 << 20);
    }

    @Test
    void aZipBombIsNotOpened() {
        var zeros = "0".repeat(1 << 20);
        var bomb = new StringBuilder("<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>");
        for (int i = 0; i < 60; i++) bomb.append(zeros);
        assertThat(refusal(sheetOf(bomb.append("</v></c></row></sheetData></worksheet>").toString())))
                .isEqualTo("exchange.unreadable.bomb");
        var many = new String[6_000];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "part" + i;
            many[i + 1] = "";
        }
        assertThat(refusal(archive(many))).isEqualTo("exchange.unreadable.bomb");
    }

    @Test
    void aBombHiddenInAPartNobodyReadsIsFoundToo() {
        assertThat(refusal(archive("xl/workbook.xml", "<workbook/>", "xl/media/image1.png", " ".repeat(50 << 20)))).isEqualTo("exchange.unreadable.bomb");
    }

    @Test
    void externalEntitiesAreNeverFollowed(@TempDir Path folder) throws IOException {
        var secret = Files.writeString(folder.resolve("secret.txt"), "top secret");
        var attack = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>"
                + "<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>";
        assertThat(refusal(sheetOf(attack))).isEqualTo("exchange.unreadable.damaged");
    }

    @Test
    void entitiesThatMultiplyAreRefused() {
        var laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>"
                + "<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>&c;</v></c></row></sheetData></worksheet>";
        assertThat(refusal(sheetOf(laughs))).isEqualTo("exchange.unreadable.damaged");
    }

    @Test
    void oldAndLockedWorkbooksAreNamedForWhatTheyAre() {
        assertThat(refusal(ole("Workbook"))).isEqualTo("exchange.unreadable.xls");
        assertThat(refusal(ole("EncryptedPackage"))).isEqualTo("exchange.unreadable.password");
        assertThat(refusal(ole("WordDocument"))).isEqualTo("exchange.unreadable.kind");
        assertThat(refusal(archive("xl/workbook.bin", ""))).isEqualTo("exchange.unreadable.xls");
        assertThat(refusal(archive("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"))).isEqualTo("exchange.unreadable.ods");
    }

    @Test
    void whatIsNoSpreadsheetIsSaidToBeNone() {
        assertThat(refusal("%PDF-1.7 …".getBytes())).isEqualTo("exchange.unreadable.kind");
        assertThat(refusal(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0})).isEqualTo("exchange.unreadable.kind");
        assertThat(refusal(archive("word/document.xml", "<x/>"))).isEqualTo("exchange.unreadable.kind");
        assertThat(refusal("<html><table><tr><td>任务</td></tr></table></html>".getBytes())).isEqualTo("exchange.unreadable.html");
        var noise = new byte[5_000];
        new Random(7).nextBytes(noise);
        assertThat(refusal(noise)).startsWith("exchange.unreadable.");
    }

    @Test
    void aCutOffWorkbookIsCalledDamaged() {
        var whole = xlsx(row("任务", "负责人"), row("调研", "李婷"));
        assertThat(refusal(Arrays.copyOf(whole, whole.length / 2))).startsWith("exchange.unreadable.");
        assertThat(refusal(Arrays.copyOf(whole, 10))).startsWith("exchange.unreadable.");
    }

    @Test
    void oneCellOfAMillionCharactersIsRefusedByName() {
        var refused = catchThrowableOfType(UnreadableFile.class, () -> Workbooks.csv("任务,负责人\n" + "长".repeat(1_000_000) + ",李婷\n"));
        assertThat(refused.in(Workbooks.ENGLISH)).isEqualTo("Cell A2 holds more than 32,767 characters.".replace(",767", "767"));
        var xml = "<worksheet><sheetData><row r=\"4\"><c r=\"C4\" t=\"str\"><v>" + "x".repeat(1_000_000) + "</v></c></row></sheetData></worksheet>";
        assertThat(catchThrowableOfType(UnreadableFile.class, () -> read(sheetOf(xml))).args()).containsExactly("C4", 32_767);
    }

    @Test
    void tooManyRowsAndColumnsAreRefused() {
        assertThat(refusal(("任务,负责人\n" + "a,b\n".repeat(50_001)).getBytes(StandardCharsets.UTF_8))).isEqualTo("exchange.unreadable.rows");
        assertThat(refusal(("任务" + ",a".repeat(300) + "\n").getBytes(StandardCharsets.UTF_8))).isEqualTo("exchange.unreadable.columns");
        var wide = "<worksheet><sheetData><row r=\"1\"><c r=\"XFD1\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>";
        assertThat(refusal(sheetOf(wide))).isEqualTo("exchange.unreadable.columns");
        var rows = new StringBuilder("<worksheet><sheetData>");
        for (int i = 1; i <= 50_001; i++) rows.append("<row><c t=\"n\"><v>").append(i).append("</v></c></row>");
        assertThat(refusal(sheetOf(rows.append("</sheetData></worksheet>").toString()))).isEqualTo("exchange.unreadable.rows");
    }

    @Test
    void aSheetThatLiesAboutItsRowsAndTextsIsDamaged() {
        for (var cells : new String[] {
            "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"99999999\"/>", "<row r=\"-1\"/>", "<row r=\"x\"/>",
            "<row><c t=\"s\"><v>5</v></c></row>", "<row><c t=\"s\"><v>-1</v></c></row>", "<row><c s=\"q\"><v>1</v></c></row>",
            "<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", "<row><c><v>1e999</v></c></row>", "<row><c><v>NaN</v></c></row>", "<row><c r=\"1\"><v>1</v></c></row>"
        })
            assertThat(refusal(sheetOf("<worksheet><sheetData>" + cells + "</sheetData></worksheet>"))).as(cells).isIn("exchange.unreadable.damaged", "exchange.unreadable.empty");
    }

    @Test
    void aMergeOverTheWholeSheetCostsNothing() {
        var xml = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>任务</v></c><c r=\"B1\" t=\"str\"><v>负责人</v></c></row>"
                + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>调研</v></c></row></sheetData><mergeCells><mergeCell ref=\"A2:XFD1048576\"/></mergeCells></worksheet>";
        assertThat(PlanCheck.of(read(sheetOf(xml)), Workbooks.NOTHING).draft().tasks()).hasSize(1);
        assertThat(refusal(sheetOf(xml.replace("A2:XFD1048576", "A2:ZZZZZZ9")))).isEqualTo("exchange.unreadable.damaged");
    }

    @Test
    void chineseTextIsReadInEveryEncodingPeopleSave() {
        var text = "任务,负责人\n华东问卷调研,李婷\n";
        for (var name : new String[] {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
            var file = read(text.getBytes(Charset.forName(name)));
            assertThat(file.charset()).isEqualTo(name);
            assertThat(PlanCheck.of(file, Workbooks.NOTHING).draft().tasks()).extracting(TaskDraft::title).containsExactly("华东问卷调研");
        }
        for (var name : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE"})
            assertThat(PlanCheck.of(read(("\uFEFF" + text).getBytes(Charset.forName(name))), Workbooks.NOTHING).draft().tasks()).as(name).hasSize(1);
    }

    @Test
    void everyDelimiterAndQuotedLinesAreRead() {
        for (var text : List.of("任务;负责人;备注\n\"a;\"\"b\"\"\nc\";李婷;x\n", "任务\t负责人\t备注\r\n\"a;\"\"b\"\"\r\nc\"\t李婷\tx\r\n", "sep=|\n任务|负责人|备注\n\"a;\"\"b\"\"\nc\"|李婷|x"))
            assertThat(PlanCheck.of(Workbooks.csv(text), Workbooks.NOTHING).draft().tasks()).as(text)
                    .extracting(task -> task.title() + "/" + task.owner() + "/" + task.note()).containsExactly("a;\"b\"\nc/李婷/x");
    }

    @Test
    void brokenEncodingsAreRefusedNotGuessed() {
        assertThat(refusal(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', (byte) 0xC3, (byte) 0x28})).isEqualTo("exchange.unreadable.encoding");
        assertThat(refusal(new byte[] {'a', ',', 'b', '\n', (byte) 0xFF, (byte) 0xFF, ',', 'c'})).isEqualTo("exchange.unreadable.encoding");
    }

    @Test
    void invisibleAndBackwardCharactersAreTakenOutAndSaidSo() {
        var check = Workbooks.check(row("任务", "负责人"), row("\u202Egnp.exe\u202C 调\u200B研\u0007", "\uFEFF李婷"));

        assertThat(check.draft().tasks().getFirst().title()).isEqualTo("gnp.exe 调研");
        assertThat(check.draft().tasks().getFirst().owner()).isEqualTo("李婷");
        Workbooks.at(check, "A2", "exchange.cell.hidden");
        Workbooks.at(check, "B2", "exchange.cell.hidden");
    }

    @Test
    void scriptsAndFormulasStayPlainText() {
        var check = Workbooks.check(row("任务", "负责人", "备注"), row("<script>alert(1)</script>", "=cmd|'/c calc'!A0", "@SUM(1)"));

        var task = check.draft().tasks().getFirst();
        assertThat(task.title()).isEqualTo("<script>alert(1)</script>");
        assertThat(task.owner()).startsWith("=cmd|");
        Workbooks.at(check, "B2", "exchange.cell.formula");
        Workbooks.at(check, "C2", "exchange.cell.formula");
        assertThat(check.json(Workbooks.ENGLISH)).doesNotContain("\n");
    }

    @Test
    void headingsNamesAndDatesMadeToExhaustTheSearchCostLittle() {
        var csv = new StringBuilder("任务,负责人,区域,开始\n");
        for (int i = 0; i < 30; i++) csv.append("(".repeat(30_000)).append(",").append("(".repeat(30_000)).append(",x\n");
        var names = new java.util.ArrayList<String>();
        for (int i = 0; i < 2_000; i++) names.add("known person " + Integer.toString(i * 7_919, 36));
        for (int i = 0; i < 10_000; i++) csv.append("t,unknown ").append(Integer.toString(i * 104_729, 36)).append(",party ").append(i).append(",").append("1 ".repeat(45)).append("\n");
        var begun = Workbooks.processorTime();
        var check = PlanCheck.of(Workbooks.csv(csv.toString()), Workbooks.NOTHING.people(names).parties(names));
        assertThat(Workbooks.processorTime().minus(begun)).isLessThan(java.time.Duration.ofSeconds(20));
        assertThat(check.importable()).isFalse();
    }

    @Test
    void anOrdinaryTextIsReadableButNoPlan() {
        var check = PlanCheck.of(Workbooks.csv("Dear all,\nplease find attached …\n"), Workbooks.NOTHING);
        assertThat(check.importable()).isFalse();
        assertThat(Workbooks.keys(check)).containsExactly("null exchange.columns.none");
        assertThat(check.json(Workbooks.CHINESE)).contains("\"importable\":false");
    }

    private static String refusal(byte[] bytes) {
        var refused = catchThrowableOfType(UnreadableFile.class, () -> PlanFile.read("file", new ByteArrayInputStream(bytes), Limits.standard()));
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.in(Workbooks.ENGLISH)).doesNotContain("exchange.");
        assertThat(refused.in(Workbooks.CHINESE)).doesNotContain("exchange.");
        return refused.key();
    }

    private static byte[] ole(String stream) {
        var bytes = new byte[4_096];
        System.arraycopy(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1}, 0, bytes, 0, 8);
        var name = stream.getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, bytes, 1_024, name.length);
        return bytes;
    }
}
