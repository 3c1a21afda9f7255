package meridian.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses changes asked for by another site, by what the browser itself says of the request (Fetch Metadata, else Origin).
 * A request that says neither comes from no browser, so there is no cookie of somebody else's to ride on. Also sets the
 * headers that keep a page from loading or being framed by anything foreign.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class SameOrigin extends OncePerRequestFilter {
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            + "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (!HARMLESS.contains(request.getMethod()) && !signed(request) && foreign(request)) {
            response.sendError(403);
            return;
        }
        chain.doFilter(request, response);
    }

    // Sent by mail programs, those in browsers too (RFC 8058): what it may do is signed in its address, and no cookie is looked at.
    private static boolean signed(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/unsubscribe/");
    }

    private static boolean foreign(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) return !site.equals("same-origin") && !site.equals("none");
        var origin = request.getHeader("Origin");
        if (origin == null) return false;
        try {
            var host = request.getHeader("Host");
            return host == null || !host.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
