package meridian.document;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import meridian.web.Words;

/** Writes the samples into a folder, to be looked at: {@code Look FOLDER}. */
final class Look {
    private static final Words WORDS = new Words();

    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (var sample : new Object[][] {
            {"zh", Charters.chinese(Classification.INTERNAL)},
            {"zh-secret", Charters.chinese(Classification.CONFIDENTIAL)},
            {"en", Charters.english()},
            {"rows", Charters.rows(120)},
            {"wide", Charters.wide()},
        }) {
            var content = (DocumentContent) sample[1];
            try (OutputStream out = Files.newOutputStream(folder.resolve(sample[0] + ".docx"))) {
                new DocxWriter(WORDS).write(content, Charters.export(), out);
            }
            try (OutputStream out = Files.newOutputStream(folder.resolve(sample[0] + ".pdf"))) {
                new PdfWriter(WORDS).write(content, Charters.export(), out);
            }
        }
        Files.writeString(folder.resolve("page.html"), "<!doctype html><meta charset=utf-8><meta name=viewport content=width=device-width><style>"
                + Files.readString(Path.of("app/src/main/resources/static/css/document.css"))
                + "</style>" + DocumentHtml.article(Charters.chinese(Classification.INTERNAL), WORDS));
        for (int i = 0; i < 12; i++) {
            var content = Charters.chinese(Classification.INTERNAL);
            long start = System.nanoTime();
            new PdfWriter(WORDS).write(content, Charters.export(), OutputStream.nullOutputStream());
            long middle = System.nanoTime();
            new DocxWriter(WORDS).write(content, Charters.export(), OutputStream.nullOutputStream());
            System.out.printf("pdf %d ms docx %d ms%n", (middle - start) / 1_000_000, (System.nanoTime() - middle) / 1_000_000);
        }
    }
}
