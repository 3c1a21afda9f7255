package meridian.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import meridian.tenancy.MemberId;
import meridian.tenancy.WorkspaceRole;
import meridian.world.Browser;
import meridian.world.MailTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Invitations and forgotten passwords where mail is configured; the letters are real ones. */
class LinksTest extends MailTest {
    @Autowired
    Members members;

    private MemberId invited(Worlds.World world, String name, String email) {
        return in(world.workspace, () -> members.add(new Members.NewMember(name, email, "", Locale.SIMPLIFIED_CHINESE, "Asia/Shanghai", world.regions.get("华东"), null, WorkspaceRole.NONE, null), world.person("管理员").actor()));
    }

    private static String path(String text, String kind) {
        var matcher = Pattern.compile("/" + kind + "/[A-Za-z0-9_-]{43}").matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group();
    }

    private String letterTo(String email) throws Exception {
        var letters = lettersTo(email);
        assertThat(letters).as("letters to " + email).isNotEmpty();
        var found = letters.getLast();
        assertThat(found.getFrom()[0].toString()).isEqualTo("meridian@example.com");
        return found.getContent().toString();
    }

    @Test
    void whoIsInvitedChoosesAPasswordAndIsIn() throws Exception {
        var world = worlds.world();
        var email = "xin" + world.slug + "@example.com";
        var id = invited(world, "新人", email);
        var admin = world.signedIn("管理员", port);
        var shown = admin.post(world.url("/admin/people/" + id + "/invitation"));
        assertThat(shown.status()).isEqualTo(200);
        var link = path(shown.page().select(".notice input").val(), "invitation");
        var letter = letterTo(email);
        assertThat(letter).contains("https://meridian.example" + link);
        assertThat(admin.get(world.url("/admin/people/" + id)).body()).doesNotContain(link);

        var browser = browser();
        assertThat(browser.get(link).page().text()).contains("新人").contains(email);
        var careless = browser.post(link, "_form", "invitation", "_from", link, "password", "short");
        assertThat(careless.status()).isEqualTo(422);
        assertThat(careless.page().select("#invitation-password-error")).hasSize(1);
        assertThat(browser.post(link, "password", "long enough words").location()).isEqualTo(world.url("/inbox"));
        assertThat(browser.get(world.url("/me")).status()).isEqualTo(200);

        assertThat(browser().get(link).status()).isEqualTo(404);
        assertThat(browser().get(link).page().text()).contains("链接已失效", "请直接登录");
        assertThat(browser().post(link, "password", "somebody else’s").status()).isEqualTo(404);
        assertThat(browser().post("/signin", "email", email, "password", "long enough words").status()).isEqualTo(303);
        assertThat(admin.post(world.url("/admin/people/" + id + "/invitation"), "_from", world.url("/admin/people/" + id)).status()).isEqualTo(422);
    }

    @Test
    void anInvitationEndsWithTimeWithANewerOneAndWithTheAddress() {
        var world = worlds.world();
        var id = invited(world, "新人", "later" + world.slug + "@example.com");
        var admin = world.signedIn("管理员", port);
        var address = world.url("/admin/people/" + id);
        var first = path(admin.post(address + "/invitation").body(), "invitation");
        var second = path(admin.post(address + "/invitation").body(), "invitation");
        assertThat(browser().get(first).status()).isEqualTo(404);
        assertThat(browser().get(second).status()).isEqualTo(200);
        assertThat(admin.post(address, "name", "新人", "email", "other" + world.slug + "@example.com", "zone", "Asia/Shanghai", "version", "0").status()).isEqualTo(303);
        assertThat(browser().get(second).status()).isEqualTo(404);
        var third = path(admin.post(address + "/invitation").body(), "invitation");
        clock.set(java.time.Instant.now().plus(Duration.ofDays(8)));
        assertThat(browser().get(third).status()).isEqualTo(404);
        assertThat(browser().get("/invitation/nonsense").status()).isEqualTo(404);
        assertThat(browser().get(third.replace("invitation", "reset")).status()).isEqualTo(404);
    }

    @Test
    void anAddressThatHasAnAccountSignsInInstead() {
        var one = worlds.world();
        var other = worlds.world();
        var person = one.person("王敏");
        var id = invited(other, "王敏", person.email());
        var link = path(other.signedIn("管理员", port).post(other.url("/admin/people/" + id + "/invitation")).body(), "invitation");
        var wrong = browser().post(link, "_form", "invitation", "_from", link, "password", "not the password");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#invitation-password-error")).hasSize(1);
        // Somebody else who is signed in does not join in their place.
        assertThat(one.signedIn("李婷", port).post(link, "_form", "invitation", "_from", link).status()).isEqualTo(422);
        var hers = one.signedIn("王敏", port);
        assertThat(hers.get(link).page().select("input[type=password]")).isEmpty();
        assertThat(hers.post(link).location()).isEqualTo(other.url("/inbox"));
        assertThat(hers.get(other.url("/me")).status()).isEqualTo(200);
        assertThat(hers.get(one.url("/me")).status()).isEqualTo(200);
    }

    @Test
    void aForgottenPasswordIsSetAnewByLetterAndEndsAllSessions() throws Exception {
        var world = worlds.world();
        var email = world.person("李婷").email();
        var signedIn = world.signedIn("李婷", port);
        assertThat(browser().get("/reset").page().select("form#reset")).hasSize(1);
        var known = browser().post("/reset", "email", email.toUpperCase());
        var unknown = browser().post("/reset", "email", "nobody-" + email);
        assertThat(known.status()).isEqualTo(200);
        assertThat(unknown.page().select("main").html()).isEqualTo(known.page().select("main").html());
        assertThat(browser().post("/reset", "_form", "reset", "_from", "/reset", "email", " ").status()).isEqualTo(422);
        var link = path(letterTo(email), "reset");
        for (var message : POST.getReceivedMessages()) assertThat(GreenMailUtil.getHeaders(message)).doesNotContain("nobody-");

        assertThat(browser().post(link, "_form", "newpassword", "_from", link, "password", "short").page().select("#newpassword-password-error")).hasSize(1);
        var browser = browser();
        assertThat(browser.get(link).page().text()).contains(email);
        assertThat(browser.post(link, "password", "quite another phrase").location()).isEqualTo("/");
        assertThat(browser.get(world.url("/me")).status()).isEqualTo(200);
        assertThat(signedIn.get(world.url("/me")).status()).isEqualTo(303);
        assertThat(browser().get(link).status()).isEqualTo(404);
        assertThat(browser().post("/signin", "_form", "signin", "_from", "/signin", "email", email, "password", Worlds.PASSWORD).status()).isEqualTo(422);
    }

    @Test
    void anAdminMakesAResetLinkForTheirOwnPeopleOnly() {
        var world = worlds.world();
        var admin = world.signedIn("管理员", port);
        var address = world.url("/admin/people/" + world.person("陈浩").member());
        var link = path(admin.post(address + "/reset").body(), "reset");
        assertThat(browser().post(link, "password", "quite another phrase").status()).isEqualTo(303);

        var other = worlds.world();
        var person = world.person("王敏");
        other.in(() -> members.add(new Members.NewMember("王敏", person.email(), "", Locale.CHINESE, "Asia/Shanghai", null, null, WorkspaceRole.NONE, person.account()), meridian.tenancy.Actor.system(other.workspace)));
        var hers = world.url("/admin/people/" + person.member());
        var refused = admin.post(hers + "/reset", "_form", "resetlink", "_from", hers);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("该账号还属于其他企业");
        assertThat(new Browser(port).get("/reset/" + "x".repeat(43)).status()).isEqualTo(404);
    }
}
