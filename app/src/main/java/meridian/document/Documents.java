package meridian.document;

import static db.document.Tables.DOCUMENT;
import static db.document.Tables.REVISION;
import static db.document.Tables.SERIAL;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.WORKSPACE;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.index.Index;
import meridian.tenancy.Actor;
import meridian.tenancy.DocumentId;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The register of documents: their numbers, versions and issues. Who may do what is known by the module that owns the
 * document; it asks first and calls here in its own transaction.
 */
@Component
public class Documents {
    private final DSLContext db;
    private final Clock clock;
    private final Activities activities;
    private final Index index;
    private final JsonMapper json = new JsonMapper();

    Documents(DSLContext db, Clock clock, Activities activities, Index index) {
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.activities = activities;
    }

    /** Gives a document its number, for good: {@code letters} stand for its kind in it. Asked again, it answers the same. */
    @Transactional
    public Document register(ProjectId project, String projectCode, String kind, String letters, Id subject, LocalDate on) {
        var there = find(project, kind, subject);
        if (there.isPresent()) return there.get();
        var unit = db.select(WORKSPACE.UNIT_CODE).from(WORKSPACE).fetchSingle(WORKSPACE.UNIT_CODE);
        var number = NumberPattern.USUAL.number(unit, projectCode, on.getYear(), letters, nextSerial(project, kind, (short) on.getYear()));
        var id = DocumentId.next();
        index.changed(Ref.of(DocumentSearch.KIND, id));
        db.insertInto(DOCUMENT)
                .set(DOCUMENT.ID, id)
                .set(DOCUMENT.PROJECT_ID, project)
                .set(DOCUMENT.KIND, kind)
                .set(DOCUMENT.SUBJECT_ID, subject.value())
                .set(DOCUMENT.NUMBER, number)
                .onConflict(DOCUMENT.WORKSPACE_ID, DOCUMENT.PROJECT_ID, DOCUMENT.KIND, DOCUMENT.SUBJECT_ID).doNothing()
                .execute();
        return find(project, kind, subject).orElseThrow();
    }

    // The row is the lock: of two who ask at once, the second waits and gets the next.
    private int nextSerial(ProjectId project, String kind, short year) {
        return db.insertInto(SERIAL)
                .set(SERIAL.PROJECT_ID, project)
                .set(SERIAL.KIND, kind)
                .set(SERIAL.YEAR, year)
                .set(SERIAL.LAST, 1)
                .onConflict(SERIAL.WORKSPACE_ID, SERIAL.PROJECT_ID, SERIAL.KIND, SERIAL.YEAR)
                .doUpdate().set(SERIAL.LAST, SERIAL.LAST.plus(1))
                .returning(SERIAL.LAST)
                .fetchSingle(SERIAL.LAST);
    }

    @Transactional(readOnly = true)
    public Optional<Document> find(ProjectId project, String kind, Id subject) {
        return db.select(DOCUMENT.ID, DOCUMENT.KIND, DOCUMENT.NUMBER, DOCUMENT.ISSUE, DOCUMENT.DRAFT, DOCUMENT.CLASS, DOCUMENT.RETENTION, DOCUMENT.VERSION, DOCUMENT.VOIDED_AT)
                .from(DOCUMENT)
                .where(DOCUMENT.PROJECT_ID.eq(project), DOCUMENT.KIND.eq(kind), DOCUMENT.SUBJECT_ID.eq(subject.value()))
                .fetchOptional(row -> new Document(row.value1(), row.value2(), row.value3(), Document.version(row.value4(), row.value5()), row.value4(),
                        Document.classification(row.value6()), Retention.of(row.value7()), row.value8(), row.value9() != null));
    }

    /** The document is being worked on again, or was sent back: its draft number rises. */
    @Transactional
    public void draftAgain(DocumentId document) {
        db.update(DOCUMENT).set(DOCUMENT.DRAFT, DOCUMENT.DRAFT.plus(1)).where(DOCUMENT.ID.eq(document)).execute();
    }

    /** Freezes what the document says as its next issue (V1.0, V2.0 …). */
    @Transactional
    public Revision issue(DocumentId document, String reason, JsonNode content, MemberId prepared, @Nullable MemberId checked, @Nullable Approver approved) {
        var issue = db.update(DOCUMENT)
                .set(DOCUMENT.ISSUE, DOCUMENT.ISSUE.plus(1))
                .set(DOCUMENT.DRAFT, 0)
                .where(DOCUMENT.ID.eq(document))
                .returning(DOCUMENT.ISSUE)
                .fetchSingle(DOCUMENT.ISSUE);
        db.insertInto(REVISION)
                .set(REVISION.DOCUMENT_ID, document)
                .set(REVISION.ISSUE, issue)
                .set(REVISION.REASON, reason)
                .set(REVISION.CONTENT, JSONB.valueOf(content.toString()))
                .set(REVISION.SHA256, Canonical.sha256(content))
                .set(REVISION.PREPARED_BY, prepared)
                .set(REVISION.CHECKED_BY, checked)
                .set(REVISION.APPROVED_BY, approved == null ? null : approved.member())
                .set(REVISION.APPROVED_OUTSIDE, approved == null ? "" : approved.outside())
                .set(REVISION.APPROVED_OUTSIDE_ON, approved == null ? null : approved.on())
                .set(REVISION.ISSUED_AT, clock.instant())
                .execute();
        return revisions(document).getFirst();
    }

