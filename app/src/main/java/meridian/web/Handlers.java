package meridian.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Looks for who answers an address among those whose address has as many parts. The framework asks all of many hundreds, which took a
 * tenth of a page; what is not found here, or not alone, it finds itself.
 */
@Component
class Handlers implements WebMvcRegistrations {
    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new ByLength();
    }

    private static final class ByLength extends RequestMappingHandlerMapping {
        private final SingletonSupplier<Map<Integer, List<Known>>> known = SingletonSupplier.of(this::known);

        private record Known(RequestMappingInfo address, HandlerMethod handler) {}

        @Override
        protected @Nullable HandlerMethod lookupHandlerMethod(String address, HttpServletRequest request) throws Exception {
            Known only = null;
            RequestMappingInfo matching = null;
            for (var each : known.obtain().getOrDefault(parts(address), List.of())) {
                var found = getMatchingMapping(each.address, request);
                if (found == null) continue;
                if (only != null) return super.lookupHandlerMethod(address, request);
                only = each;
                matching = found;
            }
            if (only == null) return super.lookupHandlerMethod(address, request);
            request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, only.handler);
            handleMatch(matching, address, request);
            return only.handler;
        }

        private Map<Integer, List<Known>> known() {
            var found = new HashMap<Integer, List<Known>>();
            getHandlerMethods().forEach((address, handler) -> address.getPatternValues().stream().map(ByLength::parts).distinct()
                    .forEach(length -> found.computeIfAbsent(length, l -> new ArrayList<>()).add(new Known(address, handler))));
            return found;
        }

        // What stands for several parts of an address is left to the framework.
        private static int parts(String address) {
            if (address.contains("**") || address.contains("{*")) return -1;
            int parts = 0;
            for (int i = 0; i < address.length(); i++) if (address.charAt(i) == '/') parts++;
            return parts;
        }
    }
}
