package meridian.coordination;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.project.PaperSource.Setting;
import meridian.project.PaperSource.Writing;
import meridian.project.ProjectAccess;
import meridian.project.Register;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The resource requests 资源协调申请 of a project that were sent: who asked for what, what was answered how soon, and what came of it. */
@Component
@Order(51)
class RequestRegister extends Register {
    private final RequestSheets requests;
    private final Words words;

    RequestRegister(Parts parts, RequestSheets requests, Words words) {
        super("request_register", "RQ", "request.register", "/requests", "nav.coordination", parts);
        this.requests = requests;
        this.words = words;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var all = requests.register(project.id());
        var rows = new ArrayList<List<String>>();
        @Nullable Instant latest = null;
        for (var request : all) {
            var at = request.changedAt();
            if (latest == null || at.isAfter(latest)) latest = at;
            var answer = request.answer().orElse(null);
            rows.add(List.of(lines(request.code(), request.documentNumber()), t(language, "request.status." + request.status().text()),
                    lines(request.name(), t(language, "resource.kind." + request.kind().text()), amount(request.amount(), request)), lines(request.from().partyName(), request.from().memberName()), request.neededBy().toString(),
                    request.reason(), orDash(request.effect()), orDash(request.provider().words()), lines(day(request.submittedAt(), project), answer == null ? "–" : t(language, "request.register.after_hours", day(answer.at(), project), RequestWorkbook.hours(request, answer).stripTrailingZeros().toPlainString())),
                    answer == null ? "–" : orDash(lines(granted(request), answer.note())), orDash(RequestWorkbook.outcome(request, words, language))));
        }
        var open = all.stream().filter(request -> RequestStatus.allOpen().contains(request.status())).count();
        return new Listing(all.isEmpty() ? "" : t(language, "register.sum", all.size(), open), List.of(Column.of(t(language, "request.code"), 20), Column.of(t(language, "request.status"), 11), Column.of(t(language, "request.resource"), 18), Column.of(t(language, "field.party"), 12),
                Column.of(t(language, "request.needed_by"), 15), Column.of(t(language, "request.reason"), 24), Column.of(t(language, "request.effect"), 20), Column.of(t(language, "request.provider"), 13), Column.of(t(language, "request.register.answered"), 17),
                Column.of(t(language, "request.register.answer"), 20), Column.of(t(language, "request.register.outcome"), 16)), rows, latest);
    }

    private static String granted(ResourceRequest request) {
        var given = request.given();
        return given == null ? "" : lines(amount(given.amount(), request), given.on().toString(), given.by().words());
    }

    private static String amount(BigDecimal amount, ResourceRequest request) {
        return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount) + " " + request.unit();
    }

    private static String lines(@Nullable String... texts) {
        var lines = new ArrayList<String>();
        for (var text : texts) if (text != null && !text.isBlank()) lines.add(text);
        return String.join("\n", lines);
    }

    @Override
    protected Writing book(Setting setting, Instant at, String marks) {
        var project = setting.project();
        return out -> new RequestWorkbook(words, setting.language(), project.homeZone()).write(project.name(), setting.organisation(), requests.register(project.id()), at, marks, out);
    }
}
