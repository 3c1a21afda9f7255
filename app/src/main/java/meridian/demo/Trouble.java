package meridian.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import meridian.calendar.WorkCalendar;
import meridian.coordination.Emergencies;
import meridian.coordination.EmergencyGroups;
import meridian.coordination.Severity;
import meridian.duty.Duties;
import meridian.duty.Explanations;
import meridian.duty.Extensions;
import meridian.tenancy.EmergencyContactId;
import meridian.tenancy.EmergencyEntryId;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.ExplanationId;
import meridian.tenancy.ExtensionId;
import meridian.tenancy.Ref;
import org.springframework.stereotype.Component;

/** What goes wrong in the story: an emergency that is over and was learned from, one whose clock is running, and work that is late. */
@Component
class Trouble {
    private final EmergencyGroups groups;
    private final Emergencies emergencies;
    private final Explanations explanations;
    private final Extensions extensions;
    private final Duties duties;

    Trouble(EmergencyGroups groups, Emergencies emergencies, Explanations explanations, Extensions extensions, Duties duties) {
        this.groups = groups;
        this.emergencies = emergencies;
        this.explanations = explanations;
        this.extensions = extensions;
        this.duties = duties;
    }

    void tell(Story.Scene scene) {
        at(scene, Duration.ofDays(40), () -> group(scene));
        over(scene);
        running(scene);
    }

    private void group(Story.Scene scene) {
        var chief = scene.as("王敏"); // the group itself was made at the launch
        groups.chat(scene.project, "新品上市应急群", "https://qr.dingtalk.com/action/joingroup?code=demo", groups.of(scene.project).version(), chief);
        groups.add(scene.project, EmergencyContactId.next(), new EmergencyGroups.Facts(null, "Hansen Hafenagentur", "+49 40 0000 7700", "汉堡港清关"), chief);
    }

    /** Eleven days ago: answered in time, solved in time, closed with what was learned. */
    private void over(Story.Scene scene) {
        var begin = Duration.ofDays(11).plusHours(3);
        var raiser = scene.as("Priya Nair");
        var solver = scene.as("郑凯");
        var proposal = EmergencyEntryId.next();
        at(scene, begin, () -> emergencies.raise(scene.project, new Emergencies.NewEmergency(EmergencyId.next(), "Container with display stands flooded at the Tuas warehouse",
                "About 80 of 120 sets stood in water. Stores are to be dressed from Monday.", "Tuas warehouse, hall 3", Severity.SEVERE, List.of(scene.parties.get("新加坡"), scene.parties.get("供应链")), null), raiser));
        at(scene, begin.minusMinutes(26), () -> emergencies.say(scene.project, 1, EmergencyEntryId.next(), "已联系保险公司定损，请把受损照片发到这里。", solver));
        at(scene, begin.minusMinutes(41), () -> emergencies.join(scene.project, 1, scene.as("Tan Wei")));
        at(scene, begin.minusMinutes(44), () -> emergencies.say(scene.project, 1, EmergencyEntryId.next(), "43 sets can be dried and used, 77 are lost. Insurance will be on site at 16:00.", scene.as("Tan Wei")));
        at(scene, begin.minusHours(7), () -> emergencies.propose(scene.project, 1, proposal, "华东调拨80套陈列架，今晚空运新加坡，周五前到仓；首批只布置20家重点门店。", solver));
        at(scene, begin.minusHours(8), () -> emergencies.accept(scene.project, 1, proposal.value(), raiser));
        at(scene, begin.minusDays(4), () -> emergencies.close(scene.project, 1, new Emergencies.Review(
                "仓库排水口被包装材料堵塞，货架最下层直接放在地面。", "应急沟通群26分钟内有人响应；华东有可调拨库存。", "所有区域仓货物离地不少于15厘米，雨季前检查排水；陈列架在两地备货。"), solver));
    }

