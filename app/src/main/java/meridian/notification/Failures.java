package meridian.notification;

import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import meridian.outbox.Delivery;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Tells the workspace’s admins that something could not be delivered: once a day and channel, on the list behind the bell only. */
@Component
class Failures {
    private final DSLContext db;
    private final Clock clock;
    private final Herald herald;

    Failures(DSLContext db, Clock clock, Herald herald) {
        this.db = db;
        this.clock = clock;
        this.herald = herald;
    }

    void tell(Delivery delivery) {
        var admins = db.select(MEMBER.ID).from(MEMBER).where(MEMBER.WORKSPACE_ROLE.eq("admin"), MEMBER.STATE.eq("active")).fetch(MEMBER.ID);
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        herald.tellInside(new Notice("delivery_given_up", NoticeGroup.PROJECT, admins, "given_up:" + delivery.channel() + ":" + day, null, new Ref("delivery", delivery.id().value()), "", "/admin/delivery",
                List.of(Notice.word("notification.channel." + delivery.channel())), false));
    }
}
