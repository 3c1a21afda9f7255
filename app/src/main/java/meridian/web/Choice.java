package meridian.web;

import java.util.List;

/** One of the values a field offers: what is sent, and what is read. */
public record Choice(String value, String label) {
    /** The languages of the house, each by its own name. */
    public static final List<Choice> LANGUAGES = List.of(new Choice("zh-CN", "中文"), new Choice("en", "English"));
}
