package meridian.meeting;

import meridian.approval.Approval;
import meridian.identity.Calendars;
import meridian.project.DocumentApproval;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.MeetingId;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What an approval means for minutes 签发: they are issued and sent. They are not locked meanwhile: what is decided on is what was handed
 * over, and where a row has changed since nobody can agree to it. The report of a phase review 阶段复盘报告 takes steps of its own.
 */
class MinutesApproval extends DocumentApproval {
    static final String REVISE = "revise_minutes";

    private final MinuteBook book;

    private MinutesApproval(DSLContext db, Calendars calendars, Projects projects, MinuteBook book, String kind, String decide) {
        super(db, calendars, projects, kind, decide, REVISE);
        this.book = book;
    }

    @Configuration
    static class Kinds {
        @Bean
        MinutesApproval minutesApproval(DSLContext db, Calendars calendars, Projects projects, MinuteBook book) {
            return new MinutesApproval(db, calendars, projects, book, Minutes.DOCUMENT_KIND, "decide_minutes");
        }

        @Bean
        MinutesApproval reviewReportApproval(DSLContext db, Calendars calendars, Projects projects, MinuteBook book) {
            return new MinutesApproval(db, calendars, projects, book, Minutes.REVIEW_REPORT, "decide_review_report");
        }
    }

    @Override
    protected String place(String title) {
        return MinutesDutyKinds.minutes(title) + "#approval";
    }

    @Override
    public String fingerprint(Approval approval) {
        return book.fingerprint(meeting(approval));
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        book.approved(approval, actor);
    }

    /** They are a draft all the while. */
    @Override
    public void reopened(Approval approval, Actor actor) {}

    private static MeetingId meeting(Approval approval) {
        return new MeetingId(approval.subject().id());
    }
}
