package meridian.notification;

import java.util.EnumSet;
import java.util.Set;
import meridian.outbox.NoticeGroup;
import org.jspecify.annotations.Nullable;

/** What one person chose: which groups a channel does not carry, when to be left in peace, whether letters are gathered. */
public record Preference(Set<NoticeGroup> emailOff, Set<NoticeGroup> pushOff, Set<NoticeGroup> chatOff, @Nullable Quiet quiet, Digest digest, int version) {
    /** What everybody begins with: no letter about what changes all day long, nor about meetings, which come as calendar mail. */
    static final Preference BEGINNING = new Preference(EnumSet.of(NoticeGroup.PROJECT, NoticeGroup.MEETING), EnumSet.noneOf(NoticeGroup.class), EnumSet.noneOf(NoticeGroup.class), null, Digest.NONE, 0);

    boolean email(NoticeGroup group) {
        return !emailOff.contains(group);
    }

    boolean push(NoticeGroup group) {
        return !pushOff.contains(group);
    }

    boolean chat(NoticeGroup group) {
        return !chatOff.contains(group);
    }
}
