package meridian.workplan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import meridian.tenancy.Refused;
import org.junit.jupiter.api.Test;

class TaskStatusTest {
    @Test
    void workGoesFromNotStartedToAccepted() {
        assertThat(TaskStatus.NOT_STARTED.after(TaskMove.START)).isEqualTo(TaskStatus.IN_PROGRESS);
        assertThat(TaskStatus.IN_PROGRESS.after(TaskMove.BLOCK)).isEqualTo(TaskStatus.BLOCKED);
        assertThat(TaskStatus.BLOCKED.after(TaskMove.UNBLOCK)).isEqualTo(TaskStatus.IN_PROGRESS);
        assertThat(TaskStatus.IN_PROGRESS.after(TaskMove.COMPLETE)).isEqualTo(TaskStatus.DONE);
        assertThat(TaskStatus.DONE.after(TaskMove.ACCEPT)).isEqualTo(TaskStatus.ACCEPTED);
    }

    @Test
    void onlyWhatIsDoneCanBeAccepted() {
        for (var status : TaskStatus.values()) {
            if (status != TaskStatus.DONE) assertThatThrownBy(() -> status.after(TaskMove.ACCEPT)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void everythingButTheCancelledCanBeCancelledAndEverythingClosedReopened() {
        for (var status : TaskStatus.values()) {
            assertThat(status.may(TaskMove.CANCEL)).isEqualTo(status != TaskStatus.CANCELLED);
            assertThat(status.may(TaskMove.REOPEN)).isEqualTo(!status.open());
        }
    }

    @Test
    void theWayToAStatusIsOneMoveOrNone() {
        assertThat(TaskStatus.NOT_STARTED.toward(TaskStatus.IN_PROGRESS)).isEqualTo(TaskMove.START);
        assertThat(TaskStatus.BLOCKED.toward(TaskStatus.IN_PROGRESS)).isEqualTo(TaskMove.UNBLOCK);
        assertThatThrownBy(() -> TaskStatus.IN_PROGRESS.toward(TaskStatus.ACCEPTED)).isInstanceOf(Refused.class);
    }
}
