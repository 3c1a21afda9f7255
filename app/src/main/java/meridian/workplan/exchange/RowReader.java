package meridian.workplan.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import meridian.workplan.Constraint;
import org.jspecify.annotations.Nullable;

/** Reads one row after the other into drafts; remembers phase, package and date for the rows that leave them out. */
final class RowReader {
    private static final Set<String> YES = Set.of("是", "y", "yes", "true", "1", "里程碑", "milestone", "√", "✓", "✔", "☑", "★", "☆", "◆", "●", "▲", "x", "v", "有", "关键节点");
    private static final Set<String> NO = Set.of("", "否", "n", "no", "false", "0", "-", "—", "/", "×", "无", "不是", "☐");
    private static final Set<String> MANUAL = Set.of("手动", "手动计划", "手动排程", "manual", "manually scheduled", "是", "yes");
    private static final Set<String> AUTOMATIC = Set.of("", "自动", "自动计划", "自动排程", "auto", "automatic", "auto scheduled", "否", "no", "-");
    /** Written where a row has no phase or package although the one above has. */
    static final String NONE = "—";

    private static final Pattern RANGE = Pattern.compile("\\s*(?:至|到|~|\uFF5E|–|—|\\bto\\b|\\s-\\s)\\s*");
    private static final Pattern TIGHT_RANGE = Pattern.compile("(\\d{4}[/.年]\\d{1,2}[/.月]\\d{1,2}日?|\\d{1,2}[/.月]\\d{1,2}日?)-(.+)");

    private static final int CRITERION = 1_000;
    private static final Pattern LINES = Pattern.compile("\n");
    private static final Pattern SEMICOLONS = Pattern.compile("[;\uFF1B]");
    private static final Pattern LAST_SEMICOLON = Pattern.compile("[;\uFF1B]+$");

    private final Checking checking;
    private final DateReader dates;
    private final boolean progressInPercent;
    private final Map<String, Owners> parsedOwners = new HashMap<>();
    private String phase = "";
    private String workPackage = "";
    private @Nullable LocalDate lastDate;
    private Sheet.Row row;

    RowReader(Checking checking, DateReader dates, List<Sheet.Row> data) {
        this.checking = checking;
        this.dates = dates;
        this.row = new Sheet.Row(0, List.of());
        this.progressInPercent = data.stream().map(row -> checking.cell(row, Column.PROGRESS))
                .anyMatch(cell -> cell.kind() == Cell.Kind.NUMBER && cell.number() > 1);
    }

    void beginPhase(String name) {
        phase = name;
        workPackage = "";
    }

    TaskDraft read(Sheet.Row row) {
        this.row = row;
        placeInPlan();
        var number = text(Column.NUMBER, 40);
        var title = title();
        var owners = owners();
        var party = party();
        var milestone = milestone();
        var duration = duration();
        var span = span(party, duration, milestone);
        var progress = progress();
        var status = status(progress);
        return new TaskDraft(row.number(), number, phase, workPackage, title, text(Column.DESCRIPTION, 20_000),
                owners.lead(), owners.collaborators(), party, span.start(), span.finish(), duration, milestone, progress, status,
                deliverable(), criteria(), List.of(), text(Column.NOTE, 20_000), timing(), checking.file.origin().identities().getOrDefault(row.number(), ""));
    }

    private Timing timing() {
        if (!checking.columns.has(Column.CONSTRAINT) && !checking.columns.has(Column.DEADLINE) && !checking.columns.has(Column.MODE)
                && !checking.columns.has(Column.ACTUAL_START) && !checking.columns.has(Column.ACTUAL_FINISH)) return Timing.NONE;
        var before = lastDate;
        var constraint = constraint();
        var at = constraint == null || !constraint.dated() ? null : day(Column.CONSTRAINT_DATE, Constraints.aboutStart(constraint) ? DateReader.End.START : DateReader.End.FINISH);
        if (constraint != null && constraint.dated() && at == null) {
            if (checking.cell(row, Column.CONSTRAINT_DATE).blank()) report(Column.CONSTRAINT, Severity.WARNING, "exchange.constraint.no-date", List.of(text(Column.CONSTRAINT, 60)), List.of(Mend.write(ref(Column.CONSTRAINT), "")));
            constraint = null;
        }
        var timing = new Timing(constraint, at, day(Column.DEADLINE, DateReader.End.FINISH), manual(), day(Column.ACTUAL_START, DateReader.End.START), day(Column.ACTUAL_FINISH, DateReader.End.FINISH));
        lastDate = before;
        return timing;
    }

