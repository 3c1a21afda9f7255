package meridian.notification;

import static db.identity.Tables.MEMBER;
import static db.notification.Tables.NOTICE;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import meridian.duty.DutyProjects;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.NoticeId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.web.Live;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a person was told, newest first. Nobody reads, opens or counts anybody else’s. */
@Component
public class Bell {
    /** How many notices one page shows. */
    public static final int PAGE = 50;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

    private final DSLContext db;
    private final Clock clock;
    private final Live live;
    private final Words words;
    private final DutyProjects projects;

    Bell(DSLContext db, Clock clock, Live live, Words words, DutyProjects projects) {
        this.projects = projects;
        this.db = db;
        this.clock = clock;
        this.live = live;
        this.words = words;
    }

    /** One notice in the reader's words; {@code project} is the project's name, if it is about one. */
    public record Line(NoticeId id, NoticeGroup group, String text, String project, boolean critical, Instant toldAt, boolean read) {
        /** The time of day it was told at. */
        public String minute(ZoneId zone) {
            return MINUTE.format(toldAt.atZone(zone));
        }
    }

    public record Listing(List<Line> lines, @Nullable NoticeId next) {}

    private record Row(NoticeId id, NoticeGroup group, Sentence sentence, @Nullable ProjectId project, boolean critical, Instant toldAt, boolean read) {}

    /** A page of the reader's notices, all or only the unread ones, older than the given one if any. */
    @Transactional(readOnly = true)
    public Listing of(Reader reader, boolean unread, @Nullable NoticeId after) {
        var rows = db.select(NOTICE.ID, NOTICE.NOTICE_GROUP, NOTICE.KIND, NOTICE.TITLE, NOTICE.ARGUMENTS, NOTICE.PROJECT_ID, NOTICE.CRITICAL, NOTICE.TOLD_AT, NOTICE.READ_AT)
                .from(NOTICE)
                .where(NOTICE.MEMBER_ID.eq(reader.member()))
                .and(unread ? NOTICE.READ_AT.isNull() : DSL.noCondition())
                .and(after == null ? DSL.noCondition() : NOTICE.ID.lt(after))
                .orderBy(NOTICE.ID.desc())
                .limit(PAGE + 1)
                .fetch(row -> new Row(row.value1(), NoticeGroup.of(row.value2()), new Sentence(row.value3(), row.value4(), Arrays.asList(row.value5())), row.value6(), row.value7(), row.value8(), row.value9() != null));
        var shown = rows.size() > PAGE ? rows.subList(0, PAGE) : rows;
        var names = names(Sentence.people(shown.stream().map(Row::sentence).toList()));
        var projects = projects(shown.stream().map(Row::project).filter(Objects::nonNull).distinct().toList());
        var now = clock.instant();
        var lines = shown.stream()
                .map(row -> new Line(row.id(), row.group(), row.sentence().in(words, reader.locale(), reader.zone(), now, names),
                        row.project() == null || !projects.containsKey(row.project()) ? "" : projects.get(row.project()).name(), row.critical(), row.toldAt(), row.read()))
                .toList();
        return new Listing(lines, rows.size() > PAGE ? lines.getLast().id() : null);
    }

    private Map<MemberId, String> names(Set<MemberId> members) {
        return members.isEmpty() ? Map.of() : db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(members)).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
    }

    private Map<ProjectId, DutyProjects.Name> projects(List<ProjectId> ids) {
        return ids.isEmpty() ? Map.of() : projects.names(ids);
    }

    @Transactional(readOnly = true)
    public int unread(MemberId member) {
        return db.fetchCount(NOTICE, NOTICE.MEMBER_ID.eq(member), NOTICE.READ_AT.isNull());
    }

    /** Opens a notice: it counts as read, and this is where it leads in the workspace. */
    @Transactional
    public String open(NoticeId id, Actor actor) {
        var found = db.select(NOTICE.ADDRESS, NOTICE.READ_AT)
                .from(NOTICE)
                .where(NOTICE.ID.eq(id), NOTICE.MEMBER_ID.eq(actor.person()))
                .fetchOptional()
                .orElseThrow(NotFound::new);
        if (found.value2() == null) {
            db.update(NOTICE).set(NOTICE.READ_AT, clock.instant()).where(NOTICE.ID.eq(id), NOTICE.MEMBER_ID.eq(actor.person())).execute();
            live.changed("member:" + actor.person());
        }
        return found.value1();
    }

    /** Everything up to now counts as read. */
    @Transactional
    public void readAll(Actor actor) {
        var now = clock.instant();
        var read = db.update(NOTICE).set(NOTICE.READ_AT, now).where(NOTICE.MEMBER_ID.eq(actor.person()), NOTICE.READ_AT.isNull(), NOTICE.TOLD_AT.le(now)).execute();
        if (read > 0) live.changed("member:" + actor.person());
    }
}
