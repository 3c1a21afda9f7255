package meridian.project;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.tenancy.Reader;
import org.springframework.stereotype.Component;

/** A charter that was sent back is owed again by who prepared it, until somebody asks for its approval once more. */
@Component
class CharterRevision implements DutyKind {
    static final String NAME = "revise_charter";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address(Duty duty, Reader reader) {
        return "/p/" + duty.projectCode() + "/charter#approval";
    }
}
