package meridian.notification;

import static db.identity.Tables.ACCOUNT;
import static db.identity.Tables.MEMBER;
import static db.notification.Tables.FOLLOWING;
import static db.notification.Tables.GROUP_TOLD;
import static db.notification.Tables.NOTICE;
import static db.notification.Tables.PREFERENCE;
import static db.notification.Tables.PUSH_SUBSCRIPTION;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import db.notification.tables.records.GroupToldRecord;
import db.notification.tables.records.NoticeRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meridian.outbox.Deliveries;
import meridian.outbox.Deliveries.NewDelivery;
import meridian.outbox.Mails;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.NoticeId;
import meridian.tenancy.PushSubscriptionId;
import meridian.tenancy.Ref;
import meridian.tenancy.Tenancy;
import meridian.web.Live;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes what people are to be told, in the transaction of what happened: the notices, and for each way that its recipient chose a delivery
 * with the time at which it may leave. However many notices, it takes a handful of statements.
 */
@Component
class Herald implements Notices {
    private static final int ROWS = 500;
    private static final int TITLE = 400;

    private final DSLContext db;
    private final Clock clock;
    private final Live live;
    private final Mails mails;
    private final Deliveries deliveries;
    private final Webhooks webhooks;
    private final ObjectProvider<ChatChannel> chats;

