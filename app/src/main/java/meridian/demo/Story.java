package meridian.demo;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.board.OnePagers;
import meridian.board.Week;
import meridian.calendar.WorkCalendar;
import meridian.duty.Rota;
import meridian.duty.Timekeeper;
import meridian.identity.Absences;
import meridian.identity.Accounts;
import meridian.identity.Calendars;
import meridian.identity.Departments;
import meridian.identity.Members;
import meridian.identity.Regions;
import meridian.identity.Role;
import meridian.identity.Workspaces;
import meridian.notification.Bell;
import meridian.progress.Filing;
import meridian.progress.Line;
import meridian.progress.LineState;
import meridian.progress.ProgressDuties;
import meridian.progress.Reports;
import meridian.project.Charters;
import meridian.project.Deliverables;
import meridian.project.Gates;
import meridian.project.Indicator;
import meridian.project.Indicators;
import meridian.project.Parties;
import meridian.project.Projects;
import meridian.project.Resources;
import meridian.project.Responsibilities;
import meridian.project.ResponsibilityMatrix;
import meridian.project.RuleBooks;
import meridian.project.Stage;
import meridian.project.Teams;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.MeasurementId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Moment;
import meridian.tenancy.OnePagerId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RegionId;
import meridian.tenancy.ReportId;
import meridian.tenancy.ResourceId;
import meridian.tenancy.RoleGrantId;
import meridian.tenancy.ShiftId;
import meridian.tenancy.TaskId;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import meridian.workplan.Constraint;
import meridian.workplan.PlanRows;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.TaskTiming;
import meridian.workplan.Tasks;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The story of the demo, told once: a company prepares, plans and runs a product launch in four regions, each act at the
 * moment it happened. Today is in the seventh week, with things overdue, blocked, not split, and somebody on leave.
 */
@Component
public class Story {
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");
    private static final String CODE = "HDSS";
    private static final Duration PATIENCE = Duration.ofSeconds(10); // the longest act takes one or two

    private final Workspaces workspaces;
    private final Accounts accounts;
    private final Members members;
    private final Regions regions;
    private final Departments departments;
    private final Calendars calendars;
    private final Absences absences;
    private final Teams teams;
    private final Projects projects;
    private final Parties parties;
    private final Charters charters;
    private final Approvals approvals;
    private final Deliverables deliverables;
    private final Indicators indicators;
    private final Resources resources;
    private final Responsibilities responsibilities;
    private final RuleBooks rules;
    private final Gates gates;
    private final PlanRows plan;
    private final Launched launched;
    private final Tasks tasks;
    private final Reports reports;
    private final ProgressDuties progress;
    private final Trouble trouble;
    private final Dealings dealings;
    private final Gatherings gatherings;
    private final Perils perils;
    private final Reviews reviews;
    private final OnePagers pagers;
    private final Learned learned;
    private final Finished finished;
    private final Upcoming upcoming;
    private final Bell bell;
    private final Timekeeper timekeeper;
    private final Rota rota;
    private final Clock clock;
    private final ReentrantLock telling = new ReentrantLock();
    private volatile boolean ending;

    Story(Workspaces workspaces, Accounts accounts, Members members, Regions regions, Departments departments, Calendars calendars, Absences absences, Teams teams,
            Projects projects, Parties parties, Charters charters, Approvals approvals, Deliverables deliverables, Indicators indicators, Resources resources, Responsibilities responsibilities, RuleBooks rules, Gates gates, PlanRows plan, Launched launched, Tasks tasks, Reports reports, ProgressDuties progress, Trouble trouble, Dealings dealings, Perils perils, Learned learned, Finished finished, Upcoming upcoming, Reviews reviews, Gatherings gatherings, OnePagers pagers, Bell bell, Timekeeper timekeeper, Rota rota, Clock clock) {
        this.workspaces = workspaces;
        this.accounts = accounts;
        this.members = members;
        this.regions = regions;
        this.departments = departments;
        this.calendars = calendars;
        this.absences = absences;
        this.teams = teams;
        this.projects = projects;
        this.parties = parties;
        this.charters = charters;
        this.approvals = approvals;
        this.deliverables = deliverables;
        this.indicators = indicators;
        this.resources = resources;
        this.responsibilities = responsibilities;
        this.rules = rules;
        this.gates = gates;
        this.plan = plan;
        this.launched = launched;
        this.tasks = tasks;
        this.reports = reports;
        this.progress = progress;
        this.trouble = trouble;
        this.dealings = dealings;
        this.gatherings = gatherings;
        this.perils = perils;
        this.reviews = reviews;
        this.pagers = pagers;
        this.learned = learned;
        this.finished = finished;
        this.upcoming = upcoming;
        this.bell = bell;
        this.timekeeper = timekeeper;
        this.rota = rota;
        this.clock = clock;
    }

