package meridian.identity;

import java.time.Duration;
import meridian.outbox.Job;
import org.springframework.stereotype.Component;

/** Clears away, once an hour, what is over: sessions, links, attempts. */
@Component
class Forgetting implements Job {
    private final Sessions sessions;
    private final SecretLinks links;
    private final Attempts attempts;

    Forgetting(Sessions sessions, SecretLinks links, Attempts attempts) {
        this.sessions = sessions;
        this.links = links;
        this.attempts = attempts;
    }

    @Override
    public String name() {
        return "identity.forget";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        sessions.forgetOld();
        links.forgetOld();
        attempts.forgetOld();
    }
}
