package meridian.meeting;

import static db.meeting.Tables.MINUTES_OUTLINE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.identity.Permission;
import meridian.meeting.Meeting.Kind;
import meridian.meeting.Minutes.Section;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Which sections the minutes of each kind of meeting have in a project; where it has not chosen, the usual ones. Minutes keep what they were begun with. */
@Component
public class MinutesOutlines {
    private final DSLContext db;
    private final Projects projects;
    private final Activities activities;
    private final JsonMapper json = new JsonMapper();

    MinutesOutlines(DSLContext db, Projects projects, Activities activities) {
        this.db = db;
        this.projects = projects;
        this.activities = activities;
    }

    /** {@code version} is 0 where nothing was chosen yet. */
    public record Outline(Map<Kind, List<Section>> sections, int version) {}

    @Transactional(readOnly = true)
    public Outline of(ProjectId project) {
        var row = db.select(MINUTES_OUTLINE.SECTIONS, MINUTES_OUTLINE.VERSION).from(MINUTES_OUTLINE).where(MINUTES_OUTLINE.PROJECT_ID.eq(project)).fetchOne();
        var sections = new EnumMap<Kind, List<Section>>(Kind.class);
        for (var kind : Kind.values()) sections.put(kind, Section.of(kind));
        if (row == null) return new Outline(sections, 0);
        var chosen = json.readTree(row.value1().data());
        for (var kind : Kind.values()) {
            if (chosen.has(kind.text())) sections.put(kind, chosen.path(kind.text()).valueStream().map(section -> Section.of(section.asString())).flatMap(Optional::stream).toList());
        }
        return new Outline(sections, row.value2());
    }

    /** Chooses the sections of every kind at once; each has one at least, and they keep their order. */
    @Transactional
    public void choose(ProjectId project, Map<Kind, List<Section>> chosen, int version, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.EDIT_TOOL_RULES);
        var before = of(project);
        if (before.version() != version) throw new Stale();
        var check = new Refused.Check();
        var kept = new LinkedHashMap<String, List<String>>();
        var changes = new ArrayList<Event.Change>();
        for (var kind : Kind.values()) {
            var sections = Arrays.stream(Section.values()).filter(chosen.getOrDefault(kind, List.of())::contains).toList();
            check.reject(sections.isEmpty(), "sections_" + kind.text(), "refused.missing");
            if (!sections.equals(Section.of(kind))) kept.put(kind.text(), sections.stream().map(Section::text).toList());
            var was = before.sections().getOrDefault(kind, List.of());
            if (!was.equals(sections)) changes.add(new Event.Change("minutes_sections", words(kind, was), words(kind, sections)));
        }
        check.done();
        if (changes.isEmpty()) return;
        var written = JSONB.valueOf(json.writeValueAsString(kept));
        int done = db.insertInto(MINUTES_OUTLINE)
                .set(MINUTES_OUTLINE.PROJECT_ID, project)
                .set(MINUTES_OUTLINE.SECTIONS, written)
                .onConflict(MINUTES_OUTLINE.WORKSPACE_ID, MINUTES_OUTLINE.PROJECT_ID).doUpdate()
                .set(MINUTES_OUTLINE.SECTIONS, written)
                .set(MINUTES_OUTLINE.VERSION, MINUTES_OUTLINE.VERSION.plus(1))
                .where(MINUTES_OUTLINE.VERSION.eq(version))
                .execute();
        if (done == 0) throw new Stale();
        activities.record(actor, new MeetingActivity.OutlineChosen(Ref.of("project", project), changes), project, null);
    }

    private static String words(Kind kind, List<Section> sections) {
        return kind.text() + ": " + sections.stream().map(Section::text).collect(Collectors.joining(", "));
    }
}