    /** One task of the plan as the story follows it. */
    record Followed(TaskId id, String title, String party, Company.@Nullable Person owner, LocalDate start, LocalDate finish) {}

    static final class Scene {
        private final BooleanSupplier cutOff;
        WorkspaceId workspace;
        LocalDate start;
        LocalDate today;
        Instant end;
        final Map<String, RegionId> regions = new HashMap<>();
        final Map<String, DepartmentId> departments = new HashMap<>();
        final Map<String, MemberId> people = new HashMap<>();
        final Map<String, PartyId> parties = new HashMap<>();
        final List<Followed> tasks = new ArrayList<>();
        final Map<Launch.Measure, IndicatorId> indicators = new LinkedHashMap<>();
        Map<RegionId, WorkCalendar> calendars = Map.of();
        ProjectId project;

        Scene(BooleanSupplier cutOff) {
            this.cutOff = cutOff;
        }

        Actor as(String name) {
            return Actor.of(workspace, people.get(name));
        }

        void act(Instant moment, Runnable act) {
            if (cutOff.getAsBoolean()) throw new CutOff();
            Tenancy.run(workspace, () -> Moment.at(moment, act));
        }
    }

    /** The application ends before the story does. */
    private static final class CutOff extends RuntimeException {}

    /** Tells everything that happened until now, where nothing has been set up before; says each step. False when the application ended first. */
    public boolean tellOnce(Consumer<String> say) {
        telling.lock();
        try {
            if (workspaces.none()) tell(say);
            return true;
        } catch (CutOff e) {
            return false;
        } finally {
            telling.unlock();
        }
    }

    // The database ends only when the last act has ended.
    @EventListener(ContextClosedEvent.class)
    void end() throws InterruptedException {
        ending = true;
        if (telling.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) telling.unlock();
    }

    void tell(Consumer<String> say) {
        tell(clock.instant(), say);
    }

    /** Tells what happened until the given moment. */
    void tell(Instant end, Consumer<String> say) {
        // What was due in the story takes effect in the story, not all at once at its end.
        timekeeper.stop();
        try {
            tellAll(end, say);
        } finally {
            timekeeper.start();
        }
    }

