package meridian.notification;

import static db.notification.Tables.GROUP_TOLD;
import static db.notification.Tables.NOTICE;
import static db.notification.Tables.WEBHOOK_MESSAGE;

import java.time.Clock;
import java.time.Duration;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.tenancy.Id;
import meridian.tenancy.NoticeId;
import meridian.tenancy.Tenancy;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Forgets, once an hour, webhook messages after a month and notices after a year and a month. */
@Component("notificationClearing")
class Clearing implements Job {
    private static final Duration MESSAGES = Duration.ofDays(30);
    private static final Duration NOTICES = Duration.ofDays(396);

    private final DSLContext db;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Workspaces workspaces;

    Clearing(DSLContext db, Clock clock, TransactionTemplate transaction, Workspaces workspaces) {
        this.db = db;
        this.clock = clock;
        this.transaction = transaction;
        this.workspaces = workspaces;
    }

    @Override
    public String name() {
        return "notification.clear";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        var now = clock.instant();
        for (var workspace : workspaces.all()) {
            Tenancy.run(workspace, () -> transaction.executeWithoutResult(status -> {
                db.deleteFrom(WEBHOOK_MESSAGE).where(WEBHOOK_MESSAGE.TOLD_AT.lt(now.minus(MESSAGES))).execute();
                db.deleteFrom(GROUP_TOLD).where(GROUP_TOLD.TOLD_AT.lt(now.minus(NOTICES))).execute();
                // Ids grow with time: the key finds the old ones.
                db.deleteFrom(NOTICE).where(NOTICE.ID.lt(new NoticeId(Id.at(now.minus(NOTICES).toEpochMilli())))).execute();
            }));
        }
    }
}
