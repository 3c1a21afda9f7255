package meridian.workplan;

import org.jspecify.annotations.Nullable;

/** What a row of the plan is: a phase 计划阶段, a work package 工作模块 or a task 任务. */
public enum TaskKind {
    PHASE, PACKAGE, TASK;

    /** Whether it may stand beneath such a row (null: at the top). */
    public boolean fits(@Nullable TaskKind parent) {
        return switch (this) {
            case PHASE -> parent == null;
            case PACKAGE -> parent != TASK;
            case TASK -> true;
        };
    }

    public static TaskKind of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