    private void tellAll(Instant end, Consumer<String> say) {
        var scene = new Scene(() -> ending);
        scene.end = end;
        scene.today = LocalDate.ofInstant(end, HOME);
        scene.start = scene.today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(6);
        say.accept("The company and its people …");
        Moment.at(scene.start.minusWeeks(3).atTime(8, 0).atZone(HOME).toInstant(), () -> scene.workspace = workspaces.create(Company.NAME, Company.SLUG, Company.UNIT, Locale.SIMPLIFIED_CHINESE, true));
        within(scene, scene.start.minusWeeks(3), 9, () -> company(scene));
        say.accept("The project: parties, team, charter …");
        within(scene, scene.start.minusWeeks(2), 10, () -> project(scene));
        say.accept("The work plan …");
        within(scene, scene.start.minusDays(7), 15, () -> prepared(scene));
        launched.readies(scene);
        within(scene, scene.start.minusDays(4), 14, () -> plan(scene));
        launched.tell(scene);
        within(scene, scene.today.minusDays(8), 10, () -> rota(scene));
        say.accept("Six weeks of work …");
        for (var day = scene.start; !day.isAfter(scene.today); day = day.plusDays(1)) {
            var week = Week.of(day);
            within(scene, day, 8, timekeeper::look);
            work(scene, day);
            if (day.getDayOfWeek() == DayOfWeek.FRIDAY) measure(scene, day);
            perils.day(scene, day);
            if (!day.isBefore(scene.today.minusDays(10))) reports(scene, day);
            if (day.getDayOfWeek() == DayOfWeek.FRIDAY && !day.isBefore(scene.today.minusDays(14))) within(scene, day, 17, () -> reportUpwards(scene, week, scene.as("王敏")));
            within(scene, day, 18, timekeeper::look);
        }
        trouble.tell(scene);
        launched.replanned(scene);
        perils.comeTrue(scene);
        say.accept("A project that is over …");
        finished.tell(scene);
        say.accept("A project that is about to begin …");
        upcoming.tell(scene, calendar(scene, "华南"));
        say.accept("Requests and disputes …");
        dealings.tell(scene);
        say.accept("Acceptance …");
        reviews.tell(scene);
        say.accept("Meetings …");
        gatherings.tell(scene);
        learned.tell(scene);
        within(scene, scene.today.minusDays(3), 15, () -> absences.enter(AbsenceId.next(),
                new Absences.NewAbsence(scene.people.get("林峰"), "leave", scene.today.minusDays(1), scene.today.plusDays(3), scene.people.get("黄丽"), "家事"), scene.as("林峰")));
        read(scene);
    }

    /** Everybody has looked behind the bell lately, and what was told since is new; who is on leave has not looked since. */
    private void read(Scene scene) {
        int minutes = 0;
        for (var person : Company.PEOPLE) {
            var looked = person.name().equals("林峰") ? Duration.ofDays(2) : Duration.ofHours(2).plusMinutes(minutes = (minutes + 47) % 240);
            scene.act(scene.end.minus(looked), () -> bell.readAll(scene.as(person.name())));
        }
    }

    private void company(Scene scene) {
        var system = Actor.system(scene.workspace);
        for (var place : Company.REGIONS) scene.regions.put(place.name(), regions.add(place.name(), null, place.zone(), place.holidays(), Regions.OFFICE, system));
        for (var name : Company.DEPARTMENTS) scene.departments.put(name, departments.add(name, null, null, system));
        var hash = accounts.hash(Company.PASSWORD);
        for (var person : Company.PEOPLE) {
            var account = accounts.createWithHash(person.email(), hash, person.locale());
            var zone = Company.REGIONS.stream().filter(place -> place.name().equals(person.region())).findFirst().orElseThrow().zone();
            var department = person.party() == null ? null : scene.departments.get(person.party());
            scene.people.put(person.name(), members.add(
                    new Members.NewMember(person.name(), person.email(), person.phone(), person.locale(), zone, scene.regions.get(person.region()), department, person.workspace(), account), system));
        }
        for (var place : Company.REGIONS) {
            var region = regions.get(scene.regions.get(place.name()));
            regions.change(region.id(), new Regions.Facts(region.name(), region.parent(), place.zone(), place.holidays(), scene.people.get(Company.lead(place.name()))), region.version(), system);
        }
        for (var name : Company.DEPARTMENTS) {
            var department = departments.get(scene.departments.get(name));
            departments.change(department.id(), new Departments.Facts(name, null, null, scene.people.get(Company.lead(name))), department.version(), system);
        }
        scene.calendars = calendars.all();
    }

    private void project(Scene scene) {
        var chief = scene.as("王敏");
        scene.project = projects.create(new Projects.NewProject(CODE, "新品区域上市", "rollout", scene.regions.get("华东"), "CNY", scene.start, scene.start.plusWeeks(Launch.WEEKS).minusDays(3)), chief);
        for (var place : Company.REGIONS) scene.parties.put(place.name(), parties.addRegion(scene.project, scene.regions.get(place.name()), chief));
        for (var name : Company.DEPARTMENTS) scene.parties.put(name, parties.addDepartment(scene.project, scene.departments.get(name), chief));
        for (var person : Company.PEOPLE) {
            if (person.role() == null || person.role() == Role.CHIEF_COORDINATOR) continue;
            teams.give(scene.project, RoleGrantId.next(), scene.people.get(person.name()), person.role(), person.party() == null ? null : scene.parties.get(person.party()),
                    facts(scene, person), chief);
        }
        var seat = teams.of(scene.project).seats().stream().filter(one -> one.role() == Role.CHIEF_COORDINATOR).findFirst().orElseThrow();
        teams.change(scene.project, seat.id(), facts(scene, Company.named("王敏")), seat.version(), chief);
        charter(scene, chief);
    }

