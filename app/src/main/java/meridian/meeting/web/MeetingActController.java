package meridian.meeting.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.UUID;
import meridian.document.DocumentName;
import meridian.meeting.Meeting;
import meridian.meeting.MeetingFiles;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.project.FileNames;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Entered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is done to a meeting: answered, called off, its agenda written, begun, ended, attendance taken. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/meetings/{meeting}")
class MeetingActController {
    private static final int ROWS = 33;

    private final Meetings meetings;
    private final MeetingSheets sheets;
    private final MeetingFiles files;
    private final FileNames names;

    MeetingActController(Meetings meetings, MeetingSheets sheets, MeetingFiles files, FileNames names) {
        this.meetings = meetings;
        this.sheets = sheets;
        this.files = files;
        this.names = names;
    }

    /** Of a series, for this one and all that follow, unless it is {@code only} for this one. */
    @PostMapping("/answer")
    Answer answer(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting, @RequestParam(defaultValue = "") String answer, @RequestParam(defaultValue = "") String note, @RequestParam(defaultValue = "false") boolean only) {
        var found = readable(here, meeting);
        if (found.participant(here.member()).isEmpty()) throw new NotAllowed();
        var entered = new Entered();
        var reply = entered.word("answer", answer, Meeting.Reply::of);
        entered.done();
        meetings.answer(here.id(), found.id(), reply == null ? Meeting.Reply.NONE : reply, note, !only, actor);
        return Answer.to(MeetingController.address(here, reader, meeting)).saying("meeting.said_answered");
    }

    @PostMapping("/cancellation")
    Answer cancel(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting, @RequestParam(defaultValue = "") String reason, @RequestParam(defaultValue = "false") boolean following, @RequestParam int version) {
        meetings.cancel(here.id(), changeable(here, meeting).id(), reason, following, version, actor);
        return Answer.to(MeetingController.address(here, reader, meeting)).saying("meeting.said_cancelled");
    }

    @PostMapping("/agenda")
    Answer agenda(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting, @RequestParam MultiValueMap<String, String> typed, @RequestParam int version) {
        var found = changeable(here, meeting);
        var entered = new Entered();
        var topics = new ArrayList<Meetings.NewTopic>();
        int last = 0;
        for (int row = 0; row < ROWS; row++) {
            var topic = MeetingForm.said(typed, "topic_" + row);
            topics.add(new Meetings.NewTopic(topic, entered.chosen("presenter_" + row, MeetingForm.said(typed, "presenter_" + row), MemberId::of), entered.whole("minutes_" + row, MeetingForm.said(typed, "minutes_" + row))));
            if (!topic.isBlank()) last = row + 1;
        }
        entered.done();
        // Problems stand beside the row they were typed into, so that empty ones are only left out behind the last.
        while (topics.size() > last && topics.getLast().presenter() == null && topics.getLast().minutes() == null) topics.removeLast();
        meetings.write(here.id(), found.id(), topics, version, actor);
        return Answer.to(MeetingController.address(here, reader, meeting) + "#agenda").saying("meeting.said_agenda");
    }

    @PostMapping("/beginning")
    Answer begin(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting) {
        meetings.begin(here.id(), keepable(here, meeting).id(), actor);
        return Answer.to(MeetingController.address(here, reader, meeting)).saying("meeting.said_begun");
    }

    @PostMapping("/ending")
    Answer end(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting) {
        meetings.end(here.id(), keepable(here, meeting).id(), actor);
        return Answer.to(MeetingController.address(here, reader, meeting)).saying("meeting.said_ended");
    }

    @PostMapping("/attendance")
    Answer attend(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting, @RequestParam MultiValueMap<String, String> typed, @RequestParam int version) {
        var found = keepable(here, meeting);
        var entered = new Entered();
        var there = new ArrayList<Meetings.There>();
        var people = new LinkedHashSet<UUID>();
        found.participants().forEach(one -> people.add(one.person()));
        for (var person : people) {
            if (!typed.containsKey("there_" + person)) continue;
            there.add(new Meetings.There(person, entered.word("there_" + person, MeetingForm.said(typed, "there_" + person), Meeting.Attendance::of), MeetingForm.said(typed, "reason_" + person)));
        }
        entered.done();
        meetings.attend(here.id(), found.id(), there, version, actor);
        return Answer.to(MeetingController.address(here, reader, meeting) + "#participants").saying("meeting.said_attendance");
    }

    /** For a calendar that is fed by nobody. */
    @GetMapping("/meeting.ics")
    ResponseEntity<byte[]> file(ProjectAccess here, @PathVariable int meeting) {
        var found = readable(here, meeting);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "calendar", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, DocumentName.attachment(names.of(here, null).name(found.code() + " " + found.title(), 1, "ics")).toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(files.of(found, here.name()).getBytes(StandardCharsets.UTF_8));
    }

    private Meeting readable(ProjectAccess here, int number) {
        var found = sheets.get(here.id(), number);
        if (!Meetings.mayRead(here, found)) throw new NotFound();
        return found;
    }

    private Meeting changeable(ProjectAccess here, int number) {
        var found = readable(here, number);
        if (!Meetings.mayChange(here, found)) throw new NotAllowed();
        return found;
    }

    private Meeting keepable(ProjectAccess here, int number) {
        var found = readable(here, number);
        if (!Meetings.mayKeep(here, found)) throw new NotAllowed();
        return found;
    }
}
