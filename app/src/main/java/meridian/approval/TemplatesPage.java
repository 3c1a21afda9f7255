package meridian.approval;

import java.util.List;
import java.util.Map;
import meridian.web.Choice;
import meridian.web.Ui;

/** The steps of each kind of document, as {@code approval/templates.jte} shows and sets them; {@code address} is where a kind’s are posted, without the kind. */
public record TemplatesPage(List<String> kinds, Map<String, ApprovalTemplates.Set> set, List<Candidate> people, boolean maySet, String address) {

    public ApprovalTemplates.Set of(String kind) {
        return set.getOrDefault(kind, new ApprovalTemplates.Set(Steps.NONE, Steps.NONE, 0));
    }

    public List<Choice> whos(Ui ui) {
        return ApprovalCard.whos(ui, people);
    }

    public static String one(Steps steps, StepKind kind) {
        return steps.of(kind).stream().findFirst().orElse("");
    }

    public static boolean has(Steps steps, Choice who) {
        return steps.of(StepKind.COUNTERSIGN).contains(who.value());
    }

    /** The steps in words: who checks, who countersigns, who approves. */
    public String words(Ui ui, Steps steps) {
        var names = whos(ui);
        return String.join(ui.t("approval.then"), steps.lines().stream()
                .map(line -> ui.t("approval.step_words", ui.t("approval.kind." + line.step()), names.stream().filter(choice -> choice.value().equals(line.who())).map(Choice::label).findFirst().orElse("–")))
                .toList());
    }
}
