package meridian.project;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.document.DocumentContent;
import meridian.document.ReturningKind;
import meridian.document.WrittenDay;
import meridian.identity.Permission;
import meridian.project.CharterContent.Scope;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.RegionId;
import meridian.web.Words;
import org.springframework.stereotype.Component;

/** The charter, edited in Word: its texts and its deliverables. */
@Component
public class CharterReturn implements ReturningKind {
    private static final List<String> TEXTS = List.of("background", "goal", "constraints");

    private final Projects projects;
    private final Charters charters;
    private final Deliverables deliverables;
    private final Words words;

    CharterReturn(Projects projects, Charters charters, Deliverables deliverables, Words words) {
        this.projects = projects;
        this.charters = charters;
        this.deliverables = deliverables;
        this.words = words;
    }

    @Override
    public String name() {
        return Charters.DOCUMENT_KIND;
    }

    @Override
    public String title() {
        return "charter.document";
    }

    @Override
    public void require(ProjectId project, UUID subject, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.EDIT_CHARTER);
        if (!charters.of(project).id().value().equals(subject)) throw new NotFound();
        charters.requireDraft(project);
    }

    @Override
    public DocumentContent now(ProjectId project, UUID subject, Locale language, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.EDIT_CHARTER);
        var charter = charters.of(project);
        if (!charter.id().value().equals(subject)) throw new NotFound();
        return new CharterDocument(words, language, access.homeZone()).of(charter.content(), "", charters.document(charter), null, List.of(), null);
    }

    @Override
    public Ref thing(UUID subject) {
        return new Ref("charter", subject);
    }

    @Override
    public String address(ProjectId project, UUID subject) {
        return "/charter";
    }

    @Override
    public boolean editable(String name, String column) {
        return column.isEmpty() ? TEXTS.contains(name) : name.equals("deliverables") && !column.equals("no");
    }

    @Override
    public boolean grows(String name) {
        return name.equals("deliverables");
    }

    @Override
    public String word(String name, String column) {
        return switch (column) {
            case "name" -> "charter.deliverable";
            case "criteria" -> "charter.criteria";
            case "due_on" -> "charter.due_on";
            case "no" -> "charter.doc.no";
            default -> "charter.doc." + name;
        };
    }

    @Override
    public void write(ProjectId project, UUID subject, Edits edits, Locale language, Actor actor) {
        var charter = charters.of(project);
        var content = charter.content();
        if (!edits.texts().isEmpty()) {
            charters.rewrite(project, new Charters.Text(text(edits, "background", content.background(), language), text(edits, "goal", content.goal(), language), text(edits, "constraints", content.constraints(), language),
                    regions(content, content.inScope()), regions(content, content.outOfScope()), departments(content, content.inScope()), departments(content, content.outOfScope()), lines(content, content.inScope()), lines(content, content.outOfScope())), charter.version(), actor);
        }
        for (var item : content.deliverables()) {
            var cells = edits.rowsOf("deliverables").get(item.id());
            if (cells == null) continue;
            deliverables.change(project, DeliverableId.of(item.id()), typed(cells, item, language), item.version(), actor);
        }
        for (var row : edits.added()) deliverables.add(project, DeliverableId.next(), typed(row.values(), new CharterContent.Item("", "", "", "", 0, List.of()), language), actor);
        for (var gone : edits.removedFrom("deliverables")) deliverables.remove(project, DeliverableId.of(gone), actor);
    }

    private String text(Edits edits, String name, String now, Locale language) {
        return edits.texts().containsKey(name) ? said(edits.texts().get(name), language) : now;
    }

    // The word that stands where nothing was written is not something anybody wrote.
    private String said(String text, Locale language) {
        return text.equals(words.in(language, "charter.none")) ? "" : text;
    }

    private Deliverables.Text typed(Map<String, String> cells, CharterContent.Item item, Locale language) {
        var name = item.name();
        var description = item.description();
        if (cells.containsKey("name")) {
            var lines = cells.get("name").lines().toList();
            name = lines.isEmpty() ? "" : lines.getFirst();
            description = lines.size() < 2 ? "" : String.join("\n", lines.subList(1, lines.size()));
        }
        var criteria = cells.containsKey("criteria") ? said(cells.get("criteria"), language).lines().map(line -> line.replaceFirst("^\\d{1,3}[.、．]\\s*", "")).collect(Collectors.joining("\n")) : String.join("\n", item.criteria());
        return new Deliverables.Text(name, description, WrittenDay.of(said(cells.getOrDefault("due_on", item.dueOn()), language)), criteria);
    }

    private static List<RegionId> regions(CharterContent content, List<Scope> side) {
        return content.named(side, "region").stream().map(scope -> RegionId.of(scope.id())).toList();
    }

    private static List<DepartmentId> departments(CharterContent content, List<Scope> side) {
        return content.named(side, "department").stream().map(scope -> DepartmentId.of(scope.id())).toList();
    }

    private static String lines(CharterContent content, List<Scope> side) {
        return content.named(side, "content").stream().map(Scope::name).collect(Collectors.joining("\n"));
    }
}
