package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.EXTENSION;
import static db.identity.Tables.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.ZipFile;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.ExplanationId;
import meridian.tenancy.ExtensionId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Which promises were kept (承诺兑现): by party, kind and week, and who may read it. */
class PromiseRecordTest extends MeridianTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T01:00:00Z");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired
    Duties duties;

    @Autowired
    Extensions extensions;

    @Autowired
    Explanations explanations;

    @Autowired
    PromiseRecord record;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    Worlds.World world;

    @BeforeEach
    void monday() {
        clock.set(MONDAY);
        world = worlds.world();
    }

    @Test
    void aWeekOfAPartyIsToldAsItWas() {
        var inTime = owe("华南", Duration.ofHours(8));
        var late = owe("华南", Duration.ofHours(8));
        owe("华南", Duration.ofHours(8)); // nobody does it
        var paused = owe("华南", Duration.ofHours(8));
        var extended = owe("华南", Duration.ofHours(8));
        var cancelled = owe("华南", Duration.ofHours(8));
        var early = owe("华南", Duration.ofDays(9));
        owe("华东", Duration.ofHours(8));
        act(() -> {
            duties.meet(inTime, actor("周颖"));
            duties.meet(early, actor("周颖"));
            duties.pause(paused, "等待门店", null, actor("周颖"));
            duties.cancel("test_thing", subject(cancelled), actor("王敏"));
        });
        var asked = ExtensionId.next();
        act(() -> extensions.ask(asked, extended, MONDAY.plus(Duration.ofDays(2)), "等待门店", actor("周颖")));
        act(() -> extensions.answer(asked, true, "", actor("王敏")));
        clock.forward(Duration.ofDays(1));
        act(() -> explanations.explain(ExplanationId.next(), late, "供应商断货", true, actor("周颖")));
        act(() -> duties.meet(late, actor("周颖")));
        // The extended one is judged by its new due time, and is not due yet.
        assertThat(kept("华南")).isEqualTo(new Kept(1, 1, 1, 1, 0, 0));
        act(() -> duties.meet(extended, actor("周颖")));
        clock.forward(Duration.ofDays(2));
        assertThat(kept("华南")).isEqualTo(new Kept(2, 1, 1, 1, 0, 1));
        assertThat(kept("华东")).isEqualTo(new Kept(0, 0, 1, 0, 0, 0));
        act(() -> duties.resume(paused, actor("周颖")));
        assertThat(kept("华南").due()).as("the clock stood still, so nothing is late").isEqualTo(4);
        clock.forward(Duration.ofDays(7));
        assertThat(kept("华南")).isEqualTo(new Kept(3, 1, 2, 1, 0, 1));
    }

    @Test
    void whatPassesToSomebodyElseBecauseItsTimeWasOverStaysMissed() {
        var mine = owe("华南", Duration.ofHours(8));
        var other = owe("华南", Duration.ofHours(8));
        act(() -> duties.lapse("test_thing", subject(other), actor("王敏")));
        assertThat(state(other)).as("taken away before it was due").isEqualTo("cancelled");
        clock.forward(Duration.ofHours(8));
        var subject = subject(mine);
        act(() -> {
            duties.lapse("test_thing", subject, actor("王敏"));
            duties.open(new Duties.NewDuty("test_thing", world.project, world.parties.get("华南"), new Ref("task", subject.value()), "华南铺货", member("周颖"), null, null, clock.instant().plusSeconds(3_600)));
        });
        assertThat(state(mine)).isEqualTo("missed");
        assertThat(kept("华南")).isEqualTo(new Kept(0, 0, 1, 0, 0, 0));
        assertThat(world.signedIn("周颖", port).get(world.url("/duties/" + mine)).page().text()).contains("未兑现", "超时未办，已转由他人办理");
    }

    /** Rows of every sort, summed here by the rule one after another. */
    @Test
    void theStatementSaysWhatTheRuleSays() {
        var random = new Random(20261126);
        var parties = List.copyOf(world.parties.keySet());
        var states = List.of("open", "met", "met_late", "missed", "cancelled");
        var now = MONDAY;
        act(() -> transaction.executeWithoutResult(status -> {
            var regions = db.select(REGION.ID, REGION.ZONE).from(REGION).fetch();
            for (int i = 0; i < 400; i++) {
                var region = random.nextInt(8) == 0 ? null : regions.get(random.nextInt(regions.size()));
                var state = states.get(random.nextInt(states.size()));
                var due = now.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 40) - 60L * 24 * 37));
                if (random.nextInt(5) == 0) due = LocalDate.ofInstant(due, SHANGHAI).with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atStartOfDay(region == null ? SHANGHAI : ZoneId.of(region.value2())).toInstant();
                var open = state.equals("open");
                var paused = open && random.nextInt(3) == 0;
                var id = DutyId.next();
                db.insertInto(DUTY)
                        .set(DUTY.ID, id).set(DUTY.KIND, "kind_" + random.nextInt(3)).set(DUTY.PROJECT_ID, world.project).set(DUTY.PARTY_ID, random.nextInt(6) == 0 ? null : world.parties.get(parties.get(random.nextInt(parties.size()))))
                        .set(DUTY.SUBJECT_KIND, "task").set(DUTY.SUBJECT_ID, UUID.randomUUID()).set(DUTY.TITLE, "x").set(DUTY.OWNER_ID, member("周颖")).set(DUTY.REGION_ID, region == null ? null : region.value1())
                        .set(DUTY.DUE_AT, due).set(DUTY.STATED_DUE_AT, due).set(DUTY.STATE, state).set(DUTY.CLOSED_AT, open ? null : now).set(DUTY.CAUSE, random.nextBoolean() ? null : random.nextBoolean() ? "own" : "elsewhere")
                        .set(DUTY.PAUSED_AT, paused ? due.plus(Duration.ofHours(random.nextInt(48) - 24L)) : null).set(DUTY.PAUSE_CAUSE, paused ? "waiting" : null)
                        .execute();
                for (int ask = random.nextInt(3); ask > 0; ask--) {
                    db.insertInto(EXTENSION).set(EXTENSION.ID, ExtensionId.next()).set(EXTENSION.DUTY_ID, id).set(EXTENSION.ROUND, 1).set(EXTENSION.DUE_BEFORE, due).set(EXTENSION.ASKED_DUE_AT, due).set(EXTENSION.REASON, "x")
                            .set(EXTENSION.ASKED_BY, member("周颖")).set(EXTENSION.ASKED_AT, due).set(EXTENSION.GRANTED, random.nextBoolean()).set(EXTENSION.ANSWERED_AT, now).execute();
                }
            }
        }));
        var promises = promises();
        var expected = new HashMap<String, Kept>();
        var zones = in(() -> db.select(REGION.ID, REGION.ZONE).from(REGION).fetchMap(REGION.ID, REGION.ZONE));
        var granted = in(() -> Set.copyOf(db.select(EXTENSION.DUTY_ID).from(EXTENSION).where(EXTENSION.GRANTED.isTrue()).fetch(EXTENSION.DUTY_ID)));
        for (var duty : in(() -> db.selectFrom(DUTY).fetch())) {
            var judged = Promise.of(duty.getState(), duty.getDueAt(), duty.getPausedAt(), now).orElse(null);
            if (judged == null) continue;
            var zone = duty.getRegionId() == null ? SHANGHAI : ZoneId.of(zones.get(duty.getRegionId()));
            var week = LocalDate.ofInstant(duty.getDueAt().minusNanos(1_000), zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            if (week.isBefore(promises.first()) || week.isAfter(promises.last())) continue;
            int elsewhere = "elsewhere".equals(duty.getCause()) ? 1 : 0;
            int extended = granted.contains(duty.getId()) ? 1 : 0;
            expected.merge(duty.getPartyId() + " " + duty.getKind() + " " + week, switch (judged) {
                case KEPT -> new Kept(1, 0, 0, 0, 0, extended);
                case KEPT_LATE -> new Kept(0, 1, 0, elsewhere, 0, extended);
                case MISSED -> new Kept(0, 0, 1, 0, elsewhere, extended);
            }, Kept::plus);
        }
        var found = new HashMap<String, Kept>();
        promises.lines().forEach(line -> found.put(line.party() + " " + line.kind() + " " + line.week(), line.kept()));
        assertThat(found).isEqualTo(expected);
        assertThat(promises.total().due()).isGreaterThan(100);
    }

    @Test
    void whoRunsTheProjectReadsAllAndALeadTheirOwnPartyOnly() throws Exception {
        act(() -> duties.meet(owe("华南", Duration.ofHours(8)), actor("周颖")));
        owe("华东", Duration.ofHours(8));
        clock.forward(Duration.ofDays(1));
        for (var reader : List.of("王敏", "赵总", "审计员")) {
            var page = world.signedIn(reader, port).get(world.here("/promises")).page();
            assertThat(page.select("#by-party tbody th").eachText()).as(reader).containsExactly("华东", "华南");
            assertThat(page.select("#total").text()).as(reader).contains("50%", "按时兑现：1/2");
            assertThat(page.select("#weeks svg rect")).hasSize(2);
            var everywhere = world.signedIn(reader, port).get(world.url("/promises")).page();
            assertThat(everywhere.select("#by-project tbody th").text()).as(reader).contains("HDSS 新品区域上市");
        }
        var lead = world.signedIn("陈浩", port);
        assertThat(lead.get(world.here("/promises")).page().select("#by-party tbody th").eachText()).containsExactly("华南");
        assertThat(lead.get(world.url("/promises")).page().select("#by-party tbody th").eachText()).containsExactly("华南");
        assertThat(lead.get(world.here("/promises")).page().select("#total").text()).contains("100%");
        assertThat(lead.get(world.here("/promises?unit=" + java.net.URLEncoder.encode("华东", StandardCharsets.UTF_8))).page().text()).contains("没有到期的事项");
        assertThat(world.signedIn("王敏", port).get(world.here("/promises?weeks=26&kind=test_thing&unit=" + java.net.URLEncoder.encode("华东", StandardCharsets.UTF_8))).page().select("#total").text()).contains("按时兑现：0/1");
        assertThat(world.signedIn("王敏", port).get(world.here("/promises?weeks=viele")).status()).isEqualTo(400);
        for (var reader : List.of("周颖", "林峰")) {
            assertThat(world.signedIn(reader, port).get(world.here("/promises")).status()).as(reader).isEqualTo(403);
            for (var file : List.of("/promises.xlsx", "/registers/promise_register", "/registers/promise_register/file.pdf")) assertThat(world.signedIn(reader, port).get(world.here(file)).status()).as(reader + file).isEqualTo(403);
            assertThat(world.signedIn(reader, port).get(world.url("/promises")).page().text()).as(reader).contains("没有到期的事项");
        }
        assertThat(world.signedIn("外人", port).get(world.here("/promises")).status()).isEqualTo(404);
        // Nobody is named, on the page or in the file.
        assertThat(world.signedIn("王敏", port).get(world.here("/promises")).page().select("main").text()).doesNotContain("周颖").doesNotContain("陈浩");
        var book = lead.get(world.here("/promises.xlsx")).response().body();
        assertThat(unzipped(book, "xl/workbook.xml")).contains("按责任单位", "按事项类型", "逐周走势", "明细");
        assertThat(unzipped(book, "xl/sharedStrings.xml")).contains("华南", "新品区域上市", "按时率", "密级").doesNotContain("华东").doesNotContain("周颖");
        assertThat(unzipped(lead.get(world.here("/promises.xlsx?lang=en")).response().body(), "xl/workbook.xml")).as("in the language asked for").contains("By party", "Every line");
        assertThat(unzipped(lead.get(world.url("/promises.xlsx?lang=en")).response().body(), "xl/workbook.xml")).contains("By project");
        // On paper it is the same, and each reads of those they answer for.
        assertThat(lead.get(world.here("/registers/promise_register")).page().select("article.document").text()).contains("承诺兑现", "-PK-001", "华南", "仅含查看人所负责的单位").doesNotContain("华东");
        assertThat(world.signedIn("王敏", port).get(world.here("/registers/promise_register?lang=en")).page().select("article.document").text()).contains("Promise record", "By party", "By kind of duty", "Over the weeks", "华东").doesNotContain("answers for");
        for (var ending : List.of("docx", "pdf", "xlsx")) assertThat(lead.get(world.here("/registers/promise_register/file." + ending)).status()).as(ending).isEqualTo(200);
    }

    private static String unzipped(byte[] file, String entry) throws Exception {
        var there = Files.write(Files.createTempFile("promises", ".xlsx"), file);
        try (var zip = new ZipFile(there.toFile())) {
            return org.jsoup.parser.Parser.unescapeEntities(new String(zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8), false);
        } finally {
            Files.delete(there);
        }
    }

    // ---- in short

    private DutyId owe(String party, Duration in) {
        return in(world.workspace, () -> duties.open(new Duties.NewDuty("test_thing", world.project, world.parties.get(party), new Ref("task", UUID.randomUUID()), "铺货", member("周颖"), member("王敏"), null, MONDAY.plus(in))));
    }

    private Promises promises() {
        return in(world.workspace, () -> record.of(new PromiseRecord.Of(List.of(world.project), List.of(), List.of()), 4, SHANGHAI));
    }

    private Kept kept(String party) {
        return promises().only(line -> world.parties.get(party).equals(line.party())).total();
    }

    private meridian.tenancy.TaskId subject(DutyId id) {
        return new meridian.tenancy.TaskId(in(() -> db.select(DUTY.SUBJECT_ID).from(DUTY).where(DUTY.ID.eq(id)).fetchSingle(DUTY.SUBJECT_ID)));
    }

    private String state(DutyId id) {
        return in(() -> db.select(DUTY.STATE).from(DUTY).where(DUTY.ID.eq(id)).fetchSingle(DUTY.STATE));
    }

    private <T> T in(Supplier<T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.get()));
    }

    private void act(Runnable work) {
        world.in(work);
    }

    private Actor actor(String name) {
        return world.person(name).actor();
    }

    private MemberId member(String name) {
        return world.person(name).member();
    }
}
