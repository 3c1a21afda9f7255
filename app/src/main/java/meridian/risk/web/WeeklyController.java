package meridian.risk.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import meridian.duty.Cadence;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.risk.WeeklyRisks;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What every party submits every week: one’s own week on top, everybody’s below. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/risks/weekly")
public class WeeklyController {
    private final WeeklyRisks weekly;
    private final Clock clock;

    WeeklyController(WeeklyRisks weekly, Clock clock) {
        this.weekly = weekly;
        this.clock = clock;
    }

    /** {@code mine} is the party and week that the reader is asked for, null where they submit for none. */
    public record WeeklyPage(ProjectAccess project, List<WeeklyRisks.Line> lines, WeeklyRisks.@Nullable Line mine, WeeklyRisks.@Nullable Week week, List<WeeklyRisks.Fresh> fresh, Instant now) {
        /** As {@link WeeklyRisks.Week#standing}; a week that runs is waited for although nobody was asked yet. */
        public String standing(WeeklyRisks.Line line, WeeklyRisks.Week week) {
            var standing = week.standing(now);
            return standing.equals("none") && project.stage() == Stage.EXECUTION && week.equals(line.current()) ? "waiting" : standing;
        }

        public String sign(String standing) {
            return Signs.week(standing);
        }

        /** The parties whose current week is in. */
        public long submitted() {
            return lines.stream().filter(line -> line.current().submittedAt() != null).count();
        }

        public boolean current(WeeklyRisks.Week one) {
            return mine != null && mine.current().equals(one);
        }

        public boolean maySubmitFor(WeeklyRisks.Line line) {
            return !project.auditor() && project.may(Permission.SUBMIT_RISKS, line.party().id());
        }

        /** 11-23 – 11-29 */
        public String span(Ui ui, LocalDate monday) {
            return ui.date(monday) + " – " + ui.date(monday.plusDays(6));
        }

        public String tag(WeeklyRisks.Fresh risk) {
            return Signs.tag(risk.estimate());
        }
    }

    @GetMapping
    Answer page(ProjectAccess here, @RequestParam(defaultValue = "") String party, @RequestParam(defaultValue = "") String week) {
        here.require(Permission.READ);
        var lines = weekly.overview(here);
        var mine = mine(here, lines, party);
        var shown = mine == null ? null : mine.weeks().stream().filter(one -> one.monday().toString().equals(week)).findFirst().orElse(mine.current());
        var fresh = mine == null || shown == null ? List.<WeeklyRisks.Fresh>of() : weekly.fresh(here.id(), mine.party().id(), shown.monday());
        return Answer.page("risk/weekly", new WeeklyPage(here, lines, mine, shown, fresh, clock.instant()));
    }

    // The party asked for, else the reader’s own; whoever submits for all has none of their own.
    private WeeklyRisks.@Nullable Line mine(ProjectAccess here, List<WeeklyRisks.Line> lines, String party) {
        var wanted = lines.stream().filter(line -> line.party().id().toString().equals(party)).findFirst().orElse(null);
        if (wanted != null) return weekly.maySubmit(here, wanted.party().id()) ? wanted : null;
        return lines.stream().filter(line -> here.parties().contains(line.party().id()) && !here.auditor() && here.may(Permission.SUBMIT_RISKS, line.party().id())).findFirst().orElse(null);
    }

    /** The week as it stands, with what is new in it or with nothing. */
    @PostMapping("/{party}/{week}")
    Answer submit(ProjectAccess here, Reader reader, Actor actor, @PathVariable UUID party, @PathVariable String week) {
        weekly.submit(here.id(), new PartyId(party), monday(week), actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/risks/weekly?party=" + party + "&week=" + monday(week)).saying("risk.said_submitted");
    }

    private static LocalDate monday(String text) {
        try {
            var day = LocalDate.parse(text);
            if (day.getDayOfWeek() == DayOfWeek.MONDAY && day.equals(Cadence.WEEK.period(day))) return day;
        } catch (DateTimeParseException e) {
            // said below
        }
        throw Refused.because("risk.week_wrong");
    }
}
