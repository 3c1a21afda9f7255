package meridian.identity;

import static db.identity.Tables.ACCOUNT;

import java.time.Clock;
import java.util.Locale;
import meridian.activity.Activities;
import meridian.identity.SecretLinks.Kind;
import meridian.outbox.Mails;
import meridian.tenancy.AccountId;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A new password for who forgot theirs: by a letter to the account's address, or by a link that an admin makes and hands over. */
@Component
public class PasswordResets {
    private final DSLContext db;
    private final SecretLinks links;
    private final Accounts accounts;
    private final Workspaces workspaces;
    private final Members members;
    private final Admins admins;
    private final Activities activities;
    private final Mails mails;
    private final Words words;

    PasswordResets(DSLContext db, SecretLinks links, Accounts accounts, Workspaces workspaces, Members members, Admins admins, Activities activities, Mails mails, Words words) {
        this.db = db;
        this.links = links;
        this.accounts = accounts;
        this.workspaces = workspaces;
        this.members = members;
        this.admins = admins;
        this.activities = activities;
        this.mails = mails;
        this.words = words;
    }

    /** Whether letters are sent; without them an admin makes the link. */
    public boolean byMail() {
        return mails.configured();
    }

    /** Sends a letter if the address has an account. Whether it has is not told. */
    @Transactional
    public void ask(String email) {
        if (!mails.configured()) return;
        db.select(ACCOUNT.ID, ACCOUNT.EMAIL, ACCOUNT.LOCALE)
                .from(ACCOUNT)
                .where(ACCOUNT.EMAIL.eq(Accounts.normal(email)), ACCOUNT.DISABLED_AT.isNull())
                .fetchOptional()
                .ifPresent(row -> {
                    var locale = Locale.forLanguageTag(row.value3());
                    var path = "/reset/" + links.make(Kind.RESET, null, null, row.value1());
                    mails.send(row.value2(), words.in(locale, "identity.mail_reset_subject"), words.in(locale, "identity.mail_reset", row.value2(), mails.address(path)));
                });
    }

    /**
     * Makes a link for a person of the workspace; returns its path. Refused where the account also opens other workspaces: their doors are
     * not this admin's to open.
     */
    @Transactional
    public String linkFor(MemberId id, Actor actor) {
        admins.require(actor);
        var member = members.get(id);
        if (member.account() == null || member.left()) throw Refused.because("identity.reset_no_account");
        if (workspaces.of(member.account()).size() > 1) throw Refused.because("identity.reset_elsewhere_too");
        activities.record(actor, new IdentityActivity.ResetLinkMade(Ref.of("member", id)));
        return "/reset/" + links.make(Kind.RESET, null, null, member.account());
    }

    /**
     * Makes a link for whoever holds the database: for an admin whom nobody else can let in again. Returns its path.
     */
    public static String linkFor(String email, DSLContext owner, Clock clock) {
        var account = owner.select(ACCOUNT.ID).from(ACCOUNT).where(ACCOUNT.EMAIL.eq(Accounts.normal(email)), ACCOUNT.DISABLED_AT.isNull()).fetchOptional(ACCOUNT.ID)
                .orElseThrow(() -> new IllegalArgumentException("no account signs in as " + email));
        return "/reset/" + new SecretLinks(owner, clock).make(Kind.RESET, null, null, account);
    }

    /** The address whose password a link sets anew; a link that is used, over or never was is not found. */
    public String read(String token) {
        return accounts.emailOf(account(links.look(Kind.RESET, token).orElseThrow(PasswordResets::over)));
    }

    /** Sets the password and ends all sessions. */
    @Transactional
    public AccountId reset(String token, String password) {
        var account = account(links.use(Kind.RESET, token).orElseThrow(PasswordResets::over));
        accounts.changePassword(account, password, null);
        return account;
    }

    private static NotFound over() {
        return NotFound.linkIsOver("identity.reset_over");
    }

    private static AccountId account(SecretLinks.Link link) {
        if (link.account() == null) throw over();
        return link.account();
    }
}
