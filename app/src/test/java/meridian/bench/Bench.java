package meridian.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what is promised of Meridian's speed: {@code bin/bench}. Absolute numbers are this machine's. */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Measures what is promised of Meridian's speed, on a database seeded by SQL, with the built",
    "application in a process of its own. Prints a table, or with --json one object a line; what it is",
    "doing goes to the error output. Ends with 1 when a target is not met."})
public final class Bench implements Callable<Integer> {
    private static final List<Subject> SUBJECTS = List.of(new StartBench(), new WeightBench(), new PagesBench(), new CapacityBench(), new LiveBench(), new MinutesBench(), new EmergencyBench(), new DutyBench(), new ImportBench(), new ExportBench(), new DocumentsBench(), new ArchiveBench(), new SearchBench(), new GanttBench(), new MemoryBench());

    @Parameters(paramLabel = "NAME", description = "only these of: ${NAMES}")
    List<String> names = List.of();

    @Option(names = "--json", description = "one JSON object a line: name, metric, value, unit, target, met")
    boolean json;

    @Option(names = "--small", description = "50,000 tasks instead of a million, shorter runs")
    boolean small;

    @Option(names = "--data", paramLabel = "DIR", description = "keep the seeded database here for the next time")
    @Nullable Path data;

    private final List<Figure> figures = new ArrayList<>();

    public static void main(String[] arguments) {
        System.setProperty("NAMES", String.join(", ", known()));
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    e.printStackTrace(line.getErr());
                    return 2;
                })
                .execute(arguments));
    }

    private static TreeSet<String> known() {
        var all = new TreeSet<String>();
        all.add(ScheduleBench.NAME);
        SUBJECTS.forEach(subject -> all.addAll(subject.names()));
        return all;
    }

    @Override
    public Integer call() throws Exception {
        for (var name : names) {
            if (known().contains(name)) continue;
            System.err.println("There is no benchmark " + name + "; there are " + String.join(", ", known()) + ".");
            return 2;
        }
        if (!json) System.out.println(Figure.HEADING);
        if (names.isEmpty() || names.contains(ScheduleBench.NAME)) ScheduleBench.measure(small, this::tell);
        if (names.equals(List.of(ScheduleBench.NAME))) return verdict();
        // The duties have a database of their own.
        try (var ground = new Ground(small || names.equals(List.of("duties")), data, names, this::tell)) {
            for (var subject : SUBJECTS) if (subject.names().stream().anyMatch(ground::wanted)) subject.measure(ground);
        }
        return verdict();
    }

    private int verdict() {
        long missed = figures.stream().filter(figure -> Boolean.FALSE.equals(figure.met())).count();
        long aimed = figures.stream().filter(figure -> figure.met() != null).count();
        System.err.println("  " + (aimed - missed) + " of " + aimed + " targets met");
        return missed == 0 ? 0 : 1;
    }

    private void tell(Figure figure) {
        figures.add(figure);
        System.out.println(json ? figure.json() : figure.row());
    }
}
