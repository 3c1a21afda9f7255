package meridian.risk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Ref;
import meridian.tenancy.RiskId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a risk asks of whom, and who is told of it. */
@Component
class RiskDuties {
    static final String ASSESSMENT = "risk_assessment";
    static final String MEASURE = "risk_measure";
    static final String REVIEW = "risk_review";

    private final Duties duties;
    private final Notices notices;
    private final Teams teams;
    private final Parties parties;
    private final Calendars calendars;

    RiskDuties(Duties duties, Notices notices, Teams teams, Parties parties, Calendars calendars) {
        this.duties = duties;
        this.notices = notices;
        this.teams = teams;
        this.parties = parties;
        this.calendars = calendars;
    }

    Leading team(ProjectAccess access) {
        return new Leading(teams.of(access.id()));
    }

    void raised(ProjectAccess access, Risk risk, Actor actor) {
        var who = team(access);
        // Of no party: it climbs from the chief coordinator to the sponsor, not to whoever leads the party that submits.
        who.chief().ifPresent(chief -> duties.open(new Duties.NewDuty(ASSESSMENT, access.id(), null, risk.ref(), title(risk), chief, risk.submittedBy().id().equals(chief) ? null : risk.submittedBy().id(), null, null)));
        if (risk.level() == Level.HIGH) tell(access, risk, "risk_raised", Stream.concat(who.chief().stream(), who.leads(risk.party()).stream()).toList(), actor, List.of(risk.partyName()));
    }

    void assessed(RiskId risk, Actor actor) {
        duties.meet(ASSESSMENT, risk, actor);
    }

    /** The next day on which somebody looks at it again; the one before does not count any more. */
    void review(ProjectAccess access, Risk risk, Actor actor) {
        duties.cancel(REVIEW, risk.id(), actor);
        var on = risk.reviewOn();
        if (on == null || !risk.status().open()) return;
        team(access).watching(risk).ifPresent(owner -> duties.open(new Duties.NewDuty(REVIEW, access.id(), risk.party(), risk.ref(), title(risk), owner, null, on, endOf(access, on, risk.party()))));
    }

    void reviewed(RiskId risk, Actor actor) {
        duties.meet(REVIEW, risk, actor);
    }

    void measure(ProjectAccess access, Risk risk, Risk.Measure measure, Actor actor) {
        var party = team(access).partyOf(measure.owner().id());
        duties.open(new Duties.NewDuty(MEASURE, access.id(), party, Ref.of("risk_measure", measure.id()), risk.code() + " " + measure.content(), measure.owner().id(),
                actor.person().equals(measure.owner().id()) ? null : actor.person(), null, endOf(access, measure.dueOn(), party)));
        if (!measure.owner().id().equals(actor.member())) {
            notices.tell(new Notice("risk_measure", NoticeGroup.PROJECT, List.of(measure.owner().id()), "risk_measure:" + measure.id(), access.id(), risk.ref(), risk.code() + " " + measure.content(), address(access, risk), List.of(Notice.person(actor.person()), measure.dueOn().toString()), false));
        }
    }

    void done(Risk.Measure measure, Actor actor) {
        duties.meet(MEASURE, measure.id(), actor);
    }

    void dropped(Risk.Measure measure, Actor actor) {
        duties.cancel(MEASURE, measure.id(), actor);
    }

    /** Nothing more is owed about it; whoever had to do with it hears of one that occurred. */
    void ended(ProjectAccess access, Risk risk, List<Risk.Measure> undone, Actor actor) {
        for (var kind : List.of(ASSESSMENT, REVIEW)) duties.cancel(kind, risk.id(), actor);
        duties.cancelAll(undone.stream().map(Risk.Measure::id).toList(), actor);
        if (risk.status() != RiskStatus.OCCURRED) return;
        var who = team(access);
        var told = Stream.of(who.chief().stream(), who.leads(risk.party()).stream(), Stream.ofNullable(risk.owner()).map(Risk.Person::id), Stream.of(risk.submittedBy().id())).flatMap(all -> all).toList();
        tell(access, risk, "risk_occurred", told, actor, List.of(risk.partyName()));
    }

    private Instant endOf(ProjectAccess access, LocalDate day, @Nullable PartyId party) {
        var region = parties.of(access.id()).stream().filter(one -> one.id().equals(party)).map(one -> one.calendarRegion()).findFirst().orElse(access.homeRegion());
        return calendars.of(region).endOfDay(day);
    }

    static String title(Risk risk) {
        return risk.code() + " " + risk.title();
    }

    private static String address(ProjectAccess access, Risk risk) {
        return "/p/" + access.code() + "/risks/" + risk.number();
    }

    private void tell(ProjectAccess access, Risk risk, String kind, Collection<MemberId> whom, Actor actor, List<String> arguments) {
        var told = whom.stream().filter(Objects::nonNull).filter(member -> !member.equals(actor.member())).distinct().toList();
        if (told.isEmpty()) return;
        notices.tell(new Notice(kind, NoticeGroup.PROJECT, told, kind + ":" + risk.id() + ":" + risk.version(), access.id(), risk.ref(), title(risk), address(access, risk), arguments, false));
    }
}
