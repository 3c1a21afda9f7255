package meridian.project;

import static db.project.Tables.INDICATOR;
import static db.project.Tables.PROJECT;
import static db.project.Tables.TOOL_RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Locale;
import meridian.identity.Grants;
import meridian.identity.Regions;
import meridian.identity.Role;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Refused;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class NewProjectTest extends MeridianTest {
    @Autowired
    meridian.duty.Rules rules;

    @Autowired
    NewProjects newProjects;

    @Autowired
    Regions regions;

    @Autowired
    ScenarioTemplates templates;

    @Autowired
    Grants grants;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void theFourTemplatesAreCompleteInBothLanguages() {
        var world = worlds.world();
        var all = in(world.workspace, templates::all);
        var known = in(world.workspace, () -> rules.table(world.project)).stream().map(meridian.duty.Rules.Row::kind).toList();
        assertThat(all).extracting(ScenarioTemplate::scenario).containsExactly("rollout", "integration", "special_task", "operation");
        for (var template : all) {
            for (var language : new Locale[] {Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH}) {
                var content = template.content(language);
                assertThat(template.name(language)).isNotBlank();
                assertThat(content.summary()).isNotBlank();
                assertThat(content.stages()).hasSize(4).allSatisfy(stage -> assertThat(stage.focus()).isNotBlank());
                assertThat(content.roles()).hasSizeGreaterThan(5).allSatisfy(post -> {
                    assertThat(Role.of(post.role())).isNotNull();
                    assertThat(post.duties()).isNotBlank();
                });
                assertThat(content.cadence()).extracting(TemplateContent.Rhythm::kind).contains("stand_up", "weekly", "phase_review", "risk_report", "progress_report");
                assertThat(content.duties().get("emergency_response").minutes()).isEqualTo(120);
                assertThat(content.duties().get("emergency_solution").minutes()).isEqualTo(24 * 60);
                assertThat(content.duties().get("request_answer").minutes()).isEqualTo(24 * 60);
                assertThat(content.duties().get("dispute_meeting").minutes()).as("two working days").isEqualTo(2 * 8 * 60);
                assertThat(content.duties().get("dispute_resolution").minutes()).as("five working days").isEqualTo(5 * 8 * 60);
                assertThat(known).as("every clock is one that something runs by").containsAll(content.duties().keySet());
                assertThat(content.toolRules().rules()).isNotBlank();
                assertThat(content.indicators()).hasSize(4).anySatisfy(indicator -> assertThat(indicator.target()).isNotNull());
                assertThat(content.plan()).hasSize(3).allSatisfy(phase -> {
                    assertThat(phase.packages()).isNotEmpty().allSatisfy(part -> assertThat(part.toWeek()).isGreaterThanOrEqualTo(part.fromWeek()));
                    assertThat(phase.milestones()).isNotEmpty();
                });
            }
            assertThat(template.content(Locale.ENGLISH).toString()).doesNotContainPattern("\\p{IsHan}");
        }
    }

    @Test
    void aProjectStartsWithItsOwnCopyOfTheTemplate() {
        var world = worlds.world();
        var id = ProjectId.next();
        in(world.workspace, () -> newProjects.begin(beginning(world, id, "NPL", Locale.ENGLISH), actor(world, "李婷")));
        in(world.workspace, () -> transaction.execute(status -> {
            assertThat(db.select(INDICATOR.NAME).from(INDICATOR).where(INDICATOR.PROJECT_ID.eq(id)).orderBy(INDICATOR.POSITION).fetch(INDICATOR.NAME))
                    .contains("Coverage of key outlets", "Valid survey answers");
            assertThat(db.select(TOOL_RULES.RULES).from(TOOL_RULES).where(TOOL_RULES.PROJECT_ID.eq(id)).fetchSingle(TOOL_RULES.RULES)).contains("status counts");
            assertThat(db.select(PROJECT.SETTINGS).from(PROJECT).where(PROJECT.ID.eq(id)).fetchSingle(PROJECT.SETTINGS).data()).contains("stand_up");
            assertThat(rules.of(id, "emergency_response").minutes()).isEqualTo(120);
            assertThat(rules.of(id, "dispute_meeting").clock()).isEqualTo(meridian.duty.Clock.WORKING_TIME);
            assertThat(grants.of(world.person("李婷").member(), id)).extracting(g -> g.role()).containsExactly(Role.CHIEF_COORDINATOR);
            return null;
        }));
    }

    @Test
    void sendingTheFormTwiceMakesOneProject() {
        var world = worlds.world();
        var id = ProjectId.next();
        in(world.workspace, () -> newProjects.begin(beginning(world, id, "TWICE", Locale.ENGLISH), actor(world, "李婷")));
        assertThat(in(world.workspace, () -> newProjects.begin(beginning(world, id, "TWICE", Locale.ENGLISH), actor(world, "李婷")))).isEqualTo(id);
    }

    @Test
    void aCodeInUseIsRefusedAndNothingIsMade() {
        var world = worlds.world();
        assertThatThrownBy(() -> in(world.workspace, () -> newProjects.begin(beginning(world, ProjectId.next(), "HDSS", Locale.ENGLISH), actor(world, "李婷"))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aClosedRegionIsNobodysHome() {
        var world = worlds.world();
        var system = Actor.system(world.workspace);
        var bavaria = in(world.workspace, () -> regions.add("巴伐利亚", null, "Europe/Berlin", "DE-BY", Regions.OFFICE, system));
        assertThat(in(world.workspace, newProjects::homeRegions)).extracting(NewProjects.HomeRegion::id).contains(bavaria);
        in(world.workspace, () -> {
            regions.close(bavaria, 0, system);
            return null;
        });
        assertThat(in(world.workspace, newProjects::homeRegions)).extracting(NewProjects.HomeRegion::id).doesNotContain(bavaria);
        var typed = beginning(world, ProjectId.next(), "BY", Locale.ENGLISH);
        var there = new NewProjects.Beginning(typed.id(), typed.name(), typed.code(), typed.template(), bavaria, typed.currency(), typed.startsOn(), typed.endsOn(), typed.language());
        assertThatThrownBy(() -> in(world.workspace, () -> newProjects.begin(there, actor(world, "李婷"))))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems()).extracting(Refused.Problem::field).containsExactly("home_region"));
    }

    @Test
    void auditorsAndGuestsBeginNothing() {
        var world = worlds.world();
        in(world.workspace, () -> grants.grant(world.person("外人").member(), world.project, null, Role.GUEST, actor(world, "王敏")));
        for (var name : new String[] {"审计员", "外人"}) {
            assertThatThrownBy(() -> in(world.workspace, () -> newProjects.begin(beginning(world, ProjectId.next(), "NO", Locale.ENGLISH), actor(world, name))))
                    .isInstanceOf(NotAllowed.class);
        }
    }

    @Test
    void aCodeIsProposedFromTheName() {
        var world = worlds.world();
        assertThat(in(world.workspace, () -> newProjects.proposeCode("Autumn Launch 2027"))).isEqualTo("AL2027");
        assertThat(in(world.workspace, () -> newProjects.proposeCode("HDSS"))).isEqualTo("HDSS1");
        assertThat(in(world.workspace, () -> newProjects.proposeCode("新品区域上市"))).isEqualTo("XPQYSS");
    }

    private NewProjects.Beginning beginning(World world, ProjectId id, String code, Locale language) {
        var template = in(world.workspace, () -> templates.builtIn("rollout")).id();
        return new NewProjects.Beginning(id, "Autumn launch", code, template, world.regions.get("华东"), "CNY", LocalDate.of(2026, 11, 30), null, language);
    }

    private static Actor actor(World world, String name) {
        return world.person(name).actor();
    }
}
