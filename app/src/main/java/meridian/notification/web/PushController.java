package meridian.notification.web;

import jakarta.servlet.http.HttpServletRequest;
import meridian.identity.Doorkeeper;
import meridian.notification.PushSubscriptions;
import meridian.tenancy.AccountId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a browser’s scripts say that it wants to be told by push, and that it no longer does; in the name of who is signed in there. */
@Controller
@RequestMapping("/push")
public class PushController {
    private final PushSubscriptions subscriptions;

    PushController(PushSubscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @PostMapping
    ResponseEntity<Void> subscribe(@RequestParam(defaultValue = "") String endpoint, @RequestParam(defaultValue = "") String p256dh, @RequestParam(defaultValue = "") String auth, HttpServletRequest request) {
        var account = account(request);
        if (account == null) return ResponseEntity.status(401).build();
        var agent = request.getHeader("User-Agent");
        subscriptions.add(account, endpoint, p256dh, auth, agent == null ? "" : agent);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/removal")
    ResponseEntity<Void> unsubscribe(@RequestParam(defaultValue = "") String endpoint, HttpServletRequest request) {
        var account = account(request);
        if (account == null) return ResponseEntity.status(401).build();
        subscriptions.remove(account, endpoint);
        return ResponseEntity.noContent().build();
    }

    private static @Nullable AccountId account(HttpServletRequest request) {
        return (AccountId) request.getAttribute(Doorkeeper.ACCOUNT);
    }
}
