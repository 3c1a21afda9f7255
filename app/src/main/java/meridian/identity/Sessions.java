package meridian.identity;

import static db.identity.Tables.SESSION;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import meridian.tenancy.AccountId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.WorkspaceId;
import meridian.tenancy.WorkspaceRole;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is signed in where. A session is a row; ending it anywhere ends it everywhere. */
@Component
public class Sessions {
    static final Duration LIFE = Duration.ofDays(30);
    private static final Duration SEEN_EVERY = Duration.ofMinutes(5);
    // By JDBC: it is asked before every page, and composing it took longer than its answer.
    private static final String ENTER = "select * from identity.enter(?, ?)";

    private final DSLContext db;
    private final Clock clock;

    Sessions(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Somebody with a valid session: an account, and in the workspace of the address (if it is theirs) a reader. */
    record Entered(AccountId account, String email, Locale locale, @Nullable Reader reader) {}

    /** Begins a session; the token goes into the browser's cookie and is not kept here. */
    public String begin(AccountId account, @Nullable String address, @Nullable String agent) {
        var token = Tokens.next();
        db.insertInto(SESSION)
                .set(SESSION.TOKEN_HASH, Tokens.hash(token))
                .set(SESSION.ACCOUNT_ID, account)
                .set(SESSION.CREATED_AT, clock.instant())
                .set(SESSION.SEEN_AT, clock.instant())
                .set(SESSION.EXPIRES_AT, clock.instant().plus(LIFE))
                .set(SESSION.ADDRESS, address)
                .set(SESSION.AGENT, agent == null ? null : agent.substring(0, Math.min(300, agent.length())))
                .execute();
        return token;
    }

    public void end(String token) {
        db.deleteFrom(SESSION).where(SESSION.TOKEN_HASH.eq(Tokens.hash(token))).execute();
    }

    /** One of an account's sessions. The key names it to its owner and opens nothing. */
    public record Session(String key, Instant begunAt, Instant seenAt, String address, String agent, boolean current) {}

    /** The sessions of an account that still hold, the last used first; {@code token} is the one that asks. */
    public List<Session> of(AccountId account, @Nullable String token) {
        var current = token == null ? "" : HexFormat.of().formatHex(Tokens.hash(token));
        return db.select(SESSION.TOKEN_HASH, SESSION.CREATED_AT, SESSION.SEEN_AT, SESSION.ADDRESS, SESSION.AGENT)
                .from(SESSION)
                .where(SESSION.ACCOUNT_ID.eq(account), SESSION.EXPIRES_AT.gt(clock.instant()))
                .orderBy(SESSION.SEEN_AT.desc(), SESSION.TOKEN_HASH)
                .limit(100)
                .fetch(row -> {
                    var key = HexFormat.of().formatHex(row.value1());
                    return new Session(key, row.value2(), row.value3(), row.value4() == null ? "" : row.value4(), row.value5() == null ? "" : row.value5(), key.equals(current));
                });
    }

    /** Ends one of the account's own sessions; somebody else's is not found. */
    public void end(AccountId account, String key) {
        byte[] hash;
        try {
            hash = HexFormat.of().parseHex(key);
        } catch (IllegalArgumentException e) {
            throw new NotFound();
        }
        var ended = db.deleteFrom(SESSION).where(SESSION.TOKEN_HASH.eq(hash), SESSION.ACCOUNT_ID.eq(account)).execute();
        if (ended == 0) throw new NotFound();
    }

    void forgetOld() {
        db.deleteFrom(SESSION).where(SESSION.EXPIRES_AT.lt(clock.instant())).execute();
    }

    /**
     * Who holds this session and, where it is theirs, the workspace. Asked in a transaction, that one is from then on for this
     * workspace.
     */
    Optional<Entered> enter(String token, @Nullable String slug, @Nullable String address) {
        var hash = Tokens.hash(token);
        var entered = db.connectionResult(connection -> {
            try (var asking = connection.prepareStatement(ENTER)) {
                asking.setBytes(1, hash);
                asking.setString(2, slug);
                try (var found = asking.executeQuery()) {
                    return found.next() ? new Seen(entered(found, address), found.getTimestamp("seen_at").toInstant()) : null;
                }
            }
        });
        if (entered == null) return Optional.empty();
        if (entered.at.isBefore(clock.instant().minus(SEEN_EVERY))) {
            db.update(SESSION).set(SESSION.SEEN_AT, clock.instant()).where(SESSION.TOKEN_HASH.eq(hash)).execute();
        }
        return Optional.of(entered.who);
    }

    private record Seen(Entered who, Instant at) {}

    private static Entered entered(ResultSet found, @Nullable String address) throws SQLException {
        var account = new AccountId(found.getObject("account_id", UUID.class));
        var member = found.getObject("member_id", UUID.class);
        var email = found.getString("email");
        var locale = Locale.forLanguageTag(found.getString("account_locale"));
        if (member == null) return new Entered(account, email, locale, null);
        var reader = new Reader(new WorkspaceId(found.getObject("workspace_id", UUID.class)), found.getString("slug"), found.getString("workspace_name"), account, new MemberId(member),
                found.getString("display_name"), ZoneId.of(found.getString("zone")), Locale.forLanguageTag(found.getString("locale")), WorkspaceRole.of(found.getString("workspace_role")), address);
        return new Entered(account, email, locale, reader);
    }
}
