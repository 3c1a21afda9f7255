package meridian.coordination;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.project.ProjectAccess;
import meridian.project.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The emergencies 突发问题 of a project with how their two clocks were kept; withdrawn ones were none. */
@Component
@Order(53)
class EmergencyRegister extends Register {
    private final EmergencyRooms rooms;

    EmergencyRegister(Parts parts, EmergencyRooms rooms) {
        super("emergency_register", "EL", "emergency.register", "/emergencies", "emergency.title", parts);
        this.rooms = rooms;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var all = rooms.all(project.id());
        var rows = new ArrayList<List<String>>();
        @Nullable Instant latest = null;
        for (var line : all) {
            var one = line.emergency();
            var at = one.closedAt() != null ? one.closedAt() : one.solution().stoppedAt() != null ? one.solution().stoppedAt() : one.raisedAt();
            if (latest == null || at.isAfter(latest)) latest = at;
            rows.add(List.of(one.name(), moment(one.raisedAt(), project) + "\n" + line.raiser(), t(language, "emergency.severity." + one.severity().text()), one.title(), orDash(String.join(t(language, "dispute.separator"), line.parties())), clock(one.response(), project, language), clock(one.solution(), project, language),
                    t(language, "emergency.state." + one.state().text()) + (one.closedAt() == null ? "" : "\n" + day(one.closedAt(), project)), orDash(one.cause())));
        }
        var open = all.stream().filter(line -> line.emergency().closedAt() == null).count();
        return new Listing(all.isEmpty() ? "" : t(language, "register.sum", all.size(), open), List.of(Column.of(t(language, "emergency.number"), 8), Column.of(t(language, "emergency.raised_at"), 18), Column.centred(t(language, "emergency.severity"), 9), Column.of(t(language, "emergency.what_short"), 28), Column.of(t(language, "emergency.parties"), 16),
                Column.of(t(language, "emergency.response"), 18), Column.of(t(language, "emergency.solution"), 18), Column.of(t(language, "emergency.state"), 13), Column.of(t(language, "emergency.cause"), 24)), rows, latest);
    }

    // When it was stopped, or until when it runs; and whether in time.
    private String clock(EmergencyClock clock, ProjectAccess project, Locale language) {
        if (clock.stoppedAt() == null) return t(language, "register.until", moment(clock.dueAt(), project));
        return moment(clock.stoppedAt(), project) + "\n" + t(language, clock.kept() ? "register.in_time" : "register.late");
    }

    private static String moment(Instant at, ProjectAccess project) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(at.atZone(project.homeZone()));
    }
}
