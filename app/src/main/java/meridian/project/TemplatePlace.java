package meridian.project;

import java.util.ArrayList;
import java.util.List;
import meridian.project.TemplateShape.Field;
import meridian.project.TemplateShape.Part;
import meridian.project.TemplateShape.Type;
import meridian.tenancy.NotFound;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a template where a part stands ({@code plan/0/packages/1}) or is to be added ({@code risks/new}); {@code head} for what is said
 * of the whole. Made of the address of a page: a place that no template has is not found.
 */
public record TemplatePlace(String path, Part part, List<String> steps) {
    public static final String HEAD = "head";
    private static final String NEW = "new";

    public static TemplatePlace of(String path) {
        if (path.isEmpty() || path.equals(HEAD)) return new TemplatePlace(HEAD, TemplateShape.HEAD, List.of());
        if (path.length() > 100) throw new NotFound();
        var steps = List.of(path.split("/"));
        var part = TemplateShape.WHOLE;
        for (int i = 0; i < steps.size(); i++) {
            var field = part.field(steps.get(i));
            if (field == null || field.scalar()) throw new NotFound();
            if (field.type() == Type.PARTS || field.type() == Type.CLOCKS) {
                if (++i == steps.size()) throw new NotFound();
                var last = i == steps.size() - 1;
                if (field.type() == Type.CLOCKS ? !last || !steps.get(i).matches("[a-z_]{2,60}") : !steps.get(i).matches("\\d{1,3}") && !(last && steps.get(i).equals(NEW))) throw new NotFound();
            }
            part = field.type() == Type.CLOCKS ? TemplateShape.CLOCK : java.util.Objects.requireNonNull(field.part());
        }
        return new TemplatePlace(path, part, steps);
    }

    public boolean head() {
        return steps.isEmpty();
    }

    public boolean fresh() {
        return !head() && steps.getLast().equals(NEW);
    }

    public boolean clocks() {
        return !head() && steps.getFirst().equals("duties");
    }

    /** Whether it is one of several. */
    public boolean listed() {
        return steps.size() > 1 && !clocks();
    }

    /** What stands there; nothing for what is to be added. Not found where there is none. */
    public @Nullable ObjectNode find(ObjectNode whole) {
        if (head()) {
            var head = whole.objectNode();
            for (var field : part.fields()) if (whole.has(field.name())) head.set(field.name(), whole.get(field.name()));
            return head;
        }
        if (clocks()) return whole.path("duties").path(steps.getLast()) instanceof ObjectNode clock ? flat(clock) : null;
        if (fresh()) {
            list(whole);
            return null;
        }
        if (listed()) {
            var list = list(whole);
            return index() < list.size() && list.get(index()) instanceof ObjectNode found ? found : missing();
        }
        return whole.path(steps.getFirst()) instanceof ObjectNode found ? found : null;
    }

    private static ObjectNode flat(ObjectNode clock) {
        var flat = clock.deepCopy();
        var ladder = flat.remove("ladder");
        for (int i = 0; ladder != null && i < TemplateShape.RUNGS.size(); i++) if (ladder.path(i).isNumber()) flat.set(TemplateShape.RUNGS.get(i), ladder.get(i));
        return flat;
    }

    private static ObjectNode missing() {
        throw new NotFound();
    }

    private int index() {
        return Integer.parseInt(steps.getLast());
    }

    /** Puts what was read for this place where it belongs, and keeps what it holds that is edited at places of its own. */
    void put(ObjectNode whole, ObjectNode element) {
        var before = find(whole);
        if (head()) {
            for (var field : part.fields()) whole.remove(field.name());
            whole.setAll(element);
            return;
        }
        if (clocks()) {
            (whole.get("duties") instanceof ObjectNode duties ? duties : whole.putObject("duties")).set(steps.getLast(), element);
            return;
        }
        for (var field : part.fields()) {
            if (field.scalar() && field.type() != Type.KEY) continue;
            if (before != null && before.has(field.name())) element.set(field.name(), before.get(field.name()));
            else if (field.type() == Type.PARTS && !field.optional()) element.putArray(field.name());
        }
        if (!listed()) whole.set(steps.getFirst(), element);
        else if (fresh()) list(whole).add(element);
        else list(whole).set(index(), element);
    }

    void remove(ObjectNode whole) {
        if (clocks()) {
            if (whole.get("duties") instanceof ObjectNode duties) duties.remove(steps.getLast());
        } else if (listed()) {
            find(whole);
            list(whole).remove(index());
        } else if (optional()) {
            whole.remove(steps.getFirst());
        }
    }

    /** Whether it can be taken away as a whole. */
    public boolean optional() {
        if (head() || fresh()) return false;
        if (listed() || clocks()) return true;
        var field = TemplateShape.WHOLE.field(steps.getFirst());
        return field != null && field.optional();
    }

    /** Moves it before the one before it. */
    void raise(ObjectNode whole) {
        if (!listed() || fresh()) throw new NotFound();
        find(whole);
        var list = list(whole);
        if (index() == 0) return;
        var moved = list.remove(index());
        list.insert(index() - 1, moved);
    }

    /** How many there may be in the list that it is one of. */
    Field list() {
        var part = TemplateShape.WHOLE;
        Field field = null;
        for (int i = 0; i < steps.size() - 1; i += 2) {
            field = java.util.Objects.requireNonNull(part.field(steps.get(i)));
            part = java.util.Objects.requireNonNull(field.part());
        }
        return java.util.Objects.requireNonNull(field);
    }

    ArrayNode list(ObjectNode whole) {
        var holder = whole;
        for (int i = 0; i + 2 < steps.size(); i += 2) holder = holder.path(steps.get(i)).path(Integer.parseInt(steps.get(i + 1))) instanceof ObjectNode next ? next : missing();
        var name = steps.get(steps.size() - 2);
        return holder.get(name) instanceof ArrayNode list ? list : holder.putArray(name);
    }

    /** The names of the parts on the way here, for the words above the form. */
    public List<String> way() {
        var way = new ArrayList<String>();
        for (int i = 0; i < steps.size(); i += 2) way.add(steps.get(i));
        return way;
    }
}
