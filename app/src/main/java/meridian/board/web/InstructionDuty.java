package meridian.board.web;

import meridian.board.Readings;
import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.tenancy.Reader;
import org.springframework.stereotype.Component;

/** An instruction given on reading the board, in the receiver's inbox. */
@Component
final class InstructionDuty implements DutyKind {
    @Override
    public String name() {
        return Readings.INSTRUCTED;
    }

    @Override
    public String address(Duty duty, Reader reader) {
        return "/p/" + duty.projectCode() + "/board/instructions/" + duty.subject().id();
    }
}
