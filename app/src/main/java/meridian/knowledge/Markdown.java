package meridian.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;

/**
 * Markdown (CommonMark, with tables) as HTML that is safe in a page, whoever wrote it: HTML in it is shown as it was typed, links lead only by
 * http, https, mailto or within this house, and pictures are those that are attached here; any other is told by its words.
 */
public final class Markdown {
    // What nests deeper than this is read as plain text: nobody writes it, and rendering it would take a stack without end.
    private static final int DEEPEST = 20;

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(DEEPEST).maxInlineNesting(DEEPEST).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new Addresses())
            .softbreak("<br>\n")
            .attributeProviderFactory(context -> Markdown::attributes)
            .nodeRendererFactory(Pictures::new)
            .nodeRendererFactory(Headings::new)
            .build();

    private Markdown() {}

    public static String html(String markdown) {
        return markdown.isBlank() ? "" : RENDERER.render(PARSER.parse(markdown));
    }

    /** Its words alone, at most so many characters, for a list. */
    public static String words(String markdown, int most) {
        var words = new StringBuilder();
        PARSER.parse(markdown.length() > 4 * most ? markdown.substring(0, 4 * most) : markdown).accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                if (!words.isEmpty()) words.append(' ');
                words.append(text.getLiteral());
            }
        });
        var line = words.toString().replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= most ? line : line.substring(0, line.offsetByCodePoints(0, most)) + "…";
    }

    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        if (!(node instanceof Link)) return;
        var to = attributes.getOrDefault("href", "");
        if (to.isEmpty()) attributes.remove("href");
        else if (!to.startsWith("/") && !to.startsWith("#")) {
            attributes.put("rel", "noopener noreferrer nofollow");
            attributes.put("target", "_blank");
        }
    }

    private static boolean here(String address) {
        return address.startsWith("#") || address.startsWith("/") && !address.startsWith("//") && !address.startsWith("/\\");
    }

    private static final class Addresses implements UrlSanitizer {
        @Override
        public String sanitizeLinkUrl(String address) {
            var plain = address.replaceAll("[\\p{Cntrl}\\s]", "");
            return here(plain) || plain.matches("(?i)(?:https?://|mailto:).*") ? plain : "";
        }

        @Override
        public String sanitizeImageUrl(String address) {
            return attached(address) ? address : "";
        }
    }

    private static boolean attached(String address) {
        return address.matches("/w/[a-z0-9-]+/files/[0-9a-f-]{36}/[^\\s\"'<>?#]+") && !address.contains("..");
    }

    /** Pictures from elsewhere would tell a stranger who reads what; their words stay. */
    private static final class Pictures implements NodeRenderer {
        private final HtmlNodeRendererContext context;

        Pictures(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Image.class);
        }

        @Override
        public void render(Node node) {
            var image = (Image) node;
            var words = new StringBuilder();
            image.accept(new AbstractVisitor() {
                @Override
                public void visit(Text text) {
                    words.append(text.getLiteral());
                }
            });
            if (attached(image.getDestination())) context.getWriter().tag("img", Map.of("src", image.getDestination(), "alt", words.toString(), "loading", "lazy"), true);
            else context.getWriter().text("[" + (words.isEmpty() ? image.getDestination() : words) + "]");
        }
    }

    /** The page has its own first and second headings: those of a text stand beneath them. */
    private static final class Headings implements NodeRenderer {
        private final HtmlNodeRendererContext context;

        Headings(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Heading.class);
        }

        @Override
        public void render(Node node) {
            var html = context.getWriter();
            var tag = "h" + Math.min(6, ((Heading) node).getLevel() + 2);
            html.line();
            html.tag(tag);
            for (var child = node.getFirstChild(); child != null; child = child.getNext()) context.render(child);
            html.tag("/" + tag);
            html.line();
        }
    }
}
