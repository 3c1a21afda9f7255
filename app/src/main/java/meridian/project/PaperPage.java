package meridian.project;

import meridian.identity.Permission;

/**
 * A document on paper, as {@code project/paper.jte} shows it: {@code at} is the address of what it is about below the project,
 * {@code code} its name there, {@code file} what its files are called beneath that (or, with a slash before it, beneath the project); {@code article} is HTML made by us, escaped; {@code table} where there is a workbook too.
 */
public record PaperPage(ProjectAccess project, String title, String code, String at, String file, String note, String language, String article, boolean table, String marked) {
    public PaperPage(ProjectAccess project, String title, String code, String at, String file, String note, String language, String article, boolean table) {
        this(project, title, code, at, file, note, language, article, table, "");
    }

    public PaperPage(ProjectAccess project, String title, String code, String at, String file, String note, String language, String article) {
        this(project, title, code, at, file, note, language, article, false);
    }

    /** The same with what stands behind it: whose eyes a classified document is before, or that it is void. */
    PaperPage marked(String words) {
        return new PaperPage(project, title, code, at, file, note, language, article, table, words);
    }

    /** Where its files are, without their ending. */
    public String files() {
        return file.startsWith("/") ? file : at + "/" + file;
    }

    public boolean mayExport() {
        return project.may(Permission.EXPORT);
    }
}
