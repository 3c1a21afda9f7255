package meridian.house;

import org.junit.jupiter.api.Test;

/** Every form, filled in with what nobody should send. */
class HostileFormsTest extends HostileInput {
    @Test
    @Override
    void noFormBreaksAndNothingTypedComesBackAsMarkup() {
        super.noFormBreaksAndNothingTypedComesBackAsMarkup();
    }
}
