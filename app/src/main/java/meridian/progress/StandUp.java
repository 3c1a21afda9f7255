package meridian.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import meridian.duty.Cadence;
import meridian.tenancy.MemberId;
import meridian.tenancy.ReportId;
import org.jspecify.annotations.Nullable;

/** A day's (or week's) reports, party by party: what a stand-up meeting would go through. */
public record StandUp(Cadence cadence, LocalDate day, LocalDate today, List<PartyPart> parties) {
    /** One party; the people of no party stand under an empty name. */
    public record PartyPart(String name, ZoneId zone, List<Person> people) {
        public long reported() {
            return people.stream().filter(person -> person.report() != null).count();
        }

        public long missing() {
            return people.stream().filter(person -> person.standing() == Standing.MISSING).count();
        }
    }

    /** How somebody stands: reported, still owing, their day not begun or a day off, or on leave (never shown as missing). */
    public enum Standing {
        REPORTED, MISSING, WAITING, AWAY;

        public String text() {
            return name().toLowerCase();
        }
    }

    public record Person(MemberId member, String name, Standing standing, @Nullable Told report, String absence, String standIn, boolean mayReportFor) {}

    /** What was reported. */
    public record Told(
            ReportId id, Instant writtenAt, Instant arrivedAt, boolean late, String filedBy, boolean awaitsConfirmation, boolean awaitsCheck, String checkedBy, boolean mayCheck,
            boolean mayConfirm, String plan, String help, String helpFrom, List<ToldLine> lines) {
        /** It arrived noticeably later than it was written: the network had been away. */
        public boolean delayed() {
            return java.time.Duration.between(writtenAt, arrivedAt).toMinutes() >= 5;
        }
    }

    public record ToldLine(LineState state, @Nullable Integer number, String title, String content, @Nullable Integer progress, String reason) {}

    public long reported() {
        return parties.stream().mapToLong(PartyPart::reported).sum();
    }

    public long missing() {
        return parties.stream().mapToLong(PartyPart::missing).sum();
    }

    public LocalDate previous() {
        return cadence.previous(day);
    }

    /** The following period, or null when it has not begun. */
    public @Nullable LocalDate next() {
        var next = cadence.next(day);
        return next.isAfter(today) ? null : next;
    }
}
