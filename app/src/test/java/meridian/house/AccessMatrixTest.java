package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * Who may use which route is written in {@code access.txt}, and every cell of it is tried. A route that is not in the table
 * fails the test, which then prints the line that would describe what the application does now: read it before adding it.
 */
class AccessMatrixTest extends MeridianTest {
    @Autowired
    ApplicationContext beans;

    private final List<AccessTable.Line> table = AccessTable.read();
    private Worlds.World elsewhere;
    private Scene scene;

    @Test
    void everyRouteIsInTheTableAndEveryLineIsARoute() {
        var routes = Routes.of(beans);
        var listed = new LinkedHashSet<String>();
        table.forEach(line -> assertThat(listed.add(line.route())).as("twice: " + line.route()).isTrue());
        var gone = listed.stream().filter(route -> !routes.all().containsKey(route)).toList();
        var missing = routes.all().keySet().stream().filter(route -> !listed.contains(route)).map(this::observed).toList();
        assertThat(missing).as("routes that are not in access.txt; what they do now:\n" + String.join("\n", missing)).isEmpty();
        assertThat(gone).as("lines of access.txt whose route is gone").isEmpty();
    }

    @Test
    void everybodyMayDoWhatTheTableSaysAndNothingElse() {
        var routes = Routes.of(beans);
        var wrong = new ArrayList<String>();
        for (var line : table) {
            if (!routes.has(line)) continue;
            var seen = ask(line, routes);
            if (!seen.equals(line.cells())) wrong.add(line + "\n" + line.withCells(seen) + "   <- seen");
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    /** With the id of a thing in another workspace everybody's answer is that there is no such thing. */
    @Test
    void aThingOfAnotherWorkspaceIsNotFoundOnAnyRoute() {
        var routes = Routes.of(beans);
        var foreign = new Scene(beans, elsewhere());
        var wrong = new ArrayList<String>();
        for (var line : table) {
            if (!line.namesThings() || !routes.has(line)) continue;
            for (var visitor : Scene.Visitor.values()) {
                if (!line.cells().get(visitor.ordinal()).equals("yes")) continue;
                var seen = ask(line, scene(), foreign, visitor, routes);
                var refused = line.change() ? seen.status() >= 400 && seen.status() < 500 : seen.status() == 404 || seen.status() == 403;
                if (!refused) wrong.add(line.route() + " by " + visitor + ": " + seen.status() + " " + seen.location());
            }
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    private String observed(String route) {
        var parts = route.split(" ");
        var line = new AccessTable.Line(parts[0], parts[1], List.of(), Map.of(), Map.of(), "");
        return line.withCells(ask(line, Routes.of(beans))).toString();
    }

    private List<String> ask(AccessTable.Line line, Routes routes) {
        return Stream.of(Scene.Visitor.values()).map(visitor -> {
            var seen = ask(line, scene(), scene(), visitor, routes);
            // What was changed for one visitor is not there for the next.
            if (line.change() && seen.status() < 400 && seen.outcome().equals("yes")) scene = null;
            return seen.outcome();
        }).toList();
    }

    private Knock.Seen ask(AccessTable.Line line, Scene scene, Scene owner, Scene.Visitor visitor, Routes routes) {
        var address = line.address(scene, owner);
        var session = scene.session(visitor);
        if (!line.change()) return Knock.get(port, address, session);
        if (!line.json().isEmpty()) return Knock.raw(port, address, session, "application/json", line.body(owner).getBytes(StandardCharsets.UTF_8));
        var form = line.form(owner);
        return routes.upload(line) ? Knock.upload(port, address, session, form) : Knock.form(port, address, session, form);
    }

    private Scene scene() {
        if (scene == null) scene = new Scene(beans, elsewhere());
        return scene;
    }

    private Worlds.World elsewhere() {
        if (elsewhere == null) elsewhere = worlds.world();
        return elsewhere;
    }
}
