package meridian.document;

import java.util.UUID;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;

/** What follows when the number of a document is made void; implemented by the modules whose documents people owe something to. Called in the transaction that does it. */
public interface VoidFollower {
    /** The kind of the documents it follows. */
    String kind();

    void madeVoid(ProjectId project, UUID subject, Actor actor);
}
