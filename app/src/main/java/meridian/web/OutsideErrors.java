package meridian.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Shows what was refused before a controller was asked, by the door or by the server itself, as every other error is shown. */
@Controller
final class OutsideErrors implements ErrorController {
    private final Errors errors;

    OutsideErrors(Errors errors) {
        this.errors = errors;
    }

    @RequestMapping("/error")
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        errors.outside(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status && status >= 400 ? status : 404, request, response);
    }
}
