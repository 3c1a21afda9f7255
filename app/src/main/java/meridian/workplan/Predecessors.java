package meridian.workplan;

import static db.workplan.Tables.TASK;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import meridian.project.ProjectAccess;
import meridian.tenancy.PartyId;
import meridian.tenancy.Refused;
import meridian.tenancy.TaskId;
import meridian.workplan.exchange.Predecessor;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads predecessors as people type them: 12FS+2d; 15SS; HDSS-9; or the whole title of a task. */
@Component
class Predecessors {
    private static final int MOST = 50;

    private final DSLContext db;

    Predecessors(DSLContext db) {
        this.db = db;
    }

    /** Sets them in place of those there were; what cannot be read is refused beside the field. */
    UnaryOperator<TaskFields> replacing(ProjectAccess project, String typed, ToIntFunction<@Nullable PartyId> day, Refused.Check check, String field) {
        var found = read(project, typed, check, field);
        return fields -> fields.withPredecessors(found.entrySet().stream().map(each -> TaskLink.of(each.getKey(), each.getValue(), day.applyAsInt(fields.party()))).toList());
    }

    /** Adds them to those there are, in place of links to the same tasks. */
    UnaryOperator<TaskFields> adding(ProjectAccess project, String typed, ToIntFunction<@Nullable PartyId> day, Refused.Check check, String field) {
        var found = read(project, typed, check, field);
        check.reject(found.isEmpty(), field, "refused.missing");
        return fields -> {
            var links = new ArrayList<>(fields.predecessors());
            links.removeIf(link -> found.containsKey(link.predecessor()));
            found.forEach((id, link) -> links.add(TaskLink.of(id, link, day.applyAsInt(fields.party()))));
            return fields.withPredecessors(links);
        };
    }

    private Map<TaskId, Predecessor> read(ProjectAccess project, String typed, Refused.Check check, String field) {
        var links = new LinkedHashMap<TaskId, Predecessor>();
        if (typed.length() > 4000) {
            check.reject(true, field, "workplan.links_too_many", MOST);
            return links;
        }
        var whole = numbers(project, List.of(typed.strip()));
        if (whole.containsKey(typed.strip())) {
            links.put(whole.get(typed.strip()), new Predecessor(typed.strip(), Predecessor.Type.FS, meridian.workplan.exchange.Length.NONE));
            return links;
        }
        var tokens = Predecessor.parse(typed, text -> false);
        check.reject(tokens.size() > MOST, field, "workplan.links_too_many", MOST);
        if (tokens.size() > MOST) return links;
        var known = numbers(project, tokens.stream().filter(token -> token.link() != null).map(token -> token.link().number()).toList());
        for (var token : tokens) {
            var id = token.link() == null ? null : known.get(token.link().number());
            check.reject(id == null, field, token.link() == null ? "workplan.link_unreadable" : "workplan.link_unknown", cut(token.text()));
            if (id != null) links.put(id, token.link());
        }
        return links;
    }

    private static String cut(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private Map<String, TaskId> numbers(ProjectAccess project, List<String> typed) {
        var wanted = new HashMap<Integer, List<String>>();
        for (var text : typed) {
            var number = text.toUpperCase(java.util.Locale.ROOT).replaceFirst("^" + project.code() + "-", "");
            if (number.matches("[0-9]{1,8}")) wanted.computeIfAbsent(Integer.valueOf(number), each -> new ArrayList<>()).add(text);
        }
        var titles = typed.stream().filter(text -> text.length() > 1 && text.length() <= 300).distinct().toList();
        var found = new HashMap<String, TaskId>();
        var twice = new java.util.HashSet<String>();
        if (wanted.isEmpty() && titles.isEmpty()) return found;
        db.select(TASK.ID, TASK.NUMBER, TASK.TITLE)
                .from(TASK)
                .where(TASK.PROJECT_ID.eq(project.id()), TASK.DELETED_AT.isNull(), TASK.NUMBER.in(wanted.keySet()).or(TASK.TITLE.in(titles)))
                .limit(500)
                .forEach(row -> {
                    wanted.getOrDefault(row.value2(), List.of()).forEach(text -> found.put(text, row.value1()));
                    if (titles.contains(row.value3()) && found.putIfAbsent(row.value3(), row.value1()) != null && !row.value1().equals(found.get(row.value3()))) twice.add(row.value3());
                });
        twice.forEach(found::remove);
        return found;
    }
}
