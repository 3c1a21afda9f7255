package meridian.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Asks for pages: at a fixed rate whatever the answers take, or as fast as a number of readers can. */
final class Load {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final String house;
    private final String session;

    Load(String house, String session) {
        this.house = house;
        this.session = session;
    }

    record Latencies(double p50, double p99, int failed, double perSecond) {}

    /** Latency counts from the moment a page should have been asked for, so that a stall is not hidden by waiting. */
    Latencies fixedRate(String address, int perSecond, Duration length) throws InterruptedException {
        int all = (int) (perSecond * length.toSeconds());
        var times = new long[all];
        var failed = new AtomicInteger();
        var done = new CountDownLatch(all);
        long start = System.nanoTime() + 50_000_000;
        for (int i = 0; i < all; i++) {
            long due = start + i * 1_000_000_000L / perSecond;
            long wait;
            while ((wait = due - System.nanoTime()) > 0) LockSupport.parkNanos(wait);
            int at = i;
            Thread.startVirtualThread(() -> {
                if (!get(address)) failed.incrementAndGet();
                times[at] = System.nanoTime() - due;
                done.countDown();
            });
        }
        done.await();
        return latencies(times, failed.get(), perSecond);
    }

    /** As many readers as given, each asking again as soon as it is answered. */
    Latencies closedLoop(String address, int readers, Duration length) throws InterruptedException {
        var times = new ConcurrentLinkedQueue<Long>();
        var failed = new AtomicInteger();
        long end = System.nanoTime() + length.toNanos();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < readers; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                while (System.nanoTime() < end) {
                    long begin = System.nanoTime();
                    if (!get(address)) failed.incrementAndGet();
                    times.add(System.nanoTime() - begin);
                }
            }));
        }
        for (var thread : threads) thread.join();
        return latencies(times.stream().mapToLong(Long::longValue).toArray(), failed.get(), times.size() / (length.toMillis() / 1000.0));
    }

    boolean get(String address) {
        try {
            return http.send(request(address).build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    HttpResponse<byte[]> fetch(String address) throws IOException, InterruptedException {
        return http.send(request(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String address, String form) throws IOException, InterruptedException {
        return http.send(request(address).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Sends a file beside a form's fields, given as names and values in turn. */
    HttpResponse<byte[]> upload(String address, byte[] file, String... fields) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) body.writeBytes(("--bench\r\nContent-Disposition: form-data; name=\"" + fields[i] + "\"\r\n\r\n" + fields[i + 1] + "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes("--bench\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.xlsx\"\r\nContent-Type: application/octet-stream\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--bench--\r\n".getBytes(StandardCharsets.UTF_8));
        return http.send(request(address).header("Content-Type", "multipart/form-data; boundary=bench").POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Opens a stream and calls back at each line, until the thread is interrupted. */
    Thread stream(String address, java.util.function.Consumer<String> line) {
        return Thread.startVirtualThread(() -> {
            try {
                http.send(request(address).header("Accept", "text/event-stream").build(), HttpResponse.BodyHandlers.ofLines()).body().forEach(line);
            } catch (IOException | InterruptedException | java.io.UncheckedIOException e) {
                // the stream is over
            }
        });
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(house + address)).header("Cookie", "meridian_session=" + session).header("Accept-Encoding", "gzip").timeout(Duration.ofSeconds(30));
    }

    private static Latencies latencies(long[] times, int failed, double perSecond) {
        if (times.length == 0) return new Latencies(0, 0, failed, 0);
        Arrays.sort(times);
        return new Latencies(times[times.length / 2] / 1e6, times[Math.min(times.length - 1, (int) (times.length * 0.99))] / 1e6, failed, perSecond);
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
