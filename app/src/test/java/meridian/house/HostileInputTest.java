package meridian.house;

import org.junit.jupiter.api.Test;

/** The other routes’ forms, and what is hostile in addresses, bodies and sizes. */
class HostileInputTest extends HostileInput {
    @Test
    void noFormBreaksAndNothingTypedComesBackAsMarkup() {
        noFormBreaksAndNothingTypedComesBackAsMarkup(place -> place % HostileFormsTest.SHARE == 0);
    }

    @Test
    @Override
    void aMegabyteOfTextIsRefusedBesideItsField() {
        super.aMegabyteOfTextIsRefusedBesideItsField();
    }

    @Test
    @Override
    void noQuestionInAnAddressBreaksAPage() {
        super.noQuestionInAnAddressBreaksAPage();
    }

    @Test
    @Override
    void noBodyOfTheWrongKindBreaksAnything() {
        super.noBodyOfTheWrongKindBreaksAnything();
    }
}
