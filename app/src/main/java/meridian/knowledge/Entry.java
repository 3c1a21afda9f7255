package meridian.knowledge;

import java.time.Instant;
import java.util.List;
import meridian.tenancy.EntryId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/**
 * A lesson or an article: {@code text} is what its author has now, {@code edition} the number of the newest one that was
 * published (0: none yet), {@code said} the last word of who reviewed it. {@code project} is where a lesson comes from.
 * {@code voted} and {@code reviewing} are the reader’s: whether they found it useful, and whether it is theirs to review.
 */
public record Entry(
        EntryId id, EntryKind kind, int number, EntryState state, int edition, @Nullable Origin project, @Nullable PartyId party, @Nullable String partyName, EntryText text, String changeNote, Person author,
        @Nullable Person reviewer, String said, Instant createdAt, Instant changedAt, @Nullable Instant publishedAt, @Nullable Instant retiredAt, @Nullable String retiredBy, String retiredReason, int votes, boolean voted, boolean reviewing, int version,
        List<Edition> editions) {

    /** The kind of its references, which stand in stories: only lessons come out of something. */
    public static final String KIND = "knowledge";

    public record Person(MemberId id, String name) {}

    public record Origin(ProjectId id, String code, String name) {}

    /** An edition as the list of them names it; the newest comes first. */
    public record Edition(int number, String changeNote, String author, String reviewer, Instant at) {}

    /** What people call it: K-7. */
    public String code() {
        return code(number);
    }

    static String code(int number) {
        return "K-" + number;
    }

    public Ref ref() {
        return Ref.of(KIND, id);
    }

    public boolean published() {
        return edition > 0;
    }

    /** Whether there is something that is not published. */
    public boolean underway() {
        return state == EntryState.DRAFT || state == EntryState.REVIEW;
    }

    public boolean writtenBy(@Nullable MemberId member) {
        return author.id().equals(member);
    }
}
