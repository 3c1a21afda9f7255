package meridian.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;
import meridian.acceptance.QualityChecks;
import meridian.activity.Links;
import meridian.coordination.EmergencyRooms;
import meridian.risk.Level;
import meridian.risk.Risk.Category;
import meridian.risk.Risk.Response;
import meridian.risk.RiskSheets;
import meridian.risk.Risks;
import meridian.risk.WeeklyRisks;
import meridian.tenancy.FindingId;
import meridian.tenancy.QualityCheckId;
import meridian.tenancy.RiskId;
import meridian.tenancy.RiskMeasureId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What might go wrong in the story: every party’s weeks, sessions that assess what came, measures in time and one that is
 * not, a risk that came true, what was submitted this week and waits to be assessed; and what two quality checks found.
 */
@Component
class Perils {
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");

    private final Risks risks;
    private final RiskSheets sheets;
    private final WeeklyRisks weekly;
    private final EmergencyRooms emergencies;
    private final Links links;
    private final QualityChecks checks;

    Perils(Risks risks, RiskSheets sheets, WeeklyRisks weekly, EmergencyRooms emergencies, Links links, QualityChecks checks) {
        this.risks = risks;
        this.sheets = sheets;
        this.weekly = weekly;
        this.emergencies = emergencies;
        this.links = links;
        this.checks = checks;
    }

    /** A risk of the story: submitted on a day of a week of the project (from 0) and rated in the session of that week, or not yet. */
    private record Told(int week, DayOfWeek day, String by, String party, Category category, Level estimate, String what, String cause, String effect, int probability, int impact, @Nullable Response response, @Nullable String owner) {}

    private static final List<Told> TOLD = List.of(
            new Told(0, DayOfWeek.TUESDAY, "郑凯", "供应链", Category.POLICY, Level.HIGH, "汉堡港清关可能要求补充CE技术文件", "新品首次进入欧盟，海关抽查比例高", "首批货物滞港，德国上市推迟一周以上", 4, 4, Response.MITIGATE, "郑凯"),
            new Told(0, DayOfWeek.WEDNESDAY, "陈浩", "华南", Category.RESOURCE, Level.MEDIUM, "重点商圈年底档期紧张，门店陈列位可能不足", "双十二与新年档期被其他品牌预订", "首批门店覆盖率达不到80%", 3, 3, Response.MITIGATE, "陈浩"),
            new Told(1, DayOfWeek.TUESDAY, "Johanna Maier", "德国", Category.POLICY, Level.MEDIUM, "Registration under the German packaging act may not be complete before the first sale", "The register asks for contracts that headquarters has not signed yet", "No sale in Germany until it is complete", 3, 4, Response.AVOID, "Johanna Maier"),
            new Told(1, DayOfWeek.THURSDAY, "刘洋", "财务部", Category.COST, Level.LOW, "欧元汇率波动可能使德国推广费超支", "合同以欧元结算，没有锁汇", "推广预算超支约3%", 2, 2, Response.ACCEPT, "刘洋"),
            new Told(2, DayOfWeek.TUESDAY, "孙悦", "市场部", Category.MARKET, Level.HIGH, "主要竞品可能在双十二前提前上市", "竞品已完成渠道备货", "首月销量目标难以达成", 3, 4, Response.MITIGATE, "孙悦"),
            new Told(2, DayOfWeek.WEDNESDAY, "李婷", "华东", Category.RESOURCE, Level.MEDIUM, "导购讲师排期冲突，首轮培训可能推迟", "两名讲师同时支持华南", "约30家门店开业时导购未完成培训", 3, 3, Response.MITIGATE, "李婷"),
            new Told(3, DayOfWeek.WEDNESDAY, "陈浩", "华南", Category.SUPPLY, Level.HIGH, "印厂年底产能不足，推广物料可能不能按期交付", "印厂年底集中排产", "门店陈列推迟，影响覆盖率", 4, 3, Response.MITIGATE, "陈浩"),
            new Told(4, DayOfWeek.TUESDAY, "郑凯", "供应链", Category.SUPPLY, Level.MEDIUM, "海运延误可能使第二批货赶不上春节前铺货", "红海航线绕行，船期增加10至14天", "华东、华南春节前缺货", 3, 4, Response.TRANSFER, "郑凯"),
            new Told(4, DayOfWeek.WEDNESDAY, "Johanna Maier", "德国", Category.SCHEDULE, Level.LOW, "The product FAQ in German may come too late for the call centre", "Translation has not started", "Callers are answered in English for the first week", 2, 2, Response.MITIGATE, "Johanna Maier"),
            new Told(5, DayOfWeek.TUESDAY, "Tan Wei", "新加坡", Category.TECHNOLOGY, Level.MEDIUM, "The payment provider may not certify the point-of-sale interface in time", "The two interfaces disagree on refunds", "Shops in Singapore sell without the launch discount", 2, 4, Response.MITIGATE, "Tan Wei"),
            new Told(6, DayOfWeek.MONDAY, "赵宁", "华东", Category.SUPPLY, Level.MEDIUM, "春节前快递可能提前停运", "部分网点计划提前一周停收", "线上订单不能在节前送达", 0, 0, null, null),
            new Told(6, DayOfWeek.MONDAY, "郑凯", "供应链", Category.POLICY, Level.HIGH, "锂电池空运新规可能收紧，紧急补货无法走空运", "航空公司年底更新危险品清单", "德国、新加坡断货时补货要多等三周", 0, 0, null, null));

