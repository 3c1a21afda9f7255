package meridian;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import meridian.closing.ArchiveCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Checks the archive of a project with nothing but its file: no database, no configuration. */
@Command(name = "verify-archive", description = "Check an archive: every hash, the seal, what is missing or was added. Ends with 1 when it is not as it was sealed.", mixinStandardHelpOptions = true)
final class VerifyArchiveCommand implements Runnable {
    private static final int SAID = 50;

    @Parameters(index = "0", paramLabel = "FILE", description = "the ZIP")
    Path file;

    @Option(names = "--seal", paramLabel = "SHA256", defaultValue = "", description = "the fingerprint of the certificate it must be sealed with, as the archive’s page shows it")
    String seal;

    @Option(names = "--json", description = "one JSON object")
    boolean json;

    @Override
    public void run() {
        if (!Files.isRegularFile(file)) throw new IllegalArgumentException("there is no file " + file);
        if (!seal.isEmpty() && !seal.replace(":", "").matches("[0-9a-fA-F]{64}")) throw new IllegalArgumentException("not a fingerprint (64 hexadecimal digits): " + seal);
        ArchiveCheck.Verdict verdict;
        try {
            verdict = ArchiveCheck.of(file, seal.replace(":", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (json) System.out.println(new JsonMapper().writeValueAsString(object(verdict)));
        else say(verdict);
        if (!verdict.good()) throw new IllegalStateException(file + " is not as it was sealed");
    }

    private static void say(ArchiveCheck.Verdict verdict) {
        var out = System.out;
        var head = verdict.head();
        if (head.isObject()) out.println(head.path("code").asString("") + " " + head.path("project").asString("") + ", volume " + head.path("volume").asInt(0) + ", asked for at " + head.path("asked_at").asString(""));
        verdict.findings().stream().limit(SAID).forEach(finding -> out.println(switch (finding.what()) {
            case UNREADABLE -> "UNREADABLE   it is no archive, or not all of one: " + finding.where();
            case NO_MANIFEST -> "NO MANIFEST  " + finding.where() + " is missing; this is no archive of a project";
            case SEAL_BROKEN -> "SEAL BROKEN  " + finding.where() + " is missing, or not of this manifest";
            case OTHER_SEAL -> "OTHER SEAL   it is sealed with another certificate: " + finding.where();
            case CHANGED -> "CHANGED      " + finding.where();
            case MISSING -> "MISSING      " + finding.where();
            case ADDED -> "ADDED        " + finding.where();
            case FRAME_CHANGED -> "CHANGED      the file around the entries, at " + finding.where();
        }));
        if (verdict.findings().size() > SAID) out.println("… and " + (verdict.findings().size() - SAID) + " more");
        out.println(verdict.entries() + " entries, " + verdict.bytes() + " bytes, " + (verdict.good() ? "all as they were sealed" : verdict.findings().size() + " findings"));
        if (verdict.seal().good()) out.println("sealed" + (verdict.seal().at() == null ? "" : " at " + verdict.seal().at()) + " with the certificate " + verdict.seal().fingerprint());
    }

    private static Map<String, Object> object(ArchiveCheck.Verdict verdict) {
        var object = new LinkedHashMap<String, Object>();
        object.put("good", verdict.good());
        object.put("entries", verdict.entries());
        object.put("bytes", verdict.bytes());
        object.put("seal", verdict.seal().good() ? verdict.seal().fingerprint() : null);
        object.put("sealed_at", verdict.seal().at() == null ? null : verdict.seal().at().toString());
        object.put("findings", verdict.findings().stream().map(finding -> Map.of("what", finding.what().name().toLowerCase(java.util.Locale.ROOT), "where", finding.where())).toList());
        return object;
    }
}
