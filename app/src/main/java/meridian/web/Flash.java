package meridian.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One sentence to say on the next page, kept by the browser meanwhile; optionally with a way to undo what was done. */
public record Flash(String key, List<String> arguments, @Nullable String undo) {
    private static final String COOKIE = "meridian_said";

    void leave(HttpServletResponse response) {
        var parts = new ArrayList<String>();
        parts.add(key);
        parts.add(undo == null ? "" : undo);
        parts.addAll(arguments);
        var value = parts.stream().map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8)).collect(Collectors.joining("~"));
        if (value.length() > 3000) return;
        response.addCookie(cookie(value, 60));
    }

    static @Nullable Flash take(HttpServletRequest request, HttpServletResponse response) {
        if (request.getCookies() == null) return null;
        for (var cookie : request.getCookies()) {
            if (!cookie.getName().equals(COOKIE) || cookie.getValue().isEmpty()) continue;
            response.addCookie(cookie("", 0));
            try {
                var parts = Arrays.stream(cookie.getValue().split("~", -1)).map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8)).toList();
                if (parts.size() < 2 || !parts.get(0).matches("[a-z_.]{1,80}")) return null;
                var undo = parts.get(1).startsWith("/w/") ? parts.get(1) : null;
                return new Flash(parts.get(0), parts.subList(2, parts.size()), undo);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return null;
    }

    private static Cookie cookie(String value, int seconds) {
        var cookie = new Cookie(COOKIE, value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
