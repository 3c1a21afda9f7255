package meridian.identity;

import static db.identity.Tables.ATTEMPT;

import java.time.Clock;
import java.time.Duration;
import meridian.tenancy.Id;
import meridian.tenancy.Refused;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever tries doors: a few failures for one name from one address, more for one name or one address, then a wait. Kept in
 * the database, so that all nodes count together. A stranger who fails on somebody's name does not soon lock them out from elsewhere.
 */
@Component
public class Attempts {
    public enum Door {
        SIGNIN, RESET, SETUP, LINK;

        String text() {
            return name().toLowerCase();
        }
    }

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int OF_BOTH = 6;
    private static final int OF_NAME = 40;
    private static final int OF_ADDRESS = 60;

    private final DSLContext db;
    private final Clock clock;

    Attempts(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Counts an attempt before it is made, so that many at once count too; refused at the field when there were too many. */
    public void begin(Door door, String name, @Nullable String address, String field) {
        var key = cut(name, 254);
        var from = cut(address == null ? "" : address, 64);
        var id = Id.next();
        db.insertInto(ATTEMPT)
                .set(ATTEMPT.ID, id)
                .set(ATTEMPT.DOOR, door.text())
                .set(ATTEMPT.NAME, key)
                .set(ATTEMPT.ADDRESS, from)
                .set(ATTEMPT.AT, clock.instant())
                .execute();
        var ofName = DSL.count().filterWhere(ATTEMPT.NAME.eq(key));
        var ofAddress = DSL.count().filterWhere(ATTEMPT.ADDRESS.eq(from));
        var ofBoth = DSL.count().filterWhere(ATTEMPT.NAME.eq(key), ATTEMPT.ADDRESS.eq(from));
        var counted = db.select(ofName, ofAddress, ofBoth)
                .from(ATTEMPT)
                .where(ATTEMPT.DOOR.eq(door.text()), ATTEMPT.AT.gt(clock.instant().minus(WINDOW)))
                .and(ATTEMPT.NAME.eq(key).or(ATTEMPT.ADDRESS.eq(from)))
                .fetchSingle();
        if (counted.value1() <= OF_NAME && counted.value2() <= OF_ADDRESS && counted.value3() <= OF_BOTH) return;
        // Waiting is measured from the last real attempt, not from knocking while one waits.
        db.deleteFrom(ATTEMPT).where(ATTEMPT.ID.eq(id)).execute();
        throw Refused.at(field, "identity.too_many_attempts", WINDOW.toMinutes());
    }

    /** The door opened: what failed before is forgotten. */
    public void succeeded(Door door, String name, @Nullable String address) {
        db.deleteFrom(ATTEMPT)
                .where(ATTEMPT.DOOR.eq(door.text()), ATTEMPT.NAME.eq(cut(name, 254)), ATTEMPT.ADDRESS.eq(cut(address == null ? "" : address, 64)))
                .execute();
    }

    void forgetOld() {
        db.deleteFrom(ATTEMPT).where(ATTEMPT.AT.lt(clock.instant().minus(WINDOW))).execute();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
