package meridian.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/**
 * One thing as it can be found. Made by {@link #of} and what is known of it; without an {@link Draft#audience audience} it is found by
 * nobody, and neither is what belongs to it.
 *
 * @param ref what is found; its kind is shown
 * @param thing of which thing’s reading it is a part: the same as {@code ref}, where one thing is one entry
 * @param under what it belongs to: whoever finds that finds this; a title or an address that is empty is that one’s
 * @param number what people call it by (R-7, HDSS-42), found in any case, width and with or without its dashes
 * @param text what else it says; however long
 * @param address where it is within the workspace, {@code /p/HDSS/risks/7}; {@code {project}} stands for the code of a project of its audiences that the reader reads
 * @param file the content that it is the name of
 */
public record Entry(Ref ref, UUID thing, @Nullable UUID under, @Nullable ProjectId project, @Nullable PartyId party, @Nullable MemberId author, Instant at,
        String number, String title, String text, String address, Set<UUID> audiences, Set<MemberId> named, @Nullable File file) {

    /** A content by its SHA-256, and what kind it is. */
    public record File(byte[] sha256, String type) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof File file && java.util.Arrays.equals(sha256, file.sha256) && type.equals(file.type);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(sha256);
        }

        @Override
        public String toString() {
            return HexFormat.of().formatHex(sha256);
        }
    }

    public static Draft of(Ref ref, String title, String address) {
        return new Draft(ref, title, address);
    }

    /** An entry that is being described. */
    public static final class Draft {
        private final Ref ref;
        private final String title;
        private final String address;
        private UUID thing;
        private @Nullable UUID under;
        private @Nullable ProjectId project;
        private @Nullable PartyId party;
        private @Nullable MemberId author;
        private Instant at = Instant.EPOCH;
        private String number = "";
        private final List<String> texts = new ArrayList<>();
        private final Set<UUID> audiences = new LinkedHashSet<>();
        private final Set<MemberId> named = new LinkedHashSet<>();
        private @Nullable File file;

        private Draft(Ref ref, String title, String address) {
            this.ref = ref;
            this.title = title;
            this.address = address;
            this.thing = ref.id();
        }

        /** In this project, found by whoever reads it. */
        public Draft in(ProjectId project) {
            return of(project).audience(Audience.project(project));
        }

        /** In this project; who finds it is said apart. */
        public Draft of(ProjectId project) {
            this.project = project;
            return this;
        }

        public Draft audience(Audience audience) {
            audiences.add(audience.id());
            return this;
        }

        /** These people find it, too, as long as they have any role in its project: guests what is shared with them. */
        public Draft alsoFor(Collection<@Nullable MemberId> people) {
            people.stream().filter(Objects::nonNull).forEach(named::add);
            return this;
        }

        /** It belongs to something else, and is found by whoever finds that. */
        public Draft under(UUID thing) {
            this.under = thing;
            return this;
        }

        /** It is read as a part of another thing: a row of minutes with its meeting. */
        public Draft partOf(UUID thing) {
            this.thing = thing;
            return this;
        }

        public Draft party(@Nullable PartyId party) {
            this.party = party;
            return this;
        }

        public Draft by(@Nullable MemberId author) {
            this.author = author;
            return this;
        }

        public Draft at(Instant at) {
            this.at = at;
            return this;
        }

        public Draft number(String number) {
            this.number = number;
            return this;
        }

        /** What else it says; nothing is left out. */
        public Draft text(@Nullable String... said) {
            for (var text : said) if (text != null && !text.isBlank()) texts.add(text.strip());
            return this;
        }

        public Draft text(Collection<String> said) {
            return text(said.toArray(String[]::new));
        }

        /** It is the name of this content, whose text is taken out in the background. */
        public Draft file(byte[] sha256, String type) {
            this.file = new File(sha256, type);
            return this;
        }

        public Entry done() {
            return new Entry(ref, thing, under, project, party, author, at, number, title.replace('\n', ' ').strip(), String.join("\n", texts), address, Set.copyOf(audiences), Set.copyOf(named), file);
        }
    }

    /** An id of its own for a part that has none. */
    public static UUID id(String what, Id... of) {
        var name = new StringBuilder(what);
        for (var id : of) name.append(':').append(id);
        return UUID.nameUUIDFromBytes(name.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
