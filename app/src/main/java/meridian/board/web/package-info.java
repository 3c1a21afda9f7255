@org.jspecify.annotations.NullMarked
package meridian.board.web;
