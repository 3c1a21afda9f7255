package meridian.web;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * What every template needs of the reader and the request: texts, addresses, dates written for them, and a refused form's
 * values and problems. The first {@code @param} of each template.
 */
public final class Ui {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_AND_MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final Map<String, String> ZONES = new ConcurrentHashMap<>(); // the platform is slow to name them
    private final HttpServletRequest request;
    private final Words words;
    private final Assets assets;
    private final Locale locale;
    private final Instant now;
    private final java.util.function.Supplier<Nav> navigation;
    private final @Nullable Typed typed;
    private final @Nullable Flash flash;
    private final @Nullable Reader reader;
    private final ZoneId zone;
    private final LocalDate today;
    private final String house;
    private final String project;
    private final Sheet sheet;
    private @Nullable Nav nav;

    Ui(HttpServletRequest request, Words words, Assets assets, Locale locale, Instant now, java.util.function.Supplier<Nav> navigation, @Nullable Flash flash, Sheet sheet) {
        this.sheet = sheet;
        this.request = request;
        this.words = words;
        this.assets = assets;
        this.locale = locale;
        this.now = now;
        this.navigation = navigation;
        this.typed = (Typed) request.getAttribute(Typed.ATTRIBUTE);
        this.flash = flash;
        this.reader = (Reader) request.getAttribute(Requests.READER);
        this.zone = reader == null ? ZoneOffset.UTC : reader.zone();
        this.today = LocalDate.ofInstant(now, zone);
        this.house = reader == null ? "" : "/w/" + reader.slug();
        this.project = house + "/p/" + Requests.projectCode(request);
    }

    // ---- words

    public String t(String key, @Nullable Object... arguments) {
        return words.in(locale, key, arguments);
    }

    public boolean has(String key) {
        return words.has(key);
    }

    public Locale locale() {
        return locale;
    }

    public boolean chinese() {
        return locale.getLanguage().equals("zh");
    }

    /** The value of {@code <html lang>}. */
    public String lang() {
        return chinese() ? "zh-CN" : "en";
    }

    /** A part of the page that is rendered once for all who see it alike; null, or with a query in the address: for this reader alone. */
    public Content alike(@Nullable Alike alike, Content content) {
        return alike == null || Requests.query(request) != null ? content : sheet.part(alike.topic(), List.of(locale, today.getYear(), alike.variant()), content);
    }

    /** A part of many pages that depends on nothing but the language, the workspace and this variant; rendered once. */
    public Content fixed(String variant, Content content) {
        return dev() ? content : sheet.fixed(List.of(locale, house, variant), content);
    }

    // ---- who and where

    public @Nullable Reader readerOrNull() {
        return reader;
    }

    public Reader reader() {
        return Objects.requireNonNull(readerOrNull(), "nobody is signed in to a workspace");
    }

    public boolean signedIn() {
        return readerOrNull() != null;
    }

    public Nav nav() {
        if (nav == null) nav = navigation.get();
        return nav;
    }

    /** The first letters of a name: of its first two words, or of a Chinese name its first character. */
    public static String initials(String name) {
        var words = name.strip();
        if (words.isEmpty()) return "";
        int end = words.offsetByCodePoints(0, 1);
        if (words.charAt(0) >= 0x2e80) return words.substring(0, end);
        int gap = 0;
        while (gap < words.length() && !Character.isWhitespace(words.charAt(gap))) gap++;
        var second = words.substring(gap).stripLeading();
        return (words.substring(0, end) + (second.isEmpty() ? "" : second.substring(0, second.offsetByCodePoints(0, 1)))).toUpperCase(Locale.ROOT);
    }

    /** An address inside the workspace: {@code url("/inbox")}. */
    public String url(String path) {
        return house + path;
    }

    /** An address inside the project of this page: {@code here("/board")}. */
    public String here(String path) {
        return project + path;
    }

    /** The address of this page without its query. */
    public String path() {
        return Requests.path(request);
    }

    public @Nullable String query(String name) {
        return request.getParameter(name);
    }

    /** The address of this page with its query: where a refused form comes back to. */
    public String self() {
        var query = Requests.query(request);
        return query == null ? path() : path() + "?" + query;
    }

