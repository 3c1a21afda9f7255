package meridian.risk.web;

import java.util.Optional;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.risk.Level;
import meridian.risk.RiskPictures;
import meridian.risk.Risks;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Entered;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All risks at once: the matrix, the weeks, the parties; and the bands they are read by. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/risks")
public class MatrixController {
    private final RiskPictures pictures;
    private final Risks risks;

    MatrixController(RiskPictures pictures, Risks risks) {
        this.pictures = pictures;
        this.risks = risks;
    }

    public record MatrixPage(ProjectAccess project, RiskPictures.Picture picture) {
        public boolean mayAssess() {
            return Risks.mayAssess(project);
        }

        /** Every so many weeks one is named below the chart. */
        public int every() {
            return Math.max(1, picture.trend().weeks().size() / 7);
        }

        public int open() {
            return picture.units().stream().mapToInt(RiskPictures.Unit::open).sum();
        }

        public String tag(Level level) {
            return Signs.tag(level);
        }
    }

    @GetMapping("/matrix")
    Answer page(ProjectAccess here) {
        here.require(Permission.READ);
        return Answer.page("risk/matrix", new MatrixPage(here, pictures.of(here)));
    }

    @PostMapping("/bands")
    Answer band(ProjectAccess here, Reader reader, Actor actor, @RequestParam(name = "medium_from", defaultValue = "") String mediumFrom, @RequestParam(name = "high_from", defaultValue = "") String highFrom, @RequestParam int version) {
        here.requireEverywhere(Permission.ASSESS_RISKS);
        var entered = new Entered();
        risks.band(here.id(), entered.word("medium_from", mediumFrom, MatrixController::score), entered.word("high_from", highFrom, MatrixController::score), entered.problems(), version, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/risks/matrix").saying("entry.saved");
    }

    private static Optional<Integer> score(String text) {
        return text.matches("\\d{1,2}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
