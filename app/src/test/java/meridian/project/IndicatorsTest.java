package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndicatorsTest extends MeridianTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    @BeforeEach
    void aDayBeforeTheyAreDue() {
        clock.set(TODAY.atTime(2, 0).toInstant(ZoneOffset.UTC));
    }

    @Test
    void leadsEnterTheirOwnPartysValuesAndTheBoardShowsTheTotal() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var id = add(world, "有效问卷", "500");
        assertThat(chief.get(world.here("/indicators")).page().select("tbody").text()).contains("有效问卷").contains("未测量");
        var south = world.signedIn("陈浩", port);
        assertThat(south.post(world.here("/indicators/" + id + "/measurements"), value(world, id, "华南", "150")).status()).isEqualTo(303);
        assertThat(south.post(world.here("/indicators/" + id + "/measurements"), value(world, id, "华东", "150")).status()).isEqualTo(403);
        assertThat(south.post(world.here("/indicators/" + id + "/measurements"), value(world, id, null, "150")).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).post(world.here("/indicators/" + id + "/measurements"), value(world, id, "华南", "1")).status()).isEqualTo(404);
        assertThat(world.signedIn("赵总", port).post(world.here("/indicators/" + id + "/measurements"), value(world, id, "华南", "1")).status()).isEqualTo(403);
        assertThat(world.signedIn("Tan Wei", port).post(world.here("/indicators/" + id + "/measurements"), value(world, id, "新加坡", "100")).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/indicators/" + id)).page().select(".stats").text()).contains("250").contains("50%");
        assertThat(chief.get(world.here("/indicators/" + id)).page().select("svg[role=img]").attr("aria-label")).contains("有效问卷").contains("250");
        assertThat(chief.get(world.here("/board")).page().select("#indicators").text()).contains("有效问卷").contains("250");
        assertThat(world.signedIn("Johanna Maier", port).get(world.here("/indicators/" + id)).page().text()).contains("Enter a value");
    }

    @Test
    void eachPartysValuesAreDrawnWithItsTargetAndSaidInWords() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var id = add(world, "有效问卷", "500");
        chief.post(world.here("/indicators/" + id + "/measurements"), value(world, id, "华南", "150"));
        chief.post(world.here("/indicators/" + id + "/measurements"), value(world, id, "新加坡", "40"));
        chief.post(world.here("/indicators/" + id + "/targets"), "version", "0", "target_" + world.parties.get("华南"), "200", "weight_" + world.parties.get("华南"), "1");
        var page = chief.get(world.here("/indicators/" + id)).page();
        assertThat(page.select(".indicator-parties > li")).hasSize(2);
        var south = page.select(".indicator-parties > li:contains(华南)");
        assertThat(south.select("svg").attr("aria-label")).contains("华南", "150", "目标值200");
        assertThat(south.select(".target")).hasSize(1);
        assertThat(south.text()).contains("≥ 200").contains("进行中");
        assertThat(page.select(".indicator-parties > li:contains(新加坡) .target")).as("it only contributes").isEmpty();
        assertThat(page.select(".indicator-chart table th").eachText()).contains("华南", "新加坡");
    }

    @Test
    void aValueCarriesItsEvidenceAsFiles() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var id = add(world, "有效问卷", "500");
        var lead = world.signedIn("陈浩", port);
        lead.post(world.here("/indicators/" + id + "/measurements"), value(world, id, "华南", "150"));
        var at = lead.get(world.here("/indicators/" + id)).page().select("#measurements a[href*=/measurements/]").attr("href");
        var subject = lead.get(at).page().select("#files [name=subject]").val();
        assertThat(subject).startsWith("measurement:");
        assertThat(bring(world, "陈浩", at, subject)).isEqualTo(303);
        assertThat(chief.get(at).page().select("#files a.link").eachText()).containsExactly("问卷汇总.txt");
        assertThat(chief.get(world.here("/indicators/" + id)).page().select("#measurements").text()).contains("问卷汇总.txt");
        assertThat(bring(world, "外人", at, subject)).isEqualTo(404);
        assertThat(bring(world, "审计员", at, subject)).isEqualTo(403);
        assertThat(chief.get(world.url("/search?q=问卷汇总")).page().select("main").text()).contains("问卷汇总.txt");

        var version = chief.get(world.here("/indicators/" + id)).page().select("form[action$=/deletion] [name=version]").val();
        chief.post(world.here("/indicators/" + id + "/deletion"), "version", version);
        assertThat(chief.get(at).status()).as("with its indicator in the trash").isEqualTo(404);
        assertThat(chief.get(world.url("/search?q=问卷汇总")).page().select("main").text()).doesNotContain("问卷汇总.txt");
        chief.post(world.here("/indicators/" + id + "/restoration"));
        assertThat(chief.get(at).page().select("#files a.link")).hasSize(1);
        assertThat(chief.get(world.url("/search?q=问卷汇总")).page().select("main").text()).contains("问卷汇总.txt");

        var file = chief.get(at).page().select("#files a.link").attr("href");
        assertThat(lead.post(at + "/withdrawal").status()).isEqualTo(303);
        assertThat(chief.get(file).status()).as("gone with the value").isEqualTo(404);
    }

    private int bring(World world, String who, String at, String subject) {
        return world.signedIn(who, port).upload(world.url("/files?_form=attach&_from=" + at), "file", "问卷汇总.txt", "共150份".getBytes(java.nio.charset.StandardCharsets.UTF_8), "subject", subject).status();
    }

    @Test
    void onlyTheChiefCoordinatorSaysWhatIsMeasured() {
        var world = worlds.world();
        String[] form = form(world, UUID.randomUUID().toString(), "覆盖率", "80");
        assertThat(world.signedIn("外人", port).post(world.here("/indicators"), form).status()).isEqualTo(404);
        assertThat(world.signedIn("周颖", port).post(world.here("/indicators"), form).status()).isEqualTo(403);
        assertThat(world.signedIn("陈浩", port).post(world.here("/indicators"), form).status()).isEqualTo(403);
        var chief = world.signedIn("王敏", port);
        assertThat(chief.post(world.here("/indicators"), form).status()).isEqualTo(303);
        assertThat(chief.post(world.here("/indicators"), form).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/indicators")).page().select("tbody tr")).hasSize(1);
    }

    @Test
    void anIndicatorThatMakesNoSenseIsRefusedBesideItsFields() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var seen = chief.post(world.here("/indicators"), form(world, UUID.randomUUID().toString(), "长".repeat(121), "80"));
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("#indicator [aria-invalid=true]").eachAttr("name")).containsExactly("name");
        assertThat(chief.post(world.here("/indicators"), form(world, UUID.randomUUID().toString(), "甲", "八十")).page().select("#indicator [aria-invalid=true]").eachAttr("name")).containsExactly("target");
        var id = add(world, "覆盖率", "80");
        var future = value(world, id, "华南", "1");
        future[11] = TODAY.plusDays(3).toString();
        var late = chief.post(world.here("/indicators/" + id + "/measurements"), future);
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.page().select("#measure [aria-invalid=true]").eachAttr("name")).containsExactly("on");
    }

    @Test
    void theTargetIsSharedOutAndTheSecondEditorIsTold() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var id = add(world, "有效问卷", "500");
        var south = world.parties.get("华南");
        String[] form = {"_form", "targets", "_from", world.here("/indicators/" + id), "version", "0", "target_" + south, "200", "weight_" + south, "2"};
        assertThat(world.signedIn("陈浩", port).post(world.here("/indicators/" + id + "/targets"), form).status()).isEqualTo(403);
        assertThat(chief.post(world.here("/indicators/" + id + "/targets"), form).status()).isEqualTo(303);
        assertThat(chief.post(world.here("/indicators/" + id + "/targets"), form).status()).isEqualTo(409);
        assertThat(chief.get(world.here("/indicators/" + id)).page().select("#parties").text()).contains("200");
        form[5] = "1";
        form[9] = "0";
        var seen = chief.post(world.here("/indicators/" + id + "/targets"), form);
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("#targets [aria-invalid=true]").eachAttr("name")).containsExactly("weight_" + south);
    }

    @Test
    void whoeverEnteredAValueCanWithdrawIt() {
        var world = worlds.world();
        var id = add(world, "有效问卷", "500");
        var form = value(world, id, "华南", "150");
        var south = world.signedIn("周颖", port);
        assertThat(south.post(world.here("/indicators/" + id + "/measurements"), form).status()).isEqualTo(303);
        var withdrawal = world.here("/indicators/" + id + "/measurements/" + form[5] + "/withdrawal");
        assertThat(world.signedIn("陈浩", port).post(withdrawal).status()).isEqualTo(403);
        assertThat(south.post(withdrawal).status()).isEqualTo(303);
        assertThat(south.post(withdrawal).status()).isEqualTo(404);
    }

    private String add(World world, String name, String target) {
        var id = UUID.randomUUID().toString();
        assertThat(world.signedIn("王敏", port).post(world.here("/indicators"), form(world, id, name, target)).status()).isEqualTo(303);
        return id;
    }

    private static String[] form(World world, String id, String name, String target) {
        return new String[] {"_form", "indicator", "_from", world.here("/indicators/new"), "id", id, "name", name, "unit", "份", "comparator", "at_least", "target", target, "rollup", "sum", "due_on", "2027-01-08"};
    }

    private static String[] value(World world, String id, String party, String value) {
        return new String[] {"_form", "measure", "_from", world.here("/indicators/" + id), "id", UUID.randomUUID().toString(), "party", party == null ? "" : world.parties.get(party).toString(),
            "value", value, "on", TODAY.minusDays(1).toString(), "evidence", "<img src=x onerror=alert(1)>"};
    }
}
