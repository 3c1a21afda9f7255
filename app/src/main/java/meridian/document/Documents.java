package meridian.document;

import static db.activity.Tables.ACTIVITY;
import static db.document.Tables.DOCUMENT;
import static db.document.Tables.KIND_DEFAULT;
import static db.document.Tables.READING;
import static db.document.Tables.REVISION;
import static db.document.Tables.SERIAL;
import static db.document.Tables.VOIDED_NUMBER;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.WORKSPACE;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.identity.Admins;
import meridian.index.Index;
import meridian.tenancy.Actor;
import meridian.tenancy.DocumentId;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record12;
import org.jooq.Record6;
import org.jooq.SelectConditionStep;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
    private final Admins admins;
    private final Index index;
    private final ObjectProvider<VoidFollower> followers;
    private final JsonMapper json = new JsonMapper();

    Documents(DSLContext db, Clock clock, Activities activities, Admins admins, Index index, ObjectProvider<VoidFollower> followers) {
        this.followers = followers;
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.activities = activities;
        this.admins = admins;
    }

    /** Gives a document its number, for good: {@code letters} stand for its kind in it. Asked again, it answers the same. */
    @Transactional
    public Document register(ProjectId project, String projectCode, String kind, String letters, Id subject, LocalDate on) {
        var there = find(project, kind, subject);
        if (there.isPresent()) return there.get();
        var unit = db.select(WORKSPACE.UNIT_CODE).from(WORKSPACE).fetchSingle(WORKSPACE.UNIT_CODE);
        var number = NumberPattern.USUAL.number(unit, projectCode, on.getYear(), letters, nextSerial(project, kind, (short) on.getYear()));
        var id = DocumentId.next();
        var defaults = standard(kind);
        index.changed(Ref.of(DocumentSearch.KIND, id));
        db.insertInto(DOCUMENT)
                .set(DOCUMENT.ID, id)
                .set(DOCUMENT.PROJECT_ID, project)
                .set(DOCUMENT.KIND, kind)
                .set(DOCUMENT.SUBJECT_ID, subject.value())
                .set(DOCUMENT.NUMBER, number)
                .set(DOCUMENT.CLASS, defaults.classification().text())
                .set(DOCUMENT.RETENTION, defaults.retention().text())
                .onConflict(DOCUMENT.WORKSPACE_ID, DOCUMENT.PROJECT_ID, DOCUMENT.KIND, DOCUMENT.SUBJECT_ID).doNothing()
                .execute();
        return find(project, kind, subject).orElseThrow();
    }

    /** As {@link #register}, for what is kept as it stands and never issued: it is V1.0 from the first. */
    @Transactional
    public Document registerStanding(ProjectId project, String projectCode, String kind, String letters, Id subject, LocalDate on) {
        var document = register(project, projectCode, kind, letters, subject, on);
        if (document.issue() > 0) return document;
        stands(document.id(), true);
        return get(project, document.id());
    }

    /** Whether a list that is never issued stands (V1.0), or is being written (V0.1). */
    @Transactional
    public void stands(DocumentId document, boolean stands) {
        db.update(DOCUMENT).set(DOCUMENT.ISSUE, stands ? 1 : 0).set(DOCUMENT.DRAFT, stands ? 0 : 1).where(DOCUMENT.ID.eq(document), DOCUMENT.ISSUE.ne(stands ? 1 : 0)).execute();
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
        return read(DOCUMENT.PROJECT_ID.eq(project).and(DOCUMENT.KIND.eq(kind)).and(DOCUMENT.SUBJECT_ID.eq(subject.value()))).fetchOptional(Documents::document);
    }

    /** One of a project. */
    @Transactional(readOnly = true)
    public Document get(ProjectId project, DocumentId id) {
        return read(DOCUMENT.PROJECT_ID.eq(project).and(DOCUMENT.ID.eq(id))).fetchOptional(Documents::document).orElseThrow(NotFound::new);
    }

    /** How many one page of the register shows. */
    public static final int PAGE = 100;

    /** A page of a project’s register by number, after the given one if any; one more than {@link #PAGE} where there are more. */
    @Transactional(readOnly = true)
    public List<Document> page(ProjectId project, @Nullable String after) {
        return read(DOCUMENT.PROJECT_ID.eq(project).and(after == null ? noCondition() : DOCUMENT.NUMBER.gt(after))).orderBy(DOCUMENT.NUMBER).limit(PAGE + 1).fetch(Documents::document);
    }

    private SelectConditionStep<Record12<DocumentId, String, String, Integer, Integer, String, String, Integer, Instant, String, String, String>> read(Condition which) {
        var voider = MEMBER.as("voider");
        return db.select(DOCUMENT.ID, DOCUMENT.KIND, DOCUMENT.NUMBER, DOCUMENT.ISSUE, DOCUMENT.DRAFT, DOCUMENT.CLASS, DOCUMENT.RETENTION, DOCUMENT.VERSION, DOCUMENT.VOIDED_AT, voider.DISPLAY_NAME, VOIDED_NUMBER.REASON, VOIDED_NUMBER.NUMBER)
                .from(DOCUMENT)
                .leftJoin(VOIDED_NUMBER).on(VOIDED_NUMBER.WORKSPACE_ID.eq(DOCUMENT.WORKSPACE_ID), VOIDED_NUMBER.DOCUMENT_ID.eq(DOCUMENT.ID), VOIDED_NUMBER.ISSUE.eq(DOCUMENT.ISSUE), DOCUMENT.VOIDED_AT.isNotNull())
                .leftJoin(voider).on(voider.WORKSPACE_ID.eq(VOIDED_NUMBER.WORKSPACE_ID), voider.ID.eq(VOIDED_NUMBER.VOIDED_BY))
                .where(which);
    }

    private static Document document(Record12<DocumentId, String, String, Integer, Integer, String, String, Integer, Instant, String, String, String> row) {
        var voiding = row.value9() == null ? null : new Document.Voiding(row.value12(), row.value9(), Objects.requireNonNullElse(row.value10(), ""), row.value11());
        return new Document(row.value1(), row.value2(), row.value3(), Document.version(row.value4(), row.value5()), row.value4(), Document.classification(row.value6()), Retention.of(row.value7()), row.value8(), voiding);
    }

    /** The document is being worked on again, or was sent back: its draft number rises. */
    @Transactional
    public void draftAgain(DocumentId document) {
        db.update(DOCUMENT).set(DOCUMENT.DRAFT, DOCUMENT.DRAFT.plus(1)).where(DOCUMENT.ID.eq(document)).execute();
    }

    /** Freezes what the document says as its next issue (V1.0, V2.0 …); where its number was voided, under the one it got then: it is void no more. */
    @Transactional
    public Revision issue(DocumentId document, String reason, JsonNode content, MemberId prepared, @Nullable MemberId checked, @Nullable Approver approved) {
        var issue = db.update(DOCUMENT)
                .set(DOCUMENT.ISSUE, DOCUMENT.ISSUE.plus(1))
                .set(DOCUMENT.DRAFT, 0)
                .setNull(DOCUMENT.VOIDED_AT)
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

    /** A number that is void and kept: what was issued under it last, why it counts no more, by whom and when. */
    public record VoidedNumber(String number, int issue, String reason, String by, Instant at) {}

    @Transactional(readOnly = true)
    public List<VoidedNumber> voided(DocumentId document) {
        return voidedNumbers().where(VOIDED_NUMBER.DOCUMENT_ID.eq(document)).orderBy(VOIDED_NUMBER.VOIDED_AT.desc()).fetch(Documents::voidedNumber);
    }

    private SelectOnConditionStep<Record6<String, Integer, String, String, Instant, DocumentId>> voidedNumbers() {
        return db.select(VOIDED_NUMBER.NUMBER, VOIDED_NUMBER.ISSUE, VOIDED_NUMBER.REASON, MEMBER.DISPLAY_NAME, VOIDED_NUMBER.VOIDED_AT, VOIDED_NUMBER.DOCUMENT_ID)
                .from(VOIDED_NUMBER)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(VOIDED_NUMBER.WORKSPACE_ID), MEMBER.ID.eq(VOIDED_NUMBER.VOIDED_BY));
    }

    private static VoidedNumber voidedNumber(Record6<String, Integer, String, String, Instant, DocumentId> row) {
        return new VoidedNumber(row.value1(), row.value2(), row.value3(), row.value4(), row.value5());
    }

    /** One entry of a project’s register: when it was issued last, and all its void numbers, the newest first. */
    public record Registered(Document document, @Nullable Instant issuedAt, List<VoidedNumber> voided) {}

    /** A project’s whole register, by number. */
    @Transactional(readOnly = true)
    public List<Registered> all(ProjectId project) {
        var here = DOCUMENT.PROJECT_ID.eq(project);
        var last = max(REVISION.ISSUED_AT);
        var issued = db.select(REVISION.DOCUMENT_ID, last).from(REVISION).join(DOCUMENT).on(DOCUMENT.WORKSPACE_ID.eq(REVISION.WORKSPACE_ID), DOCUMENT.ID.eq(REVISION.DOCUMENT_ID)).where(here).groupBy(REVISION.DOCUMENT_ID).fetchMap(REVISION.DOCUMENT_ID, last);
        var voided = voidedNumbers().join(DOCUMENT).on(DOCUMENT.WORKSPACE_ID.eq(VOIDED_NUMBER.WORKSPACE_ID), DOCUMENT.ID.eq(VOIDED_NUMBER.DOCUMENT_ID)).where(here).orderBy(VOIDED_NUMBER.VOIDED_AT.desc()).fetchGroups(VOIDED_NUMBER.DOCUMENT_ID, Documents::voidedNumber);
        return read(here).orderBy(DOCUMENT.NUMBER).fetch(row -> new Registered(document(row), issued.get(row.value1()), voided.getOrDefault(row.value1(), List.of())));
    }

    /**
     * Voids 作废 the number of a document, for a reason: the number is kept with what was issued under it, which says so; the document gets
     * the next number at once. What was issued counts no more until there is another issue; what is never issued goes on under the new number.
     */
    @Transactional
    public void makeVoid(DocumentId document, ProjectId project, String typed, int version, LocalDate on, Actor actor) {
        var row = db.select(DOCUMENT.NUMBER, DOCUMENT.VOIDED_AT, DOCUMENT.VERSION, DOCUMENT.KIND, field(exists(selectOne().from(REVISION).where(REVISION.DOCUMENT_ID.eq(document)))), DOCUMENT.ISSUE, DOCUMENT.SUBJECT_ID)
                .from(DOCUMENT).where(DOCUMENT.ID.eq(document), DOCUMENT.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        if (row.value2() != null) throw Refused.because("document.void_already");
        if (row.value3() != version) throw new Stale();
        var check = new Refused.Check();
        var reason = check.text("reason", typed, 500);
        check.done();
        var now = clock.instant();
        db.insertInto(VOIDED_NUMBER)
                .set(VOIDED_NUMBER.DOCUMENT_ID, document)
                .set(VOIDED_NUMBER.NUMBER, row.value1())
                .set(VOIDED_NUMBER.ISSUE, row.value5() ? row.value6() : 0)
                .set(VOIDED_NUMBER.REASON, reason)
                .set(VOIDED_NUMBER.VOIDED_BY, actor.person())
                .set(VOIDED_NUMBER.VOIDED_AT, now)
                .execute();
        db.update(DOCUMENT)
                .set(DOCUMENT.NUMBER, NumberPattern.last(row.value1()).with(on.getYear(), nextSerial(project, row.value4(), (short) on.getYear())))
                .set(DOCUMENT.VOIDED_AT, row.value5() ? now : null)
                .set(DOCUMENT.VERSION, DOCUMENT.VERSION.plus(1))
                .where(DOCUMENT.ID.eq(document))
                .execute();
        index.changed(Ref.of(DocumentSearch.KIND, document));
        activities.record(actor, new DocumentActivity.DocumentVoided(Ref.of("document", document), row.value1(), reason), project, null);
        followers.stream().filter(follower -> follower.kind().equals(row.value4())).forEach(follower -> follower.madeVoid(project, row.value7(), actor));
    }

    /** All issues, the newest first. */
    @Transactional(readOnly = true)
    public List<Revision> revisions(DocumentId document) {
        var prepared = MEMBER.as("prepared");
        var checked = MEMBER.as("checked");
        var approved = MEMBER.as("approved");
        var voider = MEMBER.as("voider");
        var later = VOIDED_NUMBER.as("later");
        // An issue stands under the number that was voided first after it.
        var voidedWith = select(min(later.ISSUE)).from(later).where(later.WORKSPACE_ID.eq(REVISION.WORKSPACE_ID), later.DOCUMENT_ID.eq(REVISION.DOCUMENT_ID), later.ISSUE.ge(REVISION.ISSUE));
        return db.select(REVISION.ISSUE, REVISION.REASON, prepared.ID, prepared.DISPLAY_NAME, checked.ID, checked.DISPLAY_NAME, approved.ID, approved.DISPLAY_NAME,
                        REVISION.ISSUED_AT, REVISION.SHA256, REVISION.APPROVED_OUTSIDE, REVISION.APPROVED_OUTSIDE_ON, VOIDED_NUMBER.NUMBER, VOIDED_NUMBER.VOIDED_AT, voider.DISPLAY_NAME, VOIDED_NUMBER.REASON)
                .from(REVISION)
                .leftJoin(VOIDED_NUMBER).on(VOIDED_NUMBER.WORKSPACE_ID.eq(REVISION.WORKSPACE_ID), VOIDED_NUMBER.DOCUMENT_ID.eq(REVISION.DOCUMENT_ID), VOIDED_NUMBER.ISSUE.eq(field(voidedWith)))
                .leftJoin(voider).on(voider.WORKSPACE_ID.eq(VOIDED_NUMBER.WORKSPACE_ID), voider.ID.eq(VOIDED_NUMBER.VOIDED_BY))
                .leftJoin(prepared).on(prepared.WORKSPACE_ID.eq(REVISION.WORKSPACE_ID), prepared.ID.eq(REVISION.PREPARED_BY))
                .leftJoin(checked).on(checked.WORKSPACE_ID.eq(REVISION.WORKSPACE_ID), checked.ID.eq(REVISION.CHECKED_BY))
                .leftJoin(approved).on(approved.WORKSPACE_ID.eq(REVISION.WORKSPACE_ID), approved.ID.eq(REVISION.APPROVED_BY))
                .where(REVISION.DOCUMENT_ID.eq(document))
                .orderBy(REVISION.ISSUE.desc())
                .fetch(row -> new Revision(row.value1(), row.value2(), hand(row.value3(), row.value4()), hand(row.value5(), row.value6()),
                        row.value12() == null ? hand(row.value7(), row.value8()) : new Revision.Hand(null, row.value11(), row.value12()), row.value9(), HexFormat.of().formatHex(row.value10()),
                        row.value13() == null ? null : new Document.Voiding(row.value13(), row.value14(), Objects.requireNonNullElse(row.value15(), ""), row.value16())));
    }

    /** A document as it was with one of its issues; as it is where there is no such issue. */
    @Transactional(readOnly = true)
    public Document at(Document document, int issue) {
        if (document.issued() && document.issue() == issue) return document;
        return revisions(document.id()).stream().filter(revision -> revision.issue() == issue).findFirst().map(document::at).orElse(document);
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
        var before = db.select(DOCUMENT.CLASS, DOCUMENT.RETENTION, DOCUMENT.VERSION).from(DOCUMENT).where(DOCUMENT.ID.eq(document), DOCUMENT.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        if (before.value3() != version) throw new Stale();
        var classText = classification.text();
        var changes = changes(Document.classification(before.value1()), Retention.of(before.value2()), classification, retention);
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

    // ---- who reads what is classified

    /** Somebody reads it: kept of what is classified, once an hour. */
    @Transactional
    public void read(Document document, Actor actor) {
        if (!document.classification().watermarked()) return;
        var now = clock.instant();
        db.insertInto(READING)
                .set(READING.DOCUMENT_ID, document.id())
                .set(READING.MEMBER_ID, actor.person())
                .set(READING.VERSION_READ, document.version().toString())
                .set(READING.HOUR, now.truncatedTo(ChronoUnit.HOURS))
                .set(READING.READ_AT, now)
                .onConflictDoNothing()
                .execute();
    }

    /** One reading or (with a format) one copy taken out. */
    public record Taken(String by, Instant at, String version, String format) {}

    /** The last who read it or took a copy, the newest first. */
    @Transactional(readOnly = true)
    public List<Taken> readings(DocumentId document, int most) {
        var taken = new ArrayList<>(db.select(MEMBER.DISPLAY_NAME, READING.READ_AT, READING.VERSION_READ)
                .from(READING)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(READING.WORKSPACE_ID), MEMBER.ID.eq(READING.MEMBER_ID))
                .where(READING.DOCUMENT_ID.eq(document))
                .orderBy(READING.READ_AT.desc())
                .limit(most)
                .fetch(row -> new Taken(row.value1(), row.value2(), row.value3(), "")));
        var version = field("{0} ->> 'version'", String.class, ACTIVITY.DATA);
        var format = field("{0} ->> 'format'", String.class, ACTIVITY.DATA);
        taken.addAll(db.select(MEMBER.DISPLAY_NAME, ACTIVITY.AT, version, format)
                .from(ACTIVITY)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ACTIVITY.WORKSPACE_ID), MEMBER.ID.eq(ACTIVITY.ACTOR_ID))
                .where(ACTIVITY.SUBJECT_KIND.eq("document"), ACTIVITY.SUBJECT_ID.eq(document.value()), ACTIVITY.TYPE.eq("document_exported"))
                .orderBy(ACTIVITY.ID.desc())
                .limit(most)
                .fetch(row -> new Taken(row.value1(), row.value2(), Objects.requireNonNullElse(row.value3(), ""), Objects.requireNonNullElse(row.value4(), ""))));
        return taken.stream().sorted(Comparator.comparing(Taken::at).reversed()).limit(most).toList();
    }

    // ---- what documents of a kind begin with

    /** Class and retention that documents of a kind begin with; {@code version} is 0 where the house has not set them. */
    public record Standard(Classification classification, Retention retention, int version) {}

    @Transactional(readOnly = true)
    public Standard standard(String kind) {
        return db.select(KIND_DEFAULT.CLASS, KIND_DEFAULT.RETENTION, KIND_DEFAULT.VERSION).from(KIND_DEFAULT).where(KIND_DEFAULT.KIND.eq(kind))
                .fetchOptional(row -> new Standard(Document.classification(row.value1()), Retention.of(row.value2()), row.value3()))
                .orElse(new Standard(Classification.INTERNAL, Retention.LONG_TERM, 0));
    }

    /** Says what documents of a kind begin with; those there are stay as they are. */
    @Transactional
    public void setStandard(String kind, Classification classification, Retention retention, int version, Actor actor) {
        admins.require(actor);
        var before = standard(kind);
        if (before.version() != version) throw new Stale();
        var changes = changes(before.classification(), before.retention(), classification, retention);
        if (changes.isEmpty()) return;
        var classText = classification.text();
        int written = db.insertInto(KIND_DEFAULT)
                .set(KIND_DEFAULT.KIND, kind)
                .set(KIND_DEFAULT.CLASS, classText)
                .set(KIND_DEFAULT.RETENTION, retention.text())
                .onConflict(KIND_DEFAULT.WORKSPACE_ID, KIND_DEFAULT.KIND)
                .doUpdate()
                .set(KIND_DEFAULT.CLASS, classText)
                .set(KIND_DEFAULT.RETENTION, retention.text())
                .set(KIND_DEFAULT.VERSION, KIND_DEFAULT.VERSION.plus(1))
                .where(KIND_DEFAULT.VERSION.eq(version))
                .execute();
        if (written == 0) throw new Stale();
        activities.record(actor, new DocumentActivity.KindClassified(Ref.of("workspace", actor.workspace()), kind, changes), null, null);
    }

    private static List<Event.Change> changes(Classification classBefore, Retention retentionBefore, Classification classification, Retention retention) {
        return Stream.of(new Event.Change("class", classBefore.text(), classification.text()), new Event.Change("retention", retentionBefore.text(), retention.text()))
                .filter(change -> !change.from().equals(change.to()))
                .toList();
    }
}
