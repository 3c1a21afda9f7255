package meridian.coordination;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import meridian.tenancy.EmergencyContactId;
import meridian.tenancy.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * The standing emergency group 应急沟通群 of a project: who is called, in this order, and where they talk. {@code made} is
 * false until somebody has set it up; it is closed with its project, and its people and chat stay to be read.
 */
public record EmergencyGroup(boolean made, String chatName, String chatLink, int version, @Nullable Instant closedAt, List<Contact> contacts) {
    private static final Set<String> CHAT_APPS = Set.of("https", "http", "dingtalk", "weixin", "wxwork", "feishu", "lark", "tg", "msteams", "slack");

    /**
     * Somebody to call: a member of the workspace, or (member null) somebody outside. {@code typedPhone} is empty where a member’s own
     * number is taken; {@code parties}: whom they speak for.
     */
    public record Contact(EmergencyContactId id, @Nullable MemberId member, String name, String phone, String typedPhone, String note, List<String> parties, boolean left, int version) {
        /** The address a telephone dials, or null where there is no number in what was typed. */
        public @Nullable String dial() {
            return EmergencyGroup.dial(phone);
        }
    }

    /** Something the group lacks: {@code emergency.gap.<key>}, about a party or a person by name. */
    public record Gap(String key, String name) {
        /** Nobody at all would be called: worth saying also to whoever has no time to read. */
        public boolean grave() {
            return key.equals("none") || key.equals("no_member");
        }
    }

    public boolean closed() {
        return closedAt != null;
    }

    /** What would go wrong at three in the morning; an empty list is what is wanted. */
    public List<Gap> gaps(List<String> parties) {
        var gaps = new ArrayList<Gap>();
        if (closed()) return gaps;
        if (!made || contacts.isEmpty()) return List.of(new Gap("none", ""));
        var spokenFor = new HashSet<String>();
        for (var contact : contacts) {
            if (contact.left()) gaps.add(new Gap("left", contact.name()));
            else spokenFor.addAll(contact.parties());
            if (!contact.left() && contact.dial() == null) gaps.add(new Gap("no_phone", contact.name()));
        }
        for (var party : parties) if (!spokenFor.contains(party)) gaps.add(new Gap("party", party));
        if (contacts.stream().noneMatch(contact -> contact.member() != null && !contact.left())) gaps.add(new Gap("no_member", ""));
        if (chatLink.isEmpty()) gaps.add(new Gap("no_chat", ""));
        return gaps;
    }

    /** {@code tel:+8613800138000} for a number as people write it, or null. */
    public static @Nullable String dial(String phone) {
        var plus = phone.strip().startsWith("+");
        var digits = phone.replaceAll("[^0-9]", "");
        return digits.length() < 3 || digits.length() > 20 ? null : "tel:" + (plus ? "+" : "") + digits;
    }

    /** Whether an address leads to a chat and to nothing that could harm who follows it. */
    static boolean leadsToChat(String link) {
        try {
            var uri = URI.create(link);
            return uri.getScheme() != null && CHAT_APPS.contains(uri.getScheme().toLowerCase(java.util.Locale.ROOT)) && link.length() > uri.getScheme().length() + 3;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
