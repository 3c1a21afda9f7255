package meridian.knowledge;

import static db.identity.Tables.MEMBER;
import static db.knowledge.Tables.ENTRY;
import static db.knowledge.Tables.TEMPLATE_PROPOSAL;
import static db.project.Tables.SCENARIO_TEMPLATE;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import meridian.activity.Activities;
import meridian.duty.Duties;
import meridian.identity.Admins;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.TemplateEditions;
import meridian.project.TemplatePlace;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.ScenarioTemplateId;
import meridian.tenancy.TemplateProposalId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lessons become the next template: what a published lesson or article would change in a scenario template is proposed as one part of it,
 * shown as a comparison, and approved by an admin who did not propose it. Approved, it is the template’s next edition.
 */
@Component
public class TemplateProposals {
    static final String DECISION_OWED = "knowledge_template";
    public static final String KIND = "template_proposal";

    private final DSLContext db;
    private final Clock clock;
    private final Shelf shelf;
    private final Readership readership;
    private final TemplateEditions editions;
    private final Admins admins;
    private final Duties duties;
    private final Notices notices;
    private final Activities activities;
    private final JsonMapper json = new JsonMapper();

    TemplateProposals(DSLContext db, Clock clock, Shelf shelf, Readership readership, TemplateEditions editions, Admins admins, Duties duties, Notices notices, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.shelf = shelf;
        this.readership = readership;
        this.editions = editions;
        this.admins = admins;
        this.duties = duties;
        this.notices = notices;
        this.activities = activities;
    }

    /** {@code before} is what would be changed, null where something is added; {@code edition} what it became. */
    public record Proposal(TemplateProposalId id, int entry, String entryTitle, ScenarioTemplateId template, String templateZh, String templateEn, TemplatePlace place, @Nullable ObjectNode before, ObjectNode element, String reason, String state,
            Entry.Person by, Instant at, Entry.Person approver, @Nullable String decidedBy, @Nullable Instant decidedAt, String said, @Nullable Integer edition) {
        public boolean open() {
            return state.equals("open");
        }

        public String template(boolean chinese) {
            return chinese ? templateZh : templateEn;
        }
    }

    /** What is proposed: {@code element} was read by the shape of the place. */
    public record NewProposal(TemplateProposalId id, ScenarioTemplateId template, TemplatePlace place, ObjectNode element, String reason, @Nullable MemberId approver, List<Refused.Problem> unread) {}

    /** Proposes a change; the same id again changes nothing. */
    @Transactional
    public void propose(int number, NewProposal typed, Reader reader) {
        var actor = reader.actor();
        readership.requireWriter(actor);
        var entry = shelf.get(number, reader);
        if (!entry.published() || entry.state() == EntryState.RETIRED) throw Refused.because("proposal.not_published");
        if (db.fetchExists(TEMPLATE_PROPOSAL, TEMPLATE_PROPOSAL.ID.eq(typed.id()))) return;
        var sheet = offered(typed.template());
        var check = new Refused.Check(typed.unread());
        var reason = check.text("reason", typed.reason(), 1000);
        check.reject(typed.approver() == null, "approver", "refused.missing");
        check.reject(typed.approver() != null && approvers(actor.person()).stream().noneMatch(one -> one.id().equals(typed.approver())), "approver", "refused.not_a_choice");
        check.done();
        var before = typed.place().fresh() ? null : typed.place().find(sheet.published());
        if (before != null && editions.changed(sheet.published(), typed.place(), before, typed.element()).equals(sheet.published())) throw Refused.because("scenario.nothing_changed");
        if (before == null) editions.changed(sheet.published(), typed.place(), null, typed.element());
        db.insertInto(TEMPLATE_PROPOSAL)
                .set(TEMPLATE_PROPOSAL.ID, typed.id())
                .set(TEMPLATE_PROPOSAL.ENTRY_ID, entry.id())
                .set(TEMPLATE_PROPOSAL.SCENARIO_TEMPLATE_ID, typed.template())
                .set(TEMPLATE_PROPOSAL.PLACE, typed.place().path())
                .set(TEMPLATE_PROPOSAL.BEFORE, before == null ? null : JSONB.valueOf(before.toString()))
                .set(TEMPLATE_PROPOSAL.ELEMENT, JSONB.valueOf(typed.element().toString()))
                .set(TEMPLATE_PROPOSAL.REASON, reason)
                .set(TEMPLATE_PROPOSAL.PROPOSED_BY, actor.person())
                .set(TEMPLATE_PROPOSAL.PROPOSED_AT, clock.instant())
                .set(TEMPLATE_PROPOSAL.APPROVER_ID, typed.approver())
                .execute();
        var proposal = get(typed.id(), reader);
        duties.open(new Duties.NewDuty(DECISION_OWED, null, null, Ref.of(KIND, typed.id()), title(proposal), proposal.approver().id(), actor.person(), null, null));
        tell("knowledge_template", proposal, proposal.approver().id(), reason, actor);
        record(proposal, "proposed", reason, actor);
    }

