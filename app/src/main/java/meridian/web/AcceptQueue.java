package meridian.web;

import java.util.Arrays;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Lets many connect at the same moment, as they do when a hundred open pages hear of a change. */
@Component
final class AcceptQueue implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {
    // Beyond the usual 50, who connects is left to try again a second later.
    private static final int LENGTH = 1024;

    @Override
    public void customize(ConfigurableJettyWebServerFactory factory) {
        factory.addServerCustomizers(server -> Arrays.stream(server.getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .forEach(connector -> connector.setAcceptQueueSize(LENGTH)));
    }
}
