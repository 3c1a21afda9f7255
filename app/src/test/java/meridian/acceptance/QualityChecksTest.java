package meridian.acceptance;

import static db.acceptance.Tables.FINDING;
import static db.acceptance.Tables.QUALITY_CHECK;
import static db.duty.Tables.DUTY;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks of work while it is being done, and what becomes of what was found. */
class QualityChecksTest extends MeridianTest {
    @Autowired
    Grants grants;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
        clock.set(Instant.parse("2026-11-25T02:00:00Z"));
        query(db -> db.update(PROJECT).set(PROJECT.STAGE, "execution").where(PROJECT.ID.eq(world.project)).execute());
    }

    @Test
    void aFindingIsMendedSentBackMendedAgainAndVerified() {
        var at = record("陈浩", "门店陈列抽查", "陈列架松动", "周颖", "2026-11-27");
        assertThat(at).isEqualTo(world.here("/quality/1"));
        assertThat(duties("quality_finding")).containsExactly("周颖");
        Instant due = query(db -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq("quality_finding")).fetchSingle().value1());
        assertThat(due).isEqualTo(Instant.parse("2026-11-27T16:00:00Z"));
        assertThat(as("周颖").get(world.url("/inbox")).page().select(".duty:contains(陈列架松动) a.button").attr("href")).isNotBlank();
        var finding = finding();
        assertThat(as("陈浩").post(world.here("/quality/findings/" + finding + "/verification"), "version", "0").status()).as("not mended yet").isEqualTo(422);
        assertThat(as("周颖").post(world.here("/quality/findings/" + finding + "/mending"), "said", "", "version", "0").status()).isEqualTo(422);
        assertThat(as("周颖").post(world.here("/quality/findings/" + finding + "/mending"), "said", "已加固全部陈列架", "version", "0").status()).isEqualTo(303);
        assertThat(duties("quality_finding")).isEmpty();
        assertThat(duties("quality_verification")).containsExactly("陈浩");

        var back = as("陈浩").post(world.here("/quality/findings/" + finding + "/return"), "_form", "return-" + finding, "_from", at, "reason", "", "due_on", "2026-11-20", "version", "1");
        assertThat(back.status()).isEqualTo(422);
        assertThat(back.page().select("form[id^=return] [aria-invalid=true]").eachAttr("name")).containsExactlyInAnyOrder("reason", "due_on");
        assertThat(as("陈浩").post(world.here("/quality/findings/" + finding + "/return"), "reason", "三号店仍松动", "due_on", "2026-11-30", "version", "1").status()).isEqualTo(303);
        assertThat(duties("quality_verification")).isEmpty();
        assertThat(duties("quality_finding")).containsExactly("周颖");
        assertThat(as("周颖").post(world.here("/quality/findings/" + finding + "/mending"), "said", "旧页面", "version", "0").status()).as("somebody was there before").isEqualTo(409);
        assertThat(as("周颖").post(world.here("/quality/findings/" + finding + "/mending"), "said", "三号店已更换", "version", "2").status()).isEqualTo(303);
        assertThat(duties("quality_verification")).as("asked again").containsExactly("陈浩");
        assertThat(as("陈浩").post(world.here("/quality/findings/" + finding + "/verification"), "version", "3").status()).isEqualTo(303);
        assertThat(as("周颖").get(at).page().select(".head .state").text()).contains("已闭环");
        assertThat(as("周颖").get(world.here("/quality?show=open")).page().select("#checks")).isEmpty();
        assertThat(as("周颖").get(world.here("/quality")).page().select("#check-1").text()).contains("1/1已确认");

        for (var ending : List.of("docx", "pdf", "xlsx")) assertThat(as("王敏").get(world.here("/registers/quality_register/file." + ending)).status()).as(ending).isEqualTo(200);
        assertThat(as("周颖").get(world.here("/registers/quality_register?lang=zh")).page().select("article").text()).contains("过程质量检查表", "-QC-001", "QC-1", "陈列架松动", "陈浩确认", "三号店已更换");
        assertThat(as("周颖").get(world.here("/registers/quality_register?lang=en")).page().select("article").text()).contains("Register of quality checks", "Findings: 1, not verified yet: 0");
        assertThat(as("周颖").get(world.here("/registers/quality_register/file.pdf")).status()).as("may take nothing out").isEqualTo(403);
    }

    @Test
    void nobodyVerifiesTheirOwnWorkAndOnlyWhoMayChecks() {
        for (var other : List.of("周颖", "赵总", "审计员")) assertThat(as(other).get(world.here("/quality/new")).status()).as(other).isEqualTo(403);
        assertThat(as("陈浩").post(world.here("/quality"), form(UUID.randomUUID().toString(), "抽查", "华东", "x", "李婷", "2026-11-27")).status()).as("another party’s work").isEqualTo(403);
        world.in(() -> grants.grant(world.person("外人").member(), world.project, null, Role.REVIEWER, world.person("王敏").actor()));
        var at = record("外人", "包装抽检", "标签缺失", "周颖", "2026-11-27");
        var finding = finding();
        for (var other : List.of("林峰", "李婷", "赵总", "审计员", "外人")) assertThat(as(other).post(world.here("/quality/findings/" + finding + "/mending"), "said", "x", "version", "0").status()).as(other).isEqualTo(403);
        as("周颖").post(world.here("/quality/findings/" + finding + "/mending"), "said", "补贴", "version", "0");
        for (var other : List.of("周颖", "陈浩", "李婷")) assertThat(as(other).post(world.here("/quality/findings/" + finding + "/verification"), "version", "1").status()).as(other).isEqualTo(403);
        assertThat(as("周颖").get(at).page().select("main form[action*=verification], main form[action*=return]")).isEmpty();
        assertThat(as("外人").post(world.here("/quality/findings/" + finding + "/verification"), "version", "1").status()).isEqualTo(303);
        // Who checks and is to mend it has it verified by the chief coordinator.
        record("陈浩", "自查", "台账不全", "陈浩", "2026-11-27");
        var own = query(db -> db.select(FINDING.ID).from(FINDING).where(FINDING.OWNER_ID.eq(world.person("陈浩").member())).fetchSingle(FINDING.ID));
        as("陈浩").post(world.here("/quality/findings/" + own + "/mending"), "said", "已补", "version", "0");
        assertThat(duties("quality_verification")).containsExactly("王敏");
        assertThat(as("陈浩").post(world.here("/quality/findings/" + own + "/verification"), "version", "1").status()).isEqualTo(403);
        assertThat(as("王敏").post(world.here("/quality/findings/" + own + "/verification"), "version", "1").status()).isEqualTo(303);
    }

    @Test
    void aCheckIsRecordedWholeOrNotAtAllAndOnce() {
        var wrong = as("陈浩").post(world.here("/quality"), with(form(UUID.randomUUID().toString(), "", "华南", "", "", ""), "_form", "check", "_from", world.here("/quality/new"), "content_2", "只有内容", "checked_on", "2026-12-01"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("form#check [aria-invalid=true]").eachAttr("name")).contains("title", "owner_2", "due_on_2");
        int kept = query(db -> db.fetchCount(QUALITY_CHECK, QUALITY_CHECK.PROJECT_ID.eq(world.project)));
        assertThat(kept).isZero();
        var id = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) assertThat(as("陈浩").post(world.here("/quality"), form(id, "抽查", "华南", "松动", "周颖", "2026-11-27")).location()).isEqualTo(world.here("/quality/1"));
        assertThat(as("陈浩").post(world.here("/quality"), form(UUID.randomUUID().toString(), "x".repeat(1_000_000), "华南", "松动", "周颖", "2026-11-27")).status()).isEqualTo(422);
        var more = as("陈浩").post(world.here("/quality/1/findings"), "_form", "finding", "_from", world.here("/quality/1"), "id", UUID.randomUUID().toString(), "content", "", "owner", "nobody", "due_on", "soon");
        assertThat(more.page().select("form#finding [aria-invalid=true]").eachAttr("name")).containsExactlyInAnyOrder("content", "owner", "due_on");
        assertThat(as("陈浩").post(world.here("/quality/1/findings"), "id", UUID.randomUUID().toString(), "content", "灯不亮", "owner", world.person("林峰").member().toString(), "due_on", "2026-11-28").status()).isEqualTo(303);
        assertThat(duties("quality_finding")).containsExactlyInAnyOrder("周颖", "林峰");
        assertThat(as("陈浩").get(world.here("/quality/9")).status()).isEqualTo(404);
        assertThat(as("王敏").get(world.here("/gate")).page().select("main").text()).contains("QC-1 松动");
    }

    private String record(String who, String title, String finding, String owner, String due) {
        var made = as(who).post(world.here("/quality"), form(UUID.randomUUID().toString(), title, "华南", finding, owner, due));
        assertThat(made.status()).as(made.body()).isEqualTo(303);
        return made.location();
    }

    private String[] form(String id, String title, String party, String finding, String owner, String due) {
        return new String[] {"id", id, "title", title, "party", world.parties.get(party).toString(), "checked_on", "2026-11-25", "content_0", finding, "owner_0", owner.isEmpty() ? "" : world.person(owner).member().toString(), "due_on_0", due};
    }

    private static String[] with(String[] form, String... further) {
        var all = new ArrayList<>(List.of(form));
        all.addAll(List.of(further));
        return all.toArray(String[]::new);
    }

    private String finding() {
        return query(db -> db.select(FINDING.ID).from(FINDING).join(QUALITY_CHECK).on(QUALITY_CHECK.ID.eq(FINDING.QUALITY_CHECK_ID)).where(QUALITY_CHECK.PROJECT_ID.eq(world.project)).orderBy(FINDING.ID.desc()).limit(1).fetchSingle(FINDING.ID)).toString();
    }

    private Browser as(String name) {
        return world.signedIn(name, port);
    }

    private List<String> duties(String kind) {
        return query(db -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).fetch(DUTY.OWNER_ID).stream()
                .map(owner -> world.people.values().stream().filter(person -> person.member().equals(owner)).findFirst().orElseThrow().name()).toList());
    }

    private <T> T query(java.util.function.Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }
}
