package meridian.house;

import org.junit.jupiter.api.Test;

/** What is hostile in addresses, bodies and sizes. */
class HostileInputTest extends HostileInput {
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
    void noJsonBreaksAnythingAndWhatIsRefusedWritesNothing() {
        super.noJsonBreaksAnythingAndWhatIsRefusedWritesNothing();
    }

    @Test
    @Override
    void noBodyOfTheWrongKindBreaksAnything() {
        super.noBodyOfTheWrongKindBreaksAnything();
    }
}
