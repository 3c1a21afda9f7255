@org.jspecify.annotations.NullMarked
package meridian.duty.web;
