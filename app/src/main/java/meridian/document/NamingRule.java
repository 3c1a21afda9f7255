package meridian.document;

import java.util.Optional;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;

/** How a project names its files, known to the module that has projects. */
public interface NamingRule {
    /**
     * What a file should be called that this person brings to something of the party; empty where its name fits or the project has no
     * rule in force.
     */
    Optional<String> proposal(ProjectId project, @Nullable PartyId party, String fileName, int version, Actor actor);
}
