package meridian.launch;

import static db.document.Tables.DOCUMENT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.identity.Tables.WORKSPACE;
import static db.launch.Tables.LETTER;
import static db.launch.Tables.LETTER_TERMS;
import static db.launch.Tables.SIGNATURE;
import static db.project.Tables.PARTY;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.approval.Approvals;
import meridian.document.Attachment;
import meridian.document.Attachments;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.document.VoidFollower;
import meridian.duty.Duties;
import meridian.identity.Permission;
import meridian.index.Index;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.Charters;
import meridian.project.FrozenTables;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Responsibilities;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.LetterId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.SignatureId;
import meridian.tenancy.Stale;
import meridian.web.Words;
import meridian.workplan.PlanLine;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The commitment letters 协同承诺书 of each project. Preparing them freezes the responsibility table and the resource list and fills in
 * what every party commits itself to; a party whose text is another one than before gets another letter, and what it signed is void.
 */
@Component
public class CommitmentLetters implements VoidFollower {
    /** The kind of reference that the scan of a paper is attached to. */
    public static final String SCANS = "signature";

    /** The kind of their documents; the subject is the party. */
    public static final String KIND = "commitment_letter";

    private static final String NUMBER_LETTERS = "CL";
    private static final int LONGEST_CLAUSE = 4000;
    private static final JsonMapper JSON = new JsonMapper();

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Parties parties;
    private final Charters charters;
    private final Responsibilities responsibilities;
    private final FrozenTables tables;
    private final Signers signers;
    private final Kickoffs kickoffs;
    private final Documents documents;
    private final Attachments attachments;
    private final Duties duties;
    private final Notices notices;
    private final Activities activities;
    private final Index index;
    private final Words words;

    CommitmentLetters(DSLContext db, Clock clock, Projects projects, Parties parties, Charters charters, Responsibilities responsibilities, FrozenTables tables, Signers signers, Kickoffs kickoffs, Documents documents, Attachments attachments, Duties duties,
            Notices notices, Activities activities, Words words, Index index) {
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.parties = parties;
        this.charters = charters;
        this.responsibilities = responsibilities;
        this.tables = tables;
        this.signers = signers;
        this.kickoffs = kickoffs;
        this.documents = documents;
        this.attachments = attachments;
        this.duties = duties;
        this.notices = notices;
        this.activities = activities;
        this.words = words;
    }

    // ---- preparing

    /** What all letters of a project share: their language, and what they say beside what is each party’s. */
    public record Terms(Locale language, String clause, int version) {}

    @Transactional(readOnly = true)
    public Optional<Terms> terms(ProjectId project) {
        return db.select(LETTER_TERMS.LANGUAGE, LETTER_TERMS.CLAUSE, LETTER_TERMS.VERSION).from(LETTER_TERMS).where(LETTER_TERMS.PROJECT_ID.eq(project))
                .fetchOptional(row -> new Terms(Words.language(row.value1()), row.value2(), row.value3()));
    }

    /** Freezes the tables and writes the letter of every party anew where its text is another one; answers how many. */
    @Transactional
    public int prepare(ProjectId project, Locale language, String clause, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        var check = new Refused.Check();
        var also = check.optional("clause", clause, LONGEST_CLAUSE);
        check.reject(access.stage() != Stage.LAUNCH && access.stage() != Stage.EXECUTION, "", "launch.not_in_launch");
        var charter = charters.of(project);
        var entry = charters.document(charter);
        check.reject(entry.issue() == 0 || entry.voiding() != null, "", "launch.letters_charter");
        check.reject(responsibilities.of(project).faults() > 0, "", "launch.letters_faulty");
        check.done();
        keep(project, language, also, version);
        var frozen = tables.freeze(project, actor);
        var signed = documents.revisions(entry.id()).getFirst();
        var named = new FrozenTables.Version(entry.number(), signed.issue(), signed.sha256());
        var table = tables.responsibilities(tables.document(project, FrozenTables.Kind.RESPONSIBILITY_TABLE).orElseThrow(), frozen.responsibilities().issue());
        var list = tables.resources(tables.document(project, FrozenTables.Kind.RESOURCE_LIST).orElseThrow(), frozen.resources().issue());
        var organisation = db.select(WORKSPACE.NAME).from(WORKSPACE).fetchSingle(WORKSPACE.NAME);
        var who = signers.of(project);
        var current = current(project);
        int written = 0;
        for (var party : parties.of(project)) {
            var document = documents.register(project, access.code(), KIND, NUMBER_LETTERS, party.id(), LocalDate.ofInstant(clock.instant(), access.homeZone()));
            var text = new LetterText(document.number(), organisation, access.name(), access.code(), party.name(), named, frozen.responsibilities(), frozen.resources(), table, list, also).in(language, words);
            var before = current.get(party.id());
            if (before != null && before.text().equals(text)) {
                owe(access, before, who.get(party.id()));
                continue;
            }
            write(access, party, document, language, text, named, frozen, before, who.get(party.id()), actor);
            written++;
        }
        kickoffs.lettersPrepared(project, actor);
        return written;
    }

