package meridian.bench;

import java.util.ArrayList;
import java.util.Set;

/** A plan of 5,000 tasks brought in, through the pages: until its preview is there, and from the confirmation until it is written. */
final class ImportBench implements Subject {
    @Override
    public Set<String> names() {
        return Set.of("import");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var load = ground.load();
        var plan = BigPlan.xlsx();
        var preview = new ArrayList<Double>();
        var write = new ArrayList<Double>();
        for (int i = 0; i <= ground.runs(); i++) {
            ground.say("import of " + BigPlan.TASKS + " rows, " + (i == 0 ? "to warm up" : "run " + i));
            var brought = PlanBringing.bring(load, "/w/" + Seed.SLUG + "/p/" + Seed.EMPTY, plan);
            if (i > 0) preview.add(brought.previewSeconds());
            double written = brought.confirm();
            if (i > 0) write.add(written);
            brought.undo();
        }
        ground.tell(Figure.atMost("import", BigPlan.TASKS + " rows: upload to preview", Load.median(preview), "s", 3));
        ground.tell(Figure.atMost("import", BigPlan.TASKS + " rows: confirmation to written", Load.median(write), "s", 5));
    }
}
