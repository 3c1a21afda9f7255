package meridian.notification;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What a browser does with a push message: RFC 8188 and 8291 read a second time, from the receiving end and with HMAC alone. */
final class BrowserSide {
    private BrowserSide() {}

    static byte[] decrypt(byte[] body, KeyPair browser, byte[] secret) throws GeneralSecurityException {
        var read = ByteBuffer.wrap(body);
        var salt = new byte[16];
        read.get(salt);
        int record = read.getInt();
        var sender = new byte[read.get() & 0xff];
        read.get(sender);
        var sealed = new byte[read.remaining()];
        read.get(sealed);
        if (sealed.length > record) throw new GeneralSecurityException("more than one record");

        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var point = new ECPoint(new BigInteger(1, Arrays.copyOfRange(sender, 1, 33)), new BigInteger(1, Arrays.copyOfRange(sender, 33, 65)));
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(browser.getPrivate());
        agreement.doPhase(KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class))), true);

        var own = ((ECPublicKey) browser.getPublic()).getW();
        var info = ByteBuffer.allocate(14 + 65 + 65).put("WebPush: info\0".getBytes(StandardCharsets.US_ASCII)).put((byte) 4).put(fixed(own.getAffineX())).put(fixed(own.getAffineY())).put(sender).array();
        var input = expand(hmac(secret, agreement.generateSecret()), info, 32);
        var base = hmac(salt, input);
        var key = expand(base, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16);
        var nonce = expand(base, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        var padded = cipher.doFinal(sealed);
        int end = padded.length - 1;
        while (end >= 0 && padded[end] == 0) end--;
        if (end < 0 || padded[end] != 2) throw new GeneralSecurityException("not the last record");
        return Arrays.copyOf(padded, end);
    }

    private static byte[] fixed(BigInteger number) {
        var hex = String.format("%064x", number);
        return java.util.HexFormat.of().parseHex(hex);
    }

    private static byte[] expand(byte[] key, byte[] info, int length) throws GeneralSecurityException {
        var block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return Arrays.copyOf(hmac(key, block), length);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }
}
