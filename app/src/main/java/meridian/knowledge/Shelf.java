package meridian.knowledge;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.knowledge.Tables.EDITION;
import static db.knowledge.Tables.ENTRY;
import static db.knowledge.Tables.VOTE;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meridian.project.Learned;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.Text;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SelectField;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What there is to read: one entry, the list, and what is offered where it fits. */
@Component
public class Shelf implements Learned {
    public static final int PAGE = 40;
    private static final int OFFERED = 5;
    private static final int LOOKED_AT = 40;
    private static final int ADVICE = 160;

    private final DSLContext db;

    Shelf(DSLContext db) {
        this.db = db;
    }

    // ---- one

    /** An entry that this reader may know of. */
    @Transactional(readOnly = true)
    public Entry get(int number, Reader reader) {
        return read(ENTRY.NUMBER.eq(number).and(Readership.known(reader)), reader.member()).stream().findFirst().orElseThrow(NotFound::new);
    }

    List<Entry> read(Condition which, MemberId reader) {
        var author = MEMBER.as("author");
        var reviewer = MEMBER.as("reviewer");
        var retirer = MEMBER.as("retirer");
        var editor = MEMBER.as("editor");
        var checker = MEMBER.as("checker");
        var editions = multiset(select(EDITION.NUMBER, EDITION.CHANGE_NOTE, editor.DISPLAY_NAME, checker.DISPLAY_NAME, EDITION.PUBLISHED_AT)
                        .from(EDITION)
                        .join(editor).on(editor.WORKSPACE_ID.eq(EDITION.WORKSPACE_ID), editor.ID.eq(EDITION.AUTHOR_ID))
                        .join(checker).on(checker.WORKSPACE_ID.eq(EDITION.WORKSPACE_ID), checker.ID.eq(EDITION.REVIEWED_BY))
                        .where(EDITION.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), EDITION.ENTRY_ID.eq(ENTRY.ID))
                        .orderBy(EDITION.NUMBER.desc()))
                .convertFrom(rows -> rows.map(row -> new Entry.Edition(row.value1(), row.value2(), row.value3(), row.value4(), row.value5())));
        var voted = field(exists(selectOne().from(VOTE).where(VOTE.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), VOTE.ENTRY_ID.eq(ENTRY.ID), VOTE.MEMBER_ID.eq(reader)))).as("voted");
        var reviewing = field(Readership.reviewing(reader)).as("reviewing");
        var fields = new ArrayList<SelectField<?>>(List.of(ENTRY.fields()));
        fields.addAll(List.of(author.DISPLAY_NAME, reviewer.DISPLAY_NAME, retirer.DISPLAY_NAME, PROJECT.CODE, PROJECT.NAME, PARTY.NAME, voted, reviewing, editions));
        return db.select(fields)
                .from(ENTRY)
                .join(author).on(author.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), author.ID.eq(ENTRY.AUTHOR_ID))
                .leftJoin(reviewer).on(reviewer.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), reviewer.ID.eq(ENTRY.APPROVER_ID))
                .leftJoin(retirer).on(retirer.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), retirer.ID.eq(ENTRY.RETIRED_BY))
                .leftJoin(PROJECT).on(PROJECT.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), PROJECT.ID.eq(ENTRY.PROJECT_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), PARTY.ID.eq(ENTRY.PARTY_ID))
                .where(which)
                .orderBy(ENTRY.NUMBER.desc())
                .limit(inline(200))
                .fetch(row -> new Entry(row.get(ENTRY.ID), EntryKind.of(row.get(ENTRY.KIND)), row.get(ENTRY.NUMBER), EntryState.of(row.get(ENTRY.STATE)), row.get(ENTRY.EDITION),
                        row.get(ENTRY.PROJECT_ID) == null ? null : new Entry.Origin(row.get(ENTRY.PROJECT_ID), row.get(PROJECT.CODE), row.get(PROJECT.NAME)), row.get(ENTRY.PARTY_ID), row.get(PARTY.NAME),
                        new EntryText(row.get(ENTRY.TITLE), row.get(ENTRY.SITUATION), row.get(ENTRY.HAPPENED), row.get(ENTRY.WHY), row.get(ENTRY.ADVICE), row.get(ENTRY.BODY), List.of(row.get(ENTRY.TAGS)), row.get(ENTRY.SCENARIO)),
                        row.get(ENTRY.CHANGE_NOTE), new Entry.Person(row.get(ENTRY.AUTHOR_ID), row.get(author.DISPLAY_NAME)), row.get(ENTRY.APPROVER_ID) == null ? null : new Entry.Person(row.get(ENTRY.APPROVER_ID), row.get(reviewer.DISPLAY_NAME)),
                        row.get(ENTRY.SAID), row.get(ENTRY.CREATED_AT), row.get(ENTRY.CHANGED_AT), row.get(ENTRY.PUBLISHED_AT), row.get(ENTRY.RETIRED_AT), row.get(retirer.DISPLAY_NAME), row.get(ENTRY.RETIRED_REASON),
                        row.get(ENTRY.VOTES), row.get(voted), row.get(reviewing), row.get(ENTRY.VERSION), row.get(editions)));
    }

    /** What these editions of an entry say, in the order asked for; not found where one was never published. */
    @Transactional(readOnly = true)
    public List<EntryText> editions(Entry entry, List<Integer> numbers) {
        var found = db.selectFrom(EDITION).where(EDITION.ENTRY_ID.eq(entry.id()), EDITION.NUMBER.in(numbers)).fetchMap(EDITION.NUMBER, row ->
                new EntryText(row.getTitle(), row.getSituation(), row.getHappened(), row.getWhy(), row.getAdvice(), row.getBody(), List.of(row.getTags()), row.getScenario()));
        return numbers.stream().map(number -> Optional.ofNullable(found.get(number)).orElseThrow(NotFound::new)).toList();
    }

    /** What this reader reads of it: the newest edition, or what is underway for those who may see that. */
    @Transactional(readOnly = true)
    public EntryText shown(Entry entry, Reader reader) {
        return !entry.published() || entry.underway() && Readership.sees(entry, reader) ? entry.text() : editions(entry, List.of(entry.edition())).getFirst();
    }

    // ---- many

    /** What narrows the list: {@code state} is published, own (one’s own that are underway), review (given to one to review) or retired; words are looked for each by itself. */
    public record Filter(String words, @Nullable EntryKind kind, @Nullable String scenario, String tag, String state) {
        public static final List<String> STATES = List.of("published", "own", "review", "retired");

        public boolean usual() {
            return words.isEmpty() && kind == null && scenario == null && tag.isEmpty() && state.equals("published");
        }
    }

    public record Line(int number, EntryKind kind, EntryState state, boolean published, String title, String advice, List<String> tags, @Nullable String scenario, String author, Instant at, int votes) {
        public String code() {
            return Entry.code(number);
        }
    }

    /** One page of the list; {@code next} is the number to go on after. */
    public record Listing(List<Line> lines, @Nullable Integer next) {}

    @Transactional(readOnly = true)
    public Listing list(Filter filter, @Nullable Integer after, Reader reader) {
        var which = switch (filter.state()) {
            case "own" -> ENTRY.STATE.in(inline("draft"), inline("review")).and(ENTRY.AUTHOR_ID.eq(reader.member()));
            case "review" -> Readership.reviewing(reader.member());
            case "retired" -> ENTRY.STATE.eq(inline("retired")).and(ENTRY.EDITION.gt(0));
            default -> ENTRY.STATE.ne(inline("retired")).and(ENTRY.EDITION.gt(0));
        };
        if (filter.kind() != null) which = which.and(ENTRY.KIND.eq(filter.kind().text()));
        if (filter.scenario() != null) which = which.and(coalesce(EDITION.SCENARIO, ENTRY.SCENARIO).eq(filter.scenario()));
        if (!filter.tag().isEmpty()) which = which.and(val(filter.tag()).eq(org.jooq.impl.DSL.any(coalesce(EDITION.TAGS, ENTRY.TAGS))));
        for (var word : words(filter.words())) which = which.and(position(lower(text()), val(word)).gt(0));
        if (after != null) which = which.and(ENTRY.NUMBER.lt(after));
        var lines = lines(which, List.of(ENTRY.NUMBER.desc()), PAGE + 1);
        return lines.size() <= PAGE ? new Listing(lines, null) : new Listing(lines.subList(0, PAGE), lines.get(PAGE - 1).number());
    }

    // The number as people call it finds the entry, too.
    private static Field<String> text() {
        return concat(val("K-"), ENTRY.NUMBER.cast(String.class), val(" "), coalesce(EDITION.TITLE, ENTRY.TITLE), val(" "), coalesce(EDITION.SITUATION, ENTRY.SITUATION), val(" "), coalesce(EDITION.HAPPENED, ENTRY.HAPPENED), val(" "),
                coalesce(EDITION.WHY, ENTRY.WHY), val(" "), coalesce(EDITION.ADVICE, ENTRY.ADVICE), val(" "), coalesce(EDITION.BODY, ENTRY.BODY), val(" "), function("array_to_string", String.class, coalesce(EDITION.TAGS, ENTRY.TAGS), val(" ")));
    }

    private static List<String> words(String typed) {
        return Arrays.stream(Text.clean(typed).toLowerCase(Locale.ROOT).split("[\\s　]+")).filter(word -> !word.isEmpty()).distinct().limit(8).toList();
    }

    /** What a project has given: its published lessons, and those underway that are this reader’s to see. */
    @Transactional(readOnly = true)
    public List<Line> ofProject(ProjectId project, Reader reader) {
        return lines(ENTRY.PROJECT_ID.eq(project).and(ENTRY.STATE.ne(inline("retired"))).and(Readership.known(reader)), List.of(ENTRY.NUMBER.desc()), 200);
    }

    private List<Line> lines(Condition which, List<org.jooq.SortField<?>> order, int most) {
        var author = MEMBER.as("author");
        var advice = when(ENTRY.KIND.eq(inline("lesson")), coalesce(EDITION.ADVICE, ENTRY.ADVICE)).otherwise(function("left", String.class, coalesce(EDITION.BODY, ENTRY.BODY), inline(4 * ADVICE)));
        return db.select(ENTRY.NUMBER, ENTRY.KIND, ENTRY.STATE, ENTRY.EDITION, coalesce(EDITION.TITLE, ENTRY.TITLE), advice, coalesce(EDITION.TAGS, ENTRY.TAGS), coalesce(EDITION.SCENARIO, ENTRY.SCENARIO), author.DISPLAY_NAME, coalesce(ENTRY.PUBLISHED_AT, ENTRY.CHANGED_AT), ENTRY.VOTES)
                .from(ENTRY)
                .leftJoin(EDITION).on(EDITION.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), EDITION.ENTRY_ID.eq(ENTRY.ID), condition(EDITION.NEWEST))
                .join(author).on(author.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), author.ID.eq(ENTRY.AUTHOR_ID))
                .where(which)
                .orderBy(order)
                .limit(most)
                .fetch(row -> new Line(row.value1(), EntryKind.of(row.value2()), EntryState.of(row.value3()), row.value4() > 0, row.value5(), Markdown.words(row.value6(), ADVICE), List.of(row.value7()), row.value8(), row.value9(), row.value10(), row.value11()));
    }

    // ---- offered

    @Override
    @Transactional(readOnly = true)
    public List<Offer> ofScenario(String scenario, ProjectId but) {
        return offers(lines(ENTRY.STATE.ne(inline("retired")).and(EDITION.SCENARIO.eq(scenario)).and(ENTRY.PROJECT_ID.isNull().or(ENTRY.PROJECT_ID.ne(but))), List.of(ENTRY.VOTES.desc(), ENTRY.NUMBER.desc()), OFFERED));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Offer> like(String typed) {
        var words = Text.clean(typed);
        if (words.codePointCount(0, words.length()) < 4) return List.of();
        if (words.length() > 2000) words = words.substring(0, 2000);
        // The function looks through what is published in the workspace, whatever became of it.
        var found = table("knowledge.similar({0}, {1})", val(words), inline(LOOKED_AT)).as("found", "id", "shared");
        var id = field(name("found", "id"), SQLDataType.UUID);
        var shared = field(name("found", "shared"), SQLDataType.INTEGER);
        return db.select(ENTRY.NUMBER, EDITION.TITLE, when(ENTRY.KIND.eq(inline("lesson")), EDITION.ADVICE).otherwise(EDITION.BODY), ENTRY.VOTES)
                .from(found)
                .join(ENTRY).on(ENTRY.ID.coerce(SQLDataType.UUID).eq(id))
                .join(EDITION).on(EDITION.WORKSPACE_ID.eq(ENTRY.WORKSPACE_ID), EDITION.ENTRY_ID.eq(ENTRY.ID), condition(EDITION.NEWEST))
                .where(ENTRY.STATE.ne(inline("retired")))
                .orderBy(shared.desc(), ENTRY.VOTES.desc(), ENTRY.NUMBER.desc())
                .limit(inline(3))
                .fetch(row -> new Offer(Entry.code(row.value1()), row.value2(), Markdown.words(row.value3(), ADVICE), "/knowledge/" + row.value1(), row.value4()));
    }

    private static List<Offer> offers(List<Line> lines) {
        return lines.stream().map(line -> new Offer(line.code(), line.title(), line.advice(), "/knowledge/" + line.number(), line.votes())).toList();
    }

    /** Whether this reader may know the project of that lesson. */
    @Transactional(readOnly = true)
    public boolean knowsProject(Entry entry, Reader reader) {
        if (entry.project() == null) return false;
        return reader.role() == meridian.tenancy.WorkspaceRole.AUDITOR || db.fetchExists(ROLE_GRANT, ROLE_GRANT.PROJECT_ID.eq(entry.project().id()), ROLE_GRANT.MEMBER_ID.eq(reader.member()), ROLE_GRANT.ROLE.ne("guest"));
    }
}
