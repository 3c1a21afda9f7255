package meridian.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import gg.jte.resolve.DirectoryCodeResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import meridian.tenancy.Reader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.context.support.WebApplicationContextUtils;

/** Renders templates; one instance for the process. */
@Component
public final class Shell {
    private final TemplateEngine templates;
    private final Words words;
    private final Assets assets;
    private final Clock clock;
    private final ObjectProvider<NavSource> navigation;

    Shell(Words words, Assets assets, Clock clock, ObjectProvider<NavSource> navigation, Environment environment) {
        this.words = words;
        this.assets = assets;
        this.clock = clock;
        this.navigation = navigation;
        this.templates = engine(environment);
    }

    // While developing, a template is compiled when it changes; otherwise all were compiled with the rest.
    private static TemplateEngine engine(Environment environment) {
        var sources = Path.of("app/src/main/jte");
        if (Arrays.asList(environment.getActiveProfiles()).contains("dev") && Files.isDirectory(sources)) {
            return TemplateEngine.create(new DirectoryCodeResolver(sources), Path.of("app/target/jte-dev"), ContentType.Html, Shell.class.getClassLoader());
        }
        return TemplateEngine.createPrecompiled(null, ContentType.Html, Shell.class.getClassLoader(), "jte");
    }

    static Shell of(HttpServletRequest request) {
        return WebApplicationContextUtils.getRequiredWebApplicationContext(request.getServletContext()).getBean(Shell.class);
    }

    Ui ui(HttpServletRequest request, HttpServletResponse response) {
        return new Ui(request, words, assets, Requests.locale(request), clock.instant(), () -> {
            var source = navigation.getIfAvailable();
            if (source == null || !(request.getAttribute(Requests.READER) instanceof Reader reader)) return Nav.EMPTY;
            return source.nav(reader, request);
        }, Flash.take(request, response));
    }

    void render(String template, Object page, int status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var output = new Utf8ByteOutput();
        templates.render(template + ".jte", Map.of("ui", ui(request, response), "page", page), output);
        if (request.getAttribute(Typed.ATTRIBUTE) != null && status == 200) status = 422;
        if (Boolean.TRUE.equals(request.getAttribute(Forms.STALE))) status = 409;
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        PageTransaction.done(request);
        send(output.toByteArray(), request, response);
    }

    // Zipped here, quickly: the server would do it more thoroughly, at twice the cost for a tenth less to send.
    private static void send(byte[] page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Vary", "Accept-Encoding");
        var accepted = request.getHeader("Accept-Encoding");
        if (accepted == null || !accepted.contains("gzip")) {
            response.setContentLength(page.length);
            response.getOutputStream().write(page);
            return;
        }
        var zipped = new ByteArrayOutputStream(page.length / 6 + 512);
        try (var zip = new QuickZip(zipped)) {
            zip.write(page);
        }
        response.setHeader("Content-Encoding", "gzip");
        response.setContentLength(zipped.size());
        zipped.writeTo(response.getOutputStream());
    }

    private static final class QuickZip extends GZIPOutputStream {
        QuickZip(OutputStream out) throws IOException {
            super(out, 32768);
            def.setLevel(2);
        }
    }

    /** A template as text, for tests and for documents made of pages. */
    public String text(String template, Map<String, Object> parameters) {
        var output = new gg.jte.output.StringOutput();
        templates.render(template + ".jte", parameters, output);
        return output.toString();
    }
}
