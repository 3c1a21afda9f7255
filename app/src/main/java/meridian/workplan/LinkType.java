package meridian.workplan;

/** How a task hangs on the one before it: the first letter is the predecessor's end that counts, the second the successor's. */
public enum LinkType {
    FS, SS, FF, SF;

    /** Whether the predecessor's finish counts (else its start). */
    boolean fromFinish() {
        return this == FS || this == FF;
    }

    /** Whether the successor's finish is held (else its start). */
    boolean toFinish() {
        return this == FF || this == SF;
    }
}
