package meridian.progress.web;

import java.time.LocalDate;
import meridian.identity.Permission;
import meridian.progress.PastedReport;
import meridian.progress.Reports;
import meridian.progress.Sheets;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.ReportId;
import meridian.tenancy.Text;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Filling in, filing, confirming and checking reports. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/progress")
public class ReportController {
    private static final int MOST_PASTED = 20_000;

    private final Sheets sheets;
    private final Reports reports;

    ReportController(Sheets sheets, Reports reports) {
        this.sheets = sheets;
        this.reports = reports;
    }

    @GetMapping("/today")
    Answer sheet(ProjectAccess here, @RequestParam(required = false) @Nullable LocalDate day, @RequestParam(name = "for", required = false) @Nullable MemberId member, Reader reader) {
        // Who has nothing to report (a sponsor, an auditor) comes here by the telephone’s “+” all the same.
        if (member == null && !here.may(Permission.DO_TASKS)) return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/progress");
        return Answer.page("progress/sheet", new SheetPage(sheets.of(here, member == null ? here.member() : member, day), here.code(), false, here.guest()));
    }

    @PostMapping("/today")
    Answer file(ProjectAccess here, @RequestParam MultiValueMap<String, String> typed, @RequestParam(name = "for", required = false) @Nullable MemberId member, Reader reader, Actor actor) {
        mayFile(here, member);
        var report = reports.file(here.id(), member == null ? here.member() : member, new ReportForm(typed).filing(), actor);
        var inProject = "/w/" + reader.slug() + (here.guest() ? "/inbox" : "/p/" + here.code() + "/progress?day=" + report.day());
        return Answer.to(inProject).saying(report.late() ? "progress.filed_late" : report.version() > 0 ? "progress.changed" : "progress.filed");
    }

    /** Reads a chat text into the sheet; nothing is filed by it. */
    @PostMapping("/today/pasted")
    Answer read(ProjectAccess here, @RequestParam(defaultValue = "") String pasted, @RequestParam(required = false) @Nullable LocalDate day, @RequestParam(name = "for", required = false) @Nullable MemberId member) {
        mayFile(here, member);
        var text = Text.clean(pasted);
        if (text.isEmpty()) throw Refused.at("pasted", "refused.missing");
        if (text.length() > MOST_PASTED) throw Refused.at("pasted", "refused.too_long", MOST_PASTED, text.length());
        var sheet = sheets.of(here, member == null ? here.member() : member, day);
        return Answer.page("progress/sheet", new SheetPage(sheet.with(PastedReport.read(text, sheet.who().name()), here.code()), here.code(), true, here.guest()));
    }

    /** Where a refused form that began as a pasted text comes back to. */
    @GetMapping("/today/pasted")
    Answer again(ProjectAccess here, @RequestParam(required = false) @Nullable LocalDate day, @RequestParam(name = "for", required = false) @Nullable MemberId member, Reader reader) {
        return sheet(here, day, member, reader);
    }

    // Whoever may not file is told so before the form is read.
    private void mayFile(ProjectAccess here, @Nullable MemberId member) {
        if (member == null || member.equals(here.member())) here.require(Permission.DO_TASKS);
        else if (here.guest()) throw new NotFound();
        else if (!reports.standsInFor(here.id(), member, here.member())) here.require(Permission.REPORT_FOR_OTHERS);
    }

    @GetMapping("/reports/{id}")
    Answer show(@PathVariable ReportId id, ProjectAccess here, Reader reader, Actor actor) {
        var report = reports.get(id, actor);
        if (!report.project().equals(here.id())) throw new NotFound();
        var address = "/w/" + reader.slug() + "/p/" + here.code() + "/progress";
        return Answer.to(here.guest() ? address + "/today?day=" + report.day() : address + "?day=" + report.day() + "#report-" + id);
    }

    @PostMapping("/reports/{id}/confirmation")
    Answer confirm(@PathVariable ReportId id, ProjectAccess here, Reader reader, Actor actor) {
        if (!reports.get(id, actor).project().equals(here.id())) throw new NotFound();
        reports.confirm(id, actor);
        return Answer.to("/w/" + reader.slug() + "/inbox").saying("progress.confirmed");
    }

    @PostMapping("/reports/{id}/check")
    Answer check(@PathVariable ReportId id, ProjectAccess here, @RequestParam(name = "_from", required = false) @Nullable String from, Reader reader, Actor actor) {
        if (!reports.get(id, actor).project().equals(here.id())) throw new NotFound();
        var report = reports.check(id, actor);
        var inbox = "/w/" + reader.slug() + "/inbox";
        return Answer.to(from != null && from.equals(inbox) ? inbox : "/w/" + reader.slug() + "/p/" + here.code() + "/progress?day=" + report.day()).saying("progress.checked");
    }
}
