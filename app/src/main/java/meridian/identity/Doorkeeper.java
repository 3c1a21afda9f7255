package meridian.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import meridian.tenancy.Tenancy;
import meridian.web.PageTransaction;
import meridian.web.Requests;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before every page: proves who is there by the session cookie, and opens the workspace in the address to its
 * members only. To everybody else that workspace is not found.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
public class Doorkeeper extends OncePerRequestFilter {
    public static final String COOKIE = "meridian_session";

    /** The attribute that holds the signed-in {@link meridian.tenancy.AccountId}. */
    public static final String ACCOUNT = "meridian.account";

    private static final Pattern WORKSPACE = Pattern.compile("^/w/([^/]+)(?:/.*)?$");

    private final Sessions sessions;
    private final PageTransaction pages;

    Doorkeeper(Sessions sessions, PageTransaction pages) {
        this.sessions = sessions;
        this.pages = pages;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/a/") || request.getDispatcherType() != DispatcherType.REQUEST;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        var matcher = WORKSPACE.matcher(request.getRequestURI());
        var slug = matcher.matches() ? matcher.group(1) : null;
        var token = token(request);
        if (token != null && slug != null) pages.begin(request);
        try {
            admit(token, slug, request, response, chain);
        } finally {
            PageTransaction.failed(request);
        }
    }

    private void admit(@Nullable String token, @Nullable String slug, HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        var entered = token == null ? null : sessions.enter(token, slug, request.getRemoteAddr()).orElse(null);
        if (entered != null) {
            request.setAttribute(ACCOUNT, entered.account());
            request.setAttribute(Requests.LOCALE, entered.locale());
        }
        if (slug == null) {
            chain.doFilter(request, response);
        } else if (entered == null) {
            PageTransaction.failed(request);
            toSignIn(request, response);
        } else if (entered.reader() == null) {
            PageTransaction.failed(request);
            response.sendError(404);
        } else {
            request.setAttribute(Requests.READER, entered.reader());
            enter(entered.reader().workspace(), request, response, chain);
        }
    }

    private static void enter(meridian.tenancy.WorkspaceId workspace, HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        try {
            Tenancy.in(workspace, () -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static void toSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET") || "text/event-stream".equals(request.getHeader("Accept"))) {
            response.sendError(401);
            return;
        }
        var query = request.getQueryString();
        var next = request.getRequestURI() + (query == null ? "" : "?" + query);
        response.setStatus(303);
        response.setHeader("Location", "/signin?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }

    /** The session's secret as the browser brought it. */
    public static @Nullable String token(HttpServletRequest request) {
        if (request.getCookies() == null) return null;
        for (var cookie : request.getCookies()) if (cookie.getName().equals(COOKIE) && !cookie.getValue().isEmpty()) return cookie.getValue();
        return null;
    }

    /** Lets the browser keep a session's secret, or (null) forget it. */
    public static void leaveCookie(HttpServletRequest request, HttpServletResponse response, @Nullable String token) {
        var cookie = new Cookie(COOKIE, token == null ? "" : token);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(token == null ? 0 : (int) Sessions.LIFE.toSeconds());
        response.addCookie(cookie);
    }
}
