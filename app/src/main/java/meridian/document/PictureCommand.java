package meridian.document;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

/** The other side of {@link PicturesApart}: reads one question a line, answers one a line, and ends when nothing is asked for a while. */
@Command(name = PictureCommand.NAME, hidden = true)
public final class PictureCommand implements Callable<Integer> {
    static final String NAME = "pictures-apart";

    private static final long IDLE_NANOS = 60_000_000_000L;
    private static final int SMALL = 320;
    private static final int LARGE = 1600;
    private static final long MOST_PIXELS = 60_000_000;
    private static final float QUALITY = 0.82f;

    @Override
    public Integer call() throws IOException {
        var out = System.out;
        System.setOut(System.err); // whatever a library prints is no answer
        ImageIO.setUseCache(false);
        var last = new AtomicLong(System.nanoTime());
        Thread.ofPlatform().daemon().start(() -> {
            while (System.nanoTime() - last.get() < IDLE_NANOS) java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L);
            System.exit(0);
        });
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            last.set(Long.MAX_VALUE); // at work
            var asked = JsonMapper.shared().readValue(line, PicturesApart.Asked.class);
            out.println(JsonMapper.shared().writeValueAsString(make(Path.of(asked.content()), asked.type(), Path.of(asked.folder()))));
            out.flush();
            last.set(System.nanoTime());
        }
        return 0;
    }

    static Pictures.Made make(Path content, String type, Path folder) {
        try {
            return type.equals("application/pdf") ? pages(content, folder) : picture(content, folder);
        } catch (InvalidPasswordException e) {
            return new Pictures.Made(null, 0, "locked");
        } catch (IOException | RuntimeException e) {
            return new Pictures.Made(null, 0, "unreadable");
        }
    }

    private static Pictures.Made pages(Path content, Path folder) throws IOException {
        try (PDDocument document = Loader.loadPDF(new RandomAccessReadBufferedFile(content.toFile()), "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
            var renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            int pages = document.getNumberOfPages();
            int made = Math.min(pages, Pictures.PAGES);
            for (int i = 0; i < made; i++) {
                var box = document.getPage(i).getCropBox();
                float longest = Math.max(box.getWidth(), box.getHeight());
                if (!(longest > 0)) return new Pictures.Made(pages, i, i == 0 ? "unreadable" : null);
                var image = renderer.renderImage(i, Math.min(LARGE / longest, 3), ImageType.RGB);
                write(image, folder.resolve(Integer.toString(i + 1)));
                if (i == 0) write(fitted(image, SMALL), folder.resolve("small"));
            }
            return new Pictures.Made(pages, made, made == 0 ? "unreadable" : null);
        }
    }

    private static Pictures.Made picture(Path content, Path folder) throws IOException {
        try (var in = ImageIO.createImageInputStream(content.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) return new Pictures.Made(null, 0, "unreadable");
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, false);
                // Told by the head of the file, before a single pixel is unpacked.
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS) return new Pictures.Made(null, 0, "too_many_pixels");
                var how = reader.getDefaultReadParam();
                int step = Math.max(1, Math.max(width, height) / LARGE);
                how.setSourceSubsampling(step, step, 0, 0);
                var image = upright(opaque(reader.read(0, how)), orientation(content));
                write(fitted(image, LARGE), folder.resolve("1"));
                write(fitted(image, SMALL), folder.resolve("small"));
                return new Pictures.Made(1, 1, null);
            } finally {
                reader.dispose();
            }
        }
    }

    private static int orientation(Path content) {
        try (var in = Files.newInputStream(content)) {
            var exif = ImageMetadataReader.readMetadata(in).getFirstDirectoryOfType(ExifIFD0Directory.class);
            return exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION) ? 1 : exif.getInt(ExifIFD0Directory.TAG_ORIENTATION);
        } catch (IOException | ImageProcessingException | MetadataException | RuntimeException e) {
            return 1;
        }
    }

    private static BufferedImage opaque(BufferedImage image) {
        return painted(image, image.getWidth(), image.getHeight(), new AffineTransform());
    }

    private static BufferedImage fitted(BufferedImage image, int most) {
        double scale = (double) most / Math.max(image.getWidth(), image.getHeight());
        if (scale >= 1) return image;
        // By halves: one large step would leave out most of the points.
        var step = image;
        while (Math.max(step.getWidth(), step.getHeight()) > 2 * most) step = scaled(step, 0.5);
        return scaled(step, (double) most / Math.max(step.getWidth(), step.getHeight()));
    }

    private static BufferedImage scaled(BufferedImage image, double scale) {
        return painted(image, Math.max(1, (int) Math.round(image.getWidth() * scale)), Math.max(1, (int) Math.round(image.getHeight() * scale)), AffineTransform.getScaleInstance(scale, scale));
    }

    // The eight ways in which a camera may have been held (EXIF): mirrored, turned, both.
    private static BufferedImage upright(BufferedImage image, int orientation) {
        int w = image.getWidth();
        int h = image.getHeight();
        var turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> null;
        };
        if (turn == null) return image;
        return orientation >= 5 ? painted(image, h, w, turn) : painted(image, w, h, turn);
    }

    private static BufferedImage painted(BufferedImage image, int width, int height, AffineTransform how) {
        var onto = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var paper = onto.createGraphics();
        paper.setColor(Color.WHITE);
        paper.fillRect(0, 0, width, height);
        paper.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        paper.drawImage(image, how, null);
        paper.dispose();
        return onto;
    }

    private static void write(BufferedImage image, Path to) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = ImageIO.createImageOutputStream(to.toFile())) {
            writer.setOutput(out);
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
    }
}
