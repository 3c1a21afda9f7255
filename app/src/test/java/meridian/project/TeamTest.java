package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TeamTest extends MeridianTest {
    @Autowired
    Teams teams;

    @Test
    void everybodyInTheProjectSeesTheTeamAndNobodyElse() {
        var world = worlds.world();
        var seen = world.signedIn("周颖", port).get(world.here("/team"));
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.page().select("#chart .org-box.chief").text()).contains("王敏");
        assertThat(seen.page().select("#chart .org-unit")).hasSize(7);
        assertThat(seen.page().select("#seats tbody tr")).hasSize(9);
        assertThat(seen.page().select("form[action*=/removal]")).isEmpty();
        assertThat(world.signedIn("外人", port).get(world.here("/team")).status()).isEqualTo(404);
        assertThat(world.signedIn("Tan Wei", port).get(world.here("/team")).page().text()).contains("Organisation chart").contains("has no lead");
    }

    @Test
    void theChiefCoordinatorFillsAVacantLeadAndTheFaultIsGone() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        assertThat(chief.get(world.here("/team")).page().select("#faults").text()).contains("市场部").contains("供应链").doesNotContain("财务部");
        var id = UUID.randomUUID().toString();
        for (int twice = 0; twice < 2; twice++) {
            assertThat(give(world, chief, id, "林峰", "lead", "市场部", "<script>alert(1)</script>").status()).isEqualTo(303);
        }
        var page = chief.get(world.here("/team")).page();
        assertThat(page.select("#faults").text()).doesNotContain("市场部");
        assertThat(page.select("#seat-" + id)).hasSize(1);
        assertThat(page.select("#seat-" + id).text()).contains("<script>alert(1)</script>");
        assertThat(page.select("#seat-" + id + " script")).isEmpty();
        assertThat(give(world, chief, UUID.randomUUID().toString(), "林峰", "lead", "市场部", "").status()).isEqualTo(422);
    }

    @Test
    void whoMayGiveWhichRole() {
        var world = worlds.world();
        assertThat(give(world, world.signedIn("外人", port), UUID.randomUUID().toString(), "林峰", "executor", "华南", "").status()).isEqualTo(404);
        assertThat(give(world, world.signedIn("周颖", port), UUID.randomUUID().toString(), "刘洋", "executor", "华南", "").status()).isEqualTo(403);
        assertThat(give(world, world.signedIn("李婷", port), UUID.randomUUID().toString(), "刘洋", "executor", "华南", "").status()).isEqualTo(403);
        assertThat(give(world, world.signedIn("陈浩", port), UUID.randomUUID().toString(), "刘洋", "lead", "华南", "").status()).isEqualTo(403);
        assertThat(give(world, world.signedIn("陈浩", port), UUID.randomUUID().toString(), "刘洋", "executor", "华南", "").status()).isEqualTo(303);
        assertThat(world.signedIn("周颖", port).get(world.here("/team/new")).status()).isEqualTo(403);
    }

    @Test
    void aRoleThatMakesNoSenseIsRefusedBesideItsField() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var second = give(world, chief, UUID.randomUUID().toString(), "李婷", "chief_coordinator", null, "");
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.page().select("#seat [aria-invalid=true]").eachAttr("name")).containsExactly("role");
        // Without a party it is of her own, which she leads already.
        assertThat(give(world, chief, UUID.randomUUID().toString(), "李婷", "lead", null, "").page().select("#seat [aria-invalid=true]").eachAttr("name")).containsExactly("member");
        var tooLong = give(world, chief, UUID.randomUUID().toString(), "李婷", "reviewer", null, "长".repeat(2001));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.page().select("#seat textarea[name=duties]").text()).hasSize(2001);
    }

    @Test
    void twoWhoEditTheSameSeatAreToldApart() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var seat = seat(world, "陈浩");
        String[] form = {"_form", "seat", "_from", world.here("/team/" + seat.id()), "version", "0", "duties", "华南推进", "contact", "分机 812", "deputy", world.person("周颖").member().toString()};
        assertThat(chief.post(world.here("/team/" + seat.id()), form).status()).isEqualTo(303);
        assertThat(chief.post(world.here("/team/" + seat.id()), form).status()).isEqualTo(409);
        assertThat(chief.get(world.here("/team")).page().select("#seat-" + seat.id()).text()).contains("华南推进").contains("周颖");
        assertThat(world.signedIn("李婷", port).post(world.here("/team/" + seat.id()), form).status()).isEqualTo(403);
        assertThat(world.signedIn("林峰", port).post(world.here("/team/" + seat.id()), form).status()).isEqualTo(403);
    }

    @Test
    void theChiefCoordinatorsRoleIsHandedOverInOneStepAndNeverLost() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var seat = seat(world, "王敏");
        assertThat(chief.post(world.here("/team/" + seat.id() + "/removal"), "version", "0").status()).isEqualTo(422);
        String[] form = {"_form", "chief", "_from", world.here("/team/chief"), "chief", world.person("王敏").member().toString(), "to", world.person("李婷").member().toString(), "stays_as", "business_coordinator"};
        assertThat(world.signedIn("李婷", port).post(world.here("/team/chief"), form).status()).isEqualTo(403);
        assertThat(chief.post(world.here("/team/chief"), form).status()).isEqualTo(303);
        assertThat(world.signedIn("赵总", port).post(world.here("/team/chief"), form).status()).isEqualTo(409);
        var page = chief.get(world.here("/team")).page();
        assertThat(page.select("#chart .org-box.chief").text()).contains("李婷").doesNotContain("王敏");
        assertThat(page.select("#chart .org-staff").text()).contains("王敏");
        assertThat(chief.post(world.here("/team/chief"), form).status()).isEqualTo(403);
    }

    @Test
    void partiesComeGoAndChangePlaces() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var south = world.parties.get("华南");
        var removal = world.here("/team/parties/" + south + "/removal");
        assertThat(chief.post(world.here("/team/parties/" + south + "/up"), "version", "0").status()).isEqualTo(303);
        assertThat(chief.get(world.here("/team")).page().select("#parties .list li b").first().text()).isEqualTo("华南");
        assertThat(chief.post(removal, "_form", "remove-" + south, "_from", world.here("/team"), "version", "1", "reason", "").status()).isEqualTo(422);
        assertThat(world.signedIn("陈浩", port).post(removal, "version", "1", "reason", "不做了").status()).isEqualTo(403);
        assertThat(chief.post(removal, "version", "0", "reason", "范围调整").status()).isEqualTo(409);
        assertThat(chief.post(removal, "version", "1", "reason", "范围调整").status()).isEqualTo(303);
        assertThat(world.signedIn("陈浩", port).get(world.here("/team")).status()).isEqualTo(404);
        assertThat(chief.get(world.here("/team")).page().select("#chart .org-unit")).hasSize(6);
        assertThat(chief.post(world.here("/team/parties"), "party", "region:" + world.regions.get("华南")).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/team")).page().select("#parties .list li b").last().text()).isEqualTo("华南");
        assertThat(chief.post(world.here("/team/parties"), "_form", "party", "_from", world.here("/team"), "party", "region:" + world.regions.get("华南")).status()).isEqualTo(422);
    }

    private Browser.Seen give(World world, Browser browser, String id, String person, String role, String party, String duties) {
        return browser.post(world.here("/team"), "_form", "seat", "_from", world.here("/team/new"), "id", id, "member", world.person(person).member().toString(), "role", role,
                "party", party == null ? "" : world.parties.get(party).toString(), "duties", duties, "contact", "", "deputy", "");
    }

    private Team.Seat seat(World world, String name) {
        return in(world.workspace, () -> teams.of(world.project)).seats().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
