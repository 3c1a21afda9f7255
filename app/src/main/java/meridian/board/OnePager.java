package meridian.board;

import java.util.List;
import meridian.board.Light.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A project’s week on one page 项目周报: how every party stands and why, what was done, is late or blocked, what comes next, and
 * what is wanted from above. In facts, so that it can be read in either language; dates and numbers are text, so that an issued
 * one stays as it was. Every list holds only what fits, with the number of all.
 */
public record OnePager(
        String project,
        String code,
        String stage,
        String week,
        String from,
        String until,
        String asOf,
        String summary,
        List<String> decisions,
        List<PartyLine> parties,
        int tasks,
        int finished,
        int overdue,
        int blocked,
        Rows doneRows,
        Rows lateRows,
        Rows blockedRows,
        Rows nextRows,
        List<Row> milestones,
        List<Measure> indicators,
        List<Peril> risks,
        Clocks clocks) {
    private static final JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    /** How one party stands; {@code finished} of its {@code tasks} are done or accepted. */
    public record PartyLine(String name, Light light, List<Reason> reasons, int tasks, int finished, int overdue, int blocked) {}

    /** The first of them, and how many there are. */
    public record Rows(int total, List<Row> rows) {
        public int more() {
            return Math.max(0, total - rows.size());
        }
    }

    /** {@code note}: why it is blocked. */
    public record Row(String text, String party, String who, String day, String note) {}

    public record Measure(String name, String sign, String target, String unit, String actual, @Nullable Integer percent, String state) {}

    public record Peril(String code, String text, String party, String level, String owner, String due) {}

    /** Those running now (some of them late already), and those of the week that were kept or missed. */
    public record Clocks(int running, int late, int kept, int missed, List<Clock> first) {}

    public record Clock(String kind, String title, String owner, String due, boolean late) {}

    JsonNode json() {
        return JSON.valueToTree(this);
    }

    static OnePager of(JsonNode json) {
        return JSON.treeToValue(json, OnePager.class);
    }
}
