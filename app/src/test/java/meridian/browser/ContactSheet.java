package meridian.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import meridian.browser.Photographer.Shot;
import org.springframework.web.util.HtmlUtils;

/** All pictures on one page, by the page they show. */
final class ContactSheet {
    private static final String HEAD = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Meridian: pictures</title>
            <style>
            body { font: 14px/1.4 system-ui, sans-serif; margin: 16px; background: #ddd }
            h2 { margin: 24px 0 4px } section > div { display: flex; flex-wrap: wrap; gap: 8px; align-items: start }
            figure { margin: 0 } figcaption { font-size: 11px; color: #555 } img { display: block; background: #fff; box-shadow: 0 0 2px #888 }
            img.w390 { width: 195px } img.w1440 { width: 480px } .wrong { color: #b00020 } .cut { color: #666; font-size: 12px }
            nav a { margin-right: 10px }
            </style>
            """;

    private ContactSheet() {}

    static void write(Path out, List<Shot> shots, List<String> unseen) throws IOException {
        var pages = new TreeMap<String, List<Shot>>();
        for (var shot : shots) pages.computeIfAbsent(shot.page(), page -> new java.util.ArrayList<>()).add(shot);
        var html = new StringBuilder(HEAD).append("<h1>").append(pages.size()).append(" pages</h1><nav>");
        pages.keySet().forEach(page -> html.append("<a href=\"#").append(page).append("\">").append(page).append("</a>"));
        html.append("</nav>");
        if (!unseen.isEmpty()) html.append("<p>No link leads to: ").append(text(String.join(", ", unseen))).append("</p>");
        pages.forEach((page, its) -> {
            html.append("<section id=\"").append(page).append("\"><h2>").append(page).append("</h2>");
            var faults = new LinkedHashSet<String>();
            var cut = new LinkedHashSet<String>();
            its.forEach(shot -> {
                faults.addAll(shot.faults());
                cut.addAll(shot.cut());
            });
            faults.forEach(fault -> html.append("<p class=\"wrong\">").append(text(fault)).append("</p>"));
            if (!cut.isEmpty()) html.append("<p class=\"cut\">Cut short: ").append(text(String.join(" | ", cut))).append("</p>");
            html.append("<div>");
            for (var shot : its) {
                if (shot.file().isEmpty()) continue;
                html.append("<figure><a href=\"%s\"><img loading=\"lazy\" class=\"w%d\" src=\"%s\" alt=\"\"></a><figcaption>%d %s %s</figcaption></figure>".formatted(shot.file(), shot.width(), shot.file(), shot.width(), shot.language(), shot.scheme()));
            }
            html.append("</div></section>\n");
        });
        Files.writeString(out.resolve("index.html"), html);
    }

    private static String text(String words) {
        return HtmlUtils.htmlEscape(words);
    }
}