    private @Nullable Constraint constraint() {
        var text = text(Column.CONSTRAINT, 100);
        if (text.isEmpty() || text.equals("-")) return null;
        var constraint = Constraints.parse(text);
        if (constraint == null) report(Column.CONSTRAINT, Severity.WARNING, "exchange.constraint.unknown", List.of(text), List.of(Mend.write(ref(Column.CONSTRAINT), "")));
        return constraint;
    }

    private @Nullable PlanDate day(Column column, DateReader.End end) {
        var cell = checking.cell(row, column);
        return cell.blank() ? null : date(column, cell, end, lastDate, null);
    }

    private @Nullable Boolean manual() {
        if (!checking.columns.has(Column.MODE)) return null;
        var text = text(Column.MODE, 100).toLowerCase(java.util.Locale.ROOT);
        if (MANUAL.contains(text)) return true;
        if (!text.isEmpty() && !AUTOMATIC.contains(text)) report(Column.MODE, Severity.WARNING, "exchange.mode.unknown", List.of(text), List.of(Mend.write(ref(Column.MODE), "")));
        return false;
    }

    private void placeInPlan() {
        var ownPhase = text(Column.PHASE, 200);
        var ownPackage = text(Column.PACKAGE, 200);
        if (!ownPhase.isEmpty() && !ownPhase.equals(phase)) beginPhase(ownPhase.equals(NONE) ? "" : ownPhase);
        if (!ownPackage.isEmpty()) workPackage = ownPackage.equals(NONE) ? "" : ownPackage;
    }

    private String title() {
        var title = text(Column.TASK, 300);
        if (title.isEmpty()) {
            var mends = new ArrayList<Mend>();
            for (var other : List.of(Column.DELIVERABLE, Column.DESCRIPTION, Column.PACKAGE)) {
                var text = CleanText.of(checking.cell(row, other).text()).text();
                if (!text.isEmpty() && text.length() <= 100) mends.add(Mend.write(ref(Column.TASK), text));
            }
            mends.add(Mend.leaveOut(row.number()));
            report(Column.TASK, Severity.ERROR, "exchange.title.none", List.of(), mends);
        }
        return title;
    }

    private Owners owners() {
        var written = text(Column.OWNER, 400);
        if (checking.columns.has(Column.OWNER) && (written.isEmpty() || Owners.nobodyYet(written))) {
            report(Column.OWNER, Severity.WARNING, "exchange.owner.none", List.of(), List.of());
            written = "";
        }
        var owners = parsedOwners.computeIfAbsent(written, text -> Owners.parse(text, name -> !checking.people.none() && name.equals(checking.people.find(name).known())));
        if (!owners.told()) reportSeveral(written, owners);
        var lead = person(Column.OWNER, owners.lead(), written);
        var collaborators = new ArrayList<String>();
        for (var name : owners.collaborators()) collaborators.add(person(Column.OWNER, name, written));
        var more = text(Column.COLLABORATORS, 2_000);
        if (!Owners.nobodyYet(more))
            for (var name : Owners.split(more)) {
                var found = person(Column.COLLABORATORS, name, more);
                if (!collaborators.contains(found) && !found.equals(lead)) collaborators.add(found);
            }
        return new Owners(lead, collaborators, true);
    }

    private void reportSeveral(String written, Owners owners) {
        var all = new ArrayList<String>();
        all.add(owners.lead());
        all.addAll(owners.collaborators());
        boolean chinese = Owners.chinese(written);
        var mends = new ArrayList<Mend>();
        for (var lead : all.subList(0, Math.min(all.size(), 4))) {
            var others = all.stream().filter(name -> !name.equals(lead)).toList();
            mends.add(Mend.say("exchange.mend.lead", Map.of(ref(Column.OWNER), Owners.write(lead, others, chinese)), lead, others));
        }
        report(Column.OWNER, Severity.WARNING, "exchange.owner.several", List.of(owners.lead(), owners.collaborators()), mends);
    }

