package meridian.coordination.web;

import java.util.Optional;
import meridian.coordination.RequestMove;
import meridian.coordination.RequestSheets;
import meridian.coordination.ResourceRequests;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.ResourceRequestId;
import meridian.web.Answer;
import meridian.web.Entered;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is done with a request, act by act. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/requests/{request}")
class RequestActController {
    private final ResourceRequests requests;
    private final RequestSheets sheets;

    RequestActController(ResourceRequests requests, RequestSheets sheets) {
        this.requests = requests;
        this.sheets = sheets;
    }

    @PostMapping("/submission")
    Answer submit(ProjectAccess here, Reader reader, Actor actor, @PathVariable int request, @RequestParam int version) {
        requests.submit(here.id(), id(here, request), version, actor);
        return back(here, reader, request).saying("request.said_submitted");
    }

    @PostMapping("/consent")
    Answer consent(
            ProjectAccess here,
            Reader reader,
            Actor actor,
            @PathVariable int request,
            @RequestParam(defaultValue = "") String word,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String note,
            @RequestParam int version) {
        var id = id(here, request);
        var entered = new Entered();
        var said = entered.word("word", word, RequestActController::move);
        var offered = said == RequestMove.OFFER ? entered.number("amount", amount) : null;
        var on = said == RequestMove.OFFER ? entered.day("day", day) : null;
        if (ResourceRequests.mayConsent(here, sheets.get(here.id(), request))) entered.done();
        requests.consent(here.id(), id, said == null ? RequestMove.SUBMIT : said, offered, on, note, version, actor);
        return back(here, reader, request).saying("request.said_consented");
    }

    @PostMapping("/answer")
    Answer answer(
            ProjectAccess here,
            Reader reader,
            Actor actor,
            @PathVariable int request,
            @RequestParam(defaultValue = "") String move,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String provider,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String note,
            @RequestParam int version) {
        here.requireEverywhere(Permission.ANSWER_REQUEST);
        var entered = new Entered();
        var chosen = entered.word("move", move, RequestActController::move);
        var refused = chosen == RequestMove.REFUSE;
        // Read whatever the answer is, so that nothing typed is passed over in silence.
        var some = entered.number("amount", amount);
        var answer = new ResourceRequests.Answer(
                chosen,
                chosen == RequestMove.GRANT_PARTLY ? some : null,
                refused ? null : entered.chosen("provider", provider, PartyId::of),
                refused ? null : entered.chosen("person", person, MemberId::of),
                refused ? null : entered.day("day", day),
                note);
        entered.done();
        requests.answer(here.id(), id(here, request), answer, version, actor);
        return back(here, reader, request).saying("request.said_answered");
    }

    private static Optional<RequestMove> move(String text) {
        for (var move : RequestMove.values()) if (move.text().equals(text)) return Optional.of(move);
        return Optional.empty();
    }

    @PostMapping("/delivery")
    Answer deliver(ProjectAccess here, Reader reader, Actor actor, @PathVariable int request, @RequestParam(defaultValue = "") String note, @RequestParam int version) {
        requests.deliver(here.id(), id(here, request), note, version, actor);
        return back(here, reader, request).saying("request.said_delivered");
    }

    @PostMapping("/fulfilment")
    Answer fulfil(ProjectAccess here, Reader reader, Actor actor, @PathVariable int request, @RequestParam(defaultValue = "") String note, @RequestParam int version) {
        requests.fulfil(here.id(), id(here, request), note, version, actor);
        return back(here, reader, request).saying("request.said_fulfilled");
    }

    @PostMapping("/failure")
    Answer fail(ProjectAccess here, Reader reader, Actor actor, @PathVariable int request, @RequestParam(defaultValue = "") String note, @RequestParam int version) {
        requests.fail(here.id(), id(here, request), note, version, actor);
        return back(here, reader, request).saying("request.said_failed");
    }

    @PostMapping("/withdrawal")
    Answer withdraw(ProjectAccess here, Reader reader, Actor actor, @PathVariable int request, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        requests.withdraw(here.id(), id(here, request), reason, version, actor);
        return back(here, reader, request).saying("request.said_withdrawn");
    }

    private ResourceRequestId id(ProjectAccess here, int number) {
        here.require(Permission.READ);
        return sheets.get(here.id(), number).id();
    }

    private static Answer.To back(ProjectAccess here, Reader reader, int number) {
        return Answer.to(RequestController.address(here, reader, number));
    }
}
