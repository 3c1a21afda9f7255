@org.jspecify.annotations.NullMarked
package meridian.knowledge.web;
