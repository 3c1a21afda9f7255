package meridian.duty;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import meridian.identity.Power;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The kinds of duty that the modules have made known. Asked for late, because a kind’s own module opens duties. */
@Component
public class Kinds {
    private final ObjectProvider<DutyKind> beans;
    private volatile @Nullable Map<String, DutyKind> known;

    Kinds(ObjectProvider<DutyKind> beans) {
        this.beans = beans;
    }

    /** By name, in the order of their names. */
    public Map<String, DutyKind> all() {
        var all = known;
        if (all == null) known = all = beans.stream().collect(Collectors.toMap(DutyKind::name, Function.identity(), (a, b) -> a, java.util.TreeMap::new));
        return all;
    }

    public @Nullable DutyKind get(String name) {
        return all().get(name);
    }

    DutyRule rule(String name) {
        var kind = get(name);
        return kind == null ? DutyRule.DATED : kind.rule();
    }

    boolean emergency(String name) {
        var kind = get(name);
        return kind != null && kind.emergency();
    }

    boolean relayed(String name) {
        var kind = get(name);
        return kind != null && kind.relayed();
    }

    @Nullable Power power(String name) {
        var kind = get(name);
        return kind == null ? null : kind.power();
    }

    boolean notByCreditor(String name) {
        var kind = get(name);
        return kind != null && kind.notByCreditor();
    }
}
