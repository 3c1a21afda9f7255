package meridian.workplan.exchange;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meridian plan …}: work plans from a shell, without a database. */
@Command(name = "plan", description = "Work plans as files.", mixinStandardHelpOptions = true, subcommands = {PlanCommand.Check.class, PlanCommand.Compute.class, Apart.Reading.class})
public final class PlanCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Says what would be imported and every problem with its cell. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Say what a work plan (XLSX, CSV, or of Microsoft Project, Primavera, GanttProject, ProjectLibre) would import as, and every problem with its cell",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:can be imported", "1:has problems that block the import", "2:cannot be read"})
    public static final class Check implements Callable<Integer> {
        private static final int NOTICES_SHOWN = 20;

        @Parameters(paramLabel = "FILE")
        Path path;

        @Option(names = "--json", description = "one JSON object")
        boolean json;

        @Option(names = "--lang", paramLabel = "zh|en", description = "language of the messages; default: that of the shell")
        @Nullable String language;

        @Spec
        CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            var err = spec.commandLine().getErr();
            var wording = Wording.of(language == null ? shellLocale() : Locale.forLanguageTag(language));
            var name = path.getFileName() == null ? path.toString() : path.getFileName().toString();
            try (var in = Files.newInputStream(path)) {
                var file = PlanFile.read(name, in, Limits.standard());
                var check = PlanCheck.of(file, Known.nothing(Year.now().getValue()));
                if (json) out.println(check.json(wording));
                else print(check, wording, out);
                out.flush();
                return check.importable() ? 0 : 1;
            } catch (UnreadableFile refused) {
                if (json) out.println(new CheckJson(wording).refusal(name, refused));
                else err.println(wording.say("exchange.report.refused", name, refused.in(wording)));
            } catch (IOException missing) {
                var refused = new UnreadableFile(Files.exists(path) ? "exchange.unreadable.file" : "exchange.unreadable.missing", path.toString());
                if (json) out.println(new CheckJson(wording).refusal(name, refused));
                else err.println(wording.say("exchange.report.refused", name, refused.in(wording)));
            }
            out.flush();
            err.flush();
            return 2;
        }

        private static Locale shellLocale() {
            return Locale.getDefault().getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        }

        private static void print(PlanCheck check, Wording wording, PrintWriter out) {
            var columns = check.columns();
            var named = columns.of().entrySet().stream().map(entry -> CellRef.letters(entry.getValue()) + " " + wording.say(entry.getKey().key())).toList();
            out.println(check.draft().head().title().isEmpty() ? check.file().name() : check.file().name() + " · " + check.draft().head().title());
            if (!named.isEmpty()) out.println(wording.say("exchange.report.columns", columns.headingRow(), named));
            out.println(wording.say("exchange.report.found", check.rows(), check.draft().tasks().size(), check.milestones(), check.phases(), check.packages(), check.predecessors()));
            if (!check.people().isEmpty()) out.println(wording.say("exchange.report.people", check.people().size(), some(check.people())));
            if (!check.parties().isEmpty()) out.println(wording.say("exchange.report.parties", check.parties().size(), some(check.parties())));
            out.println();
            for (var severity : Severity.values()) printProblems(check, severity, wording, out);
            out.println(wording.say(check.importable() ? "exchange.report.importable" : "exchange.report.blocked",
                    check.count(Severity.ERROR), check.count(Severity.WARNING), check.count(Severity.NOTICE)));
        }

        private static List<String> some(List<String> names) {
            return names.size() <= 12 ? names : java.util.stream.Stream.concat(names.stream().limit(12), java.util.stream.Stream.of("…")).toList();
        }

        private static void printProblems(PlanCheck check, Severity severity, Wording wording, PrintWriter out) {
            var all = check.problems().stream().filter(problem -> problem.severity() == severity).toList();
            if (all.isEmpty()) return;
            out.println(wording.say("exchange.report.heading", wording.say(severity.key()), all.size()));
            var shown = severity == Severity.NOTICE ? all.subList(0, Math.min(NOTICES_SHOWN, all.size())) : all;
            for (var problem : shown) {
                var place = problem.cell() == null ? "" : problem.cell().toString();
                out.printf("  %-6s %s%n", place, problem.in(wording));
                if (severity != Severity.NOTICE)
                    for (var mend : problem.mends()) out.printf("         → %s%n", mend.in(wording));
            }
            if (shown.size() < all.size()) out.println("         " + wording.say("exchange.report.more", all.size() - shown.size()));
            out.println();
        }
    }

    /** Computes a plan's dates with our own engine and shows them beside those in the file. */
    @Command(
            name = "schedule",
            mixinStandardHelpOptions = true,
            description = "Compute the dates of a work plan (MPP, MSPDI, MPX, XER, PMXML, GanttProject, ProjectLibre, XLSX, CSV) and show them beside the file's own",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:computed", "1:has problems that block it", "2:cannot be read or computed"})
    public static final class Compute implements Callable<Integer> {
        @Parameters(paramLabel = "FILE")
        Path path;

        @Option(names = "--json", description = "one JSON object; local date-times, slack in minutes of working time")
        boolean json;

        @Option(names = "--holidays", paramLabel = "SET", description = "for a spreadsheet, which names no calendar: public holidays to keep (CN, SG, DE-BY …)")
        @Nullable String holidays;

        @Option(names = "--lang", paramLabel = "zh|en", description = "language of the messages; default: that of the shell")
        @Nullable String language;

        @Spec
        CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            var err = spec.commandLine().getErr();
            var wording = Wording.of(language == null ? Check.shellLocale() : Locale.forLanguageTag(language));
            var name = path.getFileName() == null ? path.toString() : path.getFileName().toString();
            int code = 0;
            try (var in = Files.newInputStream(path)) {
                var bytes = in.readNBytes(Limits.standard().bytes() + 1);
                var computed = ProjectFiles.like(bytes) ? FileSchedule.of(ProjectFiles.read(bytes, Limits.standard())) : spreadsheet(name, bytes);
                if (computed == null) {
                    var problems = PlanCheck.of(PlanFile.read(name, bytes, Limits.standard()), Known.nothing(Year.now().getValue()));
                    if (json) out.println(problems.json(wording));
                    else Check.print(problems, wording, out);
                    code = 1;
                } else if (json) {
                    out.println(ScheduleReport.json(name, computed));
                } else {
                    ScheduleReport.print(computed, wording, out);
                }
            } catch (UnreadableFile refused) {
                if (json) out.println(new CheckJson(wording).refusal(name, refused));
                else err.println(wording.say("exchange.report.refused", name, refused.in(wording)));
                code = 2;
            } catch (IOException missing) {
                var refused = new UnreadableFile(Files.exists(path) ? "exchange.unreadable.file" : "exchange.unreadable.missing", path.toString());
                if (json) out.println(new CheckJson(wording).refusal(name, refused));
                else err.println(wording.say("exchange.report.refused", name, refused.in(wording)));
                code = 2;
            }
            out.flush();
            err.flush();
            return code;
        }

        private @Nullable FileSchedule spreadsheet(String name, byte[] bytes) {
            var check = PlanCheck.of(PlanFile.read(name, bytes, Limits.standard()), Known.nothing(Year.now().getValue()));
            if (!check.importable()) return null;
            var days = new java.util.ArrayList<meridian.calendar.DayOverride>();
            if (holidays != null) {
                var years = check.draft().tasks().stream().flatMap(task -> java.util.stream.Stream.of(task.start(), task.finish())).filter(java.util.Objects::nonNull).mapToInt(date -> date.date().getYear()).summaryStatistics();
                for (int year = years.getMin(); year <= years.getMax() + 1; year++) days.addAll(meridian.calendar.HolidaySets.holidays(holidays, year));
            }
            return FileSchedule.of(check.draft(), days);
        }
    }
}
