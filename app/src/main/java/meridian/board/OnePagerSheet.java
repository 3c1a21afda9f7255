package meridian.board;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meridian.document.Document;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** A one-pager in the words of one language: what the page, the PDF, the picture and the slides all show. */
public record OnePagerSheet(
        Locale language,
        String title,
        String note,
        String organisation,
        String document,
        List<Fact> facts,
        String summaryTitle,
        String summary,
        String partiesTitle,
        List<String> columns,
        List<Party> parties,
        String moreParties,
        Block done,
        Block late,
        Block blocked,
        Block next,
        Block milestones,
        Block clocks,
        Block indicators,
        Block risks,
        String decisionsTitle,
        List<String> decisions,
        String hands) {
    private static final int MOST_PARTIES = 10;

    /** A number that matters; {@code loud} where it is bad. */
    public record Fact(String label, String value, boolean loud) {}

    public record Party(String name, Light light, String lightWord, String progress, String overdue, String blocked, String reason) {}

    /** A short list under its title. {@code count} stands beside the title, {@code none} in place of lines, {@code more} after them. */
    public record Block(String title, String count, List<Line> lines, String none, String more) {
        Block first(int most) {
            return lines.size() <= most ? this : new Block(title, count, lines.subList(0, most), none, more);
        }
    }

    public record Line(String text, String note, boolean loud) {}

    /**
     * @param number of the document with its version; empty for a draft
     * @param hands who approved it, in a line; empty where nobody was asked
     */
    public static OnePagerSheet of(OnePager page, String organisation, String number, String hands, Words words, Locale language) {
        return new Writing(words, language).sheet(page, organisation, number, hands);
    }

    /** What the register says of an issue: its number, its version, its class, and that it is void. */
    public static String number(Document document, String version, Words words, Locale language) {
        var number = document.shownNumber() + " " + version + "  " + words.in(language, document.classification().key());
        return !document.isVoid() ? number : number + "  " + words.in(language, "document.voided");
    }

    /** What it is called, as a file too. */
    public static String title(Words words, Locale language, String week) {
        return words.in(language, "onepager.document") + " " + week;
    }

    List<Block> blocks() {
        return List.of(done, late, blocked, next, milestones, clocks, indicators, risks);
    }

    private record Writing(Words words, Locale language) {
        OnePagerSheet sheet(OnePager page, String organisation, String number, String hands) {
            var note = t("onepager.note", page.from(), page.until(), t("stage." + page.stage()), page.asOf());
            int percent = page.tasks() == 0 ? 0 : Math.round(100f * page.finished() / page.tasks());
            var facts = List.of(
                    new Fact(t("onepager.finished") + "  " + percent + "%", page.finished() + "/" + page.tasks(), false),
                    new Fact(t("onepager.done_this_week"), String.valueOf(page.doneRows().total()), false),
                    new Fact(t("board.overdue"), String.valueOf(page.overdue()), page.overdue() > 0),
                    new Fact(t("board.blocked"), String.valueOf(page.blocked()), page.blocked() > 0),
                    new Fact(t("onepager.clocks_missed"), String.valueOf(page.clocks().missed()), page.clocks().missed() > 0));
            // The worst stand first where not all find room.
            var parties = page.parties().size() <= MOST_PARTIES ? page.parties() : page.parties().stream().sorted(java.util.Comparator.comparing(OnePager.PartyLine::light)).limit(MOST_PARTIES).toList();
            return new OnePagerSheet(language, page.project() + "  " + title(words, language, page.week()), note, organisation, number.isEmpty() ? t("onepager.draft") : number, facts,
                    t("onepager.summary"), page.summary().isEmpty() ? t("onepager.no_summary") : page.summary(),
                    t("onepager.parties"), Stream.of("board.party", "onepager.light", "onepager.finished", "board.overdue", "board.blocked", "board.reason").map(this::t).toList(),
                    parties.stream().map(this::party).toList(), page.parties().size() > parties.size() ? t("onepager.more", page.parties().size() - parties.size()) : "",
                    rows("onepager.done", page.doneRows(), "onepager.no_done", false), rows("onepager.late", page.lateRows(), "board.no_overdue", true), rows("onepager.blocked", page.blockedRows(), "board.no_blocked", true),
                    rows("onepager.next", page.nextRows(), "onepager.no_next", false),
                    new Block(t("board.milestones"), "", page.milestones().stream().map(row -> new Line("◆ " + row.text(), said(row.day(), row.party()), row.day().compareTo(page.asOf().substring(0, 10)) < 0)).toList(), t("board.no_milestones"), ""),
                    clocks(page.clocks()),
                    new Block(t("indicator.to_target"), "", page.indicators().stream().map(this::measure).toList(), t("onepager.no_indicators"), ""),
                    new Block(t("onepager.risks"), "", page.risks().stream().map(risk -> new Line(risk.code() + " " + risk.text(), said(t("risk.level." + risk.level()), risk.due(), risk.owner()), risk.level().equals("high"))).toList(), t("board.no_risks"), ""),
                    t("onepager.decisions"), page.decisions().isEmpty() ? List.of(t("onepager.no_decisions")) : page.decisions(), hands);
        }

        private Party party(OnePager.PartyLine line) {
            var reasons = line.reasons().stream().limit(3).map(reason -> t("onepager.reason." + reason.kind(), reason.many())).collect(Collectors.joining(t("onepager.separator")));
            return new Party(line.name(), line.light(), t("onepager.light." + line.light().text()), line.finished() + "/" + line.tasks(), String.valueOf(line.overdue()), String.valueOf(line.blocked()), !reasons.isEmpty() ? reasons : line.light() == Light.NONE ? "–" : t("onepager.reason.none"));
        }

        private Block rows(String title, OnePager.Rows rows, String none, boolean loud) {
            return new Block(t(title), String.valueOf(rows.total()), rows.rows().stream().map(row -> new Line(row.text(), said(row.note().isEmpty() ? row.day() : row.note(), row.who(), row.party()), loud)).toList(), t(none), rows.more() > 0 ? t("onepager.more", rows.more()) : "");
        }

        private Block clocks(OnePager.Clocks clocks) {
            var lines = new ArrayList<Line>();
            lines.add(new Line(t("onepager.clocks_week", clocks.kept(), clocks.missed()), clocks.late() == 0 ? "" : t("onepager.clocks_late", clocks.late()), clocks.late() > 0));
            clocks.first().forEach(clock -> lines.add(new Line(t("duty." + clock.kind()) + " " + clock.title(), said(clock.owner(), clock.due()), clock.late())));
            return new Block(t("board.clocks"), String.valueOf(clocks.running()), lines, "", clocks.running() > clocks.first().size() ? t("onepager.more", clocks.running() - clocks.first().size()) : "");
        }

        private Line measure(OnePager.Measure measure) {
            var value = measure.actual().isEmpty() ? t("onepager.not_measured") : grouped(measure.actual()) + measure.unit();
            var target = measure.target().isEmpty() ? "" : " / " + measure.sign() + " " + grouped(measure.target()) + measure.unit();
            return new Line(measure.name(), value + target + (measure.percent() == null ? "" : "  " + measure.percent() + "%"), measure.state().equals("missed"));
        }

        private static String grouped(String number) {
            return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(new BigDecimal(number));
        }

        private static String said(String... parts) {
            return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
        }

        private String t(String key, @Nullable Object... arguments) {
            return words.in(language, key, arguments);
        }
    }
}
