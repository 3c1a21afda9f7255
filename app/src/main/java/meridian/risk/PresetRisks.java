package meridian.risk;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import meridian.duty.Cadence;
import meridian.project.Projects;
import meridian.project.TemplateContent;
import meridian.project.TemplatePart;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RiskId;
import org.springframework.stereotype.Component;

/** Puts the risks that a scenario template knows of into a new project: proposed, with what is advised against each, owed by nobody yet. */
@Component
class PresetRisks implements TemplatePart {
    private final Projects projects;
    private final Risks risks;
    private final Clock clock;

    PresetRisks(Projects projects, Risks risks, Clock clock) {
        this.projects = projects;
        this.risks = risks;
        this.clock = clock;
    }

    @Override
    public void copyInto(ProjectId project, TemplateContent content, Actor actor) {
        var presets = content.risks();
        if (presets == null || presets.isEmpty()) return;
        var access = projects.access(project, actor);
        var week = Cadence.WEEK.period(LocalDate.ofInstant(clock.instant(), access.homeZone()));
        for (var preset : presets) {
            var facts = new Risks.Facts(preset.description(), preset.cause(), preset.effect(), null, Risk.Category.of(preset.category()), Level.of(preset.estimate()), preset.trigger(), null, List.of());
            risks.insert(access, RiskId.next(), facts, week, String.join("\n", preset.measures()), true, actor.person(), clock.instant(), actor);
        }
    }
}
