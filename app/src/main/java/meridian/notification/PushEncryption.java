package meridian.notification;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a push message for one browser: RFC 8291 on the content coding aes128gcm of RFC 8188, in a single record. Only that browser can read
 * it; the push service in between cannot.
 */
final class PushEncryption {
    /** The longest text that every push service takes: 4096 bytes less the header, the delimiter and the tag. */
    static final int LONGEST = 3993;

    private static final int RECORD = 4096;
    private static final int POINT = 65;

    private PushEncryption() {}

    /** The body of the request, for the browser’s public point and secret as it gave them. */
    static byte[] encrypt(byte[] text, byte[] browserPoint, byte[] browserSecret) throws GeneralSecurityException {
        var salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return encrypt(text, browserPoint, browserSecret, generator.generateKeyPair(), salt);
    }

    static byte[] encrypt(byte[] text, byte[] browserPoint, byte[] browserSecret, KeyPair own, byte[] salt) throws GeneralSecurityException {
        if (text.length > LONGEST) throw new IllegalArgumentException("too long for one push message: " + text.length);
        var ownPoint = point((ECPublicKey) own.getPublic());
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own.getPrivate());
        agreement.doPhase(publicKey(browserPoint), true);
        var shared = agreement.generateSecret();

        var input = derive(shared, browserSecret, concat("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), browserPoint, ownPoint), 32);
        var key = derive(input, salt, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16);
        var nonce = derive(input, salt, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12);

        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        // The last record ends with a 2.
        var sealed = cipher.doFinal(concat(text, new byte[] {2}));
        return concat(salt, ByteBuffer.allocate(4).putInt(RECORD).array(), new byte[] {POINT}, ownPoint, sealed);
    }

    private static byte[] derive(byte[] input, byte[] salt, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract().addIKM(input).addSalt(salt).thenExpand(info, length));
    }

    /** A public key as browsers write it: the uncompressed point. */
    static byte[] point(ECPublicKey key) {
        return concat(new byte[] {4}, coordinate(key.getW().getAffineX()), coordinate(key.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger number) {
        var bytes = number.toByteArray();
        var fixed = new byte[32];
        int from = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, from, fixed, 32 - (bytes.length - from), bytes.length - from);
        return fixed;
    }

    /** Reads a browser’s public key; one that is no point of the curve is refused. */
    static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != POINT || point[0] != 4) throw new IllegalArgumentException("not an uncompressed point");
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var curve = parameters.getParameterSpec(ECParameterSpec.class);
        var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 33));
        var y = new BigInteger(1, Arrays.copyOfRange(point, 33, POINT));
        var prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        var right = x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(prime);
        if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0 || !y.pow(2).mod(prime).equals(right)) throw new IllegalArgumentException("not a point of the curve");
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
