package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.junit.jupiter.api.Test;

class RulesTest extends MeridianTest {
    @Test
    void rulesAreADraftUntilPublishedAndAgainAfterAChange() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        assertThat(chief.post(world.here("/rules/publication"), "_from", world.here("/rules"), "version", "0").status()).isEqualTo(422);
        assertThat(chief.post(world.here("/rules"), form(world, "0", "所有任务在 Meridian 更新。\n<b>不用私聊</b>派活。", "{project}-{document}-v{n}")).status()).isEqualTo(303);
        assertThat(chief.post(world.here("/rules"), form(world, "0", "旧的", "{document}")).status()).isEqualTo(409);
        assertThat(chief.post(world.here("/rules/publication"), "version", "1").status()).isEqualTo(303);
        assertThat(chief.get(world.here("/rules/paper?lang=zh")).page().select("article").text()).contains("-TR-001", "V1.0", "首次发布");
        var page = world.signedIn("周颖", port).get(world.here("/rules")).page();
        assertThat(page.text()).contains("已生效").contains("王敏").contains("<b>不用私聊</b>派活。");
        assertThat(page.select("#example").text()).isEqualTo("新品区域上市-项目周报-v1.docx");
        assertThat(chief.post(world.here("/rules"), form(world, "2", "1. 改过\n2、3.5天内答复", "{document}")).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/rules")).page().select(".head .state").text()).isEqualTo("草稿");
        var paper = chief.get(world.here("/rules/paper")).page();
        assertThat(paper.select("article").text()).contains("V1.1");
        assertThat(paper.select("article ol li").eachText()).as("counted once").containsExactly("改过", "3.5天内答复");
    }

    @Test
    void onlyTheChiefCoordinatorWritesThem() {
        var world = worlds.world();
        assertThat(world.signedIn("外人", port).get(world.here("/rules")).status()).isEqualTo(404);
        for (var name : new String[] {"周颖", "陈浩", "赵总"}) {
            assertThat(world.signedIn(name, port).post(world.here("/rules"), form(world, "0", "不行", "{document}")).status()).isEqualTo(403);
            assertThat(world.signedIn(name, port).post(world.here("/rules/publication"), "version", "0").status()).isEqualTo(403);
        }
    }

    @Test
    void aPatternThatNamesNothingIsRefusedAndSoIsTooMuchText() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var seen = chief.post(world.here("/rules"), form(world, "0", "长".repeat(8001), "{author}-{document}"));
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("#rules [aria-invalid=true]").eachAttr("name")).containsExactly("rules", "naming_pattern");
        assertThat(seen.page().select("#rules [name=naming_pattern]").val()).isEqualTo("{author}-{document}");
    }

    @Test
    void theExampleFollowsWhatIsTyped() {
        var world = worlds.world();
        var lead = world.signedIn("陈浩", port);
        assertThat(lead.get(world.here("/rules/example?naming_pattern=%7Bregion%7D_%7Bdocument%7D")).body().strip()).isEqualTo("华东_项目周报.docx");
        assertThat(lead.get(world.here("/rules/example?naming_pattern=%7Bx%7D")).body()).contains("{document}");
    }

    private static String[] form(World world, String version, String rules, String pattern) {
        return new String[] {"_form", "rules", "_from", world.here("/rules/edit"), "version", version, "management_tool", "Meridian", "messaging_tool", "企业微信", "documents_tool", "语雀",
            "rules", rules, "naming_pattern", pattern, "minutes_template", "议题\n决议"};
    }
}
