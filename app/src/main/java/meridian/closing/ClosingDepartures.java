package meridian.closing;

import static db.closing.Tables.EVALUATION;
import static db.closing.Tables.OPEN_POINT;
import static db.duty.Tables.DUTY;

import meridian.identity.Departure;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Open points and follow-up evaluations of somebody who leaves are whoever’s who owes them now: they outlive the project, and nobody else could end them. */
@Component
class ClosingDepartures implements Departure {
    private final DSLContext db;

    ClosingDepartures(DSLContext db) {
        this.db = db;
    }

    // The duties were given away before, and their history says to whom.
    @Override
    @Transactional
    public void giveAll(MemberId member, @Nullable MemberId receiver, Actor actor) {
        var open = DUTY.STATE.eq("open").and(DUTY.OWNER_ID.ne(member));
        db.update(OPEN_POINT)
                .set(OPEN_POINT.OWNER_ID, DUTY.OWNER_ID)
                .set(OPEN_POINT.VERSION, OPEN_POINT.VERSION.plus(1))
                .from(DUTY)
                .where(OPEN_POINT.OWNER_ID.eq(member), OPEN_POINT.DONE_AT.isNull(), DUTY.WORKSPACE_ID.eq(OPEN_POINT.WORKSPACE_ID), DUTY.KIND.eq(ClosingDutyKinds.OPEN_POINT), DUTY.SUBJECT_ID.eq(OPEN_POINT.ID.coerce(DUTY.SUBJECT_ID)), open)
                .execute();
        db.update(EVALUATION)
                .set(EVALUATION.OWNER_ID, DUTY.OWNER_ID)
                .set(EVALUATION.VERSION, EVALUATION.VERSION.plus(1))
                .from(DUTY)
                .where(EVALUATION.OWNER_ID.eq(member), EVALUATION.WRITTEN_AT.isNull(), DUTY.WORKSPACE_ID.eq(EVALUATION.WORKSPACE_ID), DUTY.KIND.eq(ClosingDutyKinds.EVALUATE), DUTY.SUBJECT_ID.eq(EVALUATION.ID.coerce(DUTY.SUBJECT_ID)), open)
                .execute();
    }
}
