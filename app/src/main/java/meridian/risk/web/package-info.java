@org.jspecify.annotations.NullMarked
package meridian.risk.web;
