package meridian;

import static db.identity.Tables.WORKSPACE;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meridian.activity.SealCheck;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What an auditor asks of the history from a shell. */
@Command(name = "audit", description = "The history of what happened.", subcommands = AuditCommand.Verify.class, mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(name = "verify", description = "Find the first activity that was changed, removed or slipped in since it was sealed. Ends with 1 when there is one.", mixinStandardHelpOptions = true)
    static class Verify extends Commands.OwnersCommand {
        @Option(names = "--anchor", paramLabel = "SLUG:NUMBER:HASH", description = "a head printed earlier and kept elsewhere: the chain must still contain it (repeatable)")
        List<String> anchors = List.of();

        @Option(names = "--json", description = "one JSON object a workspace")
        boolean json;

        @Override
        public void run() {
            for (var anchor : anchors) if (!anchor.matches("[a-z0-9-]+:[0-9]{1,9}:[0-9a-fA-F]{64}")) throw new IllegalArgumentException("not an anchor (SLUG:NUMBER:HASH): " + anchor);
            var broken = new ArrayList<String>();
            asOwner(owner -> {
                try (var connection = owner.connect()) {
                    connection.setAutoCommit(false);
                    var db = DSL.using(connection, SQLDialect.POSTGRES);
                    db.execute("set transaction isolation level repeatable read, read only");
                    var known = new ArrayList<String>();
                    for (var workspace : db.select(WORKSPACE.WORKSPACE_ID, WORKSPACE.SLUG).from(WORKSPACE).orderBy(WORKSPACE.SLUG).fetch()) {
                        known.add(workspace.value2());
                        var verdict = SealCheck.of(db, workspace.value1());
                        var lost = anchors.stream().filter(anchor -> anchor.startsWith(workspace.value2() + ":")).filter(anchor -> !contains(verdict, anchor)).toList();
                        if (!verdict.good() || !lost.isEmpty()) broken.add(workspace.value2());
                        if (json) System.out.println(new JsonMapper().writeValueAsString(line(workspace.value2(), verdict, lost)));
                        else say(workspace.value2(), verdict, lost, System.out);
                    }
                    for (var anchor : anchors) if (!known.contains(anchor.split(":")[0])) broken.add(anchor);
                    connection.rollback();
                }
            });
            if (!broken.isEmpty()) throw new IllegalStateException("the history is not what it was: " + String.join(", ", broken));
        }

        private static boolean contains(SealCheck.Verdict verdict, String anchor) {
            var parts = anchor.split(":");
            return parts[2].equalsIgnoreCase(verdict.hashes().getOrDefault(Integer.valueOf(parts[1]), ""));
        }

        private static void say(String slug, SealCheck.Verdict verdict, List<String> lost, PrintStream out) {
            var finding = verdict.finding();
            if (finding != null) {
                out.println(slug + ": BROKEN. " + switch (finding.what()) {
                    case "row_changed" -> "Activity " + finding.row() + " (" + finding.type() + ", " + finding.at() + ") was changed after seal " + finding.seal() + " of " + finding.sealedAt();
                    case "row_missing" -> "Activity " + finding.row() + " was removed after seal " + finding.seal() + " of " + finding.sealedAt();
                    case "row_added" -> "Activity " + finding.row() + " (" + finding.type() + ", " + finding.at() + ") was slipped in after seal " + finding.seal() + " of " + finding.sealedAt();
                    case "seal_missing" -> "A seal before seal " + finding.seal() + " is missing";
                    default -> "Seal " + finding.seal() + " of " + finding.sealedAt() + " itself was changed";
                } + ". The " + verdict.rows() + " activities before it are as they were sealed.");
            } else {
                out.println(slug + ": " + verdict.rows() + " activities are as they were sealed, " + verdict.head().waiting() + " wait to be sealed.");
            }
            for (var anchor : lost) out.println(slug + ": the chain does not contain " + anchor + " any more; it was made anew.");
            if (finding == null && verdict.head().number() > 0) out.println("  head, to keep elsewhere: " + slug + ":" + verdict.head().number() + ":" + verdict.head().hash());
        }

        private static Map<String, Object> line(String slug, SealCheck.Verdict verdict, List<String> lost) {
            var line = new LinkedHashMap<String, Object>();
            line.put("workspace", slug);
            line.put("good", verdict.good() && lost.isEmpty());
            line.put("rows", verdict.rows());
            line.put("waiting", verdict.head().waiting());
            line.put("seal", verdict.head().number());
            line.put("hash", verdict.head().hash());
            var finding = verdict.finding();
            if (finding != null) {
                line.put("broken", finding.what());
                line.put("broken_seal", finding.seal());
                line.put("sealed_at", String.valueOf(finding.sealedAt()));
                if (finding.row() != null) line.put("row", finding.row().toString());
            }
            if (!lost.isEmpty()) line.put("anchors_lost", lost);
            return line;
        }
    }
}
