package meridian.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import meridian.meeting.Meeting;
import meridian.meeting.Meeting.Attendance;
import meridian.meeting.Meeting.Kind;
import meridian.meeting.Meeting.Mode;
import meridian.meeting.Meeting.Reply;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.meeting.Meetings.NewTopic;
import meridian.meeting.Repeats;
import meridian.tenancy.MeetingId;
import meridian.tenancy.Moment;
import meridian.tenancy.NotFound;
import meridian.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The meetings of the story: a kickoff, a stand-up on every working day, a weekly meeting, a review to come. */
@Component
class Gatherings {
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");
    private static final List<String> LEADS = List.of("李婷", "陈浩", "Tan Wei", "Johanna Maier", "孙悦", "刘洋", "郑凯", "何静");

    private final Meetings meetings;
    private final MeetingSheets sheets;

    Gatherings(Meetings meetings, MeetingSheets sheets) {
        this.meetings = meetings;
        this.sheets = sheets;
    }

    void tell(Story.Scene scene) {
        kickoff(scene);
        standUps(scene);
        weekly(scene);
        review(scene);
    }

    private void kickoff(Story.Scene scene) {
        var day = scene.start.minusDays(3);
        int number = call(scene, day.minusDays(4).atTime(10, 0), facts(scene, Kind.KICKOFF, "新品区域上市启动会", Mode.MIXED, "上海总部三楼会议室", "https://meeting.tencent.com/dm/HDSS-KO", day.atTime(15, 0), 120, null, null, LEADS,
                List.of(new NewTopic("宣讲协同任务目标说明书", scene.people.get("王敏"), 20), new NewTopic("各单位汇报资源准备情况", null, 40), new NewTopic("确认职责表和资源清单", null, 25), new NewTopic("答疑", null, 15), new NewTopic("签署协同承诺书", null, 20))));
        held(scene, number, "Johanna Maier", "飞行途中，由Lukas Braun代听");
    }

    private void standUps(Story.Scene scene) {
        int first = call(scene, scene.start.minusDays(3).atTime(17, 30), facts(scene, Kind.STAND_UP, "每日站会", Mode.ONLINE, "", "https://meeting.tencent.com/dm/HDSS-SU", scene.start.atTime(16, 0), 15, Repeats.WORKDAYS, scene.today.plusDays(28), LEADS,
                List.of(new NewTopic("各单位：昨日进展、今日计划、需协助事项", null, 12), new NewTopic("当场协调", scene.people.get("王敏"), 3))));
        past(scene, first, "");
    }

    private void weekly(Story.Scene scene) {
        var first = scene.start.with(TemporalAdjusters.next(DayOfWeek.TUESDAY));
        int number = call(scene, scene.start.atTime(10, 0), facts(scene, Kind.WEEKLY, "周例会", Mode.ONLINE, "", "https://meeting.tencent.com/dm/HDSS-WK", first.atTime(16, 0), 90, Repeats.WEEKLY, scene.today.plusDays(42), LEADS,
                List.of(new NewTopic("上周目标完成情况", scene.people.get("王敏"), 20), new NewTopic("各单位进展", null, 30), new NewTopic("跨区域问题与解决办法", null, 20), new NewTopic("决议、行动项与下周计划", scene.people.get("王敏"), 20))));
        past(scene, number, "Tan Wei");
        var next = series(scene, number).stream().filter(meeting -> meeting.startsAt().isAfter(scene.end)).findFirst();
        next.ifPresent(meeting -> {
            answer(scene, 31, meeting, "陈浩", Reply.ACCEPTED, "");
            answer(scene, 29, meeting, "Johanna Maier", Reply.ACCEPTED, "");
            answer(scene, 26, meeting, "Tan Wei", Reply.DECLINED, "Store opening on that day; Priya joins for me.");
        });
    }

    private void review(Story.Scene scene) {
        call(scene, scene.today.minusDays(2).atTime(11, 0), facts(scene, Kind.REVIEW, "执行期中期复盘会", Mode.MIXED, "上海总部三楼会议室", "https://meeting.tencent.com/dm/HDSS-RV", scene.today.plusDays(9).atTime(15, 30), 120, null, null, LEADS,
                List.of(new NewTopic("阶段成果对照目标", scene.people.get("王敏"), 40), new NewTopic("问题与原因", null, 40), new NewTopic("流程改进", null, 30), new NewTopic("表决", null, 10))));
    }

    private Meetings.Facts facts(Story.Scene scene, Kind kind, String title, Mode mode, String place, String link, LocalDateTime starts, int minutes, @Nullable Repeats repeats, @Nullable LocalDate until, List<String> people, List<NewTopic> agenda) {
        var guests = kind == Kind.KICKOFF ? "Hansen Hafenagentur <ops@hansen-hafen.example>" : "";
        return new Meetings.Facts(kind, title, mode, place, link, "", scene.regions.get("华东"), starts, minutes, scene.people.get("王敏"), scene.people.get("何静"), people.stream().map(scene.people::get).toList(), guests, repeats, until, agenda);
    }

    private int call(Story.Scene scene, LocalDateTime when, Meetings.Facts facts) {
        var made = new int[1];
        at(scene, when, () -> made[0] = meetings.call(scene.project, MeetingId.next(), facts, null, scene.as("王敏")));
        return made[0];
    }

    // Those that are over were held; somebody was missing.
    private void past(Story.Scene scene, int first, String missing) {
        for (var meeting : series(scene, first)) if (meeting.endsAt().isBefore(scene.end)) held(scene, meeting.number(), missing, "");
    }

    private List<Meeting> series(Story.Scene scene, int first) {
        var all = new ArrayList<Meeting>();
        Tenancy.run(scene.workspace, () -> {
            try {
                for (int number = first; ; number++) {
                    var meeting = sheets.get(scene.project, number);
                    if (number > first && !meeting.kind().equals(all.getFirst().kind())) break;
                    all.add(meeting);
                }
            } catch (NotFound none) {
                // It was the last one.
            }
        });
        return all;
    }

    private void held(Story.Scene scene, int number, String missing, String reason) {
        Tenancy.run(scene.workspace, () -> {
            var meeting = sheets.get(scene.project, number);
            var recorder = scene.as("何静");
            Moment.at(meeting.startsAt(), () -> meetings.begin(scene.project, meeting.id(), recorder));
            Moment.at(meeting.endsAt(), () -> {
                var begun = sheets.get(meeting.id());
                meetings.attend(scene.project, meeting.id(), begun.participants().stream().map(one -> new Meetings.There(one.person(), one.name().equals(missing) ? Attendance.ABSENT : one.guest() ? Attendance.IN_ATTENDANCE : Attendance.PRESENT, one.name().equals(missing) ? reason : "")).toList(), begun.version(), recorder);
                meetings.end(scene.project, meeting.id(), recorder);
            });
        });
    }

    private void answer(Story.Scene scene, int hoursAgo, Meeting meeting, String who, Reply reply, String note) {
        Tenancy.run(scene.workspace, () -> Moment.at(scene.end.minus(Duration.ofHours(hoursAgo)), () -> meetings.answer(scene.project, meeting.id(), reply, note, false, scene.as(who))));
    }

    private static void at(Story.Scene scene, LocalDateTime when, Runnable act) {
        Instant instant = when.atZone(HOME).toInstant();
        Tenancy.run(scene.workspace, () -> Moment.at(instant, act));
    }
}
