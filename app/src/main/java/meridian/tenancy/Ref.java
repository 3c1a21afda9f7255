package meridian.tenancy;

import java.util.UUID;

/** Points at anything: its kind (the table's name) and its id. Written {@code task:0190…}. */
public record Ref(String kind, UUID id) {
    public static Ref of(String kind, Id id) {
        return new Ref(kind, id.value());
    }

    public static Ref parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) throw new IllegalArgumentException("not a reference: " + text);
        return new Ref(text.substring(0, colon), UUID.fromString(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
