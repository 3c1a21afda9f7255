package meridian.project;

import static db.project.Tables.SCENARIO_TEMPLATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import meridian.tenancy.ScenarioTemplateId;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The scenario templates of a workspace. The four that come with the product are copied in when they are first asked for. */
@Component
public class ScenarioTemplates {
    private record BuiltIn(String id, String scenario, String nameZh, String nameEn) {}

    // Fixed identities: two who ask at once copy the same four.
    private static final List<BuiltIn> BUILT_IN = List.of(
            new BuiltIn("019aa000-0000-7000-8000-000000000001", "rollout", "全国性/区域性项目推进", "Nationwide or regional rollout"),
            new BuiltIn("019aa000-0000-7000-8000-000000000002", "integration", "跨职能资源整合", "Cross-functional integration"),
            new BuiltIn("019aa000-0000-7000-8000-000000000003", "special_task", "临时性专项任务", "Special task"),
            new BuiltIn("019aa000-0000-7000-8000-000000000004", "operation", "长期分布式运营", "Distributed operation"));

    private final DSLContext db;
    private final JsonMapper json = new JsonMapper();

    ScenarioTemplates(DSLContext db) {
        this.db = db;
    }

    /** Those a new project can start from, in their order. */
    @Transactional
    public List<ScenarioTemplate> all() {
        var found = read();
        if (!found.isEmpty() || db.fetchExists(SCENARIO_TEMPLATE)) return found;
        copyBuiltIn();
        return read();
    }

    @Transactional
    public Optional<ScenarioTemplate> find(ScenarioTemplateId id) {
        return all().stream().filter(template -> template.id().equals(id)).findFirst();
    }

    /** The one that comes with the product for a scenario. */
    @Transactional
    public ScenarioTemplate builtIn(String scenario) {
        return all().stream().filter(template -> template.scenario().equals(scenario)).findFirst().orElseThrow();
    }

    private List<ScenarioTemplate> read() {
        return db.select(SCENARIO_TEMPLATE.ID, SCENARIO_TEMPLATE.SCENARIO, SCENARIO_TEMPLATE.NAME_ZH, SCENARIO_TEMPLATE.NAME_EN, SCENARIO_TEMPLATE.CONTENT, SCENARIO_TEMPLATE.EDITION)
                .from(SCENARIO_TEMPLATE)
                .where(SCENARIO_TEMPLATE.RETIRED_AT.isNull(), SCENARIO_TEMPLATE.EDITION.gt(0))
                .orderBy(SCENARIO_TEMPLATE.POSITION, SCENARIO_TEMPLATE.ID)
                .fetch(row -> new ScenarioTemplate(row.value1(), row.value2(), row.value3(), row.value4(), json.readTree(row.value5().data()), row.value6()));
    }

    private void copyBuiltIn() {
        short position = 0;
        for (var template : BUILT_IN) {
            db.insertInto(SCENARIO_TEMPLATE)
                    .set(SCENARIO_TEMPLATE.ID, ScenarioTemplateId.of(template.id()))
                    .set(SCENARIO_TEMPLATE.SCENARIO, template.scenario())
                    .set(SCENARIO_TEMPLATE.NAME_ZH, template.nameZh())
                    .set(SCENARIO_TEMPLATE.NAME_EN, template.nameEn())
                    .set(SCENARIO_TEMPLATE.CONTENT, JSONB.valueOf(shipped(template.scenario()).toString()))
                    .set(SCENARIO_TEMPLATE.POSITION, position++)
                    .onConflictDoNothing()
                    .execute();
        }
    }

    /** Whether it is one that comes with the product. */
    boolean shipped(ScenarioTemplateId id) {
        return BUILT_IN.stream().anyMatch(one -> one.id().equals(id.toString()));
    }

    /** What comes with the product for a scenario, as a whole template. */
    ObjectNode shippedWhole(String scenario) {
        var known = BUILT_IN.stream().filter(one -> one.scenario().equals(scenario)).findFirst().orElseThrow();
        return ScenarioTemplate.whole(scenario, known.nameZh(), known.nameEn(), (ObjectNode) shipped(scenario));
    }

    private JsonNode shipped(String scenario) {
        try (var file = new ClassPathResource("scenario/" + scenario + ".json").getInputStream()) {
            return json.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
