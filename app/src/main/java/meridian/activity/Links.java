package meridian.activity;

import static db.activity.Tables.LINK;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What became of what. A conversion is one of these rows and nothing else: neither module knows the other. */
@Component
public class Links {
    /** No story is longer than this many links; what lies beyond is not shown. */
    private static final int MOST = 200;

    private final DSLContext db;
    private final Clock clock;

    Links(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** {@code to} came out of {@code from}. */
    public record Link(Ref from, Ref to, Instant at) {}

    /** Keeps that one thing came out of another of the same project; saying it again changes nothing. */
    @Transactional
    public void link(Ref from, Ref to, ProjectId project, Actor actor) {
        db.insertInto(LINK)
                .set(LINK.FROM_KIND, from.kind())
                .set(LINK.FROM_ID, from.id())
                .set(LINK.TO_KIND, to.kind())
                .set(LINK.TO_ID, to.id())
                .set(LINK.PROJECT_ID, project)
                .set(LINK.AT, clock.instant())
                .set(LINK.BY_ID, actor.member())
                .onConflictDoNothing()
                .execute();
    }

    /** What this thing came from and what it became, one step each way. */
    @Transactional(readOnly = true)
    public List<Link> of(UUID thing) {
        return read(LINK.FROM_ID.eq(thing).or(LINK.TO_ID.eq(thing)));
    }

    /** Every link of the story that this thing is part of, oldest first; none where it stands alone. */
    @Transactional(readOnly = true)
    public List<Link> thread(UUID thing) {
        var knot = DSL.name("knot");
        var id = DSL.field(DSL.name("knot", "id"), SQLDataType.UUID);
        var from = LINK.as("onward");
        var to = LINK.as("back");
        var neighbour = DSL.select(from.TO_ID.as("id")).from(from).where(from.FROM_ID.eq(id)).unionAll(DSL.select(to.FROM_ID).from(to).where(to.TO_ID.eq(id))).asTable("neighbour");
        var knots = knot.fields("id").as(DSL.select(DSL.val(thing)).union(DSL.select(neighbour.field("id", SQLDataType.UUID)).from(DSL.table(knot)).crossJoin(DSL.lateral(neighbour))));
        return db.withRecursive(knots)
                .select(LINK.FROM_KIND, LINK.FROM_ID, LINK.TO_KIND, LINK.TO_ID, LINK.AT)
                .from(LINK)
                .where(LINK.FROM_ID.in(DSL.select(id).from(DSL.table(knot))))
                .orderBy(LINK.AT, LINK.TO_ID)
                .limit(MOST)
                .fetch(row -> new Link(new Ref(row.value1(), row.value2()), new Ref(row.value3(), row.value4()), row.value5()));
    }

    private List<Link> read(org.jooq.Condition which) {
        return db.select(LINK.FROM_KIND, LINK.FROM_ID, LINK.TO_KIND, LINK.TO_ID, LINK.AT)
                .from(LINK)
                .where(which)
                .orderBy(LINK.AT, LINK.TO_ID)
                .limit(MOST)
                .fetch(row -> new Link(new Ref(row.value1(), row.value2()), new Ref(row.value3(), row.value4()), row.value5()));
    }

    /** The things at the ends of these links. */
    public static Set<Ref> things(List<Link> links) {
        var things = new LinkedHashSet<Ref>();
        for (var link : links) {
            things.add(link.from());
            things.add(link.to());
        }
        return things;
    }
}
