package meridian.board;

import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.tenancy.Reader;
import org.springframework.stereotype.Component;

/** A one-pager that was sent back is owed again by who handed it over. */
@Component
class OnePagerRevision implements DutyKind {
    @Override
    public String name() {
        return OnePagerApproval.REVISE;
    }

    @Override
    public String address(Duty duty, Reader reader) {
        return "/p/" + duty.projectCode() + OnePagerApproval.place(duty.title(), "");
    }
}