    private static final List<String> LEADS = List.of("华东:李婷", "华南:陈浩", "新加坡:Tan Wei", "德国:Johanna Maier", "市场部:孙悦", "财务部:刘洋", "供应链:郑凯");

    /** What one day brings. */
    void day(Story.Scene scene, LocalDate day) {
        at(scene, day, LocalTime.of(8, 30), HOME, () -> weekly.openFor(scene.project, day));
        int week = (int) ((day.toEpochDay() - scene.start.toEpochDay()) / 7);
        for (var told : TOLD) if (told.week() == week && told.day() == day.getDayOfWeek()) at(scene, day, LocalTime.of(10, 40), HOME, () -> raise(scene, told));
        if (day.getDayOfWeek() == DayOfWeek.FRIDAY) submit(scene, day, week);
        if (day.getDayOfWeek() == DayOfWeek.FRIDAY) at(scene, day, LocalTime.of(16, 30), HOME, () -> assess(scene, week));
        if (day.getDayOfWeek() == DayOfWeek.TUESDAY && week == 6) at(scene, day, LocalTime.of(17, 20), HOME, () -> weekly.submit(scene.project, Objects.requireNonNull(scene.parties.get("华南")), monday(day), scene.as("陈浩")));
        if (day.getDayOfWeek() == DayOfWeek.MONDAY) followUp(scene, day, week);
        if (day.getDayOfWeek() == DayOfWeek.WEDNESDAY) check(scene, day, week);
    }

    private void raise(Story.Scene scene, Told told) {
        risks.raise(scene.project, RiskId.next(), Risks.Facts.of(told.what(), told.cause(), told.effect(), scene.parties.get(told.party()), told.category(), told.estimate()), null, scene.as(told.by()));
    }

