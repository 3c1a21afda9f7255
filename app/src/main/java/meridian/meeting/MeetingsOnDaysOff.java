package meridian.meeting;

import static db.meeting.Tables.MEETING;
import static db.project.Tables.PROJECT;

import java.time.Clock;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Objects;
import meridian.identity.CalendarImpact;
import meridian.identity.Calendars;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Meetings to come that a change of a calendar would leave on a day off, with the working day after it. They are not moved: people were
 * invited, and the host says when they meet instead. One that was called for a weekend was meant so.
 */
@Component
class MeetingsOnDaysOff implements CalendarImpact {
    private static final int MOST = 1000;

    private final DSLContext db;
    private final Clock clock;
    private final Calendars calendars;

    MeetingsOnDaysOff(DSLContext db, Clock clock, Calendars calendars) {
        this.db = db;
        this.clock = clock;
        this.calendars = calendars;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Move> moves(RegionId region) {
        var calendar = calendars.of(region);
        return db.select(MEETING.NUMBER, MEETING.TITLE, MEETING.STARTS_LOCAL, MEETING.SERIES_ID, PROJECT.CODE, PROJECT.NAME)
                .from(MEETING)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(MEETING.WORKSPACE_ID), PROJECT.ID.eq(MEETING.PROJECT_ID), PROJECT.DELETED_AT.isNull())
                .where(MEETING.REGION_ID.eq(region), MEETING.STATUS.eq("planned"), MEETING.STARTS_AT.gt(clock.instant()))
                .orderBy(MEETING.STARTS_AT, MEETING.ID)
                .limit(MOST)
                .fetch(row -> {
                    var day = row.value3().toLocalDate();
                    var meant = row.value4() == null && day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
                    if (meant || calendar.isWorkingDay(day)) return null;
                    return new Move("meeting.on_day_off", Meeting.code(row.value1()) + " " + row.value2(), row.value6(), "/p/" + row.value5() + "/meetings/" + row.value1(), row.value3(), calendar.nextWorkingDay(day).atTime(row.value3().toLocalTime()));
                })
                .stream().filter(Objects::nonNull).toList();
    }
}
