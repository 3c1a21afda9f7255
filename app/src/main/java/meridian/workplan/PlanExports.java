package meridian.workplan;

import static db.identity.Tables.WORKSPACE;
import static db.workplan.Tables.TASK;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import meridian.approval.ApprovalRecord;
import meridian.approval.Approvals;
import meridian.document.Block;
import meridian.document.Canonical;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Documents;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.identity.Permission;
import meridian.project.FileNames;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Refused;
import meridian.web.Words;
import meridian.calendar.CalendarFile;
import meridian.workplan.exchange.Column;
import meridian.workplan.exchange.Copy;
import meridian.workplan.exchange.PlanDraft;
import meridian.workplan.exchange.PlanHead;
import meridian.workplan.exchange.PlanSheet;
import meridian.workplan.exchange.ProjectPlan;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The work plan as a document that leaves the house, under the document’s head: the template’s own table, the schedule as
 * scheduling programs hold it, its days for a calendar. That a copy was taken is kept.
 */
@Component
public class PlanExports {
    /** Rows of a table on paper; whoever needs more wants a file to work with. */
    static final int MOST_ON_PAPER = 3_000;

    private static final String KIND = PlanApprovals.KIND;
    /** The forms for people; those for programs have no place to tell who approved it. */
    private static final Set<String> TELLING = Set.of("xlsx", "pdf", "docx", "archive");
    private static final Set<Column> FOR_SCHEDULING = Set.of(Column.CONSTRAINT, Column.CONSTRAINT_DATE, Column.MODE);
    /** What a copy that comes back is compared by. */
    private static final List<Column> COMPARED = List.of(Column.PHASE, Column.PACKAGE, Column.TASK, Column.OWNER, Column.PARTY, Column.START, Column.FINISH, Column.DURATION, Column.DELIVERABLE,
            Column.CRITERIA, Column.MILESTONE, Column.PREDECESSORS, Column.STATUS, Column.PROGRESS, Column.NOTE, Column.CONSTRAINT, Column.DEADLINE, Column.MODE);

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Documents documents;
    private final Approvals approvals;
    private final PlanLines planLines;
    private final StandingPlan standing;
    private final Scopes scopes;
    private final FileNames names;
    private final Words words;

