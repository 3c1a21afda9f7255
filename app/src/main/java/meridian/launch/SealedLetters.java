package meridian.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import meridian.document.DocumentContent;
import meridian.document.Export;
import meridian.document.PdfWriter;
import meridian.document.QrCode;
import meridian.document.Seal;
import meridian.outbox.Mails;
import meridian.tenancy.Reader;
import meridian.web.Words;
import org.springframework.stereotype.Component;

/** CommitmentLetters as PDF: with a code that leads back to the letter and bears the beginning of its fingerprint, under the seal of the system. */
@Component
public class SealedLetters {
    private final PdfWriter writer;
    private final Seal seal;
    private final Mails mails;
    private final Words words;
    private final Clock clock;

    SealedLetters(PdfWriter writer, Seal seal, Mails mails, Words words, Clock clock) {
        this.writer = writer;
        this.seal = seal;
        this.mails = mails;
        this.words = words;
        this.clock = clock;
    }

    /** {@code host} is where the reader reached this house, for one that was not told its own address. */
    public byte[] pdf(Letter letter, DocumentContent content, String host, String address, Reader reader) {
        var at = ZonedDateTime.ofInstant(clock.instant(), reader.zone());
        var out = new ByteArrayOutputStream();
        try {
            writer.write(content, new Export(reader.name(), at), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var known = mails.address(address);
        // Short, so that its dots stay large enough to be read from paper.
        var code = (known.startsWith("http") ? known : host + address) + "#" + letter.sha256().substring(0, 16);
        return seal.on(QrCode.on(out.toByteArray(), code), words.in(letter.locale(), "launch.letter.seal_reason"), at);
    }
}
