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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.UploadId;
import meridian.tenancy.WorkspaceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * Contents in a folder and in a bucket behave alike. The bucket is one of a small server that speaks S3 and reckons every signature
 * anew, or of a real one where {@code MERIDIAN_TEST_S3} says {@code http://key:secret@host:port/bucket}.
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
            assertThat(bucket.refused).as("every question is signed").isZero();
            assertThatThrownBy(() -> new S3Contents("elsewhere", bucket.address(), true, "us-east-1", "key", "secret").put("a", file("a"))).isInstanceOf(IOException.class).hasMessageContaining("s3://elsewhere/a");
            assertThatThrownBy(() -> new S3Contents("files", bucket.address(), true, "us-east-1", "key", "Secret").put("a", file("a"))).isInstanceOf(IOException.class).hasMessageContaining("signature we calculated");
            assertThatThrownBy(() -> new S3Contents("files", bucket.address(), true, "us-east-1", "key", "Secret").has("a")).as("not taken for missing").isInstanceOf(IOException.class);
            assertThat(bucket.refused).isEqualTo(2);
            assertThat(bucket.objects).isEmpty();
        }
    }

    /** The examples of the manual: “Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)”. */
    @Test
    void signaturesAreReckonedAsTheManualHasIt() {
        var empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        var date = "20130524T000000Z";
        assertThat(example("GET", "/test.txt", "", Map.of("range", "bytes=0-9", "x-amz-content-sha256", empty, "x-amz-date", date))).isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
        assertThat(example("PUT", "/test%24file.text", "", Map.of("date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072", "x-amz-date", date, "x-amz-storage-class", "REDUCED_REDUNDANCY")))
                .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
        assertThat(example("GET", "/", "lifecycle", Map.of("x-amz-content-sha256", empty, "x-amz-date", date))).isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
        assertThat(example("GET", "/", "max-keys=2&prefix=J", Map.of("x-amz-content-sha256", empty, "x-amz-date", date))).isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    private static String example(String method, String path, String query, Map<String, String> headers) {
        var all = new TreeMap<>(headers);
        all.put("host", "examplebucket.s3.amazonaws.com");
        return S3Signature.of(method, path, query, all, new S3Signature.Claim("AKIAIOSFODNN7EXAMPLE", "20130524/us-east-1/s3/aws4_request", all.keySet().toArray(String[]::new), ""), "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
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
            assertThat(store.answers()).isTrue();
            store.forgetParts(workspace, upload);
            store.forget(workspace, java.util.HexFormat.of().parseHex(mark));
            assertThatThrownBy(() -> store.open(workspace, mark)).isInstanceOf(NotFound.class);
            assertThat(bucket.objects).isEmpty();
            try (var left = Files.walk(folder)) {
                assertThat(left.filter(file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith("file-"))).isEmpty();
            }
            bucket.close();
            assertThat(store.answers()).isFalse();
            try (var received = store.receive(workspace, "scan", "a.txt", new ByteArrayInputStream("inhalt".getBytes(StandardCharsets.UTF_8)))) {
                assertThatThrownBy(() -> store.keep(workspace, received)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("scan");
                    assertThat(FileStore.passes(problem)).isTrue();
                }));
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
        int refused;

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
            var body = asked.getRequestBody().readAllBytes();
            if (!signed(asked, body)) {
                refused++;
                say(asked, 403, "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided.</Message></Error>".getBytes());
                return;
            }
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

        private static boolean signed(HttpExchange asked, byte[] body) {
            var headers = new TreeMap<String, String>();
            asked.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
            if (!headers.getOrDefault("authorization", "").startsWith("AWS4-HMAC-SHA256 ")) return false;
            var claim = S3Signature.Claim.of(headers.get("authorization"));
            var at = LocalDateTime.parse(headers.get("x-amz-date"), DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")).toInstant(ZoneOffset.UTC);
            var day = headers.get("x-amz-date").substring(0, 8);
            return claim.key().equals("key") && claim.scope().equals(day + "/us-east-1/s3/aws4_request") && List.of(claim.signed()).containsAll(List.of("host", "x-amz-content-sha256", "x-amz-date"))
                    && Duration.between(at, Instant.now()).abs().toMinutes() < 15 && (headers.get("x-amz-content-sha256").equals(S3Signature.sha256(body)) || body.length == 0 && headers.get("x-amz-content-sha256").equals("UNSIGNED-PAYLOAD"))
                    && claim.signature().equals(S3Signature.of(asked.getRequestMethod(), asked.getRequestURI().getRawPath(), asked.getRequestURI().getRawQuery(), headers, claim, "secret"));
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
