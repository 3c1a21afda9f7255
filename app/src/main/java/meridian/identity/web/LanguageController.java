package meridian.identity.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import meridian.web.Answer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The language of a browser in which nobody is signed in yet. */
@Controller
class LanguageController {
    @PostMapping("/language")
    Answer choose(@RequestParam String language, @RequestParam(defaultValue = "/signin") String back, HttpServletRequest request, HttpServletResponse response) {
        var cookie = new Cookie("meridian_lang", language.startsWith("zh") ? "zh" : "en");
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
        response.addCookie(cookie);
        return Answer.to(SignInController.local(back));
    }
}
