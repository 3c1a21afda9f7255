package meridian.workplan;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.tenancy.Reader;
import org.springframework.stereotype.Component;

/** A plan that was sent back is owed again by who handed it over, until somebody asks for its approval once more. */
@Component
class PlanRevision implements DutyKind {
    static final String NAME = "revise_plan";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address(Duty duty, Reader reader) {
        return "/p/" + duty.projectCode() + "/plan/approval#approval";
    }
}
