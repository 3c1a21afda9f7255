package meridian.meeting;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What minutes say behind the rows that people write: what modules above have to say of the meeting, and when the next one is. Drafts
 * say how things stand; what was issued says how they stood then.
 */
@Component
public class MinutesAddenda {
    private final MinutesSheets minutes;
    private final Documents documents;
    private final List<MinutesSection> sections;
    private final JsonMapper json = new JsonMapper();

    MinutesAddenda(MinutesSheets minutes, Documents documents, ObjectProvider<MinutesSection> sections) {
        this.minutes = minutes;
        this.documents = documents;
        this.sections = sections.orderedStream().toList();
    }

    /** The key of a heading, and its lines. */
    public record Part(String title, List<String> lines) {}

    public record Addenda(List<Part> parts, MinutesSheets.@Nullable Next next) {}

    /** As these minutes say it: frozen where they are issued. Issues from before such things were frozen say how they stand now. */
    @Transactional(readOnly = true)
    public Addenda of(Minutes of, @Nullable Document document, Locale language) {
        if (of.state() == Minutes.State.PUBLISHED && document != null) {
            var frozen = documents.frozen(document.id(), document.issue()).filter(Documents.Frozen::intact).map(one -> json.treeToValue(one.content(), MinuteBook.Frozen.class)).orElse(null);
            if (frozen != null) return of(of.meeting(), frozen, language);
        }
        return now(of.meeting(), language);
    }

    Addenda of(Meeting meeting, MinuteBook.Frozen frozen, Locale language) {
        if (frozen.parts() == null) return now(meeting, language);
        var next = frozen.next();
        return new Addenda(frozen.parts().stream().map(part -> new Part(part.title(), part.lines().getOrDefault(tag(language), List.of()))).toList(),
                next == null ? null : new MinutesSheets.Next(next.number(), next.title(), Instant.parse(next.startsAt()), next.place()));
    }

    private Addenda now(Meeting meeting, Locale language) {
        return new Addenda(sections.stream().map(section -> new Part(section.title(), section.lines(meeting, language))).filter(part -> !part.lines().isEmpty()).toList(), minutes.after(meeting).orElse(null));
    }

    /** What modules above say now, in every language, to be kept. */
    List<MinuteBook.Frozen.Part> parts(Meeting meeting) {
        return sections.stream().map(section -> {
            var lines = new LinkedHashMap<String, List<String>>();
            for (var language : List.of(Words.CHINESE, Words.ENGLISH)) lines.put(tag(language), section.lines(meeting, language));
            return new MinuteBook.Frozen.Part(section.title(), lines);
        }).filter(part -> part.lines().values().stream().anyMatch(lines -> !lines.isEmpty())).toList();
    }

    private static String tag(Locale language) {
        return language.getLanguage().equals(Words.CHINESE.getLanguage()) ? "zh" : "en";
    }
}
