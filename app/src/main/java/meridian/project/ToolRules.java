package meridian.project;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import meridian.document.DocumentName;
import org.jspecify.annotations.Nullable;

/** Which tools a project uses and how 工具使用规范. In force once published; a change is a draft until it is published again. */
public record ToolRules(
        String managementTool,
        String messagingTool,
        String documentsTool,
        String rules,
        String namingPattern,
        String minutesTemplate,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy,
        int version) {

    static final Object[] PLACES = {"{project}", "{region}", "{document}", "{yyyyMMdd}", "{n}"};

    public boolean published() {
        return publishedAt != null;
    }

    public List<String> paragraphs() {
        return paragraphs(rules);
    }

    /** The headings that minutes begin with; none while the rules are not in force. */
    public List<String> minutesHeadings() {
        return published() ? paragraphs(minutesTemplate) : List.of();
    }

    static List<String> paragraphs(String text) {
        return Arrays.stream(text.split("\n")).map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The name a document would get by a pattern; refused at {@code naming_pattern} where it cannot name one. */
    public static String example(String pattern, String project, String region, String document, LocalDate on) {
        try {
            return new DocumentName(pattern).name(project, region, document, on, 1, "docx");
        } catch (IllegalArgumentException e) {
            throw meridian.tenancy.Refused.at("naming_pattern", "rules.pattern_wrong", PLACES);
        }
    }
}
