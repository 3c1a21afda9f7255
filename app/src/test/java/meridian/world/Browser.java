package meridian.world;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A person at the door: speaks plain HTTP as a browser without scripts would, and keeps the session's cookie. */
public final class Browser {
    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final String house;
    private String cookie = "";

    public Browser(int port) {
        this("http://localhost:" + port);
    }

    /** At the door of a house somewhere else. */
    public Browser(String house) {
        this.house = house;
    }

    public record Seen(int status, String body, String location, HttpResponse<byte[]> response) {
        public Document page() {
            return Jsoup.parse(body);
        }
    }

    public Browser withSession(String token) {
        cookie = "meridian_session=" + token;
        return this;
    }

    /** The secret of the session it holds. */
    public String session() {
        return cookie.substring(cookie.indexOf('=') + 1);
    }

    public Seen get(String address) {
        return send(request(address).GET());
    }

    public Seen getJson(String address) {
        return send(request(address).header("Accept", "application/json").GET());
    }

    /** Asks again for what was answered with this ETag. */
    public Seen getMarked(String address, String mark) {
        return send(request(address).header("Accept", "application/json").header("If-None-Match", mark).GET());
    }

    /** Asks for some bytes, of the content with this ETag where one is given. */
    public Seen getRange(String address, String range, @Nullable String mark) {
        var request = request(address).header("Range", range).GET();
        return send(mark == null ? request : request.header("If-Range", mark));
    }

    /** Sends a form: names and values in turn. */
    public Seen post(String address, String... fields) {
        return send(request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(fields))));
    }

    public Seen postJson(String address, String json) {
        return send(request(address)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** As {@link #post}, asked by a script that wants data. */
    public Seen postForData(String address, String... fields) {
        return send(request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(encode(fields))));
    }

    /** Sends bytes as they are, by a script that wants data. */
    public Seen postBytes(String address, byte[] content) {
        return send(request(address)
                .header("Content-Type", "application/offset+octet-stream")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(content)));
    }

    /** Uploads one file beside a form's fields. */
    public Seen upload(String address, String field, String fileName, byte[] content, String... fields) {
        var boundary = "----meridian" + System.nanoTime();
        var body = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + fields[i] + "\"\r\n\r\n" + fields[i + 1] + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(address).header("Content-Type", "multipart/form-data; boundary=" + boundary).POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Uploads a file of so many zeros, made as they are sent. */
    public Seen uploadOf(long size, String address, String field, String fileName, String... fields) {
        var boundary = "----meridian" + System.nanoTime();
        var head = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) head.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(fields[i]).append("\"\r\n\r\n").append(fields[i + 1]).append("\r\n");
        head.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(field).append("\"; filename=\"").append(fileName).append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        var first = head.toString().getBytes(StandardCharsets.UTF_8);
        var last = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        var zeros = new java.io.InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (left <= 0) return -1;
                int n = (int) Math.min(length, left);
                java.util.Arrays.fill(into, offset, offset + n, (byte) 0);
                left -= n;
                return n;
            }
        };
        var body = new java.io.SequenceInputStream(java.util.Collections.enumeration(java.util.List.of(new java.io.ByteArrayInputStream(first), zeros, new java.io.ByteArrayInputStream(last))));
        return send(request(address).header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofInputStream(() -> body), first.length + size + last.length)));
    }

    private HttpRequest.Builder request(String address) {
        var request = HttpRequest.newBuilder(URI.create(address.startsWith("http") ? address : house + address));
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        return request;
    }

    private Seen send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            for (var set : response.headers().allValues("set-cookie")) {
                if (set.startsWith("meridian_session=")) cookie = set.substring(0, set.indexOf(';'));
            }
            return new Seen(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), response.headers().firstValue("location").orElse(""), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String... fields) {
        var form = new StringJoiner("&");
        for (int i = 0; i < fields.length; i += 2) {
            form.add(URLEncoder.encode(fields[i], StandardCharsets.UTF_8) + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }
}
