package meridian.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import meridian.coordination.Dispute;
import meridian.coordination.DisputeSheets;
import meridian.coordination.Disputes;
import meridian.coordination.RequestMove;
import meridian.coordination.RequestSheets;
import meridian.coordination.ResourceRequests;
import meridian.project.Resource;
import meridian.project.Resources;
import meridian.tenancy.DisputeId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;
import meridian.tenancy.ResourceRequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the parties of the demo ask of each other and disagree on: a request answered in time, one granted in part, one that
 * nobody answered until it climbed, two that want the same; a dispute that one side has not acknowledged, and one under way.
 */
@Component
class Dealings {
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");

    private final ResourceRequests requests;
    private final RequestSheets requestSheets;
    private final Disputes disputes;
    private final DisputeSheets disputeSheets;
    private final Resources resources;

    Dealings(ResourceRequests requests, RequestSheets requestSheets, Disputes disputes, DisputeSheets disputeSheets, Resources resources) {
        this.requests = requests;
        this.requestSheets = requestSheets;
        this.disputes = disputes;
        this.disputeSheets = disputeSheets;
        this.resources = resources;
    }

    void tell(Story.Scene scene) {
        answeredInTime(scene);
        whoPaysForTheReprint(scene);
        grantedInPart(scene);
        answeredByNobody(scene);
        whoPreparesThePapers(scene);
        wantedByOthersToo(scene);
        waiting(scene);
    }

    // ---- requests

    private void answeredInTime(Story.Scene scene) {
        int number = ask(scene, back(scene, 12, 10), "何静", "孙悦", "市场部", "德国本地审校", 2, scene.today.minusDays(8), scene.today.plusDays(9), "德国", "主视觉与包装文案的德文版须由母语审校，市场部没有德语人员。", "德国物料不能付印，德国上市推迟一周。", null);
        at(scene, back(scene, 11, 17), () -> requests.consent(scene.project, id(scene, number), RequestMove.CONSENT, null, null, "Both reviewers are free from Monday.", version(scene, number), scene.as("Johanna Maier")));
        at(scene, back(scene, 11, 21), () -> requests.answer(scene.project, id(scene, number), new ResourceRequests.Answer(RequestMove.GRANT, null, scene.parties.get("德国"), null, scene.today.minusDays(8), "同意，审校稿同时抄送法务。"), version(scene, number), scene.as("王敏")));
        at(scene, back(scene, 8, 16), () -> requests.deliver(scene.project, id(scene, number), "Lukas Braun and one freelancer have started.", version(scene, number), scene.as("Johanna Maier")));
        at(scene, back(scene, 7, 10), () -> requests.fulfil(scene.project, id(scene, number), "", version(scene, number), scene.as("孙悦")));
    }

    private void grantedInPart(Story.Scene scene) {
        int number = ask(scene, back(scene, 4, 9), "黄丽", "黄丽", "华南", "门店陈列架", 120, scene.today.plusDays(5), null, "供应链", "首批60家重点门店陈列，每店2套。", "一半门店不能按期陈列，覆盖率达不到本月目标。", null);
        at(scene, back(scene, 4, 14), () -> requests.consent(scene.project, id(scene, number), RequestMove.OFFER, new BigDecimal("80"), scene.today.plusDays(3), "本周到货80套，其余等下一批。", version(scene, number), scene.as("郑凯")));
        at(scene, back(scene, 3, 11), () -> requests.answer(scene.project, id(scene, number), new ResourceRequests.Answer(RequestMove.GRANT_PARTLY, new BigDecimal("80"), scene.parties.get("供应链"), null, scene.today.plusDays(3), "先保证40家重点门店，其余40套随下一批到货再申请。"), version(scene, number), scene.as("王敏")));
    }

    private void answeredByNobody(Story.Scene scene) {
        int number = ask(scene, ago(scene, 44), "Priya Nair", "Priya Nair", "新加坡", "华东华南导购讲师", 2, scene.today.plusDays(6), scene.today.plusDays(12), "市场部", "Two trainers for the first round of shop assistants: nobody in Singapore has run the course yet.", "The first training slips by two weeks, and with it the opening in 18 shops.", null);
        at(scene, ago(scene, 40), () -> requests.consent(scene.project, id(scene, number), RequestMove.CONSENT, null, null, "讲师可以抽调，差旅费用请一并考虑。", version(scene, number), scene.as("孙悦")));
    }

