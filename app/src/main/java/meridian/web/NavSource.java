package meridian.web;

import meridian.tenancy.Reader;
import org.jspecify.annotations.Nullable;

/** Implemented above, where the projects are. */
public interface NavSource {
    /** The navigation for this reader; {@code projectCode} is the project in the page's address, if any. */
    Nav nav(Reader reader, @Nullable String projectCode);
}
