package meridian;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import meridian.world.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** The whole application refuses to start as a role that the walls between workspaces would not hold. */
class MightyRoleTest {
    @Test
    void notAsASuperuser() {
        refused(TestDatabase.owner(), TestDatabase.ownerPassword(), "it is a superuser");
    }

    @Test
    void notAsARoleThatMayBypassThePolicies() throws Exception {
        asOwner("drop role if exists mighty_bypass", "create role mighty_bypass login password 'x' bypassrls", "grant meridian_app to mighty_bypass");
        refused("mighty_bypass", "x", "it has BYPASSRLS");
    }

    @Test
    void notAsAMemberOfTheOwner() throws Exception {
        asOwner("drop role if exists mighty_member", "create role mighty_member login password 'x'", "grant " + TestDatabase.owner() + " to mighty_member");
        refused("mighty_member", "x", "it owns tables, or may act as their owner");
    }

    private static void refused(String user, String password, String why) {
        var application = new SpringApplication(Meridian.class);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of("spring.datasource.url", TestDatabase.url(), "spring.datasource.username", user, "spring.datasource.password", password, "server.port", 0, "meridian.jobs", "false"));
        assertThatThrownBy(() -> application.run().close()).rootCause()
                .hasMessage("Meridian does not start as this database role: " + why + ". Sign in as the role that `meridian db migrate` made.");
    }

    private static void asOwner(String... statements) throws Exception {
        try (var owner = TestDatabase.asOwner(); var statement = owner.createStatement()) {
            for (var sql : statements) statement.execute(sql);
        }
    }
}
