/**
 * Who is told what, and where: the list behind the bell, e-mail, browser push, webhooks and (through connectors) group chats; what each
 * person chose of it. What is worth telling is said by the modules it happens in, through {@link meridian.outbox.Notices}; the carrying
 * itself is {@link meridian.outbox}'s.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "outbox", "identity", "duty"})
@NullMarked
package meridian.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
