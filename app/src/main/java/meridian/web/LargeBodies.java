package meridian.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers an upload that says itself that it is too large before any of it is read. What nobody has read of a request is taken
 * off the line and thrown away, because a browser shows no answer to what it could not send to its end.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class LargeBodies extends OncePerRequestFilter implements WebMvcConfigurer, HandlerInterceptor {
    private static final String TOO_LARGE = "meridian.too_large";
    private static final long MOST_THROWN_AWAY = DataSize.ofGigabytes(1).toBytes();
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final long most;

    LargeBodies(@org.springframework.beans.factory.annotation.Value("${spring.servlet.multipart.max-request-size}") DataSize most) {
        this.most = most.toBytes();
    }

    /** Whether nothing of the body is to be read, not even the fields before the file. */
    static boolean tooLarge(HttpServletRequest request) {
        return request.getAttribute(TOO_LARGE) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        if (request.getContentLengthLong() > most) {
            request.setAttribute(TOO_LARGE, true);
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
        if (request.getMethod().equals("GET") || request.isAsyncStarted()) return;
        // What is too large is told so before it has come; a form has a lower bound, which the server keeps.
        if (tooLarge(request) || response.getStatus() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) response.flushBuffer();
        throwAway(request);
    }

    private static void throwAway(HttpServletRequest request) {
        var buffer = new byte[8 * 1024];
        var until = System.nanoTime() + PATIENCE;
        try (var in = request.getInputStream()) {
            for (long gone = 0; gone < MOST_THROWN_AWAY && System.nanoTime() < until; ) {
                int n = in.read(buffer);
                if (n < 0) return;
                gone += n;
            }
        } catch (IOException | IllegalStateException e) {
            // the sender has gone
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST && tooLarge(request) && request.getAttribute(Typed.ATTRIBUTE) == null) throw new MaxUploadSizeExceededException(most);
        return true;
    }
}
