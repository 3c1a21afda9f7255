package meridian.workplan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import meridian.identity.Permission;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.workplan.Surroundings.Person;
import meridian.workplan.Surroundings.Place;
import meridian.workplan.exchange.CellRef;
import meridian.workplan.exchange.Column;
import meridian.workplan.exchange.Corrections;
import meridian.workplan.exchange.Length;
import meridian.workplan.exchange.Mend;
import meridian.workplan.exchange.PlanCheck;
import meridian.workplan.exchange.Predecessor;
import meridian.workplan.exchange.Problem;
import meridian.workplan.exchange.Severity;
import meridian.workplan.exchange.TaskDraft;
import org.jspecify.annotations.Nullable;

/**
 * What would happen if an uploaded plan were written now: its tasks, every problem that is left, and whom its names
 * mean.
 *
 * @param problems those of the check that nobody has settled yet, and what only the project knows
 * @param people names that mean nobody of the team as they stand; {@code parties} likewise
 */
public record ImportPreview(PlanImport upload, ImportChoices choices, PlanCheck check, List<Problem> problems, List<Name> people, List<Name> parties, PlanComparison comparison, Surroundings around) {
    private static final Set<String> ABOUT_PEOPLE = Set.of("exchange.person.unknown", "exchange.person.near");
    private static final Set<String> ABOUT_PARTIES = Set.of("exchange.party.unknown", "exchange.party.near", "exchange.party.several");

    private static final Set<String> SLIPS = Set.of("exchange.party.near", "exchange.party.slip", "exchange.person.near");

    /**
     * A name that needs a word.
     *
     * @param rows in how many rows it stands
     * @param known there is somebody (something) of the name, but not in the project
     * @param suggested what it may mean: a member’s name, or the name of a party, region or department; empty for nothing
     */
    public record Name(String name, int rows, boolean known, Settled settled, String suggested) {}

    /** Something a name can be taken for. */
    public record Candidate(String value, String label, boolean inProject) {}

    static ImportPreview of(PlanImport upload, ImportChoices choices, PlanCheck check, Surroundings around) {
        var people = people(check, choices, around);
        var parties = parties(check, choices, around);
        var settled = parties.stream().collect(Collectors.toMap(Name::name, Name::settled));
        var there = replaces(choices, check, around) ? around.withoutSkeleton() : around;
        var comparison = PlanComparison.of(check, there.standing(), around.access().id().value(), meaning(people, parties, around), choices);
        return new ImportPreview(upload, choices, check, problems(check, choices, settled, around), people, parties, comparison, there);
    }

    /**
     * The template’s plan makes room where nobody has touched it, nothing else is there, and the file is not that very plan,
     * taken out and filled in; unless somebody says otherwise.
     */
    private static boolean replaces(ImportChoices choices, PlanCheck check, Surroundings around) {
        if (around.skeleton().rows().isEmpty()) return false;
        if (choices.skeleton() != null) return choices.skeleton();
        var project = around.access().id().value();
        var origin = check.file().origin();
        return around.skeleton().alone() && !project.equals(origin.plan()) && !(origin.copy() != null && project.equals(origin.copy().project()));
    }

    /** The untouched rows of the template’s plan; 0 where there is none. */
    public int skeleton() {
        return around.skeleton().rows().size();
    }

    public boolean replacesSkeleton() {
        return replaces(choices, check, around);
    }

    /** A row with its names as the workspace has them. */
    private static UnaryOperator<TaskDraft> meaning(List<Name> people, List<Name> parties, Surroundings around) {
        var persons = new HashMap<String, String>();
        for (var name : people) persons.put(name.name(), switch (name.settled().kind()) {
            case EMPTY -> "";
            case JOIN, CREATE -> name.name();
            case IS -> {
                var meant = meant(name.settled(), around);
                yield meant == null ? "" : meant.name();
            }
        });
        var places = new HashMap<String, String>();
        around.places().forEach((name, place) -> places.put(name, place.name()));
        for (var name : parties) places.put(name.name(), switch (name.settled().kind()) {
            case EMPTY -> "";
            case JOIN, CREATE -> places.getOrDefault(name.name(), name.name());
            case IS -> places.getOrDefault(name.settled().meant(), "");
        });
        return draft -> draft.named(persons.getOrDefault(draft.owner(), draft.owner()),
                        draft.collaborators().stream().map(name -> persons.getOrDefault(name, name)).filter(name -> !name.isEmpty()).toList(), places.getOrDefault(draft.party(), draft.party()))
                .predecessors(exact(draft.predecessors(), around.places().get(places.getOrDefault(draft.party(), draft.party())), around));
    }

