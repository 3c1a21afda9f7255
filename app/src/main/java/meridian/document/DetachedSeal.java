package meridian.document;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * What a seal beside a text says of it, found without knowing the installation: {@code good} when it is of exactly these bytes;
 * {@code fingerprint} is the SHA-256 of the certificate it was made with, by which it is known whose it is.
 */
public record DetachedSeal(boolean good, String fingerprint, String name, @Nullable Instant at) {
    private static final DetachedSeal NONE = new DetachedSeal(false, "", "", null);

    public static DetachedSeal of(byte[] content, byte[] seal) {
        try {
            var signed = new CMSSignedData(new CMSProcessableByteArray(content), seal);
            var signers = signed.getSignerInfos().getSigners();
            if (signers.size() != 1) return NONE;
            var signer = signers.iterator().next();
            @SuppressWarnings("unchecked")
            var certificates = signed.getCertificates().getMatches(signer.getSID());
            if (certificates.isEmpty()) return NONE;
            var certificate = (X509CertificateHolder) certificates.iterator().next();
            var fingerprint = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
            var attribute = signer.getSignedAttributes() == null ? null : signer.getSignedAttributes().get(CMSAttributes.signingTime);
            var at = attribute == null ? null : Time.getInstance(attribute.getAttrValues().getObjectAt(0)).getDate().toInstant();
            return new DetachedSeal(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate)), fingerprint, certificate.getSubject().toString(), at);
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | java.io.IOException | RuntimeException e) {
            return NONE; // whatever it is, it is no seal of this text
        }
    }
}
