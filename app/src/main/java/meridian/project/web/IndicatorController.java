package meridian.project.web;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import meridian.document.Attachment;
import meridian.document.Attachments;
import meridian.document.FileShelf;
import meridian.identity.Permission;
import meridian.project.Charter;
import meridian.project.Indicator;
import meridian.project.Indicator.Comparison;
import meridian.project.Indicator.Rollup;
import meridian.project.IndicatorChart;
import meridian.project.IndicatorProgress;
import meridian.project.Indicators;
import meridian.project.ProjectAccess;
import meridian.project.ThingFiles;
import meridian.tenancy.Actor;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.MeasurementId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The indicators, their targets and measurements. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/indicators")
public class IndicatorController {
    private static final int NEWEST = 12;

    private final Indicators indicators;
    private final Attachments attachments;
    private final Clock clock;

    IndicatorController(Indicators indicators, Attachments attachments, Clock clock) {
        this.indicators = indicators;
        this.attachments = attachments;
        this.clock = clock;
    }

    public record IndicatorsPage(ProjectAccess project, List<IndicatorProgress> progress, LocalDate today, boolean open) {
        public boolean mayDefine() {
            return open && project.mayEverywhere(Permission.EDIT_CHARTER);
        }

        public boolean mayMeasure() {
            return project.may(Permission.MEASURE);
        }

        public long reached() {
            return progress.stream().filter(one -> one.state(today) == IndicatorProgress.State.REACHED).count();
        }
    }

    /** One indicator. {@code measurement} is the id of a measurement yet to be entered. */
    public record IndicatorPage(ProjectAccess project, IndicatorProgress progress, LocalDate today, Charter.State charter, UUID measurement, Map<UUID, List<Attachment>> files) {
        public boolean mayDefine() {
            return charter == Charter.State.DRAFT && project.mayEverywhere(Permission.EDIT_CHARTER);
        }

        public boolean mayShare() {
            return charter != Charter.State.IN_APPROVAL && project.mayEverywhere(Permission.EDIT_CHARTER) && !progress.indicator().parties().stream().allMatch(this::fixed);
        }

        /** Whether the party's target stands in the approved charter. */
        public boolean fixed(Indicator.PartyTarget party) {
            return party.fixed(charter);
        }

        public boolean anyFixed() {
            return progress.indicator().parties().stream().anyMatch(this::fixed);
        }

        /** While the charter is written, whoever writes it is asked for the parties' targets as long as there are none. */
        public boolean unshared() {
            return mayDefine() && progress.indicator().parties().stream().allMatch(party -> party.target() == null);
        }

        public boolean mayMeasure() {
            return project.may(Permission.MEASURE);
        }

        public boolean mayWithdraw(Indicator.Measurement measurement) {
            return Indicators.mayWithdraw(project, measurement);
        }

        /** For whom the reader may enter a value. */
        public List<Choice> parties() {
            return progress.indicator().parties().stream().filter(party -> project.may(Permission.MEASURE, party.party())).map(party -> new Choice(party.party().toString(), party.name())).toList();
        }

        public boolean mayMeasureWhole() {
            return project.mayEverywhere(Permission.MEASURE);
        }

        public IndicatorChart chart() {
            return IndicatorChart.of(progress.overTime(), progress.indicator().target());
        }

        public List<IndicatorChart.OfParty> partyCharts() {
            return IndicatorChart.ofParties(progress);
        }

        /** Whether the parties’ charts differ in scale. */
        public boolean ownScales() {
            return progress.indicator().rollup() == Rollup.SUM;
        }

        public List<Attachment> filesOf(Indicator.Measurement measurement) {
            return files.getOrDefault(measurement.id().value(), List.of());
        }

        public boolean mayAttach() {
            return ThingFiles.mayAttach(project, !project.closed());
        }

        public List<Indicator.Measurement> newest() {
            return progress.indicator().measurements().stream().limit(NEWEST).toList();
        }

        public List<Indicator.Measurement> earlier() {
            return progress.indicator().measurements().stream().skip(NEWEST).toList();
        }

