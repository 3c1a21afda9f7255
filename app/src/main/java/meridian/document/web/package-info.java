@org.jspecify.annotations.NullMarked
package meridian.document.web;
