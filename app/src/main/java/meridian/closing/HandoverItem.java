package meridian.closing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.HandoverItemId;
import meridian.tenancy.MemberId;
import org.jspecify.annotations.Nullable;

/** One line of the handover list 成果移交清单: what, from whom to whom, and who saw it; signed once all three have confirmed. */
public record HandoverItem(HandoverItemId id, int position, String name, String note, @Nullable DeliverableId deliverable, Hand from, Hand to, Hand witness, int version) {

    /** The three who confirm: 移交人, 接收人, 监交人. */
    public enum Side {
        GIVEN, RECEIVED, WITNESSED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Side> of(String text) {
            return Arrays.stream(values()).filter(side -> side.text().equals(text)).findFirst();
        }
    }

    /** One of them and when they confirmed. */
    public record Hand(MemberId member, String name, @Nullable Instant at) {
        public boolean confirmed() {
            return at != null;
        }
    }

    public Hand hand(Side side) {
        return switch (side) {
            case GIVEN -> from;
            case RECEIVED -> to;
            case WITNESSED -> witness;
        };
    }

    public boolean signed() {
        return from.confirmed() && to.confirmed() && witness.confirmed();
    }

    /** What this person still has to confirm. */
    public List<Side> waitsFor(MemberId member) {
        return Arrays.stream(Side.values()).filter(side -> hand(side).member().equals(member) && !hand(side).confirmed()).toList();
    }
}
