package meridian.workplan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import meridian.tenancy.CommentId;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TaskPageTest extends MeridianTest {
    @Autowired
    Tasks tasks;

    Worlds.World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    private int add(String title, String party, String owner) {
        var fields = TaskFields.titled(title).withParty(world.parties.get(party)).withOwner(owner == null ? null : world.person(owner).member()).withFinish(TaskFields.endOf(LocalDate.of(2026, 12, 4)));
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, fields), world.person("王敏").actor()).task().number());
    }

    private String at(int number, String act) {
        return world.here("/tasks/" + number + act);
    }

    @Test
    void theExecutorWorksWithTheButtonsOfThePage() {
        var number = add("门店陈列", "华南", "周颖");
        var browser = world.signedIn("周颖", port);
        var page = browser.get(at(number, "")).page();
        assertThat(page.select(".head .actions form button").eachText()).contains("开始", "完成", "阻塞");
        assertThat(page.select("a[href$=/edit]")).isEmpty();
        assertThat(browser.post(at(number, "/status"), "move", "start").status()).isEqualTo(303);
        var refused = browser.post(at(number, "/status"), "_form", "move-block", "_from", at(number, ""), "move", "block", "reason", "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("#move-block-reason[aria-invalid]")).hasSize(1);
        browser.post(at(number, "/status"), "move", "block", "reason", "物料未到");
        assertThat(browser.get(at(number, "")).page().select(".notice.bad").text()).contains("物料未到");
        assertThat(browser.post(at(number, "/status"), "_from", at(number, ""), "move", "start").status()).isEqualTo(422);
    }

    @Test
    void othersAreRefused() {
        var number = add("门店陈列", "华南", "周颖");
        assertThat(world.signedIn("林峰", port).post(at(number, "/status"), "move", "start").status()).isEqualTo(403);
        assertThat(world.signedIn("李婷", port).get(at(number, "/edit")).status()).isEqualTo(403);
        assertThat(world.signedIn("李婷", port).post(at(number, "/deletion"), "version", "0").status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).get(at(number, "")).status()).isEqualTo(404);
        assertThat(world.signedIn("审计员", port).get(at(number, "")).status()).isEqualTo(200);
        assertThat(world.signedIn("审计员", port).post(at(number, "/comments"), "id", CommentId.next().toString(), "body", "x").status()).isEqualTo(403);
        assertThat(world.signedIn("王敏", port).get(at(999, "")).status()).isEqualTo(404);
    }

    @Test
    void theFormKeepsWhatWasTypedAndShowsWhatIsWrong() {
        var number = add("门店陈列", "华南", null);
        var browser = world.signedIn("陈浩", port);
        var form = browser.get(at(number, "/edit")).page();
        assertThat(form.select("#task-title").val()).isEqualTo("门店陈列");
        var wrong = browser.post(at(number, ""), "_form", "task", "_from", at(number, "/edit"), "version", "0", "title", "", "party", world.parties.get("华南").toString(), "start", "2026-12-10", "finish", "2026-12-01", "criteria", "签收单\n照片");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("[aria-invalid]")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(wrong.page().select("#task-criteria").text()).contains("照片");
        var saved = browser.post(at(number, ""), "version", "0", "title", "门店陈列", "party", world.parties.get("华南").toString(), "finish", "2026-12-11", "criteria", "签收单\n照片", "collaborators", world.person("林峰").member().toString());
        assertThat(saved.status()).isEqualTo(303);
        var page = browser.get(at(number, "")).page();
        assertThat(page.select(".criteria li").eachText()).containsExactly("签收单", "照片");
        assertThat(page.select(".facts").text()).contains("林峰");
        assertThat(page.select(".changes").text()).contains("林峰");
        assertThat(browser.post(at(number, ""), "_form", "task", "_from", at(number, "/edit"), "version", "0", "title", "别的").status()).isEqualTo(409);
    }

    @Test
    void whatSomebodyElseGaveOutMeanwhileIsNotTakenFromThem() {
        var one = add("海报张贴", "华南", null);
        var two = add("样品陈列", "华南", null);
        var lead = world.signedIn("陈浩", port);
        var chief = world.signedIn("王敏", port);
        var fields = lead.get(world.here("/plan/dispatch")).page().select("select[name^=to.]").eachAttr("name");
        var was = lead.get(at(one, "")).page().select("#offer input[name=was]").val();
        var zhou = world.person("周颖").member().toString();
        var lin = world.person("林峰").member().toString();
        assertThat(chief.post(at(one, "/offer"), "to", zhou).status()).isEqualTo(303);

        var split = lead.post(world.here("/plan/dispatch"), "_form", "dispatch", "_from", world.here("/plan/dispatch"), fields.get(0), lin, fields.get(1), lin);
        assertThat(split.status()).isEqualTo(422);
        assertThat(split.page().select("#dispatch .errors").text()).contains("海报张贴").contains("周颖");
        assertThat(split.page().select("select[name='" + fields.get(1) + "'] option[selected]").val()).as("what was chosen for the other").isEqualTo(lin);
        assertThat(lead.post(at(one, "/offer"), "_form", "offer", "_from", at(one, ""), "was", was, "to", lin).status()).isEqualTo(409);
        assertThat(lead.get(at(one, "")).page().select(".facts").text()).contains("周颖").doesNotContain("林峰");
        assertThat(lead.get(at(two, "")).page().select(".facts").text()).doesNotContain("林峰");
    }

    @Test
    void aPackageIsGivenOutInOneGoAndAnswered() {
        var one = add("海报张贴", "华南", null);
        var two = add("样品陈列", "华南", null);
        add("华东的事", "华东", null);
        var lead = world.signedIn("陈浩", port);
        var page = lead.get(world.here("/plan/dispatch")).page();
        var selects = page.select("select[name^=to.]");
        assertThat(selects).hasSize(2);
        var zhou = world.person("周颖").member().toString();
        assertThat(lead.post(world.here("/plan/dispatch"), "_form", "dispatch", "_from", world.here("/plan/dispatch")).status()).isEqualTo(422);
        lead.post(world.here("/plan/dispatch"), selects.get(0).attr("name"), zhou, selects.get(1).attr("name"), zhou);
        assertThat(lead.get(world.here("/plan/dispatch")).page().select("select[name^=to.]")).isEmpty();
        var executor = world.signedIn("周颖", port);
        assertThat(executor.get(at(one, "")).page().select(".notice.warn form")).isNotEmpty();
        assertThat(executor.post(at(one, "/acceptance")).status()).isEqualTo(303);
        executor.post(at(two, "/return"), "reason", "下周休假");
        assertThat(lead.get(world.here("/plan/dispatch")).body()).contains("下周休假");
        assertThat(world.signedIn("周颖", port).get(world.here("/plan/dispatch")).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).get(world.here("/plan/dispatch")).status()).isEqualTo(404);
    }

    @Test
    void whoIsMentionedFindsItInTheInbox() {
        var number = add("门店陈列", "华南", "周颖");
        var chief = world.signedIn("王敏", port);
        chief.post(at(number, "/comments"), "id", CommentId.next().toString(), "body", "@陈浩 物料什么时候到?<script>alert(1)</script>");
        assertThat(chief.get(at(number, "")).body()).contains("&lt;script").doesNotContain("<script>alert");
        var lead = world.signedIn("陈浩", port);
        assertThat(lead.get(world.url("/inbox")).body()).contains("有人提到您");
        lead.post(at(number, "/comments"), "id", CommentId.next().toString(), "body", "周五");
        assertThat(lead.get(world.url("/inbox")).body()).doesNotContain("有人提到您");
    }

    @Test
    void aTaskComesBackFromTheTrash() {
        var number = add("门店陈列", "华南", "周颖");
        var lead = world.signedIn("陈浩", port);
        lead.post(at(number, "/deletion"), "version", "0");
        assertThat(lead.get(at(number, "")).status()).isEqualTo(404);
        var restore = lead.get(world.here("/trash")).page().select("form[action$=/restoration]");
        assertThat(restore).hasSize(1);
        assertThat(world.signedIn("李婷", port).post(restore.attr("action")).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).get(world.here("/trash")).status()).isEqualTo(404);
        assertThat(lead.post(restore.attr("action")).location()).isEqualTo(at(number, ""));
        assertThat(lead.get(at(number, "")).status()).isEqualTo(200);
    }

    @Test
    void aNewTaskIsAddedByItsForm() {
        var lead = world.signedIn("陈浩", port);
        var form = lead.get(world.here("/tasks/new")).page();
        assertThat(form.select("#task-party option[selected]").text()).isEqualTo("华南");
        var made = lead.post(world.here("/tasks"), "id", form.select("input[name=id]").val(), "title", "经销商签约", "kind", "task", "party", world.parties.get("华南").toString());
        assertThat(made.location()).isEqualTo(at(1, ""));
        assertThat(world.signedIn("周颖", port).get(world.here("/tasks/new")).status()).isEqualTo(403);
    }
}
