package meridian.coordination;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.identity.Role;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a dispute asks of whom, and who is told of it. */
@Component
class DisputeDuties {
    static final String STATEMENT = "dispute_statement";
    static final String MEETING = Dispute.MEETING_OWED;
    static final String RESOLUTION = Dispute.RESOLUTION_OWED;
    static final String ACKNOWLEDGEMENT = "dispute_acknowledgement";
    static final String MEASURE = "dispute_measure";
    static final String REVISION = "revise_resolution";

    private final Duties duties;
    private final Notices notices;
    private final Parties parties;
    private final Calendars calendars;

    DisputeDuties(Duties duties, Notices notices, Parties parties, Calendars calendars) {
        this.duties = duties;
        this.notices = notices;
        this.parties = parties;
        this.calendars = calendars;
    }

    /** Who speaks for a side: the person it is, or the lead of the party; where it has none, the chief coordinator, who can give it one. */
    private static Optional<MemberId> speaker(Dispute.Side side, Seats.Table who) {
        if (side.member() != null) return Optional.of(side.member());
        return who.lead(Objects.requireNonNull(side.party())).or(who::answering);
    }

    /** Whose the word is: a chief coordinator who is no side of it, or the sponsor; where the one is missing, the other. */
    static Optional<MemberId> decider(Dispute dispute, Seats.Table who) {
        var chiefs = who.chiefs().stream().filter(chief -> !chief.involved(dispute.deciding())).map(Decider.Chief::member);
        var sponsors = who.of(Role.SPONSOR).stream();
        return (dispute.decider() == Decider.CHIEF ? Stream.concat(chiefs, sponsors) : Stream.concat(sponsors, chiefs)).findFirst().or(who::answering);
    }

    void raised(ProjectAccess access, Dispute dispute, Seats.Table who, Actor actor) {
        for (var side : dispute.sides()) {
            speaker(side, who).ifPresent(owner -> duties.open(new Duties.NewDuty(STATEMENT, access.id(), side.party(), Ref.of("dispute_side", side.id()), title(dispute), owner, decider(dispute, who).orElse(null), null, null)));
        }
        ask(access, dispute, who);
        tell(access, dispute, "dispute_raised", speakers(dispute, who), actor, List.of(Notice.person(dispute.raisedBy())));
    }

    // The meeting is called and the dispute settled by the same person.
    private void ask(ProjectAccess access, Dispute dispute, Seats.Table who) {
        decider(dispute, who).ifPresent(owner -> {
            if (dispute.status() == DisputeStatus.OPEN) duties.open(duty(access, MEETING, dispute, owner, dispute.raisedBy()));
            duties.open(duty(access, RESOLUTION, dispute, owner, dispute.raisedBy()));
        });
    }

    void stated(Dispute.Side side, Actor actor) {
        duties.meet(STATEMENT, side.id(), actor);
    }

    void called(Dispute dispute, Actor actor) {
        duties.meet(MEETING, dispute.id(), actor);
    }

    /** It is the sponsor’s now, by a clock of the sponsor’s own: what the chief coordinator did not do in time stays missed. */
    void escalated(ProjectAccess access, Dispute dispute, Seats.Table who, Actor actor) {
        duties.lapse(MEETING, dispute.id(), actor);
        duties.lapse(RESOLUTION, dispute.id(), actor);
        ask(access, dispute, who);
        tell(access, dispute, "dispute_escalated", Stream.concat(who.of(Role.SPONSOR).stream(), speakers(dispute, who).stream()).toList(), actor, List.of());
    }

    void resolved(ProjectAccess access, Dispute dispute, Seats.Table who, Actor actor) {
        duties.cancel(MEETING, dispute.id(), actor);
        duties.meet(RESOLUTION, dispute.id(), actor);
        var resolution = Objects.requireNonNull(dispute.resolution());
        for (var side : dispute.sides()) {
            duties.lapse(STATEMENT, side.id(), actor);
            speaker(side, who).ifPresent(owner -> duties.open(new Duties.NewDuty(ACKNOWLEDGEMENT, access.id(), side.party(), Ref.of("dispute_side", side.id()), title(dispute), owner, resolution.by(), null, null)));
        }
        for (var measure : resolution.measures()) {
            var party = who.parties(measure.owner()).stream().findFirst().orElse(null);
            duties.open(new Duties.NewDuty(MEASURE, access.id(), party, Ref.of("dispute_measure", measure.id()), dispute.code() + " " + measure.content(), measure.owner(), resolution.by(), null, endOf(access, measure, party)));
        }
        var told = Stream.concat(speakers(dispute, who).stream(), Stream.of(dispute.raisedBy())).toList();
        tell(access, dispute, "dispute_resolved", told, actor, List.of(Notice.person(resolution.by())));
    }

    private Instant endOf(ProjectAccess access, Dispute.Measure measure, @Nullable PartyId party) {
        var region = parties.of(access.id()).stream().filter(one -> one.id().equals(party)).map(one -> one.calendarRegion()).findFirst().orElse(access.homeRegion());
        return calendars.of(region).endOfDay(measure.dueOn());
    }

    void acknowledged(ProjectAccess access, Dispute dispute, Dispute.Side side, String objection, Actor actor) {
        duties.meet(ACKNOWLEDGEMENT, side.id(), actor);
        if (!objection.isEmpty()) tell(access, dispute, "dispute_objected", List.of(Objects.requireNonNull(dispute.resolution()).by()), actor, List.of(side.name()));
    }

    void done(Dispute.Measure measure, Actor actor) {
        duties.meet(MEASURE, measure.id(), actor);
    }

    void withdrawn(ProjectAccess access, Dispute dispute, Seats.Table who, Actor actor) {
        duties.cancel(MEETING, dispute.id(), actor);
        duties.cancel(RESOLUTION, dispute.id(), actor);
        for (var side : dispute.sides()) duties.cancel(STATEMENT, side.id(), actor);
        tell(access, dispute, "dispute_withdrawn", Stream.concat(speakers(dispute, who).stream(), decider(dispute, who).stream()).toList(), actor, List.of());
    }

    private static List<MemberId> speakers(Dispute dispute, Seats.Table who) {
        return dispute.sides().stream().flatMap(side -> side.member() != null ? Stream.of(side.member()) : who.leads(Objects.requireNonNull(side.party())).stream()).distinct().toList();
    }

    private static Duties.NewDuty duty(ProjectAccess access, String kind, Dispute dispute, MemberId owner, MemberId owedTo) {
        return new Duties.NewDuty(kind, access.id(), null, dispute.ref(), title(dispute), owner, owedTo.equals(owner) ? null : owedTo, null, null);
    }

    static String title(Dispute dispute) {
        return dispute.code() + " " + dispute.title();
    }

    private void tell(ProjectAccess access, Dispute dispute, String kind, Collection<MemberId> whom, Actor actor, List<String> arguments) {
        var told = whom.stream().filter(member -> !member.equals(actor.member())).distinct().toList();
        if (told.isEmpty()) return;
        notices.tell(new Notice(kind, NoticeGroup.DISPUTE, told, kind + ":" + dispute.id() + ":" + dispute.version(), access.id(), dispute.ref(), title(dispute), "/p/" + access.code() + "/disputes/" + dispute.number(), arguments, false));
    }
}
