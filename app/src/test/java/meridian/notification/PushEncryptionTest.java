package meridian.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PushEncryptionTest {
    private static byte[] bytes(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }

    private static PrivateKey privateKey(String base64url) throws Exception {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(new BigInteger(1, bytes(base64url)), parameters.getParameterSpec(ECParameterSpec.class)));
    }

    /** RFC 8291, section 5 and appendix A. */
    @Test
    void theExampleOfTheStandardComesOutByteByByte() throws Exception {
        var text = "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII);
        var browser = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        var own = bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        var keys = new KeyPair(PushEncryption.publicKey(own), privateKey("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
        var sealed = PushEncryption.encrypt(text, browser, bytes("BTBZMqHH6r4Tts7J_aSIgg"), keys, bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed)).isEqualTo("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    @Test
    void onlyTheBrowserCanReadIt() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        for (int length : new int[] {0, 1, 100, PushEncryption.LONGEST}) {
            var browser = generator.generateKeyPair();
            var secret = new byte[16];
            new java.util.Random(length).nextBytes(secret);
            var text = "文".repeat(length).getBytes(StandardCharsets.UTF_16BE);
            if (text.length > PushEncryption.LONGEST) text = java.util.Arrays.copyOf(text, PushEncryption.LONGEST);
            var sealed = PushEncryption.encrypt(text, PushEncryption.point((ECPublicKey) browser.getPublic()), secret);
            assertThat(sealed.length).isLessThanOrEqualTo(4096);
            assertThat(BrowserSide.decrypt(sealed, browser, secret)).isEqualTo(text);
            secret[3] ^= 1;
            assertThatThrownBy(() -> BrowserSide.decrypt(sealed, browser, secret)).isInstanceOf(java.security.GeneralSecurityException.class);
        }
        assertThatThrownBy(() -> PushEncryption.encrypt(new byte[PushEncryption.LONGEST + 1], new byte[65], new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoPointOfTheCurveIsRefused() {
        var point = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        point[40] ^= 1;
        assertThatThrownBy(() -> PushEncryption.publicKey(point)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PushEncryption.publicKey(new byte[65])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PushEncryption.publicKey(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
