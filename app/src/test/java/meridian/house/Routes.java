package meridian.house;

import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of the application, as {@code GET /w/{slug}/inbox}, with the method that answers it. */
record Routes(Map<String, HandlerMethod> all) {
    // {number:[0-9]{1,8}} is written {number}
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+):(?:[^{}]|\\{[^{}]*})*}");

    static Routes of(ApplicationContext beans) {
        var found = new TreeMap<String, HandlerMethod>();
        beans.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods().forEach((info, handler) -> {
            if (!handler.getBeanType().getName().startsWith("meridian.")) return;
            var methods = info.getMethodsCondition().getMethods();
            for (var method : methods.isEmpty() ? List.of(RequestMethod.GET) : methods) {
                for (var pattern : info.getPatternValues()) found.put(method + " " + VARIABLE.matcher(pattern).replaceAll("{$1}"), handler);
            }
        });
        return new Routes(found);
    }

    boolean has(AccessTable.Line line) {
        return all.containsKey(line.route());
    }

    boolean upload(AccessTable.Line line) {
        return Stream.of(all.get(line.route()).getMethod().getParameters()).anyMatch(parameter -> file(parameter));
    }

    /** What the route reads of a form or an address. */
    List<String> fields(AccessTable.Line line) {
        return Stream.of(all.get(line.route()).getMethod().getParameters()).map(Routes::field).filter(java.util.Objects::nonNull).map(String::valueOf).toList();
    }

    private static @Nullable String field(Parameter parameter) {
        var asked = parameter.getAnnotation(RequestParam.class);
        if (asked == null || Map.class.isAssignableFrom(parameter.getType()) || file(parameter)) return null;
        return !asked.name().isEmpty() ? asked.name() : !asked.value().isEmpty() ? asked.value() : parameter.getName();
    }

    private static boolean file(Parameter parameter) {
        return parameter.getType() == MultipartFile.class || parameter.getType() == MultipartFile[].class;
    }
}
