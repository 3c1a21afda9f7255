package meridian.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Two pages and a form, served with the product's scripts and policy, by a server that can be cut off at any moment. */
final class Booth implements AutoCloseable {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'";

    /** What was accepted, by the form's id. */
    final Map<String, Map<String, String>> accepted = new ConcurrentHashMap<>();
    final AtomicInteger posts = new AtomicInteger();
    final AtomicInteger rereads = new AtomicInteger();
    final Set<OutputStream> streams = ConcurrentHashMap.newKeySet();
    volatile boolean silent;
    volatile boolean loseNextAnswer;
    /** No form is answered before this is open. */
    volatile CountDownLatch answers = new CountDownLatch(0);
    volatile int number = 1;

    private final HttpServer server;

    Booth() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    void change() {
        number++;
        for (var stream : streams) {
            try {
                stream.write("event: changed\ndata: project:1\n\n".getBytes(StandardCharsets.UTF_8));
                stream.flush();
            } catch (IOException e) {
                streams.remove(stream);
            }
        }
    }

    /** Everything is cut, and stays so until {@link #recover}. */
    void cut() throws IOException {
        silent = true;
        for (var stream : streams) stream.close();
        streams.clear();
    }

    void recover() {
        silent = false;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.startsWith("/a/")) {
            asset(exchange, path.substring(3));
        } else if (silent) {
            exchange.close();
        } else if (path.equals("/live")) {
            stream(exchange);
        } else if (exchange.getRequestMethod().equals("POST")) {
            accept(exchange);
        } else {
            if (exchange.getRequestHeaders().containsKey("X-Reread")) rereads.incrementAndGet();
            page(exchange, 200, path, Map.of());
        }
    }

    private static void asset(HttpExchange exchange, String path) throws IOException {
        try (var file = Booth.class.getResourceAsStream("/static/" + path)) {
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", path.endsWith(".css") ? "text/css" : path.endsWith(".svg") ? "image/svg+xml" : "text/javascript");
            send(exchange, 200, file.readAllBytes());
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var stream = exchange.getResponseBody();
        stream.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        stream.flush();
        streams.add(stream);
    }

    private void accept(HttpExchange exchange) throws IOException {
        posts.incrementAndGet();
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        var form = new LinkedHashMap<String, String>();
        for (var pair : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
            var parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        if (form.getOrDefault("title", "").isEmpty()) {
            page(exchange, 422, "/report", form);
            return;
        }
        accepted.put(Objects.requireNonNull(form.get("id")), form);
        if (loseNextAnswer) {
            loseNextAnswer = false;
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Location", URI.create("/report").toString());
        exchange.sendResponseHeaders(303, -1);
    }

    private static final String TABS = """
            <h1>Tabs</h1><nav class="tabs" style="display: flex; overflow-x: auto; width: 200px">
            <a style="flex: 0 0 150px" href="/inbox">First</a><a style="flex: 0 0 150px" href="/inbox">Second</a><a style="flex: 0 0 150px" href="/tabs" aria-current="page">Last</a></nav>""";

    private void page(HttpExchange exchange, int status, String path, Map<String, String> typed) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        send(exchange, status, html(path, path.equals("/report") ? report(typed) : path.equals("/tabs") ? TABS : "<h1>Inbox</h1>").getBytes(StandardCharsets.UTF_8));
    }

    private String report(Map<String, String> typed) {
        var wrong = typed.isEmpty() ? "" : "aria-invalid='true'";
        return """
                <h1>Report</h1>
                <form id="report" method="post" action="/report" data-draft="report" data-offline="Report"><input type="hidden" name="id" value="%s">
                %s<label for="title">Title</label><input id="title" name="title" value="%s" %s><label for="text">Text</label><textarea id="text" name="text">%s</textarea><input id="file" type="file" aria-label="File"><button>Send</button></form>
                """.formatted(java.util.UUID.randomUUID(), typed.isEmpty() ? "" : "<div class='errors'>This is needed.</div>", typed.getOrDefault("title", ""), wrong, typed.getOrDefault("text", ""));
    }

    private String html(String path, String main) {
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s</title>
                <meta name="htmx-config" content='{"allowEval":false,"includeIndicatorStyles":false,"historyCacheSize":0,"scrollIntoViewOnBoost":false,"responseHandling":[{"code":"204","swap":false},{"code":"[2345]..","swap":true}]}'>
                <script defer src="/a/vendor/htmx/htmx.min.js"></script><script defer src="/a/vendor/idiomorph/idiomorph-ext.min.js"></script><script type="module" src="/a/js/app.js"></script></head>
                <body hx-boost="true" hx-ext="morph" hx-swap="morph:innerHTML" data-member="m" data-live="/live" data-topics="project:1">
                <nav><a href="/inbox" data-key="g i">Inbox</a> <a href="/report" data-key="g p">Report</a></nav>
                <main><span id="number">%d</span>%s</main><div id="flashes"></div><template id="words"></template></body></html>
                """.formatted(path, number, main);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
