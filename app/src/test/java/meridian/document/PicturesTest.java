package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pictures come of which files. */
class PicturesTest {
    @TempDir
    Path folder;

    Path into;

    @BeforeEach
    void aFolder() throws IOException {
        into = Files.createDirectory(folder.resolve("into"));
    }

    @Test
    void aPhotographIsMadeSmallAndUpright() throws IOException {
        var made = PictureCommand.make(photograph(4000, 3000, 6), "image/jpeg", into);
        assertThat(made).isEqualTo(new Pictures.Made(1, 1, null));
        var large = ImageIO.read(into.resolve("1").toFile());
        assertThat(large.getHeight()).as("held upright: as high as it was wide").isEqualTo(1600).isGreaterThan(large.getWidth());
        assertThat(new Color(large.getRGB(large.getWidth() - 20, 20)).getRed()).as("its red corner was above at the left, and is above at the right").isGreaterThan(200);
        assertThat(Files.readString(into.resolve("1"), java.nio.charset.StandardCharsets.ISO_8859_1)).as("nothing of what the camera wrote").doesNotContain("Exif");
        assertThat(ImageIO.read(into.resolve("small").toFile()).getHeight()).isEqualTo(320);
    }

    @Test
    void aWebPictureIsMadeSmallToo() throws IOException {
        var webp = Files.write(folder.resolve("a.webp"), java.util.Base64.getDecoder().decode("UklGRiwAAABXRUJQVlA4TB8AAAAvJ8AEAA8Q87//8x8OCLONZjB/2v3vBCL6PwEljD0CAA=="));
        assertThat(PictureCommand.make(webp, "image/webp", into)).isEqualTo(new Pictures.Made(1, 1, null));
        var made = ImageIO.read(into.resolve("1").toFile());
        assertThat(made.getWidth()).isEqualTo(40);
        assertThat(new Color(made.getRGB(2, 2)).getRed()).isGreaterThan(200);
    }

    @Test
    void aBombOfPixelsIsRefusedByItsHeadAlone() throws IOException {
        var bomb = Files.write(folder.resolve("bomb.png"), png(50_000, 50_000));
        var began = System.nanoTime();
        assertThat(PictureCommand.make(bomb, "image/png", into)).isEqualTo(new Pictures.Made(null, 0, "too_many_pixels"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(PictureCommand.make(Files.writeString(folder.resolve("no.png"), "no picture"), "image/png", into).refused()).isEqualTo("unreadable");
    }

    @Test
    void theFirstPagesOfAPdfAreShownAndOneThatIsLockedIsNot() throws IOException {
        var pdf = folder.resolve("a.pdf");
        try (var document = new PDDocument()) {
            for (int i = 0; i < 7; i++) document.addPage(new PDPage(i == 0 ? PDRectangle.A4 : new PDRectangle(200, 100)));
            document.save(pdf.toFile());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(folder.resolve("locked.pdf").toFile());
        }
        assertThat(PictureCommand.make(pdf, "application/pdf", into)).isEqualTo(new Pictures.Made(7, 5, null));
        assertThat(ImageIO.read(into.resolve("1").toFile()).getHeight()).isEqualTo(1600);
        assertThat(ImageIO.read(into.resolve("2").toFile()).getWidth()).as("not blown up").isEqualTo(600);
        assertThat(PictureCommand.make(folder.resolve("locked.pdf"), "application/pdf", into).refused()).isEqualTo("locked");
        assertThat(PictureCommand.make(Files.writeString(folder.resolve("no.pdf"), "%PDF-1.7 and nothing"), "application/pdf", into).refused()).isEqualTo("unreadable");
    }

    @Test
    void theProcessApartServesOneAfterTheOtherAndIsBegunAnewWhenItEnds() throws Exception {
        var apart = new PicturesApart(Duration.ofSeconds(60));
        var photograph = photograph(400, 300, 1);
        assertThat(apart.make(photograph, "image/jpeg", into).pictures()).isOne();
        ProcessHandle.current().children().filter(child -> child.info().arguments().map(arguments -> java.util.List.of(arguments).contains(PictureCommand.NAME)).orElse(false)).forEach(ProcessHandle::destroyForcibly);
        assertThat(apart.make(photograph, "image/jpeg", into).pictures()).as("after it was killed").isOne();
        assertThat(new PicturesApart(Duration.ofMillis(1)).make(photograph, "image/jpeg", into).refused()).as("no time at all").isEqualTo("too_heavy");
    }

    // Red above at the left, the rest blue; with the word of a camera about how it was held.
    private Path photograph(int width, int height, int orientation) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var paper = image.createGraphics();
        paper.setColor(Color.BLUE);
        paper.fillRect(0, 0, width, height);
        paper.setColor(Color.RED);
        paper.fillRect(0, 0, width / 4, height / 4);
        paper.dispose();
        var jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        var exif = ByteBuffer.allocate(36).putShort((short) 0xFFE1).putShort((short) 34).put("Exif\0\0".getBytes()).put("MM".getBytes()).putShort((short) 42).putInt(8).putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1)
                .putShort((short) orientation).putShort((short) 0).putInt(0).array();
        var whole = new ByteArrayOutputStream();
        whole.write(jpeg.toByteArray(), 0, 2);
        whole.writeBytes(exif);
        whole.write(jpeg.toByteArray(), 2, jpeg.size() - 2);
        return Files.write(folder.resolve("photograph-" + width + ".jpg"), whole.toByteArray());
    }

    // A picture that says it is huge, and holds next to nothing.
    private static byte[] png(int width, int height) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) 2).put(new byte[3]).array());
        var deflater = new Deflater();
        deflater.setInput(new byte[100]);
        deflater.finish();
        var data = new byte[200];
        chunk(out, "IDAT", java.util.Arrays.copyOf(data, deflater.deflate(data)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String kind, byte[] data) {
        var crc = new CRC32();
        crc.update(kind.getBytes());
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(kind.getBytes());
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
