package meridian.project;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.duty.Kept;
import meridian.duty.PromiseRecord;
import meridian.duty.Promises;
import meridian.identity.Permission;
import meridian.project.PaperSource.Setting;
import meridian.project.PaperSource.Writing;
import meridian.project.PromiseScopes.Names;
import meridian.project.PromiseScopes.Scope;
import meridian.web.Words;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The promise record 承诺兑现 of a project: what was due, and how it was kept, by party, kind and week; of as many parties as its reader answers for. */
@Component
@Order(57)
public class PromiseRegister extends Register {
    private final PromiseRecord record;
    private final PromiseScopes scopes;
    private final Words words;
    private final Clock clock;

    PromiseRegister(Parts parts, PromiseRecord record, PromiseScopes scopes, Words words, Clock clock) {
        super("promise_register", "PK", "nav.promises", "/promises", "nav.promises", parts);
        this.record = record;
        this.scopes = scopes;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROMISES;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var scope = scopes.of(project);
        var promises = promises(project, scope);
        if (promises.lines().isEmpty()) return new Listing("", List.of(), null);
        var nobodys = t(language, "promise.of_nobody");
        var names = Names.of(List.of(scope));
        var kinds = promises.lines().stream().map(line -> kind(line.kind(), language)).distinct().sorted().toList();
        var total = promises.total();
        var sum = t(language, "promise.register_sum", promises.first().toString(), promises.last().plusDays(6).toString(), total.due(), total.kept(), total.late(), total.missed(), String.valueOf(total.percent())) + (scope.whole() ? "" : t(language, "promise.register_partly"));
        var parts = List.of(
                part(language, "promise.by_party", "field.party", promises.by(line -> names.unit(line, nobodys), names.units())),
                part(language, "promise.by_kind", "promise.kind", promises.by(line -> kind(line.kind(), language), kinds)),
                part(language, "promise.by_week", "promise.week", promises.weeks().stream().filter(week -> week.kept().due() > 0).toList()));
        return new Listing(sum, parts, latest(promises, project));
    }

    // As far back as is kept, from the first week in which anything was due.
    private Promises promises(ProjectAccess project, Scope scope) {
        var all = record.of(PromiseScopes.record(List.of(scope)), PromiseRecord.MOST_WEEKS, project.homeZone());
        return new Promises(all.lines(), all.lines().stream().map(Promises.Line::week).min(LocalDate::compareTo).orElse(all.first()), all.last());
    }

    // It changes until the last week is over.
    private Instant latest(Promises promises, ProjectAccess project) {
        var over = promises.lines().stream().map(Promises.Line::week).max(LocalDate::compareTo).orElseThrow().plusWeeks(1).atStartOfDay(project.homeZone()).toInstant();
        var now = clock.instant();
        return over.isBefore(now) ? over : now;
    }

    private String kind(String kind, Locale language) {
        return words.has("duty." + kind) ? t(language, "duty." + kind) : kind;
    }

    private <K> Part part(Locale language, String heading, String first, List<Promises.Part<K>> parts) {
        var columns = List.of(Column.of(t(language, first), 30), Column.number(t(language, "promise.due"), 10), Column.number(t(language, "promise.kept"), 10), Column.number(t(language, "promise.late"), 10), Column.number(t(language, "promise.missed"), 10),
                Column.number(t(language, "promise.elsewhere"), 12), Column.number(t(language, "promise.extended"), 14), Column.number(t(language, "promise.percent"), 10));
        var rows = new ArrayList<List<String>>();
        for (var part : parts) rows.add(row(part.key().toString(), part.kept()));
        return new Part(t(language, heading), columns, rows);
    }

    private static List<String> row(String key, Kept kept) {
        return List.of(key, String.valueOf(kept.due()), String.valueOf(kept.kept()), String.valueOf(kept.late()), String.valueOf(kept.missed()), String.valueOf(kept.elsewhere()), String.valueOf(kept.extended()), kept.percent() == null ? "–" : kept.percent() + "%");
    }

    @Override
    protected Writing book(Setting setting, Instant at, String marks) {
        var project = setting.project();
        var scope = scopes.of(project);
        var names = Names.of(List.of(scope));
        var nobodys = t(setting.language(), "promise.of_nobody");
        return out -> new PromiseWorkbook(words, setting.language()).write(project.name(), promises(project, scope), null, line -> names.unit(line, nobodys), names.units(), at, project.homeZone(), marks, out);
    }
}
