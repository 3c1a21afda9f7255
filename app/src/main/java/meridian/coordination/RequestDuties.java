package meridian.coordination;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
import meridian.tenancy.RegionId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a request asks of whom, and who is told of it. */
@Component
class RequestDuties {
    static final String CONSENT = "request_consent";
    static final String ANSWER = ResourceRequest.ANSWER_OWED;
    static final String FULFILMENT = "request_fulfilment";
    static final String CONFIRMATION = "request_confirmation";

    private final Duties duties;
    private final Notices notices;
    private final Parties parties;
    private final Calendars calendars;

    RequestDuties(Duties duties, Notices notices, Parties parties, Calendars calendars) {
        this.duties = duties;
        this.notices = notices;
        this.parties = parties;
        this.calendars = calendars;
    }

    /** The end of the promised day where the provider is. */
    Instant endOf(ProjectAccess access, ResourceRequest.Given given) {
        return calendars.of(region(access, given.by().party())).endOfDay(given.on());
    }

    private RegionId region(ProjectAccess access, @Nullable PartyId party) {
        return parties.of(access.id()).stream().filter(one -> one.id().equals(party)).map(one -> one.calendarRegion()).findFirst().orElse(access.homeRegion());
    }

    void sent(ProjectAccess access, ResourceRequest request, Seats.Table who, Actor actor) {
        if (request.provider().named()) open(access, CONSENT, request, who, request.provider(), Objects.requireNonNull(request.from().member()), null);
        else askForAnswer(access, request, who);
        // The requester's lead is copied; whoever sends it knows already.
        tell(access, request, "request_copied", copied(request, who), actor, List.of(Notice.person(Objects.requireNonNull(request.from().member()))));
    }

    /** The provider has said something: now it is for the chief coordinator. */
    void heard(ProjectAccess access, ResourceRequest request, Seats.Table who, Actor actor) {
        duties.meet(CONSENT, request.id(), actor);
        askForAnswer(access, request, who);
    }

    private void askForAnswer(ProjectAccess access, ResourceRequest request, Seats.Table who) {
        // Of no party: it climbs from the chief coordinator to the sponsor, not to whoever leads the party that asks.
        who.answering().ifPresent(chief -> duties.open(duty(access, ANSWER, request, chief, request.from().member(), null, null)));
    }

    void answered(ProjectAccess access, ResourceRequest request, Seats.Table who, Actor actor) {
        duties.lapse(CONSENT, request.id(), actor);
        duties.meet(ANSWER, request.id(), actor);
        var given = request.given();
        if (given != null && request.status().given()) open(access, FULFILMENT, request, who, given.by(), Objects.requireNonNull(request.from().member()), endOf(access, given));
        var told = Stream.concat(Stream.of(request.from().member(), request.preparedBy().id()), Stream.concat(copied(request, who).stream(), asked(request.provider(), who).stream())).toList();
        tell(access, request, "request_answered", told, actor, List.of(Notice.word("request.status." + request.status().text())));
    }

    void delivered(ProjectAccess access, ResourceRequest request, Seats.Table who, Actor actor) {
        duties.meet(FULFILMENT, request.id(), actor);
        duties.open(duty(access, CONFIRMATION, request, Objects.requireNonNull(request.from().member()), actor.person(), request.from().party(), null));
    }

    void confirmed(ProjectAccess access, ResourceRequest request, boolean fulfilled, Seats.Table who, Actor actor) {
        // What came although nobody said so was delivered; what did not come is not.
        if (fulfilled) duties.meet(FULFILMENT, request.id(), actor);
        else duties.lapse(FULFILMENT, request.id(), actor);
        duties.meet(CONFIRMATION, request.id(), actor);
        if (fulfilled) return;
        var told = Stream.of(copied(request, who).stream(), who.of(Role.CHIEF_COORDINATOR).stream(), request.given() == null ? Stream.<MemberId>of() : asked(request.given().by(), who).stream()).flatMap(all -> all).toList();
        tell(access, request, "request_failed", told, actor, List.of());
    }

    void withdrawn(ProjectAccess access, ResourceRequest request, Seats.Table who, Actor actor) {
        for (var kind : List.of(CONSENT, ANSWER, FULFILMENT, CONFIRMATION)) duties.cancel(kind, request.id(), actor);
        if (request.status() == RequestStatus.DRAFT) return;
        var told = Stream.concat(asked(request.provider(), who).stream(), who.of(Role.CHIEF_COORDINATOR).stream()).toList();
        tell(access, request, "request_withdrawn", told, actor, List.of());
    }

    private void open(ProjectAccess access, String kind, ResourceRequest request, Seats.Table who, ResourceRequest.Place of, MemberId owedTo, @Nullable Instant due) {
        asked(of, who).stream().findFirst().or(who::answering).ifPresent(owner -> duties.open(duty(access, kind, request, owner, owedTo, of.party(), due)));
    }

    private static List<MemberId> asked(ResourceRequest.Place of, Seats.Table who) {
        return of.member() != null ? List.of(of.member()) : of.party() == null ? List.of() : who.lead(of.party()).stream().toList();
    }

    private static List<MemberId> copied(ResourceRequest request, Seats.Table who) {
        return who.leads(Objects.requireNonNull(request.from().party()));
    }

    private static Duties.NewDuty duty(ProjectAccess access, String kind, ResourceRequest request, MemberId owner, @Nullable MemberId owedTo, @Nullable PartyId party, @Nullable Instant due) {
        return new Duties.NewDuty(kind, access.id(), party, request.ref(), title(request), owner, owedTo, null, due);
    }

    private static String title(ResourceRequest request) {
        return request.code() + " " + request.name();
    }

    private void tell(ProjectAccess access, ResourceRequest request, String kind, Collection<MemberId> whom, Actor actor, List<String> arguments) {
        var told = whom.stream().filter(Objects::nonNull).filter(member -> !member.equals(actor.member())).distinct().toList();
        if (told.isEmpty()) return;
        notices.tell(new Notice(kind, NoticeGroup.REQUEST, told, kind + ":" + request.id() + ":" + request.version(), access.id(), request.ref(), title(request),
                "/p/" + access.code() + "/requests/" + request.number(), arguments, false));
    }
}
