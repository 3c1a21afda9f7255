package meridian.workplan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One task as it is agreed to: what is done for which party from when to when, and what comes of it; who does it is arranged
 * later. Everything is text, so that it stays as it was.
 */
public record PlanLine(String id, int number, String title, String party, String start, String finish, boolean milestone, String deliverable, boolean over) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** The canonical text of lines: one a task, its parts between tabs; whether it is over is no part of it. */
    public static String text(String head, List<PlanLine> lines) {
        var text = new StringBuilder(plain(head)).append('\n');
        for (var line : lines) {
            text.append(line.number).append('\t').append(plain(line.title)).append('\t').append(plain(line.party)).append('\t').append(line.start).append('\t').append(line.finish).append('\t')
                    .append(line.milestone ? "M" : "").append('\t').append(plain(line.deliverable)).append('\n');
        }
        return text.toString();
    }

    /** SHA-256 of a text’s UTF-8. */
    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String fingerprint(String head, List<PlanLine> lines) {
        return HexFormat.of().formatHex(sha256(text(head, lines)));
    }

    static JsonNode json(List<PlanLine> lines) {
        return JSON.valueToTree(lines);
    }

    // Tabs and line ends part the text, so nothing that was typed may hold any.
    private static String plain(String typed) {
        return BLANKS.matcher(typed).replaceAll(" ").strip();
    }
}
