package meridian.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.RegionId;
import meridian.tenancy.Refused;
import meridian.tenancy.Tenancy;
import meridian.world.MeridianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AdminPagesTest extends MeridianTest {
    private static final List<String> PAGES = List.of("/admin/workspace", "/admin/regions", "/admin/departments", "/admin/people", "/admin/people/new");

    @Autowired
    Calendars calendars;

    @Autowired
    Regions regions;

    @Autowired
    meridian.project.Parties parties;

    @Autowired
    Departments departments;

    @Autowired
    Members members;

    @Autowired
    Absences absences;

    @Autowired
    Workspaces workspaces;

    @BeforeEach
    void itIsTheAutumnOf2026() {
        clock.set(Instant.parse("2026-11-23T02:00:00Z"));
    }

    @Test
    void onlyAdminsSeeThePagesOfTheWorkspace() {
        var world = worlds.world();
        var other = worlds.world();
        var region = world.url("/admin/regions/" + world.regions.get("华东"));
        var person = world.url("/admin/people/" + world.person("王敏").member());
        var department = world.url("/admin/departments/" + world.departments.get("市场部"));
        for (var page : java.util.stream.Stream.concat(PAGES.stream().map(world::url), java.util.stream.Stream.of(region, person, department)).toList()) {
            assertThat(world.signedIn("管理员", port).get(page).status()).as(page).isEqualTo(200);
            assertThat(world.signedIn("王敏", port).get(page).status()).as(page).isEqualTo(403);
            assertThat(world.signedIn("审计员", port).get(page).status()).as(page).isEqualTo(403);
            assertThat(other.signedIn("管理员", port).get(page).status()).as(page).isEqualTo(404);
            assertThat(browser().get(page).status()).as(page).isEqualTo(303);
        }
        var foreign = other.url("/admin/regions/" + world.regions.get("华东"));
        assertThat(other.signedIn("管理员", port).get(foreign).status()).isEqualTo(404);
    }

    @Test
    void nobodyElseChangesAnything() {
        var world = worlds.world();
        var other = worlds.world();
        var region = world.regions.get("华东");
        var person = world.person("李婷").member();
        var department = world.departments.get("市场部");
        var browser = world.signedIn("王敏", port);
        var stranger = other.signedIn("管理员", port);
        var posts = List.of(
                "/admin/workspace?name=x&unit_code=XX&language=en&version=0",
                "/admin/regions?id=" + RegionId.next() + "&name=x&zone=Asia/Shanghai",
                "/admin/regions/closure-days?name=x&first=2026-12-01",
                "/admin/regions/" + region + "?name=x&zone=Asia/Shanghai&version=0",
                "/admin/regions/" + region + "/closure?version=0",
                "/admin/regions/" + region + "/reopening?version=0",
                "/admin/regions/" + region + "/hours?effective_from=2026-12-01&odd1=09:00-12:00&version=0",
                "/admin/regions/" + region + "/hours/2000-01-01/removal?version=0",
                "/admin/regions/" + region + "/days?name=x&first=2026-12-01&version=0",
                "/admin/regions/" + region + "/days/2026-10-01/removal?version=0",
                "/admin/regions/" + region + "/holidays?set=CN&year=2026&version=0",
                "/admin/departments?id=" + DepartmentId.next() + "&name=x",
                "/admin/departments/" + department + "?name=x&version=0",
                "/admin/departments/" + department + "/closure?version=0",
                "/admin/departments/" + department + "/reopening?version=0",
                "/admin/people?id=" + MemberId.next() + "&name=x&zone=Asia/Shanghai",
                "/admin/people/" + person + "?name=x&zone=Asia/Shanghai&version=0",
                "/admin/people/" + person + "/departure?version=0",
                "/admin/people/" + person + "/return?version=0",
                "/admin/people/" + person + "/invitation",
                "/admin/people/" + person + "/reset",
                "/admin/people/" + person + "/absences/" + AbsenceId.next() + "/removal");
        for (var post : posts) {
            assertThat(browser.post(world.url(post)).status()).as(post).isEqualTo(403);
            assertThat(stranger.post(world.url(post)).status()).as(post).isEqualTo(404);
        }
        assertThat(in(world.workspace, () -> regions.get(region)).version()).isZero();
    }

    @Test
    void anAdminAddsARegionOnceAndSeesItsYear() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var id = RegionId.next().toString();
        for (int twice = 0; twice < 2; twice++) {
            var added = admin.post(world.url("/admin/regions"), "id", id, "name", "华北 <b>北京</b>", "parent", world.regions.get("华东").toString(), "zone", "Asia/Shanghai", "holiday_set", "cn");
            assertThat(added.location()).isEqualTo(world.url("/admin/regions/" + id));
        }
        var page = admin.get(world.url("/admin/regions/" + id)).page();
        assertThat(page.select("h1").text()).isEqualTo("华北 <b>北京</b>");
        assertThat(page.select(".year .off")).isNotEmpty();
        assertThat(page.select(".year .makeup i").first().text()).isEqualTo("班");
        assertThat(page.select(".year .today")).hasSize(1);
        assertThat(page.select("#special tbody")).hasSize(1);
        assertThat(page.text()).contains("holiday-cn 2026").contains("新增了区域");
        assertThat(admin.get(world.url("/admin/regions")).page().select("tbody a")).hasSize(5);
        assertThat(admin.get(world.url("/admin/regions/" + id + "?year=1000000")).status()).isEqualTo(200);
        assertThat(admin.get(world.url("/admin/regions/" + id + "?year=next")).status()).isEqualTo(400);
        assertThat(admin.get(world.url("/admin/regions/nowhere")).status()).isIn(400, 404);
    }

    @Test
    void aRegionsMistakesAreSaidBesideTheirFields() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var list = world.url("/admin/regions");
        var wrong = admin.post(list, "_form", "region", "_from", list, "id", RegionId.next().toString(), "name", "华".repeat(81), "zone", "Atlantis", "holiday_set", "=cmd|' /C calc'!A0");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#region-name-error, #region-zone-error, #region-holiday_set-error")).hasSize(3);
        var taken = admin.post(list, "_form", "region", "_from", list, "id", RegionId.next().toString(), "name", "华东", "zone", "Asia/Shanghai");
        assertThat(taken.page().select("#region-name-error")).hasSize(1);
        var east = world.regions.get("华东").toString();
        var address = world.url("/admin/regions/" + east);
        var circle = admin.post(address, "_form", "region", "_from", address, "name", "华东", "parent", east, "zone", "Asia/Shanghai", "version", "0");
        assertThat(circle.page().select("#region-parent-error")).hasSize(1);
        assertThat(admin.post(address, "name", "华东大区", "zone", "Asia/Shanghai", "holiday_set", "CN", "lead", world.person("王敏").member().toString(), "version", "0").status()).isEqualTo(303);
        var stale = admin.post(address, "_form", "region", "_from", address, "name", "我的华东", "zone", "Asia/Shanghai", "version", "0");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.page().select("#region-name").val()).isEqualTo("我的华东");
        assertThat(stale.page().select("h1").text()).isEqualTo("华东大区");
        assertThat(admin.post(address + "/closure", "_form", "close", "_from", address, "version", "1").body()).contains("该区域还有成员");
    }

    @Test
    void aMegabyteIsSaidToBeTooLongAndMoreIsTooLarge() throws Exception {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var list = world.url("/admin/regions");
        var id = RegionId.next().toString();
        var tooLong = admin.post(list, "_form", "region", "_from", list, "id", id, "name", "x".repeat(1_000_000), "zone", "Asia/Shanghai");
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.page().select("#region-name-error").text()).contains("1,000,000");
        assertThat(admin.post(list, "id", id, "name", "x".repeat(5_000_000), "zone", "Asia/Shanghai").status()).isEqualTo(413);
        // Who is still sending when the answer is there may send it to its end, or a browser would show no answer.
        try (var line = new java.net.Socket("localhost", port)) {
            line.setSoTimeout(20_000);
            var out = line.getOutputStream();
            out.write(("POST " + list + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nCookie: meridian_session=" + world.session("管理员") + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000005\r\n\r\nname=").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            var answer = new java.io.BufferedReader(new java.io.InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
            var piece = "x".repeat(500_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 10; i++) out.write(piece);
        }
        assertThat(whileSending(list, "Cookie: meridian_session=" + world.session("陈浩"), 15_000_000)).as("who may not, and is not read").startsWith("HTTP/1.1 403");
        assertThat(whileSending(list, "X-Nobody: 1", 15_000_000)).as("whose session is over").startsWith("HTTP/1.1 401");
        assertThat(whileSending(list, "X-Nobody: 1", 30_000_000)).as("whose session is over, and too much").startsWith("HTTP/1.1 401");
        assertThat(whileSending(list, "Sec-Fetch-Site: cross-site", 15_000_000)).as("what another site sends").startsWith("HTTP/1.1 403");
        var bytes = new byte[] {'e', 'm', 'a', 'i', 'l', '=', (byte) 0xff, (byte) 0xfe};
        var unreadable = java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://localhost:" + port + "/signin"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        assertThat(java.net.http.HttpClient.newHttpClient().send(unreadable, java.net.http.HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(400);
        assertThat(in(world.workspace, regions::all)).hasSize(4);
    }

    // What is answered to somebody who sends everything before they listen, as browsers do.
    private String whileSending(String address, String header, int length) throws java.io.IOException {
        try (var line = new java.net.Socket("localhost", port)) {
            line.setSoTimeout(20_000);
            var out = line.getOutputStream();
            out.write(("POST " + address + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + header + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            var piece = "1".repeat(500_000).getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < length; sent += piece.length) out.write(piece);
            out.flush();
            return new java.io.BufferedReader(new java.io.InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8)).readLine();
        }
    }

    @Test
    void weeklyHoursAreWrittenAsPeopleWriteThem() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var region = world.regions.get("德国");
        var address = world.url("/admin/regions/" + region);
        var wrong = admin.post(address + "/hours", "_form", "hours", "_from", address, "effective_from", "", "odd1", "nine to five", "version", "0");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#hours-effective_from-error")).hasSize(1);
        wrong = admin.post(address + "/hours", "_form", "hours", "_from", address, "effective_from", "2027-01-01", "odd1", "nine to five", "version", "0");
        assertThat(wrong.page().select("#hours-odd1-error")).hasSize(1);
        assertThat(wrong.page().select("#hours-odd1").val()).isEqualTo("nine to five");
        assertThat(admin.post(address + "/hours", "effective_from", "2027-01-01", "odd1", "08:00 – 12:00; 12:30~16:30", "even1", "休", "version", "0").status()).isEqualTo(303);
        var second = admin.post(address + "/hours", "_form", "hours", "_from", address + "?from=2027-01-01", "effective_from", "2027-01-01", "odd1", "09:00-12:00", "version", "0");
        assertThat(second.page().select("#hours-odd1-meanwhile").text()).as("what the first one saved").isEqualTo("现在是：08:00–12:00, 12:30–16:30");
        var calendar = in(world.workspace, () -> calendars.of(region));
        assertThat(calendar.isWorkingDay(LocalDate.of(2027, 1, 4))).isTrue(); // ISO week 1
        assertThat(calendar.isWorkingDay(LocalDate.of(2027, 1, 11))).isFalse();
        assertThat(admin.post(address + "/hours/2027-01-01/removal", "version", "1").status()).isEqualTo(303);
        assertThat(admin.post(address + "/hours/2000-01-01/removal", "_from", address, "version", "2").status()).isEqualTo(422);
    }

    @Test
    void daysAreSetImportedAndRemoved() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var region = world.regions.get("新加坡");
        var address = world.url("/admin/regions/" + region);
        var wrong = admin.post(address + "/days", "_form", "days", "_from", address, "first", "2026-12-31", "last", "2026-12-01", "name", "", "version", "0");
        assertThat(wrong.page().select("#days-last-error, #days-name-error")).hasSize(2);
        assertThat(admin.post(address + "/days", "first", "2026-12-24", "name", "Half day", "kind", "work", "hours", "09:00-12:00", "version", "0").status()).isEqualTo(303);
        assertThat(in(world.workspace, () -> calendars.of(region)).minutesOf(LocalDate.of(2026, 12, 24))).isEqualTo(180);
        var unknown = admin.post(address + "/holidays", "_form", "holidays", "_from", address, "set", "CN", "year", "2099", "version", "1");
        assertThat(unknown.page().select("#holidays-year-error")).hasSize(1);
        assertThat(admin.post(address + "/holidays", "set", "SG", "year", "2026", "version", "1").status()).isEqualTo(303);
        assertThat(in(world.workspace, () -> calendars.of(region)).minutesOf(LocalDate.of(2026, 12, 24))).isEqualTo(180);
        assertThat(admin.post(address + "/days/2026-12-24/removal", "version", "2").status()).isEqualTo(303);
        assertThat(admin.post(address + "/days/2026-12-24/removal", "version", "3").status()).isEqualTo(404);
        var list = world.url("/admin/regions");
        assertThat(admin.post(list + "/closure-days", "name", "年会", "first", "2026-12-30", "last", "2026-12-31").status()).isEqualTo(303);
        assertThat(in(world.workspace, calendars::all).values()).noneMatch(calendar -> calendar.isWorkingDay(LocalDate.of(2026, 12, 31)));
    }

    @Test
    void departmentsFormATree() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var id = DepartmentId.next();
        var market = world.departments.get("市场部");
        var list = world.url("/admin/departments");
        assertThat(admin.post(list, "id", id.toString(), "name", "品牌组", "parent", market.toString(), "head", world.person("李婷").member().toString()).status()).isEqualTo(303);
        assertThat(in(world.workspace, departments::tree)).extracting(branch -> branch.department().name() + branch.depth()).containsSubsequence("市场部0", "品牌组1");
        var address = list + "/" + market;
        var circle = admin.post(address, "_form", "department", "_from", address, "name", "市场部", "parent", id.toString(), "version", "0");
        assertThat(circle.page().select("#department-parent-error")).hasSize(1);
        assertThat(admin.post(address, "_form", "department", "_from", address, "name", "市场部", "head", "somebody", "version", "0").page().select("#department-head-error")).hasSize(1);
        assertThat(admin.post(address + "/closure", "_form", "close", "_from", address, "version", "0").status()).isEqualTo(422);
        assertThat(admin.post(list + "/" + id + "/closure", "version", "0").status()).isEqualTo(303);
        assertThat(admin.get(list + "/" + id).status()).isEqualTo(404);
        assertThat(admin.post(list, "id", DepartmentId.next().toString(), "name", "品牌组").status()).isEqualTo(303);
        assertThat(admin.post(list + "/" + id + "/reopening", "version", "1", "_from", list).body()).as("its name is another’s now").contains("已有名为“品牌组”的部门");
    }

    @Test
    void whatWasClosedIsOpenedAgain() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var department = DepartmentId.next();
        var region = RegionId.next();
        admin.post(world.url("/admin/departments"), "id", department.toString(), "name", "品牌组");
        admin.post(world.url("/admin/regions"), "id", region.toString(), "name", "华北", "zone", "Asia/Shanghai");
        for (var place : List.of("/admin/departments/" + department, "/admin/regions/" + region)) {
            var list = world.url(place.replaceFirst("/[^/]*$", ""));
            assertThat(admin.post(world.url(place + "/reopening"), "version", "0").status()).as("it is open").isEqualTo(409);
            admin.post(world.url(place + "/closure"), "version", "0");
            var form = admin.get(list).page().select("#closed form");
            assertThat(admin.post(form.attr("action"), "version", "0").status()).as("as it was before").isEqualTo(409);
            assertThat(admin.post(form.attr("action"), "version", form.select("[name=version]").val()).location()).isEqualTo(list);
            assertThat(admin.get(list).page().select("#closed")).isEmpty();
            assertThat(admin.get(world.url(place)).page().text()).contains("恢复使用了");
        }
    }

    @Test
    void aRegionStaysOpenAsLongAsThereIsWorkInIt() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var region = RegionId.next();
        var department = DepartmentId.next();
        admin.post(world.url("/admin/regions"), "id", region.toString(), "name", "华北", "zone", "Asia/Shanghai");
        admin.post(world.url("/admin/departments"), "id", department.toString(), "name", "北京组", "region", region.toString());
        var address = world.url("/admin/regions/" + region);
        assertThat(admin.post(address + "/closure", "_form", "close", "_from", address, "version", "0").body()).contains("该区域还有部门");
        var beneath = in(world.workspace, () -> parties.addDepartment(world.project, department, world.person("王敏").actor()));
        assertThat(admin.post(world.url("/admin/departments/" + department + "/closure"), "version", "0").status()).isEqualTo(303);
        assertThat(admin.post(address + "/closure", "_form", "close", "_from", address, "version", "0").body()).as("a department’s party works by its calendar").contains("该区域还有进行中的项目：新品区域上市");
        world.in(() -> parties.remove(world.project, beneath, "不再参与", 0, world.person("王敏").actor()));
        var party = in(world.workspace, () -> parties.addRegion(world.project, region, world.person("王敏").actor()));
        assertThat(admin.post(address + "/closure", "_form", "close", "_from", address, "version", "0").body()).contains("该区域还有进行中的项目：新品区域上市");
        world.in(() -> parties.remove(world.project, party, "不再参与", 0, world.person("王敏").actor()));
        assertThat(admin.post(address + "/closure", "version", "0").status()).isEqualTo(303);

        for (Runnable act : List.<Runnable>of(() -> parties.addRegion(world.project, region, world.person("王敏").actor()), () -> parties.addDepartment(world.project, department, world.person("王敏").actor()))) {
            assertThatThrownBy(() -> world.in(act)).isInstanceOf(Refused.class);
        }
        var list = world.url("/admin/departments");
        assertThat(admin.post(list + "/" + department + "/reopening", "version", "1", "_from", list).body()).contains("所属区域华北已停用");
        var late = admin.post(list, "_form", "department", "_from", list, "id", DepartmentId.next().toString(), "name", "天津组", "region", region.toString());
        assertThat(late.page().select("#department-region-error")).as("it takes no more work").hasSize(1);
    }

    @Test
    void peopleAreFoundByNamePageByPage() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        world.in(() -> {
            for (int i = 0; i < 60; i++) {
                members.add(new Members.NewMember("测试员%02d".formatted(i), null, "", java.util.Locale.CHINESE, "Asia/Shanghai", null, null, meridian.tenancy.WorkspaceRole.NONE, null), world.person("管理员").actor());
            }
        });
        var seen = new java.util.ArrayList<String>();
        var address = world.url("/admin/people?q=" + java.net.URLEncoder.encode("测试员", java.nio.charset.StandardCharsets.UTF_8));
        while (!address.isEmpty()) {
            var page = admin.get(address).page();
            seen.addAll(page.select("tbody th a").eachText());
            address = page.select("a[rel=next]").attr("href");
        }
        assertThat(seen).hasSize(60).doesNotHaveDuplicates();
        assertThat(admin.get(world.url("/admin/people?q=%25")).page().select("tbody tr")).isEmpty();
    }

    @Test
    void aPersonIsAddedChangedAndLeaves() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var id = MemberId.next().toString();
        var list = world.url("/admin/people");
        var blank = world.url("/admin/people/new");
        var wrong = admin.post(list, "_form", "person", "_from", blank, "id", id, "name", "", "email", "not an address", "zone", "Asia/Shanghai", "region", RegionId.next().toString(), "role", "king");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#person-role-error")).hasSize(1);
        wrong = admin.post(list, "_form", "person", "_from", blank, "id", id, "name", "", "email", "not an address", "zone", "Asia/Shanghai", "region", RegionId.next().toString());
        assertThat(wrong.page().select("#person-name-error, #person-email-error, #person-region-error")).hasSize(3);
        assertThat(wrong.page().select("input[name=id]").val()).isEqualTo(id);
        for (int twice = 0; twice < 2; twice++) {
            assertThat(admin.post(list, "id", id, "name", "新人", "email", "Xin.Ren@example.com", "zone", "Asia/Shanghai", "language", "zh-CN").status()).isEqualTo(303);
        }
        var address = list + "/" + id;
        assertThat(admin.post(address, "name", "新人甲", "email", "xin.ren@example.com", "zone", "Asia/Shanghai", "role", "auditor", "version", "0").status()).isEqualTo(303);
        assertThat(admin.post(address, "_form", "person", "_from", address, "name", "乙", "zone", "Asia/Shanghai", "version", "0").status()).isEqualTo(409);
        var taken = admin.post(address, "_form", "person", "_from", address, "name", "乙", "email", world.person("王敏").email(), "zone", "Asia/Shanghai", "version", "1");
        assertThat(taken.page().select("#person-email-error")).hasSize(1);

        var lin = world.person("林峰");
        var his = world.signedIn("林峰", port);
        assertThat(his.get(world.url("/me")).status()).isEqualTo(200);
        assertThat(admin.post(list + "/" + lin.member() + "/departure", "version", "0").status()).isEqualTo(303);
        assertThat(his.get(world.url("/me")).status()).isEqualTo(404);
        assertThat(in(world.workspace, members::choices)).extracting(Members.Choice::name).contains("新人甲", "王敏").doesNotContain("林峰");
        assertThat(admin.post(list + "/" + lin.member() + "/return", "version", "1").status()).isEqualTo(303);
        assertThat(his.get(world.url("/me")).status()).isEqualTo(200);
    }

    @Test
    void theLastAdminStaysOne() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var self = world.url("/admin/people/" + world.person("管理员").member());
        var demoted = admin.post(self, "_form", "person", "_from", self, "name", "管理员", "zone", "Asia/Shanghai", "role", "none", "version", "0");
        assertThat(demoted.page().select("#person-role-error")).hasSize(1);
        assertThat(admin.post(self + "/departure", "_form", "leave", "_from", self, "version", "0").status()).isEqualTo(422);
    }

    @Test
    void anAdminEntersAbsencesForOthers() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var address = world.url("/admin/people/" + world.person("周颖").member() + "/absences");
        var id = AbsenceId.next().toString();
        assertThat(world.signedIn("王敏", port).post(address, "id", id, "kind", "sick", "first_day", "2026-12-01").status()).isEqualTo(403);
        assertThat(admin.post(address, "id", id, "kind", "sick", "first_day", "2026-12-01").status()).isEqualTo(303);
        var overlap = admin.post(address, "_form", "absence", "_from", address.replace("/absences", ""), "id", AbsenceId.next().toString(), "kind", "leave", "first_day", "2026-11-30", "last_day", "2026-12-05", "stand_in", world.person("周颖").member().toString());
        assertThat(overlap.page().select("#absence-first_day-error, #absence-stand_in-error")).hasSize(2);
        assertThat(in(world.workspace, () -> absences.on(LocalDate.of(2026, 12, 1))).get(world.person("周颖").member()).off()).isTrue();
        assertThat(admin.post(address + "/" + id + "/removal").status()).isEqualTo(303);
    }

    @Test
    void theWorkspaceIsRenamedWithItsHistory() throws Exception {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var address = world.url("/admin/workspace");
        var wrong = admin.post(address, "_form", "workspace", "_from", address, "name", "", "unit_code", "!", "version", "0");
        assertThat(wrong.page().select("#workspace-name-error, #workspace-unit_code-error")).hasSize(2);
        assertThat(admin.post(address, "name", "新星河", "unit_code", "nx", "language", "en", "version", "0").status()).isEqualTo(303);
        assertThat(Tenancy.in(world.workspace, workspaces::settings).unitCode()).isEqualTo("NX");
        assertThat(admin.get(address).page().text()).contains("修改了企业设置").contains("新星河");
        assertThat(admin.post(address, "_form", "workspace", "_from", address, "name", "别的", "unit_code", "NX", "version", "0").status()).isEqualTo(409);
    }
}
