package meridian.search;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.index.Audience;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.WorkspaceRole;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks things up for one person. What they may find is a part of every question: the index is asked for their audiences alone, and each
 * row that it answers is held against their roles once more.
 */
@Component
public class Searches {
    private static final List<String> READING = Arrays.stream(Role.values()).filter(role -> role.permits(Permission.READ)).map(Role::text).toList();
    private static final OffsetDateTime EVER = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime NEVER = OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final UUID LAST = new UUID(-1, -1);
    private static final int NUMBERS = 10;
    private static final int MOST_OF_A_NUMBER = 60;
    private static final int SHOWN = 180;

    private final DSLContext db;

    Searches(DSLContext db) {
        this.db = db;
    }

    /** In which order things are found: by their number, by their title, by what they say, by what stands in a file or further down in a long text. */
    public enum Tier {
        NUMBER, TITLE, TEXT, CONTENT;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where a page of results ends. */
    public record Place(Tier tier, Instant at, UUID id) {
        /** {@code title:1790000000000000:0190…}; null for what is none. */
        public static @Nullable Place of(@Nullable String text) {
            if (text == null) return null;
            var parts = text.split(":", 3);
            try {
                long micros = Long.parseLong(parts[1]);
                if (micros < 0 || micros > 250_000_000_000_000_000L) return null;
                return new Place(Tier.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT)), Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS), UUID.fromString(parts[2]));
            } catch (RuntimeException e) {
                return null;
            }
        }

        @Override
        public String toString() {
            return tier.text() + ":" + java.time.temporal.ChronoUnit.MICROS.between(Instant.EPOCH, at) + ":" + id;
        }
    }

    /** What the results are narrowed to; null and an empty list do not narrow. */
    public record Narrow(@Nullable String kind, @Nullable ProjectId project, @Nullable PartyId party, @Nullable MemberId author, @Nullable Instant since) {
        public static final Narrow NOT = new Narrow(null, null, null, null, null);

        private UUID[] facets() {
            return Stream.of(kind == null ? null : facet(kind), project == null ? null : project.value(), party == null ? null : party.value(), author == null ? null : author.value()).filter(Objects::nonNull).toArray(UUID[]::new);
        }

        // As the table has it: md5(kind)::uuid.
        private static UUID facet(String kind) {
            try {
                var bytes = ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(kind.getBytes(StandardCharsets.UTF_8)));
                return new UUID(bytes.getLong(), bytes.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** One thing that was found. {@code address} is within the workspace. */
    public record Found(UUID id, String kind, String number, Marked title, Marked text, String address, @Nullable String project, @Nullable String party, @Nullable String author, Instant at, Tier tier) {}

    /** {@code next}: where the following page begins, null where there is none. */
    public record Results(List<Found> found, @Nullable Place next) {
        public static final Results NONE = new Results(List.of(), null);
    }

    /** A project that the person has anything to do with. {@code reads}: everything in it may be found; otherwise only what names them. */
    public record Known(ProjectId id, String code, String name, boolean reads) {}

    /** What a person may find, as it is now. */
    public record Sight(Reader reader, Map<ProjectId, Known> projects) {
        public List<Known> readable() {
            return projects.values().stream().filter(Known::reads).sorted(java.util.Comparator.comparing(Known::code)).toList();
        }

        private UUID[] audiences() {
            var all = new LinkedHashSet<UUID>();
            readable().forEach(known -> all.add(known.id().value()));
            var workspace = reader.workspace();
            if (!all.isEmpty() || reader.role() != WorkspaceRole.NONE) all.add(Audience.staff(workspace).id());
            all.add(Audience.everybody(workspace).id());
            if (reader.admin()) all.add(Audience.admins(workspace).id());
            return all.toArray(UUID[]::new);
        }

        private UUID[] entered() {
            return projects.keySet().stream().map(ProjectId::value).toArray(UUID[]::new);
        }
    }

    /** What this person may find. */
    @Transactional(readOnly = true)
    public Sight sight(Reader reader) {
        var known = new TreeMap<ProjectId, Known>(java.util.Comparator.comparing(ProjectId::value));
        if (reader.role() == WorkspaceRole.AUDITOR) {
            db.select(PROJECT.ID, PROJECT.CODE, PROJECT.NAME).from(PROJECT).where(PROJECT.DELETED_AT.isNull()).forEach(row -> known.put(row.value1(), new Known(row.value1(), row.value2(), row.value3(), true)));
        } else {
            var reads = DSL.boolOr(ROLE_GRANT.ROLE.in(READING));
            db.select(PROJECT.ID, PROJECT.CODE, PROJECT.NAME, reads)
                    .from(ROLE_GRANT)
                    .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), PROJECT.ID.eq(ROLE_GRANT.PROJECT_ID), PROJECT.DELETED_AT.isNull())
                    .where(ROLE_GRANT.MEMBER_ID.eq(reader.member()))
                    .groupBy(PROJECT.ID, PROJECT.CODE, PROJECT.NAME)
                    .forEach(row -> known.put(row.value1(), new Known(row.value1(), row.value2(), row.value3(), row.value4())));
        }
        return new Sight(reader, known);
    }

    /** Whether nobody would type so much to look for something. */
    public static boolean tooLong(String typed) {
        return typed.length() > Query.LONGEST;
    }

    /** A page of what is found, numbers first; {@code near} is the project whose numbers come before those of others. */
    @Transactional(readOnly = true)
    public Results find(String typed, Narrow narrow, Sight sight, @Nullable ProjectId near, @Nullable Place after, int most) {
        return typed.isBlank() ? Results.NONE : find(Query.of(typed), narrow, sight, near, after, most);
    }

    private Results find(Query query, Narrow narrow, Sight sight, @Nullable ProjectId near, @Nullable Place after, int most) {
        var tier = after == null ? Tier.NUMBER : after.tier();
        var found = new ArrayList<Found>();
        var seen = new HashSet<UUID>();
        var asked = new Asked(query, narrow, sight, near, most + 1);
        Place last = null;
        boolean more = false;
        // The first two are asked for together, and so are the others where there is room for them.
        var rounds = new ArrayList<List<Tier>>();
        if (tier == Tier.NUMBER) rounds.add(List.of(Tier.NUMBER, Tier.TITLE));
        if (tier == Tier.TITLE) rounds.add(List.of(Tier.TITLE));
        if (tier != Tier.CONTENT) rounds.add(List.of(Tier.TEXT));
        rounds.add(List.of(Tier.CONTENT));
        for (var round : rounds) {
            if (more) break;
            var hits = asked.hits(round, after != null && round.contains(after.tier()) ? after : null);
            for (var hit : hits) {
                if (found.size() == most) {
                    more = true;
                    break;
                }
                last = new Place(hit.tier(), hit.at(), hit.id());
                if (hit.visible() && seen.add(hit.id())) found.add(hit.found());
            }
        }
        return new Results(found, more ? last : null);
    }

    private record Hit(Tier tier, UUID id, Instant at, boolean visible, Found found) {}

    private final class Asked {
        private final Query query;
        private final Narrow narrow;
        private final Sight sight;
        private final @Nullable ProjectId near;
        private final int most;
        private final UUID[] audiences;
        private final UUID[] mine;

        Asked(Query query, Narrow narrow, Sight sight, @Nullable ProjectId near, int most) {
            this.query = query;
            this.narrow = narrow;
            this.sight = sight;
            this.near = near;
            this.most = most;
            audiences = sight.audiences();
            mine = Stream.concat(Arrays.stream(audiences), Stream.of(sight.reader().member().value())).toArray(UUID[]::new);
        }

        List<Hit> hits(List<Tier> tiers, @Nullable Place after) {
            var parts = new ArrayList<String>();
            var values = new ArrayList<@Nullable Object>(Arrays.asList(audiences, sight.reader().member().value(), sight.entered(), query.without(), query.marks().isEmpty() ? "" : query.marks().getFirst()));
            for (var tier : tiers) {
                if (tier == Tier.NUMBER ? query.number().isEmpty() || query.number().length() > MOST_OF_A_NUMBER : query.empty()) continue;
                parts.add(tier == Tier.NUMBER ? numbers(values) : words(tier, after, values));
            }
            if (parts.isEmpty()) return List.of();
            return db.fetch(
                            """
                            select h.tier, e.id, e.kind, e.thing_id, e.project_id, e.at, e.number, e.title, e.body, e.address, e.audiences, pa.name, m.display_name,
                                (e.audiences && ?::uuid[] or ?::uuid = any(e.named) and (e.project_id is null or e.project_id = any(?::uuid[]))) and not e.words @@ ?::tsquery,
                                case when h.tier = 3 then substr(c.body, greatest(1, strpos(lower(c.body), ?) - 80), 600) end
                            from (%s) h
                            join index.entry e on e.workspace_id = tenancy.workspace() and e.id = h.id
                            left join index.content c on h.tier = 3 and c.workspace_id = e.workspace_id and c.entry_id = e.id
                            left join project.party pa on pa.workspace_id = e.workspace_id and pa.id = e.party_id
                            left join identity.member m on m.workspace_id = e.workspace_id and m.id = e.author_id
                            order by h.tier, h.place
                            """.formatted(String.join(" union all ", parts)),
                            values.toArray())
                    .map(this::hit);
        }

        private Hit hit(Record row) {
            var tier = Tier.values()[row.get(0, Integer.class)];
            var id = row.get(1, UUID.class);
            var at = row.get(5, OffsetDateTime.class).toInstant();
            var kind = row.get(2, String.class);
            var project = row.get(4, UUID.class) == null ? null : sight.projects().get(new ProjectId(row.get(4, UUID.class)));
            var address = address(row.get(9, String.class), row.get(10, UUID[].class), row.get(3, UUID.class));
            var text = tier == Tier.CONTENT ? row.get(14, String.class) : row.get(8, String.class);
            var found = new Found(id, kind, row.get(6, String.class), Marked.whole(row.get(7, String.class), query.marks()), Marked.around(text, query.marks(), SHOWN), address == null ? "" : address, project == null ? null : project.name(),
                    row.get(11, String.class), kind.equals("member") ? null : row.get(12, String.class), at, tier);
            return new Hit(tier, id, at, Boolean.TRUE.equals(row.get(13, Boolean.class)) && address != null, found);
        }

        // A person is seen on the team's page of a project that both know; an admin sees everybody elsewhere.
        private @Nullable String address(String address, UUID[] of, UUID thing) {
            if (!address.contains("{project}")) return address;
            var known = Arrays.stream(of).map(id -> sight.projects().get(new ProjectId(id))).filter(Objects::nonNull).filter(Known::reads).toList();
            var best = known.stream().filter(one -> one.id().equals(near)).findFirst().or(() -> known.stream().findFirst());
            if (best.isPresent()) return address.replace("{project}", best.get().code());
            return sight.reader().admin() ? "/admin/people/" + thing : null;
        }

        // In a project its tasks are called by their bare numbers, too. What begins like a number comes after what is it.
        private String numbers(List<@Nullable Object> values) {
            var here = near == null ? null : sight.projects().get(near);
            var exact = here != null && query.number().chars().allMatch(Character::isDigit) ? new String[] {query.number(), here.code() + query.number()} : new String[] {query.number()};
            boolean begins = query.number().length() > 2 && query.number().chars().anyMatch(Character::isDigit) && query.number().chars().anyMatch(Character::isLetter);
            values.addAll(Arrays.asList(exact, begins, query.number(), query.number() + "\uDBFF\uDFFF", mine, narrow.facets(), since(), exact, near == null ? null : near.value(), NUMBERS));
            return """
                    select 0 tier, row_number() over () place, n.id from (
                        select e.id from index.entry e
                        where e.workspace_id = tenancy.workspace() and e.number_key <> '' and (e.number_key = any(?::text[]) or ? and e.number_key >= ? and e.number_key < ?)
                        and e.access && ?::uuid[] and e.facets @> ?::uuid[] and e.at >= ?::timestamptz
                        order by e.number_key <> all(?::text[]), e.project_id is distinct from ?::uuid, length(e.number_key), e.number_key, e.at desc, e.id limit ?) n
                    """;
        }

        private String words(Tier tier, @Nullable Place after, List<@Nullable Object> values) {
            var here = tier == Tier.CONTENT ? "'" + sight.reader().workspace().toString().replace("-", "") + "'&(" + query.words() + ")" : query.words();
            boolean contents = tier == Tier.CONTENT;
            if (contents) values.addAll(Arrays.asList(here, query.words(), mine, narrow.facets()));
            else values.addAll(Arrays.asList(tier.text(), here, mine, narrow.facets(), narrow.project() == null ? null : narrow.project().value()));
            boolean goesOn = after != null && after.tier() == tier;
            values.addAll(Arrays.asList(query.phrases().toArray(String[]::new), since(), goesOn ? after.at().atOffset(ZoneOffset.UTC) : NEVER, goesOn ? after.id() : LAST, most));
            return "select " + tier.ordinal() + " tier, u.place, u.id from unnest(index." + (contents ? "contained(?::tsquery, ?::tsquery, ?::uuid[], ?::uuid[]" : "newest(?, ?::tsquery, ?::uuid[], ?::uuid[], ?::uuid") + ", ?::text[], ?::timestamptz, ?::timestamptz, ?::uuid, ?)) with ordinality u (id, place)";
        }

        private OffsetDateTime since() {
            return narrow.since() == null ? EVER : narrow.since().atOffset(ZoneOffset.UTC);
        }
    }

    /** The parties of a project and the people in it, to narrow results to. */
    @Transactional(readOnly = true)
    public List<PartyName> parties(ProjectId project) {
        return db.select(PARTY.ID, PARTY.NAME).from(PARTY).where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull()).orderBy(PARTY.POSITION, PARTY.ID).limit(200).fetch(row -> new PartyName(row.value1(), row.value2()));
    }

    public record PartyName(PartyId id, String name) {}

    @Transactional(readOnly = true)
    public List<PersonName> people(ProjectId project) {
        return db.selectDistinct(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER)
                .join(ROLE_GRANT).on(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project)).orderBy(MEMBER.DISPLAY_NAME, MEMBER.ID).limit(500).fetch(row -> new PersonName(row.value1(), row.value2()));
    }

    public record PersonName(MemberId id, String name) {}
}
