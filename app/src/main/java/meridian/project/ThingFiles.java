package meridian.project;

import java.util.Optional;
import java.util.UUID;
import meridian.document.FileSubject;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;

/** Files on something of a project: seen by whoever reads it; brought by whoever works in the project, as long as the thing is open. */
public abstract class ThingFiles implements FileSubject {
    private final Projects projects;
    private final String kind;

    protected ThingFiles(Projects projects, String kind) {
        this.projects = projects;
        this.kind = kind;
    }

    /** Where a thing is, below its project, and whether it still takes files. */
    public record Place(ProjectId project, String address, boolean open) {}

    protected abstract Optional<Place> place(UUID thing);

    /** Whether somebody may know of the thing; whoever reads the project, unless said otherwise. */
    protected boolean readable(ProjectAccess access, UUID thing) {
        return access.may(Permission.READ);
    }

    /** Whether somebody may bring files to something that is open or not. */
    public static boolean mayAttach(ProjectAccess access, boolean open) {
        return open && !access.auditor() && access.may(Permission.COMMENT);
    }

    /** Whether they may take away what others brought. */
    public static boolean mayKeep(ProjectAccess access, boolean open) {
        return open && !access.auditor() && access.mayEverywhere(Permission.MANAGE_PROJECT);
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final Optional<Standing> standing(UUID thing, Actor actor) {
        return place(thing).flatMap(place -> {
            try {
                var access = projects.access(place.project(), actor);
                if (!readable(access, thing)) return Optional.empty();
                return Optional.of(new Standing(access.id(), null, "/p/" + access.code() + place.address(), mayAttach(access, place.open()), mayKeep(access, place.open())));
            } catch (NotFound e) {
                return Optional.empty();
            }
        });
    }
}
