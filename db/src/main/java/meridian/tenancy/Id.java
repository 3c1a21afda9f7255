package meridian.tenancy;

import java.security.SecureRandom;
import java.util.UUID;

/** The identity of one thing. Made by the application as a UUIDv7 (RFC 9562), so that keys grow with time. */
public interface Id {
    UUID value();

    /** A new UUIDv7: 48 bits of milliseconds, then random. */
    static UUID next() {
        return at(System.currentTimeMillis());
    }

    /** A UUIDv7 of the given moment, for data that is older than now. */
    static UUID at(long epochMillis) {
        var random = Holder.RANDOM;
        long high = (epochMillis << 16) | 0x7000L | (random.nextInt() & 0xfffL);
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** Keeps the generator out of the interface's public face. */
    final class Holder {
        private static final SecureRandom RANDOM = new SecureRandom();

        private Holder() {}
    }
}
