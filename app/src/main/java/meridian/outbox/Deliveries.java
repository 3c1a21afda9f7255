package meridian.outbox;

import static db.outbox.Tables.DELIVERY;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.tenancy.DeliveryId;
import meridian.tenancy.WorkspaceId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Everything on its way out. Written in the transaction of what causes it; claimed by pushing its due time ahead, so that a node that dies
 * with it in hand only delays it.
 */
@Component
public class Deliveries {
    /** After this long with a carrier that says nothing, another takes it up. */
    static final Duration IN_HAND = Duration.ofMinutes(5);

    private static final int REASON = 300;

    private final DSLContext db;
    private final Clock clock;
    private volatile Runnable wake = () -> {};

    Deliveries(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Something to carry; a second one of the same channel, thing and target is the first one. */
    public record NewDelivery(String channel, @Nullable WorkspaceId workspace, UUID what, @Nullable UUID target, boolean urgent, Instant dueAt) {}

    /** Puts them into the outbox, in the current transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Collection<NewDelivery> deliveries) {
        if (deliveries.isEmpty()) return;
        var rows = deliveries.stream()
                .collect(Collectors.toMap(each -> List.of(each.channel(), each.what(), String.valueOf(each.target())), each -> each, (first, second) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .map(each -> DSL.row(DeliveryId.next(), each.channel(), each.workspace(), each.what(), each.target(), each.urgent(), each.dueAt()))
                .toList();
        var givenUp = DELIVERY.GIVEN_UP_AT.isNotNull();
        db.insertInto(DELIVERY, DELIVERY.ID, DELIVERY.CHANNEL, DELIVERY.WORKSPACE_ID, DELIVERY.WHAT_ID, DELIVERY.TARGET_ID, DELIVERY.URGENT, DELIVERY.DUE_AT)
                .valuesOfRows(rows)
                // Touching the row that is there waits for whoever is just ending it: then it is made anew (see Carrier.more).
                .onConflict(DELIVERY.CHANNEL, DELIVERY.WHAT_ID, DELIVERY.TARGET_ID)
                .doUpdate()
                .set(DELIVERY.DUE_AT, DSL.when(givenUp, DSL.excluded(DELIVERY.DUE_AT)).otherwise(DELIVERY.DUE_AT))
                .set(DELIVERY.ATTEMPTS, DSL.when(givenUp, DSL.val(0)).otherwise(DELIVERY.ATTEMPTS))
                .set(DELIVERY.GIVEN_UP_AT, DSL.castNull(DELIVERY.GIVEN_UP_AT))
                .set(DELIVERY.HELD, false)
                .execute();
        wakeAfterwards();
    }

    /** What is said just before something is handed over whose sender cannot know whether it arrived should it die now. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void leaving(Delivery delivery) {
        db.update(DELIVERY).set(DELIVERY.LEAVING_AT, clock.instant()).where(DELIVERY.ID.eq(delivery.id())).execute();
    }

    private void wakeAfterwards() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake.run();
            }
        });
    }

    void wakes(Runnable wake) {
        this.wake = wake;
    }

    // ---- for those who carry

    /** Those of the channels that have something due. However much waits for later, it takes two looks into an index for each. */
    @Transactional(readOnly = true)
    public List<String> due(Collection<String> channels) {
        if (channels.isEmpty()) return List.of();
        var asked = DSL.values(channels.stream().map(DSL::row).toArray(org.jooq.Row1[]::new)).as("asked", "channel");
        var channel = DSL.field(DSL.name("asked", "channel"), String.class);
        return db.select(channel).from(asked).where(waits(channel, true).or(waits(channel, false))).fetch(channel);
    }

    private Condition waits(Field<String> channel, boolean urgent) {
        return DSL.exists(DSL.selectOne().from(DELIVERY).where(DELIVERY.CHANNEL.eq(channel), DELIVERY.URGENT.eq(urgent), DELIVERY.GIVEN_UP_AT.isNull(), DELIVERY.DUE_AT.le(clock.instant())));
    }

    /** Takes up to so many into hand, urgent ones first, none for the targets that are busy. */
    @Transactional
    public List<Delivery> claim(String channel, int most, Collection<UUID> busy) {
        var taken = new ArrayList<Delivery>(claim(channel, true, most, busy));
        if (taken.size() < most) taken.addAll(claim(channel, false, most - taken.size(), busy));
        return taken;
    }

    private List<Delivery> claim(String channel, boolean urgent, int most, Collection<UUID> busy) {
        var now = clock.instant();
        Condition free = busy.isEmpty() ? DSL.noCondition() : DELIVERY.TARGET_ID.isNull().or(DELIVERY.TARGET_ID.notIn(busy));
        var ids = db.select(DELIVERY.ID)
                .from(DELIVERY)
                .where(DELIVERY.CHANNEL.eq(channel), DELIVERY.URGENT.eq(urgent), DELIVERY.GIVEN_UP_AT.isNull(), DELIVERY.DUE_AT.le(now), free)
                .orderBy(DELIVERY.DUE_AT)
                .limit(most)
                .forUpdate()
                .skipLocked()
                .fetch(DELIVERY.ID);
        if (ids.isEmpty()) return List.of();
        return db.update(DELIVERY)
                .set(DELIVERY.ATTEMPTS, DELIVERY.ATTEMPTS.plus(1))
                .set(DELIVERY.DUE_AT, now.plus(IN_HAND))
                .where(DELIVERY.ID.in(ids))
                .returning()
                .fetch(row -> new Delivery(row.getId(), row.getChannel(), row.getWorkspaceId(), row.getWhatId(), row.getTargetId(), row.getUrgent(), row.getAttempts(), row.getLeavingAt() != null));
    }

    /** Ends or puts off a delivery as its carrier says. */
    @Transactional
    public void settle(Delivery delivery, Outcome outcome, Carrier carrier) {
        // Locked first: whoever adds more of the same meanwhile has committed before this looks for it.
        if (db.select(DELIVERY.ID).from(DELIVERY).where(DELIVERY.ID.eq(delivery.id())).forUpdate().fetch().isEmpty()) return;
        switch (outcome) {
            case Outcome.Done done -> {
                var more = carrier.more(delivery);
                if (more == null) db.deleteFrom(DELIVERY).where(DELIVERY.ID.eq(delivery.id())).execute();
                else put(delivery, more, 0, null);
            }
            case Outcome.Later later -> put(delivery, later.at(), delivery.attempts() - 1, null);
            case Outcome.Again again -> {
                if (delivery.attempts() >= carrier.mostAttempts()) {
                    giveUp(delivery, again.reason(), carrier);
                } else {
                    var wait = Backoff.after(delivery.attempts(), Math.random());
                    put(delivery, clock.instant().plus(again.pause() != null && again.pause().compareTo(wait) > 0 ? again.pause() : wait), delivery.attempts(), again.reason());
                }
            }
            case Outcome.Never never -> giveUp(delivery, never.reason(), carrier);
        }
    }

    private void put(Delivery delivery, Instant dueAt, int attempts, @Nullable String failure) {
        db.update(DELIVERY)
                .set(DELIVERY.DUE_AT, dueAt)
                .set(DELIVERY.ATTEMPTS, attempts)
                .setNull(DELIVERY.LEAVING_AT)
                .set(DELIVERY.FAILURE, failure == null ? null : shortened(failure))
                .where(DELIVERY.ID.eq(delivery.id()))
                .execute();
    }

    private void giveUp(Delivery delivery, String reason, Carrier carrier) {
        db.update(DELIVERY).set(DELIVERY.GIVEN_UP_AT, clock.instant()).set(DELIVERY.FAILURE, shortened(reason)).where(DELIVERY.ID.eq(delivery.id())).execute();
        carrier.givenUp(delivery, shortened(reason));
    }

    private static String shortened(String reason) {
        var line = reason.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > REASON ? line.substring(0, REASON) : line;
    }

    // ---- for the workspace's admins

    /** One that was given up, or waits after a failure. */
    public record Failed(DeliveryId id, String channel, UUID what, @Nullable UUID target, int attempts, String reason, @Nullable Instant givenUpAt, Instant dueAt) {}

    /** What could not be delivered, newest first: given up, and still being tried. */
    @Transactional(readOnly = true)
    public List<Failed> failed(WorkspaceId workspace, int most) {
        return db.selectFrom(DELIVERY)
                .where(DELIVERY.WORKSPACE_ID.eq(workspace), DELIVERY.GIVEN_UP_AT.isNotNull(), DELIVERY.HELD.isFalse())
                .orderBy(DELIVERY.GIVEN_UP_AT.desc())
                .limit(most)
                .fetch(row -> new Failed(row.getId(), row.getChannel(), row.getWhatId(), row.getTargetId(), row.getAttempts(), row.getFailure() == null ? "" : row.getFailure(), row.getGivenUpAt(), row.getDueAt()));
    }

    /** Tries one again that was given up; false when there is none such in this workspace. */
    @Transactional
    public boolean tryAgain(DeliveryId id, WorkspaceId workspace) {
        var found = db.update(DELIVERY)
                .setNull(DELIVERY.GIVEN_UP_AT)
                .setNull(DELIVERY.LEAVING_AT)
                .set(DELIVERY.ATTEMPTS, 0)
                .set(DELIVERY.DUE_AT, clock.instant())
                .where(DELIVERY.ID.eq(id), DELIVERY.WORKSPACE_ID.eq(workspace), DELIVERY.GIVEN_UP_AT.isNotNull())
                .execute();
        wakeAfterwards();
        return found == 1;
    }

    /** Puts one that was given up aside for good. */
    @Transactional
    public boolean drop(DeliveryId id, WorkspaceId workspace) {
        return db.deleteFrom(DELIVERY).where(DELIVERY.ID.eq(id), DELIVERY.WORKSPACE_ID.eq(workspace), DELIVERY.GIVEN_UP_AT.isNotNull()).execute() == 1;
    }

    // ---- what waited in a copy

    /** How many wait in this workspace that came out of a copy: they may have left already, after it was taken. */
    @Transactional(readOnly = true)
    public int held(WorkspaceId workspace) {
        return db.fetchCount(DELIVERY, DELIVERY.WORKSPACE_ID.eq(workspace), DELIVERY.HELD.isTrue());
    }

    /** Lets them go, all at once; each carrier leaves out what nobody wants told any more. */
    @Transactional
    public int release(WorkspaceId workspace) {
        var released = db.update(DELIVERY)
                .set(DELIVERY.HELD, false)
                .setNull(DELIVERY.GIVEN_UP_AT)
                .setNull(DELIVERY.LEAVING_AT)
                .setNull(DELIVERY.FAILURE)
                .set(DELIVERY.ATTEMPTS, 0)
                .set(DELIVERY.DUE_AT, clock.instant())
                .where(DELIVERY.WORKSPACE_ID.eq(workspace), DELIVERY.HELD.isTrue())
                .execute();
        wakeAfterwards();
        return released;
    }

    /** Puts them aside for good. */
    @Transactional
    public int dropHeld(WorkspaceId workspace) {
        return db.deleteFrom(DELIVERY).where(DELIVERY.WORKSPACE_ID.eq(workspace), DELIVERY.HELD.isTrue()).execute();
    }

    /** Forgets what was given up before then. */
    @Transactional
    public int forget(Instant before) {
        return db.deleteFrom(DELIVERY).where(DELIVERY.GIVEN_UP_AT.lt(before)).execute();
    }
}
