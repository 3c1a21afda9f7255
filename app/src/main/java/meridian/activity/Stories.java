package meridian.activity;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import meridian.activity.StoryPart.Telling;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/** Threads read as one story, each part told by the module it belongs to and only to who may know of it. */
@Component
public class Stories {
    private final Links links;
    private final Supplier<List<StoryPart>> parts;

    Stories(Links links, ObjectProvider<StoryPart> parts) {
        this.links = links;
        this.parts = SingletonSupplier.of(() -> parts.stream().toList());
    }

    /** The whole thread of a thing, in the order in which its parts began. {@code links} are between parts that are told. */
    public record Story(List<Telling> parts, List<Links.Link> links) {
        public List<Telling> before(Telling part) {
            return links.stream().filter(link -> link.to().equals(part.ref())).flatMap(link -> find(link.from())).toList();
        }

        public List<Telling> after(Telling part) {
            return links.stream().filter(link -> link.from().equals(part.ref())).flatMap(link -> find(link.to())).toList();
        }

        private java.util.stream.Stream<Telling> find(Ref ref) {
            return parts.stream().filter(part -> part.ref().equals(ref));
        }
    }

    /** What stands at the top of a thing: what it came from and what it became. */
    public record Around(Ref of, List<Telling> from, List<Telling> became) {
        public static Around none(Ref of) {
            return new Around(of, List.of(), List.of());
        }

        public boolean any() {
            return !from.isEmpty() || !became.isEmpty();
        }
    }

    @Transactional(readOnly = true)
    public Story of(Ref thing, ProjectId project, Reader reader) {
        var thread = links.thread(thing.id());
        var told = tell(thread.isEmpty() ? List.of(thing) : Links.things(thread), project, reader);
        var known = thread.stream().filter(link -> told.containsKey(link.from()) && told.containsKey(link.to())).toList();
        return new Story(told.values().stream().sorted(Comparator.comparing(Telling::at)).toList(), known);
    }

    @Transactional(readOnly = true)
    public Around around(Ref thing, ProjectId project, Reader reader) {
        var near = links.of(thing.id());
        if (near.isEmpty()) return Around.none(thing);
        var told = tell(Links.things(near).stream().filter(ref -> !ref.equals(thing)).toList(), project, reader);
        return new Around(thing,
                near.stream().filter(link -> link.to().equals(thing)).map(link -> told.get(link.from())).filter(java.util.Objects::nonNull).toList(),
                near.stream().filter(link -> link.from().equals(thing)).map(link -> told.get(link.to())).filter(java.util.Objects::nonNull).toList());
    }

    /** One thing, for a form that is to carry it along; empty where there is no such thing for this reader. */
    @Transactional(readOnly = true)
    public Optional<Telling> tell(Ref thing, ProjectId project, Reader reader) {
        return Optional.ofNullable(tell(List.of(thing), project, reader).get(thing));
    }

    /** As {@link #tell(Ref, ProjectId, Reader)}, of the thing whose page is at an address below the project. */
    @Transactional(readOnly = true)
    public Optional<Telling> at(String address, ProjectId project, Reader reader) {
        return parts.get().stream()
                .flatMap(part -> Optional.ofNullable(part.at(address, project)).map(id -> new Ref(part.kind(), id)).stream())
                .findFirst()
                .flatMap(thing -> tell(thing, project, reader));
    }

    private Map<Ref, Telling> tell(Collection<Ref> things, ProjectId project, Reader reader) {
        var tellers = parts.get().stream().collect(Collectors.toMap(StoryPart::kind, Function.identity()));
        var told = new HashMap<Ref, Telling>();
        things.stream().collect(Collectors.groupingBy(Ref::kind, Collectors.mapping(Ref::id, Collectors.toList()))).forEach((kind, ids) -> {
            var teller = tellers.get(kind);
            if (teller != null) for (var telling : teller.tell(ids, project, reader)) told.put(telling.ref(), telling);
        });
        return told;
    }
}
