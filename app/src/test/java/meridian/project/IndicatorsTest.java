package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.UUID;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.junit.jupiter.api.Test;

class IndicatorsTest extends MeridianTest {
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
        future[11] = LocalDate.now().plusDays(3).toString();
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
            "value", value, "on", LocalDate.now().minusDays(1).toString(), "evidence", "<img src=x onerror=alert(1)>"};
    }
}
