package meridian.bench;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** One plan file on its way in, as a browser would bring it. */
record PlanBringing(Load load, String address, double previewSeconds) {
    /** Uploads the file and waits for its preview. */
    static PlanBringing bring(Load load, String project, byte[] plan) throws Exception {
        long begin = System.nanoTime();
        var answer = load.upload(project + "/plan/import", plan, "id", UUID.randomUUID().toString());
        var address = answer.headers().firstValue("location").orElseThrow(() -> new IllegalStateException("the upload answers " + answer.statusCode()));
        var page = load.fetch(address);
        if (page.statusCode() != 200) throw new IllegalStateException("the preview answers " + page.statusCode());
        return new PlanBringing(load, address, (System.nanoTime() - begin) / 1e9);
    }

    /** Seconds until all rows are written. */
    double confirm() throws Exception {
        long begin = System.nanoTime();
        var answer = load.post(address + "/confirmation", "");
        if (answer.statusCode() != 303) throw new IllegalStateException("the confirmation answers " + answer.statusCode());
        while (true) {
            var progress = new String(load.fetch(address + "/progress").body(), StandardCharsets.UTF_8);
            if (progress.contains("\"written\",")) return (System.nanoTime() - begin) / 1e9;
            if (!progress.contains("\"writing\"") || System.nanoTime() - begin > 120e9) throw new IllegalStateException("the import ends as " + progress);
            Thread.sleep(20);
        }
    }

    void undo() throws Exception {
        var answer = load.post(address + "/undo", "");
        if (answer.statusCode() != 303) throw new IllegalStateException("the undo answers " + answer.statusCode());
    }
}
