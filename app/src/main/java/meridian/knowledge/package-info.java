/**
 * What is learned and kept for others: lessons out of projects and articles, in Markdown, reviewed before they are published, in
 * editions of which none is lost; voted on, and offered where they fit. A lesson keeps what it came from by a link
 * ({@link meridian.activity.Links}). What a reviewed lesson changes in a scenario template is proposed here; the templates
 * themselves are the project’s.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "outbox", "index", "identity", "duty", "document", "approval", "project"})
@NullMarked
package meridian.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