    // Nobody submits for 市场部 last week, 德国 was late once, and this week only some have so far.
    private void submit(Story.Scene scene, LocalDate friday, int week) {
        for (var lead : LEADS) {
            var party = lead.substring(0, lead.indexOf(':'));
            var who = lead.substring(lead.indexOf(':') + 1);
            if (party.equals("市场部") && week == 5 || party.equals("德国") && week == 3 || week == 6) continue;
            at(scene, friday, LocalTime.of(14, 5 + 6 * LEADS.indexOf(lead)), HOME, () -> weekly.submit(scene.project, Objects.requireNonNull(scene.parties.get(party)), monday(friday), scene.as(who)));
        }
        if (week == 3) at(scene, friday.plusDays(3), LocalTime.of(16, 20), HOME, () -> weekly.submit(scene.project, Objects.requireNonNull(scene.parties.get("德国")), monday(friday), scene.as("Johanna Maier")));
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    // The session of a week rates what came in it, and says when it is looked at again.
    private void assess(Story.Scene scene, int week) {
        var day = scene.start.plusWeeks(week).plusDays(4);
        var session = TOLD.stream().filter(told -> told.week() == week && told.probability() > 0).map(told -> {
            var risk = sheets.get(scene.project, number(told));
            var review = told.party().equals("市场部") ? scene.today.minusDays(1) : scene.today.plusDays(2 + 2 * number(told));
            return new Risks.Assessment(risk.number(), told.probability(), told.impact(), told.response(), told.owner() == null ? null : scene.people.get(told.owner()), review, "", risk.version());
        }).toList();
        if (!session.isEmpty()) risks.assess(scene.project, session, List.of(), scene.as("王敏"));
    }

    private static int number(Told told) {
        return TOLD.indexOf(told) + 1;
    }

    // On Mondays measures are agreed on, and what was done about the older ones is told.
    private void followUp(Story.Scene scene, LocalDate day, int week) {
        switch (week) {
            case 1 -> {
                measure(scene, day, 1, "郑凯", "请研发提前导出完整CE技术文件", "许诺", day.plusDays(18));
                measure(scene, day, 2, "陈浩", "提前两周锁定20家重点门店陈列位", "周颖", day.plusDays(11));
            }
            case 2 -> measure(scene, day, 3, "Johanna Maier", "Sign the contract with a dual-system provider", "Lukas Braun", day.plusDays(10));
            case 3 -> {
                done(scene, day, 2, "周颖");
                treat(scene, day.plusDays(1), 2, "陈浩", 1, 3);
                measure(scene, day, 5, "孙悦", "准备提前一周预售的方案", "孙悦", day.plusDays(16));
                measure(scene, day, 6, "李婷", "从市场部借调2名讲师", "赵宁", scene.today.minusDays(3));
                at(scene, day, LocalTime.of(15, 10), HOME, () -> risks.treat(scene.project, id(scene, 4), 2, 2, "金额可控，年底统一结算。", List.of(), version(scene, 4), scene.as("刘洋")));
            }
            case 4 -> {
                done(scene, day, 3, "Lukas Braun");
                treat(scene, day.plusDays(1), 3, "Johanna Maier", 1, 3);
                measure(scene, day, 7, "陈浩", "与第二家印厂签备用合同", "黄丽", day.plusDays(8));
                measure(scene, day, 7, "陈浩", "主视觉提前定稿，分两批付印", "周颖", scene.today.plusDays(5));
            }
            case 5 -> {
                done(scene, day, 5, "孙悦");
                measure(scene, day, 8, "郑凯", "为第二批货投保延误险，并预订铁路舱位", "郑凯", scene.today.plusDays(9));
                at(scene, day, LocalTime.of(15, 30), HOME, () -> risks.close(scene.project, id(scene, 9), "The FAQ was translated and handed to the call centre.", version(scene, 9), scene.as("Johanna Maier")));
                at(scene, day.plusDays(2), LocalTime.of(11, 0), HOME, () -> done(scene, 7, "黄丽"));
                at(scene, day.plusDays(3), LocalTime.of(9, 40), HOME, () -> risks.note(scene.project, id(scene, 7), "备用印厂可以接首批的三分之一，余下的仍看原印厂排期。", scene.as("陈浩")));
            }
            default -> {}
        }
    }

    private void check(Story.Scene scene, LocalDate day, int week) {
        if (week == 3) {
            at(scene, day, LocalTime.of(11, 20), HOME, () -> checks.record(scene.project, new QualityChecks.NewCheck(QualityCheckId.next(), "首批陈列架到货抽检", Objects.requireNonNull(scene.parties.get("供应链")), null, day, "抽查20套，依据陈列架验收规范。",
                    List.of(new QualityChecks.NewFinding(FindingId.next(), "3套连接件松动", scene.people.get("郑凯"), day.plusDays(5))), List.of()), scene.as("许诺")));
            at(scene, day.plusDays(2), LocalTime.of(15, 0), HOME, () -> checks.mend(scene.project, first(scene, 1), "供应商已更换连接件，其余全检合格。", 0, scene.as("郑凯")));
            at(scene, day.plusDays(5), LocalTime.of(10, 30), HOME, () -> checks.verify(scene.project, first(scene, 1), 1, scene.as("许诺")));
        }
        if (week == 5) {
            at(scene, day, LocalTime.of(16, 40), HOME, () -> checks.record(scene.project, new QualityChecks.NewCheck(QualityCheckId.next(), "门店陈列现场检查（福田、南山6家）", Objects.requireNonNull(scene.parties.get("华南")), null, day, "",
                    List.of(new QualityChecks.NewFinding(FindingId.next(), "2家门店价签仍为旧版", scene.people.get("周颖"), scene.today.minusDays(1).isBefore(day) ? day : scene.today.minusDays(1)),
                            new QualityChecks.NewFinding(FindingId.next(), "样机未联网，无法演示", scene.people.get("黄丽"), scene.today.plusDays(3))), List.of()), scene.as("陈浩")));
        }
    }

    private FindingId first(Story.Scene scene, int check) {
        return checks.get(scene.project, check).findings().getFirst().id();
    }

    /** The first risk came true with the emergency that is running. */
    void comeTrue(Story.Scene scene) {
        var moment = scene.end.minus(Duration.ofHours(19).plusMinutes(5));
        scene.act(moment, () -> {
            var risk = sheets.get(scene.project, 1);
            risks.occur(scene.project, risk.id(), "海关已扣留首批货物，要求三天内补齐CE技术文件。", risk.version(), scene.as("郑凯"));
            emergencies.of(scene.project, true, null).stream().filter(line -> line.emergency().number() == 2).forEach(line -> links.link(risk.ref(), line.emergency().ref(), scene.project, scene.as("郑凯")));
        });
    }

    private void measure(Story.Scene scene, LocalDate day, int risk, String by, String content, String owner, LocalDate due) {
        at(scene, day, LocalTime.of(10, 15), HOME, () -> risks.measure(scene.project, id(scene, risk), RiskMeasureId.next(), content, scene.people.get(owner), due, List.of(), scene.as(by)));
    }

    private void done(Story.Scene scene, LocalDate day, int risk, String by) {
        at(scene, day, LocalTime.of(14, 45), HOME, () -> done(scene, risk, by));
    }

    private void done(Story.Scene scene, int risk, String by) {
        var member = Objects.requireNonNull(scene.people.get(by));
        sheets.get(scene.project, risk).openMeasures().stream().filter(measure -> measure.owner().id().equals(member)).forEach(measure -> risks.carryOut(scene.project, measure.id(), scene.as(by)));
    }

    private void treat(Story.Scene scene, LocalDate day, int risk, String by, int probability, int impact) {
        at(scene, day, LocalTime.of(17, 10), HOME, () -> risks.treat(scene.project, id(scene, risk), probability, impact, "", List.of(), version(scene, risk), scene.as(by)));
    }

    private RiskId id(Story.Scene scene, int number) {
        return sheets.get(scene.project, number).id();
    }

    private int version(Story.Scene scene, int number) {
        return sheets.get(scene.project, number).version();
    }

    // What would happen later today has not happened yet.
    private static void at(Story.Scene scene, LocalDate day, LocalTime time, ZoneId zone, Runnable act) {
        var instant = day.atTime(time).atZone(zone).toInstant();
        if (instant.isAfter(scene.end)) return;
        scene.act(instant, act);
    }
}