    private String person(Column column, String name, String written) {
        if (name.isEmpty()) return "";
        if (name.length() > 100) {
            report(column, Severity.ERROR, "exchange.cell.too-long", List.of(name.length(), 100), List.of(Mend.write(ref(column), "")));
            return name;
        }
        var match = checking.people.none() ? null : checking.people.find(name);
        if (match != null && match.known() != null) {
            checking.peopleSeen.add(match.known());
            return match.known();
        }
        checking.peopleSeen.add(name);
        if (match == null) return name;
        checking.unknownPeople.add(name);
        var mends = match.near().stream().limit(3).map(near -> Mend.write(ref(column), written.replace(name, near))).toList();
        var key = mends.isEmpty() ? "exchange.person.unknown" : "exchange.person.near";
        report(column, Severity.WARNING, key, mends.isEmpty() ? List.of(name) : List.of(name, match.near().getFirst()), mends);
        return name;
    }

    private String party() {
        var region = text(Column.PARTY, 200);
        var department = text(Column.DEPARTMENT, 200);
        var written = region;
        if (!department.isEmpty() && !department.equals(written)) written = written.isEmpty() ? department : written + "/" + department;
        if (written.isEmpty()) return "";
        var column = checking.columns.has(Column.PARTY) ? Column.PARTY : Column.DEPARTMENT;
        var match = checking.parties.none() ? null : checking.parties.find(written);
        if (match != null && match.known() != null) {
            checking.partiesSeen.add(match.known());
            if (!match.known().equals(written) && !lent(column)) report(column, Severity.NOTICE, "exchange.party.taken", List.of(written, match.known()), List.of());
            return match.known();
        }
        checking.partiesSeen.add(written);
        if (match == null) return written;
        checking.unknownParties.add(written);
        boolean apart = !department.isEmpty() && !region.isEmpty();
        var mends = apart ? List.<Mend>of() : match.near().stream().limit(4).map(near -> Mend.write(ref(column), near)).toList();
        var key = match.near().isEmpty() ? "exchange.party.unknown" : match.near().size() == 1 ? "exchange.party.near" : "exchange.party.several";
        report(column, Severity.WARNING, key, match.near().isEmpty() ? List.of(written) : List.of(written, match.near()), mends);
        return written;
    }

    private boolean milestone() {
        var text = text(Column.MILESTONE, 100);
        var word = text.toLowerCase(java.util.Locale.ROOT);
        if (YES.contains(word)) return true;
        if (!NO.contains(word)) {
            var yes = Owners.chinese(text) ? "是" : "Yes";
            report(Column.MILESTONE, Severity.WARNING, "exchange.milestone.unclear", List.of(text),
                    List.of(Mend.write(ref(Column.MILESTONE), yes), Mend.write(ref(Column.MILESTONE), "")));
        }
        return false;
    }

    private @Nullable Length duration() {
        var text = text(Column.DURATION, 100);
        if (text.isEmpty() || text.equals("-")) return null;
        var length = Length.parse(text, Length.Unit.DAY);
        if (length == null) report(Column.DURATION, Severity.ERROR, "exchange.duration.unreadable", List.of(text), List.of(Mend.write(ref(Column.DURATION), "")));
        else if (length.amount().signum() < 0)
            report(Column.DURATION, Severity.ERROR, "exchange.duration.negative", List.of(text),
                    List.of(Mend.write(ref(Column.DURATION), length.amount().negate().toPlainString()), Mend.write(ref(Column.DURATION), "")));
        return length;
    }

    private record Span(@Nullable PlanDate start, @Nullable PlanDate finish) {}

    private Span span(String party, @Nullable Length duration, boolean milestone) {
        var startCell = checking.cell(row, Column.START);
        var finishCell = checking.cell(row, Column.FINISH);
        if (startCell.blank() && finishCell.blank() && checking.columns.has(Column.PERIOD)) return period(party, duration, milestone);
        var start = date(Column.START, startCell, DateReader.End.START, lastDate, null);
        var finish = date(Column.FINISH, finishCell, DateReader.End.FINISH, start == null ? lastDate : start.date(), finishAfter(party, start, duration));
        return settle(party, start, finish, duration, milestone, Column.START, Column.FINISH);
    }

