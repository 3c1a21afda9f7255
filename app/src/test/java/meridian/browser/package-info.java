/** Journeys and behaviours in a real Chromium. */
@org.jspecify.annotations.NullMarked
package meridian.browser;
