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
import java.util.Objects;
import meridian.meeting.Meeting;
import meridian.meeting.Meeting.Attendance;
import meridian.meeting.Meeting.Kind;
import meridian.meeting.Meeting.Mode;
import meridian.meeting.Meeting.Reply;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.meeting.MinuteBook;
import meridian.meeting.Minutes;
import meridian.meeting.Minutes.Outcome;
import meridian.meeting.Minutes.Section;
import meridian.meeting.MinutesSheets;
import meridian.meeting.Meetings.NewTopic;
import meridian.meeting.Repeats;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.Moment;
import meridian.tenancy.NotFound;
import meridian.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The meetings of the story: a kickoff, a stand-up on every working day, a weekly meeting with its minutes, a review to come. */
@Component
class Gatherings {
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");
    private static final List<String> LEADS = List.of("李婷", "陈浩", "Tan Wei", "Johanna Maier", "孙悦", "刘洋", "郑凯", "何静");

    private final Meetings meetings;
    private final MeetingSheets sheets;
    private final MinuteBook book;
    private final MinutesSheets minutes;

    Gatherings(Meetings meetings, MeetingSheets sheets, MinuteBook book, MinutesSheets minutes) {
        this.meetings = meetings;
        this.sheets = sheets;
        this.book = book;
        this.minutes = minutes;
    }

    void tell(Story.Scene scene) {
        standUps(scene);
        weekly(scene);
        review(scene);
    }

    /** The kickoff, with its minutes an hour after it. */
    void kickoff(Story.Scene scene) {
        var day = scene.start.minusDays(3);
        int number = call(scene, day.minusDays(4).atTime(10, 0), facts(scene, Kind.KICKOFF, "新品区域上市启动会", Mode.MIXED, "上海总部三楼会议室", "https://meeting.tencent.com/dm/HDSS-KO", day.atTime(15, 0), 120, null, null, LEADS,
                List.of(new NewTopic("宣讲协同任务目标说明书", scene.people.get("王敏"), 20), new NewTopic("各单位汇报资源准备情况", null, 40), new NewTopic("确认职责表和资源清单", null, 25), new NewTopic("答疑", null, 15), new NewTopic("签署协同承诺书", null, 20))));
        held(scene, number, "Johanna Maier", "飞行途中，由Lukas Braun代听");
        write(scene, number, List.of(
                said(Section.NOTES, null, "总协调人宣讲目标说明书，各单位无异议。", ""),
                said(Section.NOTES, null, "各单位资源准备情况已逐一汇报，德国需补两名审校。", ""),
                said(Section.DECISIONS, null, "职责表和资源清单确认，自本日起执行。", ""),
                said(Section.DECISIONS, null, "每日站会16:00线上召开，周例会周二16:00召开。", "")), true);
        everybodyReads(scene, number);
    }

    private void standUps(Story.Scene scene) {
        int first = call(scene, scene.start.minusDays(3).atTime(17, 30), facts(scene, Kind.STAND_UP, "每日站会", Mode.ONLINE, "", "https://meeting.tencent.com/dm/HDSS-SU", scene.start.atTime(16, 0), 15, Repeats.WORKDAYS, scene.today.plusDays(28), LEADS,
                List.of(new NewTopic("各单位：昨日进展、今日计划、需协助事项", null, 12), new NewTopic("当场协调", scene.people.get("王敏"), 3))));
        var all = series(scene, first).getFirst();
        Tenancy.run(scene.workspace, () -> {
            for (var person : List.of("王敏", "李婷", "陈浩", "Johanna Maier", "孙悦", "郑凯")) Moment.at(scene.start.minusDays(3).atTime(18, 0).atZone(HOME).toInstant(), () -> meetings.answer(scene.project, all.id(), Reply.ACCEPTED, "", true, scene.as(person)));
        });
        past(scene, first, "");
    }

