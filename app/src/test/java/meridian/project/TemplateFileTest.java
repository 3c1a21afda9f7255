package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meridian.tenancy.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TemplateFileTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Boolean> DUTIES = new LinkedHashMap<>(Map.of("emergency_response", false, "emergency_solution", false, "request_answer", false, "dispute_meeting", false, "dispute_resolution", false, "task_done", true));

    @ParameterizedTest
    @ValueSource(strings = {"rollout", "integration", "special_task", "operation"})
    void whatComesWithTheProductIsWholeAndComesBackAsItWasWritten(String scenario) throws IOException {
        var whole = shipped(scenario);
        var read = TemplateFile.read(TemplateFile.write(whole), DUTIES);
        assertThat(TemplateFile.read(TemplateFile.write(read), DUTIES)).isEqualTo(read);
        assertThat(read.propertyNames()).containsExactlyInAnyOrderElementsOf(whole.propertyNames());
        assertThat(whole.get("risks").size()).isGreaterThanOrEqualTo(6);
        for (var risk : whole.get("risks")) assertThat(risk.path("measures").size()).as(risk.toString()).isGreaterThanOrEqualTo(2);
        assertThat(whole.get("risks").findValuesAsString("key")).doesNotHaveDuplicates().hasSize(whole.get("risks").size());
        for (var phase : whole.get("plan")) for (var work : phase.get("packages")) {
            assertThat(work.path("tasks").size()).as(work.toString()).isGreaterThanOrEqualTo(2);
            for (var task : work.get("tasks")) assertThat(task.path("from_week").asInt()).isBetween(work.path("from_week").asInt(), work.path("to_week").asInt());
            for (var task : work.get("tasks")) assertThat(task.path("to_week").asInt()).isBetween(work.path("from_week").asInt(), work.path("to_week").asInt());
        }
        for (var rhythm : whole.get("cadence")) {
            int minutes = 0;
            for (var topic : rhythm.path("agenda")) minutes += Integer.parseInt(topic.path("zh").asString().replaceAll(".*\\| ", ""));
            assertThat(minutes).as(rhythm.toString()).isLessThanOrEqualTo(rhythm.path("minutes").asInt());
        }
    }

    @Test
    void whatIsWrongIsRefusedWithWhereItIs() throws IOException {
        assertThat(refused(whole -> whole.remove("summary"))).containsExactly("scenario.file.missing [summary]");
        assertThat(refused(whole -> whole.put("extra", 1))).containsExactly("scenario.file.unknown [extra]");
        assertThat(refused(whole -> whole.put("scenario", "party"))).containsExactly("scenario.file.choice [scenario]");
        assertThat(refused(whole -> whole.put("name", "x".repeat(81)))).containsExactly("scenario.file.long [name, 80, 81]");
        assertThat(refused(whole -> whole.put("plan", "x"))).containsExactly("scenario.file.shape [plan]");
        assertThat(refused(whole -> ((ObjectNode) whole.at("/plan/0/packages/0")).put("to_week", 0))).containsExactly("scenario.file.number [plan[0].packages[0].to_week, 1, 520]");
        assertThat(refused(whole -> ((ObjectNode) whole.at("/plan/0/packages/1")).put("to_week", 1).put("from_week", 9))).containsExactly("scenario.file.order [plan[0].packages[1].to_week]");
        assertThat(refused(whole -> ((ObjectNode) whole.at("/risks/1/description")).put("en", " "))).containsExactly("scenario.file.missing [risks[1].description.en]");
        assertThat(refused(whole -> ((ObjectNode) whole.at("/risks/1/description")).put("fr", "x"))).containsExactly("scenario.file.unknown [risks[1].description.fr]");
        assertThat(refused(whole -> ((ObjectNode) whole.at("/risks/0")).put("key", "<script>"))).containsExactly("scenario.file.shape [risks[0].key]");
        assertThat(refused(whole -> ((ObjectNode) whole.at("/duties")).set("payment", whole.at("/duties/request_answer")))).containsExactly("scenario.file.duty [duties.payment]");
        assertThat(refused(whole -> ((ObjectNode) whole.at("/duties/request_answer")).putArray("ladder").add(75).add(50).add(60).addNull().add(200))).containsExactly("scenario.file.ladder [duties.request_answer]");
        assertThat(refused(whole -> ((ObjectNode) whole.at("/duties/request_answer")).remove("minutes"))).containsExactly("scenario.file.missing [duties.request_answer.minutes]");
        assertThat(refused(whole -> ((ObjectNode) whole.at("/tool_rules")).put("naming_pattern", "{nobody}"))).containsExactly("scenario.file.pattern [tool_rules.naming_pattern]");
        assertThat(refused(whole -> ((ObjectNode) whole.at("/indicators/0")).put("target", "many"))).containsExactly("scenario.file.shape [indicators[0].target]");
        assertThat(refused(whole -> {
            var risks = whole.putArray("risks");
            for (int i = 0; i < 51; i++) risks.addObject();
        })).containsExactly("scenario.file.many [risks, 50, 51]");
        assertThat(refused(whole -> {
            var risks = whole.putArray("risks");
            for (int i = 0; i < 50; i++) risks.addObject();
        })).as("the first twenty are enough").hasSize(20);
    }

    @Test
    void whatIsNoTemplateIsRefusedAtOnce() {
        for (var hostile : List.of("", "x", "[]", "null", "{\"format\":\"meridian-template\",\"format_version\":1} {}", "{\"a\":1,\"a\":2}", "[".repeat(100_000), "{\"a\":".repeat(5_000), "{\"format\":\"meridian-template\",\"format_version\":1,\"name\":\"" + "x".repeat(30_000) + "\"}", "{\"n\":" + "9".repeat(500) + "}", "\u0000")) {
            assertThat(problems(hostile.getBytes(StandardCharsets.UTF_8))).as(hostile.length() > 40 ? hostile.substring(0, 40) : hostile).singleElement().asString().matches("scenario.file.(empty|not_json).*");
        }
        assertThat(problems("{}".getBytes(StandardCharsets.UTF_8))).containsExactly("scenario.file.not_template []");
        assertThat(problems("{\"format\":\"meridian-template\",\"format_version\":2}".getBytes(StandardCharsets.UTF_8))).containsExactly("scenario.file.version []");
        assertThat(problems(new byte[TemplateFile.LARGEST + 1])).containsExactly("scenario.file.large [1000]");
    }

    private interface Change {
        void make(ObjectNode whole);
    }

    private static List<String> refused(Change change) throws IOException {
        var whole = shipped("rollout");
        change.make(whole);
        return problems(TemplateFile.write(whole));
    }

    private static List<String> problems(byte[] file) {
        var refused = catchThrowableOfType(Refused.class, () -> TemplateFile.read(file, DUTIES));
        assertThat(refused).isNotNull();
        return refused.problems().stream().map(problem -> problem.key() + " " + problem.arguments()).toList();
    }

    private static ObjectNode shipped(String scenario) throws IOException {
        try (var file = TemplateFileTest.class.getResourceAsStream("/scenario/" + scenario + ".json")) {
            return ScenarioTemplate.whole(scenario, "名称", "Name", (ObjectNode) JSON.readTree(file));
        }
    }
}
