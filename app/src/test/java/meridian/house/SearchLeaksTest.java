package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.document.Attachments;
import meridian.document.FileStore;
import meridian.house.Scene.Visitor;
import meridian.meeting.Meeting;
import meridian.meeting.Meetings;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.CommentId;
import meridian.tenancy.MeetingId;
import meridian.tenancy.Ref;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskComments;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The search is held against the pages: everybody finds exactly what they could have opened by its address. */
class SearchLeaksTest extends MeridianTest {
    private static final List<String> THINGS = List.of("minuted", "issued", "action", "meeting", "comment", "request", "draft", "granted", "dispute", "settled", "risk", "riskmeasure", "check", "finding", "emergency", "accepted", "deliverable", "removed", "indicator", "resource",
            "file", "letter", "readiness", "trashed", "report", "handoveritem", "openpoint");

    @Autowired
    ApplicationContext beans;

    private record Thing(String id, String kind, String query, String address) {}

    @Test
    void everybodyFindsExactlyWhatTheyMayOpen() {
        var elsewhere = worlds.world();
        var scene = new Scene(beans, elsewhere);
        THINGS.forEach(scene::thing);
        shareWithTheGuest(scene);
        var things = scene.sql(db -> db.fetch("select id::text, kind, case when number <> '' then number when not borrows then title else left(body, 40) end, address from index.entry order by id"))
                .map(row -> new Thing(row.get(0, String.class), row.get(1, String.class), row.get(2, String.class), row.get(3, String.class)));
        assertThat(things.stream().map(Thing::kind)).contains("project", "charter", "deliverable", "indicator", "party", "member", "resource", "task", "comment", "meeting", "minutes_row", "decision", "emergency", "resource_request", "dispute", "risk",
                "quality_check", "letter", "document", "file", "report", "handover_item", "open_point");
        var wrong = new ArrayList<String>();
        var counted = new HashMap<Visitor, Integer>();
        for (var visitor : Visitor.values()) {
            if (visitor == Visitor.NOBODY || visitor == Visitor.OTHER) continue;
            var session = scene.session(visitor);
            var asked = new HashMap<String, Map<String, String>>();
            for (var thing : things) {
                if (thing.query().isBlank()) continue;
                var found = asked.computeIfAbsent(thing.kind() + thing.query(), key -> found(scene.world.url("/search"), thing, session));
                var href = found.get(thing.id());
                if (href != null) counted.merge(visitor, 1, Integer::sum);
                // Where a project begins is another page for each; a person is seen on a page that both know.
                var address = thing.address().contains("{project}") ? href : scene.world.url(thing.address());
                int status = address == null ? 404 : Knock.get(port, address.replaceAll("#.*", ""), session).status();
                boolean beginning = thing.address().matches("/p/[A-Z]+");
                boolean open = status == 200 || beginning && href != null && status == 303;
                if (open != (href != null) && !beginning) wrong.add(visitor + (href == null ? " misses " : " finds ") + thing + ", whose page answers " + status);
            }
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
        // The beginning of a project is open to guests, who are led on to their inbox.
        assertThat(counted.get(Visitor.NONE)).as("a stranger").isNull();
        assertThat(counted.get(Visitor.GUEST)).as("a guest").isBetween(4, 12);
        assertThat(counted.get(Visitor.CHIEF)).isGreaterThan(30).isEqualTo(counted.get(Visitor.LEAD2)).isEqualTo(counted.get(Visitor.AUDITOR));
        nothingOfItElsewhere(scene, things, elsewhere.url("/search"));
    }

    // Words that both workspaces have are asked for in the other one.
    private void nothingOfItElsewhere(Scene scene, List<Thing> things, String search) {
        var session = scene.session(Visitor.OTHER);
        var ids = new HashSet<>(things.stream().map(Thing::id).toList());
        for (var thing : things) {
            if (!thing.query().isBlank()) assertThat(found(search, thing, session).keySet()).doesNotContainAnyElementsOf(ids);
        }
        assertThat(Knock.get(port, scene.world.url("/search?q=" + encoded("铺货")), session).status()).isEqualTo(404);
        assertThat(Knock.get(port, scene.world.url("/search/suggestions?q=" + encoded("铺货")), session).status()).isEqualTo(404);
    }

    private void shareWithTheGuest(Scene scene) {
        var chief = scene.world.person("王敏").actor();
        var guest = scene.world.person("客人").member();
        scene.world.in(() -> {
            var task = TaskId.next();
            beans.getBean(Tasks.class).add(new Tasks.NewTask(task, scene.world.project, TaskKind.TASK, null, null, TaskFields.titled("外协安装").withOwner(guest)), chief);
            beans.getBean(TaskComments.class).write(task, CommentId.next(), "请带好工具", chief);
            try (var content = beans.getBean(FileStore.class).receive(scene.world.workspace, "file", "图纸.txt", new ByteArrayInputStream("安装图纸".getBytes(StandardCharsets.UTF_8)))) {
                beans.getBean(Attachments.class).attach(Ref.of("task", task), List.of(new Attachments.Incoming(AttachmentId.next(), content)), chief);
            }
            var facts = new Meetings.Facts(Meeting.Kind.OTHER, "外协交底会", Meeting.Mode.ONLINE, "", "", "", scene.world.regions.get("华南"), LocalDateTime.now().plusDays(2), 60, null, null, List.of(guest), "", null, null, List.of());
            beans.getBean(Meetings.class).call(scene.world.project, MeetingId.next(), facts, null, chief);
        });
    }

    /** What is found, with where it leads to. */
    private Map<String, String> found(String search, Thing thing, String session) {
        var found = new HashMap<String, String>();
        Set<String> asked = new HashSet<>();
        for (var address = search + "?q=" + encoded(thing.query()) + "&kind=" + thing.kind(); !address.isEmpty() && asked.add(address); ) {
            var seen = Knock.get(port, address, session);
            assertThat(seen.status()).as(address).isEqualTo(200);
            var page = Jsoup.parse(seen.body());
            page.select("li[id^=f-]").forEach(line -> found.put(line.id().substring(2), line.selectFirst("a").attr("href")));
            address = page.select("a[rel=next]").attr("href");
        }
        return found;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
