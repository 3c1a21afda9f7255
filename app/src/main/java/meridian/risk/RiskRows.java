package meridian.risk;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import meridian.workplan.exchange.PlanFile;
import meridian.workplan.exchange.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * A register as people keep it in a spreadsheet, read row by row: headings in either language, levels also as plain 高/中/低,
 * several measures in one cell with their owners and deadlines in the same order. What a cell cannot mean is said of it and
 * mended by another text for all cells of that column that say the same. Pure.
 */
public final class RiskRows {
    /** How many risks one file may bring. */
    public static final int MOST = 2000;
    private static final int SEARCHED = 40;

    /** What a column of the table means, with the headings it goes by. */
    public enum Column {
        NUMBER("编号", "序号", "风险编号", "no", "number", "id", "#"),
        DESCRIPTION("风险描述", "描述", "风险", "风险事项", "风险内容", "风险点", "风险名称", "description", "risk", "risks", "riskdescription", "whatmayhappen"),
        CAUSE("原因", "风险原因", "产生原因", "cause"),
        EFFECT("影响", "后果", "可能影响", "影响范围", "effect", "consequence"),
        PARTY("责任单位", "单位", "提出单位", "上报单位", "区域/部门", "区域", "部门", "party", "region", "department"),
        CATEGORY("类别", "风险类别", "风险类型", "分类", "category", "type"),
        SUBMITTED_BY("上报人", "提出人", "填报人", "识别人", "submittedby", "raisedby", "by"),
        SUBMITTED_ON("上报日期", "提出日期", "上报时间", "提出时间", "识别日期", "识别时间", "日期", "submittedon", "raisedon", "date"),
        LEVEL("等级", "风险等级", "级别", "风险级别", "level", "risklevel", "rating"),
        MEASURES("应对措施", "措施", "解决措施", "防范措施", "应对方案", "measures", "measure", "mitigation", "actions", "action"),
        OWNER("负责人", "措施负责人", "责任人", "owner", "owners", "responsible"),
        DEADLINE("期限", "完成期限", "截止日期", "截止时间", "完成时间", "计划完成时间", "deadline", "due", "duedate"),
        STATUS("状态", "当前状态", "风险状态", "status", "state"),
        UPDATES("更新记录", "更新", "进展", "最新进展", "跟踪情况", "备注", "updates", "update", "progress", "notes", "remarks");

        private final Set<String> names;

        Column(String... names) {
            this.names = Set.of(names);
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Column> named(String heading) {
            var plain = plain(heading).replaceAll("[()（）:：*?]|\\s", "");
            for (var column : values()) if (column.names.contains(plain)) return Optional.of(column);
            return Optional.empty();
        }

        public static Optional<Column> of(String text) {
            for (var column : values()) if (column.text().equals(text)) return Optional.of(column);
            return Optional.empty();
        }
    }

    /** Another text for every cell of a column that says {@code from}. */
    public record Mend(Column column, String from, String to) {}

    /** What names in the file may mean, by their plain form, and what stands in the register already. */
    public record Known(Map<String, PartyId> parties, Map<String, MemberId> people, Set<String> descriptions, LocalDate today) {}

    /** A measure that was read whole. */
    public record Measure(String content, MemberId owner, LocalDate dueOn) {}

    /** One row as it was read. {@code ended} is set where it says that the risk was closed or has occurred; {@code there}: the register has it already, so it is left out. */
    public record Row(
            int number, Map<Column, String> cells, String description, String cause, String effect, @Nullable PartyId party, Risk.Category category, @Nullable MemberId submittedBy, @Nullable LocalDate submittedOn,
            @Nullable Level level, List<Measure> measures, @Nullable RiskStatus ended, String updates, boolean there, Map<Column, Refused.Problem> problems) {
        public boolean good() {
            return problems.isEmpty();
        }

        public String cell(Column column) {
            return cells.getOrDefault(column, "");
        }
    }

    /** What is wrong in several cells that say the same, for one mend. */
    public record Fault(Column column, String text, Refused.Problem problem, int cells) {}

    private final Sheet sheet;
    private final int headingRow;
    private final Map<Column, Integer> columns;

    private RiskRows(Sheet sheet, int headingRow, Map<Column, Integer> columns) {
        this.sheet = sheet;
        this.headingRow = headingRow;
        this.columns = columns;
    }

