package meridian.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rail and the telephone's tab bar show beside a page; {@code mayBegin}: whether the reader may begin a project; {@code promises}: whether there is a promise record for them; {@code knows}: whether the knowledge base is open to them. */
public record Nav(int inbox, boolean late, int notices, List<ProjectLink> projects, boolean moreProjects, boolean mayBegin, boolean promises, boolean knows, @Nullable Here here) {
    /** Beyond this many it is enough to know that there are more. */
    public static final int MOST = 99;

    public static final Nav EMPTY = new Nav(0, false, 0, List.of(), false, false, false, false, null);

    /** How many duties or notices wait, as a sign beside the word. */
    public static String sign(int many) {
        return many > MOST ? MOST + "+" : String.valueOf(many);
    }

    public record ProjectLink(String code, String name) {}

    /**
     * The project the page belongs to, its stage's word and the sections this reader may open (paths below the project);
     * {@code alarm} is the path below it where an emergency is raised, null for who may not; {@code makes} are the paths where a blocker or
     * another thing can be made into one more.
     */
    public record Here(String id, String code, String name, String stage, List<Section> sections, @Nullable String alarm, List<String> makes) {
        public boolean has(String path) {
            return sections.stream().anyMatch(section -> section.path().equals(path));
        }
    }

    /**
     * One entry of the rail: the path below the project, the key of its word, a count (0 is not shown), whether it is loud. {@code beside} are
     * the paths of the other tabs that belong to it.
     */
    public record Section(String path, String wordKey, int count, boolean hot, List<String> beside) {
        /** Whether this path below the project, or one beneath it, is of this section. */
        public boolean holds(String below) {
            return covers(path, below) || beside.stream().anyMatch(other -> covers(other, below));
        }

        private static boolean covers(String path, String below) {
            return below.equals(path) || !path.isEmpty() && below.startsWith(path + "/");
        }
    }
}
