package meridian.house;

import static db.identity.Tables.ACCOUNT;
import static db.identity.Tables.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.regex.Pattern;
import meridian.house.Scene.Visitor;
import meridian.world.MeridianTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Every page of the application, as everybody who may see it, has all its words in both languages. */
class PagesTest extends MeridianTest {
    private static final Pattern NO_WORDS = Pattern.compile("\\[[a-z]+\\.[a-z0-9_.]+]");

    @Autowired
    ApplicationContext beans;

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void everyPageHasItsWords(String language) {
        var scene = new Scene(beans, worlds.world());
        scene.sql(db -> db.update(MEMBER).set(MEMBER.LOCALE, language).execute());
        var accounts = scene.world.people.values().stream().map(person -> person.account()).toList();
        scene.sql(db -> db.update(ACCOUNT).set(ACCOUNT.LOCALE, language).where(ACCOUNT.ID.in(accounts)).execute());
        var routes = Routes.of(beans);
        var wrong = new LinkedHashSet<String>();
        int pages = 0;
        for (var line : AccessTable.read()) {
            if (line.change() || !routes.has(line) || line.pattern().endsWith("/live") || line.pattern().endsWith(".zip")) continue;
            // Whoever is refused sees the same page as all who are: one of them is enough.
            var refused = new HashSet<String>();
            for (var visitor : Visitor.values()) {
                var cell = line.cells().get(visitor.ordinal());
                if (visitor == Visitor.OTHER || cell.equals("in") || !cell.equals("yes") && !refused.add(cell)) continue;
                var seen = Knock.get(port, line.address(scene, scene) + (visitor == Visitor.NOBODY ? "?lang=" + language : ""), scene.session(visitor));
                if (!seen.body().contains("<html")) continue;
                var page = Jsoup.parse(seen.body());
                var where = line.route() + " as " + visitor + ": ";
                NO_WORDS.matcher(seen.body()).results().forEach(found -> wrong.add(where + found.group()));
                if (visitor != Visitor.NOBODY && seen.status() == 200 && !page.selectFirst("html").attr("lang").startsWith(language.substring(0, 2))) wrong.add(where + "lang=" + page.selectFirst("html").attr("lang"));
                if (page.title().isBlank()) wrong.add(where + "no title");
                var headings = page.select("h1").stream().filter(heading -> heading.closest("article.document") == null).count();
                if (headings != 1) wrong.add(where + headings + " h1");
                var ids = new HashSet<String>();
                page.select("[id]").stream().filter(element -> !ids.add(element.id())).forEach(twice -> wrong.add(where + "twice id=" + twice.id()));
                var primary = page.select("main .button.primary").stream().filter(button -> button.closest(".duty, dialog, details, .notice") == null).map(Element::text).toList();
                if (primary.size() > 1) wrong.add(where + "two primary buttons " + primary);
                pages++;
            }
        }
        assertThat(pages).isGreaterThan(30);
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }
}
