package meridian.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Pages as gzip: whatever was zipped before stands in them as it is. */
class ZipTest {
    private final Random random = new Random(7);

    @Test
    void aPageIsReadAsItWas() throws IOException {
        for (int length : List.of(0, 1, 100, 8192, 500_000)) {
            var page = words(length);
            assertThat(unzipped(Zip.of(page, List.of()))).isEqualTo(page);
        }
    }

    @Test
    void partsStandWhereTheyWerePlacedAndMayBeUsedAgain() throws IOException {
        for (int round = 0; round < 50; round++) {
            var parts = List.of(Zip.Part.of(words(random.nextInt(100_000))), Zip.Part.of(noise(random.nextInt(100_000))));
            var page = new java.io.ByteArrayOutputStream();
            var placed = new ArrayList<Zip.Placed>();
            for (int i = 0; i < 4; i++) {
                page.writeBytes(i == 1 ? new byte[0] : words(random.nextInt(20_000)));
                var part = parts.get(random.nextInt(2));
                placed.add(new Zip.Placed(page.size(), part));
                page.writeBytes(part.plain());
            }
            page.writeBytes(words(random.nextInt(10_000)));
            assertThat(unzipped(Zip.of(page.toByteArray(), placed))).isEqualTo(page.toByteArray());
        }
    }

    private static byte[] unzipped(byte[] zipped) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return in.readAllBytes();
        }
    }

    private byte[] words(int length) {
        var text = new StringBuilder();
        while (text.length() < length) text.append("<td class=\"num\">").append(random.nextInt(100)).append("</td>\n");
        return text.substring(0, length).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] noise(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
