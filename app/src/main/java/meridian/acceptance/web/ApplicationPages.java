package meridian.acceptance.web;

import java.time.Clock;
import java.util.List;
import meridian.acceptance.AcceptancePapers;
import meridian.acceptance.AcceptanceReports;
import meridian.acceptance.Application;
import meridian.acceptance.ApplicationSheets;
import meridian.acceptance.ApplicationStake;
import meridian.acceptance.Verdicts;
import meridian.activity.Stories;
import meridian.approval.ApprovalCard;
import meridian.approval.Approvals;
import meridian.document.Attachments;
import meridian.identity.Permission;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.tenancy.RectificationId;
import meridian.web.Answer;
import meridian.web.Choice;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The page of an application. It is also what stands at the address of a form that has nothing to ask any more (somebody was there
 * before): so whoever sends such a form late reads why it was refused.
 */
@Component
class ApplicationPages {
    private final ApplicationSheets sheets;
    private final Verdicts verdicts;
    private final Teams teams;
    private final Attachments attachments;
    private final Stories stories;
    private final AcceptanceReports reports;
    private final Approvals approvals;
    private final ApprovalCard.Source cards;
    private final Clock clock;
    private final Papers papers;

    ApplicationPages(ApplicationSheets sheets, Verdicts verdicts, Teams teams, Attachments attachments, Stories stories, AcceptanceReports reports, Approvals approvals, ApprovalCard.Source cards, Clock clock, Papers papers) {
        this.papers = papers;
        this.sheets = sheets;
        this.verdicts = verdicts;
        this.teams = teams;
        this.attachments = attachments;
        this.stories = stories;
        this.reports = reports;
        this.approvals = approvals;
        this.cards = cards;
        this.clock = clock;
    }

    Answer of(ProjectAccess here, Application application, Reader reader, Actor actor) {
        return of(sheets.stake(here, application, actor), reader, actor);
    }

    Answer of(ApplicationStake stake, Reader reader, Actor actor) {
        var here = stake.access();
        var application = stake.application();
        var files = attachments.on(application.ref(), stake.mayAttach(), stake.mayAttach(), actor);
        var people = stake.maySettle() ? teams.of(here.id()).choices() : List.<Choice>of();
        var decidable = here.mayEverywhere(Permission.CONVENE_ACCEPTANCE) && verdicts.decidable(application);
        return Answer.page("acceptance/application", new ApplicationController.ApplicationPage(here, application, stake, files, stories.around(application.ref(), here.id(), reader), people, RectificationId.next().value(), decidable, approval(here, application, actor), clock.instant()))
                .of(papers.registered(here, application.decided() == null ? AcceptancePapers.APPLICATION : AcceptancePapers.REPORT, application.id(), reader));
    }

    private @Nullable ApprovalCard approval(ProjectAccess here, Application application, Actor actor) {
        if (application.decided() == null) return null;
        var waits = !application.status().ended() && reports.waiting(application).isPresent();
        if (!waits && approvals.of(application.id(), 1).isEmpty()) return null;
        return cards.of(here.id(), AcceptancePapers.REPORT, application.id(), waits && !here.auditor() && here.mayEverywhere(Permission.CONVENE_ACCEPTANCE), actor);
    }
}
