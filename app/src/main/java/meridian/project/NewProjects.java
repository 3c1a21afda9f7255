package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.INDICATOR;
import static db.project.Tables.PROJECT;
import static db.project.Tables.TOOL_RULES;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import meridian.index.Index;
import meridian.tenancy.Actor;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.ScenarioTemplateId;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Makes projects out of scenario templates: from then on the project has its own copy of everything. */
@Component
public class NewProjects {
    private static final JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    private final DSLContext db;
    private final Projects projects;
    private final ScenarioTemplates templates;
    private final ObjectProvider<TemplatePart> parts;
    private final Index index;

    NewProjects(DSLContext db, Projects projects, ScenarioTemplates templates, ObjectProvider<TemplatePart> parts, Index index) {
        this.index = index;
        this.db = db;
        this.projects = projects;
        this.templates = templates;
        this.parts = parts;
    }

    /** What is asked of whoever begins a project; {@code language} is the one the copied texts are written in. */
    public record Beginning(
            ProjectId id,
            String name,
            String code,
            @Nullable ScenarioTemplateId template,
            @Nullable RegionId homeRegion,
            String currency,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            Locale language) {}

    /** A region that can be a project's home. */
    public record HomeRegion(RegionId id, String name, String zone) {}

    /** Whoever belongs to the workspace may begin a project; an auditor changes nothing, and a guest is somebody else's. */
    @Transactional(readOnly = true)
    public boolean mayBegin(Actor actor) {
        var auditor = db.fetchExists(MEMBER, MEMBER.ID.eq(actor.person()), MEMBER.WORKSPACE_ROLE.eq("auditor"));
        if (auditor) return false;
        var roles = db.selectDistinct(ROLE_GRANT.ROLE).from(ROLE_GRANT).where(ROLE_GRANT.MEMBER_ID.eq(actor.person())).fetch(ROLE_GRANT.ROLE);
        return roles.isEmpty() || roles.stream().anyMatch(role -> !role.equals("guest"));
    }

    @Transactional(readOnly = true)
    public List<HomeRegion> homeRegions() {
        return db.select(REGION.ID, REGION.NAME, REGION.ZONE)
                .from(REGION)
                .where(REGION.CLOSED_AT.isNull())
                .orderBy(REGION.NAME)
                .fetch(row -> new HomeRegion(row.value1(), row.value2(), row.value3()));
    }

    /** Begins a project, with the actor as its chief coordinator; the same id again answers the project there is. */
    @Transactional
    public ProjectId begin(Beginning beginning, Actor actor) {
        if (!mayBegin(actor)) throw new NotAllowed();
        if (begunBefore(beginning.id(), actor)) return beginning.id();
        var template = beginning.template() == null ? null : templates.find(beginning.template()).orElse(null);
        var code = beginning.code().isBlank() ? proposeCode(beginning.name()) : beginning.code().strip().toUpperCase(Locale.ROOT);
        var home = beginning.homeRegion();
        var check = new Refused.Check();
        check.text("name", beginning.name(), 120);
        check.reject(!code.matches("[A-Z][A-Z0-9]{1,7}"), "code", "project.code_wrong");
        check.reject(template == null, "template", "refused.not_a_choice");
        check.reject(home == null || !db.fetchExists(REGION, REGION.ID.eq(home), REGION.CLOSED_AT.isNull()), "home_region", "refused.not_a_choice");
        check.reject(!beginning.currency().matches("[A-Z]{3}"), "currency", "project.currency_wrong");
        check.reject(beginning.startsOn() == null, "starts_on", "refused.missing");
        check.reject(beginning.startsOn() != null && beginning.endsOn() != null && beginning.endsOn().isBefore(beginning.startsOn()), "ends_on", "project.ends_before_start");
        check.done();
        if (template == null || home == null || beginning.startsOn() == null) throw new IllegalStateException();
        var id = projects.create(beginning.id(),
                new Projects.NewProject(code, beginning.name(), template.scenario(), home, beginning.currency(), beginning.startsOn(), beginning.endsOn()), actor);
        var content = template.content(beginning.language());
        copySettings(id, template, content, beginning.language());
        copyToolRules(id, content.toolRules());
        copyIndicators(id, content.indicators(), beginning.startsOn());
        parts.orderedStream().forEach(part -> part.copyInto(id, content, actor));
        return id;
    }

