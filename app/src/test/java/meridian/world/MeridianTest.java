package meridian.world;

import java.time.Clock;
import java.util.function.Supplier;
import meridian.Meridian;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application on a real PostgreSQL, once for the test run; each test makes a world of its own in it. */
@SpringBootTest(classes = {Meridian.class, MeridianTest.TestClock.class}, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class MeridianTest {
    @LocalServerPort
    protected int port;

    @Autowired
    protected MovingClock clock;

    @Autowired
    protected Worlds worlds;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase.settings().forEach((name, value) -> registry.add(name, () -> value));
        // Several applications share the database: what is on its way out is carried when a test asks for it.
        registry.add("meridian.carriers", () -> "false");
    }

    @AfterEach
    void letTimeRun() {
        clock.release();
    }

    /** Runs in a workspace, as background work would. */
    protected <T> T in(WorkspaceId workspace, Supplier<T> work) {
        try {
            return Tenancy.in(workspace, work::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    protected Browser browser() {
        return new Browser(port);
    }

    @org.springframework.boot.test.context.TestConfiguration
    @org.springframework.context.annotation.Import({Worlds.class, Statements.class})
    static class TestClock {
        /** Something like an emergency that moves to the region that is awake. */
        @Bean
        meridian.duty.DutyKind relayedKind() {
            return new meridian.duty.DutyKind() {
                @Override
                public String name() {
                    return "test_relayed";
                }

                @Override
                public String address(meridian.duty.Duty duty, meridian.tenancy.Reader reader) {
                    return "/inbox";
                }

                @Override
                public meridian.duty.DutyRule rule() {
                    return meridian.duty.DutyRule.hours(20, meridian.duty.Clock.ROUND_THE_CLOCK);
                }

                @Override
                public boolean emergency() {
                    return true;
                }

                @Override
                public boolean relayed() {
                    return true;
                }
            };
        }

        @Bean
        @Primary
        MovingClock movingClock() {
            return new MovingClock();
        }
    }
}
