package meridian.coordination;

import static db.coordination.Tables.DISPUTE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import meridian.activity.StoryPart;
import meridian.project.Projects;
import meridian.tenancy.DisputeId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import org.springframework.stereotype.Component;

/** Disputes as parts of a story. */
@Component
class DisputeStory implements StoryPart {
    private final DisputeSheets sheets;

    DisputeStory(DisputeSheets sheets) {
        this.sheets = sheets;
    }

    @Override
    public String kind() {
        return Dispute.KIND;
    }

    @Override
    public List<Telling> tell(Collection<UUID> things, ProjectId project, Reader reader) {
        var asked = DISPUTE.ID.in(things.stream().map(DisputeId::new).toList());
        return sheets.read(project, asked.and(Projects.readBy(project, reader)), DisputeStory::telling);
    }

    private static Telling telling(Dispute dispute, String code) {
        var lines = new ArrayList<Line>();
        for (var act : dispute.acts()) {
            var said = switch (act.move()) {
                case RAISE -> dispute.about();
                case HOLD -> dispute.meeting() == null ? "" : dispute.meeting().record();
                case RESOLVE -> dispute.resolution() == null ? "" : dispute.resolution().decision();
                default -> act.note();
            };
            lines.add(new Line(act.at(), act.by() == null ? "" : act.by(), "story.dispute_" + act.move().text(), List.of(), said));
        }
        for (var side : dispute.sides()) {
            if (side.statedAt() != null) lines.add(new Line(side.statedAt(), side.statedBy() == null ? "" : side.statedBy(), "story.dispute_stated", List.of(side.name()), side.statement()));
            var read = side.acknowledgement();
            if (read != null) lines.add(new Line(read.at(), read.by(), "story.dispute_acknowledged", List.of(side.name()), read.objection()));
        }
        lines.sort(Comparator.comparing(Line::at));
        return new Telling(dispute.ref(), dispute.raisedAt(), dispute.code(), dispute.title(), "/p/" + code + "/disputes/" + dispute.number(), dispute.about(), dispute.sides().getFirst().party(), dispute.sides().getFirst().name(),
                "dispute.status." + dispute.status().text(), lines);
    }
}