    private static List<Predecessor> exact(List<Predecessor> predecessors, @Nullable Place place, Surroundings around) {
        if (predecessors.isEmpty()) return predecessors;
        var calendar = around.calendar(place == null ? null : place.party());
        return predecessors.stream().map(link -> link.lag().unit() == Length.Unit.ELAPSED_DAY ? link
                : new Predecessor(link.number(), link.type(), new Length(BigDecimal.valueOf(DraftRows.minutes(link.lag(), calendar, around.access().startsOn().atStartOfDay())), Length.Unit.MINUTE))).toList();
    }

    /** Nothing blocks: there is a task, no error is left, and writing it would do something. */
    public boolean importable() {
        return !check.draft().tasks().isEmpty() && count(Severity.ERROR) == 0 && comparison.writes();
    }

    public int count(Severity severity) {
        return problems.stream().filter(problem -> problem.severity() == severity).mapToInt(Problem::cells).sum();
    }

    /** The corrections so far and the first mend of every error and every slip; of two that want the same cell the first. */
    Corrections mended() {
        var mended = choices.corrections();
        var touched = new HashSet<CellRef>();
        for (var problem : problems) {
            if (problem.severity() != Severity.ERROR && !SLIPS.contains(problem.key()) || problem.mends().isEmpty()) continue;
            var mend = problem.mends().getFirst();
            if (mend.values().keySet().stream().anyMatch(touched::contains)) continue;
            touched.addAll(mend.values().keySet());
            mended = mended.with(mend);
        }
        return mended;
    }

    /** Whether there is anything that {@link #mended} would write. */
    public boolean mendable() {
        return !mended().equals(choices.corrections());
    }

    public boolean mayManageTeam() {
        return around.access().mayEverywhere(Permission.MANAGE_TEAM);
    }

    public long people(Settled.Kind kind) {
        return people.stream().filter(name -> name.settled().kind() == kind).count();
    }

    public long parties(Settled.Kind kind) {
        return parties.stream().filter(name -> name.settled().kind() == kind).count();
    }

    /** The people a name can be taken for: the team first, then at most so many others. */
    public List<Candidate> peopleToMean(int most) {
        return around.people().values().stream().flatMap(List::stream).limit(most)
                .map(person -> new Candidate(person.id().toString(), person.region().isEmpty() ? person.name() : person.name() + " · " + person.region(), person.inTeam())).toList();
    }

    public List<Candidate> partiesToMean() {
        var seen = new HashSet<Place>();
        var candidates = new ArrayList<Candidate>();
        around.places().values().forEach(place -> {
            if (seen.add(place) && !excluded(place, around)) candidates.add(new Candidate(place.name(), place.name(), place.party() != null));
        });
        return candidates;
    }

    // ---- problems

    private static List<Problem> problems(PlanCheck check, ImportChoices choices, Map<String, Settled> settled, Surroundings around) {
        var problems = new ArrayList<Problem>();
        for (var problem : check.problems()) {
            var name = problem.args().isEmpty() ? "" : problem.args().getFirst().toString();
            if (ABOUT_PEOPLE.contains(problem.key()) && choices.people().containsKey(name)) continue;
            if (ABOUT_PARTIES.contains(problem.key()) && (choices.parties().containsKey(name) || settled.getOrDefault(name, Settled.EMPTY) != Settled.EMPTY)) continue;
            problems.add(problem);
        }
        for (var task : check.draft().tasks()) problems(task, check, settled, around, problems);
        problems.sort(java.util.Comparator.comparing((Problem problem) -> problem.cell() == null ? new CellRef(0, 0) : problem.cell()).thenComparing(Problem::severity));
        return List.copyOf(problems);
    }

