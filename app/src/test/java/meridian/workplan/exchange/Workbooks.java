package meridian.workplan.exchange;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Small files made for a test, and the real ones where they are at hand. */
final class Workbooks {
    static final Known NOTHING = Known.nothing(2026);
    static final Wording CHINESE = Wording.of(Locale.SIMPLIFIED_CHINESE);
    static final Wording ENGLISH = Wording.of(Locale.ENGLISH);

    private Workbooks() {}

    /** Rows of text, numbers and dates; null leaves a cell out. */
    static byte[] xlsx(Object[]... rows) {
        return workbook(book -> fill(book.newWorksheet("Plan"), rows));
    }

    static void fill(Worksheet sheet, Object[]... rows) {
        for (int row = 0; row < rows.length; row++)
            for (int column = 0; column < rows[row].length; column++)
                switch (rows[row][column]) {
                    case null -> {}
                    case Number number -> sheet.value(row, column, number);
                    case LocalDate date -> {
                        sheet.value(row, column, date);
                        sheet.style(row, column).format("yyyy/m/d").set();
                    }
                    case Object text -> sheet.value(row, column, text.toString());
                }
    }

    static byte[] workbook(Consumer<Workbook> made) {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "Test", "1.0")) {
            made.accept(book);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** An archive of the parts given as name, text, name, text …; for what no spreadsheet program would write. */
    static byte[] archive(String... parts) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < parts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(parts[i]));
                zip.write(parts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] sheetOf(String sheetXml) {
        return archive(
                "[Content_Types].xml", "<Types/>",
                "xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
                "xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
                "xl/worksheets/sheet1.xml", sheetXml);
    }

    static PlanFile read(byte[] bytes) {
        return PlanFile.read("plan", bytes, Limits.standard());
    }

    static PlanFile csv(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static PlanCheck check(Object[]... rows) {
        return PlanCheck.of(read(xlsx(rows)), NOTHING);
    }

    static PlanCheck check(Known known, Object[]... rows) {
        return PlanCheck.of(read(xlsx(rows)), known);
    }

    static Object[] row(Object... cells) {
        return cells;
    }

    static Problem at(PlanCheck check, String cell, String key) {
        return check.problems().stream()
                .filter(problem -> problem.key().equals(key) && problem.cell() != null && problem.cell().toString().equals(cell))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key + " at " + cell + " but " + keys(check)));
    }

    static List<String> keys(PlanCheck check) {
        return check.problems().stream().map(problem -> problem.cell() + " " + problem.key()).toList();
    }

    /** What the first mend writes into the problem's own cell. */
    static String mended(Problem problem) {
        return problem.mends().getFirst().values().get(problem.cell());
    }

    /** Of this thread alone, so that a busy machine does not decide a test. */
    static Duration processorTime() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    static byte[] shared(String name) {
        var given = System.getProperty("meridian.shared");
        var here = Path.of("").toAbsolutePath();
        var found = (given != null ? Stream.of(Path.of(given)) : Stream.iterate(here, folder -> folder != null, Path::getParent).map(folder -> folder.resolve("shared")))
                .map(folder -> folder.resolve("data/plans").resolve(name))
                .filter(Files::isReadable)
                .findFirst();
        assumeTrue(found.isPresent(), () -> "shared/data/plans/" + name + " is not here; nothing to check it with");
        try {
            return Files.readAllBytes(found.orElseThrow());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
