/**
 * Working time: a region's zone, weekly hours, holidays and make-up workdays as one {@link meridian.calendar.WorkCalendar}, exact
 * arithmetic on it, the picture of several regions' days on one axis ({@link meridian.calendar.Meridian}), and the public holidays of
 * countries as data ({@link meridian.calendar.HolidaySets}). Everything here is a pure value or calculation: whoever needs “now” hands
 * it in. Deliberately not here: where calendars are kept and who may edit them (identity), absences of a person (identity), clocks and
 * rotas (duty), and anything that needs SQL or Spring.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
@NullMarked
package meridian.calendar;

import org.jspecify.annotations.NullMarked;
