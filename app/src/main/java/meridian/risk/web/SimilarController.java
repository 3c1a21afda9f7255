package meridian.risk.web;

import java.util.List;
import meridian.identity.Permission;
import meridian.project.Learned;
import meridian.project.ProjectAccess;
import meridian.risk.SimilarRisks;
import meridian.risk.SimilarRisks.Similar;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was feared and what was learned before, offered while a risk is being described: a part of the form’s page. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/risks/similar")
public class SimilarController {
    private final SimilarRisks similar;
    private final ObjectProvider<Learned> learned;

    SimilarController(SimilarRisks similar, ObjectProvider<Learned> learned) {
        this.similar = similar;
        this.learned = learned;
    }

    public record SimilarPart(List<Similar> risks, List<Learned.Offer> lessons) {
        public String sign(Similar risk) {
            return Signs.of(risk.status());
        }

        public String tag(Similar risk) {
            return Signs.tag(risk.level());
        }
    }

    @GetMapping
    Answer part(ProjectAccess here, Reader reader, @RequestParam(defaultValue = "") String what) {
        here.require(Permission.RAISE_RISK);
        return Answer.page("risk/similar", new SimilarPart(similar.to(what, reader), learned.stream().flatMap(source -> source.like(what).stream()).toList()));
    }
}