    /** 起止时间 in one cell: two dates, or one that is both. */
    private Span period(String party, @Nullable Length duration, boolean milestone) {
        var text = text(Column.PERIOD, 200);
        var tight = TIGHT_RANGE.matcher(text);
        var ends = tight.matches() ? new String[] {tight.group(1), tight.group(2)} : RANGE.split(text, 2);
        var start = date(Column.PERIOD, Cell.of(ends[0]), DateReader.End.START, lastDate, null);
        if (ends.length == 1) return settle(party, start, checking.cell(row, Column.PERIOD).kind() == Cell.Kind.DATE || start != null ? start : null, duration, milestone, Column.PERIOD, Column.PERIOD);
        var last = ends[1].strip();
        // 12月1日-5日 leaves the month out.
        if (start != null && last.matches("\\d{1,2}[日号]")) last = start.date().getMonthValue() + "月" + last;
        var finish = date(Column.PERIOD, Cell.of(last), DateReader.End.FINISH, start == null ? lastDate : start.date(), null);
        return settle(party, start, finish, duration, milestone, Column.PERIOD, Column.PERIOD);
    }

    private @Nullable PlanDate date(Column column, Cell cell, DateReader.End end, @Nullable LocalDate anchor, @Nullable PlanDate instead) {
        if (cell.kind() == Cell.Kind.ERROR) {
            text(column, 100);
            return null;
        }
        if (cell.text().length() > 100) {
            report(column, Severity.ERROR, "exchange.date.unreadable", List.of(cell.text().substring(0, 40) + "…"), List.of(Mend.write(ref(column), "")));
            return null;
        }
        if (cell.kind() == Cell.Kind.TEXT && column != Column.PERIOD) text(column, 100);
        var reading = dates.read(cell, end, anchor);
        if (reading.key() != null && !lent(column)) {
            var mends = new ArrayList<Mend>();
            if (column != Column.PERIOD) {
                if (reading.date() != null && reading.severity() != Severity.ERROR) mends.add(Mend.write(ref(column), reading.date().toString()));
                for (var other : reading.others()) mends.add(Mend.write(ref(column), other.toString()));
                if (reading.severity() == Severity.ERROR) {
                    if (instead != null) mends.add(Mend.write(ref(column), instead.toString()));
                    mends.add(Mend.write(ref(column), ""));
                }
            }
            report(column, reading.severity() == null ? Severity.NOTICE : reading.severity(), reading.key(), reading.args(), mends);
        }
        if (reading.date() != null) lastDate = reading.date().date();
        return reading.date();
    }

    private Span settle(String party, @Nullable PlanDate start, @Nullable PlanDate finish, @Nullable Length duration, boolean milestone, Column startColumn, Column finishColumn) {
        boolean readable = startColumn == Column.PERIOD ? !checking.cell(row, Column.PERIOD).blank() : !checking.cell(row, startColumn).blank() || !checking.cell(row, finishColumn).blank();
        if (start == null && finish == null) {
            boolean asked = checking.columns.has(startColumn) || checking.columns.has(finishColumn);
            if (asked && !readable) report(checking.columns.has(startColumn) ? startColumn : finishColumn, Severity.WARNING, milestone ? "exchange.date.milestone" : "exchange.date.none", List.of(), List.of());
            return new Span(null, null);
        }
        if (start != null && finish == null && checking.cell(row, finishColumn).blank()) {
            var computed = finishAfter(party, start, duration);
            if (computed != null && duration != null && checking.columns.has(finishColumn))
                report(finishColumn, Severity.NOTICE, "exchange.finish.computed", List.of(computed, duration), List.of());
            return new Span(start, computed);
        }
        if (start == null || finish == null) return new Span(start, finish);
        if (finish.asFinish().isBefore(start.asStart()) || finish.date().isBefore(start.date())) {
            report(finishColumn, Severity.ERROR, "exchange.finish.before-start", List.of(finish, start),
                    startColumn == Column.PERIOD ? List.of() : turned(party, start, finish, duration));
            return new Span(start, finish);
        }
        // A scheduling program has reckoned in calendars of its own.
        if (checking.file.format() != PlanFile.Format.PROJECT) compare(party, start, finish, duration);
        if (checking.known.workdays() != null) restDays(party, start, finish, startColumn, finishColumn);
        return new Span(start, finish);
    }

