package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.junit.jupiter.api.Test;

class ResourcesTest extends MeridianTest {
    @Test
    void aBudgetIsTypedInTenThousandsAndAddedUp() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var id = UUID.randomUUID().toString();
        String[] form = form(world, id, "budget", "上市推广费", "120万", "财务部", "2026-10-12");
        assertThat(chief.post(world.here("/resources"), form).status()).isEqualTo(303);
        assertThat(chief.post(world.here("/resources"), form).status()).isEqualTo(303);
        assertThat(chief.post(world.here("/resources"), form(world, UUID.randomUUID().toString(), "budget", "差旅费", "80,000", "财务部", "")).status()).isEqualTo(303);
        var page = chief.get(world.here("/resources")).page();
        assertThat(page.select("#kind-budget tbody tr")).hasSize(2);
        assertThat(page.select("#kind-budget tfoot").text()).contains("128万元");
        assertThat(page.select("#faults").text()).contains("1");
        assertThat(world.signedIn("Tan Wei", port).get(world.here("/resources")).page().select("#kind-budget tfoot").text()).contains("CNY 1,280,000");
    }

    @Test
    void theProviderConfirmsItsOwnResourceAndNobodyElsesLeadDoes() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var id = UUID.randomUUID().toString();
        assertThat(chief.post(world.here("/resources"), form(world, id, "people", "推广专员", "6", "华南", "2026-11-01")).status()).isEqualTo(303);
        var confirmation = world.here("/resources/" + id + "/confirmation");
        assertThat(world.signedIn("外人", port).post(confirmation, "version", "0").status()).isEqualTo(404);
        assertThat(world.signedIn("周颖", port).post(confirmation, "version", "0").status()).isEqualTo(403);
        assertThat(world.signedIn("李婷", port).post(confirmation, "version", "0").status()).isEqualTo(403);
        assertThat(world.signedIn("陈浩", port).post(confirmation, "version", "0").status()).isEqualTo(303);
        assertThat(world.signedIn("陈浩", port).post(confirmation, "version", "0").status()).isEqualTo(409);
        assertThat(chief.get(world.here("/resources")).page().select("#resource-" + id).text()).contains("已确认").contains("陈浩");
        // Another amount was not what was confirmed.
        var change = form(world, id, "people", "推广专员", "9", "华南", "2026-11-01");
        assertThat(chief.post(world.here("/resources/" + id), with(change, "version", "0")).status()).isEqualTo(409);
        assertThat(chief.post(world.here("/resources/" + id), with(change, "version", "1")).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/resources")).page().select("#resource-" + id).text()).contains("计划").doesNotContain("已确认");
    }

    @Test
    void aLeadListsWhatTheirOwnPartyProvidesOnly() {
        var world = worlds.world();
        var lead = world.signedIn("陈浩", port);
        assertThat(lead.post(world.here("/resources"), form(world, UUID.randomUUID().toString(), "equipment", "展台", "4", "华南", "")).status()).isEqualTo(303);
        assertThat(lead.post(world.here("/resources"), form(world, UUID.randomUUID().toString(), "equipment", "展台", "4", "华东", "")).status()).isEqualTo(403);
        assertThat(lead.post(world.here("/resources"), form(world, UUID.randomUUID().toString(), "equipment", "展台", "4", null, "")).status()).isEqualTo(403);
        assertThat(world.signedIn("周颖", port).get(world.here("/resources/new")).status()).isEqualTo(403);
        assertThat(world.signedIn("周颖", port).get(world.here("/resources")).status()).isEqualTo(200);
    }

    @Test
    void whatCannotBeMeantIsSaidBesideItsField() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var wrong = form(world, UUID.randomUUID().toString(), "people", "长".repeat(201), "1e99999999", "华南", "2026-13-01");
        var seen = chief.post(world.here("/resources"), wrong);
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("#resource [aria-invalid=true]").eachAttr("name")).containsExactly("amount", "from");
        assertThat(seen.page().select("#resource [name=amount]").val()).isEqualTo("1e99999999");
        assertThat(chief.post(world.here("/resources"), form(world, UUID.randomUUID().toString(), "people", "长".repeat(201), "-1", "华南", "")).page()
                .select("#resource [aria-invalid=true]").eachAttr("name")).containsExactly("name", "amount");
        for (var much : List.of("9999999999999999999", "1000000000000000", "99999999999亿")) {
            assertThat(chief.post(world.here("/resources"), form(world, UUID.randomUUID().toString(), "people", "甲", much, "华南", "")).page().select("#resource .error").text()).as(much).contains("数字过大");
        }
        assertThat(chief.post(world.here("/resources"), form(world, UUID.randomUUID().toString(), "people", "甲", "12人", "华南", "")).page().select("#resource .error").text()).contains("这里要填数字");
    }

    @Test
    void aDeletedResourceCanBeBroughtBack() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var id = UUID.randomUUID().toString();
        chief.post(world.here("/resources"), form(world, id, "data", "经销商名录", "", "市场部", ""));
        assertThat(chief.post(world.here("/resources/" + id + "/confirmation"), "version", "0").status()).isEqualTo(422);
        assertThat(chief.post(world.here("/resources/" + id + "/deletion"), "version", "0").status()).isEqualTo(303);
        assertThat(chief.get(world.here("/resources/" + id)).status()).isEqualTo(404);
        assertThat(world.signedIn("李婷", port).post(world.here("/resources/" + id + "/restoration")).status()).isEqualTo(403);
        assertThat(chief.post(world.here("/resources/" + id + "/restoration")).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/resources")).body()).contains("经销商名录");
    }

    private static String[] form(World world, String id, String kind, String name, String amount, String provider, String from) {
        return new String[] {"_form", "resource", "_from", world.here("/resources/new"), "id", id, "kind", kind, "name", name, "amount", amount, "unit", "人",
            "provider", provider == null ? "" : world.parties.get(provider).toString(), "person", "", "from", from, "until", "", "committed", "", "spent", ""};
    }

    private static String[] with(String[] form, String name, String value) {
        var more = java.util.Arrays.copyOf(form, form.length + 2);
        more[form.length] = name;
        more[form.length + 1] = value;
        return more;
    }
}
