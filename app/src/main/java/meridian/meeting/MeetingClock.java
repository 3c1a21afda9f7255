package meridian.meeting;

import static db.identity.Tables.REGION;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.SERIES;
import static db.project.Tables.PROJECT;
import static org.jooq.impl.DSL.select;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.identity.Workspaces;
import meridian.outbox.Job;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.SeriesId;
import meridian.tenancy.Tenancy;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks every minute: reminds whoever is coming a quarter of an hour before a meeting, and sets the instants of meetings to come by
 * what their zones’ rules and their regions’ zones are now.
 */
@Component
public class MeetingClock implements Job {
    private static final Logger log = LoggerFactory.getLogger(MeetingClock.class);
    private static final Duration BEFORE = Duration.ofMinutes(15);

    private final DSLContext db;
    private final Clock clock;
    private final Workspaces workspaces;
    private final TransactionTemplate transaction;
    private final MeetingSheets sheets;
    private final MeetingMail mail;
    private final Notices notices;
    private final Activities activities;

    MeetingClock(DSLContext db, Clock clock, Workspaces workspaces, TransactionTemplate transaction, MeetingSheets sheets, MeetingMail mail, Notices notices, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.workspaces = workspaces;
        this.transaction = transaction;
        this.sheets = sheets;
        this.mail = mail;
        this.notices = notices;
        this.activities = activities;
    }

    @Override
    public String name() {
        return "meeting.clock";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        for (var workspace : workspaces.all()) {
            try {
                Tenancy.run(workspace, () -> transaction.executeWithoutResult(status -> look()));
            } catch (RuntimeException e) {
                log.warn("the meetings of workspace {} could not be looked after", workspace, e); // the others still are
            }
        }
    }

    /** What is due in the current workspace. Harmless when repeated. */
    @Transactional
    public void look() {
        retime();
        remind();
    }

    private void remind() {
        var now = clock.instant();
        var soon = db.select(MEETING.ID)
                .from(MEETING)
                .where(MEETING.STATUS.eq(org.jooq.impl.DSL.inline("planned")), MEETING.REMINDED_AT.isNull(), MEETING.STARTS_AT.between(now.minus(BEFORE), now.plus(BEFORE)))
                .forUpdate()
                .skipLocked()
                .fetch(MEETING.ID);
        if (soon.isEmpty()) return;
        var told = new ArrayList<Notice>();
        for (var meeting : sheets.read(MEETING.ID.in(soon))) {
            var code = db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(meeting.project()), PROJECT.DELETED_AT.isNull()).fetchOne(PROJECT.CODE);
            var coming = Meeting.Participant.told(meeting.participants().stream().filter(one -> one.reply() != Meeting.Reply.DECLINED).toList());
            if (code != null && !coming.isEmpty()) {
                told.add(new Notice("meeting_soon", NoticeGroup.MEETING, coming, "meeting_soon:" + meeting.id() + ":" + meeting.startsAt().getEpochSecond(), meeting.project(), meeting.ref(), meeting.title(), Meetings.address(code, meeting.number()),
                        List.of(Notice.at(meeting.startsAt()), meeting.mode() == Meeting.Mode.ON_SITE || meeting.link().isEmpty() ? meeting.place() : meeting.link()), false));
            }
        }
        db.update(MEETING).set(MEETING.REMINDED_AT, now).where(MEETING.ID.in(soon)).execute();
        notices.tellAll(told);
    }

    // Local time and zone are what was agreed; the instant follows them.
    private void retime() {
        var now = clock.instant();
        var moved = db.select(MEETING.ID, MEETING.STARTS_LOCAL, MEETING.ZONE, REGION.ZONE, MEETING.STARTS_AT)
                .from(MEETING)
                .join(REGION).on(REGION.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), REGION.ID.eq(MEETING.REGION_ID))
                .where(MEETING.STATUS.eq(org.jooq.impl.DSL.inline("planned")), MEETING.STARTS_AT.gt(now))
                .orderBy(MEETING.STARTS_AT, MEETING.ID)
                .fetch()
                .stream()
                .filter(row -> !row.value2().atZone(ZoneId.of(row.value4())).toInstant().equals(row.value5()) || !row.value3().equals(row.value4()))
                .toList();
        var series = new LinkedHashMap<SeriesId, Meeting>();
        for (var row : moved) {
            var before = sheets.get(row.value1());
            db.update(MEETING)
                    .set(MEETING.ZONE, row.value4())
                    .set(MEETING.STARTS_AT, row.value2().atZone(ZoneId.of(row.value4())).toInstant())
                    .set(MEETING.VERSION, MEETING.VERSION.plus(1))
                    .set(MEETING.SEQUENCE, MEETING.SEQUENCE.plus(1))
                    .set(MEETING.CHANGED_AT, now)
                    .where(MEETING.ID.eq(row.value1()))
                    .execute();
            var after = sheets.get(row.value1());
            activities.record(system(), new MeetingActivity.MeetingRetimed(after.ref(), after.number(), after.title(), new Changes().of("starts", before.startsAt() + " " + before.zone(), after.startsAt() + " " + after.zone()).list()), after.project(), null);
            if (after.series() != null) {
                series.putIfAbsent(after.series().id(), after);
            } else {
                mail.changed(before, after, system());
                tell(after);
            }
        }
        series.forEach(this::retimed);
    }

    // Its people hear of a series once, however many of its meetings are still to come.
    private void retimed(SeriesId series, Meeting next) {
        db.update(SERIES)
                .set(SERIES.ZONE, select(REGION.ZONE).from(REGION).where(REGION.WORKSPACE_ID.eq(SERIES.WORKSPACE_ID), REGION.ID.eq(SERIES.REGION_ID)))
                .set(SERIES.SEQUENCE, Meetings.newer())
                .where(SERIES.ID.eq(series))
                .execute();
        var coming = sheets.ofSeries(series).stream().filter(one -> one.planned() && one.startsAt().isAfter(clock.instant())).toList();
        mail.seriesChanged(series, sheets.get(next.id()), Meetings.asked(coming), "changed", system());
        tell(next);
    }

    private void tell(Meeting meeting) {
        var asked = Meeting.Participant.told(meeting.participants());
        var code = db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(meeting.project()), PROJECT.DELETED_AT.isNull()).fetchOne(PROJECT.CODE);
        if (code == null || asked.isEmpty()) return;
        notices.tell(new Notice("meeting_retimed", NoticeGroup.MEETING, asked, "meeting_retimed:" + meeting.id() + ":" + meeting.version(), meeting.project(), meeting.ref(), meeting.title(), Meetings.address(code, meeting.number()), List.of(Notice.at(meeting.startsAt())), false));
    }

    private static Actor system() {
        return Actor.system(Objects.requireNonNull(Tenancy.current(), "in no workspace"));
    }
}
