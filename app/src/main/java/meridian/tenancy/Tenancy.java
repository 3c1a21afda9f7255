package meridian.tenancy;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The workspace that the current thread works in. Every transaction begun inside sees that workspace's rows only. */
public final class Tenancy {
    private static final ScopedValue<WorkspaceId> CURRENT = ScopedValue.newInstance();

    private Tenancy() {}

    public static <T> T in(WorkspaceId workspace, Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, workspace).call(work::call);
    }

    /** What work that throws nothing checked answers. */
    public static <T> T get(WorkspaceId workspace, Supplier<T> work) {
        return ScopedValue.where(CURRENT, workspace).call(work::get);
    }

    public static void run(WorkspaceId workspace, Runnable work) {
        ScopedValue.where(CURRENT, workspace).run(work);
    }

    /** The workspace of the current thread, or null outside of any: then no tenant row is visible. */
    public static @Nullable WorkspaceId current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }
}
