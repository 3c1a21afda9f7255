package meridian.document;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import meridian.document.Block.Align;
import meridian.document.Block.Column;
import meridian.document.Block.Table;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The head and the tables around the body in words, the same for every form of a document. */
record HeadLines(Head head, Words words) {
    // In letters; a Chinese character takes the room of two.
    private static final int ROOM_AT_THE_EDGE = 48;
    private static final int ROOM_IN_A_TABLE_HEAD = 80;
    private static final int FIRST_WIDE = 0x2E80;

    record Line(String label, String value) {}

    /** Shown two in a row. */
    List<List<Line>> pairs() {
        return List.of(
                List.of(line("document.number", head.number()), line("document.version", version(head.version()))),
                List.of(line("document.class", classification()), line("document.retention", head.retention())),
                List.of(line("document.prepared", hand(head.prepared())), line("document.checked", hand(head.checked()))),
                List.of(line("document.approved", hand(head.approved())), line("document.effective", date(head.effective()))));
    }

    /** Each has a row of its own. */
    List<Line> wide() {
        var wide = new ArrayList<Line>();
        var voided = head.voided();
        if (voided != null) wide.add(line("document.voided", say("document.voided_why", voided.reason(), voided.by(), date(voided.on()))));
        wide.add(line("document.project", head.project()));
        wide.add(line("document.distribution", distribution()));
        return wide;
    }

    /** The same one by one, by the names that templates use. */
    Map<String, String> places() {
        var places = new HashMap<String, String>();
        places.put("title", title());
        places.put("number", head.number());
        places.put("version", version(head.version()));
        places.put("class", classification());
        places.put("retention", head.retention());
        places.put("organisation", head.organisation());
        places.put("project.name", head.project());
        places.put("distribution", distribution());
        places.put("effective", date(head.effective()));
        hand(places, "prepared", head.prepared());
        hand(places, "checked", head.checked());
        hand(places, "approved", head.approved());
        return places;
    }

    private void hand(Map<String, String> places, String name, Head.@Nullable Hand hand) {
        places.put(name + ".name", hand == null ? "" : hand.name());
        places.put(name + ".date", hand == null ? "" : date(hand.on()));
    }

    /** What it is called; of a voided one, that it is. */
    String title() {
        return head.voided() == null ? head.title() : say("document.title_voided", head.title());
    }

    /** What lies behind every page: that it is void, or who took something classified out; nothing behind most. */
    Optional<String> watermark(Export export) {
        if (head.voided() != null) return Optional.of(say("document.voided"));
        return head.classification().watermarked() ? Optional.of(export.watermark()) : Optional.empty();
    }

    /** What stands at the top of every page: which document, which version; and who may read it. */
    String running() {
        return (shortened(head.number()) + "  " + version(head.version()) + (head.voided() == null ? "" : "  " + say("document.voided"))).strip();
    }

    String runningClass() {
        return say("document.labelled", say("document.class"), classification());
    }

    /** What stands at the bottom, beside the page number. */
    String owner() {
        return (shortened(head.organisation()) + "  " + shortened(head.title())).strip();
    }

    /** Before, between and after the two numbers of “page x of y”. */
    List<String> page() {
        return List.of(say("document.page", "\u0000", "\u0000").split("\u0000", 3));
    }

    String revisionsTitle() {
        return say("document.revisions");
    }

    Table revisions() {
        return new Table(
                List.of(
                        new Column(say("document.revision.version"), 12, Align.CENTRE),
                        new Column(say("document.revision.on"), 24, Align.CENTRE),
                        new Column(say("document.revision.by"), 20, Align.CENTRE),
                        new Column(say("document.revision.change"), 44, Align.START)),
                head.revisions().stream()
                        .map(r -> List.of(r.version().toString(), date(r.on()), r.by(), r.change()))
                        .toList());
    }

    Table signatures(Block.SignatureBlock block) {
        return new Table(
                List.of(
                        new Column(say("document.signature.role"), 20, Align.START),
                        new Column(say("document.signature.name"), 26, Align.START),
                        new Column(say("document.signature.opinion"), 30, Align.START),
                        new Column(say("document.signature.on"), 24, Align.CENTRE)),
                block.signers().stream()
                        .map(s -> List.of(s.role(), s.name(), s.opinion(), s.at() == null ? date(s.on()) : date(s.on()) + "\n" + DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(s.at())))
                        .toList());
    }

    /** The title of a column: never so long that the head of a table fills its page. */
    static String columnTitle(Block.Column column) {
        return shortened(column.title(), ROOM_IN_A_TABLE_HEAD);
    }

    private static String shortened(String text) {
        return shortened(text, ROOM_AT_THE_EDGE);
    }

    private static String shortened(String text, int most) {
        var line = SafeText.line(text);
        int width = 0;
        for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
            width += line.codePointAt(i) < FIRST_WIDE ? 1 : 2;
            if (width > most) return line.substring(0, i) + "…";
        }
        return line;
    }

    private String say(String key, Object... arguments) {
        return words.in(head.language(), key, arguments);
    }

    private Line line(String key, String value) {
        return new Line(say(key), value.isBlank() ? say("document.none") : value);
    }

    private String version(DocumentVersion version) {
        return version.isDraft() ? say("document.draft", version.toString()) : version.toString();
    }

    private String classification() {
        return say(head.classification().key());
    }

    private String hand(Head.@Nullable Hand hand) {
        if (hand == null) return "";
        return hand.on() == null ? hand.name() : hand.name() + "  " + date(hand.on());
    }

    private String distribution() {
        return head.distribution().stream().collect(Collectors.joining(say("document.distribution.separator")));
    }

    private String date(@Nullable LocalDate date) {
        return date == null ? "" : DateTimeFormatter.ofPattern(say("document.date"), head.language()).format(date);
    }
}
