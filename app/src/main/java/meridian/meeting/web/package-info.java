@org.jspecify.annotations.NullMarked
package meridian.meeting.web;
