package meridian.document;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Asks ClamAV’s clamd about what arrives, where {@code meridian.clamd} says where it is: {@code host:port}, or the path of its socket.
 * Where it does not answer, {@code meridian.clamd.down} decides: {@code refuse} (nothing unchecked is taken in), or {@code accept}.
 */
@Component
public class VirusScanner {
    private static final Logger log = LoggerFactory.getLogger(VirusScanner.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CHUNK = 64 * 1024;
    // What clamd calls a file that it did not look at to its end, where it is told to say so (AlertExceedsMax).
    private static final String NOT_LOOKED_AT = "Heuristics.Limits.Exceeded";

    private final String address;
    private final boolean acceptUnchecked;

    VirusScanner(@Value("${meridian.clamd:}") String address, @Value("${meridian.clamd.down:refuse}") String down) {
        if (!down.equals("refuse") && !down.equals("accept")) throw new IllegalArgumentException("meridian.clamd.down is refuse or accept, not " + down);
        this.address = address.strip();
        this.acceptUnchecked = down.equals("accept");
    }

    /** What it says of a file. */
    public sealed interface Outcome {}

    public record Clean() implements Outcome {}

    /** {@code found} is its name of what it found. */
    public record Infected(String found) implements Outcome {}

    /** It could not look: it does not answer, or only takes smaller ones. */
    public record Unchecked(boolean tooLarge) implements Outcome {}

    public boolean configured() {
        return !address.isEmpty();
    }

    /** Whether it answers now. */
    public boolean answers() {
        try {
            return ask(Duration.ofSeconds(2), "zPING\0", null).equals("PONG");
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    Outcome scan(Path content) {
        if (!configured()) return new Clean();
        try {
            return read(ask(PATIENCE, "zINSTREAM\0", content));
        } catch (IOException | IllegalArgumentException e) {
            log.warn("the virus scanner at {} does not answer: {}", address, e.toString());
            return unchecked(false);
        }
    }

    private Outcome read(String answer) {
        if (answer.endsWith(" OK")) return new Clean();
        if (answer.endsWith(" FOUND")) {
            var found = answer.substring(answer.indexOf(':') + 1, answer.length() - " FOUND".length()).strip();
            return found.startsWith(NOT_LOOKED_AT) ? unchecked(true) : new Infected(found);
        }
        log.warn("the virus scanner could not look at a file: {}", answer);
        return unchecked(answer.contains("size limit"));
    }

    private Outcome unchecked(boolean tooLarge) {
        return acceptUnchecked ? new Clean() : new Unchecked(tooLarge);
    }

    // One question a connection; a connection that takes too long is cut from beside.
    private String ask(Duration patience, String command, @org.jspecify.annotations.Nullable Path content) throws IOException {
        var to = address();
        try (var channel = to instanceof UnixDomainSocketAddress ? SocketChannel.open(java.net.StandardProtocolFamily.UNIX) : SocketChannel.open()) {
            var watch = Thread.startVirtualThread(() -> cut(channel, patience));
            try {
                channel.connect(to);
                write(channel, ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII)));
                try {
                    if (content != null) stream(channel, content);
                } catch (IOException e) {
                    // It says why it hung up, and if not, reading fails.
                }
                return answer(channel);
            } finally {
                watch.interrupt();
            }
        }
    }

    private static void cut(SocketChannel channel, Duration patience) {
        try {
            Thread.sleep(patience);
            channel.close();
        } catch (InterruptedException | IOException e) {
            // it was in time
        }
    }

    private SocketAddress address() {
        if (address.startsWith("/")) return UnixDomainSocketAddress.of(address);
        int colon = address.lastIndexOf(':');
        if (colon < 1) throw new IllegalArgumentException("meridian.clamd is host:port or the path of a socket, not " + address);
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private static void stream(SocketChannel channel, Path content) throws IOException {
        var buffer = ByteBuffer.allocate(CHUNK + 4);
        try (var file = FileChannel.open(content, StandardOpenOption.READ)) {
            while (true) {
                buffer.clear().position(4);
                int n = file.read(buffer);
                if (n < 0) break;
                buffer.putInt(0, n).flip();
                write(channel, buffer);
            }
        }
        write(channel, buffer.clear().putInt(0, 0).limit(4));
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    private static String answer(SocketChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(4096);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) if (bytes.position() > 0 && bytes.get(bytes.position() - 1) == 0) break;
        if (bytes.position() == 0) throw new EOFException("no answer");
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).replace("\0", "").strip();
    }
}
