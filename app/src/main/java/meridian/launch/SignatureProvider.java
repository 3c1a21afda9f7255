package meridian.launch;

import java.util.Map;
import meridian.tenancy.Reader;

/**
 * Proves that whoever signs is who they are, in the moment they sign. The password of one’s own account is one way; a qualified
 * signature service is another: a bean of its own, whose {@link #name} is offered beside the letter as {@code launch.provider.<name>}.
 */
public interface SignatureProvider {
    /** The permanent name, kept with every signature. */
    String name();

    /** Proof for this letter from what was typed or handed over; refused at the field where there is none. */
    Proof prove(Letter letter, Map<String, String> typed, Reader reader, String address);

    /** {@code reference}: by what the proof is known elsewhere, at most 200 characters. */
    record Proof(String provider, String reference) {}
}
