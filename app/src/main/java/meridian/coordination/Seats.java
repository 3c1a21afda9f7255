package meridian.coordination;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import meridian.identity.Role;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who stands where in a project, for whoever has to be asked or told. People who have left stand nowhere. */
@Component
class Seats {
    private final DSLContext db;

    Seats(DSLContext db) {
        this.db = db;
    }

    record Seat(MemberId member, String name, Role role, @Nullable PartyId party) {}

    /** All seats of one project, those held longest first. */
    record Table(List<Seat> seats) {
        /** Who answers for a party: its leads, then the head of a support department. */
        List<MemberId> leads(PartyId party) {
            return Stream.of(Role.LEAD, Role.SUPPORT_HEAD)
                    .flatMap(role -> seats.stream().filter(seat -> seat.role() == role && party.equals(seat.party())))
                    .map(Seat::member).distinct().toList();
        }

        Optional<MemberId> lead(PartyId party) {
            return leads(party).stream().findFirst();
        }

        List<MemberId> of(Role role) {
            return seats.stream().filter(seat -> seat.role() == role).map(Seat::member).distinct().toList();
        }

        /** The parties somebody holds a role for. */
        List<PartyId> parties(MemberId member) {
            return seats.stream().filter(seat -> seat.member().equals(member) && seat.party() != null).map(Seat::party).distinct().toList();
        }

        /** Works on the project: for this party, or for the whole of it. */
        boolean belongs(MemberId member, PartyId party) {
            return seats.stream().anyMatch(seat -> seat.member().equals(member) && seat.role() != Role.GUEST && (seat.party() == null || seat.party().equals(party)));
        }

        boolean works(MemberId member) {
            return seats.stream().anyMatch(seat -> seat.member().equals(member) && seat.role() != Role.GUEST);
        }

        List<Decider.Chief> chiefs() {
            return of(Role.CHIEF_COORDINATOR).stream().map(chief -> new Decider.Chief(chief, parties(chief))).toList();
        }

        /** Whose word goes for the project when something has to be answered: the chief coordinator, else the sponsor. */
        Optional<MemberId> answering() {
            return Stream.of(Role.CHIEF_COORDINATOR, Role.SPONSOR).flatMap(role -> of(role).stream()).findFirst();
        }
    }

    @Transactional(readOnly = true)
    Table of(ProjectId project) {
        return new Table(new ArrayList<>(db.select(MEMBER.ID, MEMBER.DISPLAY_NAME, ROLE_GRANT.ROLE, ROLE_GRANT.PARTY_ID)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), MEMBER.STATE.ne("left"))
                .orderBy(ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
                .fetch(row -> new Seat(row.value1(), row.value2(), Role.of(row.value3()), row.value4()))));
    }
}
