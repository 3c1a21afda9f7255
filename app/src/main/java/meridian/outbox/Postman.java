package meridian.outbox;

import static db.outbox.Tables.MAIL;

import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import meridian.tenancy.MailId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries letters out. A letter is claimed by pushing its due time ahead, so a node that dies with it in hand only delays it; one that
 * cannot be delivered is tried again, each time after a longer wait, and given up after two days. A sent one loses its text.
 */
@Component
public class Postman implements Job {
    private static final Logger log = LoggerFactory.getLogger(Postman.class);
    private static final int BATCH = 20;
    private static final int MOST_ATTEMPTS = 12;

    private final DSLContext db;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Mails mails;
    private final @Nullable JavaMailSender sender;
    private final String from;

    Postman(DSLContext db, Clock clock, TransactionTemplate transaction, Mails mails, ObjectProvider<JavaMailSender> sender, @Value("${meridian.mail.from:meridian@localhost}") String from) {
        this.db = db;
        this.clock = clock;
        this.transaction = transaction;
        this.mails = mails;
        this.sender = sender.getIfAvailable();
        this.from = from;
    }

    private record Letter(MailId id, String recipient, String subject, String body, int attempts) {}

    @Override
    public String name() {
        return "outbox.mail";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    /** Carries out what is due now. */
    @Override
    public void run() {
        if (!mails.configured() || sender == null) return;
        for (var letter : claim()) carry(letter, sender);
    }

    private List<Letter> claim() {
        var due = DSL.select(MAIL.ID)
                .from(MAIL)
                .where(MAIL.SENT_AT.isNull(), MAIL.DUE_AT.le(clock.instant()), MAIL.ATTEMPTS.lt(MOST_ATTEMPTS))
                .orderBy(MAIL.DUE_AT)
                .limit(BATCH)
                .forUpdate()
                .skipLocked();
        return transaction.execute(status -> {
            var ids = db.fetch(due).getValues(MAIL.ID);
            if (ids.isEmpty()) return List.<Letter>of();
            return ids.stream().map(this::claim).toList();
        });
    }

    private Letter claim(MailId id) {
        return db.update(MAIL)
                .set(MAIL.ATTEMPTS, MAIL.ATTEMPTS.plus(1))
                .set(MAIL.DUE_AT, clock.instant().plus(Duration.ofMinutes(5)))
                .where(MAIL.ID.eq(id))
                .returning(MAIL.ID, MAIL.RECIPIENT, MAIL.SUBJECT, MAIL.BODY, MAIL.ATTEMPTS)
                .fetchSingle(row -> new Letter(row.get(MAIL.ID), row.get(MAIL.RECIPIENT), row.get(MAIL.SUBJECT), row.get(MAIL.BODY), row.get(MAIL.ATTEMPTS)));
    }

    private void carry(Letter letter, JavaMailSender sender) {
        try {
            var message = sender.createMimeMessage();
            var parts = new MimeMessageHelper(message, false, "UTF-8");
            parts.setFrom(from);
            parts.setTo(letter.recipient());
            parts.setSubject(letter.subject());
            parts.setText(letter.body());
            sender.send(message);
            // What was sent may hold a secret address; it is not kept here.
            db.update(MAIL).set(MAIL.SENT_AT, clock.instant()).set(MAIL.BODY, "").setNull(MAIL.FAILURE).where(MAIL.ID.eq(letter.id())).execute();
        } catch (MailException | MessagingException e) {
            var wait = Duration.ofMinutes(1L << Math.min(letter.attempts(), 9));
            log.warn("a letter could not be sent, attempt {}: {}", letter.attempts(), e.getMessage());
            db.update(MAIL)
                    .set(MAIL.FAILURE, String.valueOf(e.getMessage()))
                    .set(MAIL.DUE_AT, clock.instant().plus(wait))
                    .where(MAIL.ID.eq(letter.id()))
                    .execute();
        }
    }
}