    /** All issues, the newest first. */
    @Transactional(readOnly = true)
    public List<Revision> revisions(DocumentId document) {
        var prepared = MEMBER.as("prepared");
        var checked = MEMBER.as("checked");
        var approved = MEMBER.as("approved");
        return db.select(REVISION.ISSUE, REVISION.REASON, prepared.ID, prepared.DISPLAY_NAME, checked.ID, checked.DISPLAY_NAME, approved.ID, approved.DISPLAY_NAME,
                        REVISION.ISSUED_AT, REVISION.SHA256, REVISION.APPROVED_OUTSIDE, REVISION.APPROVED_OUTSIDE_ON)
                .from(REVISION)
                .leftJoin(prepared).on(prepared.WORKSPACE_ID.eq(REVISION.WORKSPACE_ID), prepared.ID.eq(REVISION.PREPARED_BY))
                .leftJoin(checked).on(checked.WORKSPACE_ID.eq(REVISION.WORKSPACE_ID), checked.ID.eq(REVISION.CHECKED_BY))
                .leftJoin(approved).on(approved.WORKSPACE_ID.eq(REVISION.WORKSPACE_ID), approved.ID.eq(REVISION.APPROVED_BY))
                .where(REVISION.DOCUMENT_ID.eq(document))
                .orderBy(REVISION.ISSUE.desc())
                .fetch(row -> new Revision(row.value1(), row.value2(), hand(row.value3(), row.value4()), hand(row.value5(), row.value6()),
                        row.value12() == null ? hand(row.value7(), row.value8()) : new Revision.Hand(null, row.value11(), row.value12()), row.value9(), HexFormat.of().formatHex(row.value10())));
    }

    private static Revision.@Nullable Hand hand(@Nullable MemberId member, @Nullable String name) {
        return member == null || name == null ? null : new Revision.Hand(member, name, null);
    }

    /** What an issue said, and whether it still has the fingerprint it was frozen with. */
    public record Frozen(JsonNode content, boolean intact) {}

    @Transactional(readOnly = true)
    public Optional<Frozen> frozen(DocumentId document, int issue) {
        return db.select(REVISION.CONTENT, REVISION.SHA256)
                .from(REVISION)
                .where(REVISION.DOCUMENT_ID.eq(document), REVISION.ISSUE.eq(issue))
                .fetchOptional(row -> {
                    var content = json.readTree(row.value1().data());
                    return new Frozen(content, java.security.MessageDigest.isEqual(Canonical.sha256(content), row.value2()));
                });
    }

    /** Says who a document is meant for and how long it is kept. */
    @Transactional
    public void classify(DocumentId document, ProjectId project, Classification classification, Retention retention, int version, Actor actor) {
        var before = db.select(DOCUMENT.CLASS, DOCUMENT.RETENTION, DOCUMENT.VERSION).from(DOCUMENT).where(DOCUMENT.ID.eq(document)).forUpdate().fetchSingle();
        if (before.value3() != version) throw new Stale();
        var classText = classification.name().toLowerCase(Locale.ROOT);
        var changes = java.util.stream.Stream.of(
                        new Event.Change("class", before.value1(), classText), new Event.Change("retention", before.value2(), retention.text()))
                .filter(change -> !change.from().equals(change.to()))
                .toList();
        if (changes.isEmpty()) return;
        db.update(DOCUMENT)
                .set(DOCUMENT.CLASS, classText)
                .set(DOCUMENT.RETENTION, retention.text())
                .set(DOCUMENT.VERSION, DOCUMENT.VERSION.plus(1))
                .where(DOCUMENT.ID.eq(document))
                .execute();
        activities.record(actor, new DocumentActivity.DocumentClassified(Ref.of("document", document), changes), project, null);
    }

    /** A copy leaves the house; kept so that it can be told who took what. */
    @Transactional
    public void taken(DocumentId document, ProjectId project, String format, DocumentVersion version, Actor actor) {
        activities.record(actor, new DocumentActivity.DocumentExported(Ref.of("document", document), format, version.toString()), project, null);
    }
}
