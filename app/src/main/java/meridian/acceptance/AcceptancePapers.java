package meridian.acceptance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import meridian.approval.Approval;
import meridian.approval.ApprovalTemplates;
import meridian.approval.Approvals;
import meridian.document.Approver;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.duty.Duties;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents of an application in the register: itself with its self-check, issued each time it is submitted, and its report, issued with each decision. */
@Component
public class AcceptancePapers {
    /** The kinds of the two; the subject of both is the application. */
    public static final String APPLICATION = "acceptance_application";

    public static final String REPORT = "acceptance_report";

    private static final JsonMapper JSON = new JsonMapper();

    private final Documents documents;
    private final Approvals approvals;
    private final ApprovalTemplates templates;
    private final Duties duties;
    private final Clock clock;

    AcceptancePapers(Documents documents, Approvals approvals, ApprovalTemplates templates, Duties duties, Clock clock) {
        this.documents = documents;
        this.approvals = approvals;
        this.templates = templates;
        this.duties = duties;
        this.clock = clock;
    }

    void issueApplication(ProjectAccess access, Application application, Actor actor) {
        documents.issue(register(access, application, APPLICATION, "AA").id(), "", content(application, false), actor.person(), null, null);
    }

    /** Issues the report of the round that was decided; where steps are set for reports it is drafted, to be handed over for approval. */
    void issueReport(ProjectAccess access, Application application, Actor actor) {
        var decided = Objects.requireNonNull(application.decided());
        var convener = decided.convenedBy() == null ? actor.person() : decided.convenedBy().id();
        var document = register(access, application, REPORT, "AR");
        if (!templates.of(application.project(), REPORT).none()) {
            if (document.issued()) documents.draftAgain(document.id());
            duties.keep(new Duties.NewDuty(AcceptanceDutyKinds.HAND_OVER_REPORT, application.project(), null, Ref.of(REPORT, application.id()), application.title(), convener, null, null, null));
            return;
        }
        // Whoever answers for it approves what passed; of what failed they are one of the reviewers.
        var approver = decided.outcome() == Outcome.FAIL ? null : application.panel(decided.number()).stream().filter(Application.Reviewer::approver).map(Application.Reviewer::member).findFirst().orElse(null);
        issue(document, application, convener, null, Approver.of(approver));
    }

    void issue(Document report, Application application, MemberId prepared, @Nullable MemberId checked, @Nullable Approver approved) {
        documents.issue(report.id(), Integer.toString(Objects.requireNonNull(application.decided()).number()), content(application, true), prepared, checked, approved);
    }

    /** The application ends: nobody is to hand its report over any more. Refused while that is being approved. */
    void end(Application application, Actor actor) {
        if (approvals.of(application.id(), 1).stream().anyMatch(Approval::running)) throw Refused.because("acceptance.report_in_approval");
        duties.cancel(AcceptanceDutyKinds.HAND_OVER_REPORT, application.id(), actor);
    }

    private Document register(ProjectAccess access, Application application, String kind, String letters) {
        return documents.register(application.project(), access.code(), kind, letters, application.id(), LocalDate.ofInstant(clock.instant(), access.homeZone()));
    }

    // What was issued, frozen: the fingerprint of an issue is of this.
    static JsonNode content(Application application, boolean judged) {
        var content = new LinkedHashMap<String, Object>();
        content.put("number", application.code());
        content.put("deliverable", application.deliverableName());
        content.put("party", application.partyName());
        content.put("note", application.note());
        content.put("round", application.round());
        content.put("criteria", application.criteria().stream().map(criterion -> {
            var said = new LinkedHashMap<String, Object>();
            said.put("content", criterion.content());
            said.put("claim", criterion.claim() == null ? "" : criterion.claim().text());
            said.put("evidence", criterion.evidence());
            if (judged) said.put("passed_round", criterion.passedRound() == null ? 0 : criterion.passedRound());
            if (judged) said.put("votes", application.votes().stream().filter(vote -> vote.criterion().equals(criterion.id())).map(vote -> Map.of("round", vote.round(), "reviewer", vote.reviewer().toString(), "met", vote.met(), "comment", vote.comment())).toList());
            return said;
        }).toList());
        if (!judged) return JSON.valueToTree(content);
        content.put("status", application.status().text());
        content.put("rule", application.rule().text());
        content.put("rounds", application.rounds().stream().map(round -> Map.of("number", round.number(), "outcome", round.outcome() == null ? "" : round.outcome().text(), "decided_at", Objects.toString(round.decidedAt(), ""))).toList());
        content.put("panel", application.reviewers().stream().map(one -> Map.of("reviewer", one.id().toString(), "name", one.name(), "side", one.side().text(), "party", one.partyName(), "approver", one.approver())).toList());
        content.put("verdicts", application.verdicts().stream().map(one -> Map.of("round", one.round(), "reviewer", one.reviewer().toString(), "overall", one.overall().text(), "comment", one.comment(), "by", one.by().name(), "at", one.at().toString())).toList());
        content.put("rectifications", application.rectifications().stream().map(item -> Map.of("content", item.content(), "owner", item.owner().name(), "due_on", item.dueOn().toString(), "state", item.state(), "said", item.said())).toList());
        if (application.decided() != null) content.put("remarks", application.decided().remarks());
        content.put("rechecked_by", application.recheckedBy() == null ? "" : application.recheckedBy().name());
        return JSON.valueToTree(content);
    }
}
