package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import meridian.world.MeridianTest;
import meridian.world.Statements;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** However much there is to show: eight statements a page, and three more for who asks and where they may go. */
class SelectsTest extends MeridianTest {
    private static final int MOST = 8 + 3;

    /** The pages that are opened all day keep to less. */
    private static final Map<String, Integer> LESS = Map.of();

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
            var visitor = List.of(Scene.Visitor.CHIEF, Scene.Visitor.ADMIN, Scene.Visitor.EXEC).stream().filter(each -> line.cells().get(each.ordinal()).equals("yes")).findFirst();
            if (visitor.isEmpty()) continue;
            var address = line.address(scene, scene);
            var session = scene.session(visitor.get());
            Knock.get(port, address, session);
            var statements = heard.of(() -> Knock.get(port, address, session));
            System.out.println(statements.size() + " " + line.route());
            statements.stream().filter(x -> !x.startsWith("select") && !x.startsWith("with")).forEach(x -> System.out.println("WRITES " + line.route() + " " + x));
            if (statements.size() > LESS.getOrDefault(line.pattern(), MOST)) wrong.add(line.route() + " takes " + statements.size() + ":\n    " + String.join("\n    ", statements));
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }
}
