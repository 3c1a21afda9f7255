package meridian.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import meridian.tenancy.Refused;

/**
 * What a file’s name says against what its content shows. A harmless content under a wrong ending gets the right one; a page, a script
 * or a program that calls itself something else is refused, as is what is not what it says at all. Endings that say nothing certain
 * are believed.
 */
record TrueName(String name, boolean changed) {
    private static final String UNKNOWN = "application/octet-stream";
    private static final long LARGEST_LOOKED_INTO = 200L << 20;

    // Endings whose contents are known by their first bytes, with what these may show.
    private static final Map<String, Set<String>> CERTAIN = new HashMap<>();
    // What a certain content is called where its name says something else.
    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("application/pdf", "pdf"), Map.entry("image/png", "png"), Map.entry("image/jpeg", "jpg"), Map.entry("image/gif", "gif"), Map.entry("image/webp", "webp"), Map.entry("image/bmp", "bmp"),
            Map.entry("image/tiff", "tif"), Map.entry("image/heic", "heic"), Map.entry("application/zip", "zip"), Map.entry("application/x-7z-compressed", "7z"), Map.entry("application/gzip", "gz"),
            Map.entry("application/x-rar-compressed", "rar"), Map.entry("video/mp4", "mp4"), Map.entry("video/quicktime", "mov"), Map.entry("audio/mpeg", "mp3"), Map.entry("audio/vnd.wave", "wav"), Map.entry("text/plain", "txt"));
    private static final Set<String> PROGRAMS = Set.of("application/x-msdownload", "application/x-dosexec", "application/x-executable", "application/x-elf", "application/x-sharedlib", "application/x-object", "application/x-mach-o",
            "application/x-mach-o-executable", "application/x-ms-installer", "application/java-vm");
    private static final Set<String> ENDINGS_OF_PROGRAMS = Set.of("exe", "dll", "sys", "com", "scr", "msi", "elf", "so", "o", "bin", "out", "dylib", "class", "ocx", "cpl", "drv", "efi", "run");
    private static final Set<String> OFFICE = Set.of("docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm", "pptx", "pptm", "potx", "ppsx");
    private static final Set<String> WITHOUT_MACROS = Set.of("docx", "xlsx", "pptx");
    // Words about such a file are words; a PDF or a picture is not.
    private static final Set<String> TEXTS = Set.of("txt", "csv", "tsv", "md", "log", "json");

    static {
        certain("pdf", "application/pdf");
        certain("png", "image/png", "image/apng");
        for (var ending : new String[] {"jpg", "jpeg", "jpe", "jfif"}) certain(ending, "image/jpeg");
        certain("gif", "image/gif");
        certain("webp", "image/webp");
        certain("bmp", "image/bmp", "image/x-ms-bmp");
        certain("tif", "image/tiff");
        certain("tiff", "image/tiff");
        for (var ending : new String[] {"heic", "heif"}) certain(ending, "image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence", "image/avif");
        // A protected one is an OLE file around the rest.
        for (var ending : OFFICE) certain(ending, "application/zip", "application/x-tika-ooxml", "application/x-tika-msoffice", "application/x-tika-ooxml-protected");
        // Many programs hand out a table or a letter of HTML, XML or RTF under these.
        for (var ending : new String[] {"doc", "xls", "ppt", "wps", "et", "dps"}) {
            certain(ending, "application/x-tika-msoffice", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-works", "application/rtf", "text/html", "application/xhtml+xml", "application/xml",
                    "text/plain", "text/csv", "application/zip");
        }
        certain("zip", "application/zip");
        certain("7z", "application/x-7z-compressed");
        certain("rar", "application/x-rar-compressed");
        certain("gz", "application/gzip");
        certain("tgz", "application/gzip");
        for (var ending : new String[] {"mp4", "m4v", "mov", "m4a", "3gp"}) certain(ending, "video/mp4", "video/quicktime", "video/x-m4v", "audio/mp4", "application/mp4", "video/3gpp");
        certain("wav", "audio/vnd.wave", "audio/x-wav");
    }

    private static void certain(String ending, String... contents) {
        CERTAIN.put(ending, Set.of(contents));
    }

    /** @param content what the first bytes show, whatever the name says */
    static TrueName of(String name, String content, Path file, String field) throws IOException {
        var shown = content.contains(";") ? content.substring(0, content.indexOf(';')).strip() : content;
        var ending = ending(name);
        var expected = CERTAIN.get(ending);
        if (OFFICE.contains(ending) && (shown.equals("application/zip") || shown.contains("ooxml") || shown.startsWith("application/vnd.openxmlformats"))) return office(name, ending, file, field);
        if (expected != null && expected.contains(shown)) return new TrueName(name, false);
        if (PROGRAMS.contains(shown)) {
            if (ENDINGS_OF_PROGRAMS.contains(ending)) return new TrueName(name, false);
            throw Refused.at(field, "file.program", name);
        }
        if (expected != null) {
            var better = ENDINGS.get(shown);
            if (better == null || shown.equals("text/plain")) throw Refused.at(field, "file.lies", name, ending.toUpperCase(Locale.ROOT), shown.equals(UNKNOWN) ? "—" : shown);
            return new TrueName(stem(name) + "." + better, true);
        }
        var better = ENDINGS.get(shown);
        if (better != null && !shown.equals("text/plain") && (ending.isEmpty() || TEXTS.contains(ending))) return new TrueName((ending.isEmpty() ? name : stem(name)) + "." + better, !ending.isEmpty());
        return new TrueName(name, false);
    }

    // Inside: the parts it must have; and macros only where its name says so, as Word and Excel have it too.
    private static TrueName office(String name, String ending, Path file, String field) throws IOException {
        if (Files.size(file) > LARGEST_LOOKED_INTO) return new TrueName(name, false);
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("[Content_Types].xml") == null) throw Refused.at(field, "file.lies", name, ending.toUpperCase(Locale.ROOT), "application/zip");
            var macros = zip.stream().anyMatch(entry -> entry.getName().endsWith("/vbaProject.bin"));
            return macros && WITHOUT_MACROS.contains(ending) ? new TrueName(stem(name) + "." + ending.substring(0, 3) + "m", true) : new TrueName(name, false);
        } catch (ZipException e) {
            throw Refused.at(field, "file.lies", name, ending.toUpperCase(Locale.ROOT), "application/zip");
        }
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 || dot == name.length() - 1 || name.length() - dot > 8 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }
}
