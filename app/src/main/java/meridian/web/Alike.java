package meridian.web;

/**
 * Who sees a part of a page alike, until the topic of {@link Live} changes.
 *
 * @param variant everything that the part depends on beside what the topic tells of and the language: which page it is, and what its readers may do
 */
public record Alike(String topic, Object variant) {}
