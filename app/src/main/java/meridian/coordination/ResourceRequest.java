package meridian.coordination;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import meridian.project.Resource.Kind;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.ResourceId;
import meridian.tenancy.ResourceRequestId;
import org.jspecify.annotations.Nullable;

/**
 * A resource request 资源协调申请: one party asks for something that another has. {@code resource} is the one of the project’s
 * list it is about, or null where it is only named; {@code given} is what was granted, by whom and by which day;
 * {@code documentNumber} is that of its form, which it has once it was sent.
 */
public record ResourceRequest(
        ResourceRequestId id,
        ProjectId project,
        int number,
        RequestStatus status,
        Kind kind,
        @Nullable ResourceId resource,
        String name,
        BigDecimal amount,
        String unit,
        LocalDate neededBy,
        @Nullable LocalDate neededUntil,
        String reason,
        String effect,
        Place from,
        Place provider,
        Person preparedBy,
        Instant preparedAt,
        @Nullable Instant submittedAt,
        @Nullable Given given,
        List<Act> acts,
        @Nullable Running running,
        @Nullable String documentNumber,
        int version) {

    /** The kind of the {@link Ref}s to requests. */
    public static final String KIND = "resource_request";

    /** The kind of duty that waits for the chief coordinator’s answer. */
    public static final String ANSWER_OWED = "request_answer";

    /** A party and somebody in it; either may be missing where a request names no provider. */
    public record Place(@Nullable PartyId party, @Nullable String partyName, @Nullable MemberId member, @Nullable String memberName) {
        public boolean named() {
            return party != null || member != null;
        }

        /** 华南 · 周颖 */
        public String words() {
            if (partyName == null) return memberName == null ? "" : memberName;
            return memberName == null ? partyName : partyName + " · " + memberName;
        }
    }

    public record Person(MemberId id, String name) {}

    public record Given(BigDecimal amount, Place by, LocalDate on) {}

    /** Something somebody did with it; what amount and day mean depends on the move. */
    public record Act(RequestMove move, Instant at, MemberId by, String name, @Nullable BigDecimal amount, @Nullable LocalDate day, String note) {}

    /** The duty that is running for it: of which kind, whose it is, and when it is due. */
    public record Running(String duty, MemberId owner, String ownerName, Instant dueAt) {}

    /** What people call it: RR-3. */
    public String code() {
        return code(number);
    }

    static String code(int number) {
        return "RR-" + number;
    }

    public Ref ref() {
        return Ref.of(KIND, id);
    }

    /** When something became of it last. */
    public Instant changedAt() {
        return acts.isEmpty() ? preparedAt : acts.getLast().at();
    }

    /** The latest act of this move. */
    public Optional<Act> act(RequestMove... moves) {
        return acts.stream().filter(act -> List.of(moves).contains(act.move())).reduce((earlier, later) -> later);
    }

    public Optional<Act> answer() {
        return act(RequestMove.GRANT, RequestMove.GRANT_PARTLY, RequestMove.REFUSE);
    }

    public Optional<Act> providersWord() {
        return act(RequestMove.CONSENT, RequestMove.OFFER, RequestMove.DECLINE);
    }

    Claim claim() {
        return new Claim(neededBy, neededUntil, amount);
    }
}
