package meridian.coordination;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import meridian.tenancy.DisputeId;
import meridian.tenancy.DisputeMeasureId;
import meridian.tenancy.DisputeSideId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/** A dispute 争议 between two sides or more: what each says to it, the special meeting, and the written resolution. */
public record Dispute(
        DisputeId id,
        ProjectId project,
        int number,
        DisputeStatus status,
        Kind kind,
        String title,
        String about,
        MemberId raisedBy,
        String raisedByName,
        Instant raisedAt,
        Decider decider,
        List<Side> sides,
        @Nullable Meeting meeting,
        @Nullable Resolution resolution,
        List<Act> acts,
        List<Running> running,
        @Nullable String documentNumber,
        int version) {

    /** The kind of the {@link Ref}s to disputes. */
    public static final String KIND = "dispute";

    /** The kinds of duty of whoever decides it. */
    public static final String MEETING_OWED = "dispute_meeting";

    public static final String RESOLUTION_OWED = "dispute_resolution";

    public enum Kind {
        RESPONSIBILITY, PRIORITY, RESOURCE, QUALITY, OTHER;

        public static Optional<Kind> of(String text) {
            return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase();
        }
    }

    public enum Mode {
        ONLINE, ON_SITE, MIXED;

        public static Optional<Mode> of(String text) {
            return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase();
        }
    }

    /** One side, what it says, and whether it has read the resolution. */
    public record Side(
            DisputeSideId id,
            @Nullable PartyId party,
            @Nullable MemberId member,
            String name,
            String statement,
            @Nullable String statedBy,
            @Nullable Instant statedAt,
            @Nullable Acknowledgement acknowledgement,
            int version) {
        public boolean stated() {
            return statedAt != null;
        }

        Decider.Side side() {
            return new Decider.Side(party, member);
        }
    }

    /** An objection is noted; it changes nothing. */
    public record Acknowledgement(String by, Instant at, String objection) {}

    public record Participant(MemberId member, String name, ZoneId zone, @Nullable Boolean present) {}

    public record Meeting(
            Mode mode, LocalDateTime startsLocal, ZoneId zone, Instant startsAt, int minutes, String place, String link, String calledBy, String record, @Nullable String heldBy, @Nullable Instant heldAt,
            List<Participant> participants, int version) {}

    public record Measure(DisputeMeasureId id, String content, MemberId owner, String ownerName, LocalDate dueOn, @Nullable Instant doneAt) {}

    /** {@code sealed} is the exact text; {@code intact} tells whether it still has the fingerprint {@code sha256} it was written with. */
    public record Resolution(String facts, String decision, List<Measure> measures, String sealed, String sha256, boolean intact, MemberId by, String byName, Instant at) {}

    public record Act(DisputeMove move, Instant at, @Nullable String by, String note) {}

    /** A duty that is open for it. */
    public record Running(String duty, MemberId owner, String ownerName, Instant dueAt) {}

    /** What people call it: D-1. */
    public String code() {
        return code(number);
    }

    static String code(int number) {
        return "D-" + number;
    }

    public Ref ref() {
        return Ref.of(KIND, id);
    }

    public Optional<Running> running(String duty) {
        return running.stream().filter(one -> one.duty().equals(duty)).findFirst();
    }

    public Optional<Act> act(DisputeMove move) {
        return acts.stream().filter(act -> act.move() == move).findFirst();
    }

    public long acknowledged() {
        return sides.stream().filter(side -> side.acknowledgement() != null).count();
    }

    List<Decider.Side> deciding() {
        return sides.stream().map(Side::side).toList();
    }
}
