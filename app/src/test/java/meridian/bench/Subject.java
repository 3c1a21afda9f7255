package meridian.bench;

import java.util.Set;

/** Something that is measured. A new one is one more line in {@link Bench}. */
interface Subject {
    /** The words it can be asked for by; the first is what its figures are filed under. */
    Set<String> names();

    void measure(Ground ground) throws Exception;
}
