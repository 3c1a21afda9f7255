package meridian.world;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import meridian.identity.Accounts;
import meridian.identity.Departments;
import meridian.identity.Grants;
import meridian.identity.Members;
import meridian.identity.Regions;
import meridian.identity.Role;
import meridian.identity.Sessions;
import meridian.identity.Workspaces;
import meridian.project.Parties;
import meridian.project.Projects;
import meridian.tenancy.AccountId;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RegionId;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import meridian.tenancy.WorkspaceRole;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes worlds: a workspace with four regions in three zones, three departments, and people who are the same in every
 * test (and in the demo). Each world is a workspace of its own, so tests need not clean up.
 */
@Component
public class Worlds {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Workspaces workspaces;
    private final Accounts accounts;
    private final Members members;
    private final Regions regions;
    private final Departments departments;
    private final Sessions sessions;
    private final Projects projects;
    private final Parties parties;
    private final Grants grants;
    private final TransactionTemplate transaction;
    private String hash;

    Worlds(Workspaces workspaces, Accounts accounts, Members members, Regions regions, Departments departments, Sessions sessions, Projects projects, Parties parties, Grants grants, TransactionTemplate transaction) {
        this.workspaces = workspaces;
        this.accounts = accounts;
        this.members = members;
        this.regions = regions;
        this.departments = departments;
        this.sessions = sessions;
        this.projects = projects;
        this.parties = parties;
        this.grants = grants;
        this.transaction = transaction;
    }

    /** One person of a world. */
    public record Person(String name, String email, MemberId member, AccountId account, Actor actor) {}

    /** A workspace with people and one project in preparation, HDSS, run by 王敏. */
    public final class World {
        public final WorkspaceId workspace;
        public final String slug;
        public final Map<String, RegionId> regions = new HashMap<>();
        public final Map<String, meridian.tenancy.DepartmentId> departments = new HashMap<>();
        public final Map<String, Person> people = new HashMap<>();
        public final Map<String, PartyId> parties = new HashMap<>();
        public ProjectId project;

        World(WorkspaceId workspace, String slug) {
            this.workspace = workspace;
            this.slug = slug;
        }

        public Person person(String name) {
            return people.get(name);
        }

        public String url(String path) {
            return "/w/" + slug + path;
        }

        public String here(String path) {
            return url("/p/HDSS" + path);
        }

        /** Somebody's browser, signed in. */
        public Browser signedIn(String name, int port) {
            return new Browser(port).withSession(sessions.begin(person(name).account(), "127.0.0.1", "test"));
        }

        /** The session's secret, for a browser that keeps its own cookies. */
        public String session(String name) {
            return sessions.begin(person(name).account(), "127.0.0.1", "test");
        }

        /** Makes a day a working day in every region, whatever day of the week or holiday it is: for stories that happen today. */
        public void works(LocalDate day) {
            in(() -> Worlds.this.regions.setDaysEverywhere(new Regions.Days(day, day, true, null, "加班"), Actor.system(workspace)));
        }

        public void in(Runnable work) {
            Tenancy.run(workspace, work);
        }

        public Person add(String name, String email, String zone, String region, WorkspaceRole role, Locale locale) {
            var account = accounts.createWithHash(email, hash(), locale);
            var holder = new MemberId[1];
            in(() -> holder[0] = members.add(new Members.NewMember(name, email, "", locale, zone, regions.get(region), null, role, account), Actor.system(workspace)));
            var person = new Person(name, email, holder[0], account, Actor.of(workspace, holder[0]));
            people.put(name, person);
            return person;
        }
    }

    /** The password of everybody in every world. */
    public static final String PASSWORD = "meridian-demo";

    private synchronized String hash() {
        if (hash == null) hash = accounts.hash(PASSWORD);
        return hash;
    }

    public World world() {
        var slug = "w" + Long.toString(System.nanoTime(), 36) + COUNT.incrementAndGet();
        var world = new World(workspaces.create("星河集团 " + slug, slug, "XH", Locale.SIMPLIFIED_CHINESE, false), slug);
        // In one transaction: there are hundreds of worlds in a run of the tests.
        world.in(() -> transaction.executeWithoutResult(status -> settle(world)));
        return world;
    }

