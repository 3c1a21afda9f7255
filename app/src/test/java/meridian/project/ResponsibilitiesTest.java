package meridian.project;

import static db.project.Tables.DELIVERABLE;
import static org.assertj.core.api.Assertions.assertThat;

import meridian.tenancy.DeliverableId;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class ResponsibilitiesTest extends MeridianTest {
    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void aRowNeedsExactlyOneWhoAnswersForIt() {
        var world = worlds.world();
        var handbook = deliverable(world, "区域执行手册");
        var chief = world.signedIn("王敏", port);
        var page = chief.get(world.here("/team/responsibilities")).page();
        assertThat(page.select(".raci-fault").text()).contains("区域执行手册");
        assertThat(chief.post(world.here("/team/responsibilities"), form(world, page.select("[name=state]").val(), handbook, "A", "A")).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/team/responsibilities")).page().select(".raci-fault .state").text()).contains("2");
        var state = chief.get(world.here("/team/responsibilities")).page().select("[name=state]").val();
        assertThat(chief.post(world.here("/team/responsibilities"), form(world, state, handbook, "A", "R")).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/team/responsibilities")).page().select(".raci-fault")).isEmpty();
    }

    @Test
    void whoeverSawAnotherMatrixIsToldAndKeepsWhatTheyChose() {
        var world = worlds.world();
        var handbook = deliverable(world, "区域执行手册");
        var chief = world.signedIn("王敏", port);
        var state = chief.get(world.here("/team/responsibilities")).page().select("[name=state]").val();
        assertThat(chief.post(world.here("/team/responsibilities"), form(world, state, handbook, "A", "R")).status()).isEqualTo(303);
        var stale = chief.post(world.here("/team/responsibilities"), form(world, state, handbook, "C", "A"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.page().select("select[name=cell_" + handbook + "_" + world.parties.get("华东") + "] option[selected]").val()).isEqualTo("C");
        assertThat(stale.page().select("#raci-cell_" + handbook + "_" + world.parties.get("华东") + "-meanwhile").text()).as("what the first one saved").startsWith("现在是：").contains("A ");
    }

    @Test
    void aCellOfNoDeliverableHereIsNotWritten() {
        var world = worlds.world();
        deliverable(world, "区域执行手册");
        var chief = world.signedIn("王敏", port);
        var state = chief.get(world.here("/team/responsibilities")).page().select("[name=state]").val();
        assertThat(chief.post(world.here("/team/responsibilities"), form(world, state, DeliverableId.next(), "A", "R")).status()).isEqualTo(409);
    }

    @Test
    void othersReadTheMatrixAndDoNotWriteIt() {
        var world = worlds.world();
        var handbook = deliverable(world, "<i>手册</i>");
        assertThat(world.signedIn("外人", port).get(world.here("/team/responsibilities")).status()).isEqualTo(404);
        for (var name : new String[] {"周颖", "陈浩"}) {
            var seen = world.signedIn(name, port).get(world.here("/team/responsibilities"));
            assertThat(seen.page().select("select")).isEmpty();
            assertThat(seen.page().text()).contains("<i>手册</i>");
            assertThat(world.signedIn(name, port).post(world.here("/team/responsibilities"), form(world, "x", handbook, "A", "R")).status()).isEqualTo(403);
        }
    }

    private DeliverableId deliverable(World world, String name) {
        var id = DeliverableId.next();
        in(world.workspace, () -> transaction.execute(status -> db.insertInto(DELIVERABLE).set(DELIVERABLE.ID, id).set(DELIVERABLE.PROJECT_ID, world.project).set(DELIVERABLE.NAME, name).execute()));
        return id;
    }

    private static String[] form(World world, String state, DeliverableId deliverable, String east, String south) {
        return new String[] {"_form", "raci", "_from", world.here("/team/responsibilities"), "state", state,
            "cell_" + deliverable + "_" + world.parties.get("华东"), east, "cell_" + deliverable + "_" + world.parties.get("华南"), south};
    }
}
