package meridian.project.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.project.WhenClosed;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.Requests;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives a controller the project of {@code /w/{slug}/p/{code}/…} as the reader stands in it. Found before anything else of
 * the request is read: to whom the project is not open, no answer about a form’s fields may tell that it exists.
 */
@Component
final class ProjectArgument implements WebMvcConfigurer, HandlerMethodArgumentResolver, HandlerInterceptor {
    private final Projects projects;

    ProjectArgument(Projects projects) {
        this.projects = projects;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/w/*/p/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        var found = find(request);
        request.setAttribute(ProjectAccess.ATTRIBUTE, found);
        if (found.stage() == Stage.CLOSED && request.getMethod().equals("POST") && !method.hasMethodAnnotation(WhenClosed.class)) throw NotAllowed.because("project.is_closed");
        return true;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ProjectAccess.class;
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest web, @Nullable WebDataBinderFactory binders) {
        var request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null || !(request.getAttribute(ProjectAccess.ATTRIBUTE) instanceof ProjectAccess found)) throw new NotFound();
        return found;
    }

    @SuppressWarnings("unchecked")
    private ProjectAccess find(HttpServletRequest request) {
        if (!(request.getAttribute(Requests.READER) instanceof Reader reader)) throw new NotFound();
        var variables = (Map<String, String>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        var code = variables == null ? null : variables.get("code");
        if (code == null) throw new NotFound();
        return projects.access(code, reader);
    }
}
