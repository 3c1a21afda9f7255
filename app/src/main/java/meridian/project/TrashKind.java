package meridian.project;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Things of one kind that can be thrown away: kept for {@link Trash#DAYS} days, then removed for good. Implemented by the
 * module they belong to. What is signed, published or issued is no such thing; it is cancelled.
 */
public interface TrashKind {
    /** The kind in a thing’s {@link Ref} and in the address of its restoration. */
    String kind();

    /** Of the project’s trash the {@code most} newest behind the place {@code after}, the newest first. */
    List<Thrown> thrown(ProjectAccess here, @Nullable Place after, int most);

    /** Brings a thing back; refused with what stands in the way and how to mend it. */
    Back restore(ProjectAccess here, UUID id, Actor actor);

    /** Removes the thing that was thrown away longest ago, with all that went with it, if that was before the instant; null where nothing is left to tell. */
    @Nullable Gone removeOldest(Instant before);

    /** One thing in the trash. {@code word} names the message {@code trash.kind.<word>}; {@code number} is empty where it has none. */
    record Thrown(Ref thing, String word, String number, String name, Instant at, String by, boolean mayRestore) {
        Place place() {
            return new Place(at, thing.id());
        }
    }

    /** Where a page of the trash ended. */
    record Place(Instant at, UUID id) {
        /** What lies behind it in a table that keeps by which id a thing is known and when it was thrown away. */
        public static <I> Condition behind(@Nullable Place place, Field<Instant> at, Field<I> id, Function<UUID, I> of) {
            return place == null ? DSL.noCondition() : DSL.row(at, id).lt(place.at(), of.apply(place.id()));
        }
    }

    /** Where a thing is again (an address within the workspace: a project’s lesson is read outside of it) and the key of what is said about it. */
    record Back(String address, String said) {
        public static Back below(ProjectAccess project, String path, String said) {
            return new Back("/p/" + project.code() + path, said);
        }
    }

    /** What was removed for good. */
    record Gone(ProjectId project, Ref thing, String name) {}
}
