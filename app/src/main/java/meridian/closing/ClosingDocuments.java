package meridian.closing;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import meridian.approval.Approval;
import meridian.approval.ApprovalRecord;
import meridian.closing.Summary.Part;
import meridian.document.Block;
import meridian.document.Block.Column;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.document.Revision;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The documents of a closing to hand over: handover list, open points, settlement, summary report, closing notice. */
final class ClosingDocuments {
    private static final int BAR = 8;

    private final Words words;
    private final Locale language;
    private final ZoneId zone;
    private final String organisation;
    private final String project;

    ClosingDocuments(Words words, Locale language, ZoneId zone, String organisation, String project) {
        this.words = words;
        this.language = language;
        this.zone = zone;
        this.organisation = organisation;
        this.project = project;
    }

    // ---- 成果移交清单

    DocumentContent handover(List<HandoverItem> items, @Nullable Document document, LocalDate on) {
        var content = DocumentContent.of(listed("closing.handover_document", Handovers.DOCUMENT_KIND, document, on).build()).landscape();
        if (items.isEmpty()) return content.paragraph(t("closing.none")).build();
        content.table(List.of(Column.centred(t("closing.catalogue.no"), 6), Column.of(t("closing.handover_item"), 26), Column.of(t("closing.note"), 22), Column.of(t("closing.side.given"), 16), Column.of(t("closing.side.received"), 16), Column.of(t("closing.side.witnessed"), 16)),
                IntStream.range(0, items.size()).mapToObj(i -> {
                    var item = items.get(i);
                    return List.of(String.valueOf(i + 1), item.name(), item.note(), hand(item.from()), hand(item.to()), hand(item.witness()));
                }).toList());
        return content.build();
    }

    private String hand(HandoverItem.Hand hand) {
        return hand.at() == null ? hand.name() + "\n" + t("closing.not_confirmed") : hand.name() + "\n" + day(hand.at());
    }

    // ---- 遗留问题清单

    DocumentContent points(List<OpenPoint> points, @Nullable Document document, LocalDate on) {
        var content = DocumentContent.of(listed("closing.points_document", OpenPoints.DOCUMENT_KIND, document, on).build()).landscape();
        if (points.isEmpty()) return content.paragraph(t("closing.none")).build();
        content.table(List.of(Column.centred(t("closing.catalogue.no"), 6), Column.of(t("closing.point"), 36), Column.of(t("closing.note"), 24), Column.of(t("closing.point_owner"), 12), Column.centred(t("closing.point_due"), 12), Column.of(t("closing.point_outcome"), 20)),
                IntStream.range(0, points.size()).mapToObj(i -> {
                    var point = points.get(i);
                    var outcome = point.doneAt() == null ? t("closing.point_open") : t("closing.point_done_on", day(point.doneAt())) + (point.said().isEmpty() ? "" : "\n" + point.said());
                    return List.of(String.valueOf(i + 1), point.content(), point.note(), orNone(point.ownerName()), Objects.toString(point.dueOn(), "–"), outcome);
                }).toList());
        return content.build();
    }

    // ---- 费用结算

    DocumentContent settlement(Settlement settlement, @Nullable Document document, LocalDate on) {
        var head = listed("closing.settlement_document", Settlements.DOCUMENT_KIND, document, on);
        if (settlement.confirmedAt() != null && settlement.confirmedBy() != null) head.approved(settlement.confirmedBy(), LocalDate.ofInstant(settlement.confirmedAt(), zone));
        var content = DocumentContent.of(head.build()).landscape();
        var own = settlement.currency();
        content.heading(t("closing.settlement_budgets", own));
        var rows = new ArrayList<List<String>>();
        for (var budget : settlement.budgets()) rows.add(List.of(budget.name(), number(budget.planned()), number(settlement.settled(budget.id())), number(settlement.left(budget))));
        rows.add(List.of(t("closing.settlement_none"), "–", number(settlement.settled(null)), "–"));
        rows.add(List.of(t("closing.settlement_total"), number(settlement.planned()), number(settlement.total()), number(settlement.planned().subtract(settlement.total()))));
        content.table(List.of(Column.of(t("closing.settlement_budget"), 40), Column.number(t("closing.settlement_planned"), 20), Column.number(t("closing.settlement_settled"), 20), Column.number(t("closing.settlement_left"), 20)), rows);
        if (!settlement.uncounted().isEmpty()) content.paragraph(t("closing.settlement_uncounted", settlement.uncounted().size(), own));
        content.heading(t("closing.settlement_currencies"));
        content.bullets(settlement.byCurrency().entrySet().stream().map(sum -> sum.getKey() + " " + number(sum.getValue())).toList());
        content.heading(t("closing.settlement_lines"));
        if (settlement.lines().isEmpty()) return content.paragraph(t("closing.none")).build();
        content.table(List.of(Column.of(t("closing.settlement_name"), 26), Column.of(t("field.party"), 12), Column.centred(t("closing.settlement_currency"), 10), Column.number(t("closing.settlement_amount"), 14), Column.number(t("closing.settlement_rate"), 14), Column.number(t("closing.settlement_in", own), 14), Column.of(t("closing.settlement_receipt"), 18)),
                settlement.lines().stream().map(line -> {
                    var counted = line.in(own);
                    return List.of(line.name(), orNone(line.partyName()), line.currency(), number(line.amount()), line.rate() == null ? "–" : line.rate().stripTrailingZeros().toPlainString() + "\n" + line.rateOn(), counted == null ? "–" : number(counted), line.receipt());
                }).toList());
        return content.build();
    }

