package meridian.notification;

import static db.identity.Tables.ROLE_GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.CommentId;
import meridian.tenancy.TaskId;
import meridian.workplan.Dispatching;
import meridian.workplan.TaskComments;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class FollowTest extends MeridianTest {
    @Autowired
    Tasks tasks;

    @Autowired
    TaskComments comments;

    @Autowired
    Dispatching dispatching;

    @Autowired
    Grants grants;

    @Autowired
    Notices notices;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    DSLContext context;

    private record Followable(TaskId id, String page) {}

    private Followable task(Worlds.World world) {
        var id = TaskId.next();
        var number = new int[1];
        world.in(() -> number[0] = tasks.add(new Tasks.NewTask(id, world.project, TaskKind.TASK, null, null, TaskFields.titled("门店铺货").withParty(world.parties.get("华南"))), world.person("王敏").actor()).task().number());
        return new Followable(id, world.here("/tasks/" + number[0]));
    }

    private List<String> told(Worlds.World world, String person) {
        return world.signedIn(person, port).get(world.url("/notices")).page().select(".notice-line a").eachText();
    }

    @Test
    void whoFollowsATaskHearsOfEveryChangeByOthersOnce() {
        var world = worlds.world();
        var task = task(world);
        var browser = world.signedIn("李婷", port);
        assertThat(browser.get(task.page()).page().select(".follow > summary").text()).isEqualTo("关注");
        assertThat(browser.post(task.page() + "/following", "state", "followed").status()).isEqualTo(303);
        assertThat(browser.get(task.page()).page().select(".follow > summary").text()).isEqualTo("已关注");
        world.in(() -> tasks.start(task.id(), world.person("王敏").actor()));
        world.in(() -> comments.write(task.id(), CommentId.next(), "看一下", world.person("王敏").actor()));
        assertThat(told(world, "李婷")).containsExactly("王敏评论了任务：门店铺货", "王敏开始了任务：门店铺货");
        world.in(() -> comments.write(task.id(), CommentId.next(), "好", world.person("李婷").actor()));
        assertThat(told(world, "李婷")).as("not of one’s own").hasSize(2);
        assertThat(told(world, "陈浩")).isEmpty();
    }

    @Test
    void whoIsToldForAnotherReasonIsNotToldTwice() {
        var world = worlds.world();
        var task = task(world);
        world.signedIn("周颖", port).post(task.page() + "/following", "state", "followed");
        world.in(() -> comments.write(task.id(), CommentId.next(), "@周颖 请看", world.person("王敏").actor()));
        world.in(() -> dispatching.offer(task.id(), world.person("周颖").member(), world.person("陈浩").actor()));
        assertThat(told(world, "周颖")).containsExactly("陈浩向您派发了任务“门店铺货”", "王敏在“门店铺货”中提到了您：@周颖 请看");
    }

    @Test
    void whatIsMutedRingsNoBellButCriticalThingsDo() {
        var world = worlds.world();
        var task = task(world);
        var browser = world.signedIn("周颖", port);
        browser.post(task.page() + "/following", "state", "muted");
        world.in(() -> comments.write(task.id(), CommentId.next(), "@周颖 请看", world.person("王敏").actor()));
        var page = browser.get(world.url("/notices")).page();
        assertThat(page.select(".notice-line")).hasSize(1);
        assertThat(page.select(".notice-line.unread")).isEmpty();
        assertThat(page.select("#bell b")).isEmpty();
        world.in(() -> transaction.executeWithoutResult(status -> notices.tell(new meridian.outbox.Notice("task_offered", NoticeGroup.EMERGENCY, List.of(world.person("周颖").member()), "critical", world.project,
                meridian.tenancy.Ref.of("task", task.id()), "断供", "/p/HDSS/plan", List.of("谁"), true))));
        assertThat(browser.get(world.url("/notices")).page().select("#bell b").text()).isEqualTo("1");
        browser.post(task.page() + "/following", "state", "neither");
        world.in(() -> comments.write(task.id(), CommentId.next(), "@周颖 再看", world.person("王敏").actor()));
        assertThat(browser.get(world.url("/notices")).page().select("#bell b").text()).isEqualTo("2");
    }

    @Test
    void aMutedTaskIsNotRemindedOfButWhoAsksIsHeard() {
        clock.set(java.time.Instant.parse("2026-11-23T01:00:00Z"));
        var world = worlds.world();
        var id = TaskId.next();
        var number = new int[1];
        world.in(() -> number[0] = tasks.add(new Tasks.NewTask(id, world.project, TaskKind.TASK, null, null,
                TaskFields.titled("门店铺货").withParty(world.parties.get("华南")).withOwner(world.person("周颖").member()).withFinish(TaskFields.endOf(java.time.LocalDate.of(2026, 11, 24)))), world.person("王敏").actor()).task().number());
        var owner = world.signedIn("周颖", port);
        assertThat(owner.post(world.here("/tasks/" + number[0]) + "/following", "state", "muted").status()).isEqualTo(303);
        for (int hour = 0; hour < 72; hour++) {
            clock.forward(java.time.Duration.ofHours(1));
            timekeeper.look();
        }
        var page = owner.get(world.url("/notices")).page();
        assertThat(page.select(".notice-line:not(.unread)").text()).as("can still be looked up").contains("门店铺货", "请尽快办理");
        assertThat(page.select(".notice-line.unread").eachText()).as("asking for help is heard").isNotEmpty().allMatch(line -> line.contains("协助"));
        assertThat(world.signedIn("陈浩", port).get(world.url("/notices")).page().select(".notice-line.unread").text()).contains("提请您协助周颖");
    }

    @Autowired
    meridian.duty.Timekeeper timekeeper;

    @Test
    void whoLosesTheProjectHearsNoMoreOfItAndNobodyFollowsWhatTheyCannotSee() {
        var world = worlds.world();
        var task = task(world);
        assertThat(world.signedIn("外人", port).post(task.page() + "/following", "state", "followed").status()).isEqualTo(404);
        world.in(() -> grants.grant(world.person("外人").member(), world.project, null, Role.EXECUTOR, world.person("王敏").actor()));
        assertThat(world.signedIn("外人", port).post(task.page() + "/following", "state", "followed").status()).isEqualTo(303);
        world.in(() -> tasks.start(task.id(), world.person("王敏").actor()));
        assertThat(told(world, "外人")).hasSize(1);
        world.in(() -> transaction.executeWithoutResult(status -> context.deleteFrom(ROLE_GRANT).where(ROLE_GRANT.MEMBER_ID.eq(world.person("外人").member())).execute()));
        world.in(() -> tasks.complete(task.id(), world.person("王敏").actor()));
        assertThat(told(world, "外人")).hasSize(1);
    }

    @Test
    void whatIsFollowedIsListedAndEndedOnTheSettingsPage() {
        var world = worlds.world();
        var task = task(world);
        var browser = world.signedIn("李婷", port);
        browser.post(task.page() + "/following", "state", "followed");
        assertThat(browser.post(task.page() + "/following", "state", "loud", "_form", "x", "_from", task.page()).status()).isEqualTo(422);
        var settings = browser.get(world.url("/me/notices")).page();
        assertThat(settings.select("a[href=" + task.page() + "]").text()).isEqualTo("门店铺货");
        var form = settings.select("form[action$=/following/removal]");
        assertThat(browser.post(form.attr("action"), "subject", form.select("input[name=subject]").val()).status()).isEqualTo(303);
        world.in(() -> tasks.start(task.id(), world.person("王敏").actor()));
        assertThat(told(world, "李婷")).isEmpty();
    }
}
