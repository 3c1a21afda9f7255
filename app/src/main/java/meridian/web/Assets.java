package meridian.web;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Static files below an address that names their content, so that a browser may keep them for a year. */
@Component
final class Assets implements WebMvcConfigurer {
    private final String version;
    private final boolean dev;

    Assets(Environment environment) throws IOException {
        dev = Arrays.asList(environment.getActiveProfiles()).contains("dev");
        version = dev ? "dev" : fingerprint();
    }

    String version() {
        return version;
    }

    /** Whether this runs for somebody who changes it meanwhile. */
    boolean dev() {
        return dev;
    }

    String url(String path) {
        return "/a/" + version + "/" + path;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/a/" + version + "/**")
                .addResourceLocations(dev ? new String[] {"file:app/src/main/resources/static/", "classpath:/static/"} : new String[] {"classpath:/static/"})
                .setCacheControl(dev ? CacheControl.noStore() : CacheControl.maxAge(365, TimeUnit.DAYS).cachePublic().immutable())
                .resourceChain(!dev);
        registry.addResourceHandler("/robots.txt").addResourceLocations("classpath:/static/").setCacheControl(CacheControl.maxAge(1, TimeUnit.DAYS).cachePublic()).resourceChain(!dev);
    }

    // Asked for where no page names an icon, beside a file that is shown as it is.
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/favicon.ico", url("icon.png"));
    }

    private static String fingerprint() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var files = new PathMatchingResourcePatternResolver().getResources("classpath:/static/**/*.*");
            Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
            for (var file : files) if (file.isReadable()) digest.update(file.getContentAsByteArray());
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
