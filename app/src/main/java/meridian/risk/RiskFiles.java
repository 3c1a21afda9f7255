package meridian.risk;

import static db.project.Tables.PROJECT;
import static db.risk.Tables.RISK;

import java.util.Optional;
import java.util.UUID;
import meridian.document.FileSubject;
import meridian.identity.Permission;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.RiskId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Files of a risk: brought by anybody who may raise one, kept once it is over. */
@Component
class RiskFiles implements FileSubject {
    private final DSLContext db;
    private final Projects projects;
    private final RiskSheets sheets;

    RiskFiles(DSLContext db, Projects projects, RiskSheets sheets) {
        this.db = db;
        this.projects = projects;
        this.sheets = sheets;
    }

    @Override
    public String kind() {
        return Risk.KIND;
    }

    @Override
    public Optional<Standing> standing(UUID thing, Actor actor) {
        var project = db.select(RISK.PROJECT_ID).from(RISK).join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), PROJECT.ID.eq(RISK.PROJECT_ID)).where(RISK.ID.eq(new RiskId(thing))).fetchOptional(RISK.PROJECT_ID);
        if (project.isEmpty()) return Optional.empty();
        try {
            var access = projects.access(project.get(), actor);
            if (!access.may(Permission.READ)) return Optional.empty();
            var risk = sheets.get(access.id(), new RiskId(thing));
            var attach = risk.status().open() && access.may(Permission.RAISE_RISK) && !access.auditor();
            return Optional.of(new Standing(access.id(), risk.party(), "/p/" + access.code() + "/risks/" + risk.number(), attach, attach && Risks.mayManage(access, risk)));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }
}