    /** Since last night: a first solution was turned down, so the clock runs on. */
    private void running(Story.Scene scene) {
        var begin = Duration.ofHours(19).plusMinutes(20);
        var raiser = scene.as("郑凯");
        var solver = scene.as("Johanna Maier");
        var proposal = EmergencyEntryId.next();
        var origin = scene.tasks.stream().filter(task -> task.title().equals("德国发运与清关")).findFirst().map(task -> Ref.of("task", task.id())).orElse(null);
        at(scene, begin, () -> emergencies.raise(scene.project, new Emergencies.NewEmergency(EmergencyId.next(), "汉堡港扣留首批货物",
                "海关要求补充CE技术文件，三天内不补齐将退运。", "汉堡港", Severity.SERIOUS, List.of(scene.parties.get("供应链"), scene.parties.get("德国")), origin), raiser));
        at(scene, begin.minusMinutes(52), () -> emergencies.say(scene.project, 2, EmergencyEntryId.next(), "I have the port agent on the phone. The declaration of conformity is there, the technical file is not.", solver));
        at(scene, begin.minusMinutes(75), () -> emergencies.join(scene.project, 2, scene.as("许诺")));
        at(scene, begin.minusHours(6), () -> emergencies.propose(scene.project, 2, proposal, "Move the goods into bonded storage and deliver the technical file within ten days.", solver));
        at(scene, begin.minusHours(8), () -> emergencies.reject(scene.project, 2, proposal.value(), "十天后到店会错过发布会，需要本周内放行的办法。", scene.as("王敏")));
        at(scene, begin.minusHours(9), () -> emergencies.say(scene.project, 2, EmergencyEntryId.next(), "研发今晚可以导出完整技术文件，中文部分需要翻译认证。", scene.as("许诺")));
    }

    private record Cause(String party, boolean elsewhere, String words) {}

    private static final List<Cause> CAUSES = List.of(
            new Cause("华东", true, "总部定稿晚到两天，现场排期顺延。"), new Cause("华东", false, "低估了门店走访所需时间，已加派一人。"),
            new Cause("华南", true, "供应商打样延误，已改用备选厂家。"), new Cause("华南", false, "负责人同时支援培训，本周内补齐。"),
            new Cause("德国", true, "The draft from headquarters came two days late."), new Cause("德国", false, "We underestimated the store visits; one more person helps now."),
            new Cause("新加坡", true, "The venue moved our slot to next week."), new Cause("新加坡", false, "Half the team was at the dealer training."));

    /** Work that will end late: some ask for more time the day before, the others say why on the day after. */
    void late(Story.Scene scene, Story.Followed task, LocalDate day, LocalDate finished, WorkCalendar calendar) {
        if (!finished.isAfter(task.finish()) || task.owner() == null) return;
        var owner = scene.as(task.owner().name());
        var causes = CAUSES.stream().filter(cause -> cause.party().equals(task.party())).toList();
        if (causes.isEmpty()) return;
        boolean asks = task.title().length() % 2 == 0;
        var cause = causes.get(task.title().length() / 2 % causes.size());
        if (asks && day.equals(calendar.previousWorkingDay(task.finish()))) {
            var extension = ExtensionId.next();
            Story.within(scene, day, LocalTime.of(10, 15), calendar.zone(), () -> duties.about("task_done", task.id()).ifPresent(duty -> {
                extensions.ask(extension, duty, finished.plusDays(1).atStartOfDay(calendar.zone()).toInstant(), cause.words(), owner);
                extensions.answer(extension, true, "", scene.as("王敏"));
            }));
        } else if (!asks && day.equals(calendar.plusWorkingDays(task.finish(), 1))) {
            Story.within(scene, day, LocalTime.of(9, 40), calendar.zone(), () -> duties.about("task_done", task.id()).ifPresent(duty -> explanations.explain(ExplanationId.next(), duty, cause.words(), cause.elsewhere(), owner)));
        }
    }

    private static void at(Story.Scene scene, Duration before, Runnable act) {
        Instant moment = scene.end.minus(before);
        scene.act(moment, act);
    }
}
