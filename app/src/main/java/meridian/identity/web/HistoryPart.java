package meridian.identity.web;

import java.util.List;
import meridian.activity.Activities;
import meridian.tenancy.Id;

/** What happened to a thing of the workspace, the newest first. */
public record HistoryPart(List<Activities.Line> lines) {
    private static final int MOST = 12;

    static HistoryPart about(Id subject, Activities activities) {
        return new HistoryPart(activities.about(subject, MOST, null));
    }
}
