package meridian.world;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.springframework.stereotype.Component;

/** Hears every statement that goes through jOOQ, for tests that count them. */
@Component
public final class Statements implements ExecuteListener {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public void executeStart(ExecuteContext context) {
        heard.add(String.valueOf(context.sql()));
    }

    /** The statements of some work; nothing else may run meanwhile. */
    public List<String> of(Runnable work) {
        heard.clear();
        work.run();
        return new ArrayList<>(heard);
    }
}
