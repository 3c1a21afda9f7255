package meridian.knowledge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import meridian.tenancy.Refused;

/**
 * An entry is a draft, in review, or published; what was published is changed as a draft again while others go on reading its
 * newest edition; and what is no longer true is retired, by which nothing is lost.
 */
public enum EntryState {
    DRAFT, REVIEW, PUBLISHED, RETIRED;

    public EntryState submit() {
        if (this != DRAFT) throw Refused.because("knowledge.not_draft");
        return REVIEW;
    }

    public EntryState publish() {
        if (this != REVIEW) throw Refused.because("knowledge.not_in_review");
        return PUBLISHED;
    }

    /** Sent back by who reviews it, or taken back by its author. */
    public EntryState reopen() {
        if (this != REVIEW) throw Refused.because("knowledge.not_in_review");
        return DRAFT;
    }

    public EntryState change() {
        if (this == REVIEW) throw Refused.because("knowledge.in_review");
        if (this == RETIRED) throw Refused.because("knowledge.is_retired");
        return DRAFT;
    }

    public EntryState retire() {
        if (this == REVIEW) throw Refused.because("knowledge.in_review");
        if (this == RETIRED) throw Refused.because("knowledge.is_retired");
        return RETIRED;
    }

    public EntryState restore(boolean published) {
        if (this != RETIRED) throw Refused.because("knowledge.not_retired");
        return published ? PUBLISHED : DRAFT;
    }

    public static EntryState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public static Optional<EntryState> named(String text) {
        return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
