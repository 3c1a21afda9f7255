package meridian.coordination;

import static db.coordination.Tables.EMERGENCY_CONTACT;
import static db.coordination.Tables.EMERGENCY_GROUP;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.coordination.EmergencyGroup.Contact;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.project.StageFollower;
import meridian.tenancy.Actor;
import meridian.tenancy.EmergencyContactId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The emergency group of each project: made at its launch, kept by whoever runs it. */
@Component
public class EmergencyGroups implements StageFollower {
    private static final int MOST = 100;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Activities activities;
    private final Notices notices;

    EmergencyGroups(DSLContext db, Clock clock, Projects projects, Activities activities, Notices notices) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.activities = activities;
        this.notices = notices;
    }

    /** The group as it stands, in the order in which people are called. */
    @Transactional(readOnly = true)
    public EmergencyGroup of(ProjectId project) {
        var parties = multiset(selectDistinct(PARTY.NAME).from(ROLE_GRANT)
                        .join(PARTY).on(PARTY.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), PARTY.ID.eq(ROLE_GRANT.PARTY_ID))
                        .where(ROLE_GRANT.WORKSPACE_ID.eq(EMERGENCY_CONTACT.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(EMERGENCY_CONTACT.MEMBER_ID), PARTY.REMOVED_AT.isNull())
                        .orderBy(PARTY.NAME))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        var contacts = multiset(select(EMERGENCY_CONTACT.ID, EMERGENCY_CONTACT.MEMBER_ID, DSL.coalesce(MEMBER.DISPLAY_NAME, EMERGENCY_CONTACT.NAME), EMERGENCY_CONTACT.PHONE, MEMBER.PHONE,
                                EMERGENCY_CONTACT.NOTE, parties, MEMBER.STATE, EMERGENCY_CONTACT.VERSION)
                        .from(EMERGENCY_CONTACT)
                        .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(EMERGENCY_CONTACT.WORKSPACE_ID), MEMBER.ID.eq(EMERGENCY_CONTACT.MEMBER_ID))
                        .where(EMERGENCY_CONTACT.WORKSPACE_ID.eq(EMERGENCY_GROUP.WORKSPACE_ID), EMERGENCY_CONTACT.PROJECT_ID.eq(EMERGENCY_GROUP.PROJECT_ID))
                        .orderBy(EMERGENCY_CONTACT.POSITION, EMERGENCY_CONTACT.ID))
                .convertFrom(rows -> rows.map(row -> new Contact(row.value1(), row.value2(), row.value3(), row.value4().isEmpty() && row.value5() != null ? row.value5() : row.value4(), row.value4(), row.value6(), row.value7(),
                        "left".equals(row.value8()), row.value9())));
        return db.select(EMERGENCY_GROUP.CHAT_NAME, EMERGENCY_GROUP.CHAT_LINK, EMERGENCY_GROUP.VERSION, EMERGENCY_GROUP.CLOSED_AT, contacts)
                .from(EMERGENCY_GROUP)
                .where(EMERGENCY_GROUP.PROJECT_ID.eq(project))
                .fetchOptional(row -> new EmergencyGroup(true, row.value1(), row.value2(), row.value3(), row.value4(), row.value5()))
                .orElseGet(() -> new EmergencyGroup(false, "", "", 0, null, List.of()));
    }

    /**
     * Sets the group up from the team: whoever gives technical support, the leads of all parties, the chief coordinator; those
     * already in it stay as they are.
     */
    @Transactional
    public void makeFromTeam(ProjectId project, Actor actor) {
        require(project, actor);
        make(project, actor);
    }

    /** The project is launched and its group stands 应急沟通群; one that somebody has set up already is left as it is. Closed, it is closed, too. */
    @Override
    @Transactional
    public void entered(ProjectId project, Stage from, Stage to, Actor actor) {
        if (to == Stage.CLOSED) close(project, actor);
        if (to != Stage.LAUNCH && to != Stage.EXECUTION) return;
        if (db.fetchExists(EMERGENCY_GROUP, EMERGENCY_GROUP.PROJECT_ID.eq(project))) return;
        make(project, actor);
    }

    private void make(ProjectId project, Actor actor) {
        hold(project, actor);
        var there = db.select(EMERGENCY_CONTACT.MEMBER_ID).from(EMERGENCY_CONTACT).where(EMERGENCY_CONTACT.PROJECT_ID.eq(project)).fetchSet(EMERGENCY_CONTACT.MEMBER_ID);
        var rank = DSL.case_(ROLE_GRANT.ROLE).when("technical_support", 1).when("lead", 2).when("support_head", 3).else_(4);
        var wanted = new LinkedHashSet<>(db.select(ROLE_GRANT.MEMBER_ID)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), PARTY.ID.eq(ROLE_GRANT.PARTY_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.in("technical_support", "lead", "support_head", "chief_coordinator"), MEMBER.STATE.ne("left"))
                .orderBy(rank, PARTY.POSITION, ROLE_GRANT.ID)
                .fetch(ROLE_GRANT.MEMBER_ID));
        wanted.removeAll(there);
        var position = last(project);
        for (var member : wanted) {
            db.insertInto(EMERGENCY_CONTACT)
                    .set(EMERGENCY_CONTACT.ID, EmergencyContactId.next())
                    .set(EMERGENCY_CONTACT.PROJECT_ID, project)
                    .set(EMERGENCY_CONTACT.MEMBER_ID, member)
                    .set(EMERGENCY_CONTACT.POSITION, ++position)
                    .execute();
        }
        activities.record(actor, new EmergencyActivity.EmergencyGroupMade(Ref.of("project", project), wanted.size()), project, null);
    }

    private void close(ProjectId project, Actor actor) {
        var now = clock.instant();
        if (db.update(EMERGENCY_GROUP).set(EMERGENCY_GROUP.CLOSED_AT, now).where(EMERGENCY_GROUP.PROJECT_ID.eq(project), EMERGENCY_GROUP.CLOSED_AT.isNull()).execute() == 0) return;
        activities.record(actor, new EmergencyActivity.EmergencyGroupClosed(Ref.of("project", project)), project, null);
        var access = projects.access(project, actor);
        var members = of(project).contacts().stream().filter(contact -> !contact.left()).map(Contact::member).filter(java.util.Objects::nonNull).filter(member -> !member.equals(actor.person())).toList();
        notices.tell(new Notice("emergency_group_closed", NoticeGroup.PROJECT, members, "emergency_group_closed:" + project + ":" + now, project, Ref.of("project", project), access.name(), "/p/" + access.code() + "/emergencies/group", List.of(), false));
    }

    /** Says where the group talks. */
    @Transactional
    public void chat(ProjectId project, String name, String link, int version, Actor actor) {
        require(project, actor);
        var check = new Refused.Check();
        var called = check.optional("chat_name", name, 80).replace('\n', ' ');
        var address = check.optional("chat_link", link, 500);
        check.reject(!address.isEmpty() && !EmergencyGroup.leadsToChat(address), "chat_link", "emergency.no_chat_link");
        check.done();
        hold(project, actor);
        var before = of(project);
        if (before.version() != version) throw new Stale();
        db.update(EMERGENCY_GROUP).set(EMERGENCY_GROUP.CHAT_NAME, called).set(EMERGENCY_GROUP.CHAT_LINK, address).set(EMERGENCY_GROUP.VERSION, EMERGENCY_GROUP.VERSION.plus(1))
                .where(EMERGENCY_GROUP.PROJECT_ID.eq(project)).execute();
        var changes = new ArrayList<Change>();
        if (!before.chatName().equals(called)) changes.add(new Change("chat_name", before.chatName(), called));
        if (!before.chatLink().equals(address)) changes.add(new Change("chat_link", before.chatLink(), address));
        if (!changes.isEmpty()) activities.record(actor, new EmergencyActivity.EmergencyChatChanged(Ref.of("project", project), changes), project, null);
    }

    /** What is typed of a contact. */
    public record Facts(@Nullable MemberId member, String name, String phone, String note) {}

    /** Adds somebody at the end; the same id again changes nothing. */
    @Transactional
    public void add(ProjectId project, EmergencyContactId id, Facts typed, Actor actor) {
        require(project, actor);
        hold(project, actor);
        if (db.fetchExists(EMERGENCY_CONTACT, EMERGENCY_CONTACT.ID.eq(id), EMERGENCY_CONTACT.PROJECT_ID.eq(project))) return;
        var check = new Refused.Check();
        var name = typed.member() == null ? check.text("name", typed.name(), 80).replace('\n', ' ') : "";
        var phone = phone(check, typed, null);
        var note = check.optional("note", typed.note(), 200).replace('\n', ' ');
        if (typed.member() != null) {
            check.reject(!inProject(project, typed.member()), "member", "refused.not_a_choice");
            check.reject(db.fetchExists(EMERGENCY_CONTACT, EMERGENCY_CONTACT.PROJECT_ID.eq(project), EMERGENCY_CONTACT.MEMBER_ID.eq(typed.member())), "member", "emergency.contact_there");
        }
        check.reject(db.fetchCount(EMERGENCY_CONTACT, EMERGENCY_CONTACT.PROJECT_ID.eq(project)) >= MOST, "member", "emergency.too_many_contacts", MOST);
        check.done();
        db.insertInto(EMERGENCY_CONTACT)
                .set(EMERGENCY_CONTACT.ID, id)
                .set(EMERGENCY_CONTACT.PROJECT_ID, project)
                .set(EMERGENCY_CONTACT.MEMBER_ID, typed.member())
                .set(EMERGENCY_CONTACT.NAME, name)
                .set(EMERGENCY_CONTACT.PHONE, phone)
                .set(EMERGENCY_CONTACT.NOTE, note)
                .set(EMERGENCY_CONTACT.POSITION, last(project) + 1)
                .execute();
        activities.record(actor, new EmergencyActivity.EmergencyContactAdded(Ref.of("emergency_contact", id), typed.member(), name), project, null);
    }

    /** Changes telephone and note, and for somebody outside the name. */
    @Transactional
    public void change(ProjectId project, EmergencyContactId id, Facts typed, int version, Actor actor) {
        require(project, actor);
        var before = contact(project, id);
        var check = new Refused.Check();
        var name = before.member() == null ? check.text("name", typed.name(), 80).replace('\n', ' ') : "";
        var phone = phone(check, typed, before);
        var note = check.optional("note", typed.note(), 200).replace('\n', ' ');
        check.done();
        var changed = db.update(EMERGENCY_CONTACT)
                .set(EMERGENCY_CONTACT.NAME, name)
                .set(EMERGENCY_CONTACT.PHONE, phone)
                .set(EMERGENCY_CONTACT.NOTE, note)
                .set(EMERGENCY_CONTACT.VERSION, EMERGENCY_CONTACT.VERSION.plus(1))
                .where(EMERGENCY_CONTACT.ID.eq(id), EMERGENCY_CONTACT.PROJECT_ID.eq(project), EMERGENCY_CONTACT.VERSION.eq(version))
                .execute();
        if (changed == 0) throw new Stale();
        var changes = new ArrayList<Change>();
        if (before.member() == null && !before.name().equals(name)) changes.add(new Change("name", before.name(), name));
        if (!before.typedPhone().equals(phone)) changes.add(new Change("phone", before.typedPhone(), phone));
        if (!before.note().equals(note)) changes.add(new Change("note", before.note(), note));
        if (!changes.isEmpty()) activities.record(actor, new EmergencyActivity.EmergencyContactChanged(Ref.of("emergency_contact", id), before.member(), name, changes), project, null);
    }

    // Who is outside can only be reached by telephone; a member's own number is used where none is typed here.
    private static String phone(Refused.Check check, Facts typed, @Nullable Contact before) {
        var phone = check.optional("phone", typed.phone(), 40).replace('\n', ' ');
        var outside = before == null ? typed.member() == null : before.member() == null;
        check.reject(outside && phone.isEmpty(), "phone", "refused.missing");
        check.reject(!phone.isEmpty() && EmergencyGroup.dial(phone) == null, "phone", "emergency.no_phone_number");
        return phone;
    }

    @Transactional
    public void remove(ProjectId project, EmergencyContactId id, int version, Actor actor) {
        require(project, actor);
        var before = contact(project, id);
        if (db.deleteFrom(EMERGENCY_CONTACT).where(EMERGENCY_CONTACT.ID.eq(id), EMERGENCY_CONTACT.PROJECT_ID.eq(project), EMERGENCY_CONTACT.VERSION.eq(version)).execute() == 0) throw new Stale();
        activities.record(actor, new EmergencyActivity.EmergencyContactRemoved(Ref.of("emergency_contact", id), before.member(), before.member() == null ? before.name() : ""), project, null);
    }

    /** Moves somebody to the front: they are called first. */
    @Transactional
    public void callFirst(ProjectId project, EmergencyContactId id, Actor actor) {
        require(project, actor);
        var contact = contact(project, id);
        if (contact.member() == null) throw Refused.because("emergency.outside_not_first");
        var first = db.select(DSL.coalesce(DSL.min(EMERGENCY_CONTACT.POSITION), 0)).from(EMERGENCY_CONTACT).where(EMERGENCY_CONTACT.PROJECT_ID.eq(project)).fetchSingle().value1();
        db.update(EMERGENCY_CONTACT).set(EMERGENCY_CONTACT.POSITION, first - 1).set(EMERGENCY_CONTACT.VERSION, EMERGENCY_CONTACT.VERSION.plus(1)).where(EMERGENCY_CONTACT.ID.eq(id), EMERGENCY_CONTACT.PROJECT_ID.eq(project)).execute();
        activities.record(actor, new EmergencyActivity.EmergencyContactChanged(Ref.of("emergency_contact", id), contact.member(), "", List.of(new Change("called_first", "", "1"))), project, null);
    }

    private Contact contact(ProjectId project, EmergencyContactId id) {
        return of(project).contacts().stream().filter(contact -> contact.id().equals(id)).findFirst().orElseThrow(NotFound::new);
    }

    private void require(ProjectId project, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.LEAD_EMERGENCY);
    }

    private void hold(ProjectId project, Actor actor) {
        db.insertInto(EMERGENCY_GROUP).set(EMERGENCY_GROUP.PROJECT_ID, project).set(EMERGENCY_GROUP.MADE_AT, clock.instant()).set(EMERGENCY_GROUP.MADE_BY, actor.member()).onConflictDoNothing().execute();
        db.select(EMERGENCY_GROUP.PROJECT_ID).from(EMERGENCY_GROUP).where(EMERGENCY_GROUP.PROJECT_ID.eq(project)).forUpdate().fetch();
    }

    private int last(ProjectId project) {
        return db.select(DSL.coalesce(DSL.max(EMERGENCY_CONTACT.POSITION), 0)).from(EMERGENCY_CONTACT).where(EMERGENCY_CONTACT.PROJECT_ID.eq(project)).fetchSingle().value1();
    }

    private boolean inProject(ProjectId project, MemberId member) {
        return db.fetchExists(select(ROLE_GRANT.ID).from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(member), ROLE_GRANT.ROLE.ne("guest"), MEMBER.STATE.ne("left")));
    }
}
