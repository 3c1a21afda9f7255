package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.EXPLANATION;
import static db.duty.Tables.RISE;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.ExplanationId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Live;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was said about duties that are or will be late (情况说明), and whether the cause lay elsewhere (客观原因). */
@Component
public class Explanations {
    private final DSLContext db;
    private final java.time.Clock clock;
    private final Duties duties;
    private final Activities activities;
    private final Notices notices;
    private final Live live;

    Explanations(DSLContext db, java.time.Clock clock, Duties duties, Activities activities, Notices notices, Live live) {
        this.db = db;
        this.clock = clock;
        this.duties = duties;
        this.activities = activities;
        this.notices = notices;
        this.live = live;
    }

    /** The owner, or their lead, says why it is or will be late; whom it is owed to and whoever was asked to help can read it. Sent twice it is said once. */
    @Transactional
    public void explain(ExplanationId explanation, DutyId id, String content, boolean elsewhere, Actor actor) {
        var duty = duties.hold(id, actor, Stake::mayArrange);
        var check = new Refused.Check();
        var text = check.text("content", content, 2000);
        check.done();
        var now = clock.instant();
        var said = db.insertInto(EXPLANATION)
                .set(EXPLANATION.ID, explanation)
                .set(EXPLANATION.DUTY_ID, id)
                .set(EXPLANATION.CONTENT, text)
                .set(EXPLANATION.ELSEWHERE, elsewhere)
                .set(EXPLANATION.SAID_BY, actor.person())
                .set(EXPLANATION.SAID_AT, now)
                .onConflictDoNothing()
                .execute();
        if (said == 0) return;
        db.update(DUTY).set(DUTY.CAUSE, elsewhere ? "elsewhere" : "own").where(DUTY.ID.eq(id)).execute();
        activities.record(actor, new DutyActivity.DutyExplained(Ref.of("duty", id), text, elsewhere), duty.getProjectId(), duty.getPartyId());
        var readers = new LinkedHashSet<MemberId>(db.selectDistinct(RISE.TO_MEMBER_ID).from(RISE).where(RISE.DUTY_ID.eq(id), RISE.TO_MEMBER_ID.isNotNull()).fetch(RISE.TO_MEMBER_ID));
        if (duty.getOwedToId() != null) readers.add(duty.getOwedToId());
        readers.remove(actor.person());
        readers.removeIf(Objects::isNull);
        readers.forEach(reader -> live.changed("member:" + reader));
        if (readers.isEmpty()) return;
        notices.tell(new Notice("duty_explained", NoticeGroup.ESCALATION, readers, "explanation:" + explanation, duty.getProjectId(), Ref.of("duty", id), duty.getTitle(), "/duties/" + id,
                List.of(Notice.person(actor.person()), text.length() > 200 ? text.substring(0, 200) + "…" : text), false));
    }
}