    private List<Mend> turned(String party, PlanDate start, PlanDate finish, @Nullable Length duration) {
        var startCell = ref(Column.START);
        var finishCell = ref(Column.FINISH);
        var mends = new ArrayList<Mend>();
        var swap = Mend.say("exchange.mend.swap", Map.of(startCell, finish.toString(), finishCell, start.toString()), finish, start);
        boolean swapFits = duration != null && duration.unit() == Length.Unit.DAY && fits(party, finish.date(), start.date(), duration.amount());
        if (swapFits) mends.add(swap);
        var computed = finishAfter(party, start, duration);
        if (computed != null && duration != null) mends.add(Mend.say("exchange.mend.by-duration", Map.of(finishCell, computed.toString()), computed, duration));
        var nextYear = new PlanDate(finish.date().plusYears(1), finish.time());
        if (!nextYear.date().isBefore(start.date()) && ChronoUnit.DAYS.between(start.date(), nextYear.date()) <= 120)
            mends.add(Mend.say("exchange.mend.next-year", Map.of(finishCell, nextYear.toString()), nextYear));
        if (!swapFits) mends.add(swap);
        mends.add(Mend.write(finishCell, start.date().toString()));
        return mends;
    }

    private void compare(String party, PlanDate start, PlanDate finish, @Nullable Length duration) {
        if (duration == null || duration.unit() != Length.Unit.DAY || duration.amount().signum() < 0 || start.time() != null || finish.time() != null) return;
        if (duration.zero() && start.date().equals(finish.date()) || fits(party, start.date(), finish.date(), duration.amount())) return;
        int worked = worked(party, start.date(), finish.date());
        var mends = new ArrayList<Mend>();
        mends.add(Mend.write(ref(Column.DURATION), String.valueOf(worked)));
        var computed = finishAfter(party, start, duration);
        if (computed != null && checking.columns.has(Column.FINISH))
            mends.add(Mend.say("exchange.mend.by-duration", Map.of(ref(Column.FINISH), computed.toString()), computed, duration));
        report(Column.DURATION, Severity.WARNING, "exchange.duration.mismatch", List.of(duration.amount().toPlainString(), worked, start, finish), mends);
    }

    /** Working days, Mondays to Fridays, or every day: people count all three ways. */
    private boolean fits(String party, LocalDate start, LocalDate finish, BigDecimal days) {
        long every = ChronoUnit.DAYS.between(start, finish) + 1;
        if (days.compareTo(BigDecimal.valueOf(every)) == 0) return true;
        if (every > 3_700) return false;
        long weekdays = start.datesUntil(finish.plusDays(1)).filter(day -> day.getDayOfWeek().getValue() < 6).count();
        return days.setScale(0, RoundingMode.CEILING).equals(BigDecimal.valueOf(weekdays))
                || days.setScale(0, RoundingMode.CEILING).equals(BigDecimal.valueOf(worked(party, start, finish)));
    }

    private int worked(String party, LocalDate start, LocalDate finish) {
        int worked = 0;
        for (var day = start; !day.isAfter(finish) && worked < 5_000; day = day.plusDays(1)) if (checking.known.works(party, day)) worked++;
        return worked;
    }

    private @Nullable PlanDate finishAfter(String party, @Nullable PlanDate start, @Nullable Length duration) {
        if (start == null || duration == null || duration.amount().signum() < 0) return null;
        long days = switch (duration.unit()) {
            case DAY -> duration.amount().setScale(0, RoundingMode.CEILING).longValue();
            case WEEK -> duration.amount().multiply(BigDecimal.valueOf(5)).setScale(0, RoundingMode.CEILING).longValue();
            default -> -1;
        };
        if (days < 0 || days > 2_500) return null;
        var day = start.date();
        for (int guard = 0; days > 0 && guard < 9_000; guard++, day = day.plusDays(1))
            if (checking.known.works(party, day) && --days == 0) break;
        return PlanDate.of(day);
    }

