package meridian.identity;

import static db.identity.Tables.SECRET_LINK;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import meridian.tenancy.AccountId;
import meridian.tenancy.MemberId;
import meridian.tenancy.WorkspaceId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Addresses that are keys: made once, kept as hashes, used once, soon over. A newer one for the same person ends the older. */
@Component
class SecretLinks {
    enum Kind {
        INVITATION(Duration.ofDays(7)),
        RESET(Duration.ofHours(24));

        final Duration life;

        Kind(Duration life) {
            this.life = life;
        }

        String text() {
            return name().toLowerCase();
        }
    }

    private final DSLContext db;
    private final Clock clock;

    SecretLinks(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    record Link(@Nullable WorkspaceId workspace, @Nullable MemberId member, @Nullable AccountId account) {}

    /** Makes the key of an address; it is not kept here. */
    String make(Kind kind, @Nullable WorkspaceId workspace, @Nullable MemberId member, @Nullable AccountId account) {
        var same = member == null ? SECRET_LINK.ACCOUNT_ID.eq(account) : SECRET_LINK.MEMBER_ID.eq(member);
        db.deleteFrom(SECRET_LINK).where(SECRET_LINK.KIND.eq(kind.text()), same, SECRET_LINK.USED_AT.isNull()).execute();
        var token = Tokens.next();
        db.insertInto(SECRET_LINK)
                .set(SECRET_LINK.TOKEN_HASH, Tokens.hash(token))
                .set(SECRET_LINK.KIND, kind.text())
                .set(SECRET_LINK.WORKSPACE_ID, workspace)
                .set(SECRET_LINK.MEMBER_ID, member)
                .set(SECRET_LINK.ACCOUNT_ID, account)
                .set(SECRET_LINK.CREATED_AT, clock.instant())
                .set(SECRET_LINK.EXPIRES_AT, clock.instant().plus(kind.life))
                .execute();
        return token;
    }

    Optional<Link> look(Kind kind, String token) {
        return db.select(SECRET_LINK.WORKSPACE_ID, SECRET_LINK.MEMBER_ID, SECRET_LINK.ACCOUNT_ID)
                .from(SECRET_LINK)
                .where(opens(kind, token))
                .fetchOptional(row -> new Link(row.value1(), row.value2(), row.value3()));
    }

    /** Uses the link up, in the current transaction; of two at once one gets nothing. */
    Optional<Link> use(Kind kind, String token) {
        return db.update(SECRET_LINK)
                .set(SECRET_LINK.USED_AT, clock.instant())
                .where(opens(kind, token))
                .returning(SECRET_LINK.WORKSPACE_ID, SECRET_LINK.MEMBER_ID, SECRET_LINK.ACCOUNT_ID)
                .fetchOptional(row -> new Link(row.get(SECRET_LINK.WORKSPACE_ID), row.get(SECRET_LINK.MEMBER_ID), row.get(SECRET_LINK.ACCOUNT_ID)));
    }

    private Condition opens(Kind kind, String token) {
        return SECRET_LINK.TOKEN_HASH.eq(Tokens.hash(token))
                .and(SECRET_LINK.KIND.eq(kind.text()))
                .and(SECRET_LINK.USED_AT.isNull())
                .and(SECRET_LINK.EXPIRES_AT.gt(clock.instant()));
    }

    void forget(Kind kind, MemberId member) {
        db.deleteFrom(SECRET_LINK).where(SECRET_LINK.KIND.eq(kind.text()), SECRET_LINK.MEMBER_ID.eq(member), SECRET_LINK.USED_AT.isNull()).execute();
    }

    void forgetOld() {
        db.deleteFrom(SECRET_LINK).where(SECRET_LINK.EXPIRES_AT.lt(clock.instant().minus(Duration.ofDays(30)))).execute();
    }
}