        public boolean weighted() {
            return progress.indicator().rollup() == Rollup.WEIGHTED;
        }
    }

    /** The form for what an indicator is; {@code indicator} is null for a new one. */
    public record IndicatorFormPage(ProjectAccess project, @Nullable Indicator indicator, UUID id) {
        public List<Choice> comparators(Ui ui) {
            return Arrays.stream(Comparison.values()).map(one -> new Choice(one.text(), one.sign() + " " + ui.t("indicator.comparator." + one.text()))).toList();
        }

        public List<Choice> rollups(Ui ui) {
            return Arrays.stream(Rollup.values()).map(one -> new Choice(one.text(), ui.t("indicator.rollup." + one.text()))).toList();
        }
    }

    /** A number with its unit. */
    public static String shown(Ui ui, @Nullable BigDecimal value, String unit) {
        if (value == null) return "–";
        return unit.isEmpty() ? ui.number(value) : ui.number(value) + (unit.equals("%") ? "%" : " " + unit);
    }

    /** The class of a state’s picture. */
    public static String picture(IndicatorProgress.State state) {
        return switch (state) {
            case REACHED -> "good";
            case ON_THE_WAY -> "doing";
            case MISSED -> "late";
            case NOT_MEASURED, NO_TARGET -> "planned";
        };
    }

    @GetMapping
    Answer list(ProjectAccess project) {
        project.require(Permission.READ);
        var today = today(project);
        return Answer.page("project/indicators", new IndicatorsPage(project, indicators.progress(project.id(), today), today, indicators.charter(project.id()) == Charter.State.DRAFT));
    }

    private LocalDate today(ProjectAccess project) {
        return LocalDate.ofInstant(clock.instant(), project.homeZone());
    }

    @GetMapping("/new")
    Answer add(ProjectAccess project) {
        project.requireEverywhere(Permission.EDIT_CHARTER);
        return Answer.page("project/indicator_form", new IndicatorFormPage(project, null, IndicatorId.next().value()));
    }

    @GetMapping("/{indicator}")
    Answer one(ProjectAccess project, @PathVariable UUID indicator) {
        project.require(Permission.READ);
        var today = today(project);
        var progress = IndicatorProgress.of(indicators.get(project.id(), new IndicatorId(indicator)), today);
        var files = attachments.of(Indicators.MEASUREMENT_KIND, progress.indicator().measurements().stream().map(Indicator.Measurement::id).toList());
        return Answer.page("project/indicator", new IndicatorPage(project, progress, today, indicators.charter(project.id()), MeasurementId.next().value(), files));
    }

    /** One value with its evidence. */
    public record MeasurementPage(ProjectAccess project, Indicator indicator, Indicator.Measurement measurement, FileShelf files) {
        public boolean mayWithdraw() {
            return Indicators.mayWithdraw(project, measurement);
        }
    }

    @GetMapping("/{indicator}/measurements/{measurement}")
    Answer measurement(ProjectAccess project, Reader reader, @PathVariable UUID indicator, @PathVariable UUID measurement) {
        project.require(Permission.READ);
        var of = indicators.get(project.id(), new IndicatorId(indicator));
        var found = of.measurements().stream().filter(one -> one.id().value().equals(measurement)).findFirst().orElseThrow(NotFound::new);
        var files = attachments.on(Ref.of(Indicators.MEASUREMENT_KIND, found.id()), ThingFiles.mayAttach(project, !project.closed()), ThingFiles.mayKeep(project, !project.closed()), reader.actor());
        return Answer.page("project/measurement", new MeasurementPage(project, of, found, files));
    }

    @GetMapping("/{indicator}/edit")
    Answer edit(ProjectAccess project, @PathVariable UUID indicator) {
        project.requireEverywhere(Permission.EDIT_CHARTER);
        return Answer.page("project/indicator_form", new IndicatorFormPage(project, indicators.get(project.id(), new IndicatorId(indicator)), indicator));
    }