    private static void problems(TaskDraft task, PlanCheck check, Map<String, Settled> settled, Surroundings around, List<Problem> problems) {
        var place = place(task.party(), settled, around);
        if (place != null && excluded(place, around)) wrong(task, Column.PARTY, check, "workplan.out_of_scope", List.of(place.name()), task.party(), problems);
        if (task.criteria().size() > 50) wrong(task, Column.CRITERIA, check, "workplan.too_many_criteria", List.of(), "", problems);
        if (task.criteria().stream().anyMatch(line -> line.length() > 1000)) wrong(task, Column.CRITERIA, check, "workplan.criterion_too_long", List.of(), "", problems);
    }

    private static void wrong(TaskDraft task, Column column, PlanCheck check, String key, List<Object> args, String value, List<Problem> problems) {
        if (!check.columns().has(column)) return;
        var cell = new CellRef(task.row(), check.columns().at(column));
        problems.add(new Problem(cell, column, Severity.ERROR, key, args, value, List.of(new Mend("exchange.mend.empty", List.of(), Map.of(cell, ""), Set.of()))));
    }

    private static boolean excluded(Place place, Surroundings around) {
        return place.party() != null ? around.scope().excluded().contains(place.party()) : around.scope().leavesOut(place.region(), place.department());
    }

    // ---- names

    private static List<Name> people(PlanCheck check, ImportChoices choices, Surroundings around) {
        var rows = new HashMap<String, Integer>();
        for (var task : check.draft().tasks()) {
            rows.merge(task.owner(), 1, Integer::sum);
            task.collaborators().forEach(name -> rows.merge(name, 1, Integer::sum));
        }
        for (var group : check.file().origin().groups()) group.people().forEach(name -> rows.merge(name, 1, Integer::sum));
        var near = near(check, ABOUT_PEOPLE);
        var names = new ArrayList<Name>();
        for (var name : check.people()) {
            var person = around.person(name);
            if (person != null && person.inTeam() || !rows.containsKey(name)) continue;
            names.add(new Name(name, rows.get(name), person != null, settledPerson(name, choices, around), near.getOrDefault(name, "")));
        }
        return names;
    }

    private static Map<String, String> near(PlanCheck check, Set<String> keys) {
        var near = new HashMap<String, String>();
        for (var problem : check.problems())
            if (keys.contains(problem.key()) && problem.args().size() > 1) near.putIfAbsent(problem.args().getFirst().toString(), problem.args().get(1).toString());
        return near;
    }

    /** Colleagues whom the plan names join the team, where the reader may let them; strangers are left out until asked for. */
    private static Settled settledPerson(String name, ImportChoices choices, Surroundings around) {
        boolean may = around.access().mayEverywhere(Permission.MANAGE_TEAM);
        var person = around.person(name);
        var chosen = choices.people().get(name);
        if (chosen == null) return person != null && may ? Settled.JOIN : Settled.EMPTY;
        return switch (chosen.kind()) {
            case EMPTY -> Settled.EMPTY;
            case JOIN -> person != null && may ? Settled.JOIN : Settled.EMPTY;
            case CREATE -> may ? Settled.CREATE : Settled.EMPTY;
            case IS -> {
                var meant = meant(chosen, around);
                yield meant != null && (meant.inTeam() || may) ? chosen : Settled.EMPTY;
            }
        };
    }

