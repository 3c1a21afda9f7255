package meridian.project;

import java.util.HashMap;
import java.util.Locale;
import java.util.UUID;
import meridian.document.DocumentContent;
import meridian.document.ReturningKind;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Words;
import org.springframework.stereotype.Component;

/** The responsibility table, edited in Word: the letters of the matrix, and what each seat of the team does. */
@Component
public class ResponsibilityReturn implements ReturningKind {
    private final Projects projects;
    private final Responsibilities responsibilities;
    private final Teams teams;
    private final FrozenTables tables;
    private final Words words;

    ResponsibilityReturn(Projects projects, Responsibilities responsibilities, Teams teams, FrozenTables tables, Words words) {
        this.projects = projects;
        this.responsibilities = responsibilities;
        this.teams = teams;
        this.tables = tables;
        this.words = words;
    }

    @Override
    public String name() {
        return FrozenTables.Kind.RESPONSIBILITY_TABLE.text();
    }

    @Override
    public String title() {
        return "launch.responsibility_table";
    }

    @Override
    public void require(ProjectId project, UUID subject, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_TEAM);
        if (!project.value().equals(subject)) throw new NotFound();
    }

    @Override
    public DocumentContent now(ProjectId project, UUID subject, Locale language, Actor actor) {
        require(project, subject, actor);
        return new ResponsibilityDocument(words, language, java.time.ZoneOffset.UTC).of(responsibilities.of(project), teams.of(project), "", "", tables.document(project, FrozenTables.Kind.RESPONSIBILITY_TABLE).orElse(null), "", null);
    }

    @Override
    public Ref thing(UUID subject) {
        return new Ref("project", subject);
    }

    @Override
    public String address(ProjectId project, UUID subject) {
        return "/team/responsibilities";
    }

    @Override
    public boolean editable(String name, String column) {
        return name.equals(ResponsibilityDocument.MATRIX) ? !column.equals("deliverable") : column.equals("duties") || column.equals("contact");
    }

    @Override
    public boolean grows(String name) {
        return false;
    }

    @Override
    public String word(String name, String column) {
        return switch (column) {
            case "name" -> "launch.seat_name";
            case "role" -> "launch.seat_role";
            case "party" -> "field.party";
            case "duties" -> "launch.seat_duties";
            case "contact" -> "team.contact";
            case "deliverable" -> "raci.deliverable";
            default -> name.equals(ResponsibilityDocument.TEAM) ? "launch.responsibility_team" : "launch.responsibility_matrix";
        };
    }

    @Override
    public void write(ProjectId project, UUID subject, Edits edits, Locale language, Actor actor) {
        var changed = edits.rowsOf(ResponsibilityDocument.MATRIX);
        if (!changed.isEmpty()) {
            var matrix = responsibilities.of(project);
            var letters = new HashMap<>(matrix.letters());
            for (var row : matrix.rows()) for (var column : matrix.columns()) {
                var typed = changed.getOrDefault(row.id().toString(), java.util.Map.of()).get(column.id().toString());
                if (typed == null) continue;
                var letter = letter(typed);
                var cell = new ResponsibilityMatrix.Cell(row.id(), column.id());
                if (letter.isEmpty()) letters.remove(cell);
                else letters.put(cell, letter);
            }
            responsibilities.assign(project, letters, matrix.state(), actor);
        }
        for (var seat : teams.of(project).seats()) {
            var cells = edits.rowsOf(ResponsibilityDocument.TEAM).get(seat.id().toString());
            if (cells != null) teams.change(project, seat.id(), new Teams.Facts(cells.getOrDefault("duties", seat.duties()), cells.getOrDefault("contact", seat.contact()), seat.deputy()), seat.version(), actor);
        }
    }

    private static String letter(String typed) {
        var letter = java.text.Normalizer.normalize(typed, java.text.Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
        if (letter.isEmpty() || letter.matches("[–—-]+")) return "";
        if (!ResponsibilityMatrix.LETTERS.contains(letter)) throw Refused.because("returned.not_a_letter", letter.length() > 40 ? letter.substring(0, 40) + "…" : letter);
        return letter;
    }
}
