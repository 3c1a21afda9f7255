package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static db.project.Tables.SCOPE_ITEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import meridian.identity.Departments;
import meridian.identity.Regions;
import meridian.tenancy.Refused;
import meridian.tenancy.ScopeItemId;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class TeamTest extends MeridianTest {
    @Autowired
    Teams teams;

    @Autowired
    Gates gates;

    @Autowired
    Regions regions;

    @Autowired
    Departments departments;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

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
    void aPartyIsCalledAsItsRegionOrDepartment() {
        var world = worlds.world();
        var admin = world.person("管理员").actor();
        var chief = world.signedIn("王敏", port);
        chief.get(world.here("/board"));
        world.in(() -> regions.change(world.regions.get("华东"), new Regions.Facts("华东大区", null, "Asia/Shanghai", "CN", null), 0, admin));
        world.in(() -> departments.change(world.departments.get("市场部"), new Departments.Facts("市场与品牌部", null, null, null), 0, admin));
        assertThat(chief.get(world.here("/team")).page().select("#parties").text()).contains("华东大区").contains("市场与品牌部").doesNotContain("市场部");
        assertThat(chief.get(world.here("/board")).page().select("#meridian").text()).contains("华东大区");
        assertThat(chief.get(world.here("/activity")).page().text()).contains("更改了责任单位名称");

        assertThatThrownBy(() -> world.in(() -> regions.change(world.regions.get("华南"), new Regions.Facts("财务部", null, "Asia/Shanghai", "CN", null), 0, admin))).isInstanceOf(Refused.class);
        assertThat(chief.get(world.here("/team")).page().select("#parties").text()).contains("华南");
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

    @Test
    void whoHasLeftLeadsNobodyAndADepartmentInScopeNeedsALeadToo() {
        var world = worlds.world();
        change(() -> db.insertInto(SCOPE_ITEM)
                .set(SCOPE_ITEM.PROJECT_ID, world.project)
                .set(SCOPE_ITEM.ID, ScopeItemId.next())
                .set(SCOPE_ITEM.INCLUDED, true)
                .set(SCOPE_ITEM.DEPARTMENT_ID, world.departments.get("市场部"))
                .execute(), world);
        assertThat(item(world, "one_chief_coordinator").there()).isTrue();
        assertThat(item(world, "lead_for_every_party").missing()).containsExactly("市场部", "供应链");
        change(() -> db.update(PARTY).set(PARTY.REMOVED_AT, clock.instant()).where(PARTY.ID.eq(world.parties.get("市场部"))).execute(), world);
        assertThat(item(world, "lead_for_every_party").missing()).as("in scope, and no party any more").containsExactly("供应链", "市场部");

        change(() -> db.update(MEMBER).set(MEMBER.STATE, "left").where(MEMBER.ID.in(world.person("陈浩").member(), world.person("王敏").member())).execute(), world);
        assertThat(item(world, "lead_for_every_party").missing()).containsExactly("华南", "供应链", "市场部");
        assertThat(item(world, "one_chief_coordinator").there()).isFalse();
        var page = world.signedIn("李婷", port).get(world.here("/team")).page();
        assertThat(page.select("#faults").text()).contains("华南尚无负责人").contains("没有总协调人").contains("陈浩已离开");
        assertThat(world.signedIn("李婷", port).get(world.here("/board")).page().select("#parties").text()).doesNotContain("陈浩");
    }

    private void change(Runnable change, World world) {
        in(world.workspace, () -> transaction.execute(status -> {
            change.run();
            return "";
        }));
    }

    private GateCheck.Item item(World world, String key) {
        return in(world.workspace, () -> gates.of(world.project, Stage.PREPARATION)).items().stream().filter(item -> item.key().equals(key)).findFirst().orElseThrow();
    }

    private Browser.Seen give(World world, Browser browser, String id, String person, String role, String party, String duties) {
        return browser.post(world.here("/team"), "_form", "seat", "_from", world.here("/team/new"), "id", id, "member", world.person(person).member().toString(), "role", role,
                "party", party == null ? "" : world.parties.get(party).toString(), "duties", duties, "contact", "", "deputy", "");
    }

    private Team.Seat seat(World world, String name) {
        return in(world.workspace, () -> teams.of(world.project)).seats().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