    /** The table of the sheet that names the most columns, a description among them; empty where none does. */
    public static Optional<RiskRows> in(PlanFile file) {
        RiskRows best = null;
        for (var sheet : file.sheets()) {
            for (var row : sheet.rows().subList(0, Math.min(SEARCHED, sheet.rows().size()))) {
                var columns = new EnumMap<Column, Integer>(Column.class);
                for (int i = 1; i <= row.cells().size(); i++) {
                    int at = i;
                    Column.named(row.cell(i).text()).ifPresent(column -> columns.putIfAbsent(column, at));
                }
                if (columns.containsKey(Column.DESCRIPTION) && columns.size() >= 2 && (best == null || columns.size() > best.columns.size())) best = new RiskRows(sheet, row.number(), columns);
            }
        }
        return Optional.ofNullable(best);
    }

    public Set<Column> columns() {
        return columns.keySet();
    }

    /** Every row below the headings that says anything. */
    public List<Row> read(Known known, List<Mend> mends) {
        var mended = new HashMap<String, String>();
        for (var mend : mends) mended.put(mend.column() + "\u0000" + mend.from(), mend.to());
        var seen = new HashSet<>(known.descriptions());
        var rows = new ArrayList<Row>();
        for (var row : sheet.rows()) {
            if (row.number() <= headingRow || row.blank()) continue;
            var read = read(row, known, mended, seen);
            if (read != null) rows.add(read);
        }
        return rows;
    }

    private @Nullable Row read(Sheet.Row row, Known known, Map<String, String> mended, Set<String> seen) {
        var cells = new EnumMap<Column, String>(Column.class);
        columns.forEach((column, at) -> cells.put(column, Text.clean(row.cell(at).text())));
        // A row that only counts on, or a remark below the table.
        if (cells.entrySet().stream().allMatch(cell -> cell.getKey() == Column.NUMBER || cell.getValue().isEmpty())) return null;
        var problems = new EnumMap<Column, Refused.Problem>(Column.class);
        var said = new EnumMap<Column, String>(Column.class);
        for (var column : Column.values()) {
            var cell = cells.getOrDefault(column, "");
            said.put(column, mended.getOrDefault(column + "\u0000" + cell, cell));
        }
        var description = text(said, Column.DESCRIPTION, 2000, problems);
        if (description.isEmpty()) problems.put(Column.DESCRIPTION, problem("refused.missing"));
        var party = said.get(Column.PARTY).isEmpty() || WHOLE.contains(plain(said.get(Column.PARTY))) ? null : known.parties().get(name(said.get(Column.PARTY)));
        if (party == null && !said.get(Column.PARTY).isEmpty() && !WHOLE.contains(plain(said.get(Column.PARTY)))) problems.put(Column.PARTY, problem("risk.import.no_party"));
        // Whoever raised it outside of the project, or a template, is not here: it is said by who brings the file.
        var by = known.people().get(name(said.get(Column.SUBMITTED_BY)));
        var on = day(said, Column.SUBMITTED_ON, known.today(), problems);
        if (on != null && on.isAfter(known.today())) problems.put(Column.SUBMITTED_ON, problem("risk.import.future"));
        var level = level(said.get(Column.LEVEL));
        if (level == null) problems.put(Column.LEVEL, problem(said.get(Column.LEVEL).isEmpty() ? "refused.missing" : "risk.import.no_level"));
        var ended = ended(said.get(Column.STATUS), problems);
        var there = !description.isEmpty() && !seen.add(plain(description));
        var measures = measures(said, ended != null, known, problems);
        return new Row(row.number(), cells, description, text(said, Column.CAUSE, 2000, problems), text(said, Column.EFFECT, 2000, problems), party, category(said.get(Column.CATEGORY)), by, on, level, measures, ended,
                updates(said, ended != null, problems), there, there ? Map.of() : problems);
    }

    private static final Set<String> WHOLE = Set.of("整个项目", "全项目", "项目", "全部", "wholeproject", "project", "all", "-", "–", "/");

    private static String text(Map<Column, String> said, Column column, int most, Map<Column, Refused.Problem> problems) {
        var text = said.get(column);
        if (text.length() > most) problems.put(column, problem("refused.too_long", most, text.length()));
        return text;
    }

    private static final Map<String, Level> LEVELS = Map.ofEntries(Map.entry("高", Level.HIGH), Map.entry("高风险", Level.HIGH), Map.entry("重大", Level.HIGH), Map.entry("重大风险", Level.HIGH), Map.entry("high", Level.HIGH), Map.entry("h", Level.HIGH),
            Map.entry("中", Level.MEDIUM), Map.entry("中风险", Level.MEDIUM), Map.entry("较大", Level.MEDIUM), Map.entry("一般", Level.MEDIUM), Map.entry("medium", Level.MEDIUM), Map.entry("mid", Level.MEDIUM), Map.entry("m", Level.MEDIUM),
            Map.entry("低", Level.LOW), Map.entry("低风险", Level.LOW), Map.entry("较低", Level.LOW), Map.entry("轻微", Level.LOW), Map.entry("low", Level.LOW), Map.entry("l", Level.LOW));

