package meridian.notification;

import java.util.Collection;
import java.util.Set;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * A chat service (DingTalk, WeCom, Feishu …) through which people and groups are told; a bean of the connector that speaks to it. Carried by
 * the same deliveries as everything else: retried, given up visibly, never in anybody’s way.
 */
public interface ChatChannel {
    /** The permanent name: {@code dingtalk}. What people call it is the message {@code chat.<name>}. */
    String name();

    /** Which of them this service reaches, in the current workspace; asked in the transaction that tells, so answered from the database. */
    Set<MemberId> reaches(Collection<MemberId> members);

    /** The group chat in which the project’s people hear of this group of notices, if there is one; as {@link #reaches}. */
    default @Nullable String group(ProjectId project, NoticeGroup notices) {
        return null;
    }

    /** Hands a message over, outside of any transaction and within some seconds; throws when it did not work. */
    void send(Receiver to, Message message) throws Exception;

    /** Whom a message is for. */
    sealed interface Receiver {
        record Person(MemberId member) implements Receiver {}

        record Group(String id) implements Receiver {}
    }

    /** What is said, in the receiver’s language; {@code id} is the same at each try, {@code address} a whole one or (the house has none) empty. */
    record Message(String id, String title, String text, String address, boolean urgent) {}
}
