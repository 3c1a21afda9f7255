package meridian.notification;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import org.springframework.boot.test.context.TestComponent;

/** A chat service that stands in for the connectors’: reaches whom a test lets it reach. */
@TestComponent
class ChatFake implements ChatChannel {
    record Sent(Receiver to, Message message) {}

    final Set<MemberId> reached = ConcurrentHashMap.newKeySet();
    final Set<ProjectId> groups = ConcurrentHashMap.newKeySet();
    final List<Sent> sent = new CopyOnWriteArrayList<>();
    volatile int failures;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Set<MemberId> reaches(Collection<MemberId> members) {
        return members.stream().filter(reached::contains).collect(Collectors.toSet());
    }

    @Override
    public String group(ProjectId project, NoticeGroup notices) {
        return groups.contains(project) ? "group-" + project : null;
    }

    @Override
    public void send(Receiver to, Message message) {
        if (failures-- > 0) throw new IllegalStateException("the chat is down");
        sent.add(new Sent(to, message));
    }
}
