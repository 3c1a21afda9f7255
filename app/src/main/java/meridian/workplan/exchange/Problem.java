package meridian.workplan.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know of before importing, at its cell.
 *
 * @param cell null where it concerns the whole file
 * @param column what the cell's column means; null where it means nothing or the whole row is concerned
 * @param value the cell's text as it stands in the file
 * @param args of the message: text, numbers, dates, {@link Column}, {@link Status}, lists of these
 * @param mends the best first; may be empty
 */
public record Problem(
        @Nullable CellRef cell,
        @Nullable Column column,
        Severity severity,
        String key,
        List<Object> args,
        String value,
        List<Mend> mends) {

    static final String MORE = "exchange.more";

    public Problem {
        args = List.copyOf(args);
        mends = List.copyOf(mends);
    }

    /** How many cells it speaks of: one, or all those that are like others and not listed. */
    public int cells() {
        return key.equals(MORE) ? (int) args.getFirst() : 1;
    }

    public String in(Wording wording) {
        return wording.say(key, args.toArray());
    }
}
