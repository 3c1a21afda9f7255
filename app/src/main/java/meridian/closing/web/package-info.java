@org.jspecify.annotations.NullMarked
package meridian.closing.web;
