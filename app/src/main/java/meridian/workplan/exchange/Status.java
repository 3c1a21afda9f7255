package meridian.workplan.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task's state as a plan file words it. */
public enum Status {
    NOT_STARTED, IN_PROGRESS, BLOCKED, DONE, ACCEPTED, CANCELLED;

    private static final Map<String, Status> WORDS = Map.ofEntries(
            Map.entry("未开始", NOT_STARTED), Map.entry("待开始", NOT_STARTED), Map.entry("未启动", NOT_STARTED),
            Map.entry("计划中", NOT_STARTED), Map.entry("待办", NOT_STARTED), Map.entry("notstarted", NOT_STARTED),
            Map.entry("todo", NOT_STARTED), Map.entry("open", NOT_STARTED), Map.entry("planned", NOT_STARTED),
            Map.entry("new", NOT_STARTED), Map.entry("pending", NOT_STARTED),
            Map.entry("进行中", IN_PROGRESS), Map.entry("进行", IN_PROGRESS), Map.entry("已开始", IN_PROGRESS),
            Map.entry("执行中", IN_PROGRESS), Map.entry("推进中", IN_PROGRESS), Map.entry("正常", IN_PROGRESS),
            Map.entry("inprogress", IN_PROGRESS), Map.entry("started", IN_PROGRESS), Map.entry("doing", IN_PROGRESS),
            Map.entry("ongoing", IN_PROGRESS), Map.entry("active", IN_PROGRESS),
            Map.entry("阻塞", BLOCKED), Map.entry("受阻", BLOCKED), Map.entry("暂停", BLOCKED), Map.entry("挂起", BLOCKED),
            Map.entry("blocked", BLOCKED), Map.entry("onhold", BLOCKED), Map.entry("stuck", BLOCKED),
            Map.entry("已完成", DONE), Map.entry("完成", DONE), Map.entry("done", DONE), Map.entry("complete", DONE),
            Map.entry("completed", DONE), Map.entry("finished", DONE), Map.entry("closed", DONE), Map.entry("已结束", DONE),
            Map.entry("已验收", ACCEPTED), Map.entry("验收通过", ACCEPTED), Map.entry("accepted", ACCEPTED),
            Map.entry("已取消", CANCELLED), Map.entry("取消", CANCELLED), Map.entry("作废", CANCELLED),
            Map.entry("cancelled", CANCELLED), Map.entry("canceled", CANCELLED));

    static @Nullable Status parse(String text) {
        return WORDS.get(Column.plain(text));
    }

    /** The word used in files, databases and message keys: {@code in_progress}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public String key() {
        return "exchange.status." + code();
    }
}
