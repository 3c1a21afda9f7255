package meridian.notification.web;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.notification.Webhooks;
import meridian.outbox.Deliveries;
import meridian.outbox.Mails;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliveryId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.WebhookId;
import meridian.tenancy.WebhookMessageId;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** For admins: what could not be delivered, and the addresses outside that are told of what happens here. */
@Controller
@RequestMapping("/w/{slug}/admin")
public class DeliveryController {
    private static final int FAILED = 50;
    private static final int MESSAGES = 25;

    private final Deliveries deliveries;
    private final Webhooks webhooks;
    private final Mails mails;

    DeliveryController(Deliveries deliveries, Webhooks webhooks, Mails mails) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.mails = mails;
    }

    /** What left and what did not; {@code held} is how many came out of a copy and wait for a word. */
    public record DeliveryPage(boolean mail, int held, List<Deliveries.Failed> failed, List<Webhooks.Webhook> webhooks, String newWebhook, NoticeGroup[] groups) {}

    /** One webhook; {@code secret} only on the page that made it. */
    public record WebhookPage(Webhooks.Webhook webhook, NoticeGroup[] groups, @Nullable String secret, List<Webhooks.Message> messages, @Nullable String next) {}

    @GetMapping("/delivery")
    Answer page(Reader reader) {
        return Answer.page("notification/delivery", new DeliveryPage(mails.configured(), deliveries.held(reader.workspace()), deliveries.failed(reader.workspace(), FAILED), webhooks.all(), WebhookId.next().toString(), NoticeGroup.values()));
    }

    @PostMapping("/delivery/{id}/retry")
    Answer retry(@PathVariable DeliveryId id, Reader reader) {
        if (!deliveries.tryAgain(id, reader.workspace())) throw new NotFound();
        return Answer.to("/w/" + reader.slug() + "/admin/delivery").saying("notification.delivery_retried");
    }

    @PostMapping("/delivery/{id}/removal")
    Answer drop(@PathVariable DeliveryId id, Reader reader) {
        if (!deliveries.drop(id, reader.workspace())) throw new NotFound();
        return Answer.to("/w/" + reader.slug() + "/admin/delivery");
    }

    @PostMapping("/delivery/held/sending")
    Answer sendHeld(Reader reader) {
        deliveries.release(reader.workspace());
        return Answer.to("/w/" + reader.slug() + "/admin/delivery").saying("notification.held_sent");
    }

    @PostMapping("/delivery/held/removal")
    Answer dropHeld(Reader reader) {
        deliveries.dropHeld(reader.workspace());
        return Answer.to("/w/" + reader.slug() + "/admin/delivery").saying("notification.held_dropped");
    }

    // ---- webhooks

    /** The page that shows a secret stands here: loaded again, it leads to where webhooks are. */
    @GetMapping("/webhooks")
    Answer webhooks(Reader reader) {
        return Answer.to("/w/" + reader.slug() + "/admin/delivery");
    }

    @GetMapping("/webhooks/{id}/secret")
    Answer secret(@PathVariable WebhookId id, Reader reader) {
        return at(webhooks.get(id).id(), reader);
    }

    @PostMapping("/webhooks")
    Answer add(@RequestParam WebhookId id, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String address, @RequestParam Map<String, String> typed, Actor actor) {
        var secret = webhooks.add(id, new Webhooks.Facts(name, address, groups(typed), true), actor);
        return show(id, secret, null);
    }

    @GetMapping("/webhooks/{id}")
    Answer webhook(@PathVariable WebhookId id, @RequestParam(required = false) @Nullable WebhookMessageId after) {
        return show(id, null, after);
    }

    private Answer show(WebhookId id, @Nullable String secret, @Nullable WebhookMessageId after) {
        var messages = webhooks.messages(id, MESSAGES + 1, after);
        var shown = messages.size() > MESSAGES ? messages.subList(0, MESSAGES) : messages;
        return Answer.page("notification/webhook", new WebhookPage(webhooks.get(id), NoticeGroup.values(), secret, shown, messages.size() > MESSAGES ? shown.getLast().id().toString() : null));
    }

    @PostMapping("/webhooks/{id}")
    Answer change(@PathVariable WebhookId id, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String address, @RequestParam(defaultValue = "false") boolean active, @RequestParam int version,
            @RequestParam Map<String, String> typed, Reader reader, Actor actor) {
        webhooks.change(id, new Webhooks.Facts(name, address, groups(typed), active), version, actor);
        return at(id, reader).saying("identity.saved");
    }

    @PostMapping("/webhooks/{id}/secret")
    Answer renewSecret(@PathVariable WebhookId id, Actor actor) {
        return show(id, webhooks.renewSecret(id, actor), null);
    }

    @PostMapping("/webhooks/{id}/removal")
    Answer remove(@PathVariable WebhookId id, Reader reader, Actor actor) {
        webhooks.remove(id, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/delivery").saying("notification.webhook_removed");
    }

    @PostMapping("/webhooks/{id}/test")
    Answer test(@PathVariable WebhookId id, Reader reader) {
        webhooks.test(id);
        return at(id, reader).saying("notification.webhook_test_sent");
    }

    @PostMapping("/webhooks/{id}/messages/{message}/sending")
    Answer sendAgain(@PathVariable WebhookId id, @PathVariable WebhookMessageId message, Reader reader) {
        webhooks.sendAgain(id, message);
        return at(id, reader).saying("notification.webhook_sent_again");
    }

    private static Set<NoticeGroup> groups(Map<String, String> typed) {
        var groups = EnumSet.noneOf(NoticeGroup.class);
        Arrays.stream(NoticeGroup.values()).filter(group -> typed.containsKey("group_" + group.text())).forEach(groups::add);
        return groups;
    }

    private static Answer.To at(WebhookId id, Reader reader) {
        return Answer.to("/w/" + reader.slug() + "/admin/webhooks/" + id);
    }
}
