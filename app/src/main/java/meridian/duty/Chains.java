package meridian.duty;

import static db.duty.Tables.DUTY;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.duty.Climb.Candidate;
import meridian.identity.Role;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Who stands where in the ladders of a batch of duties: two statements for all of them. */
final class Chains {
    private final List<Attendance.Post> posts;
    private final Attendance.Present present;

    /** Of records that have the columns doer, project and party. */
    Chains(Attendance attendance, Collection<? extends Record> duties, Instant now) {
        posts = attendance.posts(duties.stream().map(duty -> duty.get(DUTY.PROJECT_ID)).filter(Objects::nonNull).distinct().toList());
        var who = new HashSet<MemberId>();
        duties.forEach(duty -> who.add(duty.get(DUTY.DOER_ID)));
        posts.forEach(post -> who.add(post.member()));
        present = attendance.of(who, now);
    }

    Climb.Chain of(Record duty) {
        var project = duty.get(DUTY.PROJECT_ID);
        var party = duty.get(DUTY.PARTY_ID);
        var owner = Objects.requireNonNull(present.people().get(duty.get(DUTY.DOER_ID)));
        return new Climb.Chain(owner, party == null ? List.of() : at(project, Role.LEAD, party), at(project, Role.CHIEF_COORDINATOR, null), at(project, Role.SPONSOR, null), present.admins());
    }

    /** Who takes a duty over from somebody: the lead of its party, else the chief coordinator, else an admin; who is here before who is away. */
    @Nullable MemberId heir(Record duty, MemberId from) {
        var chain = of(duty);
        var candidates = Stream.of(chain.leads(), chain.chiefs(), chain.admins()).flatMap(List::stream).filter(candidate -> !candidate.member().equals(from) && candidate.state() != Candidate.State.LEFT).toList();
        return candidates.stream().filter(candidate -> candidate.state() == Candidate.State.HERE).findFirst().or(() -> candidates.stream().findFirst()).map(Candidate::member).orElse(null);
    }

    private List<Candidate> at(@Nullable ProjectId project, Role role, @Nullable PartyId party) {
        return posts.stream()
                .filter(post -> post.project().equals(project) && post.role() == role && (party == null || party.equals(post.party())))
                .map(post -> present.people().get(post.member()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
