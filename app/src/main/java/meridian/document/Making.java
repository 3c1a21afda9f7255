package meridian.document;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A file that the house makes, from its beginning to its end, beside its place in the store. What was written can be set right until it is
 * called {@link #sure}; what is sure is hashed and sent to the disk behind the writer’s back, so that little is left to do at the end.
 * Closed before it is {@link #done} it is gone. For one thread at a time.
 */
public final class Making extends OutputStream {
    private static final int BUFFER = 1 << 20;
    private static final long AT_ONCE = 64L << 20;
    private static final long END = -1;

    /** What becomes of the file once it is whole. */
    interface Whole {
        FileStore.Received of(Path path, byte[] sha256) throws IOException;
    }

    private final Path path;
    private final Whole whole;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final BlockingQueue<Long> sure = new LinkedBlockingQueue<>();
    private final FutureTask<byte[]> hashing = new FutureTask<>(this::hash);
    private final Thread hasher;
    private long drained;
    private boolean done;

    Making(Path path, Whole whole) throws IOException {
        this.path = path;
        this.whole = whole;
        this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.hasher = Thread.ofPlatform().daemon().name("making").start(hashing);
    }

    /** Where the next byte goes. */
    public long place() {
        return drained + buffer.position();
    }

    @Override
    public void write(int one) throws IOException {
        if (!buffer.hasRemaining()) drain();
        buffer.put((byte) one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = offset, end = offset + length; at < end; ) {
            if (!buffer.hasRemaining()) drain();
            int many = Math.min(buffer.remaining(), end - at);
            buffer.put(bytes, at, many);
            at += many;
        }
    }

    /** Sets four bytes right that were written but are not sure yet, the lowest first. */
    public void amend(long place, int value) throws IOException {
        if (place + Integer.BYTES > drained) drain();
        var four = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, value);
        while (four.hasRemaining()) channel.write(four, place + four.position());
    }

    /** All that was written stays as it is. */
    public void sure() throws IOException {
        drain();
        sure.add(drained);
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) drained += channel.write(buffer, drained);
        buffer.clear();
    }

    private byte[] hash() throws Exception {
        var digest = sha256();
        var bytes = new byte[BUFFER];
        long hashed = 0;
        long forced = 0;
        for (long to = sure.take(); to != END; to = sure.take()) {
            while (hashed < to) {
                int read = channel.read(ByteBuffer.wrap(bytes, 0, (int) Math.min(BUFFER, to - hashed)), hashed);
                if (read < 0) throw new EOFException(path.toString());
                digest.update(bytes, 0, read);
                hashed += read;
                if (hashed - forced < AT_ONCE) continue;
                channel.force(false);
                forced = hashed;
            }
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It is whole and on the disk. */
    public ProjectFiles.Made done() throws IOException {
        sure();
        sure.add(END);
        byte[] sha256;
        try {
            sha256 = hashing.get();
        } catch (ExecutionException e) {
            throw new IOException("it could not be read again", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        channel.force(true);
        var received = whole.of(path, sha256);
        channel.close();
        done = true;
        return new ProjectFiles.Made(received, sha256, drained);
    }

    @Override
    public void close() throws IOException {
        if (done) return;
        hasher.interrupt();
        channel.close();
        Files.deleteIfExists(path);
    }
}
