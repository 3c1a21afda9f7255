package meridian.project;

import java.util.LinkedHashMap;
import meridian.duty.Clock;
import meridian.duty.DutyRule;
import meridian.duty.Ladder;
import meridian.duty.Rules;
import meridian.duty.Rung;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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

    @Override
    public void takeFrom(ProjectId project, ObjectNode template, Actor actor) {
        var duties = JsonNodeFactory.instance.objectNode();
        for (var row : rules.table(project)) {
            if (!row.own()) continue;
            var clock = duties.putObject(row.kind()).put("clock", row.rule().clock().text());
            if (!row.dated()) clock.put("minutes", row.rule().minutes());
            var ladder = clock.putArray("ladder");
            for (var rung : Rung.values()) {
                var percent = row.rule().ladder().at(rung);
                if (percent == null) ladder.addNull();
                else ladder.add(percent);
            }
        }
        template.set("duties", duties);
    }
}