    // ---- 项目总结报告

    DocumentContent summary(Summary summary, Document document, List<Revision> revisions, @Nullable Approval approval) {
        var content = DocumentContent.of(issued("closing.summary_document", document, revisions, approval, "closing.summary_first"));
        var figures = summary.figures();
        section(content, Part.OVERVIEW, summary);
        content.paragraph(t("closing.figures_on", figures.on()));
        plan(content, figures);
        section(content, Part.RESULTS, summary);
        indicators(content, figures);
        section(content, Part.DEVIATIONS, summary);
        content.fields(new Block.Field(t("closing.figure.late_own"), String.valueOf(figures.causes().lateOwn())), new Block.Field(t("closing.figure.late_elsewhere"), String.valueOf(figures.causes().lateElsewhere())),
                new Block.Field(t("closing.figure.emergencies"), String.valueOf(figures.causes().emergencies())), new Block.Field(t("closing.figure.disputes"), String.valueOf(figures.causes().disputes())), new Block.Field(t("closing.figure.requests"), String.valueOf(figures.causes().requests())));
        section(content, Part.PROBLEMS, summary);
        risks(content, figures);
        clocks(content, figures);
        parties(content, figures);
        var money = figures.money();
        content.heading(2, t("closing.settlement"));
        content.fields(new Block.Field(t("closing.settlement_planned"), money.currency() + " " + number(new BigDecimal(money.planned()))), new Block.Field(t("closing.settlement_settled"), money.currency() + " " + number(new BigDecimal(money.settled()))));
        if (money.uncounted() > 0) content.paragraph(t("closing.settlement_uncounted", money.uncounted(), money.currency()));
        section(content, Part.OUTLOOK, summary);
        content.heading(t("closing.signatures")).signatures(new ApprovalRecord(approval, words, language, zone).signers());
        return content.build();
    }

    private void section(DocumentContent.Builder content, Part part, Summary summary) {
        content.heading(t("closing.part." + part.text())).paragraph(summary.word(part).isBlank() ? t("closing.none") : summary.word(part));
    }

    private void plan(DocumentContent.Builder content, Figures figures) {
        var plan = figures.plan();
        content.heading(2, t("closing.figure.plan"));
        var fields = new ArrayList<Block.Field>();
        fields.add(new Block.Field(t("closing.figure.tasks"), t("closing.figure.tasks_of", plan.done(), plan.tasks()) + "  " + bar(plan.done(), plan.tasks())));
        if (!plan.baseline().isEmpty()) {
            int all = plan.onTime() + plan.earlier() + plan.later();
            fields.add(new Block.Field(t("closing.figure.on_time"), plan.onTime() + "  " + bar(plan.onTime(), all)));
            fields.add(new Block.Field(t("closing.figure.earlier"), plan.earlier() + "  " + bar(plan.earlier(), all)));
            fields.add(new Block.Field(t("closing.figure.later"), plan.later() + "  " + bar(plan.later(), all)));
            fields.add(new Block.Field(t("closing.figure.added"), String.valueOf(plan.added())));
            fields.add(new Block.Field(t("closing.figure.finish"), t("closing.figure.finish_of", orNone(plan.plannedFinish()), orNone(plan.finish()))));
        }
        content.fields(fields.toArray(Block.Field[]::new));
        if (figures.milestones().isEmpty()) return;
        content.table(List.of(Column.of(t("closing.figure.milestone"), 36), Column.of(t("field.party"), 16), Column.centred(t("closing.figure.planned"), 16), Column.centred(t("closing.figure.actual"), 16), Column.centred(t("closing.figure.days"), 16)),
                figures.milestones().stream().map(one -> List.of(one.title(), one.party(), orNone(one.planned()), orNone(one.actual()), one.days() == null ? "–" : days(one.days()))).toList());
    }

    private String days(double days) {
        if (days == 0) return t("closing.figure.on_day");
        var number = new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(Math.abs(days));
        return t(days > 0 ? "closing.figure.days_later" : "closing.figure.days_earlier", number);
    }

    private void indicators(DocumentContent.Builder content, Figures figures) {
        if (figures.indicators().isEmpty()) return;
        content.table(List.of(Column.of(t("closing.figure.indicator"), 34), Column.centred(t("closing.figure.target"), 16), Column.centred(t("closing.figure.reached"), 16), Column.of(t("closing.figure.share"), 34)),
                figures.indicators().stream().map(goal -> List.of(goal.name(), goal.target().isEmpty() ? "–" : goal.sign() + " " + goal.target() + " " + goal.unit(), goal.actual().isEmpty() ? "–" : goal.actual() + " " + goal.unit(),
                        goal.percent() == null ? "–" : bar(Math.min(100, goal.percent()), 100) + " " + goal.percent() + "\u00a0%")).toList());
    }

