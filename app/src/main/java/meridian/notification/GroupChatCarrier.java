package meridian.notification;

import meridian.notification.ChatChannel.Receiver;
import meridian.outbox.Carrier;
import meridian.outbox.Delivery;
import meridian.outbox.Outcome;
import meridian.tenancy.NoticeId;
import org.springframework.stereotype.Component;

/** Carries notices to the group chats of their projects. A group has no quiet hours. */
@Component
class GroupChatCarrier implements Carrier {
    private final Teller teller;
    private final ChatCarrier chats;
    private final Failures failures;

    GroupChatCarrier(Teller teller, ChatCarrier chats, Failures failures) {
        this.teller = teller;
        this.chats = chats;
        this.failures = failures;
    }

    @Override
    public String channel() {
        return ChatCarrier.GROUPS;
    }

    @Override
    public Outcome carry(Delivery delivery) throws Exception {
        var chat = chats.chat(delivery);
        var said = teller.group(new NoticeId(delivery.what()));
        if (chat == null || said == null || said.project() == null) return Outcome.DONE;
        var group = chat.group(said.project(), said.group());
        if (group == null) return Outcome.DONE;
        chat.send(new Receiver.Group(group), chats.message(said));
        return Outcome.DONE;
    }

    @Override
    public void givenUp(Delivery delivery, String reason) {
        failures.tell(delivery);
    }
}
