@org.jspecify.annotations.NullMarked
package meridian.workplan.web;
