package meridian.project.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.approval.ApprovalCard;
import meridian.document.Attachments;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.document.FileShelf;
import meridian.document.Revision;
import meridian.identity.Permission;
import meridian.project.Charter;
import meridian.project.CharterContent;
import meridian.project.Charters;
import meridian.project.DeliverableStandings;
import meridian.project.DeliverableWork;
import meridian.project.Learned;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.project.ThingFiles;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.RegionId;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows and writes the charter. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/charter")
public class CharterController {
    private final Charters charters;
    private final Documents documents;
    private final ApprovalCard.Source cards;
    private final DeliverableWork work;
    private final DeliverableStandings standings;
    private final ObjectProvider<Learned> learned;
    private final Attachments attachments;
    private final Papers papers;

    CharterController(Charters charters, Documents documents, ApprovalCard.Source cards, DeliverableWork work, DeliverableStandings standings, ObjectProvider<Learned> learned, Attachments attachments, Papers papers) {
        this.papers = papers;
        this.attachments = attachments;
        this.work = work;
        this.standings = standings;
        this.learned = learned;
        this.charters = charters;
        this.documents = documents;
        this.cards = cards;
    }

    /** The charter as it stands, who has to say what to it, and what was issued before. */
    public record CharterPage(ProjectAccess project, Charter charter, Document document, List<Revision> revisions, ApprovalCard approval, Map<DeliverableId, DeliverableWork.Work> work, Map<DeliverableId, DeliverableStandings.Standing> standings, List<Learned.Offer> offers, FileShelf files) {
        /** What the plan does for a deliverable; null where nothing. */
        public DeliverableWork.@Nullable Work work(CharterContent.Item item) {
            return work.get(DeliverableId.of(item.id()));
        }

        /** How far its acceptance is; null where nobody has applied for it. */
        public DeliverableStandings.@Nullable Standing standing(CharterContent.Item item) {
            return standings.get(DeliverableId.of(item.id()));
        }

        public CharterContent content() {
            return charter.content();
        }

        public boolean mayEdit() {
            return project.mayEverywhere(Permission.EDIT_CHARTER);
        }

        public boolean editable() {
            return mayEdit() && charter.draft();
        }

        public boolean mayExport() {
            return project.may(Permission.EXPORT);
        }

        /** Nothing is missing and there is somebody to ask: now it wants to be submitted rather than edited. */
        public boolean maySubmit(Ui ui) {
            return editable() && charter.missing().isEmpty() && !approval.asked(ui).isEmpty();
        }

        public String stateKind() {
            return switch (charter.state()) {
                case DRAFT -> "draft";
                case IN_APPROVAL -> "doing";
                case APPROVED -> "done";
            };
        }
    }

    @GetMapping
    Answer page(ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        var charter = charters.of(here.id());
        var document = charters.document(charter);
        var submits = here.mayEverywhere(Permission.EDIT_CHARTER) && charter.draft();
        return Answer.page("project/charter", new CharterPage(here, charter, document, document.issue() == 0 ? List.of() : documents.revisions(document.id()), cards.of(here.id(), "charter", charter.id(), submits, actor), work.of(here.id()),
                here.stage().before(Stage.EXECUTION) ? Map.of() : standings.of(here.id()), here.stage().before(Stage.EXECUTION) ? offers(here) : List.of(), attachments.on(Ref.of("charter", charter.id()), ThingFiles.mayAttach(here, here.stage() != Stage.CLOSED), ThingFiles.mayKeep(here, here.stage() != Stage.CLOSED), actor))).of(papers.registered(document, reader));
    }

    // What others learned is of most use before the work begins.
    private List<Learned.Offer> offers(ProjectAccess here) {
        return learned.stream().flatMap(source -> source.ofScenario(here.scenario(), here.id()).stream()).toList();
    }

    /** The form: what is written, and where each region and department stands. */
    public record EditPage(ProjectAccess project, Charter charter, List<Place> regions, List<Place> departments) {
        public String contentIn() {
            return lines(charter.content().inScope());
        }

        public String contentOut() {
            return lines(charter.content().outOfScope());
        }

        private static String lines(List<CharterContent.Scope> scope) {
            return String.join("\n", scope.stream().filter(item -> item.kind().equals("content")).map(CharterContent.Scope::name).toList());
        }

        public List<Choice> sides(Ui ui) {
            return List.of(new Choice("in", ui.t("charter.in")), new Choice("out", ui.t("charter.out")), new Choice("", ui.t("charter.unnamed")));
        }
    }

    /** A region or department, and on which side of the scope it stands: in, out, or neither. */
    public record Place(String field, String name, String side) {}

    @GetMapping("/edit")
    Answer edit(ProjectAccess here, Reader reader) {
        here.requireEverywhere(Permission.EDIT_CHARTER);
        var charter = charters.of(here.id());
        if (!charter.draft()) return Answer.to(address(reader, here)).saying("charter.said_not_draft");
        var all = charters.scopable();
        return Answer.page("project/charter-edit", new EditPage(here, charter, places(all, "region", charter), places(all, "department", charter)));
    }

    private static List<Place> places(List<CharterContent.Scope> all, String kind, Charter charter) {
        return all.stream().filter(scope -> scope.kind().equals(kind)).map(scope -> new Place(kind + "_" + scope.id(), scope.name(), side(scope, charter.content()))).toList();
    }

    private static String side(CharterContent.Scope scope, CharterContent content) {
        if (content.inScope().stream().anyMatch(item -> item.id().equals(scope.id()))) return "in";
        return content.outOfScope().stream().anyMatch(item -> item.id().equals(scope.id())) ? "out" : "";
    }

    @PostMapping
    Answer rewrite(@RequestParam Map<String, String> typed, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        var text = new Charters.Text(
                typed.getOrDefault("background", ""), typed.getOrDefault("goal", ""), typed.getOrDefault("constraints", ""),
                chosen(typed, "region_", "in").map(RegionId::of).toList(), chosen(typed, "region_", "out").map(RegionId::of).toList(),
                chosen(typed, "department_", "in").map(DepartmentId::of).toList(), chosen(typed, "department_", "out").map(DepartmentId::of).toList(),
                typed.getOrDefault("content_in", ""), typed.getOrDefault("content_out", ""));
        charters.rewrite(here.id(), text, version, actor);
        return Answer.to(address(reader, here)).saying("charter.said_saved");
    }

    private static Stream<String> chosen(Map<String, String> typed, String kind, String side) {
        return typed.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind) && Objects.equals(entry.getValue(), side))
                .map(entry -> entry.getKey().substring(kind.length()));
    }

    @PostMapping("/change")
    Answer change(@RequestParam(defaultValue = "") String reason, ProjectAccess here, Reader reader, Actor actor) {
        charters.requestChange(here.id(), reason, actor);
        return Answer.to(address(reader, here) + "/edit").saying("charter.said_reopened");
    }

    static String address(Reader reader, ProjectAccess here) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/charter";
    }
}
