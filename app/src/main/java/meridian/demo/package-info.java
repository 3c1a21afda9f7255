/**
 * The demo's story: a company, its people and a project six weeks in, told through the same public methods as everybody
 * else's work, each act at the moment it happened. Nothing of it runs in a real installation.
 */
@ApplicationModule
@NullMarked
package meridian.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
