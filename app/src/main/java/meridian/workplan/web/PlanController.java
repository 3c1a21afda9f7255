package meridian.workplan.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import meridian.identity.Permission;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.PlanEditId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.TaskId;
import meridian.web.Answer;
import meridian.web.Words;
import meridian.workplan.Cells;
import meridian.workplan.GanttCharts;
import meridian.workplan.PlanApprovals;
import meridian.workplan.PlanFilter;
import meridian.workplan.PlanTable;
import meridian.workplan.Scheduling;
import meridian.workplan.Slips;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.TaskTree;
import meridian.workplan.Tasks;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.util.function.SingletonSupplier;

/**
 * The plan’s table, and what is done in its cells. An answer names in {@code X-Edit} what takes the change back,
 * in {@code X-Moved} how many other rows moved with it.
 */
@Controller
@RequestMapping("/w/{slug}/p/{code}/plan")
public class PlanController {
    private final PlanTable table;
    private final Tasks tasks;
    private final TaskTree tree;
    private final Cells cells;
    private final GanttCharts charts;
    private final Scheduling scheduling;
    private final Words words;
    private final Papers papers;

    PlanController(PlanTable table, Tasks tasks, TaskTree tree, Cells cells, GanttCharts charts, Scheduling scheduling, Words words, Papers papers) {
        this.papers = papers;
        this.table = table;
        this.tasks = tasks;
        this.tree = tree;
        this.cells = cells;
        this.charts = charts;
        this.scheduling = scheduling;
        this.words = words;
    }

    @GetMapping
    Answer plan(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String only,
            @RequestParam(required = false) @Nullable String closed,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String outline,
            ProjectAccess here, Reader reader) {
        var filter = PlanFilter.of(q, party, owner, status, only, closed);
        var around = table.around(here);
        if (here.may(Permission.EDIT_PLAN)) scheduling.expectEdits(here.id(), around.totals().tasks());
        var page = new PlanPage(here, filter, SingletonSupplier.of(() -> RowsPage.of(here, filter, table.rows(here, filter, after, outline, PlanTable.PAGE))), around, after == null);
        // What may be refused is read before anything is written.
        if (page.alike() == null) page.rows();
        return Answer.page("workplan/plan", page).of(papers.registered(here, PlanApprovals.KIND, here.id(), reader));
    }

    @GetMapping("/rows")
    Answer rows(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String only,
            @RequestParam(required = false) @Nullable String closed,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String outline,
            @RequestParam(defaultValue = "" + PlanTable.PAGE) int count,
            ProjectAccess here) {
        var filter = PlanFilter.of(q, party, owner, status, only, closed);
        return Answer.page("workplan/rows", RowsPage.of(here, filter, table.rows(here, filter, after, outline, count)));
    }

    @GetMapping("/rows/{id}")
    Answer row(@PathVariable TaskId id, @RequestParam(defaultValue = "") String outline, ProjectAccess here) {
        return Answer.page("workplan/rows", new RowsPage(here.code(), PlanFilter.NONE, List.of(table.row(here, id, outline)), null));
    }

    /** One cell: of the row as the person saw it. */
    @PostMapping("/cells")
    Answer cell(
            @RequestParam TaskId id,
            @RequestParam int version,
            @RequestParam String field,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String outline,
            @RequestParam(defaultValue = "false") boolean slip,
            ProjectAccess here,
            Actor actor,
            HttpServletResponse response) {
        var values = new TreeMap<>(Map.of(field, value));
        if (!reason.isEmpty()) values.put("reason", reason);
        values.remove("reason", "");
        written(cells.write(here, List.of(new Cells.TypedRow(id, version, values)), null, slip, actor), response);
        return row(id, outline, here);
    }

    /**
     * Cells as they come from a spreadsheet, or one value for many rows.
     *
     * @param slip what they move was seen
     * @param since how far a chart has read: what changed since then is the answer
     */
    public record Pasted(List<PastedRow> rows, @Nullable PastedBehind behind, @Nullable Boolean slip, @Nullable String since) {
        public Pasted {
            if (rows == null || rows.contains(null)) throw new IllegalArgumentException("no rows");
        }
    }

    public record PastedRow(String id, @Nullable Integer version, Map<String, String> values) {
        public PastedRow {
            if (id == null || values == null) throw new IllegalArgumentException("no row");
        }
    }

