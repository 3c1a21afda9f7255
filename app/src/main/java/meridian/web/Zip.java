package meridian.web;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A page as gzip (RFC 1952), as quickly as it goes: the server would do it more thoroughly, at three times the cost for a tenth less to
 * send. What zips is kept for the next page, because making it costs as much again as a small page.
 */
final class Zip {
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final ArrayBlockingQueue<Deflater> IDLE = new ArrayBlockingQueue<>(4);

    private Zip() {}

    /** A part of the page that was zipped before, and where it begins. */
    record Placed(int at, Part part) {}

    /** What many pages hold: as it is, and zipped so that it can stand between what is zipped apart from it. */
    record Part(byte[] plain, byte[] zipped) {
        static Part of(byte[] plain) {
            return new Part(plain, deflated(plain.length, (deflater, zipped) -> write(plain, 0, plain.length, false, deflater, zipped)));
        }
    }

    /** @param parts in their order, none within another */
    static byte[] of(byte[] page, List<Placed> parts) {
        return deflated(page.length, (deflater, zipped) -> {
            zipped.writeBytes(HEAD);
            int at = 0;
            for (var placed : parts) {
                if (placed.at > at) write(page, at, placed.at, false, deflater, zipped);
                zipped.writeBytes(placed.part.zipped);
                at = placed.at + placed.part.plain.length;
            }
            write(page, at, page.length, true, deflater, zipped);
            var sum = new CRC32();
            sum.update(page);
            write((int) sum.getValue(), zipped);
            write(page.length, zipped);
        });
    }

    private static byte[] deflated(int length, BiConsumer<Deflater, ByteArrayOutputStream> writing) {
        var waiting = IDLE.poll();
        var deflater = waiting == null ? new Deflater(Deflater.BEST_SPEED, true) : waiting;
        try {
            var zipped = new ByteArrayOutputStream(length / 6 + 512);
            writing.accept(deflater, zipped);
            return zipped.toByteArray();
        } finally {
            deflater.reset();
            if (!IDLE.offer(deflater)) deflater.end();
        }
    }

    // What comes after does not refer to what stands before: something else may stand between them.
    private static void write(byte[] page, int from, int until, boolean last, Deflater deflater, ByteArrayOutputStream zipped) {
        deflater.setInput(page, from, until - from);
        if (last) deflater.finish();
        var piece = new byte[8192];
        int length;
        do {
            length = deflater.deflate(piece, 0, piece.length, last ? Deflater.NO_FLUSH : Deflater.FULL_FLUSH);
            zipped.write(piece, 0, length);
        } while (last ? !deflater.finished() : length == piece.length);
    }

    private static void write(int number, ByteArrayOutputStream zipped) {
        for (int shift = 0; shift < 32; shift += 8) zipped.write(number >>> shift);
    }
}
