package meridian.index;

import java.util.List;
import java.util.UUID;
import meridian.activity.Event;
import meridian.activity.Witness;
import meridian.tenancy.Actor;
import meridian.tenancy.CommentId;
import meridian.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Hears what happens to things that can be found. */
@Component
class Listening implements Witness {
    private final ObjectProvider<Searchable> searchables;
    private final ObjectProvider<Index> index;
    private volatile @Nullable List<Searchable> all;

    Listening(ObjectProvider<Searchable> searchables, ObjectProvider<Index> index) {
        this.searchables = searchables;
        this.index = index;
    }

    @Override
    public void recorded(UUID activity, Actor actor, Event event, JsonNode data, @Nullable ProjectId project) {
        for (var searchable : all()) index.getObject().changed(searchable.kind(), searchable.touchedBy(event));
    }

    @Override
    public void said(CommentId comment) {
        index.getObject().changed("comment", List.of(comment.value()));
    }

    private List<Searchable> all() {
        var known = all;
        if (known == null) all = known = searchables.stream().toList();
        return known;
    }
}
