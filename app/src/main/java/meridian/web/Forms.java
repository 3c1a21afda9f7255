package meridian.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meridian.tenancy.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Shows a refused form again: the page it came from is made once more, as a GET inside the same request, and finds in
 * {@link Typed} what was typed and what is wrong. Every form says where it stands by a hidden {@code _from} and which one
 * it is by {@code _form}; without them the address the browser names will do.
 */
final class Forms {
    static final String STALE = "meridian.stale";

    private Forms() {}

    /** Whether the page could be shown again; if not, the caller says what is wrong in a page of its own. */
    static boolean showAgain(List<Refused.Problem> problems, HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        var from = from(request);
        if (from == null || request.getAttribute(Typed.ATTRIBUTE) != null) return false;
        var values = values(request);
        var form = parameter(request, "_form");
        request.setAttribute(Typed.ATTRIBUTE, new Typed(form == null ? "form" : form, values, problems, request.getAttribute(STALE) != null));
        request.getRequestDispatcher(from).forward(new AsGet(request), response);
        return true;
    }

    private static @Nullable String from(HttpServletRequest request) {
        var named = parameter(request, "_from");
        if (named == null) named = request.getHeader("HX-Current-URL");
        if (named == null) named = request.getHeader("Referer");
        if (named == null || named.length() > 4000) return null;
        try {
            var uri = URI.create(named);
            var path = uri.getRawPath();
            if (path == null || !path.startsWith("/") || path.startsWith("//")) return null;
            if (!workspace(path).equals(workspace(request.getRequestURI()))) return null;
            return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, String[]> values(HttpServletRequest request) {
        if (LargeBodies.tooLarge(request)) return Map.of();
        try {
            return new HashMap<>(request.getParameterMap());
        } catch (RuntimeException unreadable) {
            return Map.of();
        }
    }

    /** A body too large to be read says nothing, but the address it was sent to may. */
    private static @Nullable String parameter(HttpServletRequest request, String name) {
        if (LargeBodies.tooLarge(request)) return inAddress(request, name);
        try {
            return request.getParameter(name);
        } catch (RuntimeException unreadable) {
            return inAddress(request, name);
        }
    }

    private static @Nullable String inAddress(HttpServletRequest request, String name) {
        var value = UriComponentsBuilder.newInstance().query(request.getQueryString()).build().getQueryParams().getFirst(name);
        return value == null ? null : UriUtils.decode(value, StandardCharsets.UTF_8);
    }

    private static String workspace(String path) {
        var parts = path.split("/", 4);
        return parts.length > 2 && parts[1].equals("w") ? parts[2] : "";
    }

    /** The same request, read as a GET without the form's fields. */
    private static final class AsGet extends HttpServletRequestWrapper {
        AsGet(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }
    }
}
