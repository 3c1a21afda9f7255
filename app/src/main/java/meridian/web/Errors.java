package meridian.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.UUID;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.exception.DataException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/** Says what went wrong: beside the form's fields, on a page of its own, or as RFC 9457 problem JSON for a script. */
@ControllerAdvice
public final class Errors {
    private static final Logger log = LoggerFactory.getLogger(Errors.class);

    private final Shell shell;
    private final Words words;
    private final JsonMapper json;

    Errors(Shell shell, Words words, JsonMapper json) {
        this.shell = shell;
        this.words = words;
        this.json = json;
    }

    /** What the error page shows; {@code next} is where to go on after signing in again, where that is what is missing. */
    public record ErrorPage(int status, String titleKey, String textKey, List<Refused.Problem> problems, @Nullable String incident, @Nullable String next) {}

    @ExceptionHandler
    void refused(Refused refused, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (Requests.wantsJson(request)) {
            problem(422, "refused.title", refused.problems(), request, response);
        } else if (!Forms.showAgain(refused.problems(), request, response)) {
            page(422, "refused.title", "refused.text", refused.problems(), null, request, response);
        }
    }

    @ExceptionHandler
    void stale(Stale stale, HttpServletRequest request, HttpServletResponse response) throws Exception {
        request.setAttribute(Forms.STALE, true);
        if (Requests.wantsJson(request)) {
            problem(409, "refused.stale", List.of(new Refused.Problem("", "refused.stale", List.of())), request, response);
        } else if (!Forms.showAgain(List.of(new Refused.Problem("", "refused.overtaken", List.of())), request, response)) {
            page(409, "refused.stale_title", "refused.stale", List.of(), null, request, response);
        }
    }

    @ExceptionHandler
    void tooLarge(MaxUploadSizeExceededException large, HttpServletRequest request, HttpServletResponse response) throws Exception {
        refused(Refused.at("file", "refused.file_too_large"), request, response);
    }

    @ExceptionHandler
    void notFound(NotFound nothing, HttpServletRequest request, HttpServletResponse response) throws IOException {
        say(404, nothing.titleKey(), nothing.textKey(), request, response);
    }

    @ExceptionHandler
    void noResource(NoResourceFoundException nothing, HttpServletRequest request, HttpServletResponse response) throws IOException {
        notFound(new NotFound(), request, response);
    }

    @ExceptionHandler
    void notAllowed(NotAllowed refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
        say(403, "error.not_allowed_title", refused.textKey(), request, response);
    }

    // DataException: a text or number that PostgreSQL cannot hold, such as one with a NUL in it.
    @ExceptionHandler({MethodArgumentTypeMismatchException.class, MissingServletRequestParameterException.class, HttpMessageNotReadableException.class,
        MultipartException.class, IllegalArgumentException.class, DateTimeException.class, DataException.class})
    void senseless(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        log.debug("senseless request", e);
        say(400, "error.senseless_title", "error.senseless", request, response);
    }

    @ExceptionHandler
    void broken(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (e instanceof ErrorResponse known) {
            status(known.getStatusCode(), request, response);
            return;
        }
        int unreadable = unreadable(e);
        if (unreadable == 413) {
            say(413, "error.too_large_title", "error.too_large", request, response);
            return;
        }
        if (unreadable != 0) {
            say(400, "error.senseless_title", "error.senseless", request, response);
            return;
        }
        if (response.isCommitted()) return;
        var incident = UUID.randomUUID().toString().substring(0, 8);
        if (e instanceof DataIntegrityViolationException) log.warn("incident {}: {} {}", incident, request.getMethod(), request.getRequestURI(), e);
        else log.error("incident {}: {} {}", incident, request.getMethod(), request.getRequestURI(), e);
        if (Requests.wantsJson(request)) problem(500, "error.broken_title", List.of(), request, response);
        else page(500, "error.broken_title", broken(request), List.of(), incident, request, response);
    }

    private static String broken(HttpServletRequest request) {
        return request.getMethod().equals("GET") ? "error.broken_reading" : "error.broken";
    }

    // The server wraps what it could not read, sometimes twice; the innermost knows why.
    private static int unreadable(Throwable e) {
        int code = 0;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof org.eclipse.jetty.http.HttpException http) code = http.getCode();
        }
        return code;
    }

    /** What was answered before a controller was asked: by the door, or by the server itself. */
    void outside(int status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (status >= 500) {
            if (!response.isCommitted()) page(status, "error.broken_title", broken(request), List.of(), UUID.randomUUID().toString().substring(0, 8), request, response);
        } else if (status == 401 && !Requests.wantsJson(request)) {
            render(new ErrorPage(401, "error.signed_out_title", "error.signed_out", List.of(), null, Requests.cameFrom(request)), request, response);
        } else {
            status(HttpStatusCode.valueOf(status), request, response);
        }
    }

    private void status(HttpStatusCode status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (status.value()) {
            case 404 -> notFound(new NotFound(), request, response);
            case 403 -> say(403, "error.not_allowed_title", "error.not_allowed", request, response);
            case 413 -> say(413, "error.too_large_title", "error.too_large", request, response);
            default -> say(status.value(), "error.senseless_title", "error.senseless", request, response);
        }
    }

    private void say(int status, String title, String text, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) return;
        if (Requests.wantsJson(request)) problem(status, title, List.of(), request, response);
        else page(status, title, text, List.of(), null, request, response);
    }

    private void page(int status, String title, String text, List<Refused.Problem> problems, @Nullable String incident, HttpServletRequest request, HttpServletResponse response) throws IOException {
        render(new ErrorPage(status, title, text, problems, incident, null), request, response);
    }

    private void render(ErrorPage page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageTransaction.failed(request);
        shell.render("layout/error", page, page.status(), request, response);
    }

    private record Problem(String type, String title, int status, List<Wrong> errors) {}

    private record Wrong(String field, String message) {}

    private void problem(int status, String title, List<Refused.Problem> problems, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var locale = Requests.locale(request);
        var wrong = problems.stream().map(p -> new Wrong(p.field(), words.in(locale, p.key(), p.arguments().toArray()))).toList();
        response.setStatus(status);
        response.setContentType("application/problem+json;charset=UTF-8");
        response.getOutputStream().write(json.writeValueAsBytes(new Problem("about:blank", words.in(locale, title), status, wrong)));
    }
}
