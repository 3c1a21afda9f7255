package meridian.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import meridian.knowledge.Entries;
import meridian.knowledge.EntryKind;
import meridian.knowledge.EntryText;
import meridian.knowledge.TemplateProposals;
import meridian.project.ScenarioTemplates;
import meridian.project.TemplateEditions;
import meridian.project.TemplateForm;
import meridian.project.TemplatePlace;
import meridian.risk.RiskSheets;
import meridian.tenancy.EntryId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.TemplateProposalId;
import meridian.tenancy.WorkspaceRole;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the company has learned: lessons of earlier launches and of this one, articles on how things are done, a draft in review, and a lesson that would change the template. */
@Component
class Learned {
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");

    private final Entries entries;
    private final RiskSheets risks;
    private final TemplateProposals proposals;
    private final TemplateEditions editions;
    private final ScenarioTemplates templates;

    Learned(Entries entries, RiskSheets risks, TemplateProposals proposals, TemplateEditions editions, ScenarioTemplates templates) {
        this.entries = entries;
        this.risks = risks;
        this.proposals = proposals;
        this.editions = editions;
        this.templates = templates;
    }

    /** {@code days} after the story’s first Monday; {@code risk} is the one of the project that it comes out of, 0 for none. */
    private record Told(int days, EntryKind kind, String by, @Nullable String reviewer, int risk, EntryText.Typed text) {}

    private static EntryText.Typed lesson(String title, String situation, String happened, String why, String advice, String tags, String scenario) {
        return new EntryText.Typed(title, situation, happened, why, advice, "", tags, scenario);
    }

    private static EntryText.Typed article(String title, String body, String tags, String scenario) {
        return new EntryText.Typed(title, "", "", "", "", body, tags, scenario);
    }

    private static final List<Told> TOLD = List.of(
            new Told(-18, EntryKind.LESSON, "郑凯", "王敏", 0, lesson("首次进入欧盟的产品要按抽查比例备足清关时间", "2025年春季新品首次出口欧盟，首批三个货柜走汉堡港。", "两个货柜被抽查，补交CE技术文件用了**11天**，德国比其他区域晚上市两周。", "清关时间按以往最短的一次估算，技术文件由三个部门分别保管。", "1. 清关按最长一次的周期倒排发运。\n2. 发运前由供应链一次核齐技术文件、标签和声明。\n3. 与当地报关行约定抽查时的联系人和补件时限。", "清关、德国、认证", "rollout")),
            new Told(-16, EntryKind.ARTICLE, "王敏", "孙悦", 0, article("如何开好跨区域启动会", "# 会前三天\n\n- 责任表、资源清单、计划草案发到每个责任单位\n- 各责任单位在系统内填报资源准备情况\n- 支持部门负责人（财务、人力、采购、法务）确认出席\n\n# 会上\n\n| 环节 | 时间 | 产出 |\n| --- | --- | --- |\n| 目标与范围 | 15分钟 | 对外口径一句话 |\n| 责任表与资源清单 | 30分钟 | 逐项确认，异议当场记录 |\n| 计划与里程碑 | 25分钟 | 冻结基线1 |\n| 风险与规则 | 15分钟 | 应急群试通 |\n| 承诺书 | 15分钟 | 各单位签署 |\n\n# 会后\n\n纪要**24小时内**发布；缺席单位两个工作日内补确认。\n\n> 德国团队的工作时间是北京15:00至24:00，会议放在北京16:00最合适。", "启动会、会议", "rollout")),
            new Told(-12, EntryKind.LESSON, "陈浩", "王敏", 0, lesson("重点门店的陈列位要在方案定稿前就锁定", "华南重点商圈年底档期集中，陈列位通常提前两个月被预订。", "去年等方案定稿后才谈陈列，40家重点门店只拿到23家。", "渠道准备排在方案设计之后，没有并行。", "方案评审前先以意向书锁定陈列位，主视觉定稿后再确认尺寸；按门店分级先锁A类。", "渠道、门店、陈列", "rollout")),
            new Told(9, EntryKind.ARTICLE, "Johanna Maier", "Tan Wei", 0, article("What to check before the first sale in Germany", "Before anything is sold:\n\n1. **Packaging register** (LUCID): needs the contract with a dual system first.\n2. **Battery and WEEE registration**: allow eight weeks.\n3. **Labels** in German, with the importer’s address.\n4. **Online shop**: right of withdrawal, basic price, delivery time.\n\nOpen questions go to Lukas; he keeps the list of contacts at the authorities.", "Germany, compliance", "rollout")),
            new Told(30, EntryKind.LESSON, "陈浩", "王敏", 7, lesson("印厂旺季产能要提前锁定，并有第二家备用", "年底印厂集中排产，推广物料与多个品牌同期付印。", "主视觉晚定稿一周，原印厂排不上，靠备用印厂接了三分之一。", "只谈了一家印厂；定稿日期没有与印厂排期对齐。", "- 提前六周锁定印厂产能\n- 签一份备用印厂框架合同\n- 主视觉分批定稿、分批付印", "印厂、物料、供应商", "rollout")),
            new Told(38, EntryKind.LESSON, "李婷", "孙悦", 0, lesson("讲师排期要与区域上线日一起定", "华东与华南共用两名讲师。", "首轮培训与华南冲突，约30家门店开业时导购未完成培训。", "讲师排期由市场部单独维护，区域看不到。", "把讲师作为资源登记，起止日期在启动会确认；培训完成作为门店开业的前置任务。", "培训、资源", "rollout")),
            new Told(40, EntryKind.LESSON, "郑凯", "王敏", 1, lesson("CE技术文件应在发运前由一人收齐", "汉堡港抽查比例高，技术文件分散在研发、质量和供应链。", "首批货物被扣，三天内补件。", "", "发运放行单增加一项：技术文件齐全，由供应链负责人签字。", "清关、认证", "rollout")));

