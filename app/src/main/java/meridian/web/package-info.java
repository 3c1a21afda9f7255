/**
 * The shell of every page: the layout's data, texts in the reader's language, answers to forms, errors, live streams and
 * static files. Knows nothing of the business; what the navigation shows comes through {@link meridian.web.NavSource}.
 */
@ApplicationModule(allowedDependencies = {"tenancy"})
@NullMarked
package meridian.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
