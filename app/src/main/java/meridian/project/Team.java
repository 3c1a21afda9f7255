package meridian.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import meridian.identity.Role;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.RoleGrantId;
import meridian.web.Choice;
import org.jspecify.annotations.Nullable;

/** The parties of a project and who holds which role in it, in the order of the organisation chart. */
public record Team(List<Unit> units, List<Seat> seats) {
    private static final Set<Role> LEADING = Set.of(Role.LEAD, Role.SUPPORT_HEAD);

    /** The people as choices, each once, with the party they stand for; without guests and those who have left. */
    public List<Choice> choices() {
        var people = new LinkedHashMap<String, String>();
        for (var seat : seats) {
            if (seat.left() || seat.role() == Role.GUEST) continue;
            people.merge(seat.member().toString(), seat.partyName() == null ? seat.name() : seat.name() + " · " + seat.partyName(), (one, other) -> one.length() >= other.length() ? one : other);
        }
        return people.entrySet().stream().map(person -> new Choice(person.getKey(), person.getValue())).toList();
    }

    /** A party as the team’s page shows it. */
    public record Unit(PartyId id, String name, boolean region, int version) {}

    /** One role that one person holds, and what is said of it. {@code left}: the person has left the workspace. */
    public record Seat(
            RoleGrantId id,
            MemberId member,
            String name,
            boolean left,
            Role role,
            @Nullable PartyId party,
            @Nullable String partyName,
            String duties,
            String contact,
            @Nullable MemberId deputy,
            @Nullable String deputyName,
            int version) {
        public boolean leading() {
            return LEADING.contains(role);
        }
    }

    /** Something the team lacks or has too much of: {@code team.fault.<key>}, about a party or a person by name. */
    public record Fault(String key, String name) {}

    public List<Seat> of(Role role) {
        return seats(seat -> seat.role() == role);
    }

    public List<Seat> leads(Unit unit) {
        return seats(seat -> unit.id().equals(seat.party()) && seat.leading());
    }

    /** Whether somebody who is still there leads a party. */
    public boolean led(Unit unit) {
        return leads(unit).stream().anyMatch(seat -> !seat.left());
    }

    /** The chief coordinators who are still there. */
    public List<Seat> chiefs() {
        return seats(seat -> seat.role() == Role.CHIEF_COORDINATOR && !seat.left());
    }

    /** Those of a party who do not lead it. */
    public List<Seat> crew(Unit unit) {
        return seats(seat -> unit.id().equals(seat.party()) && !seat.leading());
    }

    /** Those who serve the whole project beside its sponsor and chief coordinator. */
    public List<Seat> staff() {
        return seats(seat -> seat.party() == null && seat.role() != Role.SPONSOR && seat.role() != Role.CHIEF_COORDINATOR);
    }

    public List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        var chiefs = chiefs();
        if (chiefs.isEmpty()) faults.add(new Fault("no_chief", ""));
        if (chiefs.size() > 1) faults.add(new Fault("many_chiefs", String.join(", ", chiefs.stream().map(Seat::name).toList())));
        if (units.isEmpty()) faults.add(new Fault("no_party", ""));
        units.stream().filter(unit -> !led(unit)).forEach(unit -> faults.add(new Fault("no_lead", unit.name())));
        seats.stream().filter(Seat::left).map(Seat::name).distinct().forEach(name -> faults.add(new Fault("has_left", name)));
        return faults;
    }

    private List<Seat> seats(Predicate<Seat> which) {
        return seats.stream().filter(which).toList();
    }
}
