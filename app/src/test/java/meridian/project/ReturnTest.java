package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import meridian.document.DocxTemplateTest;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import org.junit.jupiter.api.Test;

/** Word there and back: an edited copy becomes differences, each accepted or not. */
class ReturnTest extends MeridianTest {
    @Test
    void anEditedCharterComesBackAsDifferencesAndOnlyWhatIsTickedIsWritten() throws IOException {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        addDeliverable(world, chief, "铺货清单", "覆盖率不低于80%");
        addDeliverable(world, chief, "培训手册", "每店一份");
        rewrite(world, chief, "原背景", "原目标");
        var file = chief.get(world.here("/charter.docx?lang=zh")).response().body();
        look("charter-out.docx", file);

        var edited = edited(file, xml -> xml.replace("原目标", "覆盖率提高到85%").replace("原背景", "背景改了").replace("1. 覆盖率不低于80%", "1. 覆盖率不低于85%"), true);
        assertThat(rewrite(world, chief, "别人改过的背景", "原目标")).isEqualTo(303);
        var at = bring(world, chief, edited);
        var page = chief.get(at).page();
        assertThat(page.select("#differences tbody tr")).hasSize(5);
        assertThat(page.selectFirst("tr.is-conflict").wholeText()).contains("别人改过的背景", "背景改了");
        assertThat(page.select("tr.is-conflict input[checked]")).as("what both changed is not ticked").isEmpty();
        assertThat(came(page)).contains("覆盖率提高到85%", "1. 覆盖率不低于85%");
        assertThat(page.select(".state.bad").text()).contains("删除");

        assertThat(world.signedIn("陈浩", port).get(at).status()).isEqualTo(403);
        var keys = page.select("input[name=taken][checked]").eachAttr("value");
        assertThat(keys).hasSize(4);
        var seen = page.select("input[name=seen]").val();
        rewrite(world, chief, "又改了一次", "原目标");
        assertThat(accept(chief, at, seen, keys).status()).as("something changed meanwhile").isEqualTo(409);
        seen = chief.get(at).page().select("input[name=seen]").val();
        assertThat(accept(chief, at, seen, List.of()).status()).isEqualTo(422);
        assertThat(accept(chief, at, seen, keys).status()).isEqualTo(303);
        var charter = chief.get(world.here("/charter")).page().text();
        assertThat(charter).contains("覆盖率提高到85%", "又改了一次", "覆盖率不低于85%", "新交付物").doesNotContain("原目标", "背景改了", "培训手册");
        assertThat(accept(chief, at, chief.get(at).page().select("input[name=seen]").val(), keys).status()).as("settled").isEqualTo(422);
        assertThat(chief.get(world.here("/activity")).body()).contains("采纳了带回的Word文件");
    }

    /** With “track changes” on, as they send it round: nothing is accepted yet. */
    @Test
    void whatIsTrackedCountsAsItWillReadAndWhatWasMovedIsNoDifference() throws IOException {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        for (var name : List.of("铺货清单", "培训手册", "门店验收单")) addDeliverable(world, chief, name, name + "齐全");
        rewrite(world, chief, "原背景", "原目标");
        var file = chief.get(world.here("/charter.docx?lang=zh")).response().body();
        var xml = document(file);
        int at = xml.indexOf("培训手册");
        var gone = xml.substring(xml.lastIndexOf("<w:tr>", at), xml.indexOf("</w:tr>", at) + 7);
        at = xml.indexOf("门店验收单");
        var moved = xml.substring(xml.lastIndexOf("<w:tr>", at), xml.indexOf("</w:tr>", at) + 7);
        var first = xml.substring(0, xml.lastIndexOf("<w:tr>", xml.indexOf("铺货清单"))).length();
        var above = moved.replaceAll("<w:bookmark(Start|End)[^>]*/>", "");
        var brandNew = above.replace("门店验收单", "巡店记录");
        var tracked = xml.substring(0, first) + inserted(brandNew) + inserted(above) + xml.substring(first);
        tracked = tracked.replace(gone, deleted(gone)).replace(moved, deleted(moved))
                .replace("原目标</w:t></w:r>", "原</w:t></w:r><w:del w:id=\"9\" w:author=\"a\"><w:r><w:delText>目标</w:delText></w:r></w:del><w:ins w:id=\"8\" w:author=\"a\"><w:r><w:t>值不低于85%</w:t></w:r></w:ins>");
        var page = chief.get(bring(world, chief, with(file, tracked))).page();
        assertThat(page.select("#differences tbody tr")).as("the moved row is none").hasSize(3);
        assertThat(came(page)).anyMatch("原值不低于85%"::equals).anyMatch(text -> text.startsWith("交付物：巡店记录\n"));
        assertThat(page.select("tr:has(.state.bad)").text()).contains("培训手册").doesNotContain("门店验收单");
    }