    private void weekly(Story.Scene scene) {
        var first = scene.start.with(TemporalAdjusters.next(DayOfWeek.TUESDAY));
        int number = call(scene, scene.start.atTime(10, 0), facts(scene, Kind.WEEKLY, "周例会", Mode.ONLINE, "", "https://meeting.tencent.com/dm/HDSS-WK", first.atTime(16, 0), 90, Repeats.WEEKLY, scene.today.plusDays(42), LEADS,
                List.of(new NewTopic("上周目标完成情况", scene.people.get("王敏"), 20), new NewTopic("各单位进展", null, 30), new NewTopic("跨区域问题与解决办法", null, 20), new NewTopic("决议、行动项与下周计划", scene.people.get("王敏"), 20))));
        past(scene, number, "Tan Wei");
        lastWeeks(scene, series(scene, number).stream().filter(meeting -> meeting.endsAt().isBefore(scene.end)).toList());
        var next = series(scene, number).stream().filter(meeting -> meeting.startsAt().isAfter(scene.end)).findFirst();
        next.ifPresent(meeting -> {
            answer(scene, 31, meeting, "陈浩", Reply.ACCEPTED, "");
            answer(scene, 29, meeting, "Johanna Maier", Reply.ACCEPTED, "");
            answer(scene, 26, meeting, "Tan Wei", Reply.DECLINED, "Store opening on that day; Priya joins for me.");
        });
    }

    // The last but one is issued and read; of the last, the minutes are still being written.
    private void lastWeeks(Story.Scene scene, List<Meeting> held) {
        if (held.size() < 2) return;
        for (var earlier : held.subList(0, held.size() - 2)) {
            write(scene, earlier.number(), List.of(
                    said(Section.PROGRESS, "华东", "按计划推进。", ""),
                    said(Section.PROGRESS, "华南", "按计划推进，物料到货略有延迟。", ""),
                    said(Section.PROGRESS, "德国", "On schedule.", ""),
                    said(Section.DECISIONS, null, "各单位按计划执行，下周例会检查。", "")), true);
            everybodyReads(scene, earlier.number());
        }
        var before = held.get(held.size() - 2);
        var due = LocalDate.ofInstant(before.startsAt(), HOME);
        write(scene, before.number(), List.of(
                said(Section.PROGRESS, "华东", "首批30家门店陈列完成，导购培训两场。", ""),
                said(Section.PROGRESS, "华南", "陈列架到货80套，40家重点门店优先。", ""),
                said(Section.PROGRESS, "新加坡", "Training room booked; the first 12 shops confirmed.", ""),
                said(Section.PROGRESS, "德国", "Customs has asked for the CE technical file.", ""),
                said(Section.PROBLEMS, "德国", "CE技术文件不全，首批货物可能滞港。", "研发导出完整文件，市场部安排德文翻译，王敏每日跟进。"),
                said(Section.PROBLEMS, "华南", "印刷色差重印，陈列推迟四天。", "印厂改由华东，费用另行协商。"),
                said(Section.DECISIONS, null, "华南陈列推迟的影响由华东抽调两名陈列专员补上。", ""),
                said(Section.DECISIONS, null, "德国上市日期暂不调整，下周例会再定。", ""),
                action("补齐德国清关所需CE技术文件", "供应链", "郑凯", due.plusDays(9), "CE技术文件"),
                action("Confirm the second training date with 18 shops", "新加坡", "Tan Wei", due.plusDays(4), "Shop list"),
                action("与印厂签订印前校色条款", "华南", "陈浩", due.plusDays(12), ""),
                said(Section.PLAN, "华东", "完成第二批60家门店陈列。", ""),
                said(Section.PLAN, "华南", "完成40家重点门店陈列。", ""),
                said(Section.PLAN, "新加坡", "First training round finished.", ""),
                said(Section.PLAN, "德国", "Goods released by customs.", "")), true);
        Tenancy.run(scene.workspace, () -> {
            for (var person : List.of("王敏", "何静", "李婷", "陈浩", "Tan Wei", "刘洋", "郑凯")) Moment.at(before.endsAt().plus(Duration.ofHours(20)), () -> book.acknowledge(scene.project, before.id(), person.equals("陈浩") ? "印厂条款的期限偏紧，我尽量提前。" : "", scene.as(person)));
            var done = minutes.of(sheets.get(before.id())).orElseThrow().of(Section.ACTIONS).get(1);
            if (before.endsAt().plus(Duration.ofDays(3)).isBefore(scene.end)) Moment.at(before.endsAt().plus(Duration.ofDays(3)), () -> book.done(scene.project, done.id(), scene.as("Tan Wei")));
        });
        var last = held.getLast();
        write(scene, last.number(), List.of(
                said(Section.PROGRESS, "华东", "第二批已完成41家，其余本周内完成。", ""),
                said(Section.PROGRESS, "华南", "40家重点门店完成33家。", ""),
                said(Section.PROBLEMS, "德国", "汉堡港扣留首批货物。", ""),
                said(Section.DECISIONS, null, "成立德国清关专项小组，王敏牵头，每日18:00通报。", ""),
                action("提交完整CE技术文件至汉堡海关", "德国", "Johanna Maier", scene.today.plusDays(2), "海关回执")), false);
    }

