package meridian.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import meridian.acceptance.Application;
import meridian.acceptance.Application.Claim;
import meridian.acceptance.ApplicationSheets;
import meridian.acceptance.Applications;
import meridian.acceptance.Outcome;
import meridian.acceptance.Panels;
import meridian.acceptance.Rectifications;
import meridian.acceptance.Verdicts;
import meridian.project.Responsibilities;
import meridian.project.ResponsibilityMatrix;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.Tenancy;
import meridian.workplan.DeliverableTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the demo’s panels judged: a report that was accepted, papers that failed and are being put right, and lists that are being judged. */
@Component
class Reviews {
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");

    private final Applications applications;
    private final ApplicationSheets sheets;
    private final Panels panels;
    private final Verdicts verdicts;
    private final Rectifications rectifications;
    private final Responsibilities responsibilities;
    private final DeliverableTasks tasks;

    Reviews(Applications applications, ApplicationSheets sheets, Panels panels, Verdicts verdicts, Rectifications rectifications, Responsibilities responsibilities, DeliverableTasks tasks) {
        this.applications = applications;
        this.sheets = sheets;
        this.panels = panels;
        this.verdicts = verdicts;
        this.rectifications = rectifications;
        this.responsibilities = responsibilities;
        this.tasks = tasks;
    }

    void tell(Story.Scene scene) {
        accepted(scene);
        failed(scene);
        inReview(scene);
    }

    private void accepted(Story.Scene scene) {
        var day = scene.start.plusDays(37);
        int number = apply(scene, day, 10, "孙悦", "四区域市场调研报告", "四区域市场调研报告V1.0，含问卷数据、门店走访与渠道访谈结论及上市建议，存于语雀“新品上市/调研”。",
                "四区域合计回收有效问卷2147份，华东566、华南531、新加坡528、德国522", "口径统一表V3，四区域数据按同一模板填报", "各区域负责人签字确认页（扫描件）");
        if (number == 0) return;
        convene(scene, day, 15, number, null);
        var panel = panel(scene, number);
        for (int i = 0; i < panel.size(); i++) judge(scene, day.plusDays(1 + i / 2), 11 + 4 * (i % 2), number, panel.get(i), Map.of(), "");
    }

    private void failed(Story.Scene scene) {
        int number = apply(scene, scene.today.minusDays(7), 16, "Johanna Maier", "法规与认证文件", "Regulation lists of all four regions, label check sheets, and the certification files collected so far.",
                "Four lists, each clause with its source; reviewed by local counsel in Singapore and Germany", "Check sheets for 14 packages, signed by the regions", "CE, SRRC and IMDA certificates; the technical file for Germany is in the shared folder");
        if (number == 0) return;
        convene(scene, scene.today.minusDays(6), 10, number, null);
        var panel = panel(scene, number);
        for (int i = 0; i < panel.size(); i++) {
            var name = panel.get(i);
            judge(scene, scene.today.minusDays(5 - i / 2), 10 + 4 * (i % 2), number, name, name.equals("许诺") ? Map.of(1, "新加坡两种外箱缺进口商地址", 2, "CE技术文件缺射频测试报告和风险评估，汉堡海关因此扣货") : Map.of(2, "CE技术文件不完整，须由制造商补齐"), name.equals("许诺") ? "其余两项资料完整。" : "");
        }
        at(scene, scene.today.minusDays(4), 17, () -> {
            var item = sheets.get(scene.project, number).openRectifications().getFirst();
            rectifications.change(scene.project, item.id(), new Rectifications.Facts("新加坡两种外箱补印进口商地址", scene.people.get("Priya Nair"), scene.today.plusDays(1), List.of()), item.version(), scene.as("王敏"));
        });
        at(scene, scene.today.minusDays(1), 11, () -> {
            var item = sheets.get(scene.project, number).openRectifications().getFirst();
            rectifications.done(scene.project, item.id(), "Both cartons reprinted; photos and the new artwork are with the regional lead.", item.version(), scene.as("Priya Nair"));
        });
    }

    private void inReview(Story.Scene scene) {
        int number = apply(scene, scene.today.minusDays(3), 10, "李婷", "经销商名单与资质", "四区域经销商名单及资质审核表，共68家。", "每城市备选3至5家，名单见附表1", "营业执照、授权与信用记录逐家核对，见审核表", "四区域价格政策会签页");
        if (number == 0) return;
        convene(scene, scene.today.minusDays(2), 11, number, scene.today.plusDays(1));
        at(scene, scene.today.minusDays(1), 10, () -> panels.say(scene.project, number, scene.parties.get("供应链"), "名单与首批发运城市一致，新加坡两家的仓储条件需在首批到仓前复核。", scene.as("郑凯")));
        judge(scene, scene.today.minusDays(1), 15, number, panel(scene, number).getFirst(), Map.of(), "名单覆盖重点城市，同意。");
    }

    // ---- one act each

    /** Writes and submits it, where its tasks are done by then; the number is 0 where they are not. */
    private int apply(Story.Scene scene, LocalDate day, int hour, String who, String name, String note, String... evidence) {
        var made = new int[1];
        at(scene, day, hour, () -> {
            var deliverable = deliverable(scene, name);
            if (deliverable == null || tasks.open(scene.project, deliverable) > 0) return;
            int number = applications.draft(scene.project, ApplicationId.next(), deliverable, scene.as(who));
            var criteria = sheets.get(scene.project, number).criteria();
            var checks = IntStream.range(0, criteria.size()).mapToObj(i -> new Applications.SelfCheck(criteria.get(i).id(), Claim.MET, evidence[i], List.of())).toList();
            applications.submit(scene.project, number, new Applications.Text(note, checks, List.of()), 0, scene.as(who));
            made[0] = number;
        });
        return made[0];
    }

    private @Nullable DeliverableId deliverable(Story.Scene scene, String name) {
        return responsibilities.of(scene.project).rows().stream().filter(row -> row.name().equals(name)).map(ResponsibilityMatrix.Row::id).findFirst().orElse(null);
    }

    private void convene(Story.Scene scene, LocalDate day, int hour, int number, @Nullable LocalDate due) {
        at(scene, day, hour, () -> {
            var application = sheets.get(scene.project, number);
            panels.convene(scene.project, number, Panels.proposed(application, panels.ground(application)), due, List.of(), application.version(), scene.as("王敏"));
        });
    }

    private List<String> panel(Story.Scene scene, int number) {
        return Tenancy.get(scene.workspace, () -> sheets.get(scene.project, number).panel().stream().map(Application.Reviewer::name).toList());
    }

    /** {@code against} says which criteria are not met, and why. */
    private void judge(Story.Scene scene, LocalDate day, int hour, int number, String who, Map<Integer, String> against, String comment) {
        at(scene, day, hour, () -> {
            var application = sheets.get(scene.project, number);
            var votes = application.asked(application.round()).stream().map(criterion -> new Verdicts.Typed(criterion.id(), !against.containsKey(criterion.position()), Objects.requireNonNullElse(against.get(criterion.position()), ""))).toList();
            verdicts.judge(scene.project, number, application.round(), votes, against.isEmpty() ? Outcome.PASS : Outcome.FAIL, comment, List.of(), scene.as(who));
        });
    }

    private static void at(Story.Scene scene, LocalDate day, int hour, Runnable act) {
        Story.within(scene, day, LocalTime.of(hour, 0), HOME, act);
    }
}
