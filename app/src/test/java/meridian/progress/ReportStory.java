package meridian.progress;

import static db.duty.Tables.DUTY;
import static db.progress.Tables.REPORT;
import static db.project.Tables.PROJECT;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import meridian.tenancy.MemberId;
import meridian.tenancy.TaskId;
import meridian.workplan.Task;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A project in execution on Monday, 23 November 2026, 09:30 in Shanghai, and short words to act in it. */
abstract class ReportStory extends MeridianTest {
    static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    static final Instant MORNING = Instant.parse("2026-11-23T01:30:00Z");

    @Autowired
    Tasks tasks;

    @Autowired
    Reports reports;

    @Autowired
    ProgressDuties duties;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    Worlds.World world;

    @BeforeEach
    void aProjectInExecution() {
        clock.set(MORNING);
        world = worlds.world();
        sql(() -> db.update(PROJECT).set(PROJECT.STAGE, "execution").where(PROJECT.ID.eq(world.project)).execute());
    }

    <T> T sql(Supplier<T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.get()));
    }

    Task task(String title, String party, String owner, @Nullable LocalDate start, @Nullable LocalDate finish) {
        var fields = TaskFields.titled(title).withParty(world.parties.get(party)).withOwner(member(owner))
                .withStart(start == null ? null : TaskFields.startOf(start)).withFinish(finish == null ? null : TaskFields.endOf(finish));
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, fields), world.person("王敏").actor()).task());
    }

    Task now(Task task) {
        return in(world.workspace, () -> tasks.get(task.id(), world.person("王敏").actor()));
    }

    MemberId member(String name) {
        return world.person(name).member();
    }

    void settings(String json) {
        sql(() -> db.update(PROJECT).set(PROJECT.SETTINGS, JSONB.valueOf(json)).where(PROJECT.ID.eq(world.project)).execute());
    }

    /** “kind state name” of the duties about reports, oldest first. */
    List<String> duties() {
        return sql(() -> db.select(DUTY.KIND, DUTY.STATE, DUTY.OWNER_ID).from(DUTY).where(DUTY.KIND.like("%report%")).orderBy(DUTY.ID)
                .fetch(row -> row.value1() + " " + row.value2() + " " + name(row.value3())));
    }

    String name(MemberId member) {
        return world.people.values().stream().filter(person -> person.member().equals(member)).findFirst().orElseThrow().name();
    }

    int filed() {
        return sql(() -> db.fetchCount(REPORT));
    }

    Line doing(Task task, @Nullable Integer percent) {
        return new Line(task.id(), LineState.DOING, "", percent, null, "");
    }

    /** The form as the sheet's page holds it, ready to be sent: every value that a browser would send, with the given ones in their place. */
    String[] form(org.jsoup.nodes.Document page, String... instead) {
        var fields = new java.util.LinkedHashMap<String, String>();
        for (var data : ((org.jsoup.nodes.FormElement) page.selectFirst("form#report")).formData()) fields.put(data.key(), data.value());
        for (int i = 0; i < instead.length; i += 2) fields.put(instead[i], instead[i + 1]);
        var flat = new ArrayList<String>();
        fields.forEach((name, value) -> flat.addAll(List.of(name, value)));
        return flat.toArray(String[]::new);
    }
}
