/**
 * The risk register 跨区域协同风险跟踪表: what each party submits every week, how it is assessed, what is done about it by
 * whom, and how it ends. Meetings that assess, what a risk turns into and the closing of the project are elsewhere: a
 * conversion is a link, kept by {@link meridian.activity.Links}.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "web", "calendar", "activity", "index", "outbox", "identity", "duty", "document", "approval", "project", "workplan", "workplan::exchange"})
@NullMarked
package meridian.risk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
