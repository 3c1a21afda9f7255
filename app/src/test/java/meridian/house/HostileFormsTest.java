package meridian.house;

import org.junit.jupiter.api.Test;

/** Three of four routes’ forms, filled in with what nobody should send. */
class HostileFormsTest extends HostileInput {
    static final int SHARE = 4;

    @Test
    void noFormBreaksAndNothingTypedComesBackAsMarkup() {
        noFormBreaksAndNothingTypedComesBackAsMarkup(place -> place % SHARE != 0);
    }
}
