package meridian.document;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The key of the system’s seal, with its certificate first in the chain: one that was brought ({@code meridian.seal.keystore}, a
 * PKCS#12 file, with {@code meridian.seal.password}), or one of the installation’s own, made when it is first needed and kept
 * beside the files, readable by nobody else. Nothing of the key is ever logged.
 */
@Component
final class SealKey {
    private static final int BITS = 3072;
    private static final int YEARS = 20;

    private final Path own;
    private final String keystore;
    private final String password;
    private final Clock clock;
    private volatile Held held;

    SealKey(@Value("${meridian.files:var/files}") Path files, @Value("${meridian.seal.keystore:}") String keystore, @Value("${meridian.seal.password:}") String password, Clock clock) {
        this.own = files.toAbsolutePath().normalize().resolveSibling("seal").resolve("seal.pem");
        this.keystore = keystore;
        this.password = password;
        this.clock = clock;
    }

    record Held(PrivateKey key, List<X509Certificate> chain) {
        String algorithm() {
            return key.getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        }

        @Override
        public String toString() {
            return "a key";
        }
    }

    Held get() {
        if (held == null) {
            synchronized (this) {
                if (held == null) held = keystore.isBlank() ? own() : brought();
            }
        }
        return held;
    }

    private Held brought() {
        try (var in = Files.newInputStream(Path.of(keystore))) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            for (var name : java.util.Collections.list(store.aliases())) {
                if (!store.isKeyEntry(name)) continue;
                var chain = Arrays.stream(store.getCertificateChain(name)).map(X509Certificate.class::cast).toList();
                return new Held((PrivateKey) store.getKey(name, password.toCharArray()), chain);
            }
            throw new IllegalStateException("no key in meridian.seal.keystore");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("meridian.seal.keystore cannot be read", e);
        }
    }

    private Held own() {
        try {
            if (!Files.exists(own)) make();
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    // Written beside and put in its place whole; of two that make one at the same moment, the first one’s stays.
    private void make() throws IOException, GeneralSecurityException, OperatorCreationException {
        Files.createDirectories(own.getParent());
        var beside = Files.createTempFile(own.getParent(), ".seal", "", forOwner());
        try {
            Files.writeString(beside, pem());
            Files.createLink(own, beside);
        } catch (FileAlreadyExistsException another) {
            // it is there, which is all that matters
        } catch (UnsupportedOperationException e) {
            Files.move(beside, own);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static FileAttribute<?>[] forOwner() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))};
    }

    private String pem() throws IOException, GeneralSecurityException, OperatorCreationException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        var pair = generator.generateKeyPair();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var name = new X500Name("CN=Meridian Seal");
        var builder = new JcaX509v3CertificateBuilder(name, new BigInteger(127, new SecureRandom()).add(BigInteger.ONE), Date.from(now.minus(1, ChronoUnit.DAYS)), Date.from(now.plus(365L * YEARS, ChronoUnit.DAYS)), name, pair.getPublic());
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
            pem.writeObject(certificate);
        }
        return text.toString();
    }

    private Held read() throws IOException, GeneralSecurityException {
        PrivateKey key = null;
        var chain = new ArrayList<X509Certificate>();
        try (var pem = new PEMParser(new StringReader(Files.readString(own, StandardCharsets.UTF_8)))) {
            for (var object = pem.readObject(); object != null; object = pem.readObject()) {
                if (object instanceof PrivateKeyInfo info) key = new JcaPEMKeyConverter().getPrivateKey(info);
                else if (object instanceof X509CertificateHolder holder) chain.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
        }
        if (key == null || chain.isEmpty()) throw new IllegalStateException(own + " holds no key with its certificate");
        return new Held(key, List.copyOf(chain));
    }
}
