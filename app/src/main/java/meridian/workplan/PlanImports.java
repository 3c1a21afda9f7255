package meridian.workplan;

import static db.activity.Tables.ACTIVITY;
import static db.activity.Tables.COMMENT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.WORKSPACE;
import static db.workplan.Tables.BASELINE;
import static db.workplan.Tables.BASELINE_TASK;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.PLAN_IMPORT;
import static db.workplan.Tables.TASK;

import java.lang.ref.SoftReference;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import meridian.activity.Activities;
import meridian.identity.Departments;
import meridian.identity.Grants;
import meridian.identity.Members;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.BaselineId;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.PlanImportId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.tenancy.Tenancy;
import meridian.tenancy.Text;
import meridian.tenancy.WorkspaceRole;
import meridian.web.Words;
import meridian.workplan.PlanImport.State;
import meridian.workplan.Surroundings.Place;
import meridian.workplan.exchange.Columns;
import meridian.workplan.exchange.Limits;
import meridian.workplan.exchange.PlanCheck;
import meridian.workplan.exchange.PlanFile;
import meridian.workplan.exchange.ProjectPlan;
import meridian.workplan.exchange.UnreadableFile;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Plans brought as files. An upload is kept for a day, looked at and corrected as often as wanted; only its confirmation
 * writes, all or nothing, in the background; what was written can be taken back while nobody has worked on it.
 */
@Component
public class PlanImports {
    private static final Logger log = LoggerFactory.getLogger(PlanImports.class);

