package meridian.document;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the samples into a folder, to be looked at: {@code Look FOLDER}. */
final class Look {
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (var sample : new Object[][] {
            {"zh", Charters.chinese(Classification.INTERNAL)},
            {"zh-secret", Charters.chinese(Classification.CONFIDENTIAL)},
            {"en", Charters.english()},
            {"rows", Charters.rows(120)},
        }) {
            var content = (DocumentContent) sample[1];
            try (OutputStream out = Files.newOutputStream(folder.resolve(sample[0] + ".docx"))) {
                new DocxWriter().write(content, Charters.export(content), out);
            }
            try (OutputStream out = Files.newOutputStream(folder.resolve(sample[0] + ".pdf"))) {
                new PdfWriter().write(content, Charters.export(content), out);
            }
        }
        for (int i = 0; i < 12; i++) {
            var content = Charters.chinese(Classification.INTERNAL);
            long start = System.nanoTime();
            new PdfWriter().write(content, Charters.export(content), OutputStream.nullOutputStream());
            long middle = System.nanoTime();
            new DocxWriter().write(content, Charters.export(content), OutputStream.nullOutputStream());
            System.out.printf("pdf %d ms docx %d ms%n", (middle - start) / 1_000_000, (System.nanoTime() - middle) / 1_000_000);
        }
    }
}