    private static Teams.Facts facts(Scene scene, Company.Person person) {
        var deputy = Company.deputy(person);
        return new Teams.Facts(Company.duties(person.role()), Company.contact(person), deputy == null ? null : scene.people.get(deputy));
    }

    private void charter(Scene scene, Actor chief) {
        var text = new Charters.Text(
                "公司新一代智能音箱已完成认证，计划在四个区域同步上市。各区域渠道、法规与节假日不同，需统一目标、分区落实。",
                "十三周内在华东、华南、新加坡、德国完成新品上市：渠道覆盖达标，推广物料与陈列到位，客服与合规准备齐全。",
                "推广预算不超过960万元；德国上市须在CE技术文件齐全之后；春节前完成首轮复盘。",
                List.copyOf(scene.regions.values()), List.of(), List.copyOf(scene.departments.values()), List.of(),
                "线上线下渠道铺货与门店陈列\n上市推广、导购培训与客服准备", "海外其他区域\n产品研发与产线改造");
        charters.rewrite(scene.project, text, charters.of(scene.project).version(), chief);
        for (var deliverable : Launch.DELIVERABLES) {
            deliverables.add(scene.project, DeliverableId.next(),
                    new Deliverables.Text(deliverable.name(), deliverable.description(), scene.start.plusWeeks(deliverable.week()).minusDays(3), String.join("\n", deliverable.criteria())), chief);
        }
        for (var measure : Launch.MEASURES) indicator(scene, measure, chief);
        var end = scene.start.plusWeeks(Launch.WEEKS).minusDays(3);
        for (var means : Launch.MEANS) {
            resources.add(scene.project, ResourceId.next(), new Resources.Facts(means.kind(), means.name(), BigDecimal.valueOf(means.amount()), means.unit(), scene.parties.get(means.provider()), null,
                    scene.start, end, BigDecimal.valueOf(means.committed()), BigDecimal.valueOf(means.spent())), chief);
        }
        resources.of(scene.project).stream().limit(4).forEach(resource -> resources.confirm(scene.project, resource.id(), resource.version(), chief));
        responsibilities(scene, chief);
        rules.write(scene.project, new RuleBooks.Facts("Meridian", "钉钉群“新品上市协同”", "语雀 · 新品上市",
                "进度每日18点前填报；阻塞须写明原因和所需协助。\n文档一律按命名规则归档，不在聊天群内传终稿。\n跨区域事项先在系统内提请，再电话沟通。", "{project}-{region}-{document}-{yyyyMMdd}-v{n}", "说明与汇报"), rules.of(scene.project).version(), chief);
        rules.publish(scene.project, rules.of(scene.project).version(), chief);
    }

    private void indicator(Scene scene, Launch.Measure measure, Actor chief) {
        var id = indicators.add(scene.project, IndicatorId.next(), new Indicators.Facts(measure.name(), measure.unit(), Indicator.Comparison.AT_LEAST, BigDecimal.valueOf(measure.target()),
                measure.rollup(), scene.start.plusWeeks(Launch.WEEKS).minusDays(3)), chief);
        var shares = new HashMap<PartyId, Indicators.Share>();
        for (var place : Company.REGIONS) shares.put(scene.parties.get(place.name()), new Indicators.Share(BigDecimal.valueOf(measure.regionTarget()), BigDecimal.ONE));
        indicators.share(scene.project, id, shares, indicators.get(scene.project, id).version(), chief);
        scene.indicators.put(measure, id);
    }

