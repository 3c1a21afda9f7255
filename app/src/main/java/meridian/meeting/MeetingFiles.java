package meridian.meeting;

import org.springframework.stereotype.Component;

/** A meeting as a file for a calendar program. */
@Component
public class MeetingFiles {
    private final MeetingMail mail;

    MeetingFiles(MeetingMail mail) {
        this.mail = mail;
    }

    /** @param name of the calendar it belongs to */
    public String of(Meeting meeting, String name) {
        return mail.file(meeting, name).text();
    }
}
