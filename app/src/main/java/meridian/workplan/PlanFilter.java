package meridian.workplan;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/** Which rows of a plan are asked for; {@code only} narrows to overdue, blocked, unassigned, unsplit, mine, critical, or nearly so (near3: at most three days of slack). */
public record PlanFilter(String text, @Nullable PartyId party, @Nullable MemberId owner, @Nullable TaskStatus status, String only, List<Integer> closed) {
    public static final List<String> ONLY = List.of("overdue", "blocked", "unassigned", "returned", "mine", "critical", "near3", "near10");
    public static final PlanFilter NONE = new PlanFilter("", null, null, null, "", List.of());

    /** Reads a query; what makes no sense is no filter. */
    public static PlanFilter of(@Nullable String text, @Nullable String party, @Nullable String owner, @Nullable String status, @Nullable String only, @Nullable String closed) {
        var numbers = closed == null ? List.<Integer>of() : java.util.Arrays.stream(closed.split("[^0-9]+")).filter(n -> !n.isEmpty() && n.length() < 9).map(Integer::valueOf).distinct().limit(60).toList();
        return new PlanFilter(text == null ? "" : text.strip(), id(party) == null ? null : PartyId.of(party), id(owner) == null ? null : MemberId.of(owner),
                java.util.Arrays.stream(TaskStatus.values()).filter(each -> each.text().equals(status)).findFirst().orElse(null), only != null && (ONLY.contains(only) || only.matches("near[0-9]{1,3}")) ? only : "", numbers);
    }

    private static @Nullable String id(@Nullable String text) {
        return text != null && text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? text : null;
    }

    /** How many days of slack still count as nearly critical. */
    int days() {
        return Integer.parseInt(only.substring(4));
    }

    /** Rows are left out, so that what is shown is a list and no tree. */
    public boolean narrows() {
        return count() > 0;
    }

    /** By how many things it narrows. */
    public int count() {
        return (text.isEmpty() ? 0 : 1) + (party == null ? 0 : 1) + (owner == null ? 0 : 1) + (status == null ? 0 : 1) + (only.isEmpty() ? 0 : 1);
    }

    public String query() {
        var query = new StringJoiner("&");
        if (!text.isEmpty()) query.add("q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        if (party != null) query.add("party=" + party);
        if (owner != null) query.add("owner=" + owner);
        if (status != null) query.add("status=" + status.text());
        if (!only.isEmpty()) query.add("only=" + only);
        if (!closed.isEmpty()) query.add("closed=" + String.join(".", closed.stream().map(String::valueOf).toList()));
        return query.toString();
    }

    /** The same rows, none of them folded away. */
    public PlanFilter unfolded() {
        return new PlanFilter(text, party, owner, status, only, List.of());
    }

    /** As the query, with one more or one less branch folded. */
    public String toggled(int number) {
        var others = new java.util.ArrayList<>(closed);
        if (!others.remove(Integer.valueOf(number))) others.add(number);
        return new PlanFilter(text, party, owner, status, only, others).query();
    }
}