    private void wantedByOthersToo(Story.Scene scene) {
        ask(scene, ago(scene, 3), "赵宁", "赵宁", "华东", "门店陈列架", 260, scene.today.plusDays(4), null, "供应链", "华东第二批130家门店陈列提前一周。", "提前陈列的门店只能用旧架，主视觉不统一。", null);
    }

    private void waiting(Story.Scene scene) {
        int number = ask(scene, ago(scene, 9), "何静", "周颖", "华南", "物流与清关费用", 120_000, scene.today.plusDays(8), null, "财务部", "华南首批补货改走空运，运费差额12万元。", "补货晚到十天，月底前断货的门店约20家。", null);
        at(scene, ago(scene, 6), () -> requests.consent(scene.project, id(scene, number), RequestMove.CONSENT, null, null, "费用科目内有余额。", version(scene, number), scene.as("刘洋")));
        ask(scene, ago(scene, 2), "Lukas Braun", "Lukas Braun", "德国", "推广预算", 300_000, scene.today.plusDays(15), null, null, "Two trade fairs in the opening month were not in the plan.", "No presence where half of the dealers meet.", null, false);
    }

    private int ask(Story.Scene scene, Instant when, String preparer, String requester, String party, String resource, int amount, LocalDate by, @Nullable LocalDate until, @Nullable String provider, String reason, String effect, @Nullable Ref origin) {
        return ask(scene, when, preparer, requester, party, resource, amount, by, until, provider, reason, effect, origin, true);
    }

    private int ask(Story.Scene scene, Instant when, String preparer, String requester, String party, String resource, int amount, LocalDate by, @Nullable LocalDate until, @Nullable String provider, String reason, String effect, @Nullable Ref origin, boolean sent) {
        var made = new int[1];
        at(scene, when, () -> {
            var listed = resources.of(scene.project).stream().filter(one -> one.name().equals(resource)).findFirst().map(Resource::id).orElseThrow();
            made[0] = requests.draft(scene.project, ResourceRequestId.next(), new ResourceRequests.Facts(listed, null, "", BigDecimal.valueOf(amount), "", by, until, reason, effect, scene.parties.get(party),
                    scene.people.get(requester), provider == null ? null : scene.parties.get(provider), null), origin, scene.as(preparer));
            if (sent) requests.submit(scene.project, id(scene, made[0]), 0, scene.as(preparer));
        });
        return made[0];
    }

    private ResourceRequestId id(Story.Scene scene, int number) {
        return requestSheets.get(scene.project, number).id();
    }

    private int version(Story.Scene scene, int number) {
        return requestSheets.get(scene.project, number).version();
    }

    // ---- disputes

    private void whoPaysForTheReprint(Story.Scene scene) {
        int number = raise(scene, back(scene, 10, 9), "陈浩", Dispute.Kind.RESPONSIBILITY, "华南物料重印费用由谁承担", "首批易拉宝色差超标，需重印600份，费用4.2万元。印刷稿由市场部提供，印厂由华南选定，双方都认为应由对方承担。", null, "华南", "市场部");
        state(scene, back(scene, 10, 15), number, "华南", "陈浩", "印厂按市场部交付的色彩文件印制，打样时市场部未派人确认，责任在色彩文件。");
        state(scene, back(scene, 9, 11), number, "市场部", "孙悦", "色彩文件符合品牌规范。印厂未做印前校色，选厂和验收由华南负责。");
        call(scene, back(scene, 9, 16), number, "王敏", LocalDateTime.of(scene.today.minusDays(8), java.time.LocalTime.of(15, 0)), "陈浩", "孙悦", "王敏", "刘洋");
        at(scene, back(scene, 8, 16), () -> {
            var dispute = disputeSheets.get(scene.project, number);
            disputes.hold(scene.project, dispute.id(), "双方同意：打样确认的责任在职责表中没有写明。华南承认选厂时未要求印前校色；市场部同意今后交付色彩文件时附打样。", Set.of(scene.people.get("陈浩"), scene.people.get("孙悦"), scene.people.get("王敏")), dispute.version(), scene.as("王敏"));
        });
        at(scene, back(scene, 6, 11), () -> {
            var dispute = disputeSheets.get(scene.project, number);
            disputes.resolve(scene.project, dispute.id(), new Disputes.NewResolution(
                    "职责表中未写明打样由谁确认。色彩文件符合品牌规范，但未附打样；印厂未做印前校色。",
                    "重印费用由市场部与华南各承担一半，从推广预算列支。今后打样由市场部确认，未经确认不得付印。",
                    List.of(new Disputes.NewMeasure("补充职责表：打样由市场部确认", scene.people.get("孙悦"), scene.today.plusDays(1)), new Disputes.NewMeasure("与印厂签订印前校色条款", scene.people.get("陈浩"), scene.today.minusDays(2)))),
                    Locale.SIMPLIFIED_CHINESE, dispute.version(), scene.as("王敏"));
        });
        at(scene, back(scene, 6, 17), () -> {
            var dispute = disputeSheets.get(scene.project, number);
            disputes.acknowledge(scene.project, dispute.id(), side(dispute, "华南").id(), "", scene.as("陈浩"));
        });
        at(scene, back(scene, 3, 10), () -> {
            var measure = Objects.requireNonNull(disputeSheets.get(scene.project, number).resolution()).measures().getLast();
            disputes.done(scene.project, measure.id(), scene.as("陈浩"));
        });
    }

