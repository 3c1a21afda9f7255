package meridian.identity;

import static org.assertj.core.api.Assertions.assertThat;

import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.Test;

class SignInTest extends MeridianTest {
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
}
