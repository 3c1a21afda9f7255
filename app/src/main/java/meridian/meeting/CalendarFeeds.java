package meridian.meeting;

import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.identity.Tables.WORKSPACE;
import static db.meeting.Tables.CALENDAR_FEED;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.TASK;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import meridian.activity.Activities;
import meridian.calendar.CalendarFile;
import meridian.calendar.CalendarFile.Entry;
import meridian.calendar.CalendarFile.When;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.outbox.Mails;
import meridian.outbox.Postman;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Tenancy;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Each person’s calendar under a secret address: their meetings, what they owe, and the milestones of their projects. The address is
 * kept as a hash, shown once, and ended by its person or by a new one; whoever leaves the workspace takes it along.
 */
@Component
public class CalendarFeeds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration BACK = Duration.ofDays(60);
    private static final Duration AHEAD = Duration.ofDays(400);
    private static final int MOST = 500;
    // A duty ends at its instant; beginning there, what ends with a day would stand in the next one.
    private static final Duration SHOWN = Duration.ofMinutes(30);
    private static final List<String> READING = java.util.Arrays.stream(Role.values()).filter(role -> role.permits(Permission.READ)).map(Role::text).toList();

    private final DSLContext db;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final MeetingSheets sheets;
    private final Mails mails;
    private final Postman postman;
    private final Activities activities;
    private final Words words;

    CalendarFeeds(DSLContext db, Clock clock, TransactionTemplate transaction, MeetingSheets sheets, Mails mails, Postman postman, Activities activities, Words words) {
        this.db = db;
        this.clock = clock;
        this.transaction = transaction;
        this.sheets = sheets;
        this.mails = mails;
        this.postman = postman;
        this.activities = activities;
        this.words = words;
    }

    /** That there is an address, since when, and when it was last read. */
    public record Feed(Instant madeAt, @Nullable Instant readAt) {}

    @Transactional(readOnly = true)
    public Optional<Feed> of(MemberId member, Actor actor) {
        return db.select(CALENDAR_FEED.MADE_AT, CALENDAR_FEED.READ_AT)
                .from(CALENDAR_FEED)
                .where(CALENDAR_FEED.WORKSPACE_ID.eq(actor.workspace()), CALENDAR_FEED.MEMBER_ID.eq(member))
                .fetchOptional(row -> new Feed(row.value1(), row.value2()));
    }

    /** Makes the actor’s address and answers its path: shown once, kept by nobody. One there was before is over. */
    @Transactional
    public String make(Actor actor) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        db.deleteFrom(CALENDAR_FEED).where(CALENDAR_FEED.WORKSPACE_ID.eq(actor.workspace()), CALENDAR_FEED.MEMBER_ID.eq(actor.person())).execute();
        db.insertInto(CALENDAR_FEED)
                .set(CALENDAR_FEED.TOKEN_HASH, hash(token))
                .set(CALENDAR_FEED.WORKSPACE_ID, actor.workspace())
                .set(CALENDAR_FEED.MEMBER_ID, actor.person())
                .set(CALENDAR_FEED.MADE_AT, clock.instant())
                .execute();
        activities.record(actor, new MeetingActivity.CalendarAddressMade(Ref.of("member", actor.person())));
        return "/calendar/" + token + ".ics";
    }

    /** Ends the actor’s address. */
    @Transactional
    public void end(Actor actor) {
        int ended = db.deleteFrom(CALENDAR_FEED).where(CALENDAR_FEED.WORKSPACE_ID.eq(actor.workspace()), CALENDAR_FEED.MEMBER_ID.eq(actor.person())).execute();
        if (ended > 0) activities.record(actor, new MeetingActivity.CalendarAddressEnded(Ref.of("member", actor.person())));
    }

    /** The calendar behind an address; one that was ended or never was is not found. */
    public String read(String token) {
        var feed = db.select(CALENDAR_FEED.WORKSPACE_ID, CALENDAR_FEED.MEMBER_ID).from(CALENDAR_FEED).where(CALENDAR_FEED.TOKEN_HASH.eq(hash(token))).fetchOptional().orElseThrow(NotFound::new);
        return Objects.requireNonNull(Tenancy.get(feed.value1(), () -> transaction.execute(status -> write(feed.value2(), token))));
    }

    private String write(MemberId member, String token) {
        var who = db.select(MEMBER.LOCALE, MEMBER.STATE, WORKSPACE.NAME, WORKSPACE.SLUG).from(MEMBER).crossJoin(WORKSPACE).where(MEMBER.ID.eq(member)).fetchOptional().orElseThrow(NotFound::new);
        if (who.value2().equals("left")) throw new NotFound();
        var now = clock.instant();
        db.update(CALENDAR_FEED).set(CALENDAR_FEED.READ_AT, now).where(CALENDAR_FEED.TOKEN_HASH.eq(hash(token)), CALENDAR_FEED.READ_AT.isNull().or(CALENDAR_FEED.READ_AT.lt(now.minus(Duration.ofMinutes(5))))).execute();
        var language = Words.language(who.value1());
        var entries = new ArrayList<Entry>();
        entries.addAll(meetings(member, who.value4(), now));
        entries.addAll(duties(member, who.value4(), language, now));
        entries.addAll(milestones(member, language, now));
        return new CalendarFile(words.in(language, "meeting.feed_name", who.value3()), now, entries).text();
    }

    private List<Entry> meetings(MemberId member, String slug, Instant now) {
        return sheets.of(member, now.minus(BACK), now.plus(AHEAD)).stream().map(own -> {
            var meeting = own.meeting();
            var lines = new ArrayList<String>();
            lines.add(own.projectName() + " · " + meeting.code());
            if (!meeting.note().isEmpty()) lines.add(meeting.note());
            meeting.agenda().forEach(topic -> lines.add("- " + topic.topic()));
            if (mails.configured()) lines.add(mails.address("/w/" + slug + Meetings.address(own.projectCode(), meeting.number())));
            return new Entry(meeting.id() + "@meridian", meeting.sequence(), now, new When.Hours(meeting.startsAt(), meeting.endsAt()), meeting.title(), String.join("\n", lines), List.of(own.projectName()), false,
                    new CalendarFile.Invitation(meeting.hostName(), postman.address(), List.of(), meeting.place(), meeting.link()));
        }).toList();
    }

    private List<Entry> duties(MemberId member, String slug, Locale language, Instant now) {
        return db.select(DUTY.ID, DUTY.KIND, DUTY.TITLE, DUTY.DUE_AT, DUTY.ROUND)
                .from(DUTY)
                .where(DUTY.DOER_ID.eq(member), DUTY.STATE.eq(DSL.inline("open")), DUTY.DUE_AT.between(now.minus(BACK), now.plus(AHEAD)))
                .orderBy(DUTY.DUE_AT)
                .limit(MOST)
                .fetch(row -> new Entry(row.value1() + "@meridian", row.value5().intValue(), now, new When.Hours(row.value4().minus(SHOWN), row.value4()), words.in(language, "meeting.feed_duty", words.in(language, "duty." + row.value2()), row.value3()),
                        mails.configured() ? mails.address("/w/" + slug + "/inbox/" + row.value1()) : "", List.of(words.in(language, "ui.nav_inbox")), false));
    }

    private List<Entry> milestones(MemberId member, Locale language, Instant now) {
        var today = LocalDate.ofInstant(now, java.time.ZoneOffset.UTC);
        var mine = DSL.select(ROLE_GRANT.PROJECT_ID).from(ROLE_GRANT).where(ROLE_GRANT.MEMBER_ID.eq(member), ROLE_GRANT.ROLE.in(READING));
        return db.select(TASK.ID, TASK.VERSION, TASK.TITLE, TASK.FINISH_AT, TASK.NUMBER, PROJECT.CODE, PROJECT.NAME)
                .from(TASK)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PROJECT.ID.eq(TASK.PROJECT_ID), PROJECT.DELETED_AT.isNull(), PROJECT.CLOSED_AT.isNull())
                .where(TASK.PROJECT_ID.in(mine), TASK.MILESTONE.isTrue(), TASK.DELETED_AT.isNull(), TASK.STATUS.ne("cancelled"), TASK.FINISH_AT.between(today.minusDays(60).atStartOfDay(), today.plusDays(400).atStartOfDay()))
                .orderBy(TASK.FINISH_AT)
                .limit(MOST)
                .fetch(row -> new Entry(row.value1() + "@meridian", row.value2(), now, new When.Days(row.value4().toLocalDate(), row.value4().toLocalDate()), "◆ " + row.value3(), row.value7() + " · " + row.value6() + "-" + row.value5(),
                        List.of(row.value7(), words.in(language, "field.milestone")), false));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