    /** What the form sends. */
    public record IndicatorForm(@Nullable String name, @Nullable String unit, @Nullable String comparator, @Nullable String target, @Nullable String rollup, @Nullable String due_on) {
        Indicators.Facts facts() {
            var entered = new Entered();
            var facts = new Indicators.Facts(said(name), said(unit), entered.word("comparator", said(comparator), Comparison::of), entered.number("target", said(target)),
                    entered.word("rollup", said(rollup), Rollup::of), entered.day("due_on", said(due_on)));
            entered.done();
            return facts;
        }
    }

    @PostMapping
    Answer create(ProjectAccess project, Reader reader, Actor actor, @RequestParam UUID id, IndicatorForm form) {
        project.requireEverywhere(Permission.EDIT_CHARTER);
        indicators.add(project.id(), new IndicatorId(id), form.facts(), actor);
        return Answer.to(here(project, reader)).saying("indicator.added");
    }

    @PostMapping("/{indicator}")
    Answer change(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID indicator, @RequestParam int version, IndicatorForm form) {
        project.requireEverywhere(Permission.EDIT_CHARTER);
        indicators.change(project.id(), new IndicatorId(indicator), form.facts(), version, actor);
        return Answer.to(here(project, reader) + "/" + indicator).saying("entry.saved");
    }

    @PostMapping("/{indicator}/targets")
    Answer share(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID indicator, @RequestParam int version, HttpServletRequest request) {
        project.requireEverywhere(Permission.EDIT_CHARTER);
        var entered = new Entered();
        var shares = new HashMap<PartyId, Indicators.Share>();
        request.getParameterMap().forEach((field, typed) -> {
            if (!field.startsWith("target_")) return;
            var party = field.substring("target_".length());
            var weight = request.getParameter("weight_" + party);
            shares.put(PartyId.of(party), new Indicators.Share(entered.number(field, typed[0]), entered.number("weight_" + party, said(weight))));
        });
        entered.done();
        indicators.share(project.id(), new IndicatorId(indicator), shares, version, actor);
        return Answer.to(here(project, reader) + "/" + indicator).saying("entry.saved");
    }

    @PostMapping("/{indicator}/deletion")
    Answer delete(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID indicator, @RequestParam int version) {
        indicators.delete(project.id(), new IndicatorId(indicator), version, actor);
        return Answer.to(here(project, reader)).undoable(here(project, reader) + "/" + indicator + "/restoration", "indicator.was_deleted");
    }

    @PostMapping("/{indicator}/restoration")
    Answer restore(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID indicator) {
        indicators.restore(project.id(), new IndicatorId(indicator), actor);
        return Answer.to(here(project, reader)).saying("indicator.was_restored");
    }

    @PostMapping("/{indicator}/measurements")
    Answer measure(
            ProjectAccess project,
            Reader reader,
            Actor actor,
            @PathVariable UUID indicator,
            @RequestParam UUID id,
            @RequestParam(defaultValue = "") String party,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String evidence) {
        project.require(Permission.MEASURE);
        var entered = new Entered();
        var whose = entered.chosen("party", party, PartyId::of);
        var number = entered.number("value", value);
        var day = entered.day("on", on);
        entered.done();
        indicators.measure(project.id(), new IndicatorId(indicator), new MeasurementId(id), whose, number, day, evidence, actor);
        return Answer.to(here(project, reader) + "/" + indicator).saying("indicator.was_measured");
    }

    @PostMapping("/{indicator}/measurements/{measurement}/withdrawal")
    Answer withdraw(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID indicator, @PathVariable UUID measurement) {
        indicators.withdraw(project.id(), new IndicatorId(indicator), new MeasurementId(measurement), actor);
        return Answer.to(here(project, reader) + "/" + indicator).saying("indicator.was_withdrawn");
    }

    private static String here(ProjectAccess project, Reader reader) {
        return "/w/" + reader.slug() + "/p/" + project.code() + "/indicators";
    }

    private static String said(@Nullable String typed) {
        return typed == null ? "" : typed;
    }
}
