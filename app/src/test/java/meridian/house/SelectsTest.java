package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import meridian.world.MeridianTest;
import meridian.world.Statements;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** However much there is to show: eight SELECTs a page, and three more for who asks and where they may go. */
class SelectsTest extends MeridianTest {
    // Of the three more, two are not heard: who asks and how they stand in the project is asked by JDBC.
    private static final int MOST = 8 + 1;

    private static final Map<String, Integer> OTHERS = Map.ofEntries(
            // opened all day, so they keep to less
            Map.entry("/w/{slug}/inbox", 4),
            Map.entry("/w/{slug}/projects", 3),
            Map.entry("/w/{slug}/p/{code}/board", 5),
            Map.entry("/w/{slug}/p/{code}/plan", 6),
            // files, not pages
            Map.entry("/w/{slug}/p/{code}/charter.docx", 11),
            Map.entry("/w/{slug}/p/{code}/launch/readiness/{id}/report.docx", 11),
            Map.entry("/w/{slug}/p/{code}/plan.csv", 10),
            Map.entry("/w/{slug}/p/{code}/plan.xlsx", 13),
            Map.entry("/w/{slug}/p/{code}/plan.pdf", 13),
            Map.entry("/w/{slug}/p/{code}/plan.docx", 14),
            Map.entry("/w/{slug}/p/{code}/plan.xml", 13),
            Map.entry("/w/{slug}/p/{code}/plan.ics", 14),
            Map.entry("/w/{slug}/p/{code}/gantt.pdf", 13));

    @Autowired
    ApplicationContext beans;

    @Autowired
    Statements heard;

    @Test
    void everyPageReadsWhatItShowsInAFewStatements() {
        var scene = new Scene(beans, worlds.world());
        var wrong = new ArrayList<String>();
        for (var line : AccessTable.read()) {
            if (line.change() || !Routes.of(beans).has(line)) continue;
            var visitor = Stream.of(Scene.Visitor.CHIEF, Scene.Visitor.ADMIN, Scene.Visitor.EXEC).filter(each -> line.cells().get(each.ordinal()).equals("yes")).findFirst();
            if (visitor.isEmpty()) continue;
            var address = line.address(scene, scene);
            var taken = selects(address, scene.session(visitor.get()));
            if (taken.size() > OTHERS.getOrDefault(line.pattern(), MOST)) wrong.add(line.route() + " takes " + taken.size() + ":\n    " + String.join("\n    ", taken));
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    @Test
    void theGateAsksEveryModuleInAFewStatements() {
        var world = worlds.world();
        var taken = selects(world.here("/gate"), world.session("王敏"));
        assertThat(taken).as(String.join("\n", taken)).hasSizeLessThanOrEqualTo(MOST);
    }

    private List<String> selects(String address, String session) {
        Knock.get(port, address, session); // what is made once, when it is first asked for
        return heard.of(() -> Knock.get(port, address, session)).stream().filter(statement -> statement.startsWith("select") || statement.startsWith("with")).toList();
    }
}
