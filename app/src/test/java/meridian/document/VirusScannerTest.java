package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import meridian.tenancy.Refused;
import meridian.tenancy.WorkspaceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

/** Against a server that speaks clamd’s INSTREAM as its manual has it. */
class VirusScannerTest {
    private static final byte[] EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = 3_000_000;
    private static final int MOST_LOOKED_AT = 2_000_000;

    @TempDir
    Path folder;

    ServerSocket clamd;
    private Thread server;
    final WorkspaceId workspace = WorkspaceId.next();

    @BeforeEach
    void aScanner() throws IOException {
        clamd = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server = Thread.startVirtualThread(() -> {
            while (!clamd.isClosed()) {
                try (var caller = clamd.accept()) {
                    answer(caller);
                } catch (IOException e) {
                    // closed, or the caller went away
                }
            }
        });
    }

    @AfterEach
    void theScannerEnds() throws IOException, InterruptedException {
        clamd.close();
        // Whoever waits for a caller while the door is shut may still let one in.
        server.join();
    }

    private static void answer(Socket caller) throws IOException {
        var in = new DataInputStream(caller.getInputStream());
        var command = new StringBuilder();
        for (int c = in.read(); c > 0; c = in.read()) command.append((char) c);
        var said = switch (command.toString()) {
            case "zPING" -> "PONG";
            case "zINSTREAM" -> verdict(in);
            default -> "UNKNOWN COMMAND";
        };
        caller.getOutputStream().write((said + "\0").getBytes(StandardCharsets.US_ASCII));
        caller.getOutputStream().flush();
    }

    private static String verdict(DataInputStream in) throws IOException {
        var content = new ByteArrayOutputStream();
        for (int n = in.readInt(); n != 0; n = in.readInt()) {
            if (content.size() + n > MOST) return "INSTREAM size limit exceeded. ERROR";
            content.write(in.readNBytes(n));
        }
        if (content.size() > MOST_LOOKED_AT) return "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND";
        return content.toString(StandardCharsets.ISO_8859_1).contains("EICAR-STANDARD") ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
    }

    @Test
    void whatIsCleanPassesAndWhatIsNotIsRefusedWithItsName() throws IOException {
        var store = store("localhost:" + clamd.getLocalPort(), "refuse");
        assertThat(new VirusScanner("localhost:" + clamd.getLocalPort(), "refuse").answers()).isTrue();
        try (var received = receive(store, new byte[200_000])) {
            assertThat(received.size).isEqualTo(200_000);
        }
        assertThatThrownBy(() -> receive(store, EICAR)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problems().getFirst().key()).isEqualTo(FileStore.INFECTED);
            assertThat(refused.problems().getFirst().arguments()).containsExactly("报价.dat", "Eicar-Test-Signature");
        });
        assertThat(left()).as("nothing of it stays").isEmpty();
    }

    @Test
    void whatItCannotLookAtIsRefusedUnlessTheInstallationSaysOtherwise() throws IOException, InterruptedException {
        assertThatThrownBy(() -> receive(store("localhost:" + clamd.getLocalPort(), "refuse"), new byte[MOST + 1])).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems().getFirst().key()).isEqualTo("file.scan_too_large"));
        assertThatThrownBy(() -> receive(store("localhost:" + clamd.getLocalPort(), "refuse"), new byte[MOST_LOOKED_AT + 1])).as("taken, but not looked at to its end: no virus").isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems().getFirst().key()).isEqualTo("file.scan_too_large"));
        theScannerEnds();
        var gone = "localhost:" + clamd.getLocalPort();
        assertThat(new VirusScanner(gone, "refuse").answers()).isFalse();
        assertThatThrownBy(() -> receive(store(gone, "refuse"), new byte[] {1})).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems().getFirst().key()).isEqualTo(FileStore.UNCHECKED));
        assertThat(left()).isEmpty();
        receive(store(gone, "accept"), new byte[] {1}).close();
        receive(store("", "refuse"), EICAR).close();
        assertThatThrownBy(() -> new VirusScanner(gone, "perhaps")).hasMessageContaining("meridian.clamd.down");
    }

    private FileStore store(String clamd, String down) {
        return new FileStore(folder, DataSize.ofMegabytes(100), new VirusScanner(clamd, down), new StandardEnvironment());
    }

    private FileStore.Received receive(FileStore store, byte[] content) {
        return store.receive(workspace, "file", "报价.dat", new ByteArrayInputStream(content));
    }

    private java.util.List<Path> left() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
