package meridian.acceptance;

import java.util.Locale;
import java.util.Set;

/**
 * Where an application stands: drafted by a party, submitted to the chief coordinator, judged by its panel; then accepted, or to be put
 * right and submitted again (rectification), or to be put right and signed for by one reviewer (re-check 复核). Until it is accepted it can be
 * withdrawn; afterwards it can be reopened, which ends it as well: what follows is a new application.
 */
public enum ApplicationStatus {
    DRAFT, SUBMITTED, IN_REVIEW, RECTIFICATION, RECHECK, ACCEPTED, WITHDRAWN, REOPENED;

    /** Those after which the deliverable is free for another application. */
    public static final Set<ApplicationStatus> ENDED = Set.of(WITHDRAWN, REOPENED);

    public boolean ended() {
        return ENDED.contains(this);
    }

    /** How it is shown. */
    public String sign() {
        return switch (this) {
            case DRAFT -> "draft";
            case SUBMITTED -> "open";
            case IN_REVIEW -> "doing";
            case RECTIFICATION -> "bad";
            case RECHECK -> "warn";
            case ACCEPTED -> "accepted";
            case WITHDRAWN, REOPENED -> "cancelled";
        };
    }

    /** Whether the party writes: before the first round, and before each further one. */
    public boolean written() {
        return this == DRAFT || this == RECTIFICATION;
    }

    /** Neither accepted nor ended. */
    public boolean open() {
        return this != ACCEPTED && !ended();
    }

    public static ApplicationStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