    private TemplateEditions.Sheet offered(ScenarioTemplateId id) {
        var sheet = editions.get(id);
        if (sheet.edition() == 0 || sheet.retiredAt() != null) throw new NotFound();
        return sheet;
    }

    /** The admins, who can approve what this person proposes. */
    @Transactional(readOnly = true)
    public List<Entry.Person> approvers(MemberId proposer) {
        return db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.WORKSPACE_ROLE.eq("admin"), MEMBER.STATE.eq("active"), MEMBER.ID.ne(proposer)).orderBy(MEMBER.DISPLAY_NAME, MEMBER.ID).limit(100).fetch(row -> new Entry.Person(row.value1(), row.value2()));
    }

    /** Approves it, by which it is the template’s next edition, or refuses it with a word. */
    @Transactional
    public void decide(TemplateProposalId id, boolean approved, String word, Reader reader) {
        var actor = reader.actor();
        readership.require(reader);
        db.select(TEMPLATE_PROPOSAL.ID).from(TEMPLATE_PROPOSAL).where(TEMPLATE_PROPOSAL.ID.eq(id)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        var proposal = get(id, reader);
        admins.require(actor);
        if (proposal.by().id().equals(actor.person())) throw new NotAllowed();
        if (!proposal.open()) throw Refused.because("proposal.decided");
        var check = new Refused.Check();
        var said = approved ? check.optional("said", word, 1000) : check.text("said", word, 1000);
        check.done();
        Integer edition = approved ? editions.apply(proposal.template(), proposal.place(), proposal.before(), proposal.element(), Entry.code(proposal.entry()) + " " + proposal.reason(), actor) : null;
        db.update(TEMPLATE_PROPOSAL)
                .set(TEMPLATE_PROPOSAL.STATE, approved ? "approved" : "refused")
                .set(TEMPLATE_PROPOSAL.SAID, said)
                .set(TEMPLATE_PROPOSAL.EDITION, edition)
                .set(TEMPLATE_PROPOSAL.DECIDED_BY, actor.person())
                .set(TEMPLATE_PROPOSAL.DECIDED_AT, clock.instant())
                .where(TEMPLATE_PROPOSAL.ID.eq(id))
                .execute();
        duties.meet(DECISION_OWED, id, actor);
        tell(approved ? "knowledge_template_approved" : "knowledge_template_refused", proposal, proposal.by().id(), said, actor);
        record(proposal, approved ? "approved" : "refused", said, actor);
    }

    private void tell(String kind, Proposal proposal, MemberId whom, String words, Actor actor) {
        notices.tell(new Notice(kind, NoticeGroup.PROJECT, List.of(whom), kind + ":" + proposal.id(), null, Ref.of(KIND, proposal.id()), title(proposal), address(proposal.id()), List.of(Notice.person(actor.person()), Notice.beginning(words)), false));
    }

    private void record(Proposal proposal, String act, String note, Actor actor) {
        activities.record(actor, new KnowledgeActivity.ProposalMoved(Ref.of(KIND, proposal.id()), proposal.templateZh(), act, note));
    }

    static String address(TemplateProposalId id) {
        return "/knowledge/proposals/" + id;
    }

    private static String title(Proposal proposal) {
        return proposal.templateZh() + " · " + Entry.code(proposal.entry()) + " " + proposal.entryTitle();
    }

    // ---- reading

    /** A proposal, for whoever may read what it comes out of. */
    @Transactional(readOnly = true)
    public Proposal get(TemplateProposalId id, Reader reader) {
        return read(TEMPLATE_PROPOSAL.ID.eq(id).and(Readership.known(reader))).stream().findFirst().orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public List<Proposal> of(Entry entry) {
        return read(TEMPLATE_PROPOSAL.ENTRY_ID.eq(entry.id()));
    }

    private List<Proposal> read(Condition which) {
        var proposer = MEMBER.as("proposer");
        var approver = MEMBER.as("approver");
        var decider = MEMBER.as("decider");
        var p = TEMPLATE_PROPOSAL;
        return db.select(List.of(p.ID, ENTRY.NUMBER, ENTRY.TITLE, p.SCENARIO_TEMPLATE_ID, SCENARIO_TEMPLATE.NAME_ZH, SCENARIO_TEMPLATE.NAME_EN, p.PLACE, p.BEFORE, p.ELEMENT, p.REASON, p.STATE, p.PROPOSED_BY, proposer.DISPLAY_NAME, p.PROPOSED_AT, p.APPROVER_ID, approver.DISPLAY_NAME,
                        decider.DISPLAY_NAME, p.DECIDED_AT, p.SAID, p.EDITION))
                .from(p)
                .join(ENTRY).on(ENTRY.WORKSPACE_ID.eq(p.WORKSPACE_ID), ENTRY.ID.eq(p.ENTRY_ID))
                .join(SCENARIO_TEMPLATE).on(SCENARIO_TEMPLATE.WORKSPACE_ID.eq(p.WORKSPACE_ID), SCENARIO_TEMPLATE.ID.eq(p.SCENARIO_TEMPLATE_ID))
                .join(proposer).on(proposer.WORKSPACE_ID.eq(p.WORKSPACE_ID), proposer.ID.eq(p.PROPOSED_BY))
                .join(approver).on(approver.WORKSPACE_ID.eq(p.WORKSPACE_ID), approver.ID.eq(p.APPROVER_ID))
                .leftJoin(decider).on(decider.WORKSPACE_ID.eq(p.WORKSPACE_ID), decider.ID.eq(p.DECIDED_BY))
                .where(which)
                .orderBy(p.PROPOSED_AT.desc(), p.ID.desc())
                .limit(50)
                .fetch(row -> new Proposal(row.get(p.ID), row.get(ENTRY.NUMBER), row.get(ENTRY.TITLE), row.get(p.SCENARIO_TEMPLATE_ID), row.get(SCENARIO_TEMPLATE.NAME_ZH), row.get(SCENARIO_TEMPLATE.NAME_EN), TemplatePlace.of(row.get(p.PLACE)), object(row.get(p.BEFORE)), object(row.get(p.ELEMENT)),
                        row.get(p.REASON), row.get(p.STATE), new Entry.Person(row.get(p.PROPOSED_BY), row.get(proposer.DISPLAY_NAME)), row.get(p.PROPOSED_AT), new Entry.Person(row.get(p.APPROVER_ID), row.get(approver.DISPLAY_NAME)), row.get(decider.DISPLAY_NAME), row.get(p.DECIDED_AT), row.get(p.SAID), row.get(p.EDITION)));
    }

    private @Nullable ObjectNode object(@Nullable JSONB value) {
        return value == null ? null : (ObjectNode) json.readTree(value.data());
    }
}
