package meridian.activity;

import static db.activity.Tables.COMMENT;
import static db.activity.Tables.MENTION;
import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.tenancy.Actor;
import meridian.tenancy.CommentId;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Live;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people say to each other about a thing. Whether they may is known by the module the thing belongs to. */
@Component
public class Comments {
    private final DSLContext db;
    private final Clock clock;
    private final Live live;
    private final ObjectProvider<Witness> witnesses;

    Comments(DSLContext db, Clock clock, Live live, ObjectProvider<Witness> witnesses) {
        this.witnesses = witnesses;
        this.db = db;
        this.clock = clock;
        this.live = live;
    }

    public record Comment(CommentId id, MemberId author, String name, String body, Instant at) {}

    /** All comments about a thing, oldest first. */
    public List<Comment> about(Id subject) {
        return db.select(COMMENT.ID, COMMENT.AUTHOR_ID, MEMBER.DISPLAY_NAME, COMMENT.BODY, COMMENT.WRITTEN_AT)
                .from(COMMENT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(COMMENT.WORKSPACE_ID), MEMBER.ID.eq(COMMENT.AUTHOR_ID))
                .where(COMMENT.SUBJECT_ID.eq(subject.value()), COMMENT.DELETED_AT.isNull())
                .orderBy(COMMENT.ID)
                .limit(DSL.inline(500))
                .fetch(row -> new Comment(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    /** Writes a comment and answers who is mentioned in it ({@code @name}) of those given; writing the same id again does nothing. */
    @Transactional
    public Set<MemberId> write(CommentId id, Ref subject, ProjectId project, String typed, Map<MemberId, String> people, Actor actor) {
        var check = new Refused.Check();
        var body = check.text("body", typed, 8000);
        check.done();
        var made = db.insertInto(COMMENT)
                .set(COMMENT.ID, id)
                .set(COMMENT.PROJECT_ID, project)
                .set(COMMENT.SUBJECT_KIND, subject.kind())
                .set(COMMENT.SUBJECT_ID, subject.id())
                .set(COMMENT.AUTHOR_ID, actor.person())
                .set(COMMENT.BODY, body)
                .set(COMMENT.WRITTEN_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) return Set.of();
        var mentioned = mentioned(body, people);
        mentioned.remove(actor.person());
        for (var member : mentioned) db.insertInto(MENTION).set(MENTION.COMMENT_ID, id).set(MENTION.MEMBER_ID, member).execute();
        for (var witness : witnesses) witness.said(id);
        live.changed("project:" + project);
        return mentioned;
    }

    /** Takes back one’s own comment. */
    @Transactional
    public void delete(CommentId id, Ref subject, Actor actor) {
        mark(id, subject, COMMENT.DELETED_AT.isNull(), clock.instant(), actor);
    }

    /** Says again what one took back. */
    @Transactional
    public void restore(CommentId id, Ref subject, Actor actor) {
        mark(id, subject, COMMENT.DELETED_AT.isNotNull(), null, actor);
    }

    private void mark(CommentId id, Ref subject, Condition standing, @Nullable Instant deleted, Actor actor) {
        var project = db.update(COMMENT)
                .set(COMMENT.DELETED_AT, deleted)
                .where(COMMENT.ID.eq(id), COMMENT.SUBJECT_ID.eq(subject.id()), COMMENT.AUTHOR_ID.eq(actor.person()), standing)
                .returning(COMMENT.PROJECT_ID)
                .fetchOptional(COMMENT.PROJECT_ID)
                .orElseThrow(NotFound::new);
        for (var witness : witnesses) witness.said(id);
        live.changed("project:" + project);
    }

    /** Removes for good what was taken back before the instant. */
    @Transactional
    public void forgetTakenBack(Instant before) {
        db.deleteFrom(COMMENT).where(COMMENT.DELETED_AT.lt(before)).execute();
    }

    /** Removes everything that was said about things which are gone for good. */
    @Transactional
    public void forgetAbout(Collection<? extends Id> subjects) {
        db.deleteFrom(COMMENT).where(COMMENT.SUBJECT_ID.in(subjects.stream().map(Id::value).toList())).execute();
    }

    // Longer names first: @王敏敏 is not @王敏.
    static Set<MemberId> mentioned(String body, Map<MemberId, String> people) {
        var found = new LinkedHashSet<MemberId>();
        var rest = body.toLowerCase();
        for (var person : people.entrySet().stream().sorted(Comparator.comparing((Map.Entry<MemberId, String> each) -> -each.getValue().length())).toList()) {
            var name = "@" + person.getValue().toLowerCase();
            if (!rest.contains(name)) continue;
            found.add(person.getKey());
            rest = rest.replace(name, " ");
        }
        return found;
    }
}
