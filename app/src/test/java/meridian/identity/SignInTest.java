package meridian.identity;

import static org.assertj.core.api.Assertions.assertThat;

import meridian.tenancy.AbsenceId;
import meridian.tenancy.Actor;
import meridian.tenancy.WorkspaceRole;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SignInTest extends MeridianTest {
    @Autowired
    Members members;

    @Autowired
    Absences absences;

    @Test
    void aMemberSignsInAndIsSentToWhereTheyWanted() {
        var world = worlds.world();
        var browser = browser();
        var refused = browser.get(world.url("/inbox"));
        assertThat(refused.status()).isEqualTo(303);
        assertThat(refused.location()).startsWith("/signin?next=");
        var in = browser.post("/signin", "email", world.person("王敏").email(), "password", Worlds.PASSWORD, "next", world.url("/inbox"));
        assertThat(in.status()).isEqualTo(303);
        assertThat(in.location()).isEqualTo(world.url("/inbox"));
    }

    @Test
    void aWrongPasswordIsSaidBesideTheFieldAndTheAddressIsKept() {
        var world = worlds.world();
        var email = world.person("王敏").email();
        var seen = browser().post("/signin", "_form", "signin", "_from", "/signin?next=%2Fx", "email", email, "password", "wrong password");
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("input[name=email]").val()).isEqualTo(email);
        assertThat(seen.page().select("input[name=next]").val()).isEqualTo("/x");
        assertThat(seen.page().select("input[name=password]").val()).isEmpty();
        assertThat(seen.body()).contains("邮箱或密码不正确");
    }

    @Test
    void aStrangersWorkspaceIsNotFound() {
        var world = worlds.world();
        var other = worlds.world();
        assertThat(other.signedIn("王敏", port).get(world.url("/inbox")).status()).isEqualTo(404);
    }

    @Test
    void anotherSiteCannotPost() throws Exception {
        var client = java.net.http.HttpClient.newHttpClient();
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://localhost:" + port + "/signin"))
                .header("Origin", "http://elsewhere.example")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(request, java.net.http.HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(403);
    }

    @Test
    void whoGuessesHasToWaitAndOthersAreNotLockedOut() {
        var world = worlds.world();
        var email = world.person("王敏").email();
        clock.set(java.time.Instant.parse("2026-11-23T02:00:00Z"));
        for (int i = 0; i < 6; i++) assertThat(browser().post("/signin", "_form", "signin", "_from", "/signin", "email", email, "password", "guess number " + i).body()).contains("邮箱或密码不正确");
        var blocked = browser().post("/signin", "_form", "signin", "_from", "/signin", "email", email, "password", Worlds.PASSWORD);
        assertThat(blocked.status()).isEqualTo(422);
        assertThat(blocked.body()).contains("尝试次数过多");
        assertThat(browser().post("/signin", "email", world.person("李婷").email(), "password", Worlds.PASSWORD).status()).isEqualTo(303);
        clock.forward(java.time.Duration.ofMinutes(16));
        assertThat(browser().post("/signin", "email", email, "password", Worlds.PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void theLanguageIsChosenBeforeAnybodySignsIn() {
        var browser = browser();
        assertThat(browser.get("/signin").page().select("h1").text()).isEqualTo("登录");
        assertThat(browser.get("/signin?lang=en").page().select("h1").text()).isEqualTo("Sign in");
        var chosen = browser.post("/language", "language", "en", "back", "https://elsewhere.example/");
        assertThat(chosen.location()).isEqualTo("/");
        assertThat(chosen.response().headers().allValues("set-cookie").toString()).contains("meridian_lang=en");
    }

    @Test
    void whoBelongsToTwoWorkspacesChooses() {
        var one = worlds.world();
        var other = worlds.world();
        var person = one.person("王敏");
        other.in(() -> members.add(new Members.NewMember("王敏", person.email(), "", java.util.Locale.CHINESE, "Asia/Shanghai", null, null, WorkspaceRole.NONE, person.account()), Actor.system(other.workspace)));
        var links = one.signedIn("王敏", port).get("/").page().select("main a.button").eachAttr("href");
        assertThat(links).containsExactlyInAnyOrder(one.url("/inbox"), other.url("/inbox"));
    }

    @Test
    void aSessionIsEndedFromAnotherAndNobodyEndsAStrangers() {
        var world = worlds.world();
        var here = world.signedIn("王敏", port);
        var there = world.signedIn("王敏", port);
        var ends = here.get(world.url("/me")).page().select("form[action$=/end]").eachAttr("action");
        assertThat(ends).hasSize(1);
        assertThat(world.signedIn("李婷", port).post(ends.getFirst()).status()).isEqualTo(404);
        assertThat(there.get(world.url("/me")).status()).isEqualTo(200);
        assertThat(here.post(ends.getFirst()).status()).isEqualTo(303);
        assertThat(there.get(world.url("/me")).status()).isEqualTo(303);
        here.post("/signout");
        assertThat(here.get(world.url("/me")).location()).startsWith("/signin");
    }

    @Test
    void aNewPasswordNeedsTheOldOneAndEndsEverythingElse() {
        var world = worlds.world();
        var here = world.signedIn("王敏", port);
        var there = world.signedIn("王敏", port);
        var wrong = here.post(world.url("/me/password"), "_form", "password", "_from", world.url("/me"), "current", "not my password", "password", "brand new words");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#password-current-error")).hasSize(1);
        var shortOne = here.post(world.url("/me/password"), "_form", "password", "_from", world.url("/me"), "current", Worlds.PASSWORD, "password", "short");
        assertThat(shortOne.page().select("#password-password-error")).hasSize(1);
        assertThat(here.post(world.url("/me/password"), "current", Worlds.PASSWORD, "password", "brand new words").status()).isEqualTo(303);
        assertThat(here.get(world.url("/me")).status()).isEqualTo(200);
        assertThat(there.get(world.url("/me")).status()).isEqualTo(303);
        assertThat(browser().post("/signin", "email", world.person("王敏").email(), "password", "brand new words").status()).isEqualTo(303);
    }

    @Test
    void aProfileIsChangedInOneLanguageAndReadInTheOther() {
        var world = worlds.world();
        var browser = world.signedIn("王敏", port);
        var wrong = browser.post(world.url("/me"), "_form", "profile", "_from", world.url("/me"), "name", " \u200b ", "phone", "<script>", "language", "en", "zone", "Mars/Base", "version", "0");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#profile-name-error, #profile-phone-error, #profile-zone-error")).hasSize(3);
        assertThat(browser.post(world.url("/me"), "name", "Wang <b>Min</b>", "phone", "+86 21 5555 0101", "language", "en", "zone", "Europe/Berlin", "version", "0").status()).isEqualTo(303);
        var page = browser.get(world.url("/me")).page();
        assertThat(page.select("h1").text()).isEqualTo("My profile");
        assertThat(page.select("#profile-name").val()).isEqualTo("Wang <b>Min</b>");
        var stale = browser.post(world.url("/me"), "_form", "profile", "_from", world.url("/me"), "name", "Second", "language", "en", "zone", "Europe/Berlin", "version", "0");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.page().select("#profile-name").val()).isEqualTo("Second");
    }

    @Test
    void anAbsenceIsEnteredAndRemovedByItsOwner() {
        var world = worlds.world();
        var browser = world.signedIn("林峰", port);
        var id = AbsenceId.next();
        var wrong = browser.post(world.url("/me/absences"), "_form", "absence", "_from", world.url("/me"), "id", id.toString(), "kind", "holiday", "first_day", "tomorrow", "last_day", "");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#absence-first_day-error")).hasSize(1);
        var day = java.time.LocalDate.now().plusDays(6);
        for (int twice = 0; twice < 2; twice++) {
            assertThat(browser.post(world.url("/me/absences"), "id", id.toString(), "kind", "leave", "first_day", day.minusDays(2).toString(), "last_day", day.toString(), "stand_in", world.person("周颖").member().toString(), "note", "").status()).isEqualTo(303);
        }
        assertThat(in(world.workspace, () -> absences.on(day))).containsOnlyKeys(world.person("林峰").member());
        assertThat(world.signedIn("陈浩", port).post(world.url("/me/absences/" + id + "/removal")).status()).isEqualTo(404);
        assertThat(browser.post(world.url("/me/absences/" + id + "/removal")).status()).isEqualTo(303);
        assertThat(in(world.workspace, () -> absences.on(day))).isEmpty();
    }
}
