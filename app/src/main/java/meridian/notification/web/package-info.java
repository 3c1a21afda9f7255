@org.jspecify.annotations.NullMarked
package meridian.notification.web;
