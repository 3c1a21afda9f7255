package meridian.progress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A report as people type it into a chat (日报, 接龙, a stand-up note), split into what was done or is under way, what is
 * planned and what help is needed. Chinese and English. Nothing is lost: a line that fits nowhere is progress.
 */
public record PastedReport(List<Item> progress, List<String> plan, List<String> help) {
    /** One line of progress; {@code percent} is the number it names, if any. */
    public record Item(LineState state, String text, @Nullable Integer percent) {}

    private enum Section { ANY, DONE, DOING, BLOCKED, PLAN, HELP, HEAD }

    private static final Pattern BULLET = Pattern.compile("^(?:[-*+•·●▪◦►✓✔√☑✅▶]+|\\[[ xX]?]|[(（]?\\d{1,3}[.、)）．:：](?!\\d)|[(（]?[一二三四五六七八九十]{1,3}[、)）.]|[①-⑳])\\s*");
    private static final Pattern INLINE = Pattern.compile("[;；]\\s*|\\s+(?=[(（]?\\d{1,2}[、.)）．]\\s*[^\\d\\s])|(?=[①-⑳])");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})\\s*[%％]");
    private static final Pattern BLOCKED = Pattern.compile("阻塞|受阻|卡住|卡在|无法推进|停滞|\\bblocked\\b|\\bstuck\\b|\\bon hold\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_DONE = Pattern.compile("未完成|没完成|没有完成|待完成|尚未|预计.{0,8}完成|争取.{0,8}完成|计划.{0,8}完成|\\bnot (?:yet )?(?:done|finished|complete)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DONE = Pattern.compile("已?完成|已?办结|搞定|✅|✔|☑|\\[x]|\\b(?:done|finished|completed|closed|shipped)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEADING = Pattern.compile("^[#【\\[<《*\\s]*([^:：】\\]>》*]{1,24}?)[】\\]>》*\\s]*(?:[:：]\\s*(.*))?$");
    private static final Pattern NONE = Pattern.compile("^(?:无|暂无|没有|无。|none|n/?a|nothing|no|-|/)[.。]?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHAIN = Pattern.compile("#?\\s*接龙.*");

    /** Reads a text. In a chain (接龙) only the lines that begin with {@code name} count, when a name is given. */
    public static PastedReport read(String text, @Nullable String name) {
        var progress = new ArrayList<Item>();
        var plan = new ArrayList<String>();
        var help = new ArrayList<String>();
        var section = Section.ANY;
        var chain = text.lines().anyMatch(line -> CHAIN.matcher(line.strip()).matches());
        for (var line : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            if (CHAIN.matcher(line).matches()) continue;
            var bare = bare(line);
            if (chain && bare.length() < line.length() && name != null) {
                if (!bare.startsWith(name)) continue;
                bare = bare.substring(name.length()).replaceFirst("^[\\s:：,，\\-—]+", "");
            }
            var heading = HEADING.matcher(bare);
            var found = heading.matches() ? section(heading.group(1)) : null;
            if (found != null && (found != Section.ANY || heading.group(2) != null || bare.length() < 12)) {
                section = found == Section.HEAD ? section : found;
                if (found == Section.HEAD || heading.group(2) == null) continue;
                bare = heading.group(2);
            }
            for (var part : INLINE.split(bare)) {
                var item = bare(part.strip());
                if (item.isEmpty() || NONE.matcher(item).matches()) continue;
                switch (section) {
                    case PLAN -> plan.add(item);
                    case HELP -> help.add(item);
                    case DONE -> progress.add(item(item, LineState.DONE));
                    case BLOCKED -> progress.add(item(item, LineState.BLOCKED));
                    default -> progress.add(item(item, LineState.DOING));
                }
            }
        }
        return new PastedReport(progress, plan, help);
    }

    /** What a line says of itself; {@code otherwise} when it says nothing. */
    static LineState stateOf(String text, LineState otherwise) {
        if (BLOCKED.matcher(text).find()) return LineState.BLOCKED;
        var percent = percent(text);
        if (percent != null && percent < 100 || NOT_DONE.matcher(text).find()) return otherwise == LineState.BLOCKED ? otherwise : LineState.DOING;
        if (percent != null || DONE.matcher(text).find()) return otherwise == LineState.BLOCKED ? otherwise : LineState.DONE;
        return otherwise;
    }

    private static Item item(String text, LineState otherwise) {
        return new Item(stateOf(text, otherwise), text, percent(text));
    }

    private static @Nullable Integer percent(String text) {
        var found = PERCENT.matcher(text);
        if (!found.find()) return null;
        var percent = Integer.parseInt(found.group(1));
        return percent <= 100 ? percent : null;
    }

    private static String bare(String line) {
        var ticked = line.startsWith("✅") || line.startsWith("✔") || line.startsWith("√") || line.startsWith("[x]") || line.startsWith("[X]");
        var bare = BULLET.matcher(line).replaceFirst("").strip();
        return ticked && !DONE.matcher(bare).find() ? "✅ " + bare : bare;
    }

    private static @Nullable Section section(String heading) {
        var words = heading.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s’'?？]+", " ").replaceAll("^[0-9一二三四五六七八九十]+[、. ]", "").strip();
        if (words.matches(".*(?:日报|周报|站会|daily report|weekly report|stand-?up)") || List.of("日期", "姓名", "部门", "项目", "date", "name", "team", "project").contains(words)) return Section.HEAD;
        for (var known : KNOWN) if (known.words.contains(words)) return known.section;
        return null;
    }

    private record Heading(Section section, List<String> words) {}

    private static final List<Heading> KNOWN = List.of(
            new Heading(Section.DONE, words("今日完成,昨日完成,本周完成,已完成,已完成工作,完成情况,完成事项,今日完成工作,昨日完成工作,本周完成工作,done,completed,finished,what i did,accomplished,achievements")),
            new Heading(Section.DOING, words("进行中,正在进行,推进中,in progress,doing,ongoing,working on")),
            new Heading(Section.ANY, words("今日工作,昨日工作,本周工作,今日进展,昨日进展,本周进展,工作进展,进展,今日工作内容,工作内容,yesterday,progress,status,update,updates")),
            new Heading(Section.BLOCKED, words("阻塞,阻塞事项,卡点,受阻,blocked,blocker,blockers,impediments")),
            new Heading(Section.HELP, words("需协助,需协助事项,需要协助,需要支持,需支持,需协调,需协调事项,需要协调,求助,问题,存在问题,遇到的问题,问题与困难,困难,风险,问题及风险,help,help needed,need help,support needed,issues,problems,risks,questions")),
            new Heading(Section.PLAN, words("今日计划,明日计划,明天计划,今天计划,下周计划,工作计划,明日工作计划,下一步,下一步计划,计划,后续计划,plan,plan for today,plan for tomorrow,plans,today,tomorrow,next,next steps,next week,todo,to do")));

    private static List<String> words(String list) {
        return Arrays.asList(list.split(","));
    }
}