    private void settle(World world) {
        var system = Actor.system(world.workspace);
        world.regions.put("华东", regions.add("华东", null, "Asia/Shanghai", "CN", Regions.OFFICE, system));
        world.regions.put("华南", regions.add("华南", null, "Asia/Shanghai", "CN", Regions.OFFICE, system));
        world.regions.put("新加坡", regions.add("新加坡", null, "Asia/Singapore", "SG", Regions.OFFICE, system));
        world.regions.put("德国", regions.add("德国", null, "Europe/Berlin", "DE-BY", Regions.OFFICE, system));
        world.departments.put("市场部", departments.add("市场部", null, null, system));
        world.departments.put("财务部", departments.add("财务部", null, null, system));
        world.departments.put("供应链", departments.add("供应链", null, null, system));
        var domain = "@" + world.slug + ".example";
        world.add("王敏", "wang.min" + domain, "Asia/Shanghai", "华东", WorkspaceRole.NONE, Locale.SIMPLIFIED_CHINESE);
        world.add("李婷", "li.ting" + domain, "Asia/Shanghai", "华东", WorkspaceRole.NONE, Locale.SIMPLIFIED_CHINESE);
        world.add("陈浩", "chen.hao" + domain, "Asia/Shanghai", "华南", WorkspaceRole.NONE, Locale.SIMPLIFIED_CHINESE);
        world.add("周颖", "zhou.ying" + domain, "Asia/Shanghai", "华南", WorkspaceRole.NONE, Locale.SIMPLIFIED_CHINESE);
        world.add("林峰", "lin.feng" + domain, "Asia/Shanghai", "华南", WorkspaceRole.NONE, Locale.SIMPLIFIED_CHINESE);
        world.add("Tan Wei", "tan.wei" + domain, "Asia/Singapore", "新加坡", WorkspaceRole.NONE, Locale.ENGLISH);
        world.add("Johanna Maier", "johanna.maier" + domain, "Europe/Berlin", "德国", WorkspaceRole.NONE, Locale.ENGLISH);
        world.add("刘洋", "liu.yang" + domain, "Asia/Shanghai", "华东", WorkspaceRole.NONE, Locale.SIMPLIFIED_CHINESE);
        world.add("赵总", "zhao" + domain, "Asia/Shanghai", "华东", WorkspaceRole.NONE, Locale.SIMPLIFIED_CHINESE);
        world.add("管理员", "admin" + domain, "Asia/Shanghai", "华东", WorkspaceRole.ADMIN, Locale.SIMPLIFIED_CHINESE);
        world.add("审计员", "auditor" + domain, "Asia/Shanghai", "华东", WorkspaceRole.AUDITOR, Locale.SIMPLIFIED_CHINESE);
        world.add("外人", "stranger" + domain, "Asia/Shanghai", "华东", WorkspaceRole.NONE, Locale.SIMPLIFIED_CHINESE);
        world.project = projects.create(
                new Projects.NewProject("HDSS", "新品区域上市", "rollout", world.regions.get("华东"), "CNY", LocalDate.of(2026, 10, 12), LocalDate.of(2027, 1, 8)),
                world.person("王敏").actor());
        staff(world);
    }

    // Leads for every party, executors in 华南, a sponsor and a support department's head.
    private void staff(World world) {
        var chief = world.person("王敏").actor();
        for (var region : List.of("华东", "华南", "新加坡", "德国")) world.parties.put(region, parties.addRegion(world.project, world.regions.get(region), chief));
        for (var department : List.of("市场部", "财务部", "供应链")) world.parties.put(department, parties.addDepartment(world.project, world.departments.get(department), chief));
        grant(world, "李婷", "华东", Role.LEAD);
        grant(world, "陈浩", "华南", Role.LEAD);
        grant(world, "Tan Wei", "新加坡", Role.LEAD);
        grant(world, "Johanna Maier", "德国", Role.LEAD);
        grant(world, "周颖", "华南", Role.EXECUTOR);
        grant(world, "林峰", "华南", Role.EXECUTOR);
        grant(world, "刘洋", "财务部", Role.SUPPORT_HEAD);
        grant(world, "赵总", null, Role.SPONSOR);
    }

    private void grant(World world, String name, @Nullable String party, Role role) {
        grants.grant(world.person(name).member(), world.project, party == null ? null : world.parties.get(party), role, world.person("王敏").actor());
    }
}