    private static @Nullable Level level(String text) {
        return LEVELS.get(plain(text));
    }

    private static final Set<String> CLOSED = Set.of("已关闭", "关闭", "已解除", "解除", "已消除", "消除", "已销项", "已完成", "closed", "done", "resolved");
    private static final Set<String> OCCURRED = Set.of("已发生", "发生", "已转问题", "occurred", "issue", "materialised", "materialized");
    private static final Set<String> OPEN = Set.of("", "已提出", "新增", "待评估", "已评估", "已应对", "处理中", "进行中", "跟踪中", "跟进中", "监控中", "未关闭", "打开", "open", "new", "proposed", "assessed", "treated", "inprogress", "monitoring", "active");

    private static @Nullable RiskStatus ended(String text, Map<Column, Refused.Problem> problems) {
        var word = plain(text);
        if (CLOSED.contains(word)) return RiskStatus.CLOSED;
        if (OCCURRED.contains(word)) return RiskStatus.OCCURRED;
        if (!OPEN.contains(word)) problems.put(Column.STATUS, problem("risk.import.no_status"));
        return null;
    }

    private static final Map<String, Risk.Category> CATEGORIES = Map.ofEntries(Map.entry("政策", Risk.Category.POLICY), Map.entry("法规", Risk.Category.POLICY), Map.entry("policy", Risk.Category.POLICY), Map.entry("市场", Risk.Category.MARKET), Map.entry("客户", Risk.Category.MARKET),
            Map.entry("market", Risk.Category.MARKET), Map.entry("进度", Risk.Category.SCHEDULE), Map.entry("schedule", Risk.Category.SCHEDULE), Map.entry("资源", Risk.Category.RESOURCE), Map.entry("人员", Risk.Category.RESOURCE), Map.entry("resource", Risk.Category.RESOURCE),
            Map.entry("people", Risk.Category.RESOURCE), Map.entry("技术", Risk.Category.TECHNOLOGY), Map.entry("接口", Risk.Category.TECHNOLOGY), Map.entry("technolog", Risk.Category.TECHNOLOGY), Map.entry("质量", Risk.Category.QUALITY), Map.entry("quality", Risk.Category.QUALITY),
            Map.entry("供应", Risk.Category.SUPPLY), Map.entry("物流", Risk.Category.SUPPLY), Map.entry("supply", Risk.Category.SUPPLY), Map.entry("成本", Risk.Category.COST), Map.entry("资金", Risk.Category.COST), Map.entry("cost", Risk.Category.COST),
            Map.entry("安全", Risk.Category.SECURITY), Map.entry("合规", Risk.Category.SECURITY), Map.entry("secur", Risk.Category.SECURITY));

    // A category is a help to find things: one that is not known is “other”.
    private static Risk.Category category(String text) {
        var word = plain(text);
        return CATEGORIES.entrySet().stream().filter(entry -> word.contains(entry.getKey())).map(Map.Entry::getValue).sorted().findFirst().orElse(Risk.Category.OTHER);
    }

    private static final Pattern SEVERAL = Pattern.compile("\\n+|[;；]");
    private static final Pattern COUNTED = Pattern.compile("^\\s*(?:\\d{1,2}|[①②③④⑤⑥⑦⑧⑨])\\s*[.、．)）:：]?\\s*(?=\\D)|^[-•·]\\s*");
    private static final Pattern DATED = Pattern.compile("^\\s*\\d{1,2}[.、．)）]\\s+");

    private static List<String> parts(String text, Pattern counted) {
        return SEVERAL.splitAsStream(text).map(part -> counted.matcher(part).replaceFirst("").strip()).filter(part -> !part.isEmpty()).toList();
    }

