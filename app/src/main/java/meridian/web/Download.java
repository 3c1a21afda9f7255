package meridian.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;

/**
 * Sends a content whose length is known: whole, or from where a download was cut off, or the piece that a player asks for (one range of
 * bytes, RFC 9110 §14). Several ranges at once are answered by the whole, which the standard allows.
 */
public final class Download {
    private Download() {}

    /** Writes to a response that has its other headers, an {@code ETag} among them that names this very content. */
    public static void send(InputStream content, long size, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        var ranges = asked(request, response);
        if (ranges.size() != 1) {
            response.setContentLengthLong(size);
            content.transferTo(response.getOutputStream());
            return;
        }
        long first = ranges.getFirst().getRangeStart(size);
        long last = ranges.getFirst().getRangeEnd(size);
        if (first > last) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            return;
        }
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + first + "-" + last + "/" + size);
        response.setContentLengthLong(last - first + 1);
        content.skipNBytes(first);
        write(content, last - first + 1, response);
    }

    // What cannot be read is no range, and what is of another content is asked for in vain: the whole is sent.
    private static List<HttpRange> asked(HttpServletRequest request, HttpServletResponse response) {
        var range = request.getHeader(HttpHeaders.RANGE);
        var of = request.getHeader(HttpHeaders.IF_RANGE);
        if (range == null || of != null && !of.equals(response.getHeader(HttpHeaders.ETAG))) return List.of();
        try {
            return HttpRange.parseRanges(range);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static void write(InputStream content, long length, HttpServletResponse response) throws IOException {
        var out = response.getOutputStream();
        var piece = new byte[16 * 1024];
        for (long left = length; left > 0; ) {
            int read = content.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) return;
            out.write(piece, 0, read);
            left -= read;
        }
    }
}