    Herald(DSLContext db, Clock clock, Live live, Mails mails, Deliveries deliveries, Webhooks webhooks, ObjectProvider<ChatChannel> chats) {
        this.db = db;
        this.clock = clock;
        this.live = live;
        this.mails = mails;
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.chats = chats;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Notice notice) {
        tellAll(List.of(notice));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void tellAll(Collection<Notice> notices) {
        var batch = new ArrayList<Notice>();
        int rows = 0;
        for (var notice : notices) {
            if (rows > 0 && rows + notice.recipients().size() > ROWS) {
                write(batch);
                batch.clear();
                rows = 0;
            }
            batch.add(notice);
            rows += notice.recipients().size();
        }
        if (!batch.isEmpty()) write(batch);
    }

    /** As {@link #tell}, on the list behind the bell only: for news about the other ways of telling. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tellInside(Notice notice) {
        insert(rows(List.of(notice), Map.of()));
    }

    private void write(List<Notice> notices) {
        var ways = ways(notices);
        var rows = rows(notices, ways);
        var written = insert(rows);
        var now = clock.instant();
        var out = new ArrayList<NewDelivery>();
        var first = new HashMap<String, NoticeRecord>();
        for (var row : rows) {
            if (!written.contains(row.getId())) continue;
            first.putIfAbsent(row.getCause(), row);
            var way = ways.get(row.getMemberId());
            if (way != null) out.addAll(way.deliveries(row, now));
        }
        out.addAll(groups(notices, first, now));
        out.addAll(webhooks.announce(notices, now));
        deliveries.add(out);
    }

    // ---- the notices

    private List<NoticeRecord> rows(List<Notice> notices, Map<MemberId, Way> ways) {
        var now = clock.instant();
        var rows = new ArrayList<NoticeRecord>();
        for (var notice : notices) {
            for (var recipient : new LinkedHashSet<>(notice.recipients())) {
                var way = ways.get(recipient);
                var muted = way != null && !notice.critical() && (way.muted().contains(notice.subject().id()) || notice.about() != null && way.muted().contains(notice.about().id()));
                var row = new NoticeRecord();
                row.setId(new NoticeId(Id.at(now.toEpochMilli())));
                row.setMemberId(recipient);
                row.setCause(notice.cause());
                row.setKind(notice.kind());
                row.setNoticeGroup(notice.group().text());
                row.setProjectId(notice.project());
                row.setSubjectKind(notice.subject().kind());
                row.setSubjectId(notice.subject().id());
                row.setTitle(notice.title().length() > TITLE ? notice.title().substring(0, TITLE) : notice.title());
                row.setAddress(notice.address());
                row.setArguments(notice.arguments().toArray(String[]::new));
                row.setCritical(notice.critical());
                row.setToldAt(now);
                // What is muted can still be looked up, but rings no bell.
                row.setReadAt(muted ? now : null);
                row.setGathered(way != null && way.gathers(row));
                rows.add(row);
            }
        }
        return rows;
    }

    private Set<NoticeId> insert(List<NoticeRecord> rows) {
        if (rows.isEmpty()) return Set.of();
        var ids = write(rows, rows.getFirst().getToldAt());
        rows.stream().filter(row -> ids.contains(row.getId())).map(NoticeRecord::getMemberId).distinct().forEach(member -> live.changed("member:" + member));
        rows.forEach(row -> told().add(new Heard(row.getMemberId(), row.getSubjectId())));
        return ids;
    }

    // One parameter a column, however many rows: the statement stays the same, and its plan is kept.
    private Set<NoticeId> write(List<NoticeRecord> rows, Instant now) {
        return db.resultQuery("insert into notification.notice (id, member_id, cause, kind, notice_group, project_id, subject_kind, subject_id, title, address, arguments, critical, told_at, read_at, gathered) "
                        + "select r.id, r.member_id, r.cause, r.kind, r.notice_group, r.project_id, r.subject_kind, r.subject_id, r.title, r.address, r.arguments::text[], r.critical, {0}, case when r.muted then {0} end, r.gathered "
                        + "from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12}, {13}, {14}) "
                        + "as r (id, member_id, cause, kind, notice_group, project_id, subject_kind, subject_id, title, address, arguments, critical, muted, gathered) on conflict do nothing returning id",
                        val(now, NOTICE.TOLD_AT), ids(rows, row -> row.getId().value()), ids(rows, row -> row.getMemberId().value()), texts(rows, NoticeRecord::getCause), texts(rows, NoticeRecord::getKind), texts(rows, NoticeRecord::getNoticeGroup),
                        ids(rows, row -> row.getProjectId() == null ? null : row.getProjectId().value()), texts(rows, NoticeRecord::getSubjectKind), ids(rows, NoticeRecord::getSubjectId), texts(rows, NoticeRecord::getTitle),
                        texts(rows, NoticeRecord::getAddress), texts(rows, row -> array(row.getArguments())), facts(rows, NoticeRecord::getCritical), facts(rows, row -> row.getReadAt() != null), facts(rows, NoticeRecord::getGathered))
                .fetchSet(row -> new NoticeId(row.get(0, UUID.class)));
    }

    private static Param<UUID[]> ids(List<NoticeRecord> rows, Function<NoticeRecord, @Nullable UUID> column) {
        return val(rows.stream().map(column).toArray(UUID[]::new));
    }

    private static Param<String[]> texts(List<NoticeRecord> rows, Function<NoticeRecord, String> column) {
        return val(rows.stream().map(column).toArray(String[]::new));
    }

    private static Param<Boolean[]> facts(List<NoticeRecord> rows, Function<NoticeRecord, Boolean> column) {
        return val(rows.stream().map(column).toArray(Boolean[]::new));
    }

    // As PostgreSQL writes an array; one column cannot be an array of arrays that differ in length.
    private static String array(String[] texts) {
        return Stream.of(texts).map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"").collect(Collectors.joining(",", "{", "}"));
    }

    // ---- who is told of what in this transaction

    record Heard(MemberId member, UUID subject) {}

    private static final Object TOLD = Herald.class;

    /** Who was told of which thing in the current transaction. */
    @SuppressWarnings("unchecked")
    static Set<Heard> toldHere() {
        var told = (Set<Heard>) TransactionSynchronizationManager.getResource(TOLD);
        return told == null ? Set.of() : told;
    }

    @SuppressWarnings("unchecked")
    private static Set<Heard> told() {
        var told = (Set<Heard>) TransactionSynchronizationManager.getResource(TOLD);
        if (told != null) return told;
        var fresh = new HashSet<Heard>();
        TransactionSynchronizationManager.bindResource(TOLD, fresh);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(TOLD);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(TOLD, fresh);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(TOLD);
            }
        });
        return fresh;
    }

    // ---- where else

    /** How one person is reached beside the list: what they chose, where they are, which browsers and chats know them. */
    private record Way(Preference preference, ZoneId zone, boolean mail, List<PushSubscriptionId> browsers, Set<UUID> muted, Set<String> chats) {
        boolean gathers(NoticeRecord row) {
            return mail && row.getReadAt() == null && !row.getCritical() && preference.digest() != Digest.NONE && preference.email(NoticeGroup.of(row.getNoticeGroup()));
        }

        List<NewDelivery> deliveries(NoticeRecord row, Instant now) {
            if (row.getReadAt() != null) return List.of();
            var group = NoticeGroup.of(row.getNoticeGroup());
            var leaves = Departure.earliest(now, row.getCritical(), preference.quiet(), zone);
            var out = new ArrayList<NewDelivery>();
            var workspace = Objects.requireNonNull(Tenancy.current());
            var notice = row.getId().value();
            if (row.getGathered()) {
                out.add(new NewDelivery(DigestCarrier.CHANNEL, workspace, row.getMemberId().value(), null, false, Departure.digest(now, preference.digest(), preference.quiet(), zone)));
            } else if (mail && (row.getCritical() || preference.email(group))) {
                out.add(new NewDelivery(EmailCarrier.CHANNEL, workspace, notice, null, row.getCritical(), leaves));
            }
            if (row.getCritical() || preference.push(group)) for (var browser : browsers) out.add(new NewDelivery(PushCarrier.CHANNEL, workspace, notice, browser.value(), row.getCritical(), leaves));
            if (row.getCritical() || preference.chat(group)) for (var chat : chats) out.add(new NewDelivery(ChatCarrier.CHANNEL, workspace, notice, ChatCarrier.target(chat), row.getCritical(), leaves));
            return out;
        }
    }

    private Map<MemberId, Way> ways(List<Notice> notices) {
        var members = notices.stream().flatMap(notice -> notice.recipients().stream()).collect(Collectors.toSet());
        if (members.isEmpty()) return Map.of();
        var subjects = notices.stream().flatMap(notice -> Stream.of(notice.subject(), notice.about())).filter(Objects::nonNull).map(Ref::id).collect(Collectors.toSet());
        var reached = new HashMap<String, Set<MemberId>>();
        chats.forEach(chat -> reached.put(chat.name(), chat.reaches(members)));
        var browsers = multiset(select(PUSH_SUBSCRIPTION.ID).from(PUSH_SUBSCRIPTION).where(PUSH_SUBSCRIPTION.ACCOUNT_ID.eq(MEMBER.ACCOUNT_ID))).convertFrom(found -> found.map(row -> row.value1()));
        var muted = multiset(select(FOLLOWING.SUBJECT_ID)
                        .from(FOLLOWING)
                        .where(FOLLOWING.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), FOLLOWING.MEMBER_ID.eq(MEMBER.ID), FOLLOWING.MUTED.isTrue(), condition("{0} = any({1})", FOLLOWING.SUBJECT_ID, val(subjects.toArray(UUID[]::new)))))
                .convertFrom(found -> Set.copyOf(found.map(row -> row.value1())));
        return db.select(MEMBER.ID, MEMBER.ZONE, MEMBER.EMAIL, ACCOUNT.EMAIL, browsers, muted)
                .select(PREFERENCE.fields())
                .from(MEMBER)
                .leftJoin(ACCOUNT).on(ACCOUNT.ID.eq(MEMBER.ACCOUNT_ID))
                .leftJoin(PREFERENCE).on(PREFERENCE.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), PREFERENCE.MEMBER_ID.eq(MEMBER.ID))
                .where(MEMBER.ID.in(members), MEMBER.STATE.eq("active"))
                .fetchMap(MEMBER.ID, row -> new Way(Preferences.read(row), ZoneId.of(row.get(MEMBER.ZONE)), mails.configured() && (row.get(MEMBER.EMAIL) != null || row.get(ACCOUNT.EMAIL) != null), row.get(browsers), row.get(muted),
                        reached.entrySet().stream().filter(chat -> chat.getValue().contains(row.get(MEMBER.ID))).map(Map.Entry::getKey).collect(Collectors.toSet())));
    }

    // A group chat hears of a cause once, whoever else is told of it later or at the same moment: the row that says so is the lock.
    private List<NewDelivery> groups(List<Notice> notices, Map<String, NoticeRecord> first, Instant now) {
        var told = new LinkedHashMap<GroupToldRecord, NewDelivery>();
        for (var chat : chats.stream().toList()) {
            for (var notice : notices) {
                var row = first.get(notice.cause());
                if (row == null || notice.project() == null || chat.group(notice.project(), notice.group()) == null) continue;
                var fact = new GroupToldRecord();
                fact.setProjectId(notice.project());
                fact.setChat(chat.name());
                fact.setCause(notice.cause());
                fact.setToldAt(now);
                told.put(fact, new NewDelivery(ChatCarrier.GROUPS, Objects.requireNonNull(Tenancy.current()), row.getId().value(), ChatCarrier.target(chat.name()), notice.critical(), now));
            }
        }
        if (told.isEmpty()) return List.of();
        var fresh = db.insertInto(GROUP_TOLD).set(told.keySet()).onConflictDoNothing().returning(GROUP_TOLD.CHAT, GROUP_TOLD.CAUSE).fetch()
                .stream().map(row -> List.of(row.getChat(), row.getCause())).collect(Collectors.toSet());
        return told.entrySet().stream().filter(each -> fresh.contains(List.of(each.getKey().getChat(), each.getKey().getCause()))).map(Map.Entry::getValue).toList();
    }
}
