package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Date;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that was brought, as PKCS#12. */
class SealKeyTest {
    @TempDir
    Path folder;

    @Test
    void aKeyThatWasBroughtSealsAndNoneIsMade() throws Exception {
        for (var algorithm : new String[] {"RSA", "EC"}) {
            var store = keystore(algorithm);
            var sealed = new Seal(key(store, "word")).on(pdf(), "承诺书", ZonedDateTime.now());
            try (var document = Loader.loadPDF(sealed)) {
                var signature = document.getLastSignatureDictionary();
                var signed = new CMSSignedData(new CMSProcessableByteArray(signature.getSignedContent(sealed)), signature.getContents(sealed));
                var signer = signed.getSignerInfos().getSigners().iterator().next();
                var certificate = new JcaX509CertificateConverter().getCertificate(signed.getCertificates().getMatches(null).iterator().next());
                assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=星河集团");
                assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate))).as(algorithm).isTrue();
            }
        }
        assertThat(folder.resolve("seal")).doesNotExist();
    }

    @Test
    void aKeyThatCannotBeReadIsSaidSoAndItsPasswordIsNot() throws Exception {
        assertThatThrownBy(() -> key(keystore("RSA"), "another word").get()).hasMessage("meridian.seal.keystore cannot be read").hasMessageNotContaining("another word");
        assertThatThrownBy(() -> key(folder.resolve("nowhere.p12"), "word").get()).hasMessage("meridian.seal.keystore cannot be read");
        var empty = folder.resolve("empty.p12");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var out = Files.newOutputStream(empty)) {
            store.store(out, "word".toCharArray());
        }
        assertThatThrownBy(() -> key(empty, "word").get()).hasMessageContaining("no key");
    }

    private SealKey key(Path store, String password) {
        return new SealKey(folder.resolve("files"), store.toString(), password, Clock.systemUTC());
    }

    private static byte[] pdf() throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(out);
        }
        return out.toByteArray();
    }

    private Path keystore(String algorithm) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) generator.initialize(new ECGenParameterSpec("secp256r1"));
        else generator.initialize(2048);
        var pair = generator.generateKeyPair();
        var name = new X500Name("CN=星河集团");
        var certificate = new JcaX509CertificateConverter().getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.ONE, Date.from(Instant.now().minusSeconds(60)), Date.from(Instant.now().plusSeconds(86400)), name, pair.getPublic())
                .build(new JcaContentSignerBuilder(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA").build(pair.getPrivate())));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("seal", pair.getPrivate(), "word".toCharArray(), new java.security.cert.Certificate[] {certificate});
        var file = folder.resolve(algorithm + ".p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "word".toCharArray());
        }
        return file;
    }
}