    /** Everything up to the story’s end. The last two are still in somebody’s hands: one in review, one sent back. */
    void tell(Story.Scene scene) {
        for (int i = 0; i < TOLD.size(); i++) {
            var told = TOLD.get(i);
            int number = i + 1;
            var day = scene.start.plusDays(told.days());
            at(scene, day, 15, () -> entries.write(new Entries.NewEntry(EntryId.next(), told.kind(), told.risk() == 0 ? null : scene.project, null, origin(scene, told), told.text(), List.of()), scene.as(told.by())));
            at(scene, day, 16, () -> entries.submit(number, scene.people.get(told.reviewer()), 0, List.of(), scene.as(told.by())));
            if (i == TOLD.size() - 1) continue;
            if (i == TOLD.size() - 2) at(scene, day.plusDays(2), 9, () -> entries.sendBack(number, "请补充：培训完成由谁确认？", 1, scene.as(Objects.requireNonNull(told.reviewer()))));
            else at(scene, day.plusDays(1), 10, () -> entries.publish(number, 1, scene.as(Objects.requireNonNull(told.reviewer()))));
        }
        vote(scene, 1, "王敏", "陈浩", "Johanna Maier", "孙悦");
        vote(scene, 2, "陈浩", "李婷", "Tan Wei");
        vote(scene, 3, "李婷", "王敏");
        vote(scene, 5, "王敏", "郑凯");
        at(scene, scene.start.plusDays(36), 11, () -> propose(scene));
    }

    private @Nullable Ref origin(Story.Scene scene, Told told) {
        return told.risk() == 0 ? null : risks.get(scene.project, told.risk()).ref();
    }

    private void vote(Story.Scene scene, int number, String... people) {
        for (int i = 0; i < people.length; i++) {
            var who = people[i];
            at(scene, scene.start.plusDays(34 + i), 12, () -> entries.vote(number, true, scene.as(who)));
        }
    }

    // The printer’s lesson would put an item on the checklist of every rollout; the admin has not decided yet.
    private void propose(Story.Scene scene) {
        var admin = Objects.requireNonNull(scene.people.get("钱进"));
        var proposer = Objects.requireNonNull(scene.people.get("陈浩"));
        var reader = new Reader(scene.workspace, Company.SLUG, Company.NAME, meridian.tenancy.AccountId.next(), proposer, "陈浩", HOME, Locale.SIMPLIFIED_CHINESE, WorkspaceRole.NONE, null);
        var place = TemplatePlace.of("checklist/new");
        var element = editions.read(place, TemplateForm.read(place, Map.of("stage", "launch", "item_zh", "印厂产能已锁定，并有备用印厂合同", "item_en", "The printer is booked, and a second one under contract")));
        proposals.propose(5, new TemplateProposals.NewProposal(TemplateProposalId.next(), templates.builtIn("rollout").id(), place, element, "两次上市都因印厂排期受影响，应在启动关口确认。", admin, List.of()), reader);
    }

    // What would happen later has not happened yet.
    private static void at(Story.Scene scene, LocalDate day, int hour, Runnable act) {
        var instant = day.atTime(LocalTime.of(hour, 20)).atZone(HOME).toInstant();
        if (instant.isAfter(scene.end)) return;
        scene.act(instant, act);
    }
}
