package meridian.project;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.tenancy.Reader;
import org.springframework.stereotype.Component;

/** The review of an execution cycle, owed on its last day by who runs the project; ending the cycle is doing it. */
@Component
class CycleReview implements DutyKind {
    static final String NAME = "review_cycle";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address(Duty duty, Reader reader) {
        return "/p/" + duty.projectCode() + "/gate#cycles";
    }
}
