package meridian.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import meridian.document.Attachment;
import meridian.document.Attachments;
import meridian.identity.Role;
import meridian.tenancy.Actor;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.web.Choice;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How far the approval of a thing has come and what its reader can do about it, for the page that shows the thing: its
 * template takes it to {@code approval/card.jte}. {@code changed}: the thing is no longer what was handed over.
 */
public record ApprovalCard(MemberId reader, boolean submits, List<Approval> approvals, Approval.@Nullable Step mine, String read, boolean changed, List<Candidate> people, Steps steps, List<Attachment> scans) {

    /** Reads what a card shows. */
    @Component
    public static class Source {
        private final Approvals approvals;
        private final ApprovalTemplates templates;
        private final Attachments attachments;

        Source(Approvals approvals, ApprovalTemplates templates, Attachments attachments) {
            this.approvals = approvals;
            this.templates = templates;
            this.attachments = attachments;
        }

        /** @param maySubmit whether the reader could ask for approval, unless it is asked for already */
        public ApprovalCard of(ProjectId project, String kind, Id subject, boolean maySubmit, Actor actor) {
            var all = approvals.of(subject, 5);
            var last = all.isEmpty() ? null : all.getFirst();
            var submits = maySubmit && (last == null || !last.running());
            var mine = last == null ? null : approvals.askedOf(last, actor.person());
            var people = submits || mine != null ? approvals.people(project) : List.<Candidate>of();
            var scans = last == null || last.outside() == null ? List.<Attachment>of() : attachments.on(Ref.of(Approvals.SCANS, last.id()), false, false, actor).files();
            var there = last != null && last.running() ? approvals.fingerprint(last) : "";
            return new ApprovalCard(actor.person(), submits, all, mine, there, last != null && last.running() && !there.equals(last.fingerprint()), people, submits ? templates.of(project, kind) : Steps.NONE, scans);
        }
    }

    /** The latest asking for approval, while it runs or as it ended. */
    public @Nullable Approval last() {
        return approvals.isEmpty() ? null : approvals.getFirst();
    }

    public boolean mayWithdraw() {
        var approval = last();
        return approval != null && approval.running() && approval.preparedBy().equals(reader);
    }

    /** Whom the reader may ask: everybody but themselves; sponsors are named as such. */
    public List<Choice> asked(Ui ui) {
        return people.stream().filter(candidate -> !candidate.member().equals(reader)).map(candidate -> choice(candidate, ui)).toList();
    }

    /** Whom to ask in addition or instead: nobody who is asked anyway, nor whose work it is. */
    public List<Choice> others(Ui ui) {
        var approval = last();
        return people.stream()
                .filter(candidate -> approval != null && !candidate.member().equals(approval.preparedBy()) && !approval.expects(candidate.member()))
                .map(candidate -> choice(candidate, ui)).toList();
    }

    private static Choice choice(Candidate candidate, Ui ui) {
        return new Choice(candidate.member().toString(), candidate.sponsor() ? ui.t("approval.sponsor", candidate.name()) : candidate.name());
    }

    /** Whom the steps of this kind of document ask; without steps, the sponsor approves. */
    public String chosen(StepKind kind) {
        var meant = steps.people(kind, people, reader);
        if (!meant.isEmpty()) return meant.getFirst().toString();
        if (kind != StepKind.APPROVE) return "";
        return people.stream().filter(candidate -> candidate.sponsor() && !candidate.member().equals(reader)).findFirst().map(candidate -> candidate.member().toString()).orElse("");
    }

    public boolean countersigns(Choice person) {
        return steps.people(StepKind.COUNTERSIGN, people, reader).stream().anyMatch(member -> member.toString().equals(person.value()));
    }

    /** What the steps of a kind of document can be given to: roles, and people where they are known. */
    public static List<Choice> whos(Ui ui, List<Candidate> people) {
        var choices = new ArrayList<Choice>();
        for (Role role : ApprovalTemplates.ROLES) choices.add(new Choice(Steps.role(role), ui.t("approval.role", ui.t("role." + role.text()))));
        people.forEach(candidate -> choices.add(new Choice(candidate.member().toString(), candidate.name())));
        return choices;
    }
}