    // The region or department that does a thing answers for it (A); the others do their part, are asked or told.
    private void responsibilities(Scene scene, Actor chief) {
        var answers = List.of("市场部", "华东", "供应链", "市场部", "供应链", "华东", "市场部");
        var matrix = responsibilities.of(scene.project);
        var letters = new HashMap<ResponsibilityMatrix.Cell, String>();
        for (int i = 0; i < matrix.rows().size() && i < answers.size(); i++) {
            for (var column : matrix.columns()) {
                var letter = column.name().equals(answers.get(i)) ? "A" : scene.regions.containsKey(column.name()) ? "R" : column.name().equals("财务部") ? "I" : "C";
                letters.put(new ResponsibilityMatrix.Cell(matrix.rows().get(i).id(), column.id()), letter);
            }
        }
        responsibilities.assign(scene.project, letters, matrix.state(), chief);
    }

    /** At the end of each week every lead measures their region. */
    private void measure(Scene scene, LocalDate day) {
        int week = (int) ChronoUnit.WEEKS.between(scene.start, day);
        for (var entry : scene.indicators.entrySet()) {
            var byWeek = entry.getKey().byWeek();
            if (week >= byWeek.length || byWeek[week] == 0) continue;
            int place = 0;
            for (var region : Company.REGIONS) {
                var lead = Company.of(region.name()).getLast();
                var value = BigDecimal.valueOf(byWeek[week] * (100L - 7L * place++) / 100);
                within(scene, day, LocalTime.of(17, 0), ZoneId.of(region.zone()), () -> indicators.measure(scene.project, entry.getValue(), MeasurementId.next(), scene.parties.get(region.name()), value, day, "", scene.as(lead.name())));
            }
        }
    }

    private void prepared(Scene scene) {
        var sponsor = scene.as("赵建国");
        var fingerprint = charters.of(scene.project).content().fingerprint();
        var approval = charters.submit(scene.project, new Route(scene.people.get("何静"), List.of(), sponsor.person(), false, List.of(scene.people.get("刘洋"))), scene.as("王敏"));
        approvals.decide(approval, true, "指标与预算口径已核对。", fingerprint, scene.as("何静"));
        approvals.decide(approval, true, "同意，请按周向我汇报覆盖率。", fingerprint, sponsor);
        gates.pass(scene.project, Stage.PREPARATION, scene.as("王敏"));
    }

    private void plan(Scene scene) {
        var rows = new ArrayList<PlanRows.NewRow>();
        var phases = new LinkedHashMap<String, TaskId>();
        var made = new HashMap<@Nullable String, DeliverableId>();
        responsibilities.of(scene.project).rows().forEach(row -> made.put(row.name(), row.id()));
        for (var pack : Launch.PACKAGES) {
            phases.computeIfAbsent(pack.phase(), phase -> add(rows, PlanRows.NewRow.of(TaskKind.PHASE, null, TaskFields.titled(phase))));
        }
        for (var pack : Launch.PACKAGES) {
            var where = pack.party().equals(Launch.EVERY_REGION) ? Company.REGIONS.stream().map(Company.Place::name).toList() : List.of(pack.party());
            for (var party : where) {
                var title = where.size() == 1 ? pack.title() : pack.title() + " · " + party;
                var parent = add(rows, PlanRows.NewRow.of(TaskKind.PACKAGE, phases.get(pack.phase()), TaskFields.titled(title).withParty(scene.parties.get(party)).withDeliverable(made.get(Launch.MADE_BY.get(pack.title())), "")));
                for (int i = 0; i < pack.parts().size(); i++) part(scene, rows, pack, pack.parts().get(i), i, party, parent);
            }
            for (var milestone : Launch.MILESTONES) {
                if (milestone.after().equals(pack.title()) && milestone.phase().equals(pack.phase())) milestone(scene, rows, milestone, phases.get(pack.phase()));
            }
        }
        plan.insert(scene.project, null, rows, links(scene), scene.as("王敏"));
    }

    private static List<PlanRows.NewDependency> links(Scene scene) {
        var links = new LinkedHashSet<PlanRows.NewDependency>();
        for (var pack : Launch.PACKAGES) {
            for (int i = 1; i < pack.parts().size(); i++) {
                var before = pack.parts().get(i - 1);
                var after = pack.parts().get(i);
                if (after.day() >= before.day() + before.days()) tie(scene, links, new Launch.Tie(before.title(), after.title(), "FS", 0));
            }
        }
        for (var each : Launch.TIES) tie(scene, links, each);
        return List.copyOf(links);
    }

