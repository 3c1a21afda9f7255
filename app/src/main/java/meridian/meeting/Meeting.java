package meridian.meeting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.tenancy.AgendaItemId;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.RegionId;
import meridian.tenancy.SeriesId;
import org.jspecify.annotations.Nullable;

/**
 * One meeting 会议, of a series or by itself. It begins at a local time in a region’s zone; {@code startsAt} is the instant that means
 * by the zone’s rules as they are known now.
 */
public record Meeting(
        MeetingId id,
        ProjectId project,
        int number,
        @Nullable Series series,
        Kind kind,
        String title,
        Mode mode,
        String place,
        String link,
        String note,
        LocalDateTime startsLocal,
        ZoneId zone,
        RegionId region,
        String regionName,
        Instant startsAt,
        int minutes,
        MemberId host,
        String hostName,
        @Nullable MemberId recorder,
        String recorderName,
        Status status,
        String cancelReason,
        MemberId calledBy,
        int sequence,
        int version,
        List<Participant> participants,
        List<Topic> agenda) {
    public static final String KIND = "meeting";

    public enum Kind {
        KICKOFF, STAND_UP, WEEKLY, REVIEW, DISPUTE, ACCEPTANCE, OTHER;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String text) {
            return Stream.of(values()).filter(kind -> kind.text().equals(text)).findFirst();
        }

        /** How long it usually takes. */
        public int minutes() {
            return switch (this) {
                case STAND_UP -> 15;
                case WEEKLY -> 90;
                case KICKOFF, REVIEW -> 120;
                case DISPUTE, ACCEPTANCE, OTHER -> 60;
            };
        }
    }

    public enum Mode {
        ONLINE, ON_SITE, MIXED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Mode> of(String text) {
            return Stream.of(values()).filter(mode -> mode.text().equals(text)).findFirst();
        }
    }

    /** Planned, going on, held, or called off. */
    public enum Status {
        PLANNED, BEGUN, HELD, CANCELLED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** What somebody says to an invitation. */
    public enum Reply {
        NONE, ACCEPTED, TENTATIVE, DECLINED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Reply> of(String text) {
            return Stream.of(values()).filter(reply -> reply.text().equals(text)).findFirst();
        }

        /** As calendars say it to each other. */
        String participation() {
            return this == NONE ? "NEEDS-ACTION" : name();
        }
    }

    /** Who was there: 出席, 缺席, 列席. */
    public enum Attendance {
        PRESENT, ABSENT, IN_ATTENDANCE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Attendance> of(String text) {
            return Stream.of(values()).filter(attendance -> attendance.text().equals(text)).findFirst();
        }
    }

    /** The series a meeting belongs to, and when it would have begun by it, in the zone of the series: the meeting may have been moved into another. */
    public record Series(SeriesId id, Repeats repeats, LocalDate until, LocalDateTime occurrence, ZoneId zone, int sequence) {}

    /** Somebody asked to come; a guest has no {@code member}. {@code person} is the same for one person through a series. Whoever is of the project no more has no {@code email}. */
    public record Participant(
            UUID person, @Nullable MemberId member, String name, @Nullable String email, ZoneId zone, Reply reply, String note, @Nullable Attendance attendance, String absenceReason) {
        public boolean guest() {
            return member == null;
        }

        /** Whether they may still hear of it. */
        public boolean belongs() {
            return email != null;
        }

        /** Those of them who are colleagues and may still hear of it. */
        static List<MemberId> told(Collection<Participant> whom) {
            return whom.stream().filter(Participant::belongs).map(Participant::member).filter(Objects::nonNull).distinct().toList();
        }
    }

    public record Topic(AgendaItemId id, String topic, @Nullable MemberId presenter, String presenterName, @Nullable Integer minutes) {}

    public Ref ref() {
        return Ref.of(KIND, id);
    }

    public String code() {
        return code(number);
    }

    public static String code(int number) {
        return "M-" + number;
    }

    public Instant endsAt() {
        return startsAt.plus(Duration.ofMinutes(minutes));
    }

    public boolean planned() {
        return status == Status.PLANNED;
    }

    public boolean cancelled() {
        return status == Status.CANCELLED;
    }

    /** From a quarter of an hour before it begins until it is over. */
    public boolean near(Instant now) {
        return status == Status.BEGUN || planned() && !now.isBefore(startsAt.minus(Duration.ofMinutes(15))) && now.isBefore(endsAt());
    }

    public Optional<Participant> participant(MemberId member) {
        return participants.stream().filter(one -> member.equals(one.member())).findFirst();
    }

    /** The minutes of the agenda that are said, all together. */
    public int agendaMinutes() {
        return agenda.stream().mapToInt(topic -> topic.minutes() == null ? 0 : topic.minutes()).sum();
    }

    /** Host and recorder, beside whoever runs the project, say what became of it. */
    public boolean kept(MemberId by) {
        return by.equals(host) || by.equals(recorder) || by.equals(calledBy);
    }
}