    private void keep(ProjectId project, Locale language, String clause, int version) {
        var tag = language.getLanguage().equals("zh") ? "zh-CN" : "en";
        var before = terms(project).map(Terms::version).orElse(0);
        var kept = db.insertInto(LETTER_TERMS)
                .set(LETTER_TERMS.PROJECT_ID, project).set(LETTER_TERMS.LANGUAGE, tag).set(LETTER_TERMS.CLAUSE, clause).set(LETTER_TERMS.VERSION, 1)
                .onConflict(LETTER_TERMS.WORKSPACE_ID, LETTER_TERMS.PROJECT_ID).doUpdate()
                .set(LETTER_TERMS.LANGUAGE, tag).set(LETTER_TERMS.CLAUSE, clause).set(LETTER_TERMS.VERSION, LETTER_TERMS.VERSION.plus(1))
                .where(LETTER_TERMS.VERSION.eq(version))
                .execute();
        if (kept == 0 || before != version) throw new Stale();
    }

    private void write(ProjectAccess access, Party party, Document document, Locale language, String text, FrozenTables.Version charter, FrozenTables.Versions frozen, @Nullable Letter before, Signers.@Nullable Signer signer, Actor actor) {
        var now = clock.instant();
        if (before != null) {
            db.update(LETTER).set(LETTER.REPLACED_AT, now).where(LETTER.ID.eq(before.id())).execute();
            index.changed(Ref.of("letter", before.id()));
            duties.cancel(LaunchDutyKinds.SIGN_LETTER, before.id(), actor);
            duties.cancel(LaunchDutyKinds.CHECK_SCAN, before.id(), actor);
        }
        var id = LetterId.next();
        var sha256 = PlanLine.sha256(text);
        var revision = documents.issue(document.id(), "", JSON.valueToTree(Map.of("text", text)), actor.person(), null, null);
        db.insertInto(LETTER)
                .set(LETTER.ID, id)
                .set(LETTER.PROJECT_ID, access.id())
                .set(LETTER.PARTY_ID, party.id())
                .set(LETTER.NUMBER, document.number())
                .set(LETTER.ISSUE, revision.issue())
                .set(LETTER.LANGUAGE, language.getLanguage().equals("zh") ? "zh-CN" : "en")
                .set(LETTER.TEXT, text)
                .set(LETTER.SHA256, sha256)
                .set(LETTER.CHARTER_ISSUE, charter.issue())
                .set(LETTER.RESPONSIBILITY_ISSUE, frozen.responsibilities().issue())
                .set(LETTER.RESOURCE_ISSUE, frozen.resources().issue())
                .set(LETTER.PREPARED_BY, actor.person())
                .set(LETTER.PREPARED_AT, now)
                .execute();
        var voided = before != null && before.standing() != null;
        activities.record(actor, new LaunchActivity.LetterPrepared(Ref.of("letter", id), party.name(), HexFormat.of().formatHex(sha256), voided), access.id(), party.id());
        var letter = get(access.id(), id);
        owe(access, letter, signer);
        if (signer == null) return;
        notices.tell(new Notice(voided ? "letter_again" : "letter_to_sign", NoticeGroup.PROJECT, List.of(signer.member()), "letter:" + id, access.id(), Ref.of("letter", id), party.name(),
                address(access.code(), id), List.of(), false));
    }

