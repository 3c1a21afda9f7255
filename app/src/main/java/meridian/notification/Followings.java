package meridian.notification;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.notification.Tables.FOLLOWING;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import meridian.activity.Event;
import meridian.activity.Witness;
import meridian.outbox.Follows;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;

/**
 * Who follows what. Followers are told of what was recorded about a thing in the transaction that recorded it: once a transaction, whatever
 * it changed, and not those who are told of the same thing in it for another reason.
 */
@Component
public class Followings implements Follows, Witness {
    private static final int TITLE = 400;

    private final DSLContext db;
    private final Clock clock;
    private final Notices notices;

    Followings(DSLContext db, Clock clock, Notices notices) {
        this.db = db;
        this.clock = clock;
        this.notices = notices;
    }

    /** One thing that somebody follows or has muted. */
    public record Followed(Ref ref, String title, String address, boolean muted) {}

    @Override
    @Transactional(readOnly = true)
    public State of(Ref ref, MemberId member) {
        return db.select(FOLLOWING.MUTED)
                .from(FOLLOWING)
                .where(FOLLOWING.SUBJECT_ID.eq(ref.id()), FOLLOWING.MEMBER_ID.eq(member))
                .fetchOptional(FOLLOWING.MUTED)
                .map(muted -> muted ? State.MUTED : State.FOLLOWED)
                .orElse(State.NEITHER);
    }

    /** What somebody follows or has muted, newest first. */
    @Transactional(readOnly = true)
    public List<Followed> of(MemberId member, int most) {
        return db.selectFrom(FOLLOWING)
                .where(FOLLOWING.MEMBER_ID.eq(member))
                .orderBy(FOLLOWING.SINCE.desc())
                .limit(most)
                .fetch(row -> new Followed(new Ref(row.getSubjectKind(), row.getSubjectId()), row.getTitle(), row.getAddress(), row.getMuted()));
    }

    @Override
    @Transactional
    public void set(Thing thing, State state, Actor actor) {
        if (state == State.NEITHER) {
            leave(thing.ref().id(), actor);
            return;
        }
        var title = thing.title().length() > TITLE ? thing.title().substring(0, TITLE) : thing.title();
        db.insertInto(FOLLOWING)
                .set(FOLLOWING.SUBJECT_ID, thing.ref().id())
                .set(FOLLOWING.MEMBER_ID, actor.person())
                .set(FOLLOWING.SUBJECT_KIND, thing.ref().kind())
                .set(FOLLOWING.PROJECT_ID, thing.project())
                .set(FOLLOWING.TITLE, title)
                .set(FOLLOWING.ADDRESS, thing.address())
                .set(FOLLOWING.MUTED, state == State.MUTED)
                .set(FOLLOWING.SINCE, clock.instant())
                .onConflict(FOLLOWING.WORKSPACE_ID, FOLLOWING.SUBJECT_ID, FOLLOWING.MEMBER_ID)
                .doUpdate()
                .set(FOLLOWING.MUTED, state == State.MUTED)
                .set(FOLLOWING.TITLE, title)
                .execute();
    }

    /** Neither followed nor muted any more. */
    @Transactional
    public void leave(UUID subject, Actor actor) {
        db.deleteFrom(FOLLOWING).where(FOLLOWING.SUBJECT_ID.eq(subject), FOLLOWING.MEMBER_ID.eq(actor.person())).execute();
    }

    // ---- telling

    private record Happened(UUID activity, Actor actor, String type, @Nullable String title) {}

    @Override
    public void recorded(UUID activity, Actor actor, Event event, JsonNode data, @Nullable ProjectId project) {
        if (project == null || !TransactionSynchronizationManager.isSynchronizationActive()) return;
        var title = data.path("title");
        heard().put(event.subject().id(), new Happened(activity, actor, event.type(), title.isString() ? title.asString() : null));
    }

    // What this transaction recorded, by thing; told once, before it commits.
    @SuppressWarnings("unchecked")
    private Map<UUID, Happened> heard() {
        var heard = (Map<UUID, Happened>) TransactionSynchronizationManager.getResource(this);
        if (heard != null) return heard;
        var fresh = new LinkedHashMap<UUID, Happened>();
        TransactionSynchronizationManager.bindResource(this, fresh);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(Followings.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(Followings.this, fresh);
            }

            @Override
            public void beforeCommit(boolean readOnly) {
                tellFollowers(fresh);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(Followings.this);
            }
        });
        return fresh;
    }

    private record Told(UUID subject, Ref ref, @Nullable ProjectId project, String title, String address) {}

    private void tellFollowers(Map<UUID, Happened> heard) {
        var followers = new HashMap<Told, List<MemberId>>();
        // Followers who hold no role in the project any more hear nothing of it.
        var still = exists(selectOne().from(ROLE_GRANT).where(ROLE_GRANT.WORKSPACE_ID.eq(FOLLOWING.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(FOLLOWING.PROJECT_ID), ROLE_GRANT.MEMBER_ID.eq(FOLLOWING.MEMBER_ID)));
        db.select(FOLLOWING.SUBJECT_ID, FOLLOWING.SUBJECT_KIND, FOLLOWING.PROJECT_ID, FOLLOWING.TITLE, FOLLOWING.ADDRESS, FOLLOWING.MEMBER_ID)
                .from(FOLLOWING)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(FOLLOWING.WORKSPACE_ID), MEMBER.ID.eq(FOLLOWING.MEMBER_ID))
                .where(condition("{0} = any({1})", FOLLOWING.SUBJECT_ID, val(heard.keySet().toArray(UUID[]::new))), FOLLOWING.MUTED.isFalse())
                .and(still.or(MEMBER.WORKSPACE_ROLE.eq("auditor")))
                .forEach(row -> followers.computeIfAbsent(new Told(row.value1(), new Ref(row.value2(), row.value1()), row.value3(), row.value4(), row.value5()), each -> new ArrayList<>()).add(row.value6()));
        var toldAlready = Herald.toldHere();
        followers.forEach((told, members) -> {
            var happened = heard.get(told.subject());
            var recipients = members.stream().filter(member -> !member.equals(happened.actor().member()) && !toldAlready.contains(new Herald.Heard(member, told.subject()))).toList();
            if (recipients.isEmpty()) return;
            var by = happened.actor().member();
            notices.tell(new Notice("followed", NoticeGroup.PLAN, recipients, "activity:" + happened.activity(), told.project(), told.ref(), happened.title() == null ? told.title() : happened.title(), told.address(),
                    List.of(by == null ? Notice.word("notification.system") : Notice.person(by), Notice.word("activity." + happened.type())), false));
        });
    }
}