    /** The address of this page with one part of its query changed; null takes it out. */
    public String with(String name, @Nullable String value) {
        var builder = UriComponentsBuilder.fromUriString(self()).replaceQueryParam("after");
        return (value == null ? builder.replaceQueryParam(name) : builder.replaceQueryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8))).build(true).toUriString();
    }

    /** The address of this page below its project, for a page that is to know where its reader came from. */
    public String below() {
        return Requests.below(request);
    }

    /** A text as a part of an address. */
    public String inAddress(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    /** Whether the page stands at this address or beneath it; for {@code aria-current}. */
    public boolean at(String address) {
        return path().equals(address) || path().startsWith(address + "/");
    }

    /** Whether this runs for somebody who changes it meanwhile. */
    public boolean dev() {
        return assets.dev();
    }

    /** The address of a static file, which changes when any of them does. */
    public String asset(String path) {
        return assets.url(path);
    }

    /** How the numbered document stands that the page shows; null where it shows none. */
    public @Nullable Registered registered() {
        return (Registered) request.getAttribute(Registered.ATTRIBUTE);
    }

    /** Whether the page shows a document whose number is void. */
    public boolean isVoid() {
        var registered = registered();
        return registered != null && registered.spent() != null;
    }

    public @Nullable Flash flash() {
        return flash;
    }

    // ---- refused forms

    /** Whether this form comes back refused. */
    public boolean refused(String form) {
        return typed != null && typed.form().equals(form);
    }

    /** What stands in a field: what was typed into the refused form, or the value as it is. */
    public String typed(String form, String field, @Nullable Object value) {
        if (refused(form)) {
            var values = Objects.requireNonNull(typed).values().get(field);
            if (values != null && values.length > 0) return values[0];
            if (typed.values().containsKey("_form")) return "";
        }
        return value == null ? "" : value.toString();
    }

    /** All values of a field that can have several, as they were typed into the refused form. */
    public List<String> typedAll(String form, String field) {
        var values = refused(form) ? Objects.requireNonNull(typed).values().get(field) : null;
        return values == null ? List.of() : List.of(values);
    }

    public boolean checked(String form, String field, boolean value) {
        return refused(form) ? Objects.requireNonNull(typed).values().containsKey(field) : value;
    }

    /** Whether one of several boxes of the same name is ticked. */
    public boolean ticked(String form, String field, String one, boolean value) {
        if (!refused(form)) return value;
        var values = Objects.requireNonNull(typed).values().get(field);
        return values != null && java.util.Arrays.asList(values).contains(one);
    }

    /** What is wrong with a field, or null. The empty field is the form as a whole. */
    public @Nullable String error(String form, String field) {
        if (!refused(form)) return null;
        return Objects.requireNonNull(typed).problems().stream()
                .filter(problem -> problem.field().equals(field))
                .map(this::say)
                .findFirst()
                .orElse(null);
    }

    /** Every problem of a form, for the summary above it. */
    public List<Refused.Problem> problems(String form) {
        return refused(form) ? Objects.requireNonNull(typed).problems() : List.of();
    }

    /** Whether this form comes back because somebody else's change got in first. */
    public boolean overtaken(String form) {
        return refused(form) && Objects.requireNonNull(typed).overtaken();
    }

    /** What is saved of a field of an overtaken form where it differs from what was typed into it, else null. */
    public @Nullable String meanwhile(String form, String field, @Nullable Object value) {
        if (!overtaken(form)) return null;
        var saved = value == null ? "" : value.toString();
        return sameText(saved, typed(form, field, "")) ? null : orEmpty(saved);
    }

    /** The same of a choice, by its label. */
    public @Nullable String meanwhile(String form, String field, List<Choice> choices, @Nullable Object value) {
        var saved = meanwhile(form, field, value);
        if (saved == null) return null;
        return orEmpty(choices.stream().filter(choice -> value != null && choice.value().equals(value.toString())).map(Choice::label).findFirst().orElse(""));
    }

    /** The same of one box. */
    public @Nullable String meanwhileTicked(String form, String field, boolean value) {
        return !overtaken(form) || checked(form, field, value) == value ? null : t(value ? "ui.ticked" : "ui.not_ticked");
    }

    /** The same of several boxes of the same name: the labels of those that are ticked. */
    public @Nullable String meanwhileTicked(String form, String field, List<Choice> choices, Predicate<Choice> saved) {
        if (!overtaken(form) || choices.stream().allMatch(choice -> ticked(form, field, choice.value(), false) == saved.test(choice))) return null;
        return orEmpty(choices.stream().filter(saved).map(Choice::label).collect(Collectors.joining(chinese() ? "、" : ", ")));
    }

    // Browsers send line ends of their own; a number may be written with fewer zeros.
    private static boolean sameText(String saved, String typed) {
        var one = saved.replace("\r\n", "\n").strip();
        var other = typed.replace("\r\n", "\n").strip();
        if (one.equals(other)) return true;
        if (!NUMBER.matcher(one).matches() || !NUMBER.matcher(other).matches()) return false;
        return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }

    private String orEmpty(String saved) {
        return saved.isBlank() ? t("ui.nothing_saved") : saved;
    }

    /** The ids of what is said beneath a field, for {@code aria-describedby}. */
    public @Nullable String describedBy(String id, boolean error, boolean meanwhile, boolean hint) {
        var parts = new StringJoiner(" ");
        if (error) parts.add(id + "-error");
        if (meanwhile) parts.add(id + "-meanwhile");
        if (hint && !error) parts.add(id + "-hint");
        return parts.length() == 0 ? null : parts.toString();
    }

    public String say(Refused.Problem problem) {
        return t(problem.key(), problem.arguments().toArray());
    }

    // ---- time and numbers

    public Instant now() {
        return now;
    }

    public ZoneId zone() {
        return zone;
    }

    public LocalDate today() {
        return today;
    }

    /** 11-23, with the year when it is another one. */
    public String date(@Nullable LocalDate date) {
        if (date == null) return "";
        return date.getYear() == today().getYear() ? DAY.format(date) : date.toString();
    }

    public String date(@Nullable LocalDateTime at) {
        return at == null ? "" : date(at.toLocalDate());
    }

    /** Mon, 周一. */
    public String weekday(LocalDate day) {
        return DateTimeFormatter.ofPattern("EEE", locale).format(day);
    }

    /** The day of an instant in the reader's zone. */
    public String date(@Nullable Instant at) {
        return at == null ? "" : date(LocalDate.ofInstant(at, zone()));
    }

    /** 15:10 today, 11-22 15:10 this year, else the whole of it; in the reader's zone. */
    public String time(@Nullable Instant at) {
        if (at == null) return "";
        var local = LocalDateTime.ofInstant(at, zone());
        if (local.toLocalDate().equals(today())) return MINUTE.format(local);
        return (local.getYear() == today().getYear() ? DAY_AND_MINUTE : FULL).format(local);
    }

    /** The whole of it, with the zone: for the title of a time. */
    public String fullTime(@Nullable Instant at) {
        return at == null ? "" : FULL.format(LocalDateTime.ofInstant(at, zone())) + " (" + zoneName(zone()) + ")";
    }

    /** A time zone as people call it: 北京时间, Central European Time. */
    public String zoneName(ZoneId zone) {
        return zone.getId().equals("Asia/Shanghai") ? t("ui.beijing_time") : ZONES.computeIfAbsent(locale.toLanguageTag() + " " + zone, key -> zone.getDisplayName(TextStyle.FULL, locale));
    }

    /** How far a zone’s clocks are from UTC now: UTC+8. */
    public String offset(ZoneId zone) {
        int minutes = zone.getRules().getOffset(now).getTotalSeconds() / 60;
        return "UTC" + (minutes < 0 ? "−" : "+") + Math.abs(minutes) / 60 + (minutes % 60 == 0 ? "" : ":%02d".formatted(Math.abs(minutes % 60)));
    }

    /** The time left until an instant as the page's clocks count it: −00:42, 0:41:07 in the last hour, 11:40, then days. */
    public String left(Instant due) {
        var left = Duration.between(now, due);
        var size = left.abs();
        var sign = left.isNegative() ? "−" : "";
        if (size.toHours() >= 48) return sign + t("ui.clock_days", Long.toString(size.toDays()));
        if (!left.isNegative() && size.toHours() < 1) return "%d:%02d:%02d".formatted(size.toHours(), size.toMinutesPart(), size.toSecondsPart());
        return sign + "%02d:%02d".formatted(size.toHours(), size.toMinutesPart());
    }

    /** late, soon (less than so many seconds left) or nothing: the class of a clock. */
    public String urgency(Instant due, long soonSeconds) {
        if (due.isBefore(now)) return "late";
        return Duration.between(now, due).toSeconds() < soonSeconds ? "soon" : "";
    }

    /** The hour of an instant in the reader's zone, for an axis: 0, 6, 12; at its end midnight is 24. */
    public String hour(Instant at, boolean end) {
        var hour = LocalDateTime.ofInstant(at, zone()).getHour();
        return String.valueOf(end && hour == 0 ? 24 : hour);
    }

    /** The time of an instant in another zone: 15:10 周四. */
    public String timeThere(Instant at, ZoneId there) {
        return DateTimeFormatter.ofPattern("HH:mm EEE", locale).format(at.atZone(there));
    }

    /** Where an instant lies on an axis, in percent; for the style of a bar. */
    public static String place(Instant at, Instant from, Instant until) {
        return percent(100.0 * Duration.between(from, at).toMillis() / Math.max(1, Duration.between(from, until).toMillis()));
    }

    /** 42.5% with at most two decimals, whatever the locale. */
    public static String percent(double percent) {
        return BigDecimal.valueOf(percent).setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString() + "%";
    }

    /** How long something has lasted: 3天 4小时, 3 d 4 h. */
    public String ago(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        if (minutes >= 24 * 60) return t("ui.days_hours", Long.toString(minutes / 1440), Long.toString(minutes / 60 % 24));
        if (minutes >= 60) return t("ui.hours_minutes", Long.toString(minutes / 60), Long.toString(minutes % 60));
        return t("ui.minutes", Long.toString(minutes));
    }

    public String since(Instant start) {
        return ago(Duration.between(start, now));
    }

    /** A number with thousands separators and no trailing zeros. */
    public String number(@Nullable Number number) {
        if (number == null) return "";
        if (number instanceof Integer some && some > -1000 && some < 1000) return number.toString();
        return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
    }
}