    private static void tie(Scene scene, Set<PlanRows.NewDependency> links, Launch.Tie tie) {
        var before = scene.tasks.stream().filter(task -> task.title().equals(tie.before())).toList();
        var after = scene.tasks.stream().filter(task -> task.title().equals(tie.after())).toList();
        for (var from : before) {
            for (var to : after) {
                if (before.size() == 1 || after.size() == 1 || from.party().equals(to.party())) links.add(new PlanRows.NewDependency(to.id(), from.id(), tie.type(), tie.days() * 480));
            }
        }
    }

    private void part(Scene scene, List<PlanRows.NewRow> rows, Launch.Package pack, Launch.Part part, int index, String party, TaskId parent) {
        var calendar = calendar(scene, party);
        var first = calendar.nextWorkingDay(scene.start.plusWeeks(pack.week() - 1).minusDays(1));
        var start = calendar.plusWorkingDays(first, part.day());
        var finish = calendar.plusWorkingDays(start, part.days() - 1);
        var owner = owner(pack, index, party);
        var fields = TaskFields.titled(part.title())
                .withParty(scene.parties.get(party))
                .withOwner(owner == null ? null : scene.people.get(owner.name()))
                .withStart(TaskFields.startOf(start))
                .withFinish(TaskFields.endOf(finish))
                .withTiming(Launch.FLOATING.contains(part.title()) ? TaskTiming.AUTOMATIC : TaskTiming.typed(TaskFields.startOf(start), null))
                .withDeliverable(null, part.deliverable())
                .withCriteria(part.criteria().isEmpty() ? List.of() : List.of(part.criteria().split("[;\uff1b]")));
        var id = add(rows, PlanRows.NewRow.of(TaskKind.TASK, parent, fields));
        scene.tasks.add(new Followed(id, part.title(), party, owner, start, finish));
    }

    // What begins weeks from now, a lead has not always split yet.
    private static Company.@Nullable Person owner(Launch.Package pack, int index, String party) {
        if (pack.week() >= 11 && (party.equals("华南") || party.equals("德国"))) return null;
        if (pack.title().equals("门店陈列") && party.equals("华南") && index >= 2) return null;
        var people = Company.of(party);
        return people.get((index + pack.week()) % people.size());
    }

    private void milestone(Scene scene, List<PlanRows.NewRow> rows, Launch.Milestone milestone, TaskId phase) {
        var day = calendar(scene, "市场部").previousWorkingDay(scene.start.plusWeeks(milestone.week()).minusDays(2));
        var chief = Company.named("王敏");
        var id = add(rows, PlanRows.NewRow.of(TaskKind.TASK, phase, TaskFields.titled(milestone.title())
                .withParty(scene.parties.get("市场部"))
                .withOwner(scene.people.get(chief.name()))
                .withStart(TaskFields.endOf(day))
                .withFinish(TaskFields.endOf(day))
                .withTiming(timing(milestone, day))
                .withMilestone(true, milestone.week())));
        scene.tasks.add(new Followed(id, milestone.title(), "市场部", chief, day, day));
    }

    private static TaskTiming timing(Launch.Milestone milestone, LocalDate day) {
        if (Launch.FLOATING.contains(milestone.title())) return TaskTiming.AUTOMATIC.due(TaskFields.endOf(day.plusDays(3)));
        return milestone.title().equals(Launch.FIXED) ? TaskTiming.AUTOMATIC.asking(Constraint.FINISH_ON, TaskFields.endOf(day)) : TaskTiming.typed(null, TaskFields.endOf(day));
    }

    private static TaskId add(List<PlanRows.NewRow> rows, PlanRows.NewRow row) {
        rows.add(row);
        return row.id();
    }