    // One owner and one deadline hold for all measures; several must be as many. Of a risk that has ended only the words count.
    private static List<Measure> measures(Map<Column, String> said, boolean ended, Known known, Map<Column, Refused.Problem> problems) {
        var contents = parts(said.get(Column.MEASURES), COUNTED);
        if (contents.isEmpty() || ended) return List.of();
        if (contents.stream().anyMatch(content -> content.length() > 1000)) problems.put(Column.MEASURES, problem("refused.too_long", 1000, said.get(Column.MEASURES).length()));
        var owners = new ArrayList<MemberId>();
        for (var owner : parts(said.get(Column.OWNER).replace('、', ';').replace(',', ';').replace('，', ';'), COUNTED)) {
            var member = known.people().get(name(owner));
            if (member == null) problems.put(Column.OWNER, problem("risk.import.no_person"));
            else owners.add(member);
        }
        if (owners.isEmpty() && !problems.containsKey(Column.OWNER)) problems.put(Column.OWNER, problem("refused.missing"));
        else if (owners.size() > 1 && owners.size() != contents.size() && !problems.containsKey(Column.OWNER)) problems.put(Column.OWNER, problem("risk.import.not_as_many", contents.size()));
        var days = new ArrayList<LocalDate>();
        for (var day : parts(said.get(Column.DEADLINE), DATED)) {
            var read = day(day, known.today());
            if (read == null) problems.put(Column.DEADLINE, problem("refused.not_a_date"));
            else days.add(read);
        }
        if (days.isEmpty() && !problems.containsKey(Column.DEADLINE)) problems.put(Column.DEADLINE, problem("refused.missing"));
        else if (days.size() > 1 && days.size() != contents.size() && !problems.containsKey(Column.DEADLINE)) problems.put(Column.DEADLINE, problem("risk.import.not_as_many", contents.size()));
        if (problems.containsKey(Column.OWNER) || problems.containsKey(Column.DEADLINE) || problems.containsKey(Column.MEASURES)) return List.of();
        var measures = new ArrayList<Measure>();
        for (int i = 0; i < contents.size(); i++) measures.add(new Measure(contents.get(i), owners.get(owners.size() == 1 ? 0 : i), days.get(days.size() == 1 ? 0 : i)));
        return List.copyOf(measures);
    }

    private static String updates(Map<Column, String> said, boolean ended, Map<Column, Refused.Problem> problems) {
        var updates = said.get(Column.UPDATES);
        if (ended && !said.get(Column.MEASURES).isEmpty()) updates = updates.isEmpty() ? said.get(Column.MEASURES) : updates + "\n" + said.get(Column.MEASURES);
        if (updates.length() > 4000) problems.put(Column.UPDATES, problem("refused.too_long", 4000, updates.length()));
        return updates;
    }

    private static final Pattern FULL = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?(?:[ T].*)?");
    private static final Pattern SHORT = Pattern.compile("(\\d{1,2})[-/.月](\\d{1,2})日?");

    private static @Nullable LocalDate day(Map<Column, String> said, Column column, LocalDate today, Map<Column, Refused.Problem> problems) {
        var text = said.get(column);
        if (text.isEmpty()) return null;
        var day = day(text, today);
        if (day == null) problems.put(column, problem("refused.not_a_date"));
        return day;
    }

    // Without a year it is this one.
    static @Nullable LocalDate day(String text, LocalDate today) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        try {
            var full = FULL.matcher(plain);
            if (full.matches()) return within(LocalDate.of(Integer.parseInt(full.group(1)), Integer.parseInt(full.group(2)), Integer.parseInt(full.group(3))));
            var brief = SHORT.matcher(plain);
            if (brief.matches()) return LocalDate.of(today.getYear(), Integer.parseInt(brief.group(1)), Integer.parseInt(brief.group(2)));
        } catch (DateTimeException noSuchDay) {
            return null;
        }
        return null;
    }

    private static @Nullable LocalDate within(LocalDate day) {
        return day.getYear() < 1970 || day.getYear() > 2200 ? null : day;
    }

    /** The faults of these rows, each text once, in the order of the columns. */
    public static List<Fault> faults(List<Row> rows) {
        var found = new java.util.LinkedHashMap<String, Fault>();
        for (var column : Column.values()) {
            for (var row : rows) {
                var problem = row.problems().get(column);
                if (problem == null) continue;
                found.merge(column + "\u0000" + row.cell(column), new Fault(column, row.cell(column), problem, 1), (a, b) -> new Fault(a.column(), a.text(), a.problem(), a.cells() + 1));
            }
        }
        return List.copyOf(found.values());
    }

    private static Refused.Problem problem(String key, Object... arguments) {
        return new Refused.Problem("", key, List.of(arguments));
    }

    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "");
    }

    /** A name as it is compared: 华东区域 is 华东. */
    static String name(String text) {
        var plain = plain(text);
        var bare = plain.replaceFirst("(?<=..)(区域|大区|区|分公司|region)$", "");
        return bare.isEmpty() ? plain : bare;
    }
}
