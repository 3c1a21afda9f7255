package meridian.progress.web;

import java.time.LocalDate;
import java.util.List;
import meridian.duty.Cadence;
import meridian.identity.Permission;
import meridian.meeting.Meeting;
import meridian.meeting.MeetingSheets;
import meridian.progress.StandUp;
import meridian.progress.StandUps;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The stand-up without a meeting: what everybody reported, party by party. */
@Controller
public class StandUpController {
    private final StandUps standUps;
    private final MeetingSheets meetings;

    StandUpController(StandUps standUps, MeetingSheets meetings) {
        this.standUps = standUps;
        this.meetings = meetings;
    }

    /** The page; {@code mayReport}: the reader has reports of their own to file here. */
    public record StandUpPage(StandUp standUp, String code, boolean mayReport, boolean inExecution, List<MeetingSheets.Line> meetings) {}

    @GetMapping("/w/{slug}/p/{code}/progress")
    Answer show(ProjectAccess here, @RequestParam(required = false) @Nullable LocalDate day, Reader reader) {
        var standUp = standUps.of(here, day, reader);
        return Answer.page("progress/standup", new StandUpPage(standUp, here.code(), here.may(Permission.DO_TASKS), here.stage() == Stage.EXECUTION, standUp.cadence() == Cadence.WEEK ? List.of() : meetings.on(here, Meeting.Kind.STAND_UP, standUp.day())));
    }
}
