package meridian.notification.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.notification.ChatChannel;
import meridian.notification.Digest;
import meridian.notification.Followings;
import meridian.notification.Preference;
import meridian.notification.Preferences;
import meridian.notification.PushSubscriptions;
import meridian.notification.Quiet;
import meridian.outbox.Mails;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.Actor;
import meridian.tenancy.PushSubscriptionId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Device;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Which notices reach the reader where, and when they are left in peace. */
@Controller
@RequestMapping("/w/{slug}/me/notices")
public class NoticeSettingsController {
    private static final int FOLLOWED = 100;

    private final Preferences preferences;
    private final PushSubscriptions subscriptions;
    private final Followings followings;
    private final Mails mails;
    private final ObjectProvider<ChatChannel> chats;

    NoticeSettingsController(Preferences preferences, PushSubscriptions subscriptions, Followings followings, Mails mails, ObjectProvider<ChatChannel> chats) {
        this.preferences = preferences;
        this.subscriptions = subscriptions;
        this.followings = followings;
        this.mails = mails;
        this.chats = chats;
    }

    /** What the page shows. {@code pushKey} is what a browser needs to subscribe. */
    public record SettingsPage(Preference preference, NoticeGroup[] groups, boolean mail, boolean chat, String pushKey, List<BrowserLine> browsers, List<Followings.Followed> followed) {
        public boolean on(String channel, NoticeGroup group) {
            return !switch (channel) {
                case "email" -> preference.emailOff().contains(group);
                case "push" -> preference.pushOff().contains(group);
                default -> preference.chatOff().contains(group);
            };
        }

        public List<String> channels() {
            return chat ? List.of("email", "push", "chat") : List.of("email", "push");
        }

        public List<Choice> digests(meridian.web.Ui ui) {
            return Arrays.stream(Digest.values()).map(digest -> new Choice(digest.text(), ui.t("notification.digest_" + digest.text()))).toList();
        }
    }

    /** One browser; {@code print} tells it apart without giving its secret address away. */
    public record BrowserLine(String id, String device, String service, Instant madeAt, @Nullable Instant reachedAt, String print) {}

    @GetMapping
    Answer page(Reader reader) {
        var browsers = subscriptions.of(reader.account()).stream().map(each -> new BrowserLine(each.id().toString(), Device.of(each.agent()), each.service(), each.madeAt(), each.reachedAt(), each.print())).toList();
        return Answer.page("notification/settings", new SettingsPage(preferences.of(reader.member()), NoticeGroup.values(), mails.configured(), chats.stream().findAny().isPresent(), subscriptions.publicKey(), browsers,
                followings.of(reader.member(), FOLLOWED)));
    }

    /** The form says what is on; what it does not say is off. */
    @PostMapping
    Answer choose(
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "quiet_from", defaultValue = "") String quietFrom,
            @RequestParam(name = "quiet_until", defaultValue = "") String quietUntil,
            @RequestParam(defaultValue = "none") String digest,
            @RequestParam int version,
            Reader reader,
            Actor actor) {
        var check = new Refused.Check();
        var from = time("quiet_from", quietFrom, check);
        var until = time("quiet_until", quietUntil, check);
        check.reject(check.good() && from == null && until != null, "quiet_from", "notification.quiet_both");
        check.reject(check.good() && from != null && until == null, "quiet_until", "notification.quiet_both");
        check.reject(from != null && from.equals(until), "quiet_until", "notification.quiet_same");
        check.reject(Arrays.stream(Digest.values()).noneMatch(each -> each.text().equals(digest)), "digest", "refused.not_a_choice");
        check.done();
        var chosen = new Preference(off("email", typed), off("push", typed), chats.stream().findAny().isPresent() ? off("chat", typed) : preferences.of(reader.member()).chatOff(),
                from == null || until == null ? null : new Quiet(from, until), Digest.of(digest), version);
        preferences.choose(chosen, actor);
        return here(reader).saying("notification.settings_saved");
    }

    private static Set<NoticeGroup> off(String channel, Map<String, String> typed) {
        var off = EnumSet.noneOf(NoticeGroup.class);
        for (var group : NoticeGroup.values()) if (!typed.containsKey(channel + "_" + group.text())) off.add(group);
        return off;
    }

    private static @Nullable LocalTime time(String field, String typed, Refused.Check check) {
        if (typed.isBlank()) return null;
        try {
            return LocalTime.parse(typed.strip());
        } catch (DateTimeException e) {
            check.reject(true, field, "notification.quiet_wrong");
            return null;
        }
    }

    @PostMapping("/push/{id}/test")
    Answer test(@PathVariable PushSubscriptionId id, Reader reader) {
        subscriptions.test(id, reader);
        return here(reader).saying("notification.push_test_sent");
    }

    @PostMapping("/push/{id}/removal")
    Answer forget(@PathVariable PushSubscriptionId id, Reader reader) {
        subscriptions.remove(reader.account(), id);
        return here(reader).saying("notification.push_removed");
    }

    /** Neither followed nor muted any more. */
    @PostMapping("/following/removal")
    Answer leave(@RequestParam java.util.UUID subject, Reader reader, Actor actor) {
        followings.leave(subject, actor);
        return here(reader);
    }

    private static Answer.To here(Reader reader) {
        return Answer.to("/w/" + reader.slug() + "/me/notices");
    }
}
