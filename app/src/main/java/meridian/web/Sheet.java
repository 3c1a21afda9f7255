package meridian.web;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A page while it is rendered, and the parts of it that were rendered before. */
final class Sheet {
    private static final int MOST_FIXED = 500; // of a few kB

    final Utf8ByteOutput output = new Utf8ByteOutput();
    final List<Zip.Placed> placed = new ArrayList<>();
    private final Shared<Zip.Part> parts;
    private final Map<Object, Zip.Part> fixed;

    Sheet(Shared<Zip.Part> parts, Map<Object, Zip.Part> fixed) {
        this.parts = parts;
        this.fixed = fixed;
    }

    /** The content as it was rendered after the last change of the topic. */
    Content part(String topic, Object variant, Content content) {
        return there -> place(there, parts.of(topic, variant, () -> rendered(content)));
    }

    /** The content as the first page with this variant had it. */
    Content fixed(Object variant, Content content) {
        return there -> {
            if (fixed.size() >= MOST_FIXED) fixed.clear();
            place(there, fixed.computeIfAbsent(variant, v -> rendered(content)));
        };
    }

    private static Zip.Part rendered(Content content) {
        var rendered = new Utf8ByteOutput();
        content.writeTo(new OwaspHtmlTemplateOutput(rendered));
        return Zip.Part.of(rendered.toByteArray());
    }

    private void place(TemplateOutput there, Zip.Part part) {
        placed.add(new Zip.Placed(output.getContentLength(), part));
        there.writeBinaryContent(part.plain());
    }
}
