@org.jspecify.annotations.NullMarked
package meridian.launch.web;
