package meridian.web;

import jakarta.servlet.http.HttpServletRequest;
import meridian.tenancy.Reader;

/** Implemented above, where the projects are. */
public interface NavSource {
    /** The navigation for this reader beside the page that is asked for. */
    Nav nav(Reader reader, HttpServletRequest request);
}
