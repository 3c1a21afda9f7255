package meridian.workplan;

import static db.workplan.Tables.PLAN_IMPORT;
import static db.workplan.Tables.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import meridian.project.Projects;
import meridian.tenancy.PlanImportId;
import meridian.workplan.exchange.Known;
import meridian.workplan.exchange.Limits;
import meridian.workplan.exchange.PlanCheck;
import meridian.workplan.exchange.PlanFile;
import meridian.workplan.exchange.TaskDraft;
import meridian.world.Browser;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Bringing a plan in and taking it out, as people do it at the door. */
class PlanFilesPagesTest extends PlanStory {
    private static final String MESSY = """
            编号,任务,负责人,区域/部门,开始时间,结束时间,前置任务
            1,甲,周颖,华男,2026-12-10,2026-12-01,
            2,乙,张三丰,华南,2026-12-10,尽快,9
            """;

    @Autowired
    Projects projects;

    private Browser.Seen bring(Browser browser, String name, byte[] content, String... fields) {
        return browser.upload(world.here("/plan/import"), "file", name, content, with(fields, "_form", "bring", "_from", world.here("/plan/import")));
    }

    private static String[] with(String[] fields, String... more) {
        var all = new ArrayList<>(List.of(fields));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int uploads() {
        return reading(() -> db.fetchCount(PLAN_IMPORT, PLAN_IMPORT.PROJECT_ID.eq(world.project)));
    }

    @Test
    void aPlanIsUploadedMendedWithButtonsConfirmedAndUndone() throws InterruptedException {
        var browser = world.signedIn("王敏", port);
        assertThat(browser.get(world.here("/plan/import")).page().select("form#bring input[type=file]")).hasSize(1);

        var brought = bring(browser, "计划.csv", bytes(MESSY));
        assertThat(brought.status()).isEqualTo(303);
        var at = brought.location();
        var page = browser.get(at).page();
        assertThat(page.select(".troubles .mono").eachText()).contains("F2", "F3", "G3", "D2");
        assertThat(page.select("table.sheet td.is-error")).hasSize(3);
        assertThat(page.select("table.sheet td.is-error .reason")).isNotEmpty();
        assertThat(page.select("form[action$=/confirmation]")).isEmpty();

        press(browser, page.select("table.sheet tr#row2 td.is-error .cures form").first());
        press(browser, browser.get(at).page().select(".settle-all form").first());
        browser.post(at + "/cells", "cell", "F3", "value", "2026-12-20", "cell", "G3", "value", "1");
        var better = browser.get(at).page();
        assertThat(better.select("table.sheet td.is-error")).isEmpty();
        assertThat(better.select("table.sheet tr#row3 td").eachText()).anyMatch(text -> text.startsWith("2026-12-20"));
        assertThat(plan()).isEmpty();

        press(browser, better.select("form[action$=/confirmation]").first());
        for (int i = 0; i < 100 && !browser.getJson(at + "/progress").body().contains("\"state\":\"written\""); i++) Thread.sleep(100);
        assertThat(browser.getJson(at + "/progress").body()).contains("\"state\":\"written\"", "\"written\":2", "\"total\":2");
        assertThat(plan()).hasSize(2);
        assertThat(browser.get(at).page().select("m-progress[data-go]")).hasSize(1);

        var undone = browser.post(at + "/undo", "_from", world.here("/plan/import"));
        assertThat(undone.status()).isEqualTo(303);
        assertThat(plan()).isEmpty();
        assertThat(browser.get(world.here("/plan/import")).page().select("#recent tbody tr")).hasSize(1);
    }

    private static void press(Browser browser, Element form) {
        var fields = new ArrayList<String>();
        for (var input : form.select("input[name]")) {
            fields.add(input.attr("name"));
            fields.add(input.attr("value"));
        }
        assertThat(browser.post(form.attr("action"), fields.toArray(String[]::new)).status()).isEqualTo(303);
    }

    @Test
    void applyAllMendsLeavesNothingThatBlocks() {
        var browser = world.signedIn("王敏", port);
        var at = bring(browser, "计划.csv", bytes(MESSY)).location();

        assertThat(browser.post(at + "/mends").status()).isEqualTo(303);

        var page = browser.get(at).page();
        assertThat(page.select("table.sheet td.is-error")).isEmpty();
        assertThat(page.select("form[action$=/confirmation]")).hasSize(1);
        assertThat(page.select("table.sheet").text()).contains("华南").doesNotContain("华男");
    }

    @Test
    void columnsAreCorrectedByHandAndOneMeaningIsOneColumn() {
        var browser = world.signedIn("王敏", port);
        var at = bring(browser, "plan.csv", bytes("编号,内容说明甲,任务,负责人\n1,真正的任务,别的,周颖\n")).location();

        var twice = browser.post(at + "/columns", "_form", "columns", "_from", at, "sheet", "0", "heading_row", "1", "was_sheet", "0", "was_heading_row", "1", "column_2", "task", "column_3", "task");
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.page().select(".errors li")).hasSize(1);
        assertThat(browser.post(at + "/columns", "_form", "columns", "_from", at, "sheet", "0", "heading_row", "1", "was_sheet", "0", "was_heading_row", "1", "column_1", "number", "column_2", "task", "column_3", "note").status()).isEqualTo(303);

        assertThat(browser.get(at).page().select("select[name=column_2] option[selected]").attr("value")).isEqualTo("task");
        assertThat(here(() -> imports().preview(PlanImportId.of(at.substring(at.lastIndexOf('/') + 1)), world.project, world.person("王敏").actor())).check().draft().tasks())
                .extracting(TaskDraft::title).containsExactly("真正的任务");
    }

