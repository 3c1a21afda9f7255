package meridian.world;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import meridian.outbox.Carriers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The application with a real mail server, which carries what is due when it is asked to; receivers on this machine are allowed. */
public abstract class MailTest extends MeridianTest {
    protected static final GreenMail POST = new GreenMail(new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Autowired
    protected Carriers carriers;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry registry) {
        if (!POST.isRunning()) POST.start();
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> POST.getSmtp().getPort());
        registry.add("meridian.url", () -> "https://meridian.example/");
        registry.add("meridian.mail.from", () -> "meridian@example.com");
        registry.add("meridian.mail.reply-to", () -> "coordination@example.com");
        registry.add("meridian.webhooks.private", () -> "true");
        registry.add("meridian.jobs", () -> "false");
    }

    // The same port after the server was away for a while.
    private static int freePort() {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What this address has received so far, oldest first. */
    protected List<MimeMessage> lettersTo(String email) {
        carriers.carryDue();
        var found = new ArrayList<MimeMessage>();
        for (var message : POST.getReceivedMessages()) {
            try {
                if (Arrays.stream(message.getAllRecipients()).anyMatch(recipient -> recipient.toString().equals(email))) found.add(message);
            } catch (jakarta.mail.MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        return found;
    }

    /** One of a letter’s parts, decoded: text/plain or text/html. */
    protected static String part(MimeMessage letter, String type) throws Exception {
        return find(letter, type);
    }

    private static String find(jakarta.mail.Part part, String type) throws Exception {
        if (part.isMimeType(type)) return part.getContent().toString();
        if (part.getContent() instanceof jakarta.mail.Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = find(parts.getBodyPart(i), type);
                if (found != null) return found;
            }
        }
        return null;
    }
}
