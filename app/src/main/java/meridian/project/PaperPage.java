package meridian.project;

import meridian.identity.Permission;

/**
 * A document on paper, as {@code project/paper.jte} shows it: {@code at} is the address of what it is about below the project,
 * {@code code} its name there, {@code file} what its files are called beneath that; {@code article} is HTML made by us, escaped; {@code table} where there is a workbook too.
 */
public record PaperPage(ProjectAccess project, String title, String code, String at, String file, String note, String language, String article, boolean table) {
    public PaperPage(ProjectAccess project, String title, String code, String at, String file, String note, String language, String article) {
        this(project, title, code, at, file, note, language, article, false);
    }

    public boolean mayExport() {
        return project.may(Permission.EXPORT);
    }
}
