package meridian.identity;

import static db.identity.Tables.ACCOUNT;
import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.tenancy.AccountId;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.Stale;
import meridian.tenancy.Text;
import meridian.tenancy.WorkspaceRole;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people of a workspace. Every row of business points to a member, never to an account. */
@Component
public class Members {
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final Field<String> NAME = MEMBER.DISPLAY_NAME.collate(DSL.name("extension", "names"));

    private final DSLContext db;
    private final Clock clock;
    private final Admins admins;
    private final Activities activities;
    private final SecretLinks links;
    private final ObjectProvider<Departure> departures;

    Members(DSLContext db, Clock clock, Admins admins, Activities activities, SecretLinks links, ObjectProvider<Departure> departures) {
        this.db = db;
        this.clock = clock;
        this.admins = admins;
        this.activities = activities;
        this.links = links;
        this.departures = departures;
    }

    /** A person as they stand in the workspace. */
    public record Member(
            MemberId id,
            String name,
            @Nullable String email,
            String phone,
            Locale locale,
            String zone,
            @Nullable RegionId region,
            String regionName,
            @Nullable DepartmentId department,
            String departmentName,
            WorkspaceRole role,
            String state,
            int version,
            @Nullable AccountId account) {
        public boolean left() {
            return state.equals("left");
        }

        public boolean invited() {
            return state.equals("invited");
        }
    }

    /** Somebody to choose in a field: the region tells people of one name apart. */
    public record Choice(MemberId id, String name, String region) {}

    // ---- reading

