package meridian.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario template presets, in one language: who takes part, how often what happens, how long a clock runs, the
 * tool rules, indicators worth having, a plan skeleton and the risks that are known to come. Weeks count from the project's start; the first is week 1.
 */
public record TemplateContent(
        String summary,
        List<StageFocus> stages,
        List<Post> roles,
        List<Rhythm> cadence,
        @Nullable String cycle,
        @Nullable Map<String, Clock> duties,
        Rules toolRules,
        List<Suggestion> indicators,
        List<Phase> plan,
        @Nullable List<Check> checklist,
        @Nullable List<Preset> risks,
        @Nullable Acceptance acceptance) {

    /** What a stage is about in this scenario. */
    public record StageFocus(String stage, String focus) {}

    /** A role to be filled: once for the project, or for each region, department or party ({@code of}). */
    public record Post(String role, String of, String duties) {}

    /** Something that returns: every day, week, month, quarter, or once. */
    public record Rhythm(String kind, String every, int minutes, String mode, String note, @Nullable List<String> agenda) {}

    /** By which clock a kind of duty runs, for how many minutes (null: until the instant its opener gives), and how it climbs: five rungs in percent, null for one left out. */
    public record Clock(String clock, @Nullable Integer minutes, List<@Nullable Integer> ladder) {}

    public record Rules(String management, String messaging, String documents, String rules, String namingPattern, String minutes) {}

    /** An indicator worth having; without a target where only the project can know it. */
    public record Suggestion(String name, @Nullable String unit, String comparator, @Nullable BigDecimal target, String rollup, int dueWeek) {}

    public record Phase(String title, List<WorkPackage> packages, List<Milestone> milestones) {}

    /** From the first day of one week to the last working day of another. */
    public record WorkPackage(String title, int fromWeek, int toWeek, @Nullable String deliverable, @Nullable List<Work> tasks) {}

    public record Work(String title, int fromWeek, int toWeek) {}

    /** Reached at the end of its week (第4周). */
    public record Milestone(String title, int week) {}

    /** Something to be done before a stage is left, ticked by hand. */
    public record Check(String stage, String item) {}

    /** A risk worth watching from the first day, with a first estimate and what is advised against it; {@code key} tells it from the others of its template for good. */
    public record Preset(@Nullable String key, String description, @Nullable String cause, @Nullable String effect, String category, String estimate, @Nullable String trigger, @Nullable List<String> measures) {}

    /** By which rule deliverables are judged ({@code unanimous}, {@code majority}), and whether one may pass on conditions. */
    public record Acceptance(String rule, boolean conditional) {}
}
