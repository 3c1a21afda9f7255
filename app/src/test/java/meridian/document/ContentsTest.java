package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import meridian.tenancy.NotFound;
import meridian.tenancy.UploadId;
import meridian.tenancy.WorkspaceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * Contents in a folder and in a bucket behave alike. The bucket is one of a small server that speaks S3, or of a real one where
 * {@code MERIDIAN_TEST_S3} says {@code http://key:secret@host:port/bucket}.
 */
class ContentsTest {
    @TempDir
    Path folder;

    @Test
    void aFolderKeepsThem() throws IOException {
        keepsThem(new DiskContents(folder.resolve("files")));
    }

    @Test
    void aBucketKeepsThem() throws IOException {
        var real = System.getenv("MERIDIAN_TEST_S3");
        if (real != null) {
            var at = URI.create(real);
            var who = at.getUserInfo().split(":");
            keepsThem(new S3Contents(at.getPath().substring(1), URI.create(at.getScheme() + "://" + at.getHost() + ":" + at.getPort()), true, "us-east-1", who[0], who[1]));
            return;
        }
        try (var bucket = new Bucket()) {
            keepsThem(new S3Contents("files", bucket.address(), true, "us-east-1", "key", "secret"));
            assertThat(bucket.unsigned).as("every question is signed").isZero();
            assertThatThrownBy(() -> new S3Contents("elsewhere", bucket.address(), true, "us-east-1", "key", "secret").put("a", file("a"))).isInstanceOf(IOException.class).hasMessageContaining("s3://elsewhere/a");
        }
    }

    private void keepsThem(Contents contents) throws IOException {
        var one = UUID.randomUUID() + "/ab/";
        assertThat(contents.has(one + "1")).isFalse();
        contents.put(one + "2", file("zwei"));
        contents.put(one + "1", file("eins"));
        contents.put(one + "1", file("eins, neu"));
        assertThat(contents.has(one + "1")).isTrue();
        try (var content = contents.open(one + "1")) {
            assertThat(content).hasContent("eins, neu");
        }
        assertThat(contents.under(one)).containsExactly(one + "1", one + "2");
        assertThat(contents.under(UUID.randomUUID() + "/")).isEmpty();
        contents.delete(one + "1");
        contents.delete(one + "1");
        assertThatThrownBy(() -> contents.open(one + "1")).isInstanceOf(NoSuchFileException.class);
        contents.delete(one + "2");
        contents.close();
    }

    /** All that the store of files does, in a bucket: nothing stays on this machine. */
    @Test
    void theStoreOfFilesLivesInABucket() throws IOException {
        try (var bucket = new Bucket()) {
            var settings = new MockEnvironment().withProperty("meridian.files.s3.bucket", "files").withProperty("meridian.files.s3.endpoint", bucket.address().toString()).withProperty("meridian.files.s3.key", "key")
                    .withProperty("meridian.files.s3.secret", "secret");
            var store = new FileStore(folder, DataSize.ofMegabytes(10), new VirusScanner("", "refuse"), settings);
            var workspace = WorkspaceId.next();
            String mark;
            try (var received = store.receive(workspace, "file", "a.txt", new ByteArrayInputStream("inhalt".getBytes(StandardCharsets.UTF_8)))) {
                mark = received.mark();
                store.keep(workspace, received);
                store.keepPicture(workspace, mark, "small", file("picture"));
            }
            var upload = UploadId.next();
            for (var part : new String[] {"eins", "zwei"}) {
                try (var arrived = store.receivePart(workspace, new ByteArrayInputStream(part.getBytes(StandardCharsets.UTF_8)), 10)) {
                    store.keepPart(workspace, upload, part.equals("eins") ? 0 : 4, arrived);
                }
            }
            try (var content = store.open(workspace, mark); var joined = store.joined(workspace, upload)) {
                assertThat(content).hasContent("inhalt");
                assertThat(joined).hasContent("einszwei");
            }
            assertThat(store.place()).isEqualTo("s3://files");
            store.forgetParts(workspace, upload);
            store.forget(workspace, java.util.HexFormat.of().parseHex(mark));
            assertThatThrownBy(() -> store.open(workspace, mark)).isInstanceOf(NotFound.class);
            assertThat(bucket.objects).isEmpty();
            try (var left = Files.walk(folder)) {
                assertThat(left.filter(file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith("file-"))).isEmpty();
            }
            store.destroy();
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file-", ""), content);
    }

    /** The bucket “files”, as S3 speaks of it. */
    private static final class Bucket implements AutoCloseable {
        final Map<String, byte[]> objects = new TreeMap<>();
        final HttpServer server;
        int unsigned;

        Bucket() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        }

        URI address() {
            return URI.create("http://localhost:" + server.getAddress().getPort());
        }

        private synchronized void answer(HttpExchange asked) throws IOException {
            var path = asked.getRequestURI().getPath();
            var signature = asked.getRequestHeaders().getFirst("Authorization");
            if (signature == null || !signature.startsWith("AWS4-HMAC-SHA256 Credential=key/")) unsigned++;
            var body = asked.getRequestBody().readAllBytes();
            if (!path.startsWith("/files")) {
                say(asked, 404, "<Error><Code>NoSuchBucket</Code></Error>".getBytes());
                return;
            }
            var key = path.length() > 7 ? path.substring(7) : "";
            switch (asked.getRequestMethod()) {
                case "PUT" -> {
                    objects.put(key, body);
                    say(asked, 200, new byte[0]);
                }
                case "DELETE" -> {
                    objects.remove(key);
                    say(asked, 204, new byte[0]);
                }
                case "HEAD" -> say(asked, objects.containsKey(key) ? 200 : 404, new byte[0]);
                default -> {
                    if (key.isEmpty()) say(asked, 200, list(asked.getRequestURI().getQuery()));
                    else if (objects.containsKey(key)) say(asked, 200, objects.get(key));
                    else say(asked, 404, "<Error><Code>NoSuchKey</Code></Error>".getBytes());
                }
            }
        }

        private byte[] list(String query) {
            var prefix = query.replaceAll(".*prefix=([^&]*).*", "$1");
            var found = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
            objects.keySet().stream().filter(key -> key.startsWith(prefix)).forEach(key -> found.append("<Contents><Key>").append(key).append("</Key></Contents>"));
            return found.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
        }

        private static void say(HttpExchange to, int status, byte[] body) throws IOException {
            to.getResponseHeaders().set("Content-Type", "application/xml");
            to.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) to.getResponseBody().write(body);
            to.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
