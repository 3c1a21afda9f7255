package meridian.coordination;

import static db.coordination.Tables.RESOURCE_REQUEST;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.activity.StoryPart;
import meridian.project.Projects;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.ResourceRequestId;
import org.springframework.stereotype.Component;

/** Resource requests as parts of a story. */
@Component
class RequestStory implements StoryPart {
    private final RequestSheets sheets;

    RequestStory(RequestSheets sheets) {
        this.sheets = sheets;
    }

    @Override
    public String kind() {
        return ResourceRequest.KIND;
    }

    @Override
    public List<Telling> tell(Collection<UUID> things, ProjectId project, Reader reader) {
        var asked = RESOURCE_REQUEST.ID.in(things.stream().map(ResourceRequestId::new).toList());
        return sheets.read(project, asked.and(Projects.readBy(project, reader)), RequestStory::telling);
    }

    private static Telling telling(ResourceRequest request, String code) {
        var lines = new ArrayList<Line>();
        lines.add(new Line(request.preparedAt(), request.preparedBy().name(), "story.request_drafted", List.of(request.from().partyName() == null ? "" : request.from().partyName()), request.reason()));
        for (var act : request.acts()) lines.add(new Line(act.at(), act.name(), "story.request_" + act.move().text(), List.of(), act.note()));
        return new Telling(request.ref(), request.preparedAt(), request.code(), request.name(), "/p/" + code + "/requests/" + request.number(), request.reason(), request.from().party(), request.from().partyName(),
                "request.status." + request.status().text(), lines);
    }
}
