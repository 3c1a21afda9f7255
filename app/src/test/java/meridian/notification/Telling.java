package meridian.notification;

import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Ref;
import meridian.world.MailTest;
import meridian.world.Worlds;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

/** What the tests of each way of telling need: people, something to tell them, and what they chose. */
@Import(ChatFake.class)
abstract class Telling extends MailTest {
    @Autowired
    protected Notices notices;

    @Autowired
    protected Preferences preferences;

    @Autowired
    protected TransactionTemplate transaction;

    @Autowired
    protected ChatFake chat;

    protected static Notice notice(Worlds.World world, String cause, NoticeGroup group, boolean critical, String title, String... people) {
        return new Notice("task_offered", group, Arrays.stream(people).map(name -> world.person(name).member()).toList(), cause, world.project,
                new Ref("task", UUID.nameUUIDFromBytes(title.getBytes(java.nio.charset.StandardCharsets.UTF_8))), title, "/p/HDSS/plan", List.of(Notice.person(world.person("王敏").member())), critical);
    }

    protected void tell(Worlds.World world, Notice notice) {
        world.in(() -> transaction.executeWithoutResult(status -> notices.tell(notice)));
    }

    protected void tell(Worlds.World world, String title, String... people) {
        tell(world, notice(world, title, NoticeGroup.PLAN, false, title, people));
    }

    protected void choose(Worlds.World world, String person, Quiet quiet, Digest digest, NoticeGroup... noLetters) {
        world.in(() -> {
            var off = EnumSet.noneOf(NoticeGroup.class);
            off.addAll(Arrays.asList(noLetters));
            var none = EnumSet.noneOf(NoticeGroup.class);
            preferences.choose(new Preference(off, none, none, quiet, digest, preferences.of(world.person(person).member()).version()), world.person(person).actor());
        });
    }

    protected static Quiet night() {
        return new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0));
    }
}
