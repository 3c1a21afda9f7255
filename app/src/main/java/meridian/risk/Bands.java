package meridian.risk;

/**
 * From which product of probability and impact (1–5 each) on a risk is medium, and from which it is high. A project sets
 * its own; nothing that was assessed changes by it but the level it is read as.
 */
public record Bands(int mediumFrom, int highFrom) {
    public static final Bands USUAL = new Bands(5, 12);

    public Level of(int probability, int impact) {
        int score = probability * impact;
        return score >= highFrom ? Level.HIGH : score >= mediumFrom ? Level.MEDIUM : Level.LOW;
    }

    /** Each band holds at least one cell: 1 is always low, 25 always high, and medium lies between. */
    public boolean sound() {
        return mediumFrom >= 2 && mediumFrom < highFrom && highFrom <= 25;
    }
}
