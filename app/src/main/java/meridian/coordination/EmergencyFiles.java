package meridian.coordination;

import static db.coordination.Tables.EMERGENCY;

import java.util.Optional;
import java.util.UUID;
import meridian.document.Attachment;
import meridian.document.FileSubject;
import meridian.identity.Permission;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.EmergencyEntryId;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.NotFound;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Files in the room of an emergency: brought by anybody who takes part, kept once it is over. */
@Component
class EmergencyFiles implements FileSubject {
    private final DSLContext db;
    private final Projects projects;
    private final Emergencies emergencies;

    EmergencyFiles(DSLContext db, Projects projects, Emergencies emergencies) {
        this.db = db;
        this.projects = projects;
        this.emergencies = emergencies;
    }

    @Override
    public String kind() {
        return "emergency";
    }

    @Override
    public Optional<Standing> standing(UUID thing, Actor actor) {
        var found = db.select(Emergencies.COLUMNS).from(EMERGENCY).where(EMERGENCY.ID.eq(new EmergencyId(thing))).fetchOptional(Emergencies::read);
        if (found.isEmpty()) return Optional.empty();
        try {
            var access = projects.access(found.get().project(), actor);
            if (!access.may(Permission.READ)) return Optional.empty();
            var open = found.get().state().open();
            return Optional.of(new Standing(access.id(), null, "/p/" + access.code() + "/emergencies/" + found.get().number(), open && access.may(Permission.RAISE_EMERGENCY), open && access.mayEverywhere(Permission.LEAD_EMERGENCY)));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    @Override
    public void attached(UUID thing, Attachment file, Actor actor) {
        emergencies.enter(EmergencyEntryId.next(), new EmergencyId(thing), "file", file.name(), file.id().value(), actor);
    }
}
