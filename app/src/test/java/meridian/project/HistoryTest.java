package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import meridian.activity.Seals;
import meridian.web.Words;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

class HistoryTest extends MeridianTest {
    private static final Instant MONDAY = Instant.parse("2026-11-02T02:00:00Z");

    @Autowired
    Seals seals;

    private World world;
    private Browser chief;

    @BeforeEach
    void aWorld() {
        clock.set(MONDAY);
        world = worlds.world();
        chief = world.signedIn("王敏", port);
    }

    @Test
    void everybodyOfTheProjectReadsItsHistoryByPersonThingAndDay() {
        resource(chief, "展台", "华南");
        clock.set(MONDAY.plus(Duration.ofDays(1)));
        resource(world.signedIn("陈浩", port), "促销员", "华南");
        var all = chief.get(world.here("/activity")).page();
        assertThat(all.select("tbody tr").first().text()).contains("陈浩").contains("添加了资源").contains("促销员");
        assertThat(all.select("#filter-kind option").eachText()).contains("资源", "责任单位", "项目");
        assertThat(all.select("thead").text()).doesNotContain("来源地址");
        assertThat(rows("?who=" + world.person("陈浩").member())).isEqualTo(1);
        assertThat(rows("?kind=resource")).isEqualTo(2);
        assertThat(rows("?kind=resource&from=2026-11-03")).isEqualTo(1);
        assertThat(rows("?kind=resource&until=2026-11-02")).isEqualTo(1);
        assertThat(rows("?kind=resource&from=2026-11-04")).isZero();
        assertThat(chief.get(all.select("tbody a").first().attr("href")).page().select("tbody tr")).as("of the one thing").hasSize(1);
        assertThat(chief.get(world.here("/activity?from=31.12.")).status()).isEqualTo(400);
        assertThat(chief.get(world.here("/activity?thing=nonsense")).status()).isEqualTo(400);
    }

    @Test
    void aThingIsCalledThereAsOnItsOwnPage() {
        chief.post(world.here("/risks"), "_form", "risk", "id", java.util.UUID.randomUUID().toString(), "description", "港口罢工", "estimate", "high", "party", "", "category", "supply");
        assertThat(chief.get(world.here("/activity?kind=risk")).page().select("tbody").text()).contains("R-1 港口罢工").doesNotContain("HDSS-1");
    }

    @Test
    void itIsReadPageByPage() {
        for (int i = 1; i <= 60; i++) {
            clock.set(MONDAY.plusSeconds(i));
            resource(chief, "展台 " + i, "华南");
        }
        var first = chief.get(world.here("/activity?kind=resource")).page();
        assertThat(first.select("tbody tr")).hasSize(50);
        var second = chief.get(first.select("a[rel=next]").attr("href")).page();
        assertThat(second.select("tbody tr")).hasSize(10);
        assertThat(second.select("tbody tr").last().text()).contains("展台 1");
    }

    @Test
    void theWorkspacesHistoryIsForAuditorsAndOfItsOwnThingsForAdmins() {
        resource(chief, "展台", "华南");
        var auditor = world.signedIn("审计员", port);
        var seen = auditor.get(world.url("/activity")).page();
        assertThat(seen.select("tbody").text()).contains("展台").contains("127.0.0.1");
        assertThat(auditor.get(world.url("/activity?project=HDSS")).page().select("tbody").text()).contains("展台");
        assertThat(auditor.get(world.url("/activity?project=-")).page().select("tbody").text()).doesNotContain("展台");
        assertThat(auditor.get(world.url("/activity?project=NONE")).status()).isEqualTo(404);
        var admin = world.signedIn("管理员", port).get(world.url("/activity")).page();
        assertThat(admin.select("tbody").text()).isNotEmpty().doesNotContain("展台");
        assertThat(chief.get(world.url("/activity")).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).get(world.here("/activity")).status()).isEqualTo(404);
    }

    @Test
    void anAuditorVerifiesTheSeal() {
        resource(chief, "展台", "华南");
        var auditor = world.signedIn("审计员", port);
        assertThat(auditor.get(world.url("/activity")).page().select("#seal").text()).contains("尚无封印");
        in(world.workspace, () -> seals.seal(world.workspace));
        assertThat(auditor.get(world.url("/activity")).page().select("#seal").text()).contains("第1号封印");
        assertThat(auditor.get(world.url("/activity/verification")).page().select(".notice.good").text()).contains("与封印一致");
    }

    @Test
    void itIsTakenOutAsAFileThatHoldsNoFormula() {
        resource(chief, "=cmd|'/c calc'!A1", "华南");
        var csv = chief.get(world.here("/activity.csv?kind=resource"));
        assertThat(csv.response().headers().firstValue("content-disposition").orElse("")).matches(".*\\.csv.*").doesNotContain("HDSS-activity");
        assertThat(csv.body()).startsWith("\uFEFF\"时间\"").contains("添加了资源").contains("\"资源 =cmd|'/c calc'!A1\"");
        clock.forward(Duration.ofSeconds(1));
        resource(chief, "x", "华南");
        clock.forward(Duration.ofSeconds(1));
        var json = new JsonMapper().readTree(chief.get(world.here("/activity.json")).body());
        assertThat(json.path("activities").size()).isGreaterThan(10);
        assertThat(json.path("activities").get(0).path("type").asString()).isEqualTo("history_exported");
        assertThat(json.path("activities").get(1).path("name").asString()).isEqualTo("x");
        assertThat(json.path("activities").get(0).has("address")).as("where somebody sat is for auditors").isFalse();
        assertThat(world.signedIn("审计员", port).get(world.url("/activity.csv")).body()).contains("127.0.0.1");
        assertThat(world.signedIn("周颖", port).get(world.here("/activity.csv")).status()).isEqualTo(403);
    }

    @Test
    void everyKindOfThingHasItsWord() throws IOException {
        var words = new Words().all(Words.ENGLISH);
        var missing = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Pattern.compile("Ref\\.of\\(\"([a-z_]+)\"").matcher(Files.readString(file)).results().map(found -> found.group(1)).filter(kind -> !words.containsKey("history.kind." + kind))
                        .forEach(kind -> missing.add("history.kind." + kind + " for " + file.getFileName()));
            }
        }
        assertThat(missing).isEmpty();
    }

    private int rows(String query) {
        return chief.get(world.here("/activity" + query)).page().select("tbody tr").size();
    }

    private void resource(Browser browser, String name, String party) {
        assertThat(browser.post(world.here("/resources"), "id", UUID.randomUUID().toString(), "kind", "equipment", "name", name, "amount", "1", "unit", "个", "provider", world.parties.get(party).toString()).status()).isEqualTo(303);
    }
}