    private void whoPreparesThePapers(Story.Scene scene) {
        var blocked = scene.tasks.stream().filter(task -> task.title().equals("德国发运与清关")).findFirst().map(task -> Ref.of("task", task.id())).orElse(null);
        int number = raise(scene, ago(scene, 28), "Johanna Maier", Dispute.Kind.RESPONSIBILITY, "CE技术文件由谁补齐", "Customs in Hamburg asks for the complete CE technical file. Supply says the sales region adapts it; we say that only the maker can.", blocked, "德国", "供应链");
        state(scene, ago(scene, 26), number, "德国", "Johanna Maier", "The file is the manufacturer’s by law (2014/53/EU, Annex V). We translate what we get; we cannot write it.");
        call(scene, ago(scene, 5), number, "王敏", LocalDateTime.of(scene.today.plusDays(1), java.time.LocalTime.of(16, 0)), "Johanna Maier", "郑凯", "王敏");
    }

    private int raise(Story.Scene scene, Instant when, String who, Dispute.Kind kind, String title, String about, @Nullable Ref origin, String... parties) {
        var made = new int[1];
        at(scene, when, () -> made[0] = disputes.raise(scene.project, DisputeId.next(), new Disputes.Facts(kind, title, about, java.util.Arrays.stream(parties).map(scene.parties::get).toList(), false), origin, scene.as(who)));
        return made[0];
    }

    private void state(Story.Scene scene, Instant when, int number, String party, String who, String statement) {
        at(scene, when, () -> {
            var dispute = disputeSheets.get(scene.project, number);
            var side = side(dispute, party);
            disputes.state(scene.project, dispute.id(), side.id(), statement, side.version(), scene.as(who));
        });
    }

    private static Dispute.Side side(Dispute dispute, String party) {
        return dispute.sides().stream().filter(one -> one.name().equals(party)).findFirst().orElseThrow();
    }

    private void call(Story.Scene scene, Instant when, int number, String who, LocalDateTime starts, String... people) {
        at(scene, when, () -> {
            var dispute = disputeSheets.get(scene.project, number);
            List<MemberId> participants = java.util.Arrays.stream(people).map(scene.people::get).toList();
            disputes.call(scene.project, dispute.id(), new Disputes.Meeting(Dispute.Mode.ONLINE, starts, HOME, 45, "", "https://meeting.tencent.com/dm/HDSS-D" + number, participants), dispute.version(), scene.as(who));
        });
    }

    // ---- when

    private static Instant back(Story.Scene scene, int days, int hour) {
        return scene.today.minusDays(days).atTime(hour, 0).atZone(HOME).toInstant();
    }

    private static Instant ago(Story.Scene scene, int hours) {
        return scene.end.minus(Duration.ofHours(hours));
    }

    private static void at(Story.Scene scene, Instant instant, Runnable act) {
        scene.act(instant, act);
    }
}
