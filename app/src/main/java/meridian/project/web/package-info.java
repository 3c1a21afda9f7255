@org.jspecify.annotations.NullMarked
package meridian.project.web;
