package meridian.risk.web;

import java.util.LinkedHashMap;
import java.util.List;
import meridian.identity.Role;
import meridian.project.Team;
import meridian.web.Choice;

/** Whom a measure or a risk can be given to, each once, with the party they stand for. */
final class People {
    private People() {}

    static List<Choice> of(Team team) {
        var people = new LinkedHashMap<String, String>();
        for (var seat : team.seats()) {
            if (seat.left() || seat.role() == Role.GUEST) continue;
            people.merge(seat.member().toString(), seat.partyName() == null ? seat.name() : seat.name() + " · " + seat.partyName(), (one, other) -> one.length() >= other.length() ? one : other);
        }
        return people.entrySet().stream().map(person -> new Choice(person.getKey(), person.getValue())).toList();
    }
}
