package meridian.identity;

import static db.identity.Tables.REGION;
import static db.identity.Tables.WEEK_HOURS;

import java.time.LocalDate;
import java.util.List;
import meridian.tenancy.Actor;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The regions of a workspace, each with its zone and its working calendar. */
@Component
public class Regions {
    private final DSLContext db;

    Regions(DSLContext db) {
        this.db = db;
    }

    /** One interval of a weekday, in minutes of the day; 1 is Monday. */
    public record Hours(int weekday, int fromMinute, int toMinute) {}

    /** Monday to Friday 9–12 and 13–18. */
    public static final List<Hours> OFFICE = List.of(1, 2, 3, 4, 5).stream()
            .flatMap(day -> List.of(new Hours(day, 9 * 60, 12 * 60), new Hours(day, 13 * 60, 18 * 60)).stream())
            .toList();

    @Transactional
    public RegionId add(String name, @Nullable RegionId parent, String zone, String holidaySet, List<Hours> hours, Actor actor) {
        var check = new Refused.Check();
        var cleanName = check.text("name", name, 80);
        check.reject(!Members.isZone(zone), "zone", "identity.zone_wrong");
        check.done();
        var id = RegionId.next();
        var made = db.insertInto(REGION)
                .set(REGION.ID, id)
                .set(REGION.PARENT_ID, parent)
                .set(REGION.NAME, cleanName)
                .set(REGION.ZONE, zone)
                .set(REGION.HOLIDAY_SET, holidaySet)
                .onConflictDoNothing()
                .execute();
        if (made == 0) throw Refused.at("name", "refused.taken");
        for (var interval : hours) {
            db.insertInto(WEEK_HOURS)
                    .set(WEEK_HOURS.REGION_ID, id)
                    .set(WEEK_HOURS.EFFECTIVE_FROM, LocalDate.of(2000, 1, 1))
                    .set(WEEK_HOURS.PARITY, (short) 0)
                    .set(WEEK_HOURS.WEEKDAY, (short) interval.weekday())
                    .set(WEEK_HOURS.FROM_MINUTE, (short) interval.fromMinute())
                    .set(WEEK_HOURS.TO_MINUTE, (short) interval.toMinute())
                    .execute();
        }
        return id;
    }
}
