package meridian.notification;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import meridian.notification.ChatChannel.Message;
import meridian.notification.ChatChannel.Receiver;
import meridian.outbox.Carrier;
import meridian.outbox.Delivery;
import meridian.outbox.Outcome;
import meridian.tenancy.NoticeId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Carries notices to people through the chat services there are. */
@Component
class ChatCarrier implements Carrier {
    static final String CHANNEL = "chat";
    static final String GROUPS = "chat_group";

    private final Teller teller;
    private final ObjectProvider<ChatChannel> chats;
    private final Failures failures;
    private final Clock clock;

    ChatCarrier(Teller teller, ObjectProvider<ChatChannel> chats, Failures failures, Clock clock) {
        this.teller = teller;
        this.chats = chats;
        this.failures = failures;
        this.clock = clock;
    }

    /** The target of a delivery that goes through the chat service of this name. */
    static UUID target(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public int hands() {
        return 8;
    }

    @Override
    public int handsForOneTarget() {
        return 4;
    }

    @Override
    public Outcome carry(Delivery delivery) throws Exception {
        var chat = chat(delivery);
        var told = teller.one(new NoticeId(delivery.what()));
        if (chat == null || told == null) return Outcome.DONE;
        var chosen = told.recipient().preference();
        if (!told.said().critical() && !chosen.chat(told.said().group())) return Outcome.DONE;
        var leaves = Departure.earliest(clock.instant(), told.said().critical(), chosen.quiet(), told.recipient().zone());
        if (leaves.isAfter(clock.instant())) return new Outcome.Later(leaves);
        chat.send(new Receiver.Person(told.recipient().member()), message(told.said()));
        return Outcome.DONE;
    }

    @Nullable ChatChannel chat(Delivery delivery) {
        return chats.stream().filter(each -> target(each.name()).equals(Objects.requireNonNull(delivery.target()))).findFirst().orElse(null);
    }

    Message message(Teller.Said said) {
        return new Message(said.id().toString(), said.projectName(), said.text(), teller.whole(said.path()), said.critical());
    }

    @Override
    public void givenUp(Delivery delivery, String reason) {
        failures.tell(delivery);
    }
}
