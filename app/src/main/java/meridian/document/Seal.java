package meridian.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.ZonedDateTime;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.springframework.stereotype.Component;

/**
 * The system’s digital seal 系统签章 on a PDF: a PAdES signature (ETSI EN 319 142-1, level B-B) by the installation’s own key. It
 * proves that nothing in the file was changed since; who agreed to what, the file itself says.
 */
@Component
public class Seal {
    private final SealKey key;

    Seal(SealKey key) {
        this.key = key;
    }

    /** The file with the seal on it; every byte of the one given stays. */
    public byte[] on(byte[] pdf, String reason, ZonedDateTime at) {
        try (var document = Loader.loadPDF(pdf)) {
            var signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
            signature.setName("Meridian");
            signature.setReason(SafeText.line(reason));
            signature.setSignDate(GregorianCalendar.from(at));
            document.addSignature(signature, this::sign);
            var out = new ByteArrayOutputStream(pdf.length + 20_000);
            document.saveIncremental(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A seal beside a text: a detached CMS signature in DER, checked by {@link DetachedSeal}, or by openssl. */
    public byte[] beside(byte[] content) {
        try {
            return signature(content, new DefaultSignedAttributeTableGenerator(certificateNamed(key.get().chain().getFirst())));
        } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The SHA-256 of the seal’s certificate, by which anybody can tell that it was this installation’s. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(sha256(key.get().chain().getFirst()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] sign(InputStream content) throws IOException {
        try {
            return signature(content.readAllBytes(), new Signed(certificateNamed(key.get().chain().getFirst())));
        } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new IOException(e);
        }
    }

    private byte[] signature(byte[] content, CMSAttributeTableGenerator attributes) throws GeneralSecurityException, OperatorCreationException, CMSException, IOException {
        var held = key.get();
        var generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(attributes)
                .build(new JcaContentSignerBuilder(held.algorithm()).build(held.key()), held.chain().getFirst()));
        generator.addCertificates(new JcaCertStore(held.chain()));
        return generator.generate(new CMSProcessableByteArray(content), false).getEncoded();
    }

    private static AttributeTable certificateNamed(X509Certificate certificate) throws GeneralSecurityException {
        var attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(new SigningCertificateV2(new ESSCertIDv2(sha256(certificate))))));
        return new AttributeTable(attributes);
    }

    private static byte[] sha256(X509Certificate certificate) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    }

    /** PAdES has the time in the PDF’s own signature dictionary and forbids it among the signed attributes. */
    private static final class Signed extends DefaultSignedAttributeTableGenerator {
        Signed(AttributeTable attributes) {
            super(attributes);
        }

        @Override
        public AttributeTable getAttributes(@SuppressWarnings("rawtypes") java.util.Map parameters) {
            ASN1ObjectIdentifier time = CMSAttributes.signingTime;
            return super.getAttributes(parameters).remove(time);
        }
    }
}