    /** Who is on duty in every region, a week each; Germany has nobody for the third. */
    private void rota(Scene scene) {
        var first = scene.today.minusDays(7);
        var names = Map.of("华东", List.of("李婷", "吴凡", "赵宁"), "华南", List.of("陈浩", "周颖", "黄丽"), "新加坡", List.of("Tan Wei", "Priya Nair", "Lim Jia Hui"), "德国", List.of("Johanna Maier", "Lukas Braun"));
        for (var region : Company.REGIONS) {
            var week = first;
            for (var name : Objects.requireNonNull(names.get(region.name()))) {
                rota.add(ShiftId.next(), scene.project, new Rota.NewShift(scene.regions.get(region.name()), scene.people.get(name), week.atStartOfDay(), week.plusDays(7).atStartOfDay()), scene.as("王敏"));
                week = week.plusDays(7);
            }
        }
    }

    private void reportUpwards(Scene scene, Week week, Actor chief) {
        pagers.write(scene.project, week, OnePagerId.next(), "铺货与培训按计划推进。受阻事项已指定责任人，每日站会跟进。", "请批准华南区域增加2名督导，费用在预算内调剂。", null, chief);
        pagers.issue(scene.project, week, 0, "", chief);
    }

    /** One day of work: people start what begins, finish most of what ends, and some things get stuck. */
    private void work(Scene scene, LocalDate day) {
        for (var task : scene.tasks) {
            if (task.owner() == null || !calendar(scene, task.party()).isWorkingDay(day)) continue;
            var actor = scene.as(task.owner().name());
            var zone = calendar(scene, task.party()).zone();
            if (day.equals(task.start())) within(scene, day, LocalTime.of(9, 20), zone, () -> tasks.start(task.id(), actor));
            var stuck = stuck(task);
            if (stuck != null && day.equals(gotStuck(scene, task, stuck.daysAgo()))) within(scene, day, LocalTime.of(11, 5), zone, () -> tasks.block(task.id(), stuck.reason(), actor));
            else if (stuck == null && day.equals(finished(scene, task))) within(scene, day, LocalTime.of(16, 40), zone, () -> tasks.complete(task.id(), actor));
            else if (stuck == null) trouble.late(scene, task, day, finished(scene, task), calendar(scene, task.party()));
        }
    }

    /** At the end of a day everybody with work in hand reports it; on the last day a few have not yet. */
    private void reports(Scene scene, LocalDate day) {
        within(scene, day, LocalTime.of(8, 30), HOME, () -> progress.openFor(scene.project, day));
        for (var person : Company.PEOPLE) {
            if (person.role() == Role.SUPPORT_HEAD) continue;
            var calendar = calendar(scene, person.party() == null ? person.region() : person.party());
            if (!calendar.isWorkingDay(day) || (day.equals(scene.today) && SLOW.contains(person.name()))) continue;
            var lines = scene.tasks.stream().filter(task -> person.equals(task.owner()) && inHand(scene, task, day)).map(task -> line(scene, task, day)).toList();
            if (lines.isEmpty()) continue;
            var hour = day.equals(scene.today) ? LocalTime.of(10, 10) : LocalTime.of(17, 30);
            within(scene, day, hour, calendar.zone(), () -> reports.file(scene.project, scene.people.get(person.name()),
                    new Filing(ReportId.next(), null, day, "", "", null, lines, null), scene.as(person.name())));
        }
    }

    private static final Set<String> SLOW = Set.of("周颖", "Lukas Braun", "吴凡");

    private static boolean inHand(Scene scene, Followed task, LocalDate day) {
        return !task.start().isAfter(day) && (stuck(task) != null || finished(scene, task).isAfter(day));
    }

    private static Line line(Scene scene, Followed task, LocalDate day) {
        var stuck = stuck(task);
        if (stuck != null) {
            var since = gotStuck(scene, task, stuck.daysAgo());
            if (since != null && !day.isBefore(since)) return new Line(task.id(), LineState.BLOCKED, "", null, null, stuck.reason());
        }
        var calendar = calendar(scene, task.party());
        int all = Math.max(1, calendar.workingDaysBetween(task.start(), finished(scene, task).plusDays(1)));
        int past = calendar.workingDaysBetween(task.start(), day.plusDays(1));
        return new Line(task.id(), LineState.DOING, "", Math.clamp(100L * past / all / 5 * 5, 5, 95), null, "");
    }

