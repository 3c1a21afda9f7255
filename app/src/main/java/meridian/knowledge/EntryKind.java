package meridian.knowledge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A lesson 经验教训 says what happened and what to do another time; an article 知识文章 says how something is done. */
public enum EntryKind {
    LESSON, ARTICLE;

    public static EntryKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public static Optional<EntryKind> named(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
