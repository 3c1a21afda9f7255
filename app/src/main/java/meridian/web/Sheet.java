package meridian.web;

import gg.jte.Content;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.util.ArrayList;
import java.util.List;

/** A page while it is rendered, and the parts of it that were rendered before. */
final class Sheet {
    final Utf8ByteOutput output = new Utf8ByteOutput();
    final List<Zip.Placed> placed = new ArrayList<>();
    private final Shared<Zip.Part> parts;

    Sheet(Shared<Zip.Part> parts) {
        this.parts = parts;
    }

    /** The content as it was rendered after the last change of the topic. */
    Content part(String topic, Object variant, Content content) {
        return there -> {
            var part = parts.of(topic, variant, () -> {
                var rendered = new Utf8ByteOutput();
                content.writeTo(new OwaspHtmlTemplateOutput(rendered));
                return Zip.Part.of(rendered.toByteArray());
            });
            placed.add(new Zip.Placed(output.getContentLength(), part));
            there.writeBinaryContent(part.plain());
        };
    }
}
