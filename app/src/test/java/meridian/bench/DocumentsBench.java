package meridian.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;

/** Documents handed over, through the pages: one page as Word file, and a set of about sixty pages. */
final class DocumentsBench implements Subject {
    private static final int PAGES = 60;

    @Override
    public Set<String> names() {
        return Set.of("documents");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var chief = ground.load();
        var project = "/w/" + Seed.SLUG + "/p/" + ground.sizes.getFirst().code();
        ground.say("writing a charter");
        for (int i = 0; i < 4; i++) post(chief, project + "/charter/deliverables", "id=" + UUID.randomUUID() + "&name=" + said("Deliverable " + i) + "&description=&due_on=&criteria=" + said("Coverage ≥ 80 %\nHanded over in writing"));
        ground.say("one page as DOCX");
        var one = new ArrayList<Double>();
        for (int i = 0; i < 40; i++) {
            long begin = System.nanoTime();
            fetch(chief, project + "/charter.docx?lang=zh");
            if (i >= 10) one.add((System.nanoTime() - begin) / 1e6);
        }
        ground.tell(Figure.atMost("documents", "one page as DOCX, p50", Load.median(one), "ms", 150));
        ground.say("a long charter, so that a set has " + PAGES + " pages");
        for (int i = 0; i < 60; i++) post(chief, project + "/charter/deliverables", "id=" + UUID.randomUUID() + "&name=" + said("交付物" + i) + "&description=" + said("华东、华南、西北区域与新加坡办事处的商超及便利渠道。".repeat(6)) + "&due_on=&criteria=" + said("覆盖率不低于80%，由市场部与区域负责人共同确认\n问卷不少于500份\n".repeat(3).strip()));
        // Charter in both languages and forms, tables of the team and the resources, the risk table, the plan: what an archive would hold.
        var set = List.of("/charter.pdf?lang=zh", "/charter.docx?lang=zh", "/charter.pdf?lang=en", "/charter.docx?lang=en", "/team/table.pdf?lang=zh", "/team/table.docx?lang=zh", "/resources/table.pdf?lang=zh", "/rules/rules.pdf?lang=zh", "/risks/table.pdf?lang=zh", "/risks/table.docx?lang=zh", "/plan.pdf", "/charter.pdf?lang=zh");
        for (int i = 0; i < 2; i++) for (var document : set) fetch(chief, project + document);
        var times = new ArrayList<Double>();
        int pages = 0;
        for (int i = 0; i < ground.runs(); i++) {
            pages = 0;
            long spent = 0;
            for (int n = 0; pages < PAGES; n = (n + 1) % set.size()) {
                long begin = System.nanoTime();
                var file = fetch(chief, project + set.get(n));
                spent += System.nanoTime() - begin;
                if (set.get(n).contains(".pdf")) try (var pdf = Loader.loadPDF(file)) {
                    pages += pdf.getNumberOfPages();
                }
            }
            times.add(spent / 1e9);
        }
        ground.tell(Figure.plain("documents", "pages of PDF in the set, as many documents as DOCX beside", pages, "pages"));
        ground.tell(Figure.atMost("documents", "a set of at least " + PAGES + " pages, one after the other", Load.median(times), "s", 10));
    }

    private static String said(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void post(Load load, String address, String form) throws Exception {
        var answer = load.post(address, form);
        if (answer.statusCode() != 303) throw new IllegalStateException(address + " answers " + answer.statusCode());
    }

    private static byte[] fetch(Load load, String address) throws Exception {
        var answer = load.fetch(address);
        if (answer.statusCode() != 200) throw new IllegalStateException(address + " answers " + answer.statusCode());
        var body = answer.body();
        if (answer.headers().firstValue("content-encoding").filter("gzip"::equals).isPresent()) return new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(body)).readAllBytes();
        return body;
    }
}
