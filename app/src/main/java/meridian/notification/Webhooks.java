package meridian.notification;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.WORKSPACE;
import static db.notification.Tables.WEBHOOK;
import static db.notification.Tables.WEBHOOK_MESSAGE;

import db.notification.tables.records.WebhookRecord;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.outbox.Deliveries;
import meridian.outbox.Deliveries.NewDelivery;
import meridian.outbox.Mails;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.Actor;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WebhookId;
import meridian.tenancy.WebhookMessageId;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Addresses outside that are told of what happens in a workspace, by its admins’ wish. Each cause is one message, told to each address once; it
 * says no more than the notice does.
 */
@Component
public class Webhooks {
    /** So many addresses one workspace may have. */
    static final int MOST = 20;

    private final DSLContext db;
    private final Clock clock;
    private final Outside outside;
    private final Deliveries deliveries;
    private final Activities activities;
    private final Mails mails;
    private final Words words;
    private final JsonMapper json = new JsonMapper();

    Webhooks(DSLContext db, Clock clock, Outside outside, Deliveries deliveries, Activities activities, Mails mails, Words words) {
        this.db = db;
        this.clock = clock;
        this.outside = outside;
        this.deliveries = deliveries;
        this.activities = activities;
        this.mails = mails;
        this.words = words;
    }

    /** One address. */
    public record Webhook(WebhookId id, String name, String address, Set<NoticeGroup> groups, boolean active, Instant madeAt, int version) {}

    /** One message to one address, as it went. {@code answer} is the last status that came back, null where nothing did. */
    public record Message(WebhookMessageId id, String kind, Instant toldAt, String state, int attempts, @Nullable Integer answer, String failure, @Nullable Instant triedAt) {}

    /** What an admin typed. */
    public record Facts(String name, String address, Set<NoticeGroup> groups, boolean active) {}

    public sealed interface WebhookActivity extends Event {
        record WebhookAdded(Ref subject, String name) implements WebhookActivity {
            @Override
            public String type() {
                return "webhook_added";
            }
        }

        record WebhookChanged(Ref subject, String name, boolean active) implements WebhookActivity {
            @Override
            public String type() {
                return "webhook_changed";
            }
        }

        record WebhookSecretRenewed(Ref subject, String name) implements WebhookActivity {
            @Override
            public String type() {
                return "webhook_secret_renewed";
            }
        }

        record WebhookRemoved(Ref subject, String name) implements WebhookActivity {
            @Override
            public String type() {
                return "webhook_removed";
            }
        }
    }

    // ---- kept by admins; whoever calls has made sure of that

    @Transactional(readOnly = true)
    public List<Webhook> all() {
        return db.selectFrom(WEBHOOK).orderBy(WEBHOOK.MADE_AT).fetch(Webhooks::read);
    }

    @Transactional(readOnly = true)
    public Webhook get(WebhookId id) {
        return db.selectFrom(WEBHOOK).where(WEBHOOK.ID.eq(id)).fetchOptional(Webhooks::read).orElseThrow(NotFound::new);
    }

    private static Webhook read(WebhookRecord row) {
        var groups = EnumSet.noneOf(NoticeGroup.class);
        Arrays.stream(row.getNoticeGroups()).map(NoticeGroup::of).forEach(groups::add);
        return new Webhook(row.getId(), row.getName(), row.getAddress(), groups, row.getActive(), row.getMadeAt(), row.getVersion());
    }

    /** Adds an address; the secret that comes back is shown once and can only be renewed. Adding the same id again is refused. */
    @Transactional
    public String add(WebhookId id, Facts typed, Actor actor) {
        var facts = checked(typed);
        if (db.fetchCount(WEBHOOK) >= MOST) throw Refused.because("notification.webhook_too_many", MOST);
        var secret = fresh();
        var made = db.insertInto(WEBHOOK)
                .set(WEBHOOK.ID, id)
                .set(WEBHOOK.NAME, facts.name())
                .set(WEBHOOK.ADDRESS, facts.address())
                .set(WEBHOOK.SECRET, secret)
                .set(WEBHOOK.NOTICE_GROUPS, texts(facts.groups()))
                .set(WEBHOOK.ACTIVE, facts.active())
                .set(WEBHOOK.MADE_BY, actor.person())
                .set(WEBHOOK.MADE_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) throw Refused.because("notification.webhook_there_already");
        activities.record(actor, new WebhookActivity.WebhookAdded(Ref.of("webhook", id), facts.name()));
        return written(secret);
    }

