package meridian.closing;

import java.time.Instant;
import java.util.Locale;
import meridian.tenancy.ArchiveId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * One volume of a project’s archive 归档: the first holds everything, a later one (补充归档) what came after {@code since}. {@code lacking}:
 * how many contents were gone from their place when it was written; {@code seal}: the fingerprint of the certificate it is sealed with; {@code attempt}: the how-manieth writing of it.
 */
public record Archive(
        ArchiveId id, ProjectId project, int number, Locale language, @Nullable Instant since, State state, int total, int done, MemberId askedBy, String askedByName, Instant askedAt, @Nullable Instant finishedAt, String fileName, String sha256, long size, int entries,
        int lacking, String seal, String failure, int attempt) {

    public enum State {
        WAITING, WRITING, DONE, FAILED;

        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean running() {
        return state == State.WAITING || state == State.WRITING;
    }

    public boolean supplementary() {
        return since != null;
    }

    /** 840 B, 12 kB, 3.4 MB, 1.2 GB. */
    public String length() {
        if (size < 1000) return size + " B";
        if (size < 1_000_000) return Math.round(size / 1e3) + " kB";
        return size < 1_000_000_000 ? String.format(Locale.ROOT, "%.1f MB", size / 1e6) : String.format(Locale.ROOT, "%.2f GB", size / 1e9);
    }
}
