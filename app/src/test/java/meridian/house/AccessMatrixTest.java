package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import meridian.house.Scene.Visitor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
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

    private static final Set<String> OF_PEOPLE = Set.of("exec", "person", "party", "party2", "region", "department", "seat", "delegation", "absence", "session", "template");

    private final List<AccessTable.Line> table = AccessTable.read();
    private Worlds.World elsewhere;
    private Scene scene;
    private boolean touched;

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

    /**
     * Scenes are dear, so that a round of lines about different things shares one: nobody asks for what another has changed. Who may
     * is asked last, each of a thing of their own. What comes out unlike the table is asked once more in a scene that nobody has touched.
     */
    @Test
    void everybodyMayDoWhatTheTableSaysAndNothingElse() {
        var routes = Routes.of(beans);
        var seen = new LinkedHashMap<AccessTable.Line, Map<Visitor, String>>();
        var steps = new ArrayList<Step>();
        for (var line : table) {
            if (!routes.has(line)) continue;
            seen.put(line, new EnumMap<>(Visitor.class));
            var may = Stream.of(Visitor.values()).filter(visitor -> line.change() && line.cells().get(visitor.ordinal()).equals("yes")).toList();
            var first = new ArrayList<>(Stream.of(Visitor.values()).filter(visitor -> !may.contains(visitor)).toList());
            if (!may.isEmpty()) first.add(may.getFirst());
            steps.add(new Step(line, first));
            may.stream().skip(1).forEach(visitor -> steps.add(new Step(line, List.of(visitor))));
        }
        for (var round : AccessTable.rounds(steps, step -> step.line().about())) {
            if (touched) scene = null;
            for (var step : round) {
                for (var visitor : step.visitors()) seen.get(step.line()).put(visitor, outcome(step.line(), visitor, routes));
            }
        }
        var wrong = new ArrayList<String>();
        seen.forEach((line, cells) -> {
            var all = Stream.of(Visitor.values()).map(cells::get).toList();
            if (!all.equals(line.cells())) wrong.add(line + "\n" + line.withCells(all) + "   <- seen");
        });
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    private record Step(AccessTable.Line line, List<Visitor> visitors) {}

    private String outcome(AccessTable.Line line, Visitor visitor, Routes routes) {
        var expected = line.cells().get(visitor.ordinal());
        String outcome;
        try {
            outcome = asked(line, visitor, routes);
        } catch (NotFound | Refused e) {
            if (!touched) throw e;
            outcome = "no ground for it";
        }
        if (outcome.equals(expected) || !touched) return outcome;
        scene = null;
        return asked(line, visitor, routes);
    }

    private String asked(AccessTable.Line line, Visitor visitor, Routes routes) {
        if (scene == null) touched = false;
        var seen = ask(line, scene(), scene(), visitor, routes);
        if (line.change() && seen.status() < 400 && seen.outcome().equals("yes")) {
            touched = true;
            // What has no thing of its own, and what is done to people, changes what everybody may.
            if (line.things().isEmpty() || line.things().values().stream().anyMatch(OF_PEOPLE::contains)) scene = null;
        }
        return seen.outcome();
    }

    /**
     * With the id of a thing in another workspace everybody's answer is that there is no such thing, or that they may not; where a field of
     * a form names it, that it is none of the choices.
     */
    @Test
    void aThingOfAnotherWorkspaceIsNotFoundOnAnyRoute() {
        var routes = Routes.of(beans);
        var foreign = new Scene(beans, elsewhere());
        var wrong = new ArrayList<String>();
        for (var line : table) {
            if (!line.namesThings() || !routes.has(line)) continue;
            for (var visitor : Visitor.values()) {
                if (!line.cells().get(visitor.ordinal()).equals("yes")) continue;
                var seen = ask(line, scene(), foreign, visitor, routes);
                var refused = seen.status() == 404 || seen.status() == 403 || seen.status() == 422 && !line.addressNamesThings();
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
        return Stream.of(Visitor.values()).map(visitor -> {
            var seen = ask(line, scene(), scene(), visitor, routes);
            // What was changed for one visitor is not there for the next.
            if (line.change() && seen.status() < 400 && seen.outcome().equals("yes")) scene = null;
            return seen.outcome();
        }).toList();
    }

    private Knock.Seen ask(AccessTable.Line line, Scene scene, Scene owner, Visitor visitor, Routes routes) {
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
