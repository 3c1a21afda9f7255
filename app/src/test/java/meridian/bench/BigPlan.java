package meridian.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import org.dhatim.fastexcel.Workbook;

/** A work plan as a spreadsheet program writes it: 5,000 tasks, with the people and parties of the seeded projects. */
final class BigPlan {
    static final int TASKS = 5_000;

    private static final String[] HEADINGS = {"WBS", "Phase", "Work package", "Task", "Owner", "Region / Department", "Start", "Finish", "Deliverable", "Acceptance criteria", "Milestone", "Predecessors"};

    private BigPlan() {}

    static byte[] xlsx() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "Bench", "1.0")) {
            var sheet = book.newWorksheet("Plan");
            for (int column = 0; column < HEADINGS.length; column++) sheet.value(0, column, HEADINGS[column]);
            for (int i = 1; i <= TASKS; i++) {
                int packaged = (i - 1) / 25, phase = packaged / 25;
                var start = LocalDate.now().plusDays(i % 120);
                Object[] cells = {
                    (phase + 1) + "." + (packaged % 25 + 1) + "." + ((i - 1) % 25 + 1), "Phase " + (phase + 1), "Package " + (packaged + 1), "Task " + i, "Person " + (i % Seed.PEOPLE + 1), "Region " + (i % 4 + 1),
                    start, start.plusDays(i % 9), i % 5 == 0 ? "Report " + i : "", i % 5 == 0 ? "Signed off; no open defects" : "", i % 50 == 0 ? "yes" : "", i % 3 == 0 && (i - 1) % 25 > 2 ? previous(phase, packaged, i - 2) + "FS" : ""};
                for (int column = 0; column < cells.length; column++) {
                    if (cells[column] instanceof LocalDate day) {
                        sheet.value(i, column, day);
                        sheet.style(i, column).format("yyyy-mm-dd").set();
                    } else sheet.value(i, column, cells[column].toString());
                }
            }
        }
        return out.toByteArray();
    }

    private static String previous(int phase, int packaged, int i) {
        return (phase + 1) + "." + (packaged % 25 + 1) + "." + ((i - 1) % 25 + 1);
    }
}