    @Autowired
    PlanImports imports;

    private PlanImports imports() {
        return imports;
    }

    @Test
    void aRowIsEditedInPlaceAndLeftOutAndTakenBack() {
        var browser = world.signedIn("王敏", port);
        var at = bring(browser, "plan.csv", bytes("编号,任务,负责人\n1,甲,周颖\n2,乙,林峰\n")).location();

        assertThat(browser.get(at + "?edit=3").page().select("tr#row3 textarea")).hasSize(3);
        browser.post(at + "/cells", "cell", "A3", "was", "2", "value", "2", "cell", "B3", "was", "乙", "value", "丙", "at_from", "0");
        assertThat(browser.get(at).page().select("tr#row3").text()).contains("丙");
        browser.post(at + "/cells", "leave", "3");
        assertThat(browser.get(at).page().select("tr#row3.left-out form[action$=/cells] input[name=take_back]")).hasSize(1);
        browser.post(at + "/cells", "take_back", "3");
        assertThat(browser.get(at).page().select("tr.left-out")).isEmpty();
    }

    @Test
    void whoMayNotImportIsKeptOutAndAnotherProjectsImportIsNotThere() {
        var at = bring(world.signedIn("王敏", port), "plan.csv", bytes(MESSY)).location();
        var other = here(() -> projects.create(new Projects.NewProject("ANDER", "另一个项目", "rollout", world.regions.get("华东"), "CNY", LocalDate.of(2026, 10, 12), null), world.person("王敏").actor()));
        assertThat(other).isNotNull();

        for (var address : List.of(world.here("/plan/import"), at, at + "/progress")) {
            assertThat(world.signedIn("外人", port).get(address).status()).as("stranger " + address).isEqualTo(404);
            for (var name : List.of("陈浩", "周颖", "赵总", "审计员")) assertThat(world.signedIn(name, port).get(address).status()).as(name + " " + address).isEqualTo(403);
        }
        for (var act : List.of("/cells", "/mends", "/columns", "/people", "/parties", "/differences", "/confirmation", "/discard", "/undo", "/afresh")) {
            assertThat(world.signedIn("外人", port).post(at + act, "sheet", "0").status()).as("stranger " + act).isEqualTo(404);
            assertThat(world.signedIn("陈浩", port).post(at + act, "sheet", "0", "heading_row", "5").status()).as("lead " + act).isEqualTo(403);
            assertThat(world.signedIn("王敏", port).post(at.replace("/HDSS/", "/ANDER/") + act, "sheet", "0", "heading_row", "5").status()).as("elsewhere " + act).isEqualTo(404);
        }
        assertThat(bring(world.signedIn("陈浩", port), "plan.csv", bytes(MESSY)).status()).isEqualTo(403);
        assertThat(world.signedIn("王敏", port).get(at.replace("/HDSS/", "/ANDER/")).status()).isEqualTo(404);
        assertThat(world.signedIn("王敏", port).get(world.here("/plan/import/nonsense")).status()).isEqualTo(404);
        assertThat(uploads()).isEqualTo(1);
        assertThat(plan()).isEmpty();
    }