    private static String deleted(String row) {
        return row.replace("<w:trPr>", "<w:trPr><w:del w:id=\"7\" w:author=\"a\"/>").replaceAll("<w:r>(.*?)</w:r>", "<w:del w:id=\"6\" w:author=\"a\"><w:r>$1</w:r></w:del>").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>");
    }

    private static String inserted(String row) {
        return row.replace("<w:trPr>", "<w:trPr><w:ins w:id=\"5\" w:author=\"a\"/>").replaceAll("<w:r>(.*?)</w:r>", "<w:ins w:id=\"4\" w:author=\"a\"><w:r>$1</w:r></w:ins>");
    }

    @Test
    void lettersAndDutiesOfTheTeamComeBackFromTheTable() throws IOException {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        addDeliverable(world, chief, "铺货清单", "");
        var file = chief.get(world.here("/team/table.docx?lang=zh")).response().body();
        look("responsibility.docx", file);
        var xml = document(file);
        int dash = xml.indexOf(">–<", xml.indexOf("铺货清单"));
        var wrong = bring(world, chief, with(file, xml.substring(0, dash) + ">X<" + xml.substring(dash + 3)));
        var page = chief.get(wrong).page();
        var refused = accept(chief, wrong, page.select("input[name=seen]").val(), page.select("input[name=taken]").eachAttr("value"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("不是R、A、C、I之一：X");
        var at = bring(world, chief, with(file, xml.substring(0, dash) + ">ａ<" + xml.substring(dash + 3)));
        page = chief.get(at).page();
        assertThat(page.select("#differences tbody tr")).hasSize(1);
        assertThat(accept(chief, at, page.select("input[name=seen]").val(), page.select("input[name=taken]").eachAttr("value")).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/team/responsibilities")).page().select("option[selected][value=A]")).hasSize(1);
    }

    @Test
    void minutesComeBackRowByRowUntilTheyAreIssued() throws IOException {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var called = chief.post(world.here("/meetings"), "id", UUID.randomUUID().toString(), "kind", "weekly", "title", "周例会", "mode", "online", "minutes", "60", "region", world.regions.get("华东").toString(),
                "starts", LocalDateTime.now(ZoneId.of("Asia/Shanghai")).minusMinutes(3).withSecond(0).withNano(0).toString(), "people", world.person("陈浩").member().toString());
        assertThat(called.status()).isEqualTo(303);
        var at = called.location() + "/minutes";
        assertThat(chief.post(at).status()).isEqualTo(303);
        var row = UUID.randomUUID().toString();
        assertThat(chief.post(at + "/rows", "section", "decisions", "id", row).status()).isEqualTo(200);
        assertThat(chief.post(at + "/rows/" + row, "version", "0", "content", "按期铺货").status()).isEqualTo(200);
        var file = chief.get(at + "/minutes.docx?lang=zh").response().body();
        look("minutes.docx", file);
        var xml = document(file);
        int said = xml.indexOf("按期铺货"), from = xml.lastIndexOf("<w:p>", said), to = xml.indexOf("</w:p>", said) + 6;
        var item = xml.substring(from, to);
        var struck = item.replace("<w:pPr>", "<w:pPr><w:rPr><w:del w:id=\"7\" w:author=\"a\"/></w:rPr>").replaceAll("<w:r>(.*?)</w:r>", "<w:del w:id=\"6\" w:author=\"a\"><w:r><w:delText>按期铺货</w:delText></w:r></w:del>");
        assertThat(chief.get(bring(world, chief, with(file, xml.substring(0, from) + struck + xml.substring(to)))).page().select("#differences .state.bad")).as("struck out while changes are tracked").hasSize(1);
        var returned = bring(world, chief, with(file, xml.substring(0, from) + item.replace("按期铺货", "12月1日前完成铺货") + item.replaceAll("<w:bookmark(Start|End)[^>]*/>", "").replace("按期铺货", "每周三复盘") + xml.substring(to)));
        var page = chief.get(returned).page();
        assertThat(came(page)).containsExactly("12月1日前完成铺货", "每周三复盘");
        assertThat(accept(chief, returned, page.select("input[name=seen]").val(), page.select("input[name=taken]").eachAttr("value")).status()).isEqualTo(303);
        assertThat(chief.get(at).body()).contains("12月1日前完成铺货", "每周三复盘").doesNotContain("按期铺货");
    }

    @Test
    void aFileOfAnotherProjectTooOldOrWithoutMarksIsRefused() throws IOException {
        var world = worlds.world();
        var other = worlds.world();
        var chief = world.signedIn("王敏", port);
        var file = chief.get(world.here("/charter.docx")).response().body();
        var theirs = other.signedIn("王敏", port).get(other.here("/charter.docx")).response().body();
        assertThat(refusal(world, chief, theirs)).as("another workspace’s").contains("找不到这份文件的导出记录");
        assertThat(refusal(world, chief, edited(file, xml -> xml.replaceAll("<w:bookmark(Start|End)[^>]*/>", ""), false))).contains("没有导出标记");
        assertThat(refusal(world, chief, edited(file, xml -> xml.replaceAll("mdn_", "x_"), false))).contains("标记都已丢失");
        assertThat(refusal(world, chief, "PK".getBytes(StandardCharsets.UTF_8))).contains("这不是Word文档");
        assertThat(world.signedIn("陈浩", port).upload(world.here("/returned"), "file", "a.docx", file, "_form", "bring", "_from", world.here("/returned"), "id", UUID.randomUUID().toString()).status()).as("who may not edit it").isEqualTo(403);
        clock.forward(Duration.ofDays(91));
        assertThat(refusal(world, world.signedIn("王敏", port), file)).contains("已超过90天");
    }

    private String refusal(meridian.world.Worlds.World world, Browser who, byte[] file) {
        var at = world.here("/returned");
        var seen = who.upload(at, "file", "a.docx", file, "_form", "bring", "_from", at, "id", UUID.randomUUID().toString());
        assertThat(seen.status()).isEqualTo(422);
        return seen.page().select("#bring-file-error").text();
    }

    private String bring(meridian.world.Worlds.World world, Browser who, byte[] file) {
        var at = world.here("/returned");
        var seen = who.upload(at, "file", "说明书-改.docx", file, "_form", "bring", "_from", at, "id", UUID.randomUUID().toString());
        assertThat(seen.status()).isEqualTo(303);
        return seen.location();
    }

    private static Browser.Seen accept(Browser who, String at, String seen, List<String> keys) {
        var form = new ArrayList<>(List.of("_form", "take", "_from", at, "seen", seen));
        keys.forEach(key -> form.addAll(List.of("taken", key)));
        return who.post(at + "/acceptance", form.toArray(String[]::new));
    }

    // jsoup takes an insertion for a block.
    private static List<String> came(org.jsoup.nodes.Document page) {
        return page.select("#differences .came").stream().map(org.jsoup.nodes.Element::wholeText).toList();
    }

    private static void addDeliverable(meridian.world.Worlds.World world, Browser chief, String name, String criteria) {
        assertThat(chief.post(world.here("/charter/deliverables"), "id", UUID.randomUUID().toString(), "name", name, "description", "", "due_on", "", "criteria", criteria).status()).isEqualTo(303);
    }

    private static int rewrite(meridian.world.Worlds.World world, Browser chief, String background, String goal) {
        var version = chief.get(world.here("/charter/edit")).page().select("input[name=version]").val();
        return chief.post(world.here("/charter"), "version", version, "background", background, "goal", goal, "constraints", "").status();
    }

    private static String document(byte[] file) throws IOException {
        return new String(DocxTemplateTest.parts(file).get("word/document.xml"), StandardCharsets.UTF_8);
    }

    private static byte[] with(byte[] file, String document) throws IOException {
        var parts = DocxTemplateTest.parts(file);
        parts.put("word/document.xml", document.getBytes(StandardCharsets.UTF_8));
        return DocxTemplateTest.zip(parts);
    }

    // As somebody edits in Word: texts changed, with rows: the last deliverable turned into a new row without marks.
    private static byte[] edited(byte[] file, UnaryOperator<String> edit, boolean rows) throws IOException {
        var xml = edit.apply(document(file));
        if (rows) {
            int at = xml.indexOf("培训手册");
            int from = xml.lastIndexOf("<w:tr>", at), to = xml.indexOf("</w:tr>", at) + 7;
            xml = xml.substring(0, from) + xml.substring(from, to).replaceAll("<w:bookmark(Start|End)[^>]*/>", "").replace("培训手册", "新交付物").replace("每店一份", "标准一") + xml.substring(to);
        }
        return with(file, xml);
    }

    private static void look(String name, byte[] file) throws IOException {
        var folder = System.getenv("MERIDIAN_LOOK");
        if (folder != null) Files.write(Files.createDirectories(Path.of(folder)).resolve(name), file);
    }
}
