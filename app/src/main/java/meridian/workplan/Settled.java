package meridian.workplan;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a name in an imported plan: left empty, taken into the project, made anew, or taken for somebody or
 * something else ({@code meant}: a member’s id, or the name of a party, region or department).
 */
public record Settled(Kind kind, String meant) {
    public enum Kind { EMPTY, JOIN, CREATE, IS }

    public static final Settled EMPTY = new Settled(Kind.EMPTY, "");
    public static final Settled JOIN = new Settled(Kind.JOIN, "");
    public static final Settled CREATE = new Settled(Kind.CREATE, "");

    public static Settled is(String meant) {
        return new Settled(Kind.IS, meant);
    }

    /** As kept and as sent by a form: {@code empty}, {@code join}, {@code create}, {@code is:…}; null for anything else. */
    public static @Nullable Settled of(String text) {
        return switch (text) {
            case "empty" -> EMPTY;
            case "join" -> JOIN;
            case "create" -> CREATE;
            default -> text.startsWith("is:") && text.length() <= 200 ? is(text.substring(3)) : null;
        };
    }

    public String text() {
        return kind == Kind.IS ? "is:" + meant : kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
