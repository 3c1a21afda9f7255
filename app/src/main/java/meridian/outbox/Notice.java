package meridian.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Text;
import org.jspecify.annotations.Nullable;

/**
 * One thing that people are to be told.
 *
 * @param kind permanent, snake_case; its sentence is the message {@code notice.<kind>}, where {0} is the title and {1} and on the arguments
 * @param cause what makes it unique: each recipient is told of one cause once, ever ({@code "duty:<id>:lead"})
 * @param title in the words of what it is about (a task's title), never translated
 * @param address where it leads, in the workspace: {@code /p/HDSS/emergencies/3}
 * @param arguments plain text, or made by {@link #person}, {@link #at} and {@link #word}, which are written in the recipient's language and
 *     zone when they are read or sent
 * @param critical passes quiet hours, mutes and digests
 * @param about a thing whose muting silences it too (the task of whose duty it reminds), or null
 */
public record Notice(
        String kind,
        NoticeGroup group,
        Collection<MemberId> recipients,
        String cause,
        @Nullable ProjectId project,
        Ref subject,
        String title,
        String address,
        List<String> arguments,
        boolean critical,
        @Nullable Ref about) {

    // Text that people type never holds a control character (tenancy.Text), so that nobody can type one of these.
    private static final String MARK = "\u0001";
    private static final int WORDS = 120;

    public Notice(String kind, NoticeGroup group, Collection<MemberId> recipients, String cause, @Nullable ProjectId project, Ref subject, String title, String address, List<String> arguments, boolean critical) {
        this(kind, group, recipients, cause, project, subject, title, address, arguments, critical, null);
    }

    public Notice {
        if (!kind.matches("[a-z][a-z0-9_]{1,60}")) throw new IllegalArgumentException("not a kind of notice: " + kind);
        if (!address.startsWith("/") || address.startsWith("//")) throw new IllegalArgumentException("not an address in the workspace: " + address);
        recipients = List.copyOf(recipients);
        arguments = List.copyOf(arguments);
    }

    /** An argument that is read as this person's name. */
    public static String person(MemberId member) {
        return MARK + "member:" + member;
    }

    /** An argument that is read as this moment in the recipient's zone. */
    public static String at(Instant instant) {
        return MARK + "at:" + instant;
    }

    /** An argument that is read as the message of this key. */
    public static String word(String key) {
        return MARK + "word:" + key;
    }

    /** The first words of what people wrote, on one line: a letter or a telephone shows these, the rest is read where it was written. */
    public static String beginning(String text) {
        var words = Text.clean(text).replaceAll("\\s+", " ");
        return words.codePointCount(0, words.length()) <= WORDS ? words : words.substring(0, words.offsetByCodePoints(0, WORDS)) + "…";
    }

    /** What an argument is: {@code member}, {@code at}, {@code word}, or (null) plain text. */
    public static @Nullable String form(String argument) {
        return argument.startsWith(MARK) ? argument.substring(1, argument.indexOf(':')) : null;
    }

    /** What an argument of some {@link #form} holds, or the plain text as it is. */
    public static String value(String argument) {
        return argument.startsWith(MARK) ? argument.substring(argument.indexOf(':') + 1) : argument;
    }
}