    // Until the evening of the next day, one after the other.
    private void everybodyReads(Story.Scene scene, int number) {
        Tenancy.run(scene.workspace, () -> {
            var meeting = sheets.get(scene.project, number);
            for (var reader : meeting.participants()) {
                if (reader.member() == null) continue;
                var after = Duration.ofHours(2).plusMinutes(reader.name().codePointAt(0) % 7 * 23);
                Moment.at(meeting.endsAt().plus(after), () -> book.acknowledge(scene.project, meeting.id(), "", scene.as(reader.name())));
            }
        });
    }

    /** A row of minutes as the story writes it. */
    private record Said(Section section, @Nullable String party, String content, String reply, @Nullable String owner, @Nullable LocalDate due, String deliverable) {}

    private static Said said(Section section, @Nullable String party, String content, String reply) {
        return new Said(section, party, content, reply, null, null, "");
    }

    private static Said action(String content, String party, String owner, LocalDate due, String deliverable) {
        return new Said(Section.ACTIONS, party, content, "", owner, due, deliverable);
    }

    private void write(Story.Scene scene, int number, List<Said> rows, boolean issue) {
        var recorder = scene.as("何静");
        Tenancy.run(scene.workspace, () -> {
            var meeting = sheets.get(scene.project, number);
            Moment.at(meeting.startsAt().plus(Duration.ofMinutes(5)), () -> book.begin(scene.project, meeting.id(), recorder));
            Moment.at(meeting.endsAt().minus(Duration.ofMinutes(3)), () -> {
                for (var row : rows) {
                    var party = row.party() == null ? null : scene.parties.get(row.party());
                    // A party’s row is there already.
                    var there = minutes.of(meeting).orElseThrow().of(row.section()).stream().filter(one -> one.blank() && Objects.equals(one.party(), party)).findFirst();
                    var id = there.map(Minutes.Row::id).orElseGet(MinutesRowId::next);
                    if (there.isEmpty()) book.add(scene.project, meeting.id(), id, row.section(), party, recorder);
                    book.save(scene.project, meeting.id(), id, new MinuteBook.Typed(party, row.content(), row.reply(), null, row.owner() == null ? null : scene.people.get(row.owner()), row.due(), row.deliverable(), false), true, 0, recorder);
                }
                var goals = minutes.of(meeting).orElseThrow().of(Section.GOALS);
                for (var goal : goals) book.save(scene.project, meeting.id(), goal.id(), new MinuteBook.Typed(goal.party(), goal.content(), "", goal.position() % 3 == 2 ? Outcome.PARTLY : Outcome.MET, null, null, "", false), true, goal.version(), recorder);
            });
            if (issue) Moment.at(meeting.endsAt().plus(Duration.ofHours(1)), () -> book.publish(scene.project, meeting.id(), true, "", minutes.of(sheets.get(meeting.id())).orElseThrow().version(), recorder));
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
        scene.act(scene.end.minus(Duration.ofHours(hoursAgo)), () -> meetings.answer(scene.project, meeting.id(), reply, note, false, scene.as(who)));
    }

    private static void at(Story.Scene scene, LocalDateTime when, Runnable act) {
        Instant instant = when.atZone(HOME).toInstant();
        scene.act(instant, act);
    }
}