    @Transactional
    public void change(WebhookId id, Facts typed, int version, Actor actor) {
        get(id);
        var facts = checked(typed);
        var changed = db.update(WEBHOOK)
                .set(WEBHOOK.NAME, facts.name())
                .set(WEBHOOK.ADDRESS, facts.address())
                .set(WEBHOOK.NOTICE_GROUPS, texts(facts.groups()))
                .set(WEBHOOK.ACTIVE, facts.active())
                .set(WEBHOOK.VERSION, WEBHOOK.VERSION.plus(1))
                .where(WEBHOOK.ID.eq(id), WEBHOOK.VERSION.eq(version))
                .execute();
        if (changed == 0) throw new Stale();
        activities.record(actor, new WebhookActivity.WebhookChanged(Ref.of("webhook", id), facts.name(), facts.active()));
    }

    /** A new secret in place of the old one, which is good no more. */
    @Transactional
    public String renewSecret(WebhookId id, Actor actor) {
        var webhook = get(id);
        var secret = fresh();
        db.update(WEBHOOK).set(WEBHOOK.SECRET, secret).where(WEBHOOK.ID.eq(id)).execute();
        activities.record(actor, new WebhookActivity.WebhookSecretRenewed(Ref.of("webhook", id), webhook.name()));
        return written(secret);
    }

    @Transactional
    public void remove(WebhookId id, Actor actor) {
        var webhook = get(id);
        db.deleteFrom(WEBHOOK).where(WEBHOOK.ID.eq(id)).execute();
        activities.record(actor, new WebhookActivity.WebhookRemoved(Ref.of("webhook", id), webhook.name()));
    }

    private Facts checked(Facts typed) {
        var check = new Refused.Check();
        var name = check.text("name", typed.name(), 80).replace('\n', ' ');
        var address = check.text("address", typed.address(), 2000);
        check.reject(!address.isEmpty() && !outside.plausible(address), "address", outside.privateToo() ? "notification.webhook_address_wrong_private" : "notification.webhook_address_wrong");
        check.reject(typed.groups().isEmpty(), "groups", "notification.webhook_groups_missing");
        check.done();
        return new Facts(name, address, typed.groups(), typed.active());
    }

