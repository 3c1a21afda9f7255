package meridian.project;

import java.util.LinkedHashMap;
import meridian.duty.Clock;
import meridian.duty.DutyRule;
import meridian.duty.Ladder;
import meridian.duty.Rules;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives a new project the clocks and ladders of its scenario template, before anything opens a duty. */
@Component
@Order(0)
class TemplateClocks implements TemplatePart {
    private final Rules rules;

    TemplateClocks(Rules rules) {
        this.rules = rules;
    }

    @Override
    public void copyInto(ProjectId project, TemplateContent content, Actor actor) {
        if (content.duties() == null) return;
        var copied = new LinkedHashMap<String, DutyRule>();
        content.duties().forEach((kind, preset) -> {
            var rungs = preset.ladder();
            copied.put(kind, new DutyRule(Clock.of(preset.clock()), preset.minutes(), new Ladder(rungs.get(0), rungs.get(1), rungs.get(2), rungs.get(3), rungs.get(4))));
        });
        rules.preset(project, copied);
    }
}
