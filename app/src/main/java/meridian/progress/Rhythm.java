package meridian.progress;

import static db.project.Tables.PROJECT;

import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a project's settings ask of reports: how often ({@code cadence}, kind progress_report), and whether a lead checks them ({@code report_check}). */
record Rhythm(Cadence cadence, boolean checked) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Rhythm of(@Nullable JSONB settings) {
        if (settings == null) return new Rhythm(Cadence.DAY, false);
        var read = JSON.readTree(settings.data());
        var cadence = Cadence.DAY;
        for (var rhythm : read.path("cadence")) {
            if (rhythm.path("kind").asString().equals("progress_report") && rhythm.path("every").asString().equals("week")) cadence = Cadence.WEEK;
        }
        return new Rhythm(cadence, read.path("report_check").asBoolean(false));
    }

    static Rhythm of(meridian.tenancy.ProjectId project, org.jooq.DSLContext db) {
        return of(db.select(PROJECT.SETTINGS).from(PROJECT).where(PROJECT.ID.eq(project)).fetchSingle(PROJECT.SETTINGS));
    }
}
