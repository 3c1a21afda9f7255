package meridian.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Reader;
import meridian.web.Requests;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The pages of the workspace itself are for its admins: whoever is none is turned away before anything they sent is read. The
 * changes behind them are guarded again where they are made.
 */
@Component
final class AdminGate implements WebMvcConfigurer, HandlerInterceptor {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/w/*/admin/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod && request.getAttribute(Requests.READER) instanceof Reader reader) pass(reader);
        return true;
    }

    static void pass(Reader reader) {
        if (!reader.admin()) throw new NotAllowed();
    }
}
