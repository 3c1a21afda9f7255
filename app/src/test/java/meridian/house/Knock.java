package meridian.house;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request, as whoever holds the session; reads no stream to its end. */
final class Knock {
    private static final HttpClient HTTP = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final String BOUNDARY = "----meridian";

    private Knock() {}

    record Seen(int status, String location, String body) {
        /** yes: let in, whatever it then said of the form; in: sent to sign in; else the status that refuses. */
        String outcome() {
            if (status == 401 || status == 303 && location.startsWith("/signin?next=")) return "in";
            return status == 403 || status == 404 || status >= 500 ? Integer.toString(status) : "yes";
        }
    }

    static Seen get(int port, String address, @Nullable String session) {
        return send(request(port, address, session).GET());
    }

    static Seen form(int port, String address, @Nullable String session, Map<String, String> form) {
        var body = form.entrySet().stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue())).collect(Collectors.joining("&"));
        return raw(port, address, session, "application/x-www-form-urlencoded", body.getBytes(StandardCharsets.UTF_8));
    }

    static Seen upload(int port, String address, @Nullable String session, Map<String, String> form) {
        var body = new StringBuilder();
        form.forEach((name, value) -> body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"));
        body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\nContent-Type: application/octet-stream\r\n\r\nno workbook\r\n--" + BOUNDARY + "--\r\n");
        return raw(port, address, session, "multipart/form-data; boundary=" + BOUNDARY, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Seen raw(int port, String address, @Nullable String session, String type, byte[] body) {
        return send(request(port, address, session).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static HttpRequest.Builder request(int port, String address, @Nullable String session) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + address)).timeout(Duration.ofSeconds(60)).header("Accept", "text/html");
        if (session != null) request.header("Cookie", "meridian_session=" + session);
        return request;
    }

    private static Seen send(HttpRequest.Builder request) {
        var seen = once(request);
        // A connection that the server closed, because it did not want to read the rest, is not used again by a browser either.
        return seen.status() == 599 ? once(request) : seen;
    }

    private static Seen once(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                var stream = response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
                return new Seen(response.statusCode(), response.headers().firstValue("location").orElse(""), stream ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return new Seen(599, "", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
