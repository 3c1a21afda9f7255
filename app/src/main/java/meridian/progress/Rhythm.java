package meridian.progress;

import static db.project.Tables.PROJECT;

import java.time.LocalDate;
import meridian.duty.Cadence;
import meridian.project.ReportRhythm;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;

/** How often a project wants a report on a day, and whose a lead checks. */
record Rhythm(Cadence cadence, ReportRhythm.Setting setting) {
    static Rhythm on(LocalDate day, ReportRhythm rhythm) {
        var setting = rhythm.on(day);
        return new Rhythm(setting.weekly() ? Cadence.WEEK : Cadence.DAY, setting);
    }

    static Rhythm on(LocalDate day, ProjectId project, DSLContext db) {
        return on(day, ReportRhythm.of(db.select(PROJECT.SETTINGS).from(PROJECT).where(PROJECT.ID.eq(project)).fetchSingle(PROJECT.SETTINGS)));
    }
}