    @Test
    void hostileFilesAreRefusedBesideTheFieldAndNotKept() throws IOException {
        var browser = world.signedIn("王敏", port);
        var files = Map.of(
                "picture.xlsx", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0},
                "empty.csv", new byte[0],
                "page.xls", bytes("<html><body><table><tr><td>任务</td></tr></table></body></html>"),
                "bomb.xlsx", bomb(),
                "half.xlsx", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0});
        files.forEach((name, content) -> {
            var refused = bring(browser, name, content);
            assertThat(refused.status()).as(name).isEqualTo(422);
            assertThat(refused.page().select("#bring-file-error").text()).as(name).isNotEmpty().doesNotContain("[");
        });
        assertThat(browser.post(world.here("/plan/import"), "_form", "bring", "_from", world.here("/plan/import")).status()).isEqualTo(422);
        var script = bring(browser, "<script>alert(1)</script>.csv", bytes("任务,负责人\n=cmd|' /C calc'!A0,<img src=x onerror=alert(1)>\n"));
        var page = browser.get(script.location());
        assertThat(page.body()).doesNotContain("<script>alert", "<img src=x");
        assertThat(uploads()).isEqualTo(1);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        var browser = world.signedIn("王敏", port);
        var action = browser.get(world.here("/plan/import")).page().select("form#bring").attr("action");
        var refused = browser.upload(action, "file", "large.csv", new byte[20 * 1024 * 1024 + 100], "_form", "bring", "_from", world.here("/plan/import"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("#bring-file-error").text()).isNotEmpty();
        assertThat(uploads()).isZero();
    }

    @Test
    void aFileOfTwoHundredMegabytesIsRefusedAtOnceAndHeldNowhere() throws Exception {
        var browser = world.signedIn("王敏", port);
        var used = usedAfterCollection();
        var begun = System.nanoTime();
        var action = browser.get(world.here("/plan/import")).page().select("form#bring").attr("action");
        var refused = browser.uploadOf(200L << 20, action, "file", "large.xlsx", "_form", "bring", "_from", world.here("/plan/import"));
        var took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("#bring-file-error").text()).contains("20");
        assertThat(took).isLessThan(Duration.ofSeconds(20));
        assertThat(usedAfterCollection() - used).as("bytes of heap kept").isLessThan(30L << 20);
        assertThat(uploads()).isZero();
        assertThat(browser.get(world.here("/plan/import")).status()).isEqualTo(200);
    }

    private static long usedAfterCollection() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static byte[] bomb() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) zip.write(zeros);
        }
        return out.toByteArray();
    }

    /** The three plans that people really sent, as they are brought in a browser. */
    @ParameterizedTest
    @CsvSource({"rollout-clean.xlsx, 21", "rollout-messy.xlsx, 8", "rollout-5000.xlsx, 5000"})
    void theRealPlansGoThroughTheDoor(String name, int tasks) throws InterruptedException {
        var content = shared(name);
        var browser = world.signedIn("王敏", port);
        var at = bring(browser, name, content).location();
        var page = browser.get(at).page();
        if (name.contains("messy")) {
            assertThat(page.select("table.sheet td.is-error")).isNotEmpty();
            assertThat(page.select("form[action$=/confirmation]")).isEmpty();
            assertThat(browser.post(at + "/mends").status()).isEqualTo(303);
            page = browser.get(at).page();
        }
        assertThat(page.select("table.sheet td.is-error")).isEmpty();
        press(browser, page.select("form[action$=/confirmation]").first());
        for (int i = 0; i < 600 && !browser.getJson(at + "/progress").body().contains("\"state\":\"written\""); i++) Thread.sleep(100);
        assertThat(browser.getJson(at + "/progress").body()).contains("\"state\":\"written\"");
        assertThat(reading(() -> db.fetchCount(TASK, TASK.PROJECT_ID.eq(world.project), TASK.KIND.eq("task")))).isEqualTo(tasks);
        assertThat(browser.get(world.here("/plan")).page().select("#plan tbody tr, table.plan tbody tr")).isNotEmpty();
        assertThat(browser.post(at + "/undo", "_from", world.here("/plan/import")).status()).isEqualTo(303);
        assertThat(plan()).isEmpty();
    }

    private static byte[] shared(String name) {
        var found = Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent).map(folder -> folder.resolve("shared/data/plans").resolve(name)).filter(Files::isReadable).findFirst()
                .or(() -> Optional.ofNullable(System.getProperty("meridian.shared")).map(folder -> Path.of(folder, "data/plans", name)));
        assumeThat(found).as("shared/data/plans/" + name + " is not here; nothing to import").isPresent();
        try {
            return Files.readAllBytes(found.orElseThrow());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    // ---- out

    @Test
    void thePlanIsTakenOutInTheTemplatesLayoutAndComesBackTheSame() {
        var browser = world.signedIn("王敏", port);
        var csv = "编号,阶段,任务模块,任务内容,负责人,区域/部门,开始时间,结束时间,交付物,验收标准,里程碑,前置任务,备注\n"
                + "1,筹备期,调研,问卷设计,周颖（牵头）、林峰（配合）,华南,2026-12-01,2026-12-04,问卷,两轮试填；不少于20题,,,先试点\n2,筹备期,—,评审,王敏,市场部,2026-12-07,2026-12-07,,,是,1SS+2d,\n";
        here(() -> imports.confirmAndWait(imports.upload(PlanImportId.next(), world.project, "plan.csv", bytes(csv), world.person("王敏").actor()), world.project, world.person("王敏").actor()));

        for (var address : List.of("/plan.xlsx", "/plan.csv", "/plan.xlsx?lang=en", "/plan.csv?lang=en")) {
            var taken = browser.get(world.here(address));
            assertThat(taken.status()).as(address).isEqualTo(200);
            assertThat(taken.response().headers().firstValue("content-disposition").orElse("")).contains("attachment");
            var tasks = PlanCheck.of(PlanFile.read("plan", taken.response().body(), Limits.standard()), Known.nothing(2026)).draft().tasks();
            assertThat(tasks).as(address).hasSize(2);
            var first = tasks.getFirst();
            assertThat(List.of(first.number(), first.phase(), first.workPackage(), first.title(), first.owner(), first.party(), first.deliverable(), first.note()))
                    .containsExactly("1", "筹备期", "调研", "问卷设计", "周颖", "华南", "问卷", "先试点");
            assertThat(first.collaborators()).containsExactly("林峰");
            assertThat(first.criteria()).containsExactly("两轮试填", "不少于20题");
            assertThat(first.start() + " " + first.finish()).isEqualTo("2026-12-01 2026-12-04");
            assertThat(tasks.get(1).milestone()).isTrue();
            assertThat(tasks.get(1).predecessors()).extracting(Object::toString).containsExactly("1SS+2d");
        }
        var head = PlanCheck.of(PlanFile.read("plan", browser.get(world.here("/plan.xlsx")).response().body(), Limits.standard()), Known.nothing(2026)).draft().head();
        assertThat(head.title()).contains("新品区域上市");
        assertThat(head.number()).contains("HDSS").contains("-WP-");
    }

    @Test
    void thePlanIsTakenOutOnPaperForMicrosoftProjectAndForACalendar() throws IOException {
        var csv = "编号,阶段,任务模块,任务内容,负责人,区域/部门,开始时间,结束时间,里程碑,前置任务\n1,筹备期,调研,问卷设计,王敏,华南,2026-12-01,2026-12-04,,\n2,筹备期,调研,周颖的事,周颖,华南,2026-12-01,2026-12-04,,\n3,筹备期,,评审,周颖,市场部,2026-12-07,2026-12-07,是,1FS+2d\n";
        here(() -> imports.confirmAndWait(imports.upload(PlanImportId.next(), world.project, "plan.csv", bytes(csv), world.person("王敏").actor()), world.project, world.person("王敏").actor()));
        var browser = world.signedIn("王敏", port);
        assertThat(browser.get(world.here("/plan")).page().select("a[href$=/plan.pdf], a[href$=/plan.xml], a[href$=/plan.ics]")).hasSize(3);

        for (var lang : List.of("", "?lang=en")) {
            var paper = browser.get(world.here("/plan.pdf") + lang);
            assertThat(paper.response().headers().firstValue("content-disposition").orElse("")).contains("attachment", ".pdf");
            try (var pdf = org.apache.pdfbox.Loader.loadPDF(paper.response().body())) {
                var text = new org.apache.pdfbox.text.PDFTextStripper().getText(pdf).replaceAll("\\s", "");
                assertThat(text).contains("问卷设计", "-WP-001", lang.isEmpty() ? "任务内容" : "Acceptance");
            }
            assertThat(browser.get(world.here("/plan.docx") + lang).response().body()).startsWith('P', 'K');
            var days = new String(browser.get(world.here("/plan.ics") + lang).response().body(), StandardCharsets.UTF_8);
            assertThat(days.replace("\r\n ", "")).contains("SUMMARY:问卷设计", "SUMMARY:◆ 评审", "DTSTART;VALUE=DATE:20261208").doesNotContain("周颖的事");
            var schedule = PlanCheck.of(PlanFile.read("plan", browser.get(world.here("/plan.xml") + lang).response().body(), Limits.standard()), Known.nothing(2026)).draft().tasks();
            assertThat(schedule).extracting(TaskDraft::title).containsExactly("问卷设计", "周颖的事", "评审");
            assertThat(schedule.get(2).milestone()).isTrue();
            assertThat(schedule.get(0).party()).isEqualTo("华南");
        }
    }

    @Test
    void aPlanThatComesBackIsComparedOnThePageAndTakenCellByCell() throws InterruptedException {
        var chief = world.person("王敏").actor();
        here(() -> imports.confirmAndWait(imports.upload(PlanImportId.next(), world.project, "plan.csv", bytes("编号,任务,结束时间\n1,甲,2026-12-01\n2,乙,2026-12-02\n3,丙,2026-12-03\n"), chief), world.project, chief));
        var browser = world.signedIn("王敏", port);
        var at = bring(browser, "plan.csv", bytes("编号,任务,结束时间\n1,甲改,2026-12-08\n2,乙,2026-12-02\n9,丁,2026-12-04\n")).location();

        var page = browser.get(at).page();
        assertThat(page.select("#differences tbody tr")).hasSize(2);
        assertThat(page.select("#differences input[name=taken][checked]")).hasSize(2);
        assertThat(page.select("#missing li").text()).contains("丙");
        var keys = page.select("#differences input[name=shown]").eachAttr("value");
        var title = keys.stream().filter(key -> key.endsWith("/task")).findFirst().orElseThrow();
        browser.post(at + "/differences", keys.stream().flatMap(key -> key.equals(title) ? Stream.of("shown", key) : Stream.of("shown", key, "taken", key)).toArray(String[]::new));
        assertThat(browser.get(at).page().select("#differences input[name=taken][checked]")).hasSize(1);
        var gone = page.select("#missing input[name=listed]").attr("value");
        browser.post(at + "/differences", "listed", gone, "go", gone);
        assertThat(browser.post(at + "/differences", "shown", "nonsense").status()).isEqualTo(422);

        press(browser, browser.get(at).page().select("form[action$=/confirmation]").first());
        for (int i = 0; i < 100 && !browser.getJson(at + "/progress").body().contains("\"state\":\"written\""); i++) Thread.sleep(100);
        assertThat(plan()).containsExactly("甲", "乙", "丁");
        assertThat(browser.get(at).page().text()).contains("更改1项", "移入回收站1项");
        assertThat(browser.post(at + "/undo", "_from", world.here("/plan/import")).status()).isEqualTo(303);
        assertThat(plan()).containsExactly("甲", "乙", "丙");
    }

    @Test
    void whoMayNotExportDoesNot() {
        assertThat(world.signedIn("外人", port).get(world.here("/plan.xlsx")).status()).isEqualTo(404);
        assertThat(world.signedIn("周颖", port).get(world.here("/plan.xlsx")).status()).isEqualTo(403);
        for (var ending : List.of("csv", "pdf", "xml", "ics")) {
            assertThat(world.signedIn("周颖", port).get(world.here("/plan." + ending)).status()).as(ending).isEqualTo(403);
            assertThat(world.signedIn("外人", port).get(world.here("/plan." + ending)).status()).as(ending).isEqualTo(404);
        }
        for (var name : List.of("陈浩", "赵总", "审计员")) assertThat(world.signedIn(name, port).get(world.here("/plan.xlsx")).status()).as(name).isEqualTo(200);
    }

    @Test
    void tenThousandRowsAreTakenOutQuickly() {
        var rows = new ArrayList<PlanRows.NewRow>();
        var links = new ArrayList<PlanRows.NewDependency>();
        for (int i = 0; i < 10_000; i++) {
            if (i % 500 == 0) rows.add(PlanRows.NewRow.of(TaskKind.PHASE, null, TaskFields.titled("阶段" + i)));
            var phase = rows.get(rows.size() - 1 - i % 500).id();
            rows.add(PlanRows.NewRow.of(TaskKind.TASK, phase, TaskFields.titled("任务" + i).withParty(party("华南")).withOwner(member("周颖")).withCriteria(List.of("签收单"))
                    .withStart(TaskFields.startOf(LocalDate.of(2026, 12, 1))).withFinish(TaskFields.endOf(LocalDate.of(2026, 12, 9)))));
            if (i % 500 > 0) links.add(new PlanRows.NewDependency(rows.getLast().id(), rows.get(rows.size() - 2).id(), "FS", 0));
        }
        here(() -> {
            this.rows.insert(world.project, null, rows, links, world.person("王敏").actor());
            return 1;
        });
        var browser = world.signedIn("王敏", port);
        browser.get(world.here("/plan.xlsx"));
        var begun = System.nanoTime();
        var taken = browser.get(world.here("/plan.xlsx"));
        var took = Duration.ofNanos(System.nanoTime() - begun);
        System.out.println("XLSX of 10,000 rows: " + took.toMillis() + " ms, " + taken.response().body().length / 1024 + " kB");
        assertThat(taken.status()).isEqualTo(200);
        assertThat(reading(() -> db.fetchCount(TASK, TASK.PROJECT_ID.eq(world.project)))).isEqualTo(10_020);
        // The target is 0.5 s on a machine of one’s own.
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        var paper = browser.get(world.here("/plan.pdf"));
        assertThat(paper.status()).isEqualTo(422);
        assertThat(paper.page().text()).contains("3,000");
    }
}