    private void owe(ProjectAccess access, Letter letter, Signers.@Nullable Signer signer) {
        if (signer == null || letter.standing() != null) return;
        duties.open(new Duties.NewDuty(LaunchDutyKinds.SIGN_LETTER, access.id(), letter.party(), Ref.of("letter", letter.id()), letter.number() + " " + letter.partyName(), signer.member(), null, null, null));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** What is void cannot be signed, nor its scan checked: nobody owes it until the letters are prepared anew. */
    @Override
    public void madeVoid(ProjectId project, UUID party, Actor actor) {
        var letter = current(project).get(new PartyId(party));
        if (letter == null) return;
        duties.cancel(LaunchDutyKinds.SIGN_LETTER, letter.id(), actor);
        duties.cancel(LaunchDutyKinds.CHECK_SCAN, letter.id(), actor);
    }

    static String address(String code, LetterId id) {
        return "/p/" + code + "/launch/letters/" + id;
    }

    // ---- signing

    /**
     * Signs for the party, with proof of who it is: the name, the moment, the address and the fingerprint of the text that was read
     * ({@code read}) are kept with it.
     */
    @Transactional
    public void sign(ProjectId project, LetterId id, String read, SignatureProvider.Proof proof, String address, Actor actor) {
        var letter = hold(project, id);
        if (!maySign(projects.access(project, actor), letter, actor)) throw new NotAllowed();
        requireOpen(letter, read);
        var name = db.select(MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.eq(actor.person())).fetchSingle(MEMBER.DISPLAY_NAME);
        insert(letter, SignatureId.next(), proof.provider(), proof.reference(), name, address, actor);
        duties.meet(LaunchDutyKinds.SIGN_LETTER, id, actor);
        activities.record(actor, new LaunchActivity.LetterSigned(Ref.of("letter", id), letter.partyName(), name, proof.provider(), letter.sha256()), project, letter.party());
    }

    private static void requireOpen(Letter letter, String read) {
        if (!letter.current() || !letter.sha256().equals(read)) throw new Stale();
        if (letter.voided()) throw Refused.because("launch.letter_number_void");
        var standing = letter.standing();
        if (standing != null) throw Refused.because(standing.counts() ? "launch.signed_already" : "launch.scan_waits", standing.signerName());
    }

    private void insert(Letter letter, SignatureId id, String provider, String reference, String name, String address, Actor actor) {
        db.insertInto(SIGNATURE)
                .set(SIGNATURE.ID, id)
                .set(SIGNATURE.LETTER_ID, letter.id())
                .set(SIGNATURE.PROVIDER, provider)
                .set(SIGNATURE.REFERENCE, reference)
                .set(SIGNATURE.SIGNER_NAME, name)
                .set(SIGNATURE.SIGNED_BY, actor.person())
                .set(SIGNATURE.SIGNED_AT, clock.instant())
                .set(SIGNATURE.ADDRESS, address.length() > 64 ? address.substring(0, 64) : address)
                .set(SIGNATURE.SHA256, HexFormat.of().parseHex(letter.sha256()))
                .execute();
    }

    /** Brings back what was printed, signed and stamped; it counts once a second person has compared it. */
    @Transactional
    public void bringPaper(ProjectId project, LetterId id, String signerName, Approvals.@Nullable Scan scan, String address, Actor actor) {
        var letter = hold(project, id);
        var access = projects.access(project, actor);
        if (!mayBringPaper(access, letter, actor)) throw new NotAllowed();
        var check = new Refused.Check();
        var name = check.text("signer", signerName, 100).replace('\n', ' ');
        check.reject(scan == null, "scan", "file.none");
        check.reject(scan != null && !scan.content().paper(), "scan", "approval.scan_type");
        check.done();
        if (scan == null) throw new IllegalStateException();
        requireOpen(letter, letter.sha256());
        var signature = SignatureId.next();
        insert(letter, signature, Letter.PAPER, "", name, address, actor);
        attachments.attach(Ref.of(SCANS, signature), List.of(new Attachments.Incoming(AttachmentId.next(), scan.content())), actor);
        activities.record(actor, new LaunchActivity.LetterScanned(Ref.of("letter", id), letter.partyName(), name, scan.name(), letter.sha256()), project, letter.party());
        second(project, actor.person()).ifPresent(owner -> duties.keep(new Duties.NewDuty(LaunchDutyKinds.CHECK_SCAN, project, null, Ref.of("letter", id), letter.number() + " " + letter.partyName(), owner, actor.person(), null, null)));
    }

    // The chief coordinator, or where they brought it the sponsor.
    private Optional<MemberId> second(ProjectId project, MemberId first) {
        return db.select(ROLE_GRANT.MEMBER_ID).from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.in("chief_coordinator", "sponsor"), ROLE_GRANT.MEMBER_ID.ne(first), MEMBER.STATE.ne("left"))
                .orderBy(ROLE_GRANT.ROLE, ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
                .limit(1)
                .fetchOptional(ROLE_GRANT.MEMBER_ID);
    }

    /** A second person has compared the scan with the letter: it counts, or it does not, and says why. */
    @Transactional
    public void checkPaper(ProjectId project, LetterId id, boolean agreed, String reason, Actor actor) {
        var letter = hold(project, id);
        var standing = letter.standing();
        if (!mayCheck(projects.access(project, actor))) throw new NotAllowed();
        if (!letter.current()) throw new Stale();
        if (letter.voided()) throw Refused.because("launch.letter_number_void");
        if (standing == null || !standing.waits()) throw Refused.because("launch.no_scan_waits");
        if (standing.by().equals(actor.person())) throw Refused.because("launch.own_scan");
        var check = new Refused.Check();
        var why = agreed ? "" : check.text("reason", reason, 1000);
        check.done();
        db.update(SIGNATURE)
                .set(SIGNATURE.CHECKED_BY, actor.person())
                .set(SIGNATURE.CHECKED_AT, clock.instant())
                .set(SIGNATURE.REFUSAL, agreed ? null : why)
                .where(SIGNATURE.ID.eq(standing.id()))
                .execute();
        duties.meet(LaunchDutyKinds.CHECK_SCAN, id, actor);
        if (agreed) duties.meet(LaunchDutyKinds.SIGN_LETTER, id, actor);
        activities.record(actor, new LaunchActivity.ScanChecked(Ref.of("letter", id), letter.partyName(), agreed, why), project, letter.party());
        if (!agreed) {
            var code = projects.access(project, actor).code();
            notices.tell(new Notice("letter_scan_refused", NoticeGroup.PROJECT, List.of(standing.by()), "letter_scan:" + standing.id(), project, Ref.of("letter", id), letter.partyName(), address(code, id),
                    List.of(Notice.person(actor.person()), Notice.beginning(why)), false));
        }
    }

    private Letter hold(ProjectId project, LetterId id) {
        db.select(LETTER.ID).from(LETTER).where(LETTER.ID.eq(id), LETTER.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        return get(project, id);
    }

    /** Whether this person signs for the party: who leads it, or who was given the power to sign by them. */
    @Transactional(readOnly = true)
    public boolean maySign(ProjectAccess access, Letter letter, Actor actor) {
        return !access.auditor() && (access.may(Permission.SIGN, letter.party()) || duties.standsInFor(LaunchDutyKinds.SIGN_LETTER, letter.id(), actor.person()) != null);
    }

    /** Who signs for the party, and who runs the project, bring what was signed on paper. */
    @Transactional(readOnly = true)
    public boolean mayBringPaper(ProjectAccess access, Letter letter, Actor actor) {
        return access.mayEverywhere(Permission.MANAGE_PROJECT) || maySign(access, letter, actor);
    }

    /** Who runs the project and who decides above them look at it; never who brought it. */
    private static boolean mayCheck(ProjectAccess access) {
        return access.mayEverywhere(Permission.MANAGE_PROJECT) || access.mayEverywhere(Permission.APPROVE);
    }

    /** Whether this person is the second one, who compares the scan of a letter with it. */
    public static boolean mayCheck(ProjectAccess access, Letter letter) {
        var standing = letter.standing();
        return letter.current() && !letter.voided() && standing != null && standing.waits() && mayCheck(access) && !standing.by().equals(access.member());
    }

    // ---- reading

    /** The one in force for each party that has one. */
    @Transactional(readOnly = true)
    public Map<PartyId, Letter> current(ProjectId project) {
        return read(LETTER.PROJECT_ID.eq(project).and(LETTER.REPLACED_AT.isNull())).stream().collect(Collectors.toMap(Letter::party, Function.identity()));
    }

    @Transactional(readOnly = true)
    public Letter get(ProjectId project, LetterId id) {
        return read(LETTER.ID.eq(id).and(LETTER.PROJECT_ID.eq(project))).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** The project and the letter that a signature is on. */
    record Place(ProjectId project, LetterId letter) {}

    @Transactional(readOnly = true)
    Optional<Place> place(SignatureId signature) {
        return db.select(LETTER.PROJECT_ID, LETTER.ID).from(SIGNATURE).join(LETTER).on(LETTER.WORKSPACE_ID.eq(SIGNATURE.WORKSPACE_ID), LETTER.ID.eq(SIGNATURE.LETTER_ID)).where(SIGNATURE.ID.eq(signature))
                .fetchOptional(row -> new Place(row.value1(), row.value2()));
    }

    /** The scans of what was signed on paper. */
    @Transactional(readOnly = true)
    public List<Attachment> scans(Letter letter, Actor actor) {
        return letter.signatures().stream().filter(Letter.Signature::paper).flatMap(signature -> attachments.on(Ref.of(SCANS, signature.id()), false, false, actor).files().stream()).limit(5).toList();
    }

    private List<Letter> read(Condition which) {
        var by = MEMBER.as("by");
        var checker = MEMBER.as("checker");
        var signatures = DSL.multiset(DSL.select(SIGNATURE.ID, SIGNATURE.PROVIDER, SIGNATURE.REFERENCE, SIGNATURE.SIGNER_NAME, SIGNATURE.SIGNED_BY, by.DISPLAY_NAME, SIGNATURE.SIGNED_AT, SIGNATURE.ADDRESS, SIGNATURE.SHA256, checker.DISPLAY_NAME,
                                SIGNATURE.CHECKED_AT, SIGNATURE.REFUSAL)
                        .from(SIGNATURE)
                        .join(by).on(by.WORKSPACE_ID.eq(SIGNATURE.WORKSPACE_ID), by.ID.eq(SIGNATURE.SIGNED_BY))
                        .leftJoin(checker).on(checker.WORKSPACE_ID.eq(SIGNATURE.WORKSPACE_ID), checker.ID.eq(SIGNATURE.CHECKED_BY))
                        .where(SIGNATURE.WORKSPACE_ID.eq(LETTER.WORKSPACE_ID), SIGNATURE.LETTER_ID.eq(LETTER.ID))
                        .orderBy(SIGNATURE.SIGNED_AT.desc(), SIGNATURE.ID.desc()))
                .convertFrom(rows -> rows.map(row -> new Letter.Signature(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), HexFormat.of().formatHex(row.value9()),
                        row.value10(), row.value11(), row.value12())));
        // Only the last letter of a party bears the number that its document has.
        var voided = DSL.field(DSL.exists(DSL.selectOne().from(DOCUMENT).where(DOCUMENT.WORKSPACE_ID.eq(LETTER.WORKSPACE_ID), DOCUMENT.PROJECT_ID.eq(LETTER.PROJECT_ID), DOCUMENT.KIND.eq(DSL.inline(KIND)), DOCUMENT.SUBJECT_ID.eq(LETTER.PARTY_ID.coerce(UUID.class)), DOCUMENT.ISSUE.eq(LETTER.ISSUE), DOCUMENT.VOIDED_AT.isNotNull())));
        return db.select(LETTER.ID, LETTER.PARTY_ID, PARTY.NAME, LETTER.NUMBER, LETTER.ISSUE, LETTER.LANGUAGE, LETTER.TEXT, LETTER.SHA256, LETTER.CHARTER_ISSUE, LETTER.RESPONSIBILITY_ISSUE, LETTER.RESOURCE_ISSUE, LETTER.PREPARED_AT,
                        LETTER.REPLACED_AT, signatures, voided)
                .from(LETTER)
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(LETTER.WORKSPACE_ID), PARTY.ID.eq(LETTER.PARTY_ID))
                .where(which)
                .orderBy(LETTER.PREPARED_AT.desc(), LETTER.ID.desc())
                .limit(200)
                .fetch(row -> new Letter(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), HexFormat.of().formatHex(row.value8()), row.value9(), row.value10(), row.value11(), row.value12(),
                        row.value13() == null, row.value15(), row.value14()));
    }
}