    private record Stuck(String party, String title, int daysAgo, String reason) {}

    private static final List<Stuck> STUCK = List.of(
            new Stuck("华南", "推广物料印制", 4, "设计稿未反馈，印厂无法排产"),
            new Stuck("华南", "物料本地审校", 3, "等待推广物料印制打样"),
            new Stuck("华东", "讲师与场地安排", 1, "讲师排期冲突"),
            new Stuck("德国", "话术手册与知识库", 2, "Product FAQ in German still missing from headquarters"),
            new Stuck("供应链", "德国发运与清关", 2, "海关要求补充CE技术文件"));

    private static @Nullable Stuck stuck(Followed task) {
        return STUCK.stream().filter(stuck -> stuck.party().equals(task.party()) && stuck.title().equals(task.title())).findFirst().orElse(null);
    }

    private static @Nullable LocalDate gotStuck(Scene scene, Followed task, int days) {
        var calendar = calendar(scene, task.party());
        var when = calendar.plusWorkingDays(calendar.nextWorkingDay(scene.today), -days - 1);
        return when.isBefore(task.start()) ? null : when;
    }

    // Most tasks end on their day, some a day early, every sixth some days late.
    private static LocalDate finished(Scene scene, Followed task) {
        var calendar = calendar(scene, task.party());
        int dice = Math.floorMod(Objects.hash(task.title(), task.party()) * 31, 60);
        if (dice % 6 == 0) return calendar.plusWorkingDays(task.finish(), 2 + dice / 12);
        var early = calendar.previousWorkingDay(task.finish());
        return dice % 4 == 1 && !early.isBefore(task.start()) ? early : task.finish();
    }

    private static WorkCalendar calendar(Scene scene, String party) {
        return scene.calendars.getOrDefault(scene.regions.get(party), scene.calendars.get(scene.regions.get("华东")));
    }

    // ---- when and where

    private void within(Scene scene, LocalDate day, int hour, Runnable act) {
        within(scene, day, LocalTime.of(hour, 0), HOME, act);
    }

    // What would happen later today has not happened yet.
    static void within(Scene scene, LocalDate day, LocalTime time, ZoneId zone, Runnable act) {
        var instant = day.atTime(time).atZone(zone).toInstant();
        if (instant.isAfter(scene.end)) return;
        scene.act(instant, act);
    }

    /** Who may sign in, as a table. */
    public static String people() {
        var table = new StringBuilder();
        table.append("  Sign in as (password for all: ").append(Company.PASSWORD).append(")\n\n");
        for (var person : Company.PEOPLE) {
            var role = person.role() != null ? person.role().text().replace('_', ' ') + (person.party() == null ? "" : ", " + person.party()) : "workspace " + person.workspace().text();
            table.append("  %-32s %s %s%n".formatted(person.email(), wide(person.name(), 16), role));
        }
        return table.toString();
    }

    /** What the chief coordinator fills into the sign-in form. */
    public static String signIn() {
        return "email=" + Company.PEOPLE.stream().filter(person -> person.role() == Role.CHIEF_COORDINATOR).findFirst().orElseThrow().email() + "&password=" + Company.PASSWORD;
    }

    /** The address of the project it is told in. */
    public static String project() {
        return "/w/" + Company.SLUG + "/p/" + CODE;
    }

    /** The addresses that people open all day. */
    public static List<String> pages() {
        var house = "/w/" + Company.SLUG;
        var project = project();
        return List.of("/signin", house + "/inbox", project + "/board", project + "/plan", project + "/tasks/20", project + "/plan?q=1", project + "/plan?only=mine", house + "/projects", house + "/notices",
                project + "/progress", project + "/progress/today", project + "/charter", project + "/team", project + "/resources", project + "/indicators", project + "/emergencies", project + "/requests", project + "/risks",
                project + "/gate", project + "/tasks/new", house + "/me", "/nowhere");
    }

    // A Chinese character takes two columns of a terminal.
    private static String wide(String text, int columns) {
        int width = text.codePoints().map(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN ? 2 : 1).sum();
        return text + " ".repeat(Math.max(1, columns - width));
    }
}
