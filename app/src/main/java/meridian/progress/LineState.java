package meridian.progress;

/** What a line of a report says: 完成, 进行中, 阻塞. */
public enum LineState {
    DONE, DOING, BLOCKED;

    public static LineState of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
