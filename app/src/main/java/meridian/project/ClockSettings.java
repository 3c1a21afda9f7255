package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import meridian.duty.Departures;
import meridian.duty.DutyRule;
import meridian.duty.Rota;
import meridian.duty.Rules;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The clocks and ladders of a project, and what stands in the way of anybody being asked in time. */
@Component
public class ClockSettings {
    private static final int DAYS_AHEAD = 7;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Parties parties;
    private final Rules rules;
    private final Rota rota;
    private final Departures departures;

    ClockSettings(DSLContext db, Clock clock, Projects projects, Parties parties, Rules rules, Rota rota, Departures departures) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.parties = parties;
        this.rules = rules;
        this.rota = rota;
        this.departures = departures;
    }

    @Transactional(readOnly = true)
    public List<Rules.Row> table(ProjectId project) {
        return rules.table(project);
    }

    /** Gives a kind of duty another clock and ladder; open ones run by it at once. */
    @Transactional
    public void change(ProjectId project, String kind, DutyRule rule, int version, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.SET_CLOCKS);
        rules.change(project, kind, rule, version, actor);
    }

    /** Finds an owner for what belongs to people who have left; says for how many duties. */
    @Transactional
    public int adopt(ProjectId project, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.SET_CLOCKS);
        return departures.adopt(project, actor);
    }

    /** Somebody or something that is missing; {@code mend} is the address in the project where that is put right. */
    public record Warning(String key, List<Object> arguments, String mend) {}

    /** Who is missing where a duty would climb, and who answers instead: nothing goes unanswered, but it takes longer. */
    @Transactional(readOnly = true)
    public List<Warning> warnings(ProjectAccess project) {
        var id = project.id();
        var warnings = new ArrayList<Warning>();
        var held = db.select(ROLE_GRANT.ROLE, ROLE_GRANT.PARTY_ID)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(id), MEMBER.STATE.ne("left"), ROLE_GRANT.ROLE.in(Role.LEAD.text(), Role.SUPPORT_HEAD.text(), Role.CHIEF_COORDINATOR.text(), Role.SPONSOR.text()))
                .fetch();
        var led = new HashSet<PartyId>();
        var roles = new HashSet<String>();
        held.forEach(grant -> {
            roles.add(grant.value1());
            if ((grant.value1().equals(Role.LEAD.text()) || grant.value1().equals(Role.SUPPORT_HEAD.text())) && grant.value2() != null) led.add(grant.value2());
        });
        if (!roles.contains(Role.CHIEF_COORDINATOR.text())) warnings.add(new Warning("clocks.no_chief", List.of(), "/team"));
        if (!roles.contains(Role.SPONSOR.text())) warnings.add(new Warning("clocks.no_sponsor", List.of(), "/team"));
        var all = parties.of(id);
        for (var party : all) if (!led.contains(party.id())) warnings.add(new Warning("clocks.no_lead", List.of(party.name()), "/team"));
        int orphans = departures.orphans(id);
        if (orphans > 0) warnings.add(new Warning("clocks.orphans", List.of(orphans), "/clocks"));
        holes(id, all, warnings);
        return warnings;
    }

    private void holes(ProjectId project, List<Party> all, List<Warning> warnings) {
        var today = LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
        var holes = rota.holes(project, today, today.plusDays(DAYS_AHEAD - 1L));
        var named = new HashSet<String>();
        for (var party : all) {
            var region = party.isRegion() ? party.calendarRegion() : null;
            var days = region == null ? null : holes.get(region);
            if (days != null && named.add(party.name())) warnings.add(new Warning("clocks.hole", List.of(party.name(), days.size(), DAYS_AHEAD), "/rota"));
        }
    }
}
