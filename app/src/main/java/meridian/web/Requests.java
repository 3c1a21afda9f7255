package meridian.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is read off a request by more than one part of the shell. */
public final class Requests {
    /** The attribute that holds the {@link meridian.tenancy.Reader}, set by whoever proves who is there. */
    public static final String READER = "meridian.reader";

    /** The attribute that holds the locale of somebody who is signed in but in no workspace. */
    public static final String LOCALE = "meridian.locale";

    private static final Pattern PROJECT = Pattern.compile("^/w/[a-z0-9-]+/p/([A-Z][A-Z0-9]{1,7})(?:/|$)");

    private Requests() {}

    /** The address as the browser sees it, also inside a forward. */
    static String path(HttpServletRequest request) {
        return request.getRequestURI();
    }

    static @Nullable String query(HttpServletRequest request) {
        return request.getQueryString();
    }

    static @Nullable String projectCode(HttpServletRequest request) {
        var matcher = PROJECT.matcher(path(request));
        return matcher.find() ? matcher.group(1) : null;
    }

    /** The address below the project it belongs to: {@code /tasks/42}; empty outside of any. */
    static String below(HttpServletRequest request) {
        var matcher = PROJECT.matcher(path(request));
        return matcher.find() ? path(request).substring(matcher.end(1)) : "";
    }

    public static Locale locale(HttpServletRequest request) {
        if (request.getAttribute(READER) instanceof meridian.tenancy.Reader reader) return reader.locale();
        if (request.getAttribute(LOCALE) instanceof Locale locale) return locale;
        // Off the address alone: a form that cannot be read must not keep its error page from being written.
        var asked = language(request.getQueryString());
        if (asked == null && request.getCookies() != null) {
            for (var cookie : request.getCookies()) if (cookie.getName().equals("meridian_lang")) asked = cookie.getValue();
        }
        if (asked != null) return Words.language(asked);
        var header = request.getHeader("Accept-Language");
        if (header == null || header.isBlank()) return Words.CHINESE;
        return request.getLocale().getLanguage().equals("zh") ? Words.CHINESE : Words.ENGLISH;
    }

    private static @Nullable String language(@Nullable String query) {
        if (query == null) return null;
        for (var part : query.split("&")) if (part.startsWith("lang=")) return part.substring(5);
        return null;
    }

    /** The page of ours that a form was sent from, as the browser says; the start where it says none. */
    static String cameFrom(HttpServletRequest request) {
        try {
            var referer = request.getHeader("Referer");
            if (referer == null) return "/";
            var page = URI.create(referer);
            var path = page.getRawPath();
            if (path == null || !path.startsWith("/") || path.startsWith("//")) return "/";
            return page.getRawQuery() == null ? path : path + "?" + page.getRawQuery();
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }

    static boolean htmx(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }

    static boolean wantsJson(HttpServletRequest request) {
        var accept = request.getHeader("Accept");
        return accept != null && accept.contains("application/json") && !accept.contains("text/html");
    }

    static boolean forwarded(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) != null;
    }
}