    private static byte[] fresh() {
        var secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    private static String written(byte[] secret) {
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    private static String[] texts(Collection<NoticeGroup> groups) {
        return groups.stream().sorted().map(NoticeGroup::text).toArray(String[]::new);
    }

    // ---- messages

    /** The last messages to an address, newest first. */
    @Transactional(readOnly = true)
    public List<Message> messages(WebhookId id, int most, @Nullable WebhookMessageId before) {
        return db.selectFrom(WEBHOOK_MESSAGE)
                .where(WEBHOOK_MESSAGE.WEBHOOK_ID.eq(id))
                .and(before == null ? org.jooq.impl.DSL.noCondition() : WEBHOOK_MESSAGE.ID.lt(before))
                .orderBy(WEBHOOK_MESSAGE.ID.desc())
                .limit(most)
                .fetch(row -> new Message(row.getId(), row.getKind(), row.getToldAt(), row.getState(), row.getAttempts(), row.getAnswer(), row.getFailure(), row.getTriedAt()));
    }

    /** Sends a message once more, under the same id: a receiver that has it already can tell. */
    @Transactional
    public void sendAgain(WebhookId id, WebhookMessageId message) {
        var found = db.update(WEBHOOK_MESSAGE).set(WEBHOOK_MESSAGE.STATE, "waiting").set(WEBHOOK_MESSAGE.FAILURE, "").where(WEBHOOK_MESSAGE.WEBHOOK_ID.eq(id), WEBHOOK_MESSAGE.ID.eq(message)).execute();
        if (found == 0) throw new NotFound();
        deliveries.add(List.of(delivery(message, id, false, clock.instant())));
    }

    /** A message that says nothing happened, to try an address. */
    @Transactional
    public void test(WebhookId id) {
        get(id);
        var now = clock.instant();
        var message = new WebhookMessageId(Id.at(now.toEpochMilli()));
        db.insertInto(WEBHOOK_MESSAGE)
                .set(WEBHOOK_MESSAGE.ID, message)
                .set(WEBHOOK_MESSAGE.WEBHOOK_ID, id)
                .set(WEBHOOK_MESSAGE.CAUSE, "test:" + message)
                .set(WEBHOOK_MESSAGE.KIND, "test")
                .set(WEBHOOK_MESSAGE.BODY, body(new Notice("test", NoticeGroup.PROJECT, List.of(), "test", null, Ref.of("webhook", id), "", "/admin/webhooks/" + id, List.of(), false), now, house()))
                .set(WEBHOOK_MESSAGE.TOLD_AT, now)
                .execute();
        deliveries.add(List.of(delivery(message, id, true, now)));
    }

    /** Writes the messages about these notices, in the transaction that tells them, and answers what is to be carried. */
    List<NewDelivery> announce(Collection<Notice> notices, Instant now) {
        var webhooks = db.select(WEBHOOK.ID, WEBHOOK.NOTICE_GROUPS).from(WEBHOOK).where(WEBHOOK.ACTIVE.isTrue()).fetch();
        if (webhooks.isEmpty()) return List.of();
        var house = house();
        var out = new ArrayList<NewDelivery>();
        for (var notice : notices) {
            String body = null;
            for (var webhook : webhooks) {
                if (!Arrays.asList(webhook.value2()).contains(notice.group().text())) continue;
                if (body == null) body = body(notice, now, house);
                var id = new WebhookMessageId(Id.at(now.toEpochMilli()));
                var fresh = db.insertInto(WEBHOOK_MESSAGE)
                        .set(WEBHOOK_MESSAGE.ID, id)
                        .set(WEBHOOK_MESSAGE.WEBHOOK_ID, webhook.value1())
                        .set(WEBHOOK_MESSAGE.CAUSE, notice.cause())
                        .set(WEBHOOK_MESSAGE.KIND, notice.kind())
                        .set(WEBHOOK_MESSAGE.BODY, body)
                        .set(WEBHOOK_MESSAGE.TOLD_AT, now)
                        .onConflictDoNothing()
                        .execute();
                if (fresh == 1) out.add(delivery(id, webhook.value1(), notice.critical(), now));
            }
        }
        return out;
    }

    private static NewDelivery delivery(WebhookMessageId message, WebhookId webhook, boolean urgent, Instant now) {
        return new NewDelivery(WebhookCarrier.CHANNEL, Objects.requireNonNull(Tenancy.current()), message.value(), webhook.value(), urgent, now);
    }

    private record House(String slug, Locale locale) {}

    private House house() {
        return db.select(WORKSPACE.SLUG, WORKSPACE.DEFAULT_LOCALE).from(WORKSPACE).fetchSingle(row -> new House(row.value1(), Locale.forLanguageTag(row.value2())));
    }

    // The same bytes at every try: the signature is over them.
    private String body(Notice notice, Instant now, House house) {
        var sentence = new Sentence(notice.kind(), notice.title(), notice.arguments());
        var people = Sentence.people(List.of(sentence));
        var names = people.isEmpty() ? Map.<MemberId, String>of() : db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(people)).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
        var path = "/w/" + house.slug() + notice.address();
        var data = json.createObjectNode()
                .put("workspace", house.slug())
                .put("group", notice.group().text())
                .put("critical", notice.critical())
                .put("subject", notice.subject().toString())
                .put("title", notice.title())
                .put("text", sentence.in(words, house.locale(), ZoneOffset.UTC, now, names))
                .put("address", mails.address(path));
        if (notice.project() != null) data.put("project", notice.project().toString());
        return json.writeValueAsString(json.createObjectNode().put("type", "notice." + notice.kind()).put("timestamp", now.toString()).set("data", data));
    }

    // ---- for who carries

    record Parcel(WebhookMessageId id, String address, byte[] secret, boolean active, String body) {}

    @Nullable Parcel parcel(WebhookMessageId id) {
        return db.select(WEBHOOK_MESSAGE.ID, WEBHOOK.ADDRESS, WEBHOOK.SECRET, WEBHOOK.ACTIVE, WEBHOOK_MESSAGE.BODY)
                .from(WEBHOOK_MESSAGE)
                .join(WEBHOOK).on(WEBHOOK.WORKSPACE_ID.eq(WEBHOOK_MESSAGE.WORKSPACE_ID), WEBHOOK.ID.eq(WEBHOOK_MESSAGE.WEBHOOK_ID))
                .where(WEBHOOK_MESSAGE.ID.eq(id))
                .fetchOne(row -> new Parcel(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    /** Notes how a try went. */
    void tried(WebhookMessageId id, @Nullable Integer answer, String failure, String state) {
        db.update(WEBHOOK_MESSAGE)
                .set(WEBHOOK_MESSAGE.STATE, state)
                .set(WEBHOOK_MESSAGE.ATTEMPTS, WEBHOOK_MESSAGE.ATTEMPTS.plus(1))
                .set(WEBHOOK_MESSAGE.ANSWER, answer)
                .set(WEBHOOK_MESSAGE.FAILURE, failure.length() > 300 ? failure.substring(0, 300) : failure)
                .set(WEBHOOK_MESSAGE.TRIED_AT, clock.instant())
                .where(WEBHOOK_MESSAGE.ID.eq(id))
                .execute();
    }

    void failed(WebhookMessageId id) {
        db.update(WEBHOOK_MESSAGE).set(WEBHOOK_MESSAGE.STATE, "failed").where(WEBHOOK_MESSAGE.ID.eq(id)).execute();
    }

    void switchOff(WebhookMessageId message) {
        db.update(WEBHOOK)
                .set(WEBHOOK.ACTIVE, false)
                .set(WEBHOOK.VERSION, WEBHOOK.VERSION.plus(1))
                .where(WEBHOOK.ID.in(org.jooq.impl.DSL.select(WEBHOOK_MESSAGE.WEBHOOK_ID).from(WEBHOOK_MESSAGE).where(WEBHOOK_MESSAGE.ID.eq(message))))
                .execute();
    }
}
