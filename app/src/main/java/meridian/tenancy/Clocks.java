package meridian.tenancy;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Time comes from one clock, so that a test or a story told afterwards can move it. */
@Configuration
class Clocks {
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Moment.clock();
    }
}