    PlanExports(DSLContext db, Clock clock, Projects projects, Documents documents, Approvals approvals, PlanLines planLines, StandingPlan standing, Scopes scopes, FileNames names, Words words) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.documents = documents;
        this.approvals = approvals;
        this.planLines = planLines;
        this.standing = standing;
        this.scopes = scopes;
        this.names = names;
        this.words = words;
    }

    /** @param fileName by the project's naming pattern, without its ending */
    public record Taken<T>(T plan, Function<String, String> fileName) {}

    /** The plan as a table, and what it remembers of itself. */
    public record Table(PlanDraft plan, Copy copy) {}

    /** The whole plan as it stands; the plan's document gets its number with the first copy that is taken. */
    @Transactional
    public Taken<Table> take(ProjectId project, Locale language, String format, Actor actor) {
        var access = access(project, actor);
        var read = standing.rows(access);
        // An approved plan is compared with what was approved by the rows that the table needs anyhow.
        var paper = taken(access, language, format, actor, () -> PlanLines.of(read));
        var lines = standing.lines(read, access, scopes.of(access));
        var rows = new LinkedHashMap<String, Copy.Row>(lines.size() * 2);
        if (format.equals("xlsx")) for (var line : lines) rows.put(line.draft().number(), new Copy.Row(line.id().value(), line.version(), Copy.marks(COMPARED, line.exact())));
        var copy = new Copy(project.value(), clock.instant(), COMPARED, rows);
        return new Taken<>(new Table(new PlanDraft(paper.head(), lines.stream().map(StandingPlan.Line::draft).toList()), copy), paper.fileName());
    }

    /** The plan’s table on paper: on its side, under the document’s head. */
    @Transactional
    public Taken<DocumentContent> takePaper(ProjectId project, Locale language, String format, Actor actor) {
        var paper = paper(project, language, format, actor);
        return new Taken<>(content(paper, language), paper.fileName());
    }

    /** The same to be looked at; nothing is kept of it. Empty where the plan was never taken out nor handed over. */
    @Transactional(readOnly = true)
    public Optional<DocumentContent> sample(ProjectId project, Locale language, Actor actor) {
        var access = access(project, actor);
        return documents.find(project, KIND, project).map(document -> content(paper(access, document, language, true, () -> planLines.of(project)), language));
    }

    private DocumentContent content(Paper paper, Locale language) {
        var scope = scopes.of(paper.access());
        var lines = standing.lines(paper.access(), scope);
        if (lines.size() > MOST_ON_PAPER) throw Refused.because("imports.too_long_for_paper", MOST_ON_PAPER, lines.size());
        var sheet = new PlanSheet(new PlanDraft(paper.head(), lines.stream().map(StandingPlan.Line::draft).toList()), language);
        // What only scheduling asks for stays in the workbook: paper is no wider than it is.
        var shown = IntStream.range(0, sheet.columns().size()).filter(i -> !FOR_SCHEDULING.contains(sheet.columns().get(i))).boxed().toList();
        var columns = shown.stream().map(sheet.columns()::get).map(column -> new Block.Column(sheet.heading(column), width(column), centred(column) ? Block.Align.CENTRE : Block.Align.START)).toList();
        var rows = sheet.rows().stream().map(row -> shown.stream().map(row::get).toList()).toList();
        var head = Head.titled(words.in(language, "imports.export_name"), language)
                .kind(KIND)
                .registered(paper.document(), words, paper.access().homeZone())
                .organisation(paper.organisation())
                .project(paper.access().name())
                .distribution(scope.parties().values().stream().map(meridian.project.Party::name).toList());
        var standing = paper.standing();
        if (standing.approved()) standing.record().head(head);
        standing.revisions().reversed().forEach(revision -> head.revision(revision.version(), revision.approvedOn(paper.access().homeZone()), revision.prepared() == null ? "" : revision.prepared().name(), revision.reason().isEmpty() ? words.in(language, "planapproval.first_issue") : revision.reason()));
        var content = DocumentContent.of(head.build()).landscape();
        if (standing.changed()) content.paragraph(words.in(language, "planapproval.changed_since", paper.document().version().toString()));
        content.table(columns, rows);
        if (standing.approved()) content.heading(words.in(language, "approval.record")).signatures(standing.record().signers());
        return content.build();
    }

    private static boolean centred(Column column) {
        return switch (column) {
            case NUMBER, PHASE, PACKAGE, START, FINISH, MILESTONE, STATUS, PROGRESS, DURATION, DEADLINE -> true;
            default -> false;
        };
    }

    private static int width(Column column) {
        return switch (column) {
            case NUMBER -> 5;
            case TASK -> 15;
            case CRITERIA -> 14;
            case DELIVERABLE, PREDECESSORS, DESCRIPTION -> 10;
            case PARTY, NOTE -> 9;
            case MILESTONE, PROGRESS, DURATION, START, FINISH, DEADLINE -> 8;
            default -> 7;
        };
    }

    /** The plan as scheduling programs hold it: outline, links, calendars, constraints, baselines. */
    @Transactional
    public Taken<ProjectPlan> takeSchedule(ProjectId project, Locale language, Actor actor) {
        var paper = paper(project, language, "mspdi", actor);
        return new Taken<>(standing.outline(paper.access(), paper.organisation(), LocalDateTime.ofInstant(clock.instant(), paper.access().homeZone()), language), paper.fileName());
    }

    /** The project’s milestones, and the actor’s own tasks, for a calendar. */
    @Transactional
    public Taken<CalendarFile> takeCalendar(ProjectId project, Locale language, Actor actor) {
        var paper = paper(project, language, "ics", actor);
        var scope = scopes.of(paper.access());
        var code = paper.access().code();
        var entries = new ArrayList<CalendarFile.Entry>();
        db.select(TaskRow.COLUMNS).from(TASK)
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull(), TASK.KIND.eq("task"), TASK.FINISH_AT.isNotNull().or(TASK.START_AT.isNotNull()), TASK.MILESTONE.isTrue().or(TASK.OWNER_ID.eq(actor.person())))
                .orderBy(TASK.FINISH_AT, TASK.ID)
                .forEach(row -> {
                    var task = TaskRow.read(row);
                    var note = new ArrayList<String>();
                    note.add(code + "-" + task.number() + " · " + words.in(language, "status." + task.status().text()));
                    if (task.party() != null) note.add(scope.name(task.party()));
                    if (!task.description().isEmpty()) note.add(task.description());
                    entries.add(new CalendarFile.Entry(task.id() + "@meridian", task.version(), task.changedAt(), when(task, scope), (task.milestone() ? "◆ " : "") + task.title(), String.join("\n", note),
                            List.of(paper.access().name(), words.in(language, task.milestone() ? "field.milestone" : "kind.task")), task.status() == TaskStatus.CANCELLED));
                });
        return new Taken<>(new CalendarFile(paper.access().name(), clock.instant(), entries), paper.fileName());
    }

    /** Days where only days are said; else the moments, by the clock of the task’s party. */
    private static CalendarFile.When when(Task task, Scope scope) {
        var finish = task.finish() != null ? task.finish() : task.start();
        var start = task.start() == null || task.milestone() ? finish : task.start();
        var days = start.toLocalTime().equals(java.time.LocalTime.MIDNIGHT) || task.milestone() || task.start() == null;
        if (days && !finish.toLocalTime().isBefore(java.time.LocalTime.of(23, 59)) || task.finish() == null) return new CalendarFile.When.Days(start.toLocalDate(), finish.toLocalDate());
        var zone = scope.zone(task.party());
        return new CalendarFile.When.Hours(start.atZone(zone).toInstant(), finish.atZone(zone).toInstant());
    }

    record Paper(ProjectAccess access, Document document, String organisation, PlanHead head, Standing standing, Function<String, String> fileName) {}

    /** What the plan as it is now can say of its approval: that it was approved so, or otherwise and has changed since. */
    record Standing(List<Revision> revisions, boolean approved, boolean changed, ApprovalRecord record) {
        static Standing untold(Words words, Locale language, ProjectAccess access) {
            return new Standing(List.of(), false, false, new ApprovalRecord(null, words, language, access.homeZone()));
        }
    }

    private Standing standing(ProjectAccess access, Document document, Locale language, Supplier<List<PlanLine>> plan) {
        if (document.issue() == 0) return Standing.untold(words, language, access);
        var revisions = documents.revisions(document.id());
        var approval = approvals.told(access.id(), document, revisions);
        var now = plan.get();
        // How far the work has come is no part of what was agreed.
        boolean same = document.issued() && (approval != null && !approval.fingerprint().isEmpty() ? PlanLine.fingerprint("", now).equals(approval.fingerprint()) : HexFormat.of().formatHex(Canonical.sha256(PlanLine.json(now))).equals(revisions.getFirst().sha256()));
        boolean approved = approval != null && same;
        return new Standing(revisions, approved, document.issued() && !same, new ApprovalRecord(approval, words, language, access.homeZone()));
    }

    /** The head of a copy that is taken now, and what its file is called. */
    Paper paper(ProjectId project, Locale language, String format, Actor actor) {
        var access = access(project, actor);
        return taken(access, language, format, actor, () -> planLines.of(project));
    }

    private ProjectAccess access(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.EXPORT);
        return access;
    }

    private Paper taken(ProjectAccess access, Locale language, String format, Actor actor, Supplier<List<PlanLine>> plan) {
        var today = LocalDate.ofInstant(clock.instant(), access.homeZone());
        var document = documents.register(access.id(), access.code(), KIND, PlanApprovals.NUMBER_LETTERS, access.id(), today);
        documents.taken(document.id(), access.id(), format, document.version(), actor);
        return paper(access, document, language, TELLING.contains(format), plan);
    }

    private Paper paper(ProjectAccess access, Document document, Locale language, boolean tells, Supplier<List<PlanLine>> plan) {
        var today = LocalDate.ofInstant(clock.instant(), access.homeZone());
        var organisation = db.select(WORKSPACE.NAME).from(WORKSPACE).fetchOptional(WORKSPACE.NAME).orElse("");
        var naming = names.of(access, null);
        var standing = tells ? standing(access, document, language, plan) : Standing.untold(words, language, access);
        var head = new PlanHead(words.in(language, "imports.export_title", access.name()), organisation, document.version().toString(), document.shownNumber() + (document.isVoid() ? "  " + words.in(language, "document.voided") : ""),
                words.in(language, "document.class." + document.classification().name().toLowerCase(Locale.ROOT)), today, standing.approved() ? words.in(language, "document.labelled", words.in(language, "approval.record"), standing.record().line()) : "");
        var title = words.in(language, "imports.export_name");
        int version = Math.max(1, document.issue());
        return new Paper(access, document, organisation, head, standing, ending -> naming.name(title, version, ending));
    }
}
