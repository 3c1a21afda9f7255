package meridian.workplan;

import java.util.List;
import meridian.tenancy.BaselineId;

/**
 * A plan as its chart needs it: one list for each column, so that ten thousand tasks are a few hundred kilobytes. Times are minutes
 * since 1970-01-01 00:00 by the clock on the wall of the task’s region, 0 where there is none; days are counted from that day.
 *
 * @param whole whether this is everything, not only what changed
 * @param until how far it goes: what to ask for changes since
 * @param count how many rows the reader sees, for noticing that rows went without a trace; {@link #UNCOUNTED} in the answer to an edit
 * @param rows all rows in the order of the tree; of an answer to “since”, those that changed
 * @param links four numbers a link: the permanent number of the predecessor and of the successor, 0 FS 1 SS 2 FF 3 SF (and 4 where the lag passes also outside working time), minutes of lag; of an answer to “since”, those that begin or end at a row that changed
 * @param gone numbers of rows that are no longer there
 */
public record GanttChart(
        boolean whole, String until, int count, List<Party> parties, List<Calendar> calendars, List<Person> people, Rows rows, int[] links, int[] gone) {

    /** A party of the rows; the first is nobody’s: the project’s home. {@code offset}: minutes its clocks are ahead of UTC now. */
    public record Party(String id, String name, int calendar, int offset) {}

    public record Person(String id, String name) {}

    /** A region’s days from {@code from} on: 1 is a day off. */
    public record Calendar(int from, String off) {}

    /** Columns. {@code flags}: see {@link #MILESTONE} and the others. {@code slack}: working minutes, {@link #UNKNOWN} where nobody calculated it. */
    public record Rows(
            String[] id, int[] number, String[] path, int[] kind, String[] title, int[] party, int[] owner, int[] start, int[] finish, int[] status, int[] progress,
            int[] flags, int[] slack, int[] version) {}

    public static final int UNCOUNTED = -1;
    public static final int MILESTONE = 1;
    public static final int MAY_EDIT = 2;
    public static final int MINE = 4;
    public static final int OFFERED = 8;
    public static final int RETURNED = 16;
    public static final int CRITICAL = 32;
    public static final int MANUAL = 64;
    public static final int UNKNOWN = Integer.MIN_VALUE;

    /** A baseline that rows can be compared with. */
    public record Frozen(BaselineId id, int number, String name) {}

    /** Where the rows stood in a baseline, by their numbers; times as above. */
    public record Then(int[] number, int[] start, int[] finish) {}
}
