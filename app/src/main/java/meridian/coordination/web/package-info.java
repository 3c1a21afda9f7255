@org.jspecify.annotations.NullMarked
package meridian.coordination.web;
