package meridian.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/**
 * What a controller answers: a page, or the address to go to next. No controller asks who called: a script and a plain
 * form get the same answer.
 */
public sealed interface Answer extends View {
    /** A whole page from a template, e.g. {@code page("workplan/plan", planPage)}; the template's parameters are ui and page. */
    static Page page(String template, Object page) {
        return new Page(template, page, 200, null);
    }

    static Page page(String template, Object page, int status) {
        return new Page(template, page, status, null);
    }

    /** After a change: 303 to the page that shows it. */
    static To to(String address) {
        return new To(address, null);
    }

    /** Data for a page's script, as JSON; with a mark, so that what a browser has already is not sent again. */
    static Answer data(Object data) {
        return new Data(data);
    }

    record Data(Object data) implements Answer {
        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response) throws Exception {
            Shell.of(request).data(data, request, response);
        }
    }

    record Page(String template, Object page, int status, @Nullable Registered registered) implements Answer {
        /** The same page, which says of the document it shows how that stands. */
        public Page of(Registered registered) {
            return new Page(template, page, status, registered);
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response) throws Exception {
            request.setAttribute(Registered.ATTRIBUTE, registered);
            Shell.of(request).render(template, page, status, request, response);
        }
    }

    record To(String address, @Nullable Flash flash) implements Answer {
        /** Says one sentence on the page that follows. */
        public To saying(String key, Object... arguments) {
            return new To(address, new Flash(key, java.util.Arrays.stream(arguments).map(String::valueOf).toList(), null));
        }

        /** As {@link #saying}, with the address to post to when the reader wants it undone. */
        public To undoable(String undo, String key, Object... arguments) {
            return new To(address, new Flash(key, List.copyOf(java.util.Arrays.stream(arguments).map(String::valueOf).toList()), undo));
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response) {
            PageTransaction.done(request);
            if (flash != null) flash.leave(response);
            response.setStatus(303);
            response.setHeader("Location", address);
        }
    }
}
