package meridian.workplan.exchange;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a date as people write it. What leaves no doubt is read in silence; what had to be guessed says so and how; what
 * is no date at all says why.
 */
final class DateReader {

    /** Which end of the task is asked for: 12月上旬 starts on the 1st and finishes on the 10th. */
    enum End { START, FINISH }

    /**
     * What the rest of the file tells about its dates.
     *
     * @param notedYear the note says so: 日期未填年份的按2026年
     * @param middle the middle one of all complete dates
     * @param first the earliest of them
     * @param dayFirst null where no date decides between day/month and month/day
     */
    record Hints(
            @Nullable Integer notedYear, @Nullable LocalDate middle, @Nullable LocalDate first, @Nullable LocalDate issued,
            @Nullable Boolean dayFirst, int homeYear, Known known) {}

    /**
     * @param date null where it is none
     * @param key why it needs a look; null where it doesn't
     * @param others what it may mean instead
     */
    record Reading(@Nullable PlanDate date, @Nullable Severity severity, @Nullable String key, List<Object> args, List<PlanDate> others) {
        static final Reading NONE = new Reading(null, null, null, List.of(), List.of());

        static Reading exactly(PlanDate date) {
            return new Reading(date, null, null, List.of(), List.of());
        }
    }

    private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec";
    private static final Pattern TIME = pattern(
            "(.*?)[\\sT]*(上午|中午|下午|晚上|晚|早上|\\s[ap]m)?\\s*(\\d{1,2})(?::(\\d{2})(?::\\d{2}(?:\\.\\d+)?)?|[时点](?:(\\d{1,2})分?|半)?|(?=\\s*[ap]m))\\s*([ap]\\.?m\\.?)?(?:z|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern WEEKDAY = pattern("\\(?(?:周|星期)[一二三四五六日天]\\)?|\\b(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?\\b[.,]?");
    private static final Pattern BEFORE = pattern("^(?:by|before|until|no later than|截至|截止到?|不晚于)\\s*(.*\\d.*)$|^(.*\\d[日号]?)\\s*(?:之前|以前|前|完成|左右)$");
    private static final Pattern YMD = pattern("(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*[日号]?");
    private static final Pattern COMPACT = pattern("((?:19|20|21)\\d{2})(\\d{2})(\\d{2})");
    private static final Pattern MD_CHINESE = pattern("(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*[日号]?");
    private static final Pattern THREE = pattern("(\\d{1,2})\\s*([-/.])\\s*(\\d{1,2})\\s*[-/.]\\s*(\\d{4})");
    private static final Pattern SHORT_YEAR = pattern("'?(\\d{2})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*[日号]?");
    private static final Pattern TWO = pattern("(\\d{1,2})\\s*([-/.])\\s*(\\d{1,2})");
    private static final Pattern DAY_NAME = pattern("(\\d{1,2})(?:st|nd|rd|th)?(?:[-\\s/.]|\\s*of\\s*)?\\s*(" + MONTHS + ")[a-z]*\\.?,?[-\\s/]*(\\d{4}|'?\\d{2})?");
    private static final Pattern NAME_DAY = pattern("(" + MONTHS + ")[a-z]*\\.?[-\\s]*(\\d{1,2})(?:st|nd|rd|th)?(?:,?[-\\s]+(\\d{4}))?");
    private static final Pattern PART = pattern(
            "(?:(\\d{4})\\s*[-/.年]\\s*)?(?:(\\d{1,2})\\s*月份?|(本月|当月|这个月)|(下个?月)|)\\s*(月?底|月?末|月?初|月?中旬?|上旬|下旬)?");
    private static final Pattern PART_ENGLISH = pattern(
            "(?:(early|mid|middle of|late|end of|beginning of|start of|eo)[-\\s]*)?(" + MONTHS + "|month|the month|m)[a-z]*\\.?(?:[-\\s,]+(\\d{4}))?(?:\\s*(end))?");
    private static final Pattern YEAR_MONTH = pattern("(\\d{4})\\s*[-/.]\\s*(\\d{1,2})");
    private static final Pattern QUARTER = pattern("(?:(\\d{4})\\s*年?\\s*[-/]?\\s*)?(?:第?([一二三四1-4])季度[末底初]?|q([1-4]))(?:\\s*[-/]?\\s*(\\d{4}))?");
    private static final Pattern YEAR_END = pattern("(?:(\\d{4})\\s*年|今年|本年)?\\s*年?(?:底|末|内)|(?:end of (?:the )?year|year[- ]?end|eoy)(?:\\s*(\\d{4}))?");
    private static final Pattern WEEK = pattern("第\\s*(\\d{1,2})\\s*周|w(?:eek|k)?\\s*(\\d{1,2})");
    private static final Pattern FESTIVAL = pattern("(.*?)(?:假)?节?(?:之|以)?前|before\\s+(?:the\\s+)?(.+)");
    private static final Pattern OPEN = pattern(
            "尽快|尽早|马上|立即|待定|待确认|未定|另行通知|视情况.*|持续|长期|全程|随时|日常|按需|asap|a\\.s\\.a\\.p\\.?|as soon as possible|tbd|tbc|tba|ongoing|continuous|\\?+");
    private static final Pattern NO_DATE = pattern("n/?a|无|none|[-—–/]+");

    private final Hints hints;

    DateReader(Hints hints) {
        this.hints = hints;
    }

    private static Pattern pattern(String form) {
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE);
    }

    /** @param anchor the other date of the row, or the last one above it; null for none */
    Reading read(Cell cell, End end, @Nullable LocalDate anchor) {
        if (cell.blank()) return Reading.NONE;
        if (cell.kind() == Cell.Kind.NUMBER) return fromNumber(cell, end, anchor);
        if (cell.kind() == Cell.Kind.DATE) {
            var date = XlsxReader.Serial.toDate(cell.number());
            if (date != null) {
                boolean wholeDay = date.toLocalTime().equals(LocalTime.MIDNIGHT);
                return sane(new PlanDate(date.toLocalDate(), wholeDay ? null : date.toLocalTime()));
            }
        }
        return fromText(CleanText.of(cell.text()).text(), end, anchor);
    }

    private Reading fromNumber(Cell cell, End end, @Nullable LocalDate anchor) {
        if (COMPACT.matcher(cell.text()).matches()) return fromText(cell.text(), end, anchor);
        var date = cell.number() >= 25_569 && cell.number() < 109_575 ? XlsxReader.Serial.toDate(cell.number()) : null;
        if (date == null) return fromText(cell.text(), end, anchor);
        var day = PlanDate.of(date.toLocalDate());
        return new Reading(day, Severity.NOTICE, "exchange.date.serial", List.of(cell.text(), day), List.of());
    }

    Reading fromText(String written, End end, @Nullable LocalDate anchor) {
        var text = Normalizer.normalize(written, Normalizer.Form.NFKC).strip();
        if (NO_DATE.matcher(text).matches()) return Reading.NONE;
        if (OPEN.matcher(text).matches()) return nothing("exchange.date.open", written);
        text = WEEKDAY.matcher(text).replaceAll(" ").strip();
        try {
            var reading = dayAndTime(text, written, end, anchor);
            if (reading == null) {
                var before = BEFORE.matcher(text);
                if (before.matches()) {
                    reading = dayAndTime(before.group(1) != null ? before.group(1) : before.group(2), written, end, anchor);
                    if (reading != null && reading.date != null && reading.key == null)
                        reading = new Reading(reading.date, Severity.NOTICE, "exchange.date.taken", List.of(written, reading.date), List.of());
                }
            }
            if (reading == null) reading = vague(text, written, end, anchor);
            return reading == null ? nothing("exchange.date.unreadable", written) : reading;
        } catch (DateTimeException noSuchDay) {
            return noSuchDay(text, written);
        }
    }

    private static Reading nothing(String key, String written) {
        return new Reading(null, Severity.ERROR, key, List.of(written), List.of());
    }

    /** 2026-02-30: the month's last day is offered. */
    private static Reading noSuchDay(String text, String written) {
        var form = YMD.matcher(text);
        if (form.lookingAt()) {
            int month = number(form, 2);
            if (month >= 1 && month <= 12 && number(form, 3) <= 31) {
                var last = YearMonth.of(number(form, 1), month).atEndOfMonth();
                return new Reading(null, Severity.ERROR, "exchange.date.impossible", List.of(written), List.of(PlanDate.of(last)));
            }
        }
        return nothing("exchange.date.impossible", written);
    }

    private @Nullable Reading dayAndTime(String text, String written, End end, @Nullable LocalDate anchor) {
        var whole = day(text, written, end, anchor);
        if (whole != null) return whole;
        var form = TIME.matcher(text);
        if (!form.matches() || form.group(1).isBlank()) return null;
        var day = day(form.group(1).strip(), written, end, anchor);
        if (day == null || day.date == null) return day;
        int hour = hour(form);
        int minute = form.group(4) != null ? number(form, 4) : form.group(5) != null ? number(form, 5) : text.contains("半") ? 30 : 0;
        if (hour == 24 && minute == 0) return at(day, end == End.START ? PlanDate.of(day.date.date().plusDays(1)) : day.date);
        var time = LocalTime.of(hour, minute);
        return at(day, new PlanDate(day.date.date(), time.equals(LocalTime.MIDNIGHT) ? null : time));
    }

    private static int hour(Matcher form) {
        int hour = number(form, 3);
        var half = ((form.group(2) == null ? "" : form.group(2)) + (form.group(6) == null ? "" : form.group(6))).strip().toLowerCase(Locale.ROOT).replace(".", "");
        boolean afternoon = half.equals("下午") || half.startsWith("晚") || half.equals("pm");
        if (afternoon && hour < 12) return hour + 12;
        return half.equals("am") && hour == 12 ? 0 : hour;
    }

    private static Reading at(Reading reading, PlanDate date) {
        return new Reading(date, reading.severity, reading.key, reading.args, reading.others);
    }

    private @Nullable Reading day(String text, String written, End end, @Nullable LocalDate anchor) {
        Matcher form;
        if ((form = YMD.matcher(text)).matches() || (form = COMPACT.matcher(text)).matches())
            return sane(PlanDate.of(LocalDate.of(number(form, 1), number(form, 2), number(form, 3))));
        if ((form = MD_CHINESE.matcher(text)).matches()) return yearless(number(form, 1), number(form, 2), written, end, anchor);
        if ((form = THREE.matcher(text)).matches()) return eitherOrder(number(form, 4), number(form, 1), number(form, 3), form.group(2), written);
        if ((form = SHORT_YEAR.matcher(text)).matches()) return shortYear(number(form, 1), number(form, 2), number(form, 3), text, written);
        if ((form = DAY_NAME.matcher(text)).matches()) return named(form.group(2), number(form, 1), form.group(3), written, end, anchor);
        if ((form = NAME_DAY.matcher(text)).matches()) return named(form.group(1), number(form, 2), form.group(3), written, end, anchor);
        if ((form = TWO.matcher(text)).matches()) {
            int first = number(form, 1), second = number(form, 3);
            boolean dayFirst = first > 12 || second <= 12 && Boolean.TRUE.equals(hints.dayFirst);
            return dayFirst ? yearless(second, first, written, end, anchor) : yearless(first, second, written, end, anchor);
        }
        return null;
    }

    private Reading eitherOrder(int year, int first, int second, String separator, String written) {
        if (first > 12) return sane(PlanDate.of(LocalDate.of(year, second, first)));
        if (second > 12) return sane(PlanDate.of(LocalDate.of(year, first, second)));
        var monthFirst = PlanDate.of(LocalDate.of(year, first, second));
        var dayFirst = PlanDate.of(LocalDate.of(year, second, first));
        if (first == second) return sane(monthFirst);
        if (hints.dayFirst != null) {
            var taken = hints.dayFirst ? dayFirst : monthFirst;
            return new Reading(taken, Severity.NOTICE, "exchange.date.order", List.of(written, taken), List.of());
        }
        boolean dotted = separator.equals(".");
        var taken = dotted ? dayFirst : monthFirst;
        return new Reading(taken, Severity.WARNING, "exchange.date.ambiguous", List.of(written, taken), List.of(dotted ? monthFirst : dayFirst));
    }

    private Reading shortYear(int first, int second, int third, String text, String written) {
        if (text.indexOf('年') >= 0) return sane(PlanDate.of(LocalDate.of(2000 + first, second, third)));
        if (first > 31 || first > 19 && second <= 12 && third <= 31) {
            var taken = PlanDate.of(LocalDate.of(2000 + first, second, third));
            return new Reading(taken, Severity.WARNING, "exchange.date.ambiguous", List.of(written, taken), List.of());
        }
        var reading = eitherOrder(2000 + third, first, second, "/", written);
        return reading.key != null ? reading : new Reading(reading.date, Severity.WARNING, "exchange.date.ambiguous", List.of(written, String.valueOf(reading.date)), List.of());
    }

    private Reading named(String month, int day, @Nullable String year, String written, End end, @Nullable LocalDate anchor) {
        if (year == null) return yearless(month(month), day, written, end, anchor);
        int full = Integer.parseInt(year.replace("'", ""));
        return sane(PlanDate.of(LocalDate.of(full < 100 ? 2000 + full : full, month(month), day)));
    }

    /** The year from the note, else the one that brings it nearest to the file's other dates; a finish is never before its start for want of a year. */
    private Reading yearless(int month, int day, String written, End end, @Nullable LocalDate anchor) {
        int year = year(month, day);
        var date = inYear(year, month, day);
        if (end == End.FINISH && anchor != null && date.isBefore(anchor)
                && ChronoUnit.DAYS.between(anchor, inYear(year + 1, month, day)) < 200) date = inYear(year + 1, month, day);
        var taken = PlanDate.of(date);
        var key = hints.notedYear != null && date.getYear() == hints.notedYear ? "exchange.date.year-noted" : "exchange.date.year-guessed";
        return new Reading(taken, Severity.NOTICE, key, List.of(written, taken), List.of());
    }

    private int year(int month, int day) {
        if (hints.notedYear != null) return hints.notedYear;
        var middle = hints.middle;
        if (middle == null) return hints.issued != null ? hints.issued.getYear() : hints.homeYear;
        int best = middle.getYear();
        for (int year = middle.getYear() - 1; year <= middle.getYear() + 1; year++)
            if (distance(inYear(year, month, day), middle) < distance(inYear(best, month, day), middle)) best = year;
        return best;
    }

    private static long distance(LocalDate one, LocalDate other) {
        return Math.abs(ChronoUnit.DAYS.between(one, other));
    }

    private static LocalDate inYear(int year, int month, int day) {
        if (month == 2 && day == 29) return YearMonth.of(year, 2).atEndOfMonth();
        return LocalDate.of(year, month, day);
    }

    private Reading sane(PlanDate date) {
        if (Math.abs(date.date().getYear() - hints.homeYear) <= 15) return Reading.exactly(date);
        boolean impossible = date.date().getYear() < 1990 || date.date().getYear() > 2199; // no plan holds it
        return new Reading(date, impossible ? Severity.ERROR : Severity.WARNING, "exchange.date.far", List.of(date), List.of());
    }

    private @Nullable Reading vague(String text, String written, End end, @Nullable LocalDate anchor) {
        var reading = partOfMonth(text, end, anchor);
        if (reading == null) reading = partOfMonthInEnglish(text, end, anchor);
        if (reading == null) reading = quarterOrYear(text, end, anchor);
        if (reading == null) reading = week(text, end);
        if (reading == null) reading = festival(text, anchor);
        if (reading == null) return null;
        var taken = PlanDate.of(reading);
        return new Reading(taken, Severity.WARNING, "exchange.date.vague", List.of(written, taken), List.of());
    }

    private @Nullable LocalDate partOfMonth(String text, End end, @Nullable LocalDate anchor) {
        Matcher form;
        if ((form = YEAR_MONTH.matcher(text)).matches()) return part(YearMonth.of(number(form, 1), number(form, 2)), "", end);
        form = PART.matcher(text);
        if (!form.matches() || text.isEmpty()) return null;
        var part = form.group(5) == null ? "" : form.group(5).replaceFirst("^月", "");
        var near = anchor != null ? anchor : hints.issued != null ? hints.issued : hints.first;
        if (form.group(2) != null) {
            int month = number(form, 2);
            int year = form.group(1) != null ? number(form, 1) : vagueYear(month, end, anchor);
            return part(YearMonth.of(year, month), part, end);
        }
        var issued = hints.issued != null ? hints.issued : near;
        if (issued == null || form.group(1) != null && part.isEmpty()) return null;
        if (form.group(4) != null) return part(YearMonth.from(issued).plusMonths(1), part, end);
        if (form.group(3) != null) return part(YearMonth.from(issued), part, end);
        if (form.group(1) != null || part.isEmpty() || near == null) return null;
        var date = part(YearMonth.from(near), part, end);
        return end == End.FINISH && date.isBefore(near) ? part(YearMonth.from(near).plusMonths(1), part, end) : date;
    }

    private int vagueYear(int month, End end, @Nullable LocalDate anchor) {
        int year = year(month, 15);
        if (end == End.FINISH && anchor != null && YearMonth.of(year, month).isBefore(YearMonth.from(anchor))) return year + 1;
        return year;
    }

    private static LocalDate part(YearMonth month, String part, End end) {
        boolean start = end == End.START;
        return switch (part) {
            case "上旬" -> month.atDay(start ? 1 : 10);
            case "中旬" -> month.atDay(start ? 11 : 20);
            case "下旬" -> start ? month.atDay(21) : month.atEndOfMonth();
            case "初" -> month.atDay(start ? 1 : 5);
            case "中" -> month.atDay(15);
            case "底", "末" -> month.atEndOfMonth();
            default -> start ? month.atDay(1) : month.atEndOfMonth();
        };
    }

    private @Nullable LocalDate partOfMonthInEnglish(String text, End end, @Nullable LocalDate anchor) {
        var form = PART_ENGLISH.matcher(text);
        if (!form.matches()) return null;
        var word = form.group(1) == null ? form.group(4) == null ? "" : "end of" : form.group(1).toLowerCase(Locale.ROOT);
        var part = switch (word) {
            case "early", "beginning of", "start of" -> "上旬";
            case "mid", "middle of" -> "中旬";
            case "late" -> "下旬";
            case "end of", "eo" -> "底";
            default -> "";
        };
        var name = form.group(2).toLowerCase(Locale.ROOT);
        if (name.equals("m") || name.endsWith("month")) {
            var near = anchor != null ? anchor : hints.issued != null ? hints.issued : hints.first;
            return near == null || part.isEmpty() ? null : part(YearMonth.from(near), part, end);
        }
        int month = month(name);
        return part(YearMonth.of(form.group(3) != null ? number(form, 3) : vagueYear(month, end, anchor), month), part, end);
    }

    private @Nullable LocalDate quarterOrYear(String text, End end, @Nullable LocalDate anchor) {
        Matcher form;
        int near = anchor != null ? anchor.getYear() : hints.notedYear != null ? hints.notedYear : hints.middle != null ? hints.middle.getYear() : hints.homeYear;
        if ((form = QUARTER.matcher(text)).matches()) {
            int quarter = form.group(2) != null ? Math.max("一二三四".indexOf(form.group(2)), "1234".indexOf(form.group(2))) + 1 : number(form, 3);
            int year = form.group(1) != null ? number(form, 1) : form.group(4) != null ? number(form, 4) : near;
            return end == End.START ? LocalDate.of(year, quarter * 3 - 2, 1) : YearMonth.of(year, quarter * 3).atEndOfMonth();
        }
        if ((form = YEAR_END.matcher(text)).matches() && !text.isBlank()) {
            int year = form.group(1) != null ? number(form, 1) : form.group(2) != null ? number(form, 2) : near;
            return LocalDate.of(year, 12, 31);
        }
        return null;
    }

    /** Weeks from the plan's first Monday on: 第4周. */
    private @Nullable LocalDate week(String text, End end) {
        var form = WEEK.matcher(text);
        if (!form.matches() || hints.first == null) return null;
        int week = form.group(1) != null ? number(form, 1) : number(form, 2);
        if (week < 1) return null;
        var monday = hints.first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(week - 1);
        return end == End.START ? monday : monday.plusDays(4);
    }

    /** The last working day before the holiday named, or before the next one. */
    private @Nullable LocalDate festival(String text, @Nullable LocalDate anchor) {
        var form = FESTIVAL.matcher(text);
        if (!form.matches()) return null;
        var name = (form.group(1) != null ? form.group(1) : form.group(2)).strip();
        var near = anchor != null ? anchor : hints.issued != null ? hints.issued : hints.first != null ? hints.first : LocalDate.of(hints.homeYear, 1, 1);
        var first = hints.known.holidays().stream()
                .filter(holiday -> !holiday.first().isBefore(near) && Festivals.means(name, holiday.name()))
                .map(Known.Holiday::first)
                .min(LocalDate::compareTo)
                .orElseGet(() -> Festivals.next(name, near));
        if (first == null) return null;
        var day = first.minusDays(1);
        for (int i = 0; i < 14 && !hints.known.works("", day); i++) day = day.minusDays(1);
        return day;
    }

    private static int month(String name) {
        return MONTH.get(name.toLowerCase(Locale.ROOT).substring(0, 3));
    }

    private static final Map<String, Integer> MONTH = Map.ofEntries(
            Map.entry("jan", 1), Map.entry("feb", 2), Map.entry("mar", 3), Map.entry("apr", 4), Map.entry("may", 5), Map.entry("jun", 6),
            Map.entry("jul", 7), Map.entry("aug", 8), Map.entry("sep", 9), Map.entry("oct", 10), Map.entry("nov", 11), Map.entry("dec", 12));

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
