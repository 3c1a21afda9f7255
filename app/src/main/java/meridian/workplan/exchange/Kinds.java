package meridian.workplan.exchange;

import java.util.Map;
import meridian.workplan.TaskKind;
import org.jspecify.annotations.Nullable;

/** How files word what a row is. */
final class Kinds {
    private static final Map<String, TaskKind> WORDS = Map.of(
            "计划阶段", TaskKind.PHASE, "阶段", TaskKind.PHASE, "phase", TaskKind.PHASE,
            "工作模块", TaskKind.PACKAGE, "模块", TaskKind.PACKAGE, "workpackage", TaskKind.PACKAGE, "package", TaskKind.PACKAGE,
            "任务", TaskKind.TASK, "task", TaskKind.TASK);

    private Kinds() {}

    static @Nullable TaskKind parse(String text) {
        return WORDS.get(Column.plain(text));
    }
}
