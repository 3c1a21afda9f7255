package meridian.notification;

import static db.notification.Tables.PREFERENCE;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What each person chose of how they are told; everybody’s own. */
@Component
public class Preferences {
    private final DSLContext db;

    Preferences(DSLContext db) {
        this.db = db;
    }

    @Transactional(readOnly = true)
    public Preference of(MemberId member) {
        return db.selectFrom(PREFERENCE).where(PREFERENCE.MEMBER_ID.eq(member)).fetchOptional(Preferences::read).orElse(Preference.BEGINNING);
    }

    /** Keeps what the acting person chose, if nothing was kept since they looked. */
    @Transactional
    public void choose(Preference chosen, Actor actor) {
        var quiet = chosen.quiet();
        var kept = db.insertInto(PREFERENCE)
                .set(PREFERENCE.MEMBER_ID, actor.person())
                .set(PREFERENCE.EMAIL_OFF, texts(chosen.emailOff()))
                .set(PREFERENCE.PUSH_OFF, texts(chosen.pushOff()))
                .set(PREFERENCE.CHAT_OFF, texts(chosen.chatOff()))
                .set(PREFERENCE.QUIET_FROM, quiet == null ? null : quiet.from())
                .set(PREFERENCE.QUIET_UNTIL, quiet == null ? null : quiet.until())
                .set(PREFERENCE.DIGEST, chosen.digest().text())
                .set(PREFERENCE.VERSION, chosen.version() + 1)
                .onConflict(PREFERENCE.WORKSPACE_ID, PREFERENCE.MEMBER_ID)
                .doUpdate()
                .setAllToExcluded()
                .where(PREFERENCE.VERSION.eq(chosen.version()))
                .execute();
        if (kept == 0) throw new Stale();
    }

    /** No more letters about these groups; what else was chosen stays. */
    @Transactional
    public void noMoreLetters(MemberId member, Collection<NoticeGroup> groups) {
        var chosen = of(member);
        if (chosen.emailOff().containsAll(groups)) return;
        var off = EnumSet.noneOf(NoticeGroup.class);
        off.addAll(chosen.emailOff());
        off.addAll(groups);
        db.insertInto(PREFERENCE)
                .set(PREFERENCE.MEMBER_ID, member)
                .set(PREFERENCE.EMAIL_OFF, texts(off))
                .set(PREFERENCE.PUSH_OFF, texts(chosen.pushOff()))
                .set(PREFERENCE.CHAT_OFF, texts(chosen.chatOff()))
                .set(PREFERENCE.DIGEST, chosen.digest().text())
                .set(PREFERENCE.VERSION, 1)
                .onConflict(PREFERENCE.WORKSPACE_ID, PREFERENCE.MEMBER_ID)
                .doUpdate()
                .set(PREFERENCE.EMAIL_OFF, texts(off))
                .set(PREFERENCE.VERSION, PREFERENCE.VERSION.plus(1))
                .execute();
    }

    /** Reads the columns of a preference, where a row was joined; otherwise what everybody begins with. */
    static Preference read(Record row) {
        if (row.get(PREFERENCE.DIGEST) == null) return Preference.BEGINNING;
        var from = row.get(PREFERENCE.QUIET_FROM);
        return new Preference(groups(row, PREFERENCE.EMAIL_OFF), groups(row, PREFERENCE.PUSH_OFF), groups(row, PREFERENCE.CHAT_OFF),
                from == null ? null : new Quiet(from, row.get(PREFERENCE.QUIET_UNTIL)), Digest.of(row.get(PREFERENCE.DIGEST)), row.get(PREFERENCE.VERSION));
    }

    private static Set<NoticeGroup> groups(Record row, Field<String[]> off) {
        var groups = EnumSet.noneOf(NoticeGroup.class);
        Arrays.stream(row.get(off)).map(NoticeGroup::of).forEach(groups::add);
        return groups;
    }

    private static String[] texts(Collection<NoticeGroup> groups) {
        return groups.stream().map(NoticeGroup::text).toArray(String[]::new);
    }
}
