package meridian.workplan;

import static db.workplan.Tables.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.project.Deliverables;
import meridian.project.Indicator;
import meridian.project.Indicators;
import meridian.project.Resource;
import meridian.project.Resources;
import meridian.project.Trash;
import meridian.tenancy.CommentId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.ResourceId;
import meridian.tenancy.SavedViewId;
import meridian.tenancy.TaskId;
import meridian.world.MeridianTest;
import meridian.world.Statements;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class TrashTest extends MeridianTest {
    private static final Instant MORNING = Instant.parse("2026-11-02T01:00:00Z");

    @Autowired
    Tasks tasks;

    @Autowired
    TaskTree tree;

    @Autowired
    Deliverables deliverables;

    @Autowired
    Indicators indicators;

    @Autowired
    Resources resources;

    @Autowired
    Grants grants;

    @Autowired
    Trash trash;

    @Autowired
    Statements statements;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    private World world;

    @BeforeEach
    void aWorld() {
        clock.set(MORNING);
        world = worlds.world();
    }

    @Test
    void everythingThatIsPutAwayLiesOnOnePageAndComesBackFromThere() {
        var task = add("门店陈列", null);
        throwAway(task);
        clock.set(MORNING.plusSeconds(60));
        var deliverable = deliverable("上市方案");
        clock.set(MORNING.plusSeconds(120));
        var indicator = indicator("覆盖率");
        clock.set(MORNING.plusSeconds(180));
        var resource = resource("展台", "华南");
        clock.set(MORNING.plus(Duration.ofDays(3)));

        var chief = world.signedIn("王敏", port);
        var page = chief.get(world.here("/trash")).page();
        assertThat(page.select("tbody th").eachText()).containsExactly("展台 资源", "覆盖率 指标", "上市方案 交付物", "门店陈列 工作模块 · HDSS-1");
        assertThat(page.select("tbody tr").first().text()).contains("王敏").contains("27天");
        for (var thing : List.of("task/" + task.id(), "deliverable/" + deliverable, "indicator/" + indicator, "resource/" + resource)) {
            assertThat(page.select("form[action$='" + thing + "/restoration']")).as(thing).hasSize(1);
            assertThat(chief.post(world.here("/trash/" + thing + "/restoration")).status()).isEqualTo(303);
        }
        assertThat(chief.get(world.here("/trash")).page().select("tbody tr")).isEmpty();
        assertThat(chief.get(world.here("/resources")).body()).contains("展台");
        assertThat(chief.get(world.here("/indicators")).body()).contains("覆盖率");
        assertThat(chief.get(world.here("/charter")).body()).contains("上市方案");
        assertThat(chief.get(world.here("/tasks/1")).status()).isEqualTo(200);
    }

    @Test
    void nobodySeesOrRestoresWhatIsNotTheirs() {
        var resource = resource("展台", "华南");
        var restoration = world.here("/trash/resource/" + resource + "/restoration");
        assertThat(world.signedIn("外人", port).get(world.here("/trash")).status()).isEqualTo(404);
        assertThat(world.signedIn("李婷", port).get(world.here("/trash")).page().select("tbody form")).isEmpty();
        assertThat(world.signedIn("李婷", port).post(restoration).status()).isEqualTo(403);
        var other = worlds.world();
        assertThat(other.signedIn("王敏", port).post(other.here("/trash/resource/" + resource + "/restoration")).status()).isEqualTo(404);
        assertThat(world.signedIn("王敏", port).post(world.here("/trash/nothing/" + resource + "/restoration")).status()).isEqualTo(404);
        assertThat(world.signedIn("王敏", port).get(world.here("/trash?after=nonsense")).status()).isEqualTo(400);
        assertThat(world.signedIn("陈浩", port).post(restoration).status()).isEqualTo(303);
    }

    @Test
    void onTheTwentyNinthDayItIsThereAndOnTheThirtyFirstGoneForGood() {
        var deliverable = deliverable("上市方案");
        var parent = add("门店准备", null);
        var child = in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, parent.id(), null, TaskFields.titled("陈列").withParty(world.parties.get("华南"))), chief()).task());
        var kept = add("签约", null);
        sql(work -> work.update(TASK).set(TASK.DELIVERABLE_ID, new DeliverableId(UUID.fromString(deliverable))).where(TASK.ID.eq(kept.id())).execute());
        var executor = world.signedIn("陈浩", port);
        executor.post(world.here("/tasks/" + parent.number() + "/comments"), "id", CommentId.next().toString(), "body", "什么时候开始？");
        throwAway(parent);
        indicator("覆盖率");
        resource("展台", "华南");

        clock.set(MORNING.plus(Duration.ofDays(29)));
        trash.run();
        assertThat(world.signedIn("王敏", port).get(world.here("/trash")).page().select("tbody tr")).hasSize(4);
        assertThat(count("workplan.task where deleted_at is not null")).isEqualTo(2);

        clock.set(MORNING.plus(Duration.ofDays(31)));
        var page = world.signedIn("王敏", port).get(world.here("/trash")).page();
        assertThat(page.select("tbody tr")).as("until the job has run").hasSize(4);
        trash.run();
        assertThat(world.signedIn("王敏", port).get(world.here("/trash")).page().select("tbody tr")).isEmpty();
        assertThat(count("workplan.task where id in ('" + parent.id() + "', '" + child.id() + "')")).isZero();
        assertThat(count("project.deliverable")).isZero();
        assertThat(count("project.indicator")).isZero();
        assertThat(count("project.resource")).isZero();
        assertThat(count("activity.comment")).isZero();
        assertThat(count("workplan.plan_edit")).isZero();
        assertThat(count("activity.activity where type = 'thing_removed'")).isEqualTo(4);
        assertThat(world.signedIn("王敏", port).get(world.here("/tasks/" + kept.number())).status()).as("a task keeps when its deliverable goes").isEqualTo(200);
        trash.run();
        assertThat(count("activity.activity where type = 'thing_removed'")).as("removed once").isEqualTo(4);
    }

    @Test
    void aRemovedFileComesBackForWhoBroughtItWhoTookItAwayAndTheChief() {
        var task = add("门店陈列", null);
        var executor = world.signedIn("周颖", port);
        attach(executor, task, "现场.txt");
        attach(executor, task, "清单.txt");
        var at = world.here("/tasks/" + task.number());
        var lead = world.signedIn("陈浩", port);
        var removal = executor.get(at).page().select("#files li:contains(现场.txt) form[action$=/removal]").attr("action");
        var undo = removal.replace("/removal", "/restoration");
        assertThat(lead.post(removal).response().headers().firstValue("set-cookie").orElse("")).as("the message that follows").contains("said_removed", "restoration");

        for (var who : List.of("周颖", "陈浩", "王敏")) {
            var seen = world.signedIn(who, port).get(world.here("/trash")).page();
            assertThat(seen.select("tbody th").eachText()).as(who).containsExactly("现场.txt 附件");
            assertThat(seen.select("tbody form")).as(who).hasSize(1);
        }
        assertThat(world.signedIn("审计员", port).get(world.here("/trash")).page().select("tbody th").eachText()).as("reads, and no more").containsExactly("现场.txt 附件");
        assertThat(world.signedIn("审计员", port).get(world.here("/trash")).page().select("tbody form")).isEmpty();
        assertThat(world.signedIn("李婷", port).get(world.here("/trash")).page().select("tbody tr")).as("not everybody may know of every thing").isEmpty();
        var restoration = executor.get(world.here("/trash")).page().select("tbody form").attr("action");
        assertThat(world.signedIn("李婷", port).post(restoration).status()).isEqualTo(404);

        assertThat(lead.post(undo).location()).as("undone from the message").isEqualTo(at + "#files");
        assertThat(executor.get(at).page().select("#files a.link").eachText()).contains("现场.txt", "清单.txt");
        assertThat(executor.get(at).page().select(".timeline").text()).contains("恢复了附件");
        assertThat(executor.post(restoration).status()).as("it is back already").isEqualTo(404);
        assertThat(executor.get(world.url("/search?q=" + "现场")).page().select("main").text()).as("and found again").contains("现场.txt");

        executor.post(executor.get(at).page().select("#files li:contains(现场.txt) form[action$=/removal]").attr("action"));
        assertThat(executor.post(executor.get(world.here("/trash")).page().select("tbody form").attr("action")).location()).isEqualTo(at + "#files");
        assertThat(executor.get(at).page().select("#files a.link")).hasSize(2);
    }

    @Test
    void aFileWaitsForItsTaskAndGoesForGoodWithTheTrash() {
        var task = add("门店陈列", null);
        var executor = world.signedIn("周颖", port);
        attach(executor, task, "现场.txt");
        attach(executor, task, "清单.txt");
        executor.post(executor.get(world.here("/tasks/" + task.number())).page().select("#files li:contains(现场.txt) form[action$=/removal]").attr("action"));
        var restoration = executor.get(world.here("/trash")).page().select("tbody form").attr("action");
        throwAway(in(world.workspace, () -> tasks.get(task.id(), chief())));
        var refused = executor.post(restoration, "_from", world.here("/trash"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select(".errors").text()).contains("请先恢复所属内容");
        assertThat(world.signedIn("王敏", port).post(restoration, "_from", world.here("/trash")).status()).isEqualTo(422);

        clock.set(MORNING.plus(Duration.ofDays(31)));
        trash.run();
        assertThat(count("document.attachment")).as("what lay in the trash, and what was on the task").isZero();
        assertThat(count("activity.activity where type = 'thing_removed' and subject_kind = 'file'")).isEqualTo(1);
        assertThat(executor.post(restoration).status()).isEqualTo(404);
    }

    @Test
    void aFileOfAProjectsLessonComesBackWhereThatIsRead() {
        var author = world.signedIn("李婷", port);
        var id = UUID.randomUUID();
        var lesson = author.post(world.here("/lessons"), "id", id.toString(), "title", "物料两地备货", "situation", "海运", "happened", "晚到", "advice", "两地备货", "scenario", "rollout").location();
        assertThat(author.upload(world.url("/files?_form=attach&_from=" + lesson), "file", "照片.txt", "仓库".getBytes(StandardCharsets.UTF_8), "subject", "knowledge:" + id).status()).isEqualTo(303);
        author.post(author.get(lesson).page().select("#files form[action$=/removal]").attr("action"));
        assertThat(author.get(lesson).page().select("#files li")).isEmpty();
        var restored = author.post(author.get(world.here("/trash")).page().select("tbody form").attr("action"));
        assertThat(restored.location()).isEqualTo(lesson + "#files");
        assertThat(author.get(lesson).page().select("#files li").text()).contains("照片.txt");
    }

    @Test
    void aCommentComesBackForItsAuthorOnly() {
        var task = add("门店陈列", null);
        var executor = world.signedIn("周颖", port);
        var at = world.here("/tasks/" + task.number());
        executor.post(at + "/comments", "id", CommentId.next().toString(), "body", "周五之前到货");
        var deletion = executor.get(at).page().select("#comments form[action$=/deletion]").attr("action");
        var undo = deletion.replace("/deletion", "/restoration");
        assertThat(executor.post(deletion).response().headers().firstValue("set-cookie").orElse("")).as("the message that follows").contains("said_comment_deleted", "restoration");
        for (var other : List.of("王敏", "陈浩", "审计员")) assertThat(world.signedIn(other, port).get(world.here("/trash")).body()).as(other).doesNotContain("周五之前到货");
        assertThat(world.signedIn("王敏", port).post(undo).status()).isEqualTo(404);
        var row = executor.get(world.here("/trash")).page().select("tbody tr");
        assertThat(row.select("th").text()).isEqualTo("周五之前到货 评论 · HDSS-" + task.number());
        var restoration = row.select("form").attr("action");
        assertThat(world.signedIn("王敏", port).post(restoration).status()).isEqualTo(404);
        assertThat(executor.post(restoration).location()).startsWith(at + "#c-");
        assertThat(executor.get(at).page().select("#comments .comment p").eachText()).containsExactly("周五之前到货");
        assertThat(executor.get(at).page().select(".timeline").text()).contains("恢复了自己的评论");
        assertThat(executor.post(undo).status()).as("it stands already").isEqualTo(404);

        executor.post(executor.get(at).page().select("#comments form[action$=/deletion]").attr("action"));
        assertThat(executor.post(undo).status()).as("undone from the message").isEqualTo(303);
        executor.post(executor.get(at).page().select("#comments form[action$=/deletion]").attr("action"));
        throwAway(in(world.workspace, () -> tasks.get(task.id(), chief())));
        assertThat(executor.post(restoration, "_from", world.here("/trash")).page().select(".errors").text()).contains("请先恢复所属内容");
        clock.set(MORNING.plus(Duration.ofDays(31)));
        trash.run();
        assertThat(count("activity.comment")).isZero();
    }

    @Test
    void aViewComesBackForWhoCouldRemoveIt() {
        var executor = world.signedIn("周颖", port);
        var views = world.here("/plan/views");
        for (var shared : List.of("on", "")) {
            var form = shared.isEmpty() ? new String[] {"id", SavedViewId.next().toString(), "name", "我的", "view", "/plan?only=late"} : new String[] {"id", SavedViewId.next().toString(), "name", "大家的", "view", "/gantt", "shared", "on"};
            assertThat(executor.post(views, form).status()).isEqualTo(303);
        }
        for (int i = 0; i < 2; i++) executor.post(executor.get(views).page().select("form[action$=/removal]").first().attr("action"));
        assertThat(executor.get(views).page().select("form[action$=/removal]")).isEmpty();
        assertThat(executor.get(world.here("/trash")).page().select("tbody th").eachText()).containsExactlyInAnyOrder("我的 已存视图", "大家的 已存视图");
        var own = executor.get(world.here("/trash")).page().select("tbody tr:contains(我的) form").attr("action");
        assertThat(world.signedIn("王敏", port).post(own).status()).as("nobody else’s").isEqualTo(404);
        assertThat(world.signedIn("李婷", port).get(world.here("/trash")).page().select("tbody tr")).isEmpty();
        var chief = world.signedIn("王敏", port);
        assertThat(chief.get(world.here("/trash")).page().select("tbody th").eachText()).containsExactly("大家的 已存视图");
        assertThat(chief.post(chief.get(world.here("/trash")).page().select("tbody form").attr("action")).location()).isEqualTo(views);
        var undo = own.replace("/trash/view/", "/plan/views/");
        assertThat(executor.post(undo).location()).as("undone from the message").isEqualTo(views);
        assertThat(executor.get(views).page().select("form[action$=/removal]")).hasSize(2);

        executor.post(undo.replace("/restoration", "/removal"));
        clock.set(MORNING.plus(Duration.ofDays(31)));
        trash.run();
        assertThat(count("workplan.saved_view")).isEqualTo(1);
        assertThat(count("activity.activity where type = 'thing_removed'")).as("nobody’s history").isZero();
    }

    private void attach(meridian.world.Browser who, Task task, String name) {
        var at = world.here("/tasks/" + task.number());
        assertThat(who.upload(world.url("/files?_form=attach&_from=" + at), "file", name, name.getBytes(StandardCharsets.UTF_8), "subject", "task:" + task.id()).status()).isEqualTo(303);
    }

    @Test
    void whatStandsInTheWayIsSaid() {
        var chief = world.signedIn("王敏", port);
        var resource = resource("展台", "财务部");
        chief.post(world.here("/team/parties/" + world.parties.get("财务部") + "/removal"), "reason", "不参与", "version", "0");
        var seen = chief.post(world.here("/trash/resource/" + resource + "/restoration"), "_from", world.here("/trash"));
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select(".errors").text()).contains("财务部已不是本项目的责任单位").contains("团队页");

        var deliverable = deliverable("上市方案");
        sql(work -> work.execute("update project.charter set state = 'approved' where project_id = '" + world.project + "'"));
        var fixed = chief.post(world.here("/trash/deliverable/" + deliverable + "/restoration"), "_from", world.here("/trash"));
        assertThat(fixed.status()).isEqualTo(422);
        assertThat(fixed.page().select(".errors").text()).contains("申请变更");
    }

    @Test
    void aTaskComesBackWithoutAnOwnerWhoHasLeftAndAtTheEndWhereItsPackageIsGone() {
        var parent = add("门店准备", null);
        var child = in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, parent.id(), null, TaskFields.titled("陈列").withParty(world.parties.get("华南"))), chief()).task());
        var owned = add("签约", "林峰");
        throwAway(child);
        throwAway(owned);
        clock.set(MORNING.plusSeconds(5));
        throwAway(in(world.workspace, () -> tasks.get(parent.id(), chief())));
        sql(work -> work.execute("delete from identity.role_grant where member_id = '" + world.person("林峰").member() + "'"));
        var chief = world.signedIn("王敏", port);
        assertThat(said(chief, "/trash/task/" + child.id() + "/restoration")).contains("said_restored_at_end");
        assertThat(said(chief, "/trash/task/" + owned.id() + "/restoration")).contains("said_restored_without_owners");
        assertThat(in(world.workspace, () -> tasks.get(owned.id(), chief())).owner()).isNull();
        assertThat(count("duty.duty where subject_id = '" + owned.id() + "' and state = 'open'")).isZero();
    }

    @Test
    void whatIsAcceptedIsNotThrownAway() {
        var parent = add("门店准备", null);
        var child = in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, parent.id(), null, TaskFields.titled("陈列").withParty(world.parties.get("华南"))), chief()).task());
        sql(work -> work.update(TASK).set(TASK.STATUS, "accepted").where(TASK.ID.eq(child.id())).execute());
        var refused = world.signedIn("王敏", port).post(world.here("/tasks/" + parent.number() + "/deletion"), "version", "0");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("陈列").contains("已验收");
        assertThat(count("workplan.task where deleted_at is not null")).isZero();
    }

    @Test
    void aFullTrashIsReadPageByPage() {
        for (int i = 1; i <= 53; i++) {
            clock.set(MORNING.plusSeconds(i));
            resource("展台 " + i, "华南");
        }
        var chief = world.signedIn("王敏", port);
        var asked = statements.of(() -> chief.get(world.here("/trash")));
        assertThat(asked.stream().filter(sql -> sql.startsWith("select")).count()).as(String.join("\n", asked)).isLessThanOrEqualTo(11);
        var first = chief.get(world.here("/trash")).page();
        assertThat(first.select("tbody tr")).hasSize(50);
        var second = chief.get(first.select("a[rel=next]").attr("href")).page();
        assertThat(second.select("tbody th").eachText()).containsExactly("展台 3 资源", "展台 2 资源", "展台 1 资源");
        assertThat(second.select("a[rel=next]")).isEmpty();
    }

    private String said(meridian.world.Browser browser, String act) {
        var answer = browser.post(world.here(act));
        assertThat(answer.status()).isEqualTo(303);
        return answer.response().headers().firstValue("set-cookie").orElse("");
    }

    private Task add(String title, String owner) {
        var fields = TaskFields.titled(title).withParty(world.parties.get("华南")).withFinish(TaskFields.endOf(LocalDate.of(2026, 11, 20)));
        var given = owner == null ? fields : fields.withOwner(world.person(owner).member());
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, owner == null ? TaskKind.PACKAGE : TaskKind.TASK, null, null, given), chief()).task());
    }

    private void throwAway(Task task) {
        in(world.workspace, () -> tree.delete(List.of(new TaskTree.Seen(task.id(), task.version())), chief()));
    }

    private String deliverable(String name) {
        var id = DeliverableId.next();
        world.in(() -> {
            deliverables.add(world.project, id, new Deliverables.Text(name, "", null, "验收标准"), chief());
            deliverables.remove(world.project, id, chief());
        });
        return id.toString();
    }

    private String indicator(String name) {
        var id = IndicatorId.next();
        world.in(() -> {
            indicators.add(world.project, id, new Indicators.Facts(name, "%", Indicator.Comparison.AT_LEAST, new BigDecimal("80"), Indicator.Rollup.AVERAGE, null), chief());
            indicators.delete(world.project, id, 0, chief());
        });
        return id.toString();
    }

    private String resource(String name, String party) {
        var id = ResourceId.next();
        world.in(() -> {
            resources.add(world.project, id, new Resources.Facts(Resource.Kind.EQUIPMENT, name, BigDecimal.ONE, "个", world.parties.get(party), null, LocalDate.of(2026, 11, 1), null, null, null), chief());
            resources.delete(world.project, id, 0, chief());
        });
        return id.toString();
    }

    private meridian.tenancy.Actor chief() {
        return world.person("王敏").actor();
    }

    private int count(String what) {
        return in(world.workspace, () -> transaction.execute(status -> db.fetchSingle("select count(*) from " + what).get(0, Integer.class)));
    }

    private void sql(java.util.function.Consumer<DSLContext> work) {
        in(world.workspace, () -> transaction.execute(status -> {
            work.accept(db);
            return null;
        }));
    }
}
