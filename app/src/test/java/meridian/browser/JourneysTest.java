package meridian.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a newcomer does from the first morning on, each in their own browser. */
class JourneysTest extends MeridianTest {
    private static Chromium chromium;

    private Worlds.World world;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.ofTheTests();
    }

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    @Test
    void aProjectGoesFromItsCharterThroughTheFirstGate() throws IOException {
        try (var desk = signedIn("王敏", chromium.desktop()); var telephone = signedIn("赵总", chromium.telephone())) {
            var page = desk.newPage();
            page.navigate(url("/projects/new"));
            page.locator(".offer").first().click();
            page.locator("[name=name]").fill("华东渠道整合");
            page.locator("[name=code]").fill("HDQD");
            press(page, "创建项目");

            assertThat(page.locator("h1")).hasText("编辑目标说明书");
            page.locator("[name=goal]").fill("八周内整合华东全部经销商，覆盖率不低于80%。");
            page.locator("#charter-regions [role=radiogroup]").filter(having("华东")).getByText("范围内", exactly()).click();
            press(page, "保存");
            page.locator("#deliverables header a").click();
            page.locator("[name=name]").fill("经销商名册");
            page.locator("[name=criteria]").fill("每家经销商都有联系人\n每家经销商都有区域");
            press(page, "保存");
            assertThat(page.locator("#deliverables tbody tr")).containsText("每家经销商都有联系人");
            page.locator("#indicators header a").click();
            page.locator("main a[href$='/indicators/new']").first().click();
            page.locator("[name=name]").fill("经销商覆盖率");
            page.locator("[name=target]").fill("80");
            page.locator("[name=unit]").fill("%");
            press(page, "保存");

            page.navigate(url("/p/HDQD/gate"));
            assertThat(gateItem(page, "至少一个指标有目标值").locator(".state.done")).hasCount(1);
            gateItem(page, "范围内每个责任单位都有负责人").locator("a").click();
            page.locator("#in-scope button").click();
            page.locator("#parties li").filter(having("华东")).locator("a[href*='role=lead']").click();
            page.locator("[name=member]").selectOption(labelled(page, "[name=member]", "李婷"));
            press(page, "保存");
            page.locator("main a[href$='/team/new']").click();
            page.locator("[name=member]").selectOption(labelled(page, "[name=member]", "赵总"));
            page.locator("[name=role]").selectOption("sponsor");
            press(page, "保存");
            assertThat(page.locator("#seats")).containsText("赵总");

            page.navigate(url("/p/HDQD/gate"));
            gateItem(page, "职责表已有初稿").locator("a").click();
            page.locator("select.raci-cell").first().selectOption("A");
            press(page, "保存");
            page.navigate(url("/p/HDQD/gate"));
            gateItem(page, "资源清单已有初稿").locator("a").click();
            page.locator("main a[href$='/resources/new']").first().click();
            page.locator("[name=name]").fill("推广专员");
            page.locator("[name=amount]").fill("3");
            press(page, "保存");
            page.navigate(url("/p/HDQD/gate"));
            gateItem(page, "工具使用规范已发布").locator("a").click();
            press(page, "发布");
            page.navigate(url("/p/HDQD/gate"));
            var unticked = page.locator("#checklist button").filter(having("完成"));
            for (int open = unticked.count(); open > 0; open--) {
                unticked.first().click();
                assertThat(unticked).hasCount(open - 1);
            }
            gateItem(page, "目标说明书已批准").locator("a").click();
            press(page, "提交审批");
            page.navigate(url("/p/HDQD/gate"));
            assertThat(page.locator("#items .state.planned")).hasCount(1);

            var thumb = telephone.newPage();
            thumb.navigate(url("/inbox"));
            decide(thumb, "审批目标说明书", "退回修改", "请写明整合后的经销商数量。");
            page.navigate(url("/inbox"));
            page.locator(".duty").filter(having("修改被退回的目标说明书")).locator("a.button:not(.icon)").click();
            assertThat(page.locator("#approval")).containsText("请写明整合后的经销商数量。");
            page.locator(".head a[href$='/charter/edit']").click();
            page.locator("[name=goal]").fill("八周内整合华东全部42家经销商，覆盖率不低于80%。");
            press(page, "保存");
            press(page, "提交审批");
            page.navigate(url("/p/HDQD/gate"));
            thumb.navigate(url("/inbox"));
            decide(thumb, "审批目标说明书", "同意", "");

            assertThat(page.locator("#items .state.planned")).hasCount(0);
            page.locator(".head button.primary").click();
            assertThat(page.locator(".stages [aria-current=step]")).hasText("启动");

            assertThat(word(desk, "/p/HDQD/charter.docx?lang=zh")).contains("42家经销商", "经销商名册", "XH-HDQD-");
            assertThat(paper(desk, "/p/HDQD/charter.pdf?lang=en")).contains("XH-HDQD-", "V1.0", "经销商名册", "Page");
        }
    }

    @Test
    void plansThatPeopleReallySentAreBroughtInMendedAndTakenBack() throws IOException {
        try (var desk = signedIn("王敏", chromium.desktop())) {
            var page = desk.newPage();
            bring(page, "rollout-clean.xlsx");
            page.locator("#parties button", new Page.LocatorOptions().setHasText("全部按建议")).click();
            confirm(page);
            page.locator("a", new Page.LocatorOptions().setHasText("打开工作计划")).click();
            assertThat(page.locator("tr[data-kind=task]")).hasCount(21);
            try (var book = new XSSFWorkbook(new ByteArrayInputStream(bytes(desk, "/p/HDSS/plan.xlsx")))) {
                assertThat(book.getSheetAt(0).getLastRowNum()).isGreaterThan(21);
            }

            bring(page, "rollout-messy.xlsx");
            assertThat(page.locator(".head .state.bad")).isVisible();
            assertThat(page.locator(".head button.primary")).hasCount(0);
            assertThat(page.locator("table.sheet td.is-error").first()).isVisible();
            press(page, "按建议全部改正");
            assertThat(page.locator("table.sheet td.is-error")).hasCount(0);
            confirm(page);

            bring(page, "rollout-5000.xlsx");
            page.locator(".head button.primary").click();
            assertThat(page.locator("m-progress")).isVisible();
            page.locator("a", new Page.LocatorOptions().setHasText("打开工作计划")).click(new Locator.ClickOptions().setTimeout(30_000));
            assertThat(page.locator(".head small")).containsText("项任务");
            assertThat(page.locator("tr[data-id]").first()).isVisible();

            page.navigate(url("/p/HDSS/plan/import"));
            var large = page.locator("#recent tbody tr").filter(having("rollout-5000.xlsx"));
            large.locator("summary").click();
            large.locator("form button").click();
            assertThat(page.locator("#flashes")).containsText("已撤销导入", new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
            assertThat(large).containsText("已撤销");
        }
    }

    @Test
    void aLargeFileGoesInPartsAndGoesOnWhereItsPageIsLeft() {
        try (var desk = signedIn("王敏", chromium.desktop())) {
            var page = desk.newPage();
            page.navigate(url("/p/HDSS/plan"));
            page.waitForFunction("document.body.dataset.member && performance.getEntriesByType('resource').some(each => each.name.endsWith('/js/drop.js'))");
            assertThat(uploadsAreFetched(page)).as("where no file can be chosen").isFalse();
            page.navigate(url("/p/HDSS/charter"));
            page.waitForCondition(() -> uploadsAreFetched(page));
            page.route("**/files/uploads/*?from=*", part -> part.abort());
            page.locator("#files input[type=file]").first().setInputFiles(new FilePayload("录像.bin", "application/octet-stream", new byte[3 << 20]));
            page.locator("#files form[enctype] button.button").last().click();
            assertThat(page.locator("#uploads")).containsText("录像.bin");
            page.unroute("**/files/uploads/*?from=*");

            page.navigate(url("/p/HDSS/plan"));
            page.waitForCondition(() -> uploadsAreFetched(page));
            assertThat(page.locator("#flashes")).containsText("录像.bin", new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
            page.navigate(url("/p/HDSS/charter"));
            assertThat(page.locator("#files .file-list")).containsText("录像.bin");
        }
    }

    private static boolean uploadsAreFetched(Page page) {
        return Boolean.TRUE.equals(page.evaluate("performance.getEntriesByType('resource').some(each => each.name.endsWith('/js/upload.js'))"));
    }

    private void bring(Page page, String name) {
        var file = Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent).map(folder -> folder.resolve("shared/data/plans").resolve(name)).filter(Files::isReadable).findFirst()
                .or(() -> Optional.ofNullable(System.getProperty("meridian.shared")).map(folder -> Path.of(folder, "data/plans", name)));
        assumeThat(file).as("shared/data/plans/" + name + " is not here; nothing to import").isPresent();
        page.navigate(url("/p/HDSS/plan/import"));
        page.locator("input[type=file]").setInputFiles(file.orElseThrow());
        press(page, "上传并预览");
        assertThat(page.locator("#summary")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(15_000));
    }

    private static void confirm(Page page) {
        page.locator(".head button.primary").click();
        assertThat(page.locator("m-progress")).containsText("已写入", new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
    }

    private static void decide(Page page, String duty, String button, String opinion) {
        page.locator(".duty").filter(having(duty)).locator("a.button:not(.icon)").tap();
        page.locator("[name=opinion]").fill(opinion);
        page.locator("#decision button", new Page.LocatorOptions().setHasText(button)).tap();
        assertThat(page.locator("#decision")).hasCount(0);
    }

    private static Locator gateItem(Page page, String words) {
        return page.locator("#items li").filter(having(words));
    }

    /** Presses a button and waits until the server has answered, so that the next step leaves nothing behind half done. */
    private static void press(Page page, String words) {
        page.waitForResponse(answer -> answer.request().method().equals("POST"), () -> page.locator("main button", new Page.LocatorOptions().setHasText(words)).first().click());
    }

    private static Locator.FilterOptions having(String words) {
        return new Locator.FilterOptions().setHasText(words);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static String labelled(Page page, String select, String words) {
        return page.locator(select + " option").filter(having(words)).first().getAttribute("value");
    }

    private byte[] bytes(BrowserContext desk, String path) {
        var answer = desk.request().get(url(path));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private String word(BrowserContext desk, String path) throws IOException {
        var text = new StringBuilder();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes(desk, path)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".xml")) text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private String paper(BrowserContext desk, String path) throws IOException {
        try (var document = Loader.loadPDF(bytes(desk, path))) {
            return new PDFTextStripper().getText(document);
        }
    }

    private BrowserContext signedIn(String name, BrowserContext context) {
        context.setDefaultTimeout(30_000);
        context.addCookies(List.of(new Cookie("meridian_session", world.session(name)).setUrl("http://localhost:" + port)));
        return context;
    }

    private String url(String path) {
        return "http://localhost:" + port + world.url(path);
    }
}
