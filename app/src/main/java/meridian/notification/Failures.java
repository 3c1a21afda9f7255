package meridian.notification;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import meridian.identity.Admins;
import meridian.outbox.Delivery;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.Ref;
import org.springframework.stereotype.Component;

/** Tells the workspace’s admins that something could not be delivered: once a day and channel, on the list behind the bell only. */
@Component
class Failures {
    private final Admins admins;
    private final Clock clock;
    private final Herald herald;

    Failures(Admins admins, Clock clock, Herald herald) {
        this.admins = admins;
        this.clock = clock;
        this.herald = herald;
    }

    void tell(Delivery delivery) {
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        herald.tellInside(new Notice("delivery_given_up", NoticeGroup.PROJECT, admins.all(), "given_up:" + delivery.channel() + ":" + day, null, new Ref("delivery", delivery.id().value()), "", "/admin/delivery",
                List.of(Notice.word("notification.channel." + delivery.channel())), false));
    }
}