    private void restDays(String party, PlanDate start, PlanDate finish, Column startColumn, Column finishColumn) {
        if (!checking.known.works(party, start.date())) report(startColumn, Severity.NOTICE, "exchange.date.rest-day", List.of(start), workdayMend(party, start, startColumn, 1));
        boolean sameCell = startColumn == finishColumn && start.date().equals(finish.date());
        if (!sameCell && !checking.known.works(party, finish.date()))
            report(finishColumn, Severity.NOTICE, "exchange.date.rest-day", List.of(finish), workdayMend(party, finish, finishColumn, finish.date().equals(start.date()) ? 1 : -1));
    }

    private List<Mend> workdayMend(String party, PlanDate date, Column column, int step) {
        if (column == Column.PERIOD) return List.of();
        var day = date.date();
        for (int i = 0; i < 15 && !checking.known.works(party, day); i++) day = day.plusDays(step);
        return List.of(Mend.write(ref(column), new PlanDate(day, date.time()).toString()));
    }

    private @Nullable Integer progress() {
        var cell = checking.cell(row, Column.PROGRESS);
        var text = text(Column.PROGRESS, 100);
        if (text.isEmpty() || text.equals("-")) return null;
        var plain = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC).replace(" ", "");
        if (Status.parse(plain) == Status.DONE) return 100;
        double percent;
        try {
            percent = plain.endsWith("%") ? Double.parseDouble(plain.substring(0, plain.length() - 1)) : Double.parseDouble(plain);
        } catch (NumberFormatException notANumber) {
            percent = Double.NaN;
        }
        if (Double.isNaN(percent)) {
            report(Column.PROGRESS, Severity.ERROR, "exchange.progress.unreadable", List.of(text), List.of(Mend.write(ref(Column.PROGRESS), "")));
            return null;
        }
        boolean fraction = !plain.endsWith("%") && percent <= 1 && percent >= 0 && !progressInPercent && (cell.kind() != Cell.Kind.TEXT || plain.contains("."));
        if (fraction) percent *= 100;
        if (percent > 100 || percent < 0) {
            report(Column.PROGRESS, Severity.ERROR, "exchange.progress.range", List.of(text),
                    List.of(Mend.write(ref(Column.PROGRESS), percent > 100 ? "100%" : "0%"), Mend.write(ref(Column.PROGRESS), "")));
            return percent > 100 ? 100 : 0;
        }
        return (int) Math.round(percent);
    }

    private @Nullable Status status(@Nullable Integer progress) {
        var text = text(Column.STATUS, 100);
        if (text.isEmpty() || text.equals("-")) return null;
        var status = Status.parse(text);
        boolean chinese = Owners.chinese(text);
        if (status == null) {
            report(Column.STATUS, Severity.WARNING, "exchange.status.unknown", List.of(text),
                    List.of(Mend.write(ref(Column.STATUS), ""), Mend.write(ref(Column.STATUS), chinese ? "未开始" : "not started"), Mend.write(ref(Column.STATUS), chinese ? "进行中" : "in progress")));
        } else if (progress != null && status == Status.DONE && progress < 100) {
            report(Column.STATUS, Severity.WARNING, "exchange.status.progress", List.of(status, progress),
                    List.of(Mend.write(ref(Column.PROGRESS), "100%"), Mend.write(ref(Column.STATUS), chinese ? "进行中" : "in progress")));
        } else if (progress != null && status == Status.NOT_STARTED && progress > 0 && progress <= 100 && !outOfRange()) {
            report(Column.STATUS, Severity.WARNING, "exchange.status.progress", List.of(status, progress),
                    List.of(Mend.write(ref(Column.STATUS), chinese ? "进行中" : "in progress"), Mend.write(ref(Column.PROGRESS), "0%")));
        }
        return status;
    }

    /** A progress already reported as wrong says nothing about the state. */
    private boolean outOfRange() {
        var problems = checking.problems;
        return !problems.isEmpty() && problems.getLast().key().equals("exchange.progress.range") && ref(Column.PROGRESS).equals(problems.getLast().cell());
    }

    private String deliverable() {
        var written = text(Column.DELIVERABLE, 300);
        if (written.isEmpty() || checking.deliverables.none()) return written;
        var match = checking.deliverables.find(written);
        if (match.known() != null) return match.known();
        if (!match.near().isEmpty() && !lent(Column.DELIVERABLE))
            report(Column.DELIVERABLE, Severity.NOTICE, "exchange.deliverable.near", List.of(written, match.near().getFirst()), List.of(Mend.write(ref(Column.DELIVERABLE), match.near().getFirst())));
        return written;
    }

    private List<String> criteria() {
        var criteria = split(text(Column.CRITERIA, 20_000));
        var longest = criteria.stream().mapToInt(String::length).max().orElse(0);
        if (longest > CRITERION) {
            var shorter = criteria.stream().map(one -> one.length() <= CRITERION ? one : one.substring(0, CRITERION - 2).strip() + "…").toList();
            report(Column.CRITERIA, Severity.ERROR, "exchange.cell.too-long", List.of(longest, CRITERION),
                    List.of(Mend.say("exchange.mend.shorten", Map.of(ref(Column.CRITERIA), String.join("\n", shorter)), CRITERION)));
        }
        return criteria;
    }

    /** One to a line, or between semicolons. A count 1、2、3 that people put before them is taken off. */
    static List<String> split(String text) {
        if (text.isEmpty()) return List.of();
        var parts = new ArrayList<String>();
        for (var part : (text.indexOf('\n') >= 0 ? LINES : SEMICOLONS).split(text)) {
            var one = LAST_SEMICOLON.matcher(part.strip()).replaceFirst("").strip();
            if (!one.isEmpty()) parts.add(one);
        }
        if (parts.size() < 2) return parts;
        var plain = new ArrayList<String>();
        for (int i = 0; i < parts.size(); i++) {
            var counted = parts.get(i).replaceFirst("^[(\uFF08]?" + (i + 1) + "(?:[、)\uFF09]|\\.(?!\\d))\\s*", "");
            if (counted.equals(parts.get(i)) || counted.isEmpty()) return parts;
            plain.add(counted);
        }
        return plain;
    }

    /** The cell's clean text; what was cleaned away is remarked upon, and what is too long or broken is refused. */
    private String text(Column column, int most) {
        var cell = checking.cell(row, column);
        if (cell.text().isEmpty()) return "";
        if (cell.kind() == Cell.Kind.ERROR) {
            report(column, Severity.ERROR, "exchange.cell.error", List.of(cell.text()), List.of(Mend.write(ref(column), "")));
            return "";
        }
        var clean = CleanText.of(cell.text());
        if (cell.merged()) return clean.text();
        if (clean.hidden()) report(column, Severity.NOTICE, "exchange.cell.hidden", List.of(), List.of());
        if (clean.trimmed()) report(column, Severity.NOTICE, "exchange.cell.trimmed", List.of(clean.text().length() > 60 ? clean.text().substring(0, 60) + "…" : clean.text()), List.of());
        var text = clean.text();
        if (text.length() > most) {
            var shorter = text.substring(0, Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1).strip() + "…";
            report(column, Severity.ERROR, "exchange.cell.too-long", List.of(text.length(), most), List.of(Mend.say("exchange.mend.shorten", Map.of(ref(column), shorter), most)));
            return text;
        }
        if (!text.isEmpty() && "=+@\uFF1D\uFF0B\uFF20".indexOf(text.charAt(0)) >= 0 && text.length() > 1)
            report(column, Severity.NOTICE, "exchange.cell.formula", List.of(), List.of());
        return text;
    }

    private boolean lent(Column column) {
        return checking.cell(row, column).merged();
    }

    private CellRef ref(Column column) {
        return checking.ref(row.number(), column);
    }

    private void report(Column column, Severity severity, String key, List<Object> args, List<Mend> mends) {
        var value = checking.cell(row, column).text();
        checking.report(checking.columns.has(column) ? ref(column) : new CellRef(row.number(), 1), column, severity, key, args,
                value.length() > 300 ? value.substring(0, 300) + "…" : value, mends);
    }
}
