package meridian.meeting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;

/** Somebody from outside who is asked to come, by name and address. Typed one a line: {@code 张三 zhang@example.com}, {@code Ada <ada@example.com>}. */
public record Guest(String name, String email) {
    static final int MOST = 50;

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})+");

    public String line() {
        return name + " <" + email + ">";
    }

    /** Reads what was typed; what cannot be read is said beside {@code field}. */
    static List<Guest> read(String field, String typed, Refused.Check check) {
        var guests = new ArrayList<Guest>();
        var text = check.optional(field, typed, 8000);
        for (var line : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            var found = ADDRESS.matcher(line);
            if (!found.find()) {
                check.reject(true, field, "meeting.guest_without_address", line.length() > 60 ? line.substring(0, 60) + "…" : line);
                return guests;
            }
            var email = found.group().toLowerCase(Locale.ROOT);
            var name = Text.clean(line.replace(found.group(), " ").replaceAll("[<>,;，；()（）]", " ").replaceAll("\\s+", " "));
            if (name.length() > 120) {
                check.reject(true, field, "refused.too_long", 120, name.length());
                return guests;
            }
            if (guests.stream().noneMatch(guest -> guest.email().equals(email))) guests.add(new Guest(name.isEmpty() ? email : name, email));
        }
        check.reject(guests.size() > MOST, field, "meeting.too_many_guests", MOST);
        return guests;
    }
}
