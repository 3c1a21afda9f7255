package meridian.acceptance;

import java.util.List;
import java.util.UUID;
import meridian.acceptance.Application.Opinion;
import meridian.acceptance.Application.Rectification;
import meridian.acceptance.Application.Reviewer;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/** What one person has to do with an application: by their roles, and by the duties about it that are theirs or that they do for somebody. */
public record ApplicationStake(ProjectAccess access, Application application, List<Owed> owed) {
    /** An open duty that this person does; {@code owner} is another one where they stand in. */
    public record Owed(String kind, UUID subject, @Nullable PartyId party, MemberId owner) {}

    private boolean reads() {
        return !access.auditor() && access.may(Permission.READ);
    }

    private boolean owes(String kind, UUID subject) {
        return owed.stream().anyMatch(one -> one.kind().equals(kind) && one.subject().equals(subject));
    }

    private boolean convenes() {
        return !access.auditor() && access.mayEverywhere(Permission.CONVENE_ACCEPTANCE);
    }

    /** Whoever works for the party, and the chief coordinator. */
    public boolean mayPrepare() {
        return application.status().written() && (prepares(access, application.party()) || mayApply());
    }

    static boolean prepares(ProjectAccess access, PartyId party) {
        return !access.auditor() && access.may(Permission.PREPARE_ACCEPTANCE, party);
    }

    /** The lead of the party, and who stands in for them when it is theirs to submit. */
    public boolean mayApply() {
        return application.status().written() && reads() && (access.may(Permission.APPLY_ACCEPTANCE, application.party()) || owes(AcceptanceDutyKinds.SUBMISSION, application.id().value()));
    }

    /** The lead of the party and the chief coordinator; a draft also who prepared it. */
    public boolean mayWithdraw() {
        if (!application.status().open() || !reads()) return false;
        return convenes() || access.may(Permission.APPLY_ACCEPTANCE, application.party()) || application.status() == ApplicationStatus.DRAFT && application.preparedBy().id().equals(access.member());
    }

    /** The chief coordinator and the sponsor. */
    public boolean mayReopen() {
        return application.status() == ApplicationStatus.ACCEPTED && (convenes() || !access.auditor() && access.mayEverywhere(Permission.WAIVE_GATE));
    }

    public boolean mayConvene() {
        return application.status() == ApplicationStatus.SUBMITTED && convenes();
    }

    /** Whether this reviewer’s place can be given to somebody else by this person. */
    public boolean mayReplace(Reviewer reviewer) {
        if (!convenes() || !reviewer.sits() && !reviewer.vacant()) return false;
        return application.status() == ApplicationStatus.IN_REVIEW && application.verdict(reviewer, application.round()) == null || application.status() == ApplicationStatus.RECHECK && reviewer.id().equals(application.rechecker());
    }

    /** The lead of a party that is asked, and who does it for them. */
    public boolean maySay(Opinion opinion) {
        if (application.status() != ApplicationStatus.IN_REVIEW || !reads()) return false;
        return access.may(Permission.ACKNOWLEDGE, opinion.party()) || owed.stream().anyMatch(one -> one.kind().equals(AcceptanceDutyKinds.OPINION) && opinion.party().equals(one.party()));
    }

    /** In whose place this person judges, or has judged: their own, or that of somebody they stand in for. */
    public @Nullable Reviewer place() {
        if (!reads()) return null;
        var own = application.panel().stream().filter(one -> one.member().equals(access.member())).findFirst().orElse(null);
        if (own != null) return own;
        return owed.stream().filter(one -> one.kind().equals(AcceptanceDutyKinds.VERDICT)).flatMap(one -> application.panel().stream().filter(sitting -> sitting.member().equals(one.owner()))).findFirst().orElse(null);
    }

    /** Whether a verdict of theirs is awaited. */
    public boolean mayJudge() {
        var place = place();
        return place != null && application.awaited().contains(place);
    }

    public boolean maySettle() {
        return (application.status() == ApplicationStatus.RECTIFICATION || application.status() == ApplicationStatus.RECHECK) && convenes();
    }

    /** Whoever owes it or does it for them, and the chief coordinator. */
    public boolean mayDo(Rectification item) {
        if (!item.open() || !reads() || application.status() != ApplicationStatus.RECTIFICATION && application.status() != ApplicationStatus.RECHECK) return false;
        return item.owner().id().equals(access.member()) || convenes() || owes(AcceptanceDutyKinds.RECTIFICATION, item.id().value());
    }

    /** The reviewer who was named for it, and who does it for them. */
    public boolean mayRecheck() {
        if (application.status() != ApplicationStatus.RECHECK || !reads()) return false;
        var reviewer = application.recheckedFor();
        return reviewer != null && reviewer.sits() && (reviewer.member().equals(access.member()) || owes(AcceptanceDutyKinds.RECHECK, application.id().value()));
    }

    public boolean mayAttach() {
        return mayPrepare();
    }
}
