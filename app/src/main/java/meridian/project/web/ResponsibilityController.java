package meridian.project.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import meridian.identity.Permission;
import meridian.project.FrozenTables;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Responsibilities;
import meridian.project.ResponsibilityMatrix;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The responsibility matrix. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/team/responsibilities")
public class ResponsibilityController {
    private final Responsibilities responsibilities;
    private final Papers papers;

    ResponsibilityController(Responsibilities responsibilities, Papers papers) {
        this.papers = papers;
        this.responsibilities = responsibilities;
    }

    public record MatrixPage(ProjectAccess project, ResponsibilityMatrix matrix) {
        public boolean mayAssign() {
            return project.mayEverywhere(Permission.MANAGE_TEAM);
        }

        public List<Choice> letters(Ui ui) {
            return Stream.concat(Stream.of(new Choice("", "–")), ResponsibilityMatrix.LETTERS.stream().map(letter -> new Choice(letter, letter + " " + ui.t("raci." + letter)))).toList();
        }

        /** The name of a cell’s field. */
        public String field(ResponsibilityMatrix.Row row, ResponsibilityMatrix.Column column) {
            return "cell_" + row.id() + "_" + column.id();
        }
    }

    @GetMapping
    Answer matrix(ProjectAccess project, Reader reader) {
        project.require(Permission.READ);
        return Answer.page("project/responsibilities", new MatrixPage(project, responsibilities.of(project.id()))).of(papers.registered(project, FrozenTables.Kind.RESPONSIBILITY_TABLE.text(), project.id(), reader));
    }

    @PostMapping
    Answer assign(ProjectAccess project, Reader reader, Actor actor, HttpServletRequest request, @RequestParam(defaultValue = "") String state) {
        var letters = new HashMap<ResponsibilityMatrix.Cell, String>();
        request.getParameterMap().forEach((field, typed) -> {
            var parts = field.split("_");
            if (parts.length == 3 && parts[0].equals("cell") && !typed[0].isBlank()) letters.put(new ResponsibilityMatrix.Cell(DeliverableId.of(parts[1]), PartyId.of(parts[2])), typed[0]);
        });
        responsibilities.assign(project.id(), letters, state, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + project.code() + "/team/responsibilities").saying("entry.saved");
    }
}
