@org.jspecify.annotations.NullMarked
package meridian.approval.web;
