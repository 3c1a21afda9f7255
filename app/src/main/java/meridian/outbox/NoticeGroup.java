package meridian.outbox;

/** What a person chooses by which notices reach them where; its word is the message {@code notice_group.<name>}. */
public enum NoticeGroup {
    // The order is part of addresses in letters: a new one comes last.
    DUTY, ESCALATION, EMERGENCY, REQUEST, DISPUTE, MENTION, PLAN, PROJECT, MEETING;

    public static NoticeGroup of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
