package meridian.workplan.exchange;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Who is named in one cell.
 *
 * @param told the cell itself says who leads, so nothing had to be guessed
 */
record Owners(String lead, List<String> collaborators, boolean told) {
    static final Owners NOBODY = new Owners("", List.of(), true);

    private static final Pattern BETWEEN = Pattern.compile("\\s*(?:[\u3001,\uFF0C;\uFF1B/\uFF0F&+\uFF0B\\n]|\\s和\\s|\\band\\b)\\s*");
    private static final Pattern JOINED = Pattern.compile("(?<=\\p{IsHan}{2})[和与及](?=\\p{IsHan}{2})");
    private static final Pattern LEADS = Pattern.compile(
            "^(?:牵头|主责|主办|负责|lead|owner)[:\uFF1A]\\s*(.+)$|^(.+?)\\s*[(\uFF08]\\s*(?:牵头|主责|主办|负责|主|lead|owner)\\s*[)\uFF09]$", Pattern.CASE_INSENSITIVE);
    private static final Pattern SUPPORTS = Pattern.compile(
            "^(?:配合|协助|协办|支持|support|with)[:\uFF1A]\\s*(.+)$|^(.+?)\\s*[(\uFF08]\\s*(?:配合|协助|协办|支持|support|supporting)\\s*[)\uFF09]$", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOBODY_YET = Pattern.compile("(?i)待定|待确认|待安排|未定|tbd|tbc|tba|n/?a|无|none|-+|[?\uFF1F]+");

    static boolean nobodyYet(String text) {
        return NOBODY_YET.matcher(text.strip()).matches();
    }

    /** @param isPerson a known name is never split, whatever stands in it */
    static Owners parse(String text, Predicate<String> isPerson) {
        if (text.isEmpty()) return NOBODY;
        if (isPerson.test(text)) return new Owners(text, List.of(), true);
        var leads = new ArrayList<String>();
        var supports = new ArrayList<String>();
        var others = new ArrayList<String>();
        boolean supporting = false;
        for (var part : split(text)) {
            var lead = LEADS.matcher(part);
            var support = SUPPORTS.matcher(part);
            if (lead.matches()) {
                leads.add(lead.group(1) != null ? lead.group(1).strip() : lead.group(2).strip());
            } else if (support.matches()) {
                supporting |= support.group(1) != null;
                supports.add(support.group(1) != null ? support.group(1).strip() : support.group(2).strip());
            } else (supporting ? supports : others).add(part);
        }
        var first = !leads.isEmpty() ? leads.removeFirst() : !others.isEmpty() ? others.removeFirst() : "";
        boolean told = leads.isEmpty() && others.isEmpty();
        var rest = new LinkedHashSet<String>(leads);
        rest.addAll(others);
        rest.addAll(supports);
        rest.remove(first);
        return new Owners(first, List.copyOf(rest), told || rest.isEmpty());
    }

    static List<String> split(String text) {
        var names = new ArrayList<String>();
        for (var part : BETWEEN.split(JOINED.matcher(text).replaceAll("、"))) {
            var name = part.strip();
            if (!name.isEmpty() && !names.contains(name)) names.add(name);
        }
        return names;
    }

    /** {@code 孙悦(牵头)、周颖(配合)}: a cell that says who leads, read back as the same people. */
    static String write(String lead, List<String> collaborators, boolean chinese) {
        if (collaborators.isEmpty()) return lead;
        var text = new StringBuilder(lead.isEmpty() ? "" : lead + (chinese ? "\uFF08牵头\uFF09" : " (lead)"));
        for (var name : collaborators)
            text.append(text.isEmpty() ? "" : chinese ? "、" : ", ").append(name).append(chinese ? "\uFF08配合\uFF09" : " (support)");
        return text.toString();
    }

    static boolean chinese(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
