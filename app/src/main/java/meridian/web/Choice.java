package meridian.web;

/** One of the values a field offers: what is sent, and what is read. */
public record Choice(String value, String label) {}
