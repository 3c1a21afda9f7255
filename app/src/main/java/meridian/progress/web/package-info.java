@org.jspecify.annotations.NullMarked
package meridian.progress.web;