    private static final Duration KEPT = Duration.ofDays(1);
    /** A writer says every few hundred rows that it lives; one silent for so long is gone. */
    private static final Duration SILENT = Duration.ofSeconds(30);
    /** Written at one time on one node: each holds two connections and the whole plan. */
    private static final Semaphore WRITERS = new Semaphore(2);
    private static final int PARSED = 6;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Surveyor surveyor;
    private final PlanRows rows;
    private final Scheduling scheduling;
    private final PlanUpdates updates;
    private final Scopes scopes;
    private final Activities activities;
    private final Words words;
    private final Members members;
    private final Departments departments;
    private final Parties parties;
    private final Grants grants;
    private final TransactionTemplate transaction;
    private final TransactionTemplate aside;
    private final Map<PlanImportId, SoftReference<PlanFile>> parsed = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PlanImportId, SoftReference<PlanFile>> eldest) {
            return size() > PARSED;
        }
    });

    PlanImports(DSLContext db, Clock clock, Projects projects, Surveyor surveyor, PlanRows rows, Scheduling scheduling, PlanUpdates updates, Scopes scopes, Activities activities, Words words, Members members, Departments departments, Parties parties, Grants grants, PlatformTransactionManager transactions) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.surveyor = surveyor;
        this.rows = rows;
        this.scheduling = scheduling;
        this.updates = updates;
        this.scopes = scopes;
        this.activities = activities;
        this.words = words;
        this.members = members;
        this.departments = departments;
        this.parties = parties;
        this.grants = grants;
        this.transaction = new TransactionTemplate(transactions);
        this.aside = new TransactionTemplate(transactions);
        this.aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    // ---- bringing

    /** Keeps a file to be looked at; the same id twice keeps it once. What cannot be read is refused and not kept. */
    public PlanImportId upload(PlanImportId id, ProjectId project, String fileName, byte[] content, Actor actor) {
        requireImport(project, actor);
        var name = name(fileName);
        PlanFile file;
        try {
            file = PlanFile.read(name, content, Limits.served());
        } catch (UnreadableFile unreadable) {
            throw Refused.at("file", unreadable.key(), unreadable.args().stream().map(Object::toString).toArray());
        }
        parsed.put(id, new SoftReference<>(file));
        transaction.executeWithoutResult(status -> {
            clean();
            db.insertInto(PLAN_IMPORT)
                    .set(PLAN_IMPORT.ID, id)
                    .set(PLAN_IMPORT.PROJECT_ID, project)
                    .set(PLAN_IMPORT.FILE_NAME, name)
                    .set(PLAN_IMPORT.CONTENT, content)
                    .set(PLAN_IMPORT.UPLOADED_BY, actor.person())
                    .set(PLAN_IMPORT.UPLOADED_AT, clock.instant())
                    .onConflictDoNothing()
                    .execute();
        });
        return id;
    }

    private static String name(String fileName) {
        var name = Text.clean(fileName).replace('\n', ' ');
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return name.isEmpty() ? "plan" : name.length() > 200 ? name.substring(name.length() - 200) : name;
    }

    // Nobody comes back to what was left lying for a day.
    private void clean() {
        db.deleteFrom(PLAN_IMPORT)
                .where(PLAN_IMPORT.STATE.eq("discarded").or(PLAN_IMPORT.STATE.in("previewed", "failed").and(PLAN_IMPORT.UPLOADED_AT.lt(clock.instant().minus(KEPT)))))
                .execute();
    }

    // ---- looking

    /** The latest imports of a project, those thrown away left out. */
    @Transactional(readOnly = true)
    public List<PlanImport> recent(ProjectId project, Actor actor) {
        requireImport(project, actor);
        return read(PLAN_IMPORT.PROJECT_ID.eq(project).and(PLAN_IMPORT.STATE.ne("discarded")), 20);
    }

    @Transactional(readOnly = true)
    public PlanImport get(PlanImportId id, ProjectId project, Actor actor) {
        return get(id, requireImport(project, actor));
    }

    /** As {@link #get(PlanImportId, ProjectId, Actor)}, for somebody whose access is known already. */
    @Transactional(readOnly = true)
    public PlanImport get(PlanImportId id, ProjectAccess access) {
        access.requireEverywhere(Permission.IMPORT_PLAN);
        return read(PLAN_IMPORT.ID.eq(id).and(PLAN_IMPORT.PROJECT_ID.eq(access.id())), 1).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** An import; {@code preview} is what it would become, while that can still be decided. */
    public record Look(PlanImport upload, @Nullable ImportPreview preview) {}

    /** An import as it stands. */
    @Transactional(readOnly = true)
    public Look look(PlanImportId id, ProjectAccess access) {
        access.requireEverywhere(Permission.IMPORT_PLAN);
        var found = db.select(COLUMNS).select(PLAN_IMPORT.MAPPING)
                .from(PLAN_IMPORT)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(PLAN_IMPORT.WORKSPACE_ID), MEMBER.ID.eq(PLAN_IMPORT.UPLOADED_BY))
                .where(PLAN_IMPORT.ID.eq(id), PLAN_IMPORT.PROJECT_ID.eq(access.id()))
                .fetchOptional()
                .orElseThrow(NotFound::new);
        var upload = upload(found);
        return new Look(upload, upload.open() ? preview(upload, ImportChoices.parse(found.get(PLAN_IMPORT.MAPPING).data()), surveyor.around(access)) : null);
    }

    /** What the file would become with everything decided so far. */
    @Transactional(readOnly = true)
    public ImportPreview preview(PlanImportId id, ProjectId project, Actor actor) {
        var access = requireImport(project, actor);
        return preview(get(id, access), surveyor.around(access));
    }

    private ImportPreview preview(PlanImport upload, Surroundings around) {
        if (!upload.open() && upload.state() != State.WRITING) throw new NotFound();
        return preview(upload, choices(upload.id()), around);
    }

    private ImportPreview preview(PlanImport upload, ImportChoices choices, Surroundings around) {
        return ImportPreview.of(upload, choices, PlanCheck.of(file(upload), around.known(), choices.corrections()), around);
    }

    private ImportChoices choices(PlanImportId id) {
        return ImportChoices.parse(db.select(PLAN_IMPORT.MAPPING).from(PLAN_IMPORT).where(PLAN_IMPORT.ID.eq(id)).fetchOptional(PLAN_IMPORT.MAPPING).orElseThrow(NotFound::new).data());
    }

    private PlanFile file(PlanImport upload) {
        var reference = parsed.get(upload.id());
        var file = reference == null ? null : reference.get();
        if (file != null) return file;
        var content = db.select(PLAN_IMPORT.CONTENT).from(PLAN_IMPORT).where(PLAN_IMPORT.ID.eq(upload.id())).fetchOne(PLAN_IMPORT.CONTENT);
        if (content == null) throw new NotFound();
        file = PlanFile.read(upload.fileName(), content, Limits.served());
        parsed.put(upload.id(), new SoftReference<>(file));
        return file;
    }

    private ProjectAccess requireImport(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.IMPORT_PLAN);
        return access;
    }

    private List<PlanImport> read(Condition which, int most) {
        return db.select(COLUMNS)
                .from(PLAN_IMPORT)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(PLAN_IMPORT.WORKSPACE_ID), MEMBER.ID.eq(PLAN_IMPORT.UPLOADED_BY))
                .where(which)
                .orderBy(PLAN_IMPORT.UPLOADED_AT.desc())
                .limit(most)
                .fetch(this::upload);
    }

    private static final List<Field<?>> COLUMNS = List.of(PLAN_IMPORT.ID, PLAN_IMPORT.PROJECT_ID, PLAN_IMPORT.FILE_NAME, PLAN_IMPORT.STATE, PLAN_IMPORT.ROWS_TOTAL, PLAN_IMPORT.ROWS_WRITTEN, PLAN_IMPORT.FAILURE,
            MEMBER.DISPLAY_NAME, PLAN_IMPORT.UPLOADED_AT, PLAN_IMPORT.WRITTEN_AT, PLAN_IMPORT.BEAT_AT, PLAN_IMPORT.ROWS_CHANGED, PLAN_IMPORT.ROWS_REMOVED);

    private PlanImport upload(Record row) {
        var state = State.of(row.get(PLAN_IMPORT.STATE));
        var beat = row.get(PLAN_IMPORT.BEAT_AT);
        boolean lost = state == State.WRITING && (beat == null || beat.isBefore(clock.instant().minus(SILENT)));
        return new PlanImport(row.get(PLAN_IMPORT.ID), row.get(PLAN_IMPORT.PROJECT_ID), row.get(PLAN_IMPORT.FILE_NAME), lost ? State.FAILED : state, row.get(PLAN_IMPORT.ROWS_TOTAL), row.get(PLAN_IMPORT.ROWS_WRITTEN),
                row.get(PLAN_IMPORT.ROWS_CHANGED), row.get(PLAN_IMPORT.ROWS_REMOVED), lost ? "imports.failed_lost" : row.get(PLAN_IMPORT.FAILURE), Objects.requireNonNullElse(row.get(MEMBER.DISPLAY_NAME), ""),
                row.get(PLAN_IMPORT.UPLOADED_AT), row.get(PLAN_IMPORT.WRITTEN_AT));
    }

    // ---- correcting

    /** Changes what was decided about an upload; nothing else is written. */
    @Transactional
    public void decide(PlanImportId id, ProjectId project, UnaryOperator<ImportChoices> change, Actor actor) {
        var upload = lock(id, project, actor);
        if (!upload.open()) throw new Stale();
        keep(id, change.apply(choices(id)));
    }

    /** Reads the headings in another row or sheet, and forgets which columns were recognised before. */
    @Transactional
    public void pointToHeadings(PlanImportId id, ProjectId project, int sheet, int headingRow, Actor actor) {
        var upload = lock(id, project, actor);
        if (!upload.open()) throw new Stale();
        var choices = choices(id);
        keep(id, choices.with(choices.corrections().with(Columns.at(file(upload), sheet, headingRow))));
    }

    /** Takes the first mend of every error, and looks again whether that brought new ones to light. */
    @Transactional
    public void mendAll(PlanImportId id, ProjectId project, Actor actor) {
        var upload = lock(id, project, actor);
        if (!upload.open()) throw new Stale();
        var around = surveyor.around(projects.access(project, actor));
        var choices = choices(id);
        for (int round = 0; round < 5; round++) {
            var preview = ImportPreview.of(upload, choices, PlanCheck.of(file(upload), around.known(), choices.corrections()), around);
            if (preview.importable()) break;
            var mended = preview.mended();
            if (mended.equals(choices.corrections())) break;
            choices = choices.with(mended);
        }
        keep(id, choices);
    }

    private void keep(PlanImportId id, ImportChoices choices) {
        new Refused.Check().reject(choices.corrections().values().size() > 20_000, "", "imports.too_many_corrections").done();
        db.update(PLAN_IMPORT).set(PLAN_IMPORT.MAPPING, JSONB.valueOf(choices.json())).where(PLAN_IMPORT.ID.eq(id)).execute();
    }

    private PlanImport lock(PlanImportId id, ProjectId project, Actor actor) {
        requireImport(project, actor);
        db.select(PLAN_IMPORT.ID).from(PLAN_IMPORT).where(PLAN_IMPORT.ID.eq(id), PLAN_IMPORT.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        return get(id, project, actor);
    }

    @Transactional
    public void discard(PlanImportId id, ProjectId project, Actor actor) {
        var upload = lock(id, project, actor);
        if (!upload.open()) throw new Stale();
        db.update(PLAN_IMPORT).set(PLAN_IMPORT.STATE, "discarded").setNull(PLAN_IMPORT.CONTENT).where(PLAN_IMPORT.ID.eq(id)).execute();
        parsed.remove(id);
    }

    // ---- writing

    /**
     * Begins to write the plan and returns at once; {@link #get} tells how far it is. Confirming what is being written or
     * has been written does nothing.
     */
    public void confirm(PlanImportId id, ProjectId project, Actor actor) {
        if (claim(id, project, actor)) Thread.ofVirtual().name("import-" + id).start(() -> Tenancy.run(actor.workspace(), () -> write(id, project, actor)));
    }

    /** As {@link #confirm}, but returns when it is done or has failed: for a story told in one thread. */
    public PlanImport confirmAndWait(PlanImportId id, ProjectId project, Actor actor) {
        if (claim(id, project, actor)) write(id, project, actor);
        return Objects.requireNonNull(transaction.execute(status -> get(id, project, actor)));
    }

    private boolean claim(PlanImportId id, ProjectId project, Actor actor) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var upload = lock(id, project, actor);
            if (upload.state() == State.WRITING || upload.state() == State.WRITTEN) return false;
            if (!upload.open()) throw new Stale();
            var preview = preview(upload, surveyor.around(projects.access(project, actor)));
            if (!preview.importable()) throw Refused.because("imports.not_ready");
            db.update(PLAN_IMPORT)
                    .set(PLAN_IMPORT.STATE, "writing")
                    .set(PLAN_IMPORT.FAILURE, "")
                    .set(PLAN_IMPORT.ROWS_TOTAL, preview.comparison().count(PlanComparison.State.NEW))
                    .set(PLAN_IMPORT.ROWS_WRITTEN, 0)
                    .set(PLAN_IMPORT.BEAT_AT, clock.instant())
                    .where(PLAN_IMPORT.ID.eq(id))
                    .execute();
            return true;
        }));
    }

    private void write(PlanImportId id, ProjectId project, Actor actor) {
        try {
            while (!WRITERS.tryAcquire(5, TimeUnit.SECONDS)) beat(id, 0, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(id, new Refused.Problem("", "imports.failed_lost", List.of()));
            return;
        }
        try {
            transaction.executeWithoutResult(status -> scheduling.together(project, actor, () -> writeAll(id, project, actor)));
            parsed.remove(id);
        } catch (Refused refused) {
            fail(id, refused.problems().getFirst());
        } catch (NotAllowed | NotFound notAllowed) {
            fail(id, new Refused.Problem("", "imports.failed_not_allowed", List.of()));
        } catch (RuntimeException | Error e) {
            log.error("import {}", id, e);
            fail(id, new Refused.Problem("", "imports.failed", List.of()));
        } finally {
            WRITERS.release();
        }
    }

    private void writeAll(PlanImportId id, ProjectId project, Actor actor) {
        projects.takeTaskNumbers(project, 0);
        var preview = preview(get(id, project, actor), surveyor.around(requireImport(project, actor)));
        if (!preview.importable()) throw Refused.because("imports.not_ready");
        var places = partiesMade(preview, actor);
        var people = peopleMade(preview, places, actor);
        var access = preview.around().access();
        var scope = scopes.of(access);
        var whole = new DraftRows(preview.around(), people, places, preview.check().file().origin()).of(preview.comparison().lines());
        int total = whole.rows().size() + whole.updates().size();
        beat(id, 0, total);
        var kept = new ArrayList<PlanUpdates.Was>();
        if (preview.replacesSkeleton()) kept.addAll(updates.remove(preview.around().skeleton().rows(), access, scope, actor));
        int skeleton = kept.size();
        rows.insert(project, id, whole.rows(), whole.dependencies(), actor, written -> beat(id, written, total));
        var calendars = scopes.calendars(scope, access);
        for (var update : whole.updates()) {
            kept.add(updates.apply(update, access, scope, calendars, actor));
            if ((kept.size() - skeleton) % 200 == 0) beat(id, whole.rows().size() + kept.size() - skeleton, total);
        }
        kept.addAll(updates.rename(whole.renamed(), access, scope, calendars, actor));
        var removed = updates.remove(preview.comparison().missing().stream().filter(PlanComparison.Missing::going).map(PlanComparison.Missing::task).toList(), access, scope, actor);
        kept.addAll(removed);
        updates.note(whole.sources(), whole.actual(), whole.renumbered());
        scheduling.settleLinks(project, actor, "");
        var baselines = preview.comparison().matched() ? List.<BaselineId>of() : frozen(preview, whole.numbers(), actor);
        if (whole.rows().isEmpty()) activities.record(actor, new WorkPlanActivity.PlanImported(Ref.of("project", project), total), project, null);
        int fresh = preview.comparison().count(PlanComparison.State.NEW);
        var done = db.update(PLAN_IMPORT)
                .set(PLAN_IMPORT.STATE, "written")
                .set(PLAN_IMPORT.ROWS_TOTAL, fresh)
                .set(PLAN_IMPORT.ROWS_WRITTEN, fresh)
                .set(PLAN_IMPORT.ROWS_CHANGED, whole.updates().size())
                .set(PLAN_IMPORT.ROWS_REMOVED, removed.size())
                .set(PLAN_IMPORT.KEPT, JSONB.valueOf(PlanEdits.JSON.writeValueAsString(new Kept(kept, baselines))))
                .set(PLAN_IMPORT.WRITTEN_AT, clock.instant())
                .setNull(PLAN_IMPORT.CONTENT)
                .where(PLAN_IMPORT.ID.eq(id), PLAN_IMPORT.STATE.eq("writing"))
                .execute();
        if (done == 0) throw new Stale();
    }

    /** What taking an import back needs beside the rows it brought: how others were, and the baselines that came along. */
    private record Kept(List<PlanUpdates.Was> rows, List<BaselineId> baselines) {
        static final Kept NOTHING = new Kept(List.of(), List.of());
    }

    /** The file’s own frozen plans, behind those there are. */
    private List<BaselineId> frozen(ImportPreview preview, Map<String, TaskId> numbers, Actor actor) {
        var project = preview.around().access().id();
        var made = new ArrayList<BaselineId>();
        var locale = locale();
        int last = Objects.requireNonNullElse(db.select(DSL.max(BASELINE.NUMBER)).from(BASELINE).where(BASELINE.PROJECT_ID.eq(project)).fetchOne(0, Integer.class), 0);
        for (var baseline : preview.check().file().origin().baselines()) {
            var dates = new LinkedHashMap<TaskId, ProjectPlan.Dates>();
            baseline.dates().forEach((number, each) -> {
                var task = numbers.get(number);
                if (task != null && !(each.start() != null && each.finish() != null && each.finish().isBefore(each.start()))) dates.put(task, each);
            });
            if (dates.isEmpty()) continue;
            var id = BaselineId.next();
            var finish = dates.values().stream().map(ProjectPlan.Dates::finish).filter(Objects::nonNull).max(java.time.LocalDateTime::compareTo).orElse(null);
            var name = words.in(locale, "imports.baseline_name", baseline.number() == 0 ? "" : String.valueOf(baseline.number()), preview.upload().fileName());
            db.insertInto(BASELINE)
                    .set(BASELINE.ID, id)
                    .set(BASELINE.PROJECT_ID, project)
                    .set(BASELINE.NUMBER, (short) ++last)
                    .set(BASELINE.NAME, name.length() > 80 ? name.substring(0, 79) + "…" : name)
                    .set(BASELINE.TASKS, dates.size())
                    .set(BASELINE.FINISH_ON, finish == null ? null : finish.toLocalDate())
                    .set(BASELINE.FROZEN_BY, actor.person())
                    .set(BASELINE.FROZEN_AT, baseline.at() == null ? clock.instant() : baseline.at().atZone(preview.around().access().homeZone()).toInstant())
                    .execute();
            var batch = db.batch(db.insertInto(BASELINE_TASK, BASELINE_TASK.BASELINE_ID, BASELINE_TASK.TASK_ID, BASELINE_TASK.START_AT, BASELINE_TASK.FINISH_AT).values((BaselineId) null, null, null, null));
            dates.forEach((task, each) -> batch.bind(id, task, each.start(), each.finish()));
            batch.execute();
            made.add(id);
        }
        return made;
    }

    // In a transaction of its own, so that others see how far the one that is going on has come.
    private void beat(PlanImportId id, int written, int total) {
        var now = clock.instant();
        aside.executeWithoutResult(status -> {
            var alive = db.update(PLAN_IMPORT)
                    .set(PLAN_IMPORT.ROWS_WRITTEN, written)
                    .set(PLAN_IMPORT.ROWS_TOTAL, total == 0 ? PLAN_IMPORT.ROWS_TOTAL : DSL.val(total))
                    .set(PLAN_IMPORT.BEAT_AT, now)
                    .where(PLAN_IMPORT.ID.eq(id), PLAN_IMPORT.STATE.eq("writing"))
                    .execute();
            if (alive == 0) throw new Stale();
        });
    }

    private void fail(PlanImportId id, Refused.Problem problem) {
        aside.executeWithoutResult(status -> db.update(PLAN_IMPORT)
                .set(PLAN_IMPORT.STATE, "failed")
                .set(PLAN_IMPORT.FAILURE, PlanImport.failure(problem))
                .set(PLAN_IMPORT.ROWS_WRITTEN, 0)
                .where(PLAN_IMPORT.ID.eq(id), PLAN_IMPORT.STATE.eq("writing"))
                .execute());
    }

    private Map<String, PartyId> partiesMade(ImportPreview preview, Actor actor) {
        var made = new HashMap<>(preview.partiesThere());
        var joined = new HashMap<Place, PartyId>();
        var project = preview.around().access();
        for (var party : preview.newParties()) {
            project.requireEverywhere(Permission.MANAGE_TEAM);
            var place = party.place();
            if (place == null) made.put(party.name(), parties.addDepartment(project.id(), department(party.name(), preview.around(), actor), actor));
            else made.put(party.name(), joined.computeIfAbsent(place, fresh -> join(fresh, project.id(), actor)));
        }
        return made;
    }

    private PartyId join(Place place, ProjectId project, Actor actor) {
        return place.region() != null ? parties.addRegion(project, place.region(), actor) : parties.addDepartment(project, Objects.requireNonNull(place.department()), actor);
    }

    // The chief coordinator may name a department that the workspace lacks; regions, with their calendars, are the admins' alone.
    private DepartmentId department(String name, Surroundings around, Actor actor) {
        RegionId region = null;
        int slash = name.indexOf('/');
        if (slash > 0) {
            var above = around.known().standsFor(name.substring(0, slash));
            if (above != null) region = Objects.requireNonNull(around.places().get(above)).region();
        }
        return departments.add(name, null, region, Actor.system(actor.workspace()));
    }

    private Map<String, MemberId> peopleMade(ImportPreview preview, Map<String, PartyId> places, Actor actor) {
        var people = new HashMap<>(preview.peopleThere());
        var around = preview.around();
        var locale = locale();
        for (var newcomer : preview.newcomers()) {
            around.access().requireEverywhere(Permission.MANAGE_TEAM);
            var place = around.places().get(newcomer.party());
            var id = newcomer.id() != null ? newcomer.id()
                    : members.add(new Members.NewMember(newcomer.name(), null, "", locale, around.access().homeZone().getId(),
                            place == null ? null : place.region(), place == null ? null : place.department(), WorkspaceRole.NONE, null), actor);
            grants.grant(id, around.access().id(), places.get(newcomer.party()), Role.EXECUTOR, actor);
            people.put(newcomer.name(), id);
        }
        return people;
    }

    private Locale locale() {
        return Locale.forLanguageTag(db.select(WORKSPACE.DEFAULT_LOCALE).from(WORKSPACE).fetchOptional(WORKSPACE.DEFAULT_LOCALE).orElse("zh-CN"));
    }

    // ---- taking back

    /** Removes everything an import wrote, as long as nobody has touched any of it and no baseline holds it; people and parties it brought stay. */
    @Transactional
    public void undo(PlanImportId id, ProjectId project, Actor actor) {
        var upload = lock(id, project, actor);
        if (upload.state() != State.WRITTEN) throw new Stale();
        projects.takeTaskNumbers(project, 0);
        var access = projects.access(project, actor);
        var text = db.select(PLAN_IMPORT.KEPT).from(PLAN_IMPORT).where(PLAN_IMPORT.ID.eq(id)).fetchOne(PLAN_IMPORT.KEPT);
        var kept = text == null ? Kept.NOTHING : PlanEdits.JSON.readValue(text.data(), Kept.class);
        var trashed = kept.rows().stream().filter(PlanUpdates.Was::gone).map(PlanUpdates.Was::id).toList();
        if (db.fetchCount(TASK, TASK.PROJECT_ID.eq(project), TASK.ID.in(trashed)) < trashed.size()) throw Refused.because("imports.trash_emptied");
        var touched = new ArrayList<>(touched(id, access, kept.rows()));
        touched.addAll(updates.changedSince(kept.rows(), access));
        if (!touched.isEmpty()) {
            var named = String.join(", ", touched.subList(0, Math.min(10, touched.size())));
            throw Refused.because("imports.touched", touched.size(), touched.size() > 10 ? named + " …" : named);
        }
        frozenSince(id, kept.baselines()).ifPresent(baseline -> {
            throw Refused.because("imports.frozen_since", baseline.value1().intValue(), baseline.value2());
        });
        // What was moved beneath a new phase leaves it before the phase goes.
        updates.restore(kept.rows().stream().filter(row -> !row.gone()).toList(), access, actor);
        if (!kept.baselines().isEmpty()) db.deleteFrom(BASELINE).where(BASELINE.ID.in(kept.baselines()), BASELINE.PROJECT_ID.eq(project)).execute();
        if (db.fetchExists(TASK, TASK.PROJECT_ID.eq(project), TASK.PLAN_IMPORT_ID.eq(id))) rows.undo(project, id, actor);
        else activities.record(actor, new WorkPlanActivity.ImportUndone(Ref.of("project", project), kept.rows().size()), project, null);
        updates.restore(kept.rows().stream().filter(PlanUpdates.Was::gone).toList(), access, actor);
        scheduling.settle(project, actor);
        db.update(PLAN_IMPORT).set(PLAN_IMPORT.STATE, "undone").setNull(PLAN_IMPORT.KEPT).where(PLAN_IMPORT.ID.eq(id)).execute();
    }

    // What a baseline holds goes with its tasks, and a plan that was frozen stays as it was.
    private Optional<Record2<Short, String>> frozenSince(PlanImportId id, List<BaselineId> brought) {
        return db.select(BASELINE.NUMBER, BASELINE.NAME)
                .from(BASELINE)
                .where(BASELINE.ID.notIn(brought), BASELINE.ID.in(db.select(BASELINE_TASK.BASELINE_ID).from(BASELINE_TASK)
                        .join(TASK).on(TASK.WORKSPACE_ID.eq(BASELINE_TASK.WORKSPACE_ID), TASK.ID.eq(BASELINE_TASK.TASK_ID))
                        .where(TASK.PLAN_IMPORT_ID.eq(id))))
                .orderBy(BASELINE.NUMBER.desc())
                .limit(1)
                .fetchOptional();
    }

    private List<String> touched(PlanImportId id, ProjectAccess project, List<PlanUpdates.Was> kept) {
        var child = TASK.as("child");
        var moved = kept.stream().filter(row -> row.place() != null).map(PlanUpdates.Was::id).toList();
        var linked = kept.stream().filter(row -> row.links() != null).map(PlanUpdates.Was::id).toList();
        var worked = TASK.VERSION.ne(0)
                .or(DSL.exists(DSL.selectOne().from(ACTIVITY).where(ACTIVITY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), ACTIVITY.SUBJECT_ID.eq(TASK.ID.coerce(java.util.UUID.class)))))
                .or(DSL.exists(DSL.selectOne().from(COMMENT).where(COMMENT.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), COMMENT.SUBJECT_ID.eq(TASK.ID.coerce(java.util.UUID.class)), COMMENT.DELETED_AT.isNull())))
                .or(DSL.exists(DSL.selectOne().from(child).where(child.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), child.PARENT_ID.eq(TASK.ID), child.PLAN_IMPORT_ID.isDistinctFrom(id), child.ID.notIn(moved))))
                .or(DSL.exists(DSL.selectOne().from(DEPENDENCY).join(child).on(child.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), child.ID.eq(DEPENDENCY.SUCCESSOR_TASK_ID))
                        .where(DEPENDENCY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), DEPENDENCY.PREDECESSOR_TASK_ID.eq(TASK.ID), child.PLAN_IMPORT_ID.isDistinctFrom(id), child.ID.notIn(linked))));
        return db.select(TASK.NUMBER).from(TASK).where(TASK.PROJECT_ID.eq(project.id()), TASK.PLAN_IMPORT_ID.eq(id), worked).orderBy(TASK.NUMBER).fetch(row -> project.code() + "-" + row.value1());
    }
}
