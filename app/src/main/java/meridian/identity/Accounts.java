package meridian.identity;

import static db.identity.Tables.ACCOUNT;
import static db.identity.Tables.SESSION;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import meridian.tenancy.AccountId;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Accounts sign in; they hold nothing of any workspace. Passwords are kept as bcrypt hashes. */
@Component
public class Accounts {
    /** bcrypt reads no more than this many bytes. */
    private static final int LONGEST_PASSWORD = 72;

    private static final int SHORTEST_PASSWORD = 10;
    private static final int STRENGTH = 11;

    private final DSLContext db;
    private final Clock clock;
    private final BCryptPasswordEncoder passwords = new BCryptPasswordEncoder(STRENGTH);
    // A hash costs a tenth of a second of a core on purpose; a crowd at the door must not take them all.
    private final Semaphore hashing = new Semaphore(2);
    // The hash of no password at all: an unknown address takes as long to be refused as a known one.
    private static final String NOBODY = "$2a$%02d$".formatted(STRENGTH) + ".".repeat(53);

    Accounts(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public static String normal(String email) {
        return Text.clean(email).toLowerCase(Locale.ROOT);
    }

    /** The account whose password this is. Takes as long when there is no such account. */
    public Optional<AccountId> prove(String email, String password) {
        var account = db.select(ACCOUNT.ID, ACCOUNT.PASSWORD_HASH)
                .from(ACCOUNT)
                .where(ACCOUNT.EMAIL.eq(normal(email)), ACCOUNT.DISABLED_AT.isNull())
                .fetchOne();
        var hash = account == null || account.value2() == null ? NOBODY : account.value2();
        var right = bytes(password) <= LONGEST_PASSWORD && matches(password, hash);
        return right && account != null && account.value2() != null ? Optional.of(account.value1()) : Optional.empty();
    }

    /** Makes an account; the e-mail address must not have one yet. */
    @Transactional
    public AccountId create(String email, String password, Locale locale) {
        check(password, "password");
        return insert(email, hash(password), locale);
    }

    /** Makes an account from a hash made before, so that many test people share the cost of one. */
    @Transactional
    public AccountId createWithHash(String email, String hash, Locale locale) {
        return insert(email, hash, locale);
    }

    private AccountId insert(String email, String hash, Locale locale) {
        var id = AccountId.next();
        var made = db.insertInto(ACCOUNT)
                .set(ACCOUNT.ID, id)
                .set(ACCOUNT.EMAIL, normal(email))
                .set(ACCOUNT.PASSWORD_HASH, hash)
                .set(ACCOUNT.LOCALE, locale.getLanguage().equals("zh") ? "zh-CN" : "en")
                .set(ACCOUNT.CREATED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) throw Refused.at("email", "refused.taken");
        return id;
    }

    /** Sets a new password and ends all sessions of the account but the given one: whoever knew the old one is out. */
    @Transactional
    public void changePassword(AccountId account, String password, @Nullable String keptToken) {
        check(password, "password");
        db.update(ACCOUNT).set(ACCOUNT.PASSWORD_HASH, hash(password)).where(ACCOUNT.ID.eq(account)).execute();
        db.deleteFrom(SESSION)
                .where(SESSION.ACCOUNT_ID.eq(account))
                .and(keptToken == null ? DSL.noCondition() : SESSION.TOKEN_HASH.ne(Tokens.hash(keptToken)))
                .execute();
    }

    /** Whether this is the account's password. */
    public boolean proves(AccountId account, String password) {
        return prove(emailOf(account), password).filter(account::equals).isPresent();
    }

    public String emailOf(AccountId account) {
        return db.select(ACCOUNT.EMAIL).from(ACCOUNT).where(ACCOUNT.ID.eq(account)).fetchSingle(ACCOUNT.EMAIL);
    }

    public Optional<AccountId> byEmail(String email) {
        return db.select(ACCOUNT.ID).from(ACCOUNT).where(ACCOUNT.EMAIL.eq(normal(email))).fetchOptional(ACCOUNT.ID);
    }

    private static void check(String password, String field) {
        var check = new Refused.Check();
        check(check, password, field);
        check.done();
    }

    static void check(Refused.Check check, String password, String field) {
        check.reject(password.codePointCount(0, password.length()) < SHORTEST_PASSWORD, field, "identity.password_short", SHORTEST_PASSWORD)
                .reject(bytes(password) > LONGEST_PASSWORD, field, "identity.password_long", LONGEST_PASSWORD);
    }

    private static int bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length;
    }

    public String hash(String password) {
        hashing.acquireUninterruptibly();
        try {
            return passwords.encode(password);
        } finally {
            hashing.release();
        }
    }

    private boolean matches(String password, String hash) {
        hashing.acquireUninterruptibly();
        try {
            return passwords.matches(password, hash);
        } finally {
            hashing.release();
        }
    }
}
