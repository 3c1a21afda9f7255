package meridian.workplan;

import org.jspecify.annotations.Nullable;

/**
 * The positions of a row’s ancestors and its own, joined by '/', which sorts before every digit: so a row is followed by
 * all that stands beneath it, and a subtree is one range of the index.
 */
final class Path {
    private Path() {}

    static String of(@Nullable String parent, String position) {
        return parent == null ? position : parent + "/" + position;
    }

    /** How many rows stand above it, and itself. */
    static int depth(String path) {
        int depth = 1;
        for (int i = 0; i < path.length(); i++) if (path.charAt(i) == '/') depth++;
        return depth;
    }

    /** The first text after everything beneath the path. */
    static String end(String path) {
        return path + "0";
    }

    static boolean within(String path, String ancestor) {
        return path.equals(ancestor) || path.startsWith(ancestor + "/");
    }

    /** The position of the row that the path leads through directly beneath the parent. */
    static String step(String path, @Nullable String parent) {
        int from = parent == null ? 0 : parent.length() + 1;
        int to = path.indexOf('/', from);
        return to < 0 ? path.substring(from) : path.substring(from, to);
    }
}
