package meridian.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.resolve.DirectoryCodeResolver;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import meridian.tenancy.Reader;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.context.ServletContextAware;
import tools.jackson.databind.json.JsonMapper;

/** Renders templates; one instance for the process. */
@Component
public final class Shell implements ServletContextAware {
    private static final int MOST_PARTS = 60; // of about 100 kB

    private final TemplateEngine templates;
    private final Words words;
    private final Assets assets;
    private final Clock clock;
    private final JsonMapper json;
    private final Shared<Zip.Part> parts;
    private final Map<Object, Zip.Part> fixed = new ConcurrentHashMap<>();
    private final Supplier<@Nullable NavSource> navigation; // asked for late, because it stands on the modules above; and once, because finding it is dear

    Shell(Words words, Assets assets, Clock clock, JsonMapper json, Live live, ObjectProvider<NavSource> navigation, Environment environment) {
        this.words = words;
        this.assets = assets;
        this.clock = clock;
        this.json = json;
        this.parts = new Shared<>(live, clock, MOST_PARTS);
        this.navigation = SingletonSupplier.ofNullable(navigation::getIfAvailable);
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

    @Override
    public void setServletContext(ServletContext context) {
        context.setAttribute(Shell.class.getName(), this);
    }

    static Shell of(HttpServletRequest request) {
        return (Shell) request.getServletContext().getAttribute(Shell.class.getName());
    }

    Ui ui(HttpServletRequest request, HttpServletResponse response) {
        return ui(request, response, new Sheet(parts, fixed));
    }

    private Ui ui(HttpServletRequest request, HttpServletResponse response, Sheet sheet) {
        return new Ui(request, words, assets, Requests.locale(request), clock.instant(), () -> {
            var source = navigation.get();
            if (source == null || !(request.getAttribute(Requests.READER) instanceof Reader reader)) return Nav.EMPTY;
            return source.nav(reader, request);
        }, Flash.take(request, response), sheet);
    }

    void render(String template, Object page, int status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var sheet = new Sheet(parts, fixed);
        templates.render(template + ".jte", Map.of("ui", ui(request, response, sheet), "page", page), sheet.output);
        if (request.getAttribute(Typed.ATTRIBUTE) != null && status == 200) status = 422;
        if (Boolean.TRUE.equals(request.getAttribute(Forms.STALE))) status = 409;
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        PageTransaction.done(request);
        send(sheet.output.toByteArray(), sheet.placed, request, response);
    }

    void data(Object data, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var bytes = json.writeValueAsBytes(data);
        PageTransaction.done(request);
        var crc = new CRC32C();
        crc.update(bytes);
        var mark = "W/\"" + Integer.toHexString(bytes.length) + "-" + Long.toHexString(crc.getValue()) + "\"";
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("ETag", mark);
        if (mark.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        response.setContentType("application/json;charset=UTF-8");
        send(bytes, List.of(), request, response);
    }

    private static void send(byte[] page, List<Zip.Placed> parts, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Vary", "Accept-Encoding");
        var accepted = request.getHeader("Accept-Encoding");
        var sent = page;
        if (accepted != null && accepted.contains("gzip")) {
            sent = Zip.of(page, parts);
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentLength(sent.length);
        response.getOutputStream().write(sent);
    }

    /** A template as text, for tests and for documents made of pages. */
    public String text(String template, Map<String, Object> parameters) {
        var output = new gg.jte.output.StringOutput();
        templates.render(template + ".jte", parameters, output);
        return output.toString();
    }
}