    /** Everybody who has not left, by name; for the fields where a person is chosen. */
    @Transactional(readOnly = true)
    public List<Choice> choices() {
        return db.select(MEMBER.ID, MEMBER.DISPLAY_NAME, REGION.NAME)
                .from(MEMBER)
                .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), REGION.ID.eq(MEMBER.REGION_ID))
                .where(MEMBER.STATE.ne("left"))
                .orderBy(NAME, MEMBER.ID)
                .fetch(row -> new Choice(row.value1(), row.value2(), Objects.requireNonNullElse(row.value3(), "")));
    }

    @Transactional(readOnly = true)
    public Member get(MemberId id) {
        return read(MEMBER.ID.eq(id), 1).stream().findFirst().orElseThrow(NotFound::new);
    }

    /**
     * People by name, at most {@code most}, from the one after {@code after} (null: from the first).
     *
     * @param named part of a name or an e-mail address; empty for everybody
     * @param left whether to list those who have left instead of those who are here
     */
    @Transactional(readOnly = true)
    public List<Member> named(String named, boolean left, int most, @Nullable MemberId after) {
        var words = Text.clean(named);
        var which = left ? MEMBER.STATE.eq("left") : MEMBER.STATE.ne("left");
        if (!words.isEmpty()) which = which.and(MEMBER.DISPLAY_NAME.containsIgnoreCase(words).or(MEMBER.EMAIL.containsIgnoreCase(words)));
        if (after != null) {
            var last = MEMBER.as("last");
            which = which.and(DSL.row(NAME, MEMBER.ID).gt(DSL.select(last.DISPLAY_NAME.collate(DSL.name("extension", "names")), last.ID).from(last).where(last.ID.eq(after))));
        }
        return read(which, most);
    }

    private List<Member> read(Condition which, int most) {
        return db.select(MEMBER.ID, MEMBER.DISPLAY_NAME, MEMBER.EMAIL, MEMBER.PHONE, MEMBER.LOCALE, MEMBER.ZONE, MEMBER.REGION_ID, REGION.NAME,
                        MEMBER.DEPARTMENT_ID, DEPARTMENT.NAME, MEMBER.WORKSPACE_ROLE, MEMBER.STATE, MEMBER.VERSION, MEMBER.ACCOUNT_ID)
                .from(MEMBER)
                .leftJoin(REGION).on(REGION.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), REGION.ID.eq(MEMBER.REGION_ID))
                .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), DEPARTMENT.ID.eq(MEMBER.DEPARTMENT_ID))
                .where(which)
                .orderBy(NAME, MEMBER.ID)
                .limit(most)
                .fetch(row -> new Member(row.value1(), row.value2(), row.value3(), Objects.requireNonNullElse(row.value4(), ""), Locale.forLanguageTag(row.value5()),
                        row.value6(), row.value7(), Objects.requireNonNullElse(row.value8(), ""), row.value9(), Objects.requireNonNullElse(row.value10(), ""),
                        WorkspaceRole.of(row.value11()), row.value12(), row.value13(), row.value14()));
    }

    // ---- adding

    /** What is asked of a new member; without an account they are known by name until they accept an invitation. */
    public record NewMember(
            String name,
            @Nullable String email,
            String phone,
            Locale locale,
            String zone,
            @Nullable RegionId region,
            @Nullable DepartmentId department,
            WorkspaceRole role,
            @Nullable AccountId account) {}

    @Transactional
    public MemberId add(NewMember member, Actor actor) {
        return add(MemberId.next(), member, actor);
    }

    /**
     * Adds a person; the same id twice adds them once. Somebody without an account or a role may also be added by who is no admin: an
     * import names people who are not here yet.
     */
    @Transactional
    public MemberId add(MemberId id, NewMember member, Actor actor) {
        if (member.account() != null || member.role() != WorkspaceRole.NONE) admins.require(actor);
        var check = new Refused.Check();
        var facts = check(new Facts(member.name(), member.email(), member.phone(), member.locale(), member.zone(), member.region(), member.department(), member.role()), check);
        check.done();
        var made = db.insertInto(MEMBER)
                .set(MEMBER.ID, id)
                .set(MEMBER.ACCOUNT_ID, member.account())
                .set(MEMBER.DISPLAY_NAME, facts.name())
                .set(MEMBER.EMAIL, facts.email())
                .set(MEMBER.PHONE, facts.phone())
                .set(MEMBER.LOCALE, tag(facts.locale()))
                .set(MEMBER.ZONE, facts.zone())
                .set(MEMBER.REGION_ID, facts.region())
                .set(MEMBER.DEPARTMENT_ID, facts.department())
                .set(MEMBER.WORKSPACE_ROLE, facts.role().text())
                .set(MEMBER.STATE, member.account() == null ? "invited" : "active")
                .set(MEMBER.CREATED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) {
            if (db.fetchExists(MEMBER, MEMBER.ID.eq(id))) return id;
            throw Refused.at("email", "refused.taken");
        }
        activities.record(actor, new IdentityActivity.MemberAdded(Ref.of("member", id)));
        return id;
    }

    // ---- changing

    /** What an admin can change of a person. */
    public record Facts(
            String name,
            @Nullable String email,
            String phone,
            Locale locale,
            String zone,
            @Nullable RegionId region,
            @Nullable DepartmentId department,
            WorkspaceRole role) {}

    @Transactional
    public void change(MemberId id, Facts typed, int version, Actor actor) {
        admins.require(actor);
        var before = get(id);
        var check = new Refused.Check();
        var facts = check(typed, check);
        check.reject(facts.email() != null && db.fetchExists(MEMBER, MEMBER.EMAIL.eq(facts.email()), MEMBER.ID.ne(id)), "email", "refused.taken");
        check.reject(before.role() == WorkspaceRole.ADMIN && facts.role() != WorkspaceRole.ADMIN && lastAdmin(id), "role", "identity.last_admin");
        check.done();
        var changed = db.update(MEMBER)
                .set(MEMBER.DISPLAY_NAME, facts.name())
                .set(MEMBER.EMAIL, facts.email())
                .set(MEMBER.PHONE, facts.phone())
                .set(MEMBER.LOCALE, tag(facts.locale()))
                .set(MEMBER.ZONE, facts.zone())
                .set(MEMBER.REGION_ID, facts.region())
                .set(MEMBER.DEPARTMENT_ID, facts.department())
                .set(MEMBER.WORKSPACE_ROLE, facts.role().text())
                .set(MEMBER.VERSION, MEMBER.VERSION.plus(1))
                .where(MEMBER.ID.eq(id), MEMBER.VERSION.eq(version))
                .execute();
        if (changed == 0) throw new Stale();
        // An invitation that went to the old address opens nothing any more.
        if (!Objects.equals(before.email(), facts.email())) links.forget(SecretLinks.Kind.INVITATION, id);
        var after = get(id);
        var changes = new Changes()
                .of("name", "", before.name().equals(facts.name()) ? "" : "…")
                .of("email", "", Objects.equals(before.email(), facts.email()) ? "" : "…")
                .of("phone", "", before.phone().equals(facts.phone()) ? "" : "…")
                .of("locale", tag(before.locale()), tag(facts.locale()))
                .of("zone", before.zone(), facts.zone())
                .of("region", before.regionName(), after.regionName())
                .of("department", before.departmentName(), after.departmentName())
                .of("workspace_role", before.role().text(), facts.role().text());
        if (changes.any()) activities.record(actor, new IdentityActivity.MemberChanged(Ref.of("member", id), changes.list()));
    }

    /** What everybody may change of themselves. */
    public record Profile(String name, String phone, Locale locale, String zone) {}

    @Transactional
    public void changeOwn(Profile typed, int version, Actor actor) {
        var id = actor.person();
        var before = get(id);
        var check = new Refused.Check();
        var name = check.text("name", typed.name(), 80);
        var phone = phone(check, typed.phone());
        check.reject(!isZone(typed.zone()), "zone", "identity.zone_wrong");
        check.done();
        var changed = db.update(MEMBER)
                .set(MEMBER.DISPLAY_NAME, name)
                .set(MEMBER.PHONE, phone)
                .set(MEMBER.LOCALE, tag(typed.locale()))
                .set(MEMBER.ZONE, typed.zone())
                .set(MEMBER.VERSION, MEMBER.VERSION.plus(1))
                .where(MEMBER.ID.eq(id), MEMBER.VERSION.eq(version))
                .execute();
        if (changed == 0) throw new Stale();
        if (before.account() != null) db.update(ACCOUNT).set(ACCOUNT.LOCALE, tag(typed.locale())).where(ACCOUNT.ID.eq(before.account())).execute();
        var changes = new Changes()
                .of("name", "", before.name().equals(name) ? "" : "…")
                .of("phone", "", before.phone().equals(phone) ? "" : "…")
                .of("locale", tag(before.locale()), tag(typed.locale()))
                .of("zone", before.zone(), typed.zone());
        if (changes.any()) activities.record(actor, new IdentityActivity.MemberChanged(Ref.of("member", id), changes.list()));
    }

    /** How many open things somebody would leave behind. */
    @Transactional(readOnly = true)
    public int leftBehind(MemberId id) {
        return departures.stream().mapToInt(one -> one.left(id)).sum();
    }

    /**
     * Marks somebody as left: they can no longer enter the workspace; what they did stays theirs, and what they still owe goes to the receiver
     * (null: to whoever is responsible for each) in the same step.
     */
    @Transactional
    public void leave(MemberId id, @Nullable MemberId receiver, int version, Actor actor) {
        admins.require(actor);
        var before = get(id);
        if (id.equals(actor.member())) throw Refused.because("identity.leave_yourself");
        if (before.role() == WorkspaceRole.ADMIN && lastAdmin(id)) throw Refused.because("identity.last_admin");
        if (receiver != null && (receiver.equals(id) || !db.fetchExists(MEMBER, MEMBER.ID.eq(receiver), MEMBER.STATE.ne("left")))) throw Refused.at("receiver", "refused.not_a_choice");
        move(id, "left", version);
        links.forget(SecretLinks.Kind.INVITATION, id);
        db.update(MEMBER).set(MEMBER.WORKSPACE_ROLE, WorkspaceRole.NONE.text()).where(MEMBER.ID.eq(id)).execute();
        activities.record(actor, new IdentityActivity.MemberLeft(Ref.of("member", id)));
        departures.orderedStream().forEach(one -> one.giveAll(id, receiver, actor));
    }

    /** Takes somebody back who had left. */
    @Transactional
    public void comeBack(MemberId id, int version, Actor actor) {
        admins.require(actor);
        var before = get(id);
        if (!before.left()) throw new Stale();
        move(id, before.account() == null ? "invited" : "active", version);
        activities.record(actor, new IdentityActivity.MemberReturned(Ref.of("member", id)));
    }

    private void move(MemberId id, String state, int version) {
        var changed = db.update(MEMBER)
                .set(MEMBER.STATE, state)
                .set(MEMBER.VERSION, MEMBER.VERSION.plus(1))
                .where(MEMBER.ID.eq(id), MEMBER.VERSION.eq(version))
                .execute();
        if (changed == 0) throw new Stale();
    }

    // ---- what the above stand on

    private Facts check(Facts typed, Refused.Check check) {
        var name = check.text("name", typed.name(), 80);
        var email = typed.email() == null || typed.email().isBlank() ? null : Accounts.normal(typed.email());
        check.reject(email != null && !isEmail(email), "email", "identity.email_wrong");
        var phone = phone(check, typed.phone());
        check.reject(!isZone(typed.zone()), "zone", "identity.zone_wrong");
        check.reject(typed.region() != null && !db.fetchExists(REGION, REGION.ID.eq(typed.region())), "region", "refused.not_a_choice");
        check.reject(typed.department() != null && !db.fetchExists(DEPARTMENT, DEPARTMENT.ID.eq(typed.department())), "department", "refused.not_a_choice");
        return new Facts(name, email, phone, typed.locale(), typed.zone(), typed.region(), typed.department(), typed.role());
    }

    private static String phone(Refused.Check check, String typed) {
        var phone = check.optional("phone", typed, 40);
        check.reject(!phone.matches("[0-9+()#*.,\\- /extEXT转]*"), "phone", "identity.phone_wrong");
        return phone;
    }

    private boolean lastAdmin(MemberId id) {
        // Locked, so that two admins cannot remove each other at once.
        return db.select(MEMBER.ID).from(MEMBER).where(MEMBER.WORKSPACE_ROLE.eq("admin"), MEMBER.STATE.eq("active")).forUpdate().fetch(MEMBER.ID).stream().allMatch(id::equals);
    }

    static boolean isZone(@Nullable String zone) {
        return zone != null && ZONES.contains(zone);
    }

    static boolean isEmail(String email) {
        return email.length() <= 254 && email.matches("[^@\\s,;<>\"]+@[^@\\s,;<>\"]+");
    }

    static String tag(Locale locale) {
        return locale.getLanguage().equals("zh") ? "zh-CN" : "en";
    }
}