    private static @Nullable Person meant(Settled settled, Surroundings around) {
        try {
            return around.person(MemberId.of(settled.meant()));
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }

    private static List<Name> parties(PlanCheck check, ImportChoices choices, Surroundings around) {
        var rows = new LinkedHashMap<String, Integer>();
        for (var task : check.draft().tasks()) if (!task.party().isEmpty()) rows.merge(task.party(), 1, Integer::sum);
        for (var group : check.file().origin().groups()) if (!group.party().isEmpty()) rows.merge(group.party(), 1, Integer::sum);
        var names = new ArrayList<Name>();
        rows.forEach((name, count) -> {
            var place = around.places().get(name);
            if (place != null && place.party() != null) return;
            names.add(new Name(name, count, place != null, settledParty(name, choices, around), place == null ? Objects.requireNonNullElse(around.known().standsFor(name), "") : ""));
        });
        return names;
    }

    private static Settled settledParty(String name, ImportChoices choices, Surroundings around) {
        boolean may = around.access().mayEverywhere(Permission.MANAGE_TEAM);
        var place = around.places().get(name);
        var chosen = choices.parties().get(name);
        if (chosen == null) return place == null ? within(name, around, may) : may ? Settled.JOIN : Settled.EMPTY;
        return switch (chosen.kind()) {
            case EMPTY -> Settled.EMPTY;
            case JOIN -> place != null && may ? Settled.JOIN : Settled.EMPTY;
            case CREATE -> place == null && may ? Settled.CREATE : Settled.EMPTY;
            case IS -> {
                var meant = around.places().get(chosen.meant());
                yield meant != null && (meant.party() != null || may) ? chosen : Settled.EMPTY;
            }
        };
    }

    // 华东区域/渠道部 is work of 华东, where nobody knows the 渠道部 itself.
    private static Settled within(String name, Surroundings around, boolean may) {
        var known = around.known().within(name);
        var place = known == null ? null : around.places().get(known);
        return place != null && (place.party() != null || may) ? Settled.is(place.name()) : Settled.EMPTY;
    }

    private static @Nullable Place place(String name, Map<String, Settled> settled, Surroundings around) {
        if (name.isEmpty()) return null;
        var place = around.places().get(name);
        if (place != null && place.party() != null) return place;
        var said = settled.getOrDefault(name, Settled.EMPTY);
        return said.kind() == Settled.Kind.IS ? around.places().get(said.meant()) : place;
    }

    // ---- what is to be made before the rows

    /** Somebody to be made or taken into the team; {@code id} is null for somebody new. */
    record Newcomer(String name, @Nullable MemberId id, String party) {}

    /** A region or department to become a party; {@code place} is null for a department to be made. */
    record NewParty(String name, @Nullable Place place) {}

    /** Names whose person is in the team already. */
    Map<String, MemberId> peopleThere() {
        var there = new HashMap<String, MemberId>();
        for (var name : check.people()) {
            var person = around.person(name);
            if (person != null && person.inTeam()) there.put(name, person.id());
        }
        for (var name : people) {
            var meant = name.settled().kind() == Settled.Kind.IS ? meant(name.settled(), around) : null;
            if (meant != null && meant.inTeam()) there.put(name.name(), meant.id());
        }
        return there;
    }

    /** Those who are to come, each with the party that most of their rows name. */
    List<Newcomer> newcomers() {
        var newcomers = new ArrayList<Newcomer>();
        for (var name : people) {
            switch (name.settled().kind()) {
                case EMPTY -> {}
                case JOIN -> newcomers.add(new Newcomer(name.name(), Objects.requireNonNull(around.person(name.name())).id(), partyOf(name.name())));
                case CREATE -> newcomers.add(new Newcomer(name.name(), null, partyOf(name.name())));
                case IS -> {
                    var meant = meant(name.settled(), around);
                    if (meant != null && !meant.inTeam()) newcomers.add(new Newcomer(name.name(), meant.id(), partyOf(name.name())));
                }
            }
        }
        return newcomers;
    }

    private String partyOf(String name) {
        var parties = new LinkedHashMap<String, Integer>();
        for (var task : check.draft().tasks())
            if (task.owner().equals(name) || task.collaborators().contains(name)) parties.merge(task.party(), task.owner().equals(name) ? 100 : 1, Integer::sum);
        for (var group : check.file().origin().groups()) if (group.people().contains(name)) parties.merge(group.party(), 10, Integer::sum);
        return parties.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
    }

    Map<String, PartyId> partiesThere() {
        var there = new HashMap<String, PartyId>();
        around.places().forEach((name, place) -> {
            if (place.party() != null) there.put(name, place.party());
        });
        for (var name : parties) {
            var meant = name.settled().kind() == Settled.Kind.IS ? around.places().get(name.settled().meant()) : null;
            if (meant != null && meant.party() != null) there.put(name.name(), meant.party());
        }
        return there;
    }

    List<NewParty> newParties() {
        var fresh = new ArrayList<NewParty>();
        for (var name : parties) {
            switch (name.settled().kind()) {
                case EMPTY -> {}
                case JOIN -> fresh.add(new NewParty(name.name(), around.places().get(name.name())));
                case CREATE -> fresh.add(new NewParty(name.name(), null));
                case IS -> {
                    var meant = around.places().get(name.settled().meant());
                    if (meant != null && meant.party() == null) fresh.add(new NewParty(name.name(), meant));
                }
            }
        }
        return fresh;
    }
}
