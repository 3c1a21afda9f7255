package meridian.workplan.exchange;

import java.util.List;

/** A file that cannot be read as a work plan at all, with the reason as a message key and its arguments. */
public final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final transient List<Object> args;

    UnreadableFile(String key, Object... args) {
        super(key + List.of(args), null, false, false);
        this.key = key;
        this.args = List.of(args);
    }

    public String key() {
        return key;
    }

    public List<Object> args() {
        return args;
    }

    public String in(Wording wording) {
        return wording.say(key, args.toArray());
    }
}
