package meridian.activity;

import java.util.UUID;
import meridian.tenancy.Actor;
import meridian.tenancy.CommentId;
import meridian.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Hears of every recorded event, in its transaction; for modules above that merely want to know. */
public interface Witness {
    /** {@code data} is the event as it is kept. */
    void recorded(UUID activity, Actor actor, Event event, JsonNode data, @Nullable ProjectId project);

    /** A comment was written, taken back or said again; no event says which. */
    default void said(CommentId comment) {}
}
