package meridian.risk;

import static db.risk.Tables.RISK;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import meridian.activity.StoryPart;
import meridian.project.Projects;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.RiskId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Risks as parts of a story. */
@Component
class RiskStory implements StoryPart {
    private static final Pattern ADDRESS = Pattern.compile("/risks/(\\d{1,9})");

    private final RiskSheets sheets;
    private final DSLContext db;

    RiskStory(RiskSheets sheets, DSLContext db) {
        this.sheets = sheets;
        this.db = db;
    }

    @Override
    public String kind() {
        return Risk.KIND;
    }

    @Override
    public List<Telling> tell(Collection<UUID> things, ProjectId project, Reader reader) {
        var asked = RISK.ID.in(things.stream().map(RiskId::new).toList());
        return sheets.read(project, asked.and(Projects.readBy(project, reader)), RiskStory::telling);
    }

    @Override
    public @Nullable UUID at(String address, ProjectId project) {
        var number = ADDRESS.matcher(address);
        if (!number.matches()) return null;
        return db.select(RISK.ID).from(RISK).where(RISK.PROJECT_ID.eq(project), RISK.NUMBER.eq(Integer.valueOf(number.group(1)))).fetchOptional(RISK.ID).map(RiskId::value).orElse(null);
    }

    private static Telling telling(Risk risk, String code) {
        var lines = risk.entries().stream().filter(entry -> entry.act() != RiskAct.CHANGE)
                .map(entry -> new Line(entry.at(), entry.by(), "story.risk_" + entry.act().text(), List.of(), entry.act() == RiskAct.RAISE ? risk.description() : entry.note()))
                .toList();
        return new Telling(risk.ref(), risk.submittedAt(), risk.code(), risk.title(), "/p/" + code + "/risks/" + risk.number(), text(risk), risk.party(), risk.party() == null ? null : risk.partyName(), "risk.status." + risk.status().text(), lines);
    }

    // What is carried along: what it says, and what it would do.
    private static String text(Risk risk) {
        return risk.effect().isEmpty() ? risk.description() : risk.description() + "\n" + risk.effect();
    }
}
