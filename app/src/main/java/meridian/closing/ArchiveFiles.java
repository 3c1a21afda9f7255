package meridian.closing;

import java.util.Optional;
import java.util.UUID;
import meridian.document.FileSubject;
import meridian.tenancy.Actor;
import meridian.tenancy.ArchiveId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The file of an archive: attached once, when it is written, and handed out by its own door only, which keeps who took it. */
@Component
class ArchiveFiles implements FileSubject {
    private final ObjectProvider<Archives> archives;

    ArchiveFiles(ObjectProvider<Archives> archives) {
        this.archives = archives;
    }

    @Override
    public String kind() {
        return Archives.KIND;
    }

    @Override
    public Optional<Standing> standing(UUID thing, Actor actor) {
        return archives.getObject().find(new ArchiveId(thing))
                .filter(archive -> archive.state() == Archive.State.WRITING && archive.askedBy().equals(actor.member()))
                .map(archive -> new Standing(archive.project(), null, "/inbox", true, false));
    }
}
