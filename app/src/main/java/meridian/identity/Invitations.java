package meridian.identity;

import static db.identity.Tables.ACCOUNT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.WORKSPACE;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import meridian.activity.Activities;
import meridian.identity.SecretLinks.Kind;
import meridian.outbox.Mails;
import meridian.tenancy.AccountId;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** How somebody who is known by name gets an account and comes in: by a link that an admin makes, good for seven days and once. */
@Component
public class Invitations {
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final SecretLinks links;
    private final Accounts accounts;
    private final Members members;
    private final Admins admins;
    private final Activities activities;
    private final Mails mails;
    private final Words words;

    Invitations(DSLContext db, TransactionTemplate transaction, SecretLinks links, Accounts accounts, Members members, Admins admins, Activities activities, Mails mails, Words words) {
        this.db = db;
        this.transaction = transaction;
        this.links = links;
        this.accounts = accounts;
        this.members = members;
        this.admins = admins;
        this.activities = activities;
        this.mails = mails;
        this.words = words;
    }

    /** What the page of a link shows: who is invited where, and whether their address has an account already. */
    public record Invitation(String workspaceName, String slug, String name, String email, Locale locale, boolean known) {}

    /** Who came in. */
    public record Joined(AccountId account, String slug) {}

    /** Makes the link for a person and mails it where mail is configured. Returns its path: shown once, kept by nobody. */
    @Transactional
    public String invite(MemberId id, Actor actor) {
        admins.require(actor);
        var member = members.get(id);
        if (member.account() != null || member.left()) throw Refused.because("identity.invite_not_needed");
        if (member.email() == null) throw Refused.because("identity.invite_needs_email");
        var path = "/invitation/" + links.make(Kind.INVITATION, actor.workspace(), id, null);
        if (mails.configured()) {
            var workspace = db.select(WORKSPACE.NAME).from(WORKSPACE).fetchSingle(WORKSPACE.NAME);
            mails.send(member.email(), words.in(member.locale(), "identity.mail_invitation_subject", workspace),
                    words.in(member.locale(), "identity.mail_invitation", member.name(), workspace, mails.address(path)));
        }
        activities.record(actor, new IdentityActivity.MemberInvited(Ref.of("member", id)));
        return path;
    }

    /** Reads the invitation behind a link; one that is used, over or never was is not found. */
    public Invitation read(String token) {
        var link = links.look(Kind.INVITATION, token).orElseThrow(Invitations::over);
        return inside(link, () -> find(Objects.requireNonNull(link.member())));
    }

    private static NotFound over() {
        return NotFound.linkIsOver("identity.invitation_over");
    }

    private Invitation find(MemberId id) {
        var member = members.get(id);
        if (!member.invited() || member.email() == null) throw over();
        var known = db.fetchExists(ACCOUNT, ACCOUNT.EMAIL.eq(member.email()));
        return db.select(WORKSPACE.NAME, WORKSPACE.SLUG)
                .from(WORKSPACE)
                .fetchSingle(row -> new Invitation(row.value1(), row.value2(), member.name(), Objects.requireNonNull(member.email()), member.locale(), known));
    }

    /**
     * Accepts: with a first password for a new account, or as the account of the same address that was proved before. Nobody joins as
     * somebody else.
     */
    public Joined accept(String token, @Nullable String password, @Nullable AccountId proved) {
        var link = links.look(Kind.INVITATION, token).orElseThrow(Invitations::over);
        return inside(link, () -> join(token, Objects.requireNonNull(link.workspace()), Objects.requireNonNull(link.member()), password, proved));
    }

    private Joined join(String token, WorkspaceId workspace, MemberId id, @Nullable String password, @Nullable AccountId proved) {
        links.use(Kind.INVITATION, token).orElseThrow(Invitations::over);
        var invitation = find(id);
        AccountId account;
        if (invitation.known()) {
            account = accounts.byEmail(invitation.email()).filter(found -> found.equals(proved)).orElseThrow(() -> Refused.at("password", "identity.wrong_password"));
        } else {
            account = accounts.create(invitation.email(), password == null ? "" : password, invitation.locale());
        }
        var taken = db.fetchExists(MEMBER, MEMBER.ACCOUNT_ID.eq(account));
        if (taken) throw Refused.because("identity.invite_not_needed");
        db.update(MEMBER)
                .set(MEMBER.ACCOUNT_ID, account)
                .set(MEMBER.STATE, "active")
                .set(MEMBER.VERSION, MEMBER.VERSION.plus(1))
                .where(MEMBER.ID.eq(id))
                .execute();
        activities.record(Actor.of(workspace, id), new IdentityActivity.MemberJoined(Ref.of("member", id)));
        return new Joined(account, invitation.slug());
    }

    private <T> T inside(SecretLinks.Link link, Supplier<T> work) {
        return Tenancy.get(Objects.requireNonNull(link.workspace()), () -> transaction.execute(status -> work.get()));
    }
}