    /** The code of a project begun before. */
    @Transactional(readOnly = true)
    public String code(ProjectId id, Actor actor) {
        return projects.access(id, actor).code();
    }

    // A lost answer makes people send twice.
    private boolean begunBefore(ProjectId id, Actor actor) {
        return db.fetchExists(PROJECT, PROJECT.ID.eq(id), PROJECT.CREATED_BY.eq(actor.person()));
    }

    /** A free code: the pinyin initials of a Chinese name, the first letters of another's words; P and a number where it has none. */
    @Transactional(readOnly = true)
    public String proposeCode(String name) {
        var wish = wish(name);
        var taken = db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.CODE.startsWith(wish.substring(0, Math.min(6, wish.length())))).fetchSet(PROJECT.CODE);
        if (wish.length() >= 2 && !taken.contains(wish)) return wish;
        var stem = wish.substring(0, Math.min(5, wish.length()));
        for (int n = 1; ; n++) if (!taken.contains(stem + n)) return stem + n;
    }

    private static String wish(String name) {
        if (Initials.hasHan(name)) {
            var initials = Initials.of(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceFirst("^[0-9]+", "");
            return initials.isEmpty() ? "P" : initials.substring(0, Math.min(8, initials.length()));
        }
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("[^A-Za-z0-9 ]", " ").strip();
        if (plain.isEmpty() || !Character.isLetter(plain.charAt(0))) return "P";
        var words = plain.split(" +");
        var code = new StringBuilder();
        if (words.length == 1) code.append(words[0]);
        else for (var word : words) code.append(Character.isDigit(word.charAt(0)) ? word : word.substring(0, 1));
        var upper = code.toString().toUpperCase(Locale.ROOT);
        return upper.substring(0, Math.min(words.length == 1 ? 4 : 8, upper.length()));
    }

    private void copySettings(ProjectId id, ScenarioTemplate template, TemplateContent content, Locale language) {
        var settings = JSON.createObjectNode();
        settings.put("template", template.id().toString());
        settings.put("language", language.getLanguage().equals("zh") ? "zh-CN" : "en");
        settings.set("stages", JSON.valueToTree(content.stages()));
        settings.set("roles", JSON.valueToTree(content.roles()));
        settings.set("cadence", JSON.valueToTree(content.cadence()));
        if (content.cycle() != null) settings.put("cycle", content.cycle());
        db.update(PROJECT).set(PROJECT.SETTINGS, JSONB.valueOf(settings.toString())).where(PROJECT.ID.eq(id)).execute();
    }

    private void copyToolRules(ProjectId id, TemplateContent.Rules rules) {
        db.update(TOOL_RULES)
                .set(TOOL_RULES.MANAGEMENT_TOOL, rules.management())
                .set(TOOL_RULES.MESSAGING_TOOL, rules.messaging())
                .set(TOOL_RULES.DOCUMENTS_TOOL, rules.documents())
                .set(TOOL_RULES.RULES, rules.rules())
                .set(TOOL_RULES.NAMING_PATTERN, rules.namingPattern())
                .set(TOOL_RULES.MINUTES_TEMPLATE, rules.minutes())
                .where(TOOL_RULES.PROJECT_ID.eq(id))
                .execute();
    }

    private void copyIndicators(ProjectId id, List<TemplateContent.Suggestion> indicators, LocalDate start) {
        int position = 0;
        for (var indicator : indicators) {
            var made = IndicatorId.next();
            index.changed(Ref.of("indicator", made));
            db.insertInto(INDICATOR)
                    .set(INDICATOR.ID, made)
                    .set(INDICATOR.PROJECT_ID, id)
                    .set(INDICATOR.NAME, indicator.name())
                    .set(INDICATOR.UNIT, indicator.unit() == null ? "" : indicator.unit())
                    .set(INDICATOR.COMPARATOR, indicator.comparator())
                    .set(INDICATOR.TARGET, indicator.target())
                    .set(INDICATOR.ROLLUP, indicator.rollup())
                    .set(INDICATOR.DUE_ON, start.plusWeeks(indicator.dueWeek()).minusDays(1))
                    .set(INDICATOR.POSITION, position++)
                    .execute();
        }
    }
}
