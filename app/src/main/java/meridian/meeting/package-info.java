/**
 * Meetings 会议: who meets when and about what, in a series too; invitations by mail, answers, attendance, and each person’s calendar.
 * What a meeting settles belongs to the minutes; what a dispute, a launch or an acceptance makes of it, to those modules above.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "index", "outbox", "identity", "duty", "document", "approval", "project", "workplan"})
@NullMarked
package meridian.meeting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
