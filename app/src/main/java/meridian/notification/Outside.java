package meridian.notification;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Posts to addresses that people gave: over HTTPS to the public internet only, unless the operator allows private ones ({@code
 * meridian.webhooks.private=true}). Which address a name stands for is checked where the connection is made, so that a name cannot change
 * its mind in between; redirects are not followed; nothing is waited for longer than a few seconds or read further than a page.
 */
@Component
public class Outside implements DisposableBean {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final boolean privateToo;
    private @Nullable HttpClient client;

    Outside(@Value("${meridian.webhooks.private:false}") boolean privateToo) {
        this.privateToo = privateToo;
    }

    boolean privateToo() {
        return privateToo;
    }

    /** What came back; {@code retryAfter} is null where the receiver did not say. */
    record Answer(int status, @Nullable Duration retryAfter) {
        boolean good() {
            return status >= 200 && status < 300;
        }
    }

    /** It could not be asked, or did not answer; the message says why in a few words. */
    static final class Unreached extends Exception {
        Unreached(String message) {
            super(message, null, false, false);
        }
    }

    /** Whether an address may be posted to as far as its words tell; what its name stands for is seen when it is. */
    boolean plausible(String address) {
        try {
            var uri = new URI(address);
            if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) return false;
            if (privateToo) return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!"https".equals(uri.getScheme())) return false;
            var host = uri.getHost();
            if (!host.matches("[0-9.]+|\\[.*]|0x.*")) return host.contains(".") && !host.endsWith(".local") && !host.endsWith(".internal") && !host.endsWith(".localhost");
            return open(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return false;
        }
    }

    Answer post(String address, byte[] body, String contentType, Map<String, String> headers) throws Unreached {
        if (!plausible(address)) throw new Unreached("the address is not one that may be posted to");
        var request = client().POST(URI.create(address)).followRedirects(false).timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).agent("Meridian").body(new BytesRequestContent(contentType, body));
        request.headers(fields -> headers.forEach(fields::put));
        var settled = new java.util.concurrent.CompletableFuture<Answer>();
        request.send(new BufferingResponseListener(LONGEST_ANSWER) {
            @Override
            public void onComplete(Result result) {
                // An answer that is too long to be read, or breaks off, was an answer all the same.
                if (result.getResponse() != null && result.getResponse().getStatus() > 0) settled.complete(new Answer(result.getResponse().getStatus(), pause(result.getResponse().getHeaders().get(HttpHeader.RETRY_AFTER))));
                else settled.completeExceptionally(result.getFailure());
            }
        });
        try {
            return settled.get(PATIENCE.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new Unreached(words(e.getCause()));
        } catch (TimeoutException e) {
            throw new Unreached("no answer within " + PATIENCE.toSeconds() + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreached("interrupted");
        }
    }

    // Enough for an admin to mend it; never the address itself, which may hold a secret.
    private static String words(Throwable cause) {
        return switch (cause) {
            case Private refused -> refused.getMessage();
            case TimeoutException slow -> "no answer within " + PATIENCE.toSeconds() + " seconds";
            case java.net.UnknownHostException unknown -> "there is no such host";
            case java.nio.channels.UnresolvedAddressException unknown -> "there is no such host";
            case java.net.ConnectException refused -> "the connection was refused";
            case javax.net.ssl.SSLException broken -> "the secure connection failed: " + broken.getMessage();
            default -> cause.getClass().getSimpleName();
        };
    }

    private static @Nullable Duration pause(@Nullable String header) {
        return header != null && header.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(header)) : null;
    }

    // ---- which addresses are open

    private static final class Private extends java.io.IOException {
        Private() {
            super("the name stands for a private address");
        }
    }

    /** Whether an address belongs to the public internet. */
    static boolean open(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress() || address.isMulticastAddress()) return false;
        var bytes = address.getAddress();
        return switch (address) {
            case Inet4Address v4 -> open(bytes);
            case Inet6Address v6 -> {
                if ((bytes[0] & 0xfe) == 0xfc) yield false; // unique local
                if (bytes[0] == 0x20 && bytes[1] == 0x02) yield open(new byte[] {bytes[2], bytes[3], bytes[4], bytes[5]}); // 6to4
                if (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0) yield false; // Teredo
                if (bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b) yield open(new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]}); // NAT64
                yield (bytes[0] & 0xe0) == 0x20; // all that is given out
            }
            default -> false;
        };
    }

    private static boolean open(byte[] v4) {
        int a = v4[0] & 0xff;
        int b = v4[1] & 0xff;
        int c = v4[2] & 0xff;
        return !(a == 0 || a == 10 || a == 127 || a >= 224
                || a == 100 && b >= 64 && b < 128 // carriers’ own
                || a == 169 && b == 254
                || a == 172 && b >= 16 && b < 32
                || a == 192 && b == 168
                || a == 192 && b == 0 && (c == 0 || c == 2)
                || a == 198 && (b == 18 || b == 19 || b == 51 && c == 100)
                || a == 203 && b == 0 && c == 113);
    }

    private synchronized HttpClient client() {
        if (client != null) return client;
        var made = new HttpClient();
        var threads = new QueuedThreadPool(8, 1);
        threads.setName("outside");
        threads.setDaemon(true);
        made.setExecutor(threads);
        made.setConnectTimeout(5_000);
        made.setIdleTimeout(30_000);
        made.setMaxConnectionsPerDestination(8);
        made.setHttpCookieStore(new org.eclipse.jetty.http.HttpCookieStore.Empty());
        made.setUserAgentField(null);
        made.getContentDecoderFactories().clear();
        made.setSocketAddressResolver(new Checked());
        try {
            made.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        client = made;
        return made;
    }

    /** Resolves names, and gives away only the addresses that may be connected to. */
    private final class Checked implements SocketAddressResolver {
        @Override
        public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
            Thread.startVirtualThread(() -> {
                try {
                    var addresses = new ArrayList<InetSocketAddress>();
                    for (var address : InetAddress.getAllByName(host)) if (privateToo || open(address)) addresses.add(new InetSocketAddress(address, port));
                    if (addresses.isEmpty()) promise.failed(new Private());
                    else promise.succeeded(addresses);
                } catch (Throwable e) {
                    promise.failed(e);
                }
            });
        }
    }

    @Override
    public void destroy() throws Exception {
        if (client != null) client.stop();
    }
}
