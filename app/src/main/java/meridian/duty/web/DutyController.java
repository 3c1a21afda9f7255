package meridian.duty.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.function.Function;
import meridian.duty.Dossiers;
import meridian.duty.Duties;
import meridian.duty.Explanations;
import meridian.duty.Extensions;
import meridian.duty.Kinds;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.ExplanationId;
import meridian.tenancy.ExtensionId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One duty with its clock, its ladder and its history, and what can be done about it beside doing it. */
@Controller
@RequestMapping("/w/{slug}/duties")
public class DutyController {
    private final Dossiers dossiers;
    private final Duties duties;
    private final Explanations explanations;
    private final Extensions extensions;
    private final Kinds kinds;
    private final Clock clock;

    DutyController(Dossiers dossiers, Duties duties, Explanations explanations, Extensions extensions, Kinds kinds, Clock clock) {
        this.dossiers = dossiers;
        this.duties = duties;
        this.explanations = explanations;
        this.extensions = extensions;
        this.kinds = kinds;
        this.clock = clock;
    }

    @GetMapping("/{id}")
    Answer duty(@PathVariable DutyId id, Reader reader) {
        var dossier = dossiers.of(id, reader);
        var kind = kinds.get(dossier.duty().kind());
        return Answer.page("duty/duty", new DutyPage(dossier, kind == null || kind.name().equals(Extensions.ANSWER) ? null : InboxPage.whole(kind.address(dossier.duty(), reader), reader), ExplanationId.next().toString(), ExtensionId.next().toString()));
    }

    @PostMapping("/{id}/pause")
    Answer pause(@PathVariable DutyId id, @RequestParam(defaultValue = "") String reason, @RequestParam(name = "waiting_for", defaultValue = "") String waitingFor, Reader reader, Actor actor) {
        duties.pause(id, reason, chosen("waiting_for", waitingFor, MemberId::of), actor);
        return to(id, reader);
    }

    @PostMapping("/{id}/resumption")
    Answer resume(@PathVariable DutyId id, Reader reader, Actor actor) {
        duties.resume(id, actor);
        return to(id, reader);
    }

    @PostMapping("/{id}/explanation")
    Answer explain(@PathVariable DutyId id, @RequestParam(name = "id", required = false) @Nullable UUID explanation, @RequestParam(defaultValue = "") String content, @RequestParam(defaultValue = "own") String cause, Reader reader, Actor actor) {
        explanations.explain(explanation == null ? ExplanationId.next() : new ExplanationId(explanation), id, content, cause.equals("elsewhere"), actor);
        return to(id, reader).saying("duty.explained");
    }

    @PostMapping("/{id}/extension")
    Answer ask(@PathVariable DutyId id, @RequestParam(name = "id", required = false) @Nullable UUID extension, @RequestParam(defaultValue = "") String due, @RequestParam(defaultValue = "") String reason, Reader reader, Actor actor) {
        extensions.ask(extension == null ? ExtensionId.next() : new ExtensionId(extension), id, instant("due", due, reader), reason, actor);
        return to(id, reader).saying("duty.more_time_asked");
    }

    /** Where the duty is that more time was asked for. */
    @GetMapping("/extensions/{extension}")
    Answer about(@PathVariable ExtensionId extension, Reader reader, Actor actor) {
        var id = extensions.about(extension);
        if (!duties.stake(id, reader.member()).mayRead() && !extensions.mayAnswer(id, extension, actor)) throw new NotFound();
        return to(id, reader);
    }

    @PostMapping("/extensions/{extension}/grant")
    Answer grant(@PathVariable ExtensionId extension, @RequestParam(defaultValue = "") String note, Reader reader, Actor actor) {
        extensions.answer(extension, true, note, actor);
        return to(extensions.about(extension), reader).saying("duty.more_time_granted");
    }

    @PostMapping("/extensions/{extension}/refusal")
    Answer refuse(@PathVariable ExtensionId extension, @RequestParam(defaultValue = "") String note, Reader reader, Actor actor) {
        extensions.answer(extension, false, note, actor);
        return to(extensions.about(extension), reader).saying("duty.more_time_refused");
    }

    @PostMapping("/{id}/handover")
    Answer handOver(@PathVariable DutyId id, @RequestParam(defaultValue = "") String to, @RequestParam(defaultValue = "") String reason, @RequestParam(name = "_from", defaultValue = "") String from, Reader reader, Actor actor) {
        duties.handOver(id, chosen("to", to, MemberId::of), reason, actor);
        if (InboxController.isInbox(from, reader)) return InboxController.back(from, reader).saying("duty.handed_over");
        // Who gave it away may have nothing to do with it any more.
        return (duties.stake(id, reader.member()).mayRead() ? to(id, reader) : Answer.to("/w/" + reader.slug() + "/inbox")).saying("duty.handed_over");
    }

    @PostMapping("/{id}/snooze")
    Answer snooze(@PathVariable DutyId id, @RequestParam(defaultValue = "") String until, @RequestParam(name = "_from", defaultValue = "") String from, Reader reader, Actor actor) {
        duties.snooze(id, later(until, reader), actor);
        return InboxController.back(from, reader).saying("duty.snoozed");
    }

    private static Answer.To to(DutyId id, Reader reader) {
        return Answer.to("/w/" + reader.slug() + "/duties/" + id);
    }

    private @Nullable Instant later(String until, Reader reader) {
        if (until.isEmpty()) return null;
        for (var one : Snooze.values()) if (one.text().equals(until)) return one.until(clock.instant(), reader.zone());
        throw Refused.at("until", "refused.not_a_choice");
    }

    private static @Nullable Instant instant(String field, String typed, Reader reader) {
        var text = Text.clean(typed);
        if (text.isEmpty()) return null;
        try {
            return LocalDateTime.parse(text).atZone(reader.zone()).toInstant();
        } catch (DateTimeException e) {
            throw Refused.at(field, "refused.not_a_date");
        }
    }

    private static <T> @Nullable T chosen(String field, String typed, Function<String, T> of) {
        if (typed.isBlank()) return null;
        try {
            return of.apply(typed.strip());
        } catch (IllegalArgumentException e) {
            throw Refused.at(field, "refused.not_a_choice");
        }
    }
}
