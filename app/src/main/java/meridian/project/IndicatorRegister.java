package meridian.project;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The indicators 量化指标 of a project: target and actual, in total and by party. */
@Component
@Order(14)
class IndicatorRegister extends Register {
    private final Indicators indicators;
    private final Clock clock;

    IndicatorRegister(Parts parts, Indicators indicators, Clock clock) {
        super("indicator_register", "IN", "indicator.register", "/indicators", "indicator.title", parts);
        this.indicators = indicators;
        this.clock = clock;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var today = LocalDate.ofInstant(clock.instant(), project.homeZone());
        var rows = new ArrayList<List<String>>();
        @Nullable Instant latest = null;
        int reached = 0;
        var all = indicators.progress(project.id(), today);
        for (var progress : all) {
            var indicator = progress.indicator();
            var state = progress.state(today);
            if (state == IndicatorProgress.State.REACHED) reached++;
            rows.add(List.of(indicator.name(), t(language, "indicator.all_parties"), indicator.unit(), target(indicator, indicator.target()), number(progress.actual()), percent(progress.percent()), t(language, "indicator.state." + state.text()), indicator.dueOn() == null ? "–" : indicator.dueOn().toString()));
            for (var party : progress.parties()) {
                if (party.party().target() == null && party.latest() == null) continue;
                rows.add(List.of("", party.party().name(), indicator.unit(), target(indicator, party.party().target()), number(party.latest() == null ? null : party.latest().value()), percent(party.percent()), t(language, "indicator.state." + party.state().text()), party.latest() == null ? "–" : t(language, "indicator.measured") + "\n" + party.latest().on()));
            }
            for (var measurement : indicator.measurements()) {
                var at = measurement.on().atStartOfDay(project.homeZone()).toInstant();
                if (latest == null || at.isAfter(latest)) latest = at;
            }
        }
        return new Listing(all.isEmpty() ? "" : t(language, "indicator.register_sum", all.size(), reached), List.of(Column.of(t(language, "indicator.name"), 30), Column.of(t(language, "field.party"), 16), Column.centred(t(language, "charter.unit"), 9), Column.centred(t(language, "indicator.target"), 13), Column.centred(t(language, "indicator.actual"), 13),
                Column.centred("%", 8), Column.centred(t(language, "indicator.state"), 12), Column.centred(t(language, "indicator.due_on"), 18)), rows, all.isEmpty() ? null : latest == null ? clock.instant() : latest);
    }

    private static String target(Indicator indicator, @Nullable BigDecimal target) {
        return target == null ? "–" : indicator.comparator().sign() + " " + number(target);
    }

    private static String percent(@Nullable Integer percent) {
        return percent == null ? "–" : percent + "%";
    }

    private static String number(@Nullable BigDecimal number) {
        return number == null ? "–" : new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
    }
}
