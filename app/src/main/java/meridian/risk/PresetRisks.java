package meridian.risk;

import static db.project.Tables.PROJECT;
import static db.risk.Tables.REGISTER;
import static db.risk.Tables.RISK;
import static db.risk.Tables.RISK_ENTRY;
import static db.risk.Tables.RISK_MEASURE;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import meridian.duty.Cadence;
import meridian.project.PresetRecord;
import meridian.project.Projects;
import meridian.project.TemplateContent;
import meridian.project.TemplatePart;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RiskId;
import meridian.tenancy.ScenarioTemplateId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the risks that a scenario template knows of into a new project: proposed, with what is advised against each, owed by nobody yet; tells how often each occurred,
 * and takes what a project feared and did into a template.
 */
@Component
class PresetRisks implements TemplatePart, PresetRecord {
    private static final int MOST_TAKEN = 30;
    private static final int LONGEST_MEASURE = 190;

    private final Projects projects;
    private final Risks risks;
    private final Clock clock;
    private final DSLContext db;

    PresetRisks(Projects projects, Risks risks, Clock clock, DSLContext db) {
        this.projects = projects;
        this.risks = risks;
        this.clock = clock;
        this.db = db;
    }

    @Override
    public void copyInto(ProjectId project, TemplateContent content, Actor actor) {
        var presets = content.risks();
        if (presets == null || presets.isEmpty()) return;
        var access = projects.access(project, actor);
        var week = Cadence.WEEK.period(LocalDate.ofInstant(clock.instant(), access.homeZone()));
        for (var preset : presets) {
            var facts = new Risks.Facts(preset.description(), said(preset.cause()), said(preset.effect()), null, Risk.Category.of(preset.category()), Level.of(preset.estimate()), said(preset.trigger()), null, List.of());
            risks.insert(access, RiskId.next(), facts, week, preset.measures() == null ? "" : String.join("\n", preset.measures()), true, preset.key(), actor.person(), clock.instant(), actor);
        }
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }

    // The gravest first; what was done against each is what is advised another time.
    @Override
    public void takeFrom(ProjectId project, ObjectNode template, Actor actor) {
        var level = RiskSheets.levelOf();
        var measures = multiset(select(RISK_MEASURE.CONTENT).from(RISK_MEASURE)
                        .where(RISK_MEASURE.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), RISK_MEASURE.RISK_ID.eq(RISK.ID), RISK_MEASURE.DROPPED_AT.isNull())
                        .orderBy(RISK_MEASURE.POSITION).limit(inline(10)))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        var risks = JsonNodeFactory.instance.arrayNode();
        db.select(RISK.PRESET_KEY, RISK.DESCRIPTION, RISK.CAUSE, RISK.EFFECT, RISK.CATEGORY, level, RISK.TRIGGER, RISK.SUGGESTION, measures)
                .from(RISK)
                .leftJoin(REGISTER).on(REGISTER.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), REGISTER.PROJECT_ID.eq(RISK.PROJECT_ID))
                .where(RISK.PROJECT_ID.eq(project))
                .orderBy(RISK.PROBABILITY.mul(RISK.IMPACT).desc().nullsLast(), RISK.NUMBER)
                .limit(MOST_TAKEN)
                .forEach(row -> {
                    var risk = risks.addObject().put("description", row.value2()).put("category", row.value5()).put("estimate", row.value6());
                    if (row.value1() != null) risk.put("key", row.value1());
                    if (!row.value3().isEmpty()) risk.put("cause", row.value3());
                    if (!row.value4().isEmpty()) risk.put("effect", row.value4());
                    if (!row.value7().isEmpty()) risk.put("trigger", row.value7());
                    var advised = row.value9().isEmpty() ? row.value8().lines().filter(line -> !line.isBlank()).limit(10).toList() : row.value9();
                    var all = risk.putArray("measures");
                    advised.forEach(line -> all.add(line.length() > LONGEST_MEASURE ? line.substring(0, LONGEST_MEASURE - 1) + "…" : line));
                });
        if (!risks.isEmpty()) template.set("risks", risks);
    }

    @Override
    public Map<String, Count> of(ScenarioTemplateId template) {
        var occurred = exists(selectOne().from(RISK_ENTRY).where(RISK_ENTRY.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), RISK_ENTRY.RISK_ID.eq(RISK.ID), RISK_ENTRY.ACT.eq(inline("occur"))));
        return db.select(RISK.PRESET_KEY, countDistinct(RISK.PROJECT_ID), countDistinct(when(occurred, RISK.PROJECT_ID)))
                .from(RISK)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), PROJECT.ID.eq(RISK.PROJECT_ID), PROJECT.DELETED_AT.isNull())
                .where(RISK.PRESET_KEY.isNotNull(), field("{0} ->> 'template'", String.class, PROJECT.SETTINGS).eq(template.toString()))
                .groupBy(RISK.PRESET_KEY)
                .fetchMap(row -> row.value1(), row -> new Count(row.value2(), row.value3()));
    }
}
