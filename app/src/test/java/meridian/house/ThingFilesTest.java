package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Meetings, disputes and requests take files from whoever works in the project, as long as they are open. */
class ThingFilesTest extends MeridianTest {
    @Autowired
    ApplicationContext beans;

    @Test
    void whoeverWorksInTheProjectBringsAFileAndEverybodyInItReadsIt() {
        var scene = new Scene(beans, worlds.world());
        var world = scene.world;
        var brings = world.signedIn("陈浩", port);
        for (var at : places(scene, "meeting", "dispute", "request")) {
            var subject = brings.get(at).page().select("#files [name=subject]").val();
            assertThat(bring(brings, at, subject, "合同.txt", "甲方").location()).as(at).isEqualTo(at + "#files");
            var link = world.signedIn("林峰", port).get(at).page().select("#files a.link");
            assertThat(link.eachText()).as(at).containsExactly("合同.txt");
            assertThat(world.signedIn("林峰", port).get(link.attr("href")).status()).as(at).isEqualTo(200);

            assertThat(bring(world.signedIn("审计员", port), at, subject, "合同.txt", "甲方").status()).as("who only looks on: " + at).isEqualTo(403);
            assertThat(world.signedIn("审计员", port).get(at).page().select("#files form")).as(at).isEmpty();
            for (var stranger : List.of(world.signedIn("外人", port), world.signedIn("管理员", port))) {
                assertThat(bring(stranger, at, subject, "合同.txt", "甲方").status()).as(at).isEqualTo(404);
                assertThat(stranger.get(link.attr("href")).status()).as(at).isEqualTo(404);
            }
            assertThat(bring(brings, at, subject, "leer.txt", "").page().select("#attach").text()).as(at).contains("leer.txt是空文件");

            var removal = brings.get(at).page().select("#files form[action$=/removal]").attr("action");
            assertThat(world.signedIn("林峰", port).post(removal).status()).as("what others brought stays: " + at).isEqualTo(403);
            assertThat(world.signedIn("王敏", port).post(removal).status()).as(at).isEqualTo(303);
            assertThat(brings.get(at).page().select("#files a.link")).as(at).isEmpty();
        }
    }

    @Test
    void whatIsOverTakesNoMoreFilesAndKeepsThoseItHas() {
        var scene = new Scene(beans, worlds.world());
        var world = scene.world;
        var brings = world.signedIn("陈浩", port);
        for (var over : Map.of("meeting", "/cancellation", "dispute", "/withdrawal").entrySet()) {
            var at = places(scene, over.getKey()).getFirst();
            var subject = brings.get(at).page().select("#files [name=subject]").val();
            bring(brings, at, subject, "合同.txt", "甲方");
            var form = brings.get(at).page().select("form[action$=" + over.getValue() + "]");
            assertThat(brings.post(at + over.getValue(), "reason", "不需要了", "version", form.select("[name=version]").val()).status()).as(at).isEqualTo(303);
            assertThat(bring(brings, at, subject, "补充.txt", "乙方").status()).as(at).isEqualTo(403);
            assertThat(brings.get(at).page().select("#files form")).as(at).isEmpty();
            assertThat(brings.get(at).page().select("#files a.link").eachText()).as(at).containsExactly("合同.txt");
        }
    }

    private static List<String> places(Scene scene, String... things) {
        var names = Map.of("meeting", "/meetings/", "dispute", "/disputes/", "request", "/requests/");
        return List.of(things).stream().map(thing -> scene.world.here(names.get(thing) + scene.thing(thing))).toList();
    }

    private static Browser.Seen bring(Browser who, String at, String subject, String name, String content) {
        return who.upload("/w/" + at.split("/")[2] + "/files?_form=attach&_from=" + at, "file", name, content.getBytes(StandardCharsets.UTF_8), "subject", subject);
    }
}
