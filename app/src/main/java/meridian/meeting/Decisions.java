package meridian.meeting;

import static db.document.Tables.DOCUMENT;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.MINUTES;
import static db.meeting.Tables.MINUTES_ROW;
import static db.meeting.Tables.VOTE;
import static db.project.Tables.PARTY;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.ProjectId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the meetings of a project have decided 决议, over all their minutes, the newest first. */
@Component
public class Decisions {
    /** How many one page shows. */
    public static final int PAGE = 50;

    private static final int MOST = 5_000;

    private final DSLContext db;

    Decisions(DSLContext db) {
        this.db = db;
    }

    /** One of them. {@code issued}: the minutes it stands in were published; {@code document} is their number, empty before that. */
    public record Decision(MinutesRowId id, int meeting, String title, Instant at, String content, String party, List<Minutes.Choice> votes, boolean issued, String document) {
        public long votes(Minutes.Choice choice) {
            return votes.stream().filter(vote -> vote == choice).count();
        }
    }

    /** {@code next} is the decision after which the next page begins. */
    public record Listing(List<Decision> decisions, @Nullable MinutesRowId next) {}

    /** A page of them, those of minutes that are still written too; after the given one. */
    @Transactional(readOnly = true)
    public Listing list(ProjectId project, @Nullable MinutesRowId after) {
        var found = read(project, after == null ? noCondition() : row(MEETING.STARTS_AT, MINUTES_ROW.ID).lt(select(MEETING.as("last").STARTS_AT, MINUTES_ROW.as("last_row").ID)
                .from(MINUTES_ROW.as("last_row"))
                .join(MEETING.as("last")).on(MEETING.as("last").WORKSPACE_ID.eq(MINUTES_ROW.as("last_row").WORKSPACE_ID), MEETING.as("last").ID.eq(MINUTES_ROW.as("last_row").MEETING_ID))
                .where(MINUTES_ROW.as("last_row").ID.eq(after))), PAGE + 1);
        var shown = found.size() > PAGE ? found.subList(0, PAGE) : found;
        return new Listing(shown, found.size() > PAGE ? shown.getLast().id() : null);
    }

    /** Those of published minutes, for the register as a document. */
    @Transactional(readOnly = true)
    public List<Decision> issued(ProjectId project) {
        return read(project, MINUTES.ISSUED_AT.isNotNull(), MOST);
    }

    private List<Decision> read(ProjectId project, Condition which, int most) {
        var r = MINUTES_ROW;
        var votes = multiset(select(VOTE.CHOICE).from(VOTE).where(VOTE.WORKSPACE_ID.eq(r.WORKSPACE_ID), VOTE.MINUTES_ROW_ID.eq(r.ID)))
                .convertFrom(found -> found.map(vote -> Minutes.Choice.of(vote.value1()).orElseThrow()));
        return db.select(r.ID, MEETING.NUMBER, MEETING.TITLE, MEETING.STARTS_AT, r.CONTENT, PARTY.NAME, votes, MINUTES.ISSUED_AT, DOCUMENT.NUMBER)
                .from(r)
                .join(MINUTES).on(MINUTES.WORKSPACE_ID.eq(r.WORKSPACE_ID), MINUTES.MEETING_ID.eq(r.MEETING_ID))
                .join(MEETING).on(MEETING.WORKSPACE_ID.eq(r.WORKSPACE_ID), MEETING.ID.eq(r.MEETING_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(r.WORKSPACE_ID), PARTY.ID.eq(r.PARTY_ID))
                .leftJoin(DOCUMENT).on(DOCUMENT.WORKSPACE_ID.eq(r.WORKSPACE_ID), DOCUMENT.PROJECT_ID.eq(MEETING.PROJECT_ID), DOCUMENT.KIND.eq(inline(Minutes.DOCUMENT_KIND)), DOCUMENT.SUBJECT_ID.eq(MEETING.ID.coerce(UUID.class)))
                .where(MEETING.PROJECT_ID.eq(project), r.SECTION.eq(inline("decisions")), r.REMOVED_AT.isNull(), r.CONTENT.ne(inline("")), which)
                .orderBy(MEETING.STARTS_AT.desc(), r.ID.desc())
                .limit(most)
                .fetch(one -> new Decision(one.value1(), one.value2(), one.value3(), one.value4(), one.value5(), Objects.requireNonNullElse(one.value6(), ""), one.value7(), one.value8() != null, Objects.requireNonNullElse(one.value9(), "")));
    }
}
