package meridian.project;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario template is made of: every part, its fields, and what may stand in them. The pages that edit templates, the files
 * that bring them and the comparison of two of them all go by this.
 */
public final class TemplateShape {
    private TemplateShape() {}

    public enum Type {
        /** A text in both languages: one text for both, or an object of zh and en. */
        WORDS,
        /** Several such texts, each a line. */
        LINES, TEXT, CHOICE, NUMBER, DECIMAL, YES, PART, PARTS,
        /** The clocks and ladders by the kinds of duty. */
        CLOCKS,
        /** What tells one preset risk from another for good. */
        KEY
    }

    /** {@code least} and {@code most}: of a number, of the characters of a text, or of how many parts there are; {@code words} begins the messages of the choices. */
    public record Field(String name, Type type, int least, int most, boolean optional, List<String> choices, String words, @Nullable Part part) {
        /** How many characters each line has at most. */
        static final int LINE = 190;

        Field maybe() {
            return new Field(name, type, least, most, true, choices, words, part);
        }

        Field required() {
            return optional ? new Field(name, type, least, most, false, choices, words, part) : this;
        }

        public boolean scalar() {
            return type != Type.PART && type != Type.PARTS && type != Type.CLOCKS;
        }
    }

    public record Part(String name, List<Field> fields) {
        public @Nullable Field field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst().orElse(null);
        }
    }

    private static Field words(String name, int most) {
        return new Field(name, Type.WORDS, 1, most, false, List.of(), "", null);
    }

    private static Field lines(String name, int most) {
        return new Field(name, Type.LINES, 0, most, true, List.of(), "", null);
    }

    private static Field text(String name, int most) {
        return new Field(name, Type.TEXT, 1, most, false, List.of(), "", null);
    }

    private static Field number(String name, int least, int most) {
        return new Field(name, Type.NUMBER, least, most, false, List.of(), "", null);
    }

    private static Field choice(String name, String words, String... choices) {
        return new Field(name, Type.CHOICE, 0, 0, false, List.of(choices), words, null);
    }

    private static Field parts(String name, int most, Part part) {
        return new Field(name, Type.PARTS, 0, most, false, List.of(), "", part);
    }

    private static Field part(String name, Part part) {
        return new Field(name, Type.PART, 0, 0, false, List.of(), "", part);
    }

    private static Part of(String name, Field... fields) {
        return new Part(name, Arrays.asList(fields));
    }

    private static final int WEEKS = 520;

    private static final Part TASK = of("task", words("title", 300), number("from_week", 1, WEEKS), number("to_week", 1, WEEKS));
    private static final Part PACKAGE = of("package", words("title", 300), number("from_week", 1, WEEKS), number("to_week", 1, WEEKS), words("deliverable", 300).maybe(), parts("tasks", 30, TASK).maybe());
    private static final Part MILESTONE = of("milestone", words("title", 300), number("week", 1, WEEKS));

    /** One clock and ladder, as it is typed: five rungs, each optional. */
    public static final Part CLOCK = of("clock", choice("clock", "scenario.clock.", "round_the_clock", "working_time"), number("minutes", 1, 527_040).maybe(), number("reminder", 1, 1000).maybe(), number("owner", 1, 1000).maybe(),
            number("lead", 1, 1000).maybe(), number("chief", 1, 1000).maybe(), number("sponsor", 1, 1000).maybe());

    public static final List<String> RUNGS = List.of("reminder", "owner", "lead", "chief", "sponsor");

    /** A whole template, as a file holds it. */
    public static final Part WHOLE = of("template",
            words("name", 80),
            choice("scenario", "scenario.scenario.", "rollout", "integration", "special_task", "operation"),
            words("summary", 1000),
            choice("cycle", "scenario.cycle.", "quarter").maybe(),
            parts("stages", 4, of("stage", choice("stage", "stage.", "preparation", "launch", "execution", "closing"), words("focus", 400))),
            parts("roles", 40, of("role", choice("role", "role.", "sponsor", "chief_coordinator", "lead", "support_head", "business_coordinator", "executor", "technical_support", "reviewer"), choice("of", "scenario.of.", "project", "region", "department", "party"), words("duties", 400))),
            parts("cadence", 20, of("rhythm", choice("kind", "scenario.rhythm.", "progress_report", "stand_up", "weekly", "risk_report", "phase_review", "kickoff", "acceptance", "other"), choice("every", "scenario.every.", "day", "week", "month", "quarter", "once"),
                    number("minutes", 1, 600), choice("mode", "scenario.mode.", "online", "on_site", "mixed"), words("note", 400), lines("agenda", 15))),
            part("tool_rules", of("tools", words("management", 200), words("messaging", 200), words("documents", 200), words("rules", 8000), text("naming_pattern", 120), words("minutes", 8000))),
            parts("indicators", 20, of("indicator", words("name", 120), words("unit", 20).maybe(), choice("comparator", "indicator.comparator.", "at_least", "at_most", "equal"), new Field("target", Type.DECIMAL, 0, 0, true, List.of(), "", null),
                    choice("rollup", "indicator.rollup.", "sum", "average", "weighted", "latest"), number("due_week", 1, WEEKS))),
            parts("plan", 20, of("phase", words("title", 300), parts("packages", 40, PACKAGE), parts("milestones", 20, MILESTONE))),
            parts("risks", 50, of("risk", new Field("key", Type.KEY, 0, 0, true, List.of(), "", null), words("description", 2000), words("cause", 2000).maybe(), words("effect", 2000).maybe(),
                    choice("category", "risk.category.", "policy", "market", "schedule", "resource", "technology", "quality", "supply", "cost", "security", "other"), choice("estimate", "risk.level.", "low", "medium", "high"),
                    words("trigger", 1000).maybe(), lines("measures", 10))).maybe(),
            parts("checklist", 30, of("check", choice("stage", "stage.", "preparation", "launch", "execution", "closing"), words("item", 300))).maybe(),
            part("acceptance", of("acceptance", choice("rule", "scenario.acceptance.", "unanimous", "majority"), new Field("conditional", Type.YES, 0, 0, false, List.of(), "", null))).maybe(),
            new Field("duties", Type.CLOCKS, 0, 60, true, List.of(), "", null));

    /** The fields that are edited together at the head of a template. What it is for is settled when it is made. */
    public static final Part HEAD = new Part("template", WHOLE.fields().stream().filter(field -> field.scalar() && !field.name().equals("scenario")).toList());

    /** What a template and a project keep apart from the content. */
    static final Set<String> APART = Set.of("name", "scenario");
}
