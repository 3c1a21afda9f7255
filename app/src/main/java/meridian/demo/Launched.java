package meridian.demo;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.document.FileStore;
import meridian.launch.CommitmentLetters;
import meridian.launch.Kickoff;
import meridian.launch.Kickoffs;
import meridian.launch.Letter;
import meridian.launch.PlanConfirmations;
import meridian.launch.ReadinessReport.Item;
import meridian.launch.ReadinessReport.State;
import meridian.launch.ReadinessReports;
import meridian.launch.SignatureProvider;
import meridian.project.Gates;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.KickoffQuestionId;
import meridian.workplan.PlanApprovals;
import meridian.workplan.TaskFields;
import meridian.workplan.Tasks;
import org.springframework.stereotype.Component;

/**
 * How the demo’s project was launched, in the last days before its start: every party says what it has ready, the plan is approved and confirmed, the letters are signed.
 */
@Component
class Launched {
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");

    // One empty page, which stands for a scan.
    private static final byte[] SCAN = ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
            + "trailer<</Root 1 0 R>>\n%%EOF\n").getBytes(StandardCharsets.US_ASCII);

    private final PlanApprovals plans;
    private final Approvals approvals;
    private final PlanConfirmations confirmations;
    private final ReadinessReports reports;
    private final CommitmentLetters letters;
    private final Kickoffs kickoffs;
    private final FileStore store;
    private final Gatherings gatherings;
    private final Gates gates;
    private final Tasks tasks;

    Launched(PlanApprovals plans, Approvals approvals, PlanConfirmations confirmations, ReadinessReports reports, CommitmentLetters letters, Kickoffs kickoffs, FileStore store, Gatherings gatherings, Gates gates, Tasks tasks) {
        this.plans = plans;
        this.approvals = approvals;
        this.confirmations = confirmations;
        this.reports = reports;
        this.letters = letters;
        this.kickoffs = kickoffs;
        this.store = store;
        this.gatherings = gatherings;
        this.gates = gates;
        this.tasks = tasks;
    }

    /** Before there is a plan every party says what it has ready, and the letters are written. */
    void readies(Story.Scene scene) {
        scene.parties.keySet().forEach(party -> ready(scene, party));
        at(scene, scene.start.minusDays(5), 18, HOME, () -> letters.prepare(scene.project, Locale.SIMPLIFIED_CHINESE, "发布日为公开承诺，任何单位不得单方面推迟。", 0, scene.as("王敏")));
    }

    void tell(Story.Scene scene) {
        var friday = scene.start.minusDays(3);
        gatherings.kickoff(scene);
        kickoff(scene, friday);
        scene.parties.keySet().forEach(party -> sign(scene, party, friday));
        at(scene, friday.atTime(16, 56), HOME, () -> kickoffs.end(scene.project, scene.as("王敏")));
        at(scene, friday, 17, HOME, () -> confirmLater(scene));
        plan(scene, friday);
        at(scene, friday.atTime(18, 40), HOME, () -> gates.pass(scene.project, Stage.LAUNCH, scene.as("王敏")));
    }

    /** What was signed for is planned: approved the same evening, and confirmed by everybody who signed. */
    private void plan(Story.Scene scene, LocalDate friday) {
        at(scene, friday.atTime(17, 35), HOME, () -> plans.submit(scene.project, "", new Route(scene.people.get("何静"), List.of(scene.people.get("刘洋"), scene.people.get("郑凯")), scene.people.get("赵建国"), false), scene.as("王敏")));
        decide(scene, friday.atTime(17, 48), "何静", "各区域节假日已避开，依赖关系完整。");
        decide(scene, friday.atTime(17, 54), "郑凯", "产能可以满足。");
        decide(scene, friday.atTime(17, 57), "刘洋", "预算节点与付款计划一致。");
        decide(scene, friday.atTime(18, 9), "赵建国", "同意，发布日不得后移。");
        int minute = 14;
        for (var party : scene.parties.keySet()) {
            var signer = Company.of(party).getLast();
            at(scene, friday.atTime(18, minute++), HOME, () -> confirmations.confirm(scene.project, confirmations.current(scene.project).get(scene.parties.get(party)).id(), "10.8.0.12", scene.as(signer.name())));
        }
    }

    private void ready(Story.Scene scene, String party) {
        var signer = Company.of(party).getLast();
        at(scene, scene.start.minusDays(5), 16, zone(signer), () -> {
            var states = new EnumMap<Item, State>(Item.class);
            for (var item : Item.values()) states.put(item, party.equals("财务部") && item == Item.EQUIPMENT ? State.NOT_NEEDED : State.READY);
            var notes = new EnumMap<Item, String>(Item.class);
            var risks = "";
            var questions = "";
            switch (party) {
                case "华南" -> {
                    states.put(Item.PEOPLE, State.PARTLY);
                    notes.put(Item.PEOPLE, "两名促销督导下周一到岗");
                    risks = "旺季印厂排产紧张，物料可能晚到。";
                }
                case "德国" -> {
                    states.put(Item.DATA, State.MISSING);
                    notes.put(Item.DATA, "CE technical file not complete; expected from headquarters in week 3");
                    risks = "Customs may hold the first shipment if the CE file is incomplete.";
                    questions = "Who pays for storage in Hamburg while customs hold the goods?";
                }
                case "供应链" -> risks = "首批产能按四区域平均分配，任一区域追加都会挤占其他区域。";
                default -> {}
            }
            var report = reports.all(scene.project).get(scene.parties.get(party));
            reports.report(scene.project, report.id(), new ReadinessReports.Facts(states, notes, risks, questions), report.version(), scene.as(signer.name()));
        });
    }

    private void kickoff(Story.Scene scene, LocalDate friday) {
        var chief = scene.as("王敏");
        at(scene, friday.atTime(15, 2), HOME, () -> kickoffs.begin(scene.project, chief));
        at(scene, friday.atTime(15, 24), HOME, () -> kickoffs.done(scene.project, Kickoff.Step.CHARTER, chief));
        at(scene, friday.atTime(15, 58), HOME, () -> kickoffs.done(scene.project, Kickoff.Step.READINESS, chief));
        at(scene, friday.atTime(16, 12), HOME, () -> {
            kickoffs.note(scene.project, scene.parties.entrySet().stream()
                    .map(party -> new Kickoffs.Note(party.getValue(), !party.getKey().equals("德国"), party.getKey().equals("华南") ? "打样由谁确认，职责表中没有写明。" : "")).toList(), chief);
            kickoffs.ask(scene.project, KickoffQuestionId.next(), scene.parties.get("德国"), "Who pays for storage in Hamburg while customs hold the goods?", "仓储费由供应链承担，超过10天的部分报总协调人审批。", chief);
            kickoffs.ask(scene.project, KickoffQuestionId.next(), scene.parties.get("新加坡"), "Can shop training start before the samples arrive?", "可以，先用视频课件，样品到仓后补实操。", chief);
        });
    }

    private void confirmLater(Story.Scene scene) {
        var stand = Objects.requireNonNull(kickoffs.of(scene.project).orElseThrow().stand(scene.parties.get("德国")));
        kickoffs.confirmLater(scene.project, stand.id(), stand.named(), scene.as("Johanna Maier"));
    }

    /** All sign at the kickoff; the department that signs on paper only sends a scan, which a second person compares. */
    private void sign(Story.Scene scene, String party, LocalDate friday) {
        var signer = Company.of(party).getLast();
        if (party.equals("财务部")) {
            at(scene, friday, 16, HOME, () -> {
                try (var scan = store.receive(scene.workspace, "scan", "财务部承诺书.pdf", new ByteArrayInputStream(SCAN))) {
                    letters.bringPaper(scene.project, letter(scene, party).id(), signer.name(), new Approvals.Scan("财务部承诺书.pdf", scan), "10.8.0.31", scene.as(signer.name()));
                }
            });
            at(scene, friday, 17, HOME, () -> letters.checkPaper(scene.project, letter(scene, party).id(), true, "", scene.as("王敏")));
            return;
        }
        at(scene, friday, party.equals("德国") ? 17 : 16, HOME, () -> letters.sign(scene.project, letter(scene, party).id(), letter(scene, party).sha256(), new SignatureProvider.Proof("password", ""), "10.8.0.12", scene.as(signer.name())));
    }

    private Letter letter(Story.Scene scene, String party) {
        return Objects.requireNonNull(letters.current(scene.project).get(scene.parties.get(party)));
    }

    private void decide(Story.Scene scene, LocalDateTime when, String who, String opinion) {
        at(scene, when, HOME, () -> approvals.decide(approvals.of(scene.project, 1).getFirst().id(), true, opinion, plans.fingerprint(scene.project), scene.as(who)));
    }

    /** Customs keep the German goods, so that a German task moves by two weeks: that party alone is asked again. */
    void replanned(Story.Scene scene) {
        var late = scene.tasks.stream().filter(task -> task.title().equals("第二批门店陈列") && task.party().equals("德国")).findFirst().orElseThrow();
        at(scene, scene.today.minusDays(1), 16, HOME, () -> {
            var task = tasks.get(late.id(), scene.as("王敏"));
            tasks.edit(task.id(), task.version(), fields -> fields.withStart(TaskFields.startOf(late.start().plusWeeks(2))).withFinish(TaskFields.endOf(late.finish().plusWeeks(2))), scene.as("王敏"));
            confirmations.compare(scene.project, Actor.system(scene.workspace));
        });
    }

    private static ZoneId zone(Company.Person person) {
        return ZoneId.of(Company.REGIONS.stream().filter(place -> place.name().equals(person.region())).findFirst().orElseThrow().zone());
    }

    private static void at(Story.Scene scene, LocalDate day, int hour, ZoneId zone, Runnable act) {
        at(scene, day.atTime(hour, 20), zone, act);
    }

    private static void at(Story.Scene scene, LocalDateTime moment, ZoneId zone, Runnable act) {
        var instant = moment.atZone(zone).toInstant();
        if (instant.isAfter(scene.end)) return;
        scene.act(instant, act);
    }
}
