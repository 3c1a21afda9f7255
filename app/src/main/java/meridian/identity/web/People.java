package meridian.identity.web;

import java.util.List;
import meridian.identity.Members;
import meridian.web.Choice;

/** People as a field offers them. */
final class People {
    private People() {}

    static List<Choice> choices(List<Members.Choice> people) {
        return people.stream().map(People::choice).toList();
    }

    static Choice choice(Members.Choice person) {
        return new Choice(person.id().toString(), person.region().isEmpty() ? person.name() : person.name() + " · " + person.region());
    }
}
