@org.jspecify.annotations.NullMarked
package meridian.acceptance.web;
