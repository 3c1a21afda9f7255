package meridian.launch;

import java.util.Optional;
import java.util.UUID;
import meridian.document.FileSubject;
import meridian.identity.Permission;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.SignatureId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The scan of a letter that was signed on paper: attached once, by who brought it, and read by whoever reads the project. */
@Component
class SignatureFiles implements FileSubject {
    private final ObjectProvider<CommitmentLetters> letters;
    private final Projects projects;

    SignatureFiles(ObjectProvider<CommitmentLetters> letters, Projects projects) {
        this.letters = letters;
        this.projects = projects;
    }

    @Override
    public String kind() {
        return CommitmentLetters.SCANS;
    }

    @Override
    public Optional<Standing> standing(UUID thing, Actor actor) {
        try {
            var place = letters.getObject().place(new SignatureId(thing)).orElseThrow(NotFound::new);
            var letter = letters.getObject().get(place.project(), place.letter());
            var access = projects.access(place.project(), actor);
            if (!access.may(Permission.READ)) return Optional.empty();
            var signature = letter.signatures().stream().filter(one -> one.id().value().equals(thing)).findFirst().orElseThrow(NotFound::new);
            return Optional.of(new Standing(place.project(), letter.party(), CommitmentLetters.address(access.code(), letter.id()), signature.waits() && signature.by().equals(actor.person()), false));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }
}