    public record PastedBehind(String kind, @Nullable String parent, @Nullable String after) {
        public PastedBehind {
            if (kind == null) throw new IllegalArgumentException("no kind of row");
        }

        Cells.Behind read() {
            return new Cells.Behind(TaskKind.of(kind), place(parent), place(after));
        }
    }

    // Empty stands for nothing above it, or nothing before it.
    private static @Nullable TaskId place(@Nullable String text) {
        return text == null || text.isEmpty() ? null : TaskId.of(text);
    }

    @PostMapping("/pasting")
    Object paste(@RequestBody Pasted pasted, ProjectAccess here, Actor actor, HttpServletResponse response) {
        var rows = pasted.rows().stream().map(row -> new Cells.TypedRow(TaskId.of(row.id()), row.version(), row.values())).toList();
        written(cells.write(here, rows, pasted.behind() == null ? null : pasted.behind().read(), Boolean.TRUE.equals(pasted.slip()), actor), response);
        return pasted.since() == null ? ResponseEntity.noContent().build() : Answer.data(charts.afterEdit(here, pasted.since()));
    }

    /** A new row behind another, or as the last beneath a parent. */
    @PostMapping("/rows")
    Answer add(
            @RequestParam TaskId id,
            @RequestParam String kind,
            @RequestParam(required = false) @Nullable String parent,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(required = false) @Nullable String party,
            ProjectAccess here,
            Actor actor,
            HttpServletResponse response) {
        var fields = TaskFields.titled(title).withParty(party == null || party.isEmpty() ? null : meridian.tenancy.PartyId.of(party));
        edited(tasks.add(new Tasks.NewTask(id, here.id(), TaskKind.of(kind), place(parent), place(after), fields), actor).edit(), response);
        return row(id, "", here);
    }

    /** Rows to move, each as {@code id:version}. */
    @PostMapping("/moves")
    ResponseEntity<Void> move(@RequestParam String act, @RequestParam String rows, ProjectAccess here, Actor actor, HttpServletResponse response) {
        var seen = seen(rows);
        edited(
                switch (act) {
                    case "indent" -> tree.indent(seen, actor);
                    case "outdent" -> tree.outdent(seen, actor);
                    case "up" -> tree.reorder(seen, true, actor);
                    case "down" -> tree.reorder(seen, false, actor);
                    case "delete" -> tree.delete(seen, actor);
                    default -> throw Refused.because("refused.not_a_choice");
                },
                response);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/undo")
    ResponseEntity<Void> undo(@RequestParam PlanEditId edit, ProjectAccess here, Actor actor) {
        tasks.undo(edit, actor);
        return ResponseEntity.noContent().build();
    }

    /** As {@link #undo}, from a page’s message. */
    @PostMapping("/undo/{edit}")
    Answer undoFromMessage(@PathVariable PlanEditId edit, ProjectAccess here, Actor actor, meridian.tenancy.Reader reader) {
        tasks.undo(edit, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/plan").saying("workplan.undone");
    }

    private static List<TaskTree.Seen> seen(String rows) {
        return java.util.Arrays.stream(rows.split(","))
                .map(row -> row.split(":"))
                .peek(parts -> {
                    if (parts.length != 2) throw new IllegalArgumentException(rows);
                })
                .map(parts -> new TaskTree.Seen(TaskId.of(parts[0]), Integer.parseInt(parts[1])))
                .toList();
    }

    /** The edit moves what belongs to others: it is to be seen before, and comes again with {@code slip} where it is wanted. */
    @ExceptionHandler
    ResponseEntity<SlipAhead> asked(Slips.Asked asked, meridian.tenancy.Reader reader) {
        return ResponseEntity.status(HttpStatus.PRECONDITION_REQUIRED).body(SlipAhead.of(asked.effect(), words, reader));
    }

    private static void written(Cells.Written written, HttpServletResponse response) {
        edited(written.edit(), response);
        if (written.moved() > 0) response.setHeader("X-Moved", String.valueOf(written.moved()));
    }

    private static void edited(@Nullable PlanEditId edit, HttpServletResponse response) {
        if (edit != null) response.setHeader("X-Edit", edit.toString());
    }
}
