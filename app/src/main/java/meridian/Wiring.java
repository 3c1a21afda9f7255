package meridian;

import java.util.Map;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Puts the application together. Which beans there are, of what and in which order, is found out once after a build, where a quick
 * start is prepared (bin/lib.sh); classes that make them are written there, and later starts only call those. So a condition on a
 * bean is answered when a start is prepared: what a setting decides is decided by the bean itself. A profile, which is for whoever
 * develops, has everything found out anew.
 */
final class Wiring {
    private static final String WRITTEN = Wiring.class.getName() + "__ApplicationContextInitializer";

    private Wiring() {}

    /** Where the finding out begins; the framework goes no further than the first bean, so that no database is asked. */
    public static void main(String[] arguments) {
        assembled(Map.of("spring.datasource.url", "jdbc:postgresql:nowhere", "spring.mail.host", "nowhere")).run();
    }

    /** What a command was told holds, whatever stands in the environment beside it. */
    static SpringApplication application(Map<String, Object> settings) {
        if (ClassUtils.isPresent(WRITTEN, null) && new StandardEnvironment().getActiveProfiles().length == 0) System.setProperty(AotDetector.AOT_ENABLED, "true");
        return assembled(settings);
    }

    private static SpringApplication assembled(Map<String, Object> settings) {
        var application = new SpringApplication(Meridian.class);
        application.setMainApplicationClass(Wiring.class);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("command", settings)));
        return application;
    }
}
