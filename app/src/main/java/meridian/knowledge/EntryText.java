package meridian.knowledge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import org.jspecify.annotations.Nullable;

/** What an entry says, in Markdown: a lesson in four parts, an article in one. {@code scenario} is the kind of project that it is for, null for any. */
public record EntryText(String title, String situation, String happened, String why, String advice, String body, List<String> tags, @Nullable String scenario) {
    public static final List<String> SCENARIOS = List.of("rollout", "integration", "special_task", "operation");
    static final int PART = 4000;
    static final int BODY = 40_000;
    private static final int TAG = 30;
    private static final int TAGS = 10;

    /** What is typed: tags in one line. */
    public record Typed(String title, String situation, String happened, String why, String advice, String body, String tags, String scenario) {}

    /** Reads what was typed of an entry of this kind; what is not its own is left out. */
    static EntryText read(EntryKind kind, Typed typed, Refused.Check check) {
        var title = check.text("title", typed.title(), 200).replace('\n', ' ');
        var lesson = kind == EntryKind.LESSON;
        var situation = lesson ? check.optional("situation", typed.situation(), PART) : "";
        var happened = lesson ? check.optional("happened", typed.happened(), PART) : "";
        var why = lesson ? check.optional("why", typed.why(), PART) : "";
        var advice = lesson ? check.optional("advice", typed.advice(), PART) : "";
        var body = lesson ? "" : check.optional("body", typed.body(), BODY);
        var scenario = typed.scenario().strip();
        check.reject(!scenario.isEmpty() && !SCENARIOS.contains(scenario), "scenario", "refused.not_a_choice");
        return new EntryText(title, situation, happened, why, advice, body, tags(typed.tags(), check), scenario.isEmpty() ? null : scenario);
    }

    private static List<String> tags(String typed, Refused.Check check) {
        if (typed.length() > 1000) {
            check.reject(true, "tags", "refused.too_long", 1000, typed.length());
            return List.of();
        }
        var tags = Arrays.stream(typed.split("[,，、;；#\n]")).map(tag -> Text.clean(tag).replaceAll("\\s+", " ")).filter(tag -> !tag.isEmpty()).distinct().toList();
        check.reject(tags.size() > TAGS, "tags", "knowledge.too_many_tags", TAGS);
        check.reject(tags.stream().anyMatch(tag -> tag.length() > TAG), "tags", "knowledge.tag_too_long", TAG);
        return tags;
    }

    /** What a reviewer needs to find in it. */
    void whole(EntryKind kind, Refused.Check check) {
        parts(kind).forEach((part, text) -> check.reject(text.isBlank() && !part.equals("why"), "", "knowledge.part_missing." + part));
    }

    /** Its parts by name, in their order. */
    public Map<String, String> parts(EntryKind kind) {
        var parts = new LinkedHashMap<String, String>();
        if (kind == EntryKind.LESSON) {
            parts.put("situation", situation);
            parts.put("happened", happened);
            parts.put("why", why);
            parts.put("advice", advice);
        } else {
            parts.put("body", body);
        }
        return parts;
    }

    public String tagLine() {
        return String.join("、", tags);
    }
}
