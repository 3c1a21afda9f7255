package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;
import static db.project.Tables.PROJECT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import meridian.activity.StoryPart;
import meridian.project.Projects;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applications as parts of a story. */
@Component
class AcceptanceStory implements StoryPart {
    private static final Pattern ADDRESS = Pattern.compile("/acceptance/(\\d{1,9})");

    private final DSLContext db;
    private final ApplicationSheets sheets;

    AcceptanceStory(DSLContext db, ApplicationSheets sheets) {
        this.db = db;
        this.sheets = sheets;
    }

    @Override
    public String kind() {
        return Application.KIND;
    }

    @Override
    public List<Telling> tell(Collection<UUID> things, ProjectId project, Reader reader) {
        var asked = APPLICATION.ID.in(things.stream().map(ApplicationId::new).toList()).and(APPLICATION.PROJECT_ID.eq(project));
        var code = db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(project), Projects.readBy(project, reader)).fetchOptional(PROJECT.CODE);
        if (code.isEmpty()) return List.of();
        return sheets.read(asked).stream().map(application -> telling(application, code.get())).toList();
    }

    @Override
    public @Nullable UUID at(String address, ProjectId project) {
        var number = ADDRESS.matcher(address);
        if (!number.matches()) return null;
        return db.select(APPLICATION.ID).from(APPLICATION).where(APPLICATION.PROJECT_ID.eq(project), APPLICATION.NUMBER.eq(Integer.valueOf(number.group(1)))).fetchOptional(APPLICATION.ID).map(ApplicationId::value).orElse(null);
    }

    private static Telling telling(Application application, String code) {
        var lines = new ArrayList<Line>();
        for (var round : application.rounds()) {
            lines.add(new Line(round.submittedAt(), round.submittedBy().name(), "story.acceptance_submitted", List.of(Integer.toString(round.number())), round.number() == application.round() ? application.note() : ""));
            if (round.outcome() != null) lines.add(new Line(Objects.requireNonNull(round.decidedAt()), "", "story.acceptance_" + round.outcome().text(), List.of(Integer.toString(round.number())), against(application, round.number())));
        }
        if (application.recheckedAt() != null && application.recheckedBy() != null) lines.add(new Line(application.recheckedAt(), application.recheckedBy().name(), "story.acceptance_rechecked", List.of(), application.recheckNote()));
        if (application.endedAt() != null && application.endedBy() != null) lines.add(new Line(application.endedAt(), application.endedBy().name(), "story.acceptance_" + application.status().text(), List.of(), application.endReason()));
        lines.sort(Comparator.comparing(Line::at));
        return new Telling(application.ref(), application.preparedAt(), application.code(), application.deliverableName(), Applications.address(code, application.number()), text(application), application.party(), application.partyName(), "acceptance.status." + application.status().text(), lines);
    }

    // What is carried along: what is not met yet, else what was delivered.
    private static String text(Application application) {
        var against = application.decided() == null ? "" : against(application, application.decided().number());
        return against.isEmpty() ? application.note() : against;
    }

    private static String against(Application application, int round) {
        return application.criteria().stream().flatMap(criterion -> application.objections(criterion, round).stream().map(vote -> criterion.content() + ": " + vote.comment())).distinct().reduce((one, other) -> one + "\n" + other).orElse("");
    }
}
