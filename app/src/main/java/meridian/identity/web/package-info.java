@org.jspecify.annotations.NullMarked
package meridian.identity.web;