    private void risks(DocumentContent.Builder content, Figures figures) {
        var risks = figures.risks();
        content.fields(new Block.Field(t("closing.figure.risks"), t("closing.figure.risks_of", risks.total(), risks.high(), risks.medium(), risks.low())), new Block.Field(t("closing.figure.risks_ended"), t("closing.figure.risks_how", risks.closed(), risks.occurred(), risks.open())));
    }

    private void clocks(DocumentContent.Builder content, Figures figures) {
        if (figures.clocks().isEmpty()) return;
        content.heading(2, t("closing.figure.clocks"));
        content.table(List.of(Column.of(t("closing.figure.clock"), 30), Column.centred(t("promise.kept"), 13), Column.centred(t("promise.late"), 13), Column.centred(t("promise.missed"), 13), Column.of(t("closing.figure.share"), 31)),
                figures.clocks().stream().map(clock -> List.of(kind(clock.kind()), String.valueOf(clock.kept()), String.valueOf(clock.late()), String.valueOf(clock.missed()), bar(clock.kept(), clock.due()) + " " + share(clock.kept(), clock.due()))).toList());
    }

    private void parties(DocumentContent.Builder content, Figures figures) {
        if (figures.parties().isEmpty()) return;
        content.heading(2, t("closing.figure.parties"));
        content.table(List.of(Column.of(t("field.party"), 20), Column.centred(t("closing.figure.tasks"), 12), Column.of(t("closing.figure.share"), 29), Column.centred(t("promise.kept"), 13), Column.centred(t("promise.late"), 13), Column.centred(t("promise.missed"), 13)),
                figures.parties().stream().map(unit -> List.of(unit.name(), unit.done() + " / " + unit.tasks(), unit.tasks() == 0 ? "–" : bar(unit.done(), unit.tasks()) + " " + share(unit.done(), unit.tasks()), String.valueOf(unit.kept()), String.valueOf(unit.late()), String.valueOf(unit.missed()))).toList());
    }

    private String kind(String kind) {
        return words.has("duty." + kind) ? t("duty." + kind) : kind;
    }

    // A bar that Word, a PDF and a page all draw: of characters.
    private static String bar(int part, int whole) {
        int full = whole <= 0 ? 0 : Math.round((float) BAR * part / whole);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    private static String share(int part, int whole) {
        return whole <= 0 ? "–" : 100 * part / whole + "\u00a0%";
    }

    // ---- 结项申请, approved 结项通知

    /** The key of what it is called: it is the application until that is approved. */
    static String noticeTitle(Closing closing) {
        return closing.approvedAt() == null ? "closing.application" : "closing.notice_document";
    }

    DocumentContent notice(Closing closing, String code, @Nullable LocalDate startsOn, Document document, List<Revision> revisions, @Nullable Approval approval, List<String> distribution) {
        var content = DocumentContent.of(issued(noticeTitle(closing), document, revisions, approval, "closing.notice_first", distribution));
        content.paragraph(t(closing.approvedAt() == null ? "closing.notice_applied" : "closing.notice_text", project, code, closing.approvedAt() == null ? "" : day(closing.approvedAt())));
        content.fields(new Block.Field(t("closing.notice_project"), project + " (" + code + ")"), new Block.Field(t("closing.notice_begun"), Objects.toString(startsOn, "–")));
        content.heading(t("closing.statement")).paragraph(closing.statement());
        content.heading(t("closing.lessons")).paragraph(closing.lessons().isEmpty() ? t("closing.none") : closing.lessons());
        content.heading(t("closing.signatures")).signatures(new ApprovalRecord(approval, words, language, zone).signers());
        return content.build();
    }

    // ----

    private Head.Builder listed(String title, String kind, @Nullable Document document, LocalDate on) {
        var head = Head.titled(t(title), language).kind(kind).organisation(organisation).project(project).effective(on);
        if (document != null) head.registered(document, words, zone);
        return head;
    }

    private Head issued(String title, Document document, List<Revision> revisions, @Nullable Approval approval, String first) {
        return issued(title, document, revisions, approval, first, List.of());
    }

    private Head issued(String title, Document document, List<Revision> revisions, @Nullable Approval approval, String first, List<String> distribution) {
        var head = Head.titled(t(title), language).kind(document.kind()).registered(document, words, zone).organisation(organisation).project(project).distribution(distribution);
        new ApprovalRecord(approval, words, language, zone).head(head);
        if (document.issued() && !revisions.isEmpty()) head.effective(LocalDate.ofInstant(revisions.getFirst().issuedAt(), zone));
        revisions.reversed().forEach(revision -> head.revision(revision.version(), LocalDate.ofInstant(revision.issuedAt(), zone), revision.prepared() == null ? "" : revision.prepared().name(), revision.reason().isEmpty() ? t(first) : revision.reason()));
        return head.build();
    }

    private String number(BigDecimal amount) {
        return new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount);
    }

    private String day(Instant at) {
        return LocalDate.ofInstant(at, zone).toString();
    }

    private String orNone(String text) {
        return text.isEmpty() ? "–" : text;
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
