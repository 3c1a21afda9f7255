package meridian.closing;

import static db.closing.Tables.SUMMARY;
import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.closing.Summary.Part;
import meridian.document.Canonical;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.SummaryId;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The summary reports of projects: drafted from the data, edited, approved, and published by it. */
@Component
public class Summaries {
    /** The kind of their references, approvals and documents. */
    public static final String KIND = "summary_report";

    private static final String NUMBER_LETTERS = "SR";
    private static final int LONGEST = 8000;
    private static final JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final FigureReader reader;
    private final Documents documents;
    private final Approvals approvals;
    private final Activities activities;
    private final Words words;

    Summaries(DSLContext db, Clock clock, Projects projects, FigureReader reader, Documents documents, Approvals approvals, Activities activities, Words words) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.reader = reader;
        this.documents = documents;
        this.approvals = approvals;
        this.activities = activities;
        this.words = words;
    }

    private ProjectAccess write(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        if (access.stage() != Stage.CLOSING) throw Refused.because("closing.not_closing");
        return access;
    }

    /**
     * Drafts the report from the data as they are now, with a first sentence or two where nothing was written yet; drafted again, the
     * figures are those of now and the words stay.
     */
    @Transactional
    public void draft(ProjectId project, Locale language, Actor actor) {
        var access = write(project, actor);
        var there = of(project).orElse(null);
        if (there != null && !there.draft()) throw Refused.because("closing.summary_not_draft");
        var figures = reader.of(access);
        var json = JSONB.valueOf(JSON.writeValueAsString(figures));
        var id = there == null ? SummaryId.next() : there.id();
        if (there == null) {
            var said = first(figures, access, language);
            db.insertInto(SUMMARY)
                    .set(SUMMARY.ID, id)
                    .set(SUMMARY.PROJECT_ID, project)
                    .set(SUMMARY.LANGUAGE, Papers.tag(language))
                    .set(SUMMARY.FIGURES, json)
                    .set(SUMMARY.OVERVIEW, said.getOrDefault(Part.OVERVIEW, ""))
                    .set(SUMMARY.RESULTS, said.getOrDefault(Part.RESULTS, ""))
                    .set(SUMMARY.DEVIATIONS, said.getOrDefault(Part.DEVIATIONS, ""))
                    .set(SUMMARY.PROBLEMS, said.getOrDefault(Part.PROBLEMS, ""))
                    .set(SUMMARY.DRAFTED_BY, actor.person())
                    .set(SUMMARY.DRAFTED_AT, clock.instant())
                    .onConflict(SUMMARY.WORKSPACE_ID, SUMMARY.PROJECT_ID).doNothing()
                    .execute();
            documents.register(project, access.code(), KIND, NUMBER_LETTERS, id, LocalDate.ofInstant(clock.instant(), access.homeZone()));
        } else {
            db.update(SUMMARY).set(SUMMARY.FIGURES, json).set(SUMMARY.LANGUAGE, Papers.tag(language)).set(SUMMARY.DRAFTED_BY, actor.person()).set(SUMMARY.DRAFTED_AT, clock.instant()).set(SUMMARY.VERSION, SUMMARY.VERSION.plus(1)).where(SUMMARY.ID.eq(id)).execute();
        }
        activities.record(actor, new ClosingActivity.SummaryDrafted(Ref.of(KIND, id)), project, null);
    }

    private Map<Part, String> first(Figures figures, ProjectAccess access, Locale language) {
        var said = new EnumMap<Part, String>(Part.class);
        var plan = figures.plan();
        said.put(Part.OVERVIEW, words.in(language, "closing.draft.overview", access.name(), access.startsOn().toString(), figures.on(), figures.parties().size(), plan.tasks(), plan.done()));
        long reached = figures.indicators().stream().filter(goal -> goal.state().equals("reached")).count();
        said.put(Part.RESULTS, words.in(language, "closing.draft.results", figures.indicators().size(), reached));
        var deviations = plan.baseline().isEmpty() ? words.in(language, "closing.draft.no_baseline") : words.in(language, "closing.draft.deviations", plan.onTime(), plan.earlier(), plan.later(), plan.added());
        said.put(Part.DEVIATIONS, deviations + "\n" + words.in(language, "closing.draft.causes", figures.causes().lateOwn(), figures.causes().lateElsewhere()));
        said.put(Part.PROBLEMS, words.in(language, "closing.draft.problems", figures.risks().total(), figures.risks().occurred(), figures.causes().emergencies(), figures.causes().disputes()));
        return said;
    }

    /** Writes its words anew; the version is the one that was read. */
    @Transactional
    public void rewrite(ProjectId project, Map<Part, String> typed, int version, Actor actor) {
        write(project, actor);
        var before = of(project).orElseThrow(NotFound::new);
        if (!before.draft()) throw Refused.because("closing.summary_not_draft");
        var check = new Refused.Check();
        var good = new EnumMap<Part, String>(Part.class);
        for (var part : Part.values()) good.put(part, check.optional(part.text(), typed.getOrDefault(part, ""), LONGEST));
        check.done();
        var written = db.update(SUMMARY)
                .set(SUMMARY.OVERVIEW, good.get(Part.OVERVIEW)).set(SUMMARY.RESULTS, good.get(Part.RESULTS)).set(SUMMARY.DEVIATIONS, good.get(Part.DEVIATIONS)).set(SUMMARY.PROBLEMS, good.get(Part.PROBLEMS)).set(SUMMARY.OUTLOOK, good.get(Part.OUTLOOK))
                .set(SUMMARY.VERSION, SUMMARY.VERSION.plus(1))
                .where(SUMMARY.ID.eq(before.id()), SUMMARY.VERSION.eq(version)).execute();
        if (written == 0) throw new Stale();
        var changes = new Changes();
        for (var part : Part.values()) changes.of("summary_" + part.text(), before.word(part), good.get(part));
        if (changes.any()) activities.record(actor, new ClosingActivity.SummaryRewritten(Ref.of(KIND, before.id()), changes.list()), project, null);
    }

    /** Hands it over for approval; approved, it is published. */
    @Transactional
    public ApprovalId submit(ProjectId project, Route route, Actor actor) {
        var summary = handOver(project, actor);
        return approvals.request(project, Ref.of(KIND, summary.id()), title(project, summary), summary.reason(), route, actor);
    }

    /** It was approved in the company’s own system: it is published as it stands. */
    @Transactional
    public void recordApproval(ProjectId project, Approvals.NewOutside outside, Actor actor) {
        var summary = handOver(project, actor);
        approvals.record(project, Ref.of(KIND, summary.id()), title(project, summary), summary.reason(), outside, List.of(), actor);
    }

    private Summary handOver(ProjectId project, Actor actor) {
        write(project, actor);
        var summary = of(project).orElseThrow(() -> Refused.because("closing.summary_none"));
        if (!summary.draft()) throw Refused.because("closing.summary_not_draft");
        if (summary.word(Part.OVERVIEW).isBlank()) throw Refused.because("closing.summary_empty");
        state(summary.id(), Closing.State.SUBMITTED);
        return summary;
    }

    private String title(ProjectId project, Summary summary) {
        return documents.find(project, KIND, summary.id()).orElseThrow().number();
    }

    /** Opens a published report again, with a reason that goes into its next issue. */
    @Transactional
    public void reopen(ProjectId project, String reason, Actor actor) {
        write(project, actor);
        var summary = of(project).orElseThrow(NotFound::new);
        if (summary.state() != Closing.State.APPROVED) throw Refused.because("closing.summary_not_published");
        var check = new Refused.Check();
        var why = check.text("reason", reason, 2000);
        check.done();
        db.update(SUMMARY).set(SUMMARY.REASON, why).where(SUMMARY.ID.eq(summary.id())).execute();
        state(summary.id(), Closing.State.DRAFT);
        documents.find(project, KIND, summary.id()).ifPresent(document -> documents.draftAgain(document.id()));
        activities.record(actor, new ClosingActivity.SummaryReopened(Ref.of(KIND, summary.id()), why), project, null);
    }

    void state(SummaryId id, Closing.State state) {
        db.update(SUMMARY).set(SUMMARY.STATE, state.text()).set(SUMMARY.VERSION, SUMMARY.VERSION.plus(1)).where(SUMMARY.ID.eq(id)).execute();
    }

    /** What an issue of it freezes. */
    static JsonNode content(Summary summary) {
        var node = JSON.createObjectNode();
        node.put("language", Papers.tag(summary.language()));
        node.set("figures", JSON.valueToTree(summary.figures()));
        var said = node.putObject("words");
        for (var part : Part.values()) said.put(part.text(), summary.word(part));
        return node;
    }

    static String fingerprint(Summary summary) {
        return HexFormat.of().formatHex(Canonical.sha256(content(summary)));
    }

    // ---- reading

    @Transactional(readOnly = true)
    public Optional<Summary> of(ProjectId project) {
        return db.select(SUMMARY.ID, SUMMARY.LANGUAGE, SUMMARY.FIGURES, SUMMARY.OVERVIEW, SUMMARY.RESULTS, SUMMARY.DEVIATIONS, SUMMARY.PROBLEMS, SUMMARY.OUTLOOK, MEMBER.DISPLAY_NAME, SUMMARY.DRAFTED_AT, SUMMARY.STATE, SUMMARY.REASON, SUMMARY.VERSION)
                .from(SUMMARY)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(SUMMARY.WORKSPACE_ID), MEMBER.ID.eq(SUMMARY.DRAFTED_BY))
                .where(SUMMARY.PROJECT_ID.eq(project))
                .fetchOptional(row -> new Summary(row.value1(), Words.language(row.value2()), JSON.readValue(row.value3().data(), Figures.class),
                        Map.of(Part.OVERVIEW, row.value4(), Part.RESULTS, row.value5(), Part.DEVIATIONS, row.value6(), Part.PROBLEMS, row.value7(), Part.OUTLOOK, row.value8()), row.value9(), row.value10(), Closing.State.of(row.value11()), row.value12(), row.value13()));
    }

    @Transactional(readOnly = true)
    public Optional<Document> document(ProjectId project) {
        return of(project).flatMap(summary -> documents.find(project, KIND, summary.id()));
    }
}
