package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;

import java.util.Optional;
import java.util.UUID;
import meridian.document.FileSubject;
import meridian.identity.Permission;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.NotFound;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Files of an application: what is delivered, and evidence. The party brings them while it writes; once it is judged they stay as they are. */
@Component
class AcceptanceFiles implements FileSubject {
    private final DSLContext db;
    private final Projects projects;
    private final ApplicationSheets sheets;

    AcceptanceFiles(DSLContext db, Projects projects, ApplicationSheets sheets) {
        this.db = db;
        this.projects = projects;
        this.sheets = sheets;
    }

    @Override
    public String kind() {
        return Application.KIND;
    }

    @Override
    public Optional<Standing> standing(UUID thing, Actor actor) {
        var project = db.select(APPLICATION.PROJECT_ID).from(APPLICATION).where(APPLICATION.ID.eq(new ApplicationId(thing))).fetchOptional(APPLICATION.PROJECT_ID);
        if (project.isEmpty()) return Optional.empty();
        try {
            var access = projects.access(project.get(), actor);
            if (!access.may(Permission.READ)) return Optional.empty();
            var application = sheets.get(access.id(), new ApplicationId(thing));
            var attach = sheets.stake(access, application, actor).mayAttach();
            return Optional.of(new Standing(access.id(), application.party(), Applications.address(access.code(), application.number()), attach, attach));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }
}
