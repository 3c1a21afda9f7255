package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.INDICATOR;
import static db.project.Tables.PROJECT;
import static db.project.Tables.SCENARIO_TEMPLATE;
import static db.project.Tables.SCENARIO_TEMPLATE_EDITION;
import static db.project.Tables.TOOL_RULES;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.duty.Kinds;
import meridian.identity.Admins;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.ScenarioTemplateId;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How scenario templates change: on a draft beside what new projects begin from, which is published as the next edition. The admins edit,
 * publish, bring and retire them; a project’s chief coordinator makes one of the project. Projects keep the copy they began with.
 */
@Component
public class TemplateEditions {
    private static final JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    private static final int MOST_TEMPLATES = 60;

    private final DSLContext db;
    private final Clock clock;
    private final ScenarioTemplates templates;
    private final Admins admins;
    private final Kinds kinds;
    private final Projects projects;
    private final Activities activities;
    private final ObjectProvider<TemplatePart> parts;
    private final ObjectProvider<PresetRecord> records;

    TemplateEditions(DSLContext db, Clock clock, ScenarioTemplates templates, Admins admins, Kinds kinds, Projects projects, Activities activities, ObjectProvider<TemplatePart> parts, ObjectProvider<PresetRecord> records) {
        this.db = db;
        this.clock = clock;
        this.templates = templates;
        this.admins = admins;
        this.kinds = kinds;
        this.projects = projects;
        this.activities = activities;
        this.parts = parts;
        this.records = records;
    }

    // ---- reading

    /** One template as the admins see it: {@code published} is what new projects begin from (what was first made, where it was never published), {@code draft} what is being changed. */
    public record Sheet(ScenarioTemplateId id, String scenario, int edition, ObjectNode published, @Nullable ObjectNode draft, @Nullable Instant retiredAt, int projects, int version) {
        public ObjectNode working() {
            return draft == null ? published : draft;
        }

        public String publishedName(boolean chinese) {
            return ScenarioTemplate.name(published, chinese ? "zh" : "en");
        }

        public boolean changed() {
            return draft != null && (edition == 0 || !draft.equals(published));
        }

        public String name(boolean chinese) {
            return ScenarioTemplate.name(working(), chinese ? "zh" : "en");
        }
    }

    public record Edition(int number, ObjectNode whole, String reason, @Nullable Instant at, String by) {}

    /** All of them, those that are offered first. */
    @Transactional
    public List<Sheet> all() {
        templates.all();
        return read(org.jooq.impl.DSL.noCondition());
    }

    @Transactional(readOnly = true)
    public Sheet get(ScenarioTemplateId id) {
        return read(SCENARIO_TEMPLATE.ID.eq(id)).stream().findFirst().orElseThrow(NotFound::new);
    }

    private List<Sheet> read(Condition which) {
        var begun = org.jooq.impl.DSL.field(org.jooq.impl.DSL.select(org.jooq.impl.DSL.count()).from(PROJECT).where(PROJECT.WORKSPACE_ID.eq(SCENARIO_TEMPLATE.WORKSPACE_ID), org.jooq.impl.DSL.field("{0} ->> 'template'", String.class, PROJECT.SETTINGS).eq(SCENARIO_TEMPLATE.ID.cast(String.class))));
        return db.select(SCENARIO_TEMPLATE.ID, SCENARIO_TEMPLATE.SCENARIO, SCENARIO_TEMPLATE.NAME_ZH, SCENARIO_TEMPLATE.NAME_EN, SCENARIO_TEMPLATE.CONTENT, SCENARIO_TEMPLATE.EDITION, SCENARIO_TEMPLATE.DRAFT, SCENARIO_TEMPLATE.RETIRED_AT, SCENARIO_TEMPLATE.VERSION, begun)
                .from(SCENARIO_TEMPLATE)
                .where(which)
                .orderBy(SCENARIO_TEMPLATE.RETIRED_AT.isNotNull(), SCENARIO_TEMPLATE.EDITION.eq(inline(0)), SCENARIO_TEMPLATE.POSITION, SCENARIO_TEMPLATE.ID)
                .fetch(row -> new Sheet(row.value1(), row.value2(), row.value6(), ScenarioTemplate.whole(row.value2(), row.value3(), row.value4(), object(row.value5())), row.value7() == null ? null : object(row.value7()), row.value8(), row.value10(), row.value9()));
    }

    private static ObjectNode object(JSONB json) {
        return (ObjectNode) JSON.readTree(json.data());
    }

    /** What was published, the newest first; the first edition of a template that came with the product is what it came with. */
    @Transactional(readOnly = true)
    public List<Edition> editions(ScenarioTemplateId id) {
        return db.select(SCENARIO_TEMPLATE_EDITION.NUMBER, SCENARIO_TEMPLATE_EDITION.WHOLE, SCENARIO_TEMPLATE_EDITION.REASON, SCENARIO_TEMPLATE_EDITION.PUBLISHED_AT, MEMBER.DISPLAY_NAME)
                .from(SCENARIO_TEMPLATE_EDITION)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(SCENARIO_TEMPLATE_EDITION.WORKSPACE_ID), MEMBER.ID.eq(SCENARIO_TEMPLATE_EDITION.PUBLISHED_BY))
                .where(SCENARIO_TEMPLATE_EDITION.SCENARIO_TEMPLATE_ID.eq(id))
                .orderBy(SCENARIO_TEMPLATE_EDITION.NUMBER.desc())
                .fetch(row -> new Edition(row.value1(), object(row.value2()), row.value3(), row.value4(), row.value5() == null ? "" : row.value5()));
    }

    /** The kinds of duty that a template can set a clock for, and whether each is due when its opener says. */
    public Map<String, Boolean> duties() {
        return kinds.all().values().stream().collect(Collectors.toMap(kind -> kind.name(), kind -> kind.rule().minutes() == null, (a, b) -> a, LinkedHashMap::new));
    }

    /** How often the preset risks of this template were raised and occurred, by their keys. */
    @Transactional(readOnly = true)
    public Map<String, PresetRecord.Count> occurrences(ScenarioTemplateId id) {
        return records.stream().findFirst().map(record -> record.of(id)).orElse(Map.of());
    }

    /** What comes with the product for this template’s scenario, where the template is not that already. */
    public boolean behindProduct(Sheet sheet) {
        return templates.shipped(sheet.id()) && !templates.shippedWhole(sheet.scenario()).equals(sheet.working());
    }

    // ---- changing the draft

    /** Puts what was read for a place into the draft. */
    @Transactional
    public void put(ScenarioTemplateId id, TemplatePlace place, ObjectNode element, int version, Actor actor) {
        change(id, version, actor, whole -> {
            if (place.fresh()) {
                var list = place.list();
                if (place.list(whole).size() >= list.most()) throw Refused.because("scenario.too_many", list.most());
            }
            place.put(whole, keyed(place, element));
        });
    }

    /** What was typed for a place, read by its shape; refused beside its fields. */
    public ObjectNode read(TemplatePlace place, ObjectNode typed) {
        var reading = new TemplateReading(duties());
        if (place.clocks() && !duties().containsKey(place.steps().getLast())) throw new NotFound();
        var scalar = new TemplateShape.Part(place.part().name(), place.part().fields().stream().filter(field -> field.scalar() && field.type() != TemplateShape.Type.KEY).toList());
        var read = reading.part(scalar, typed, "");
        if (place.clocks()) read = reading.clockOf(place.steps().getLast(), read, "");
        if (!reading.good()) throw new Refused(reading.wrongs().stream().map(wrong -> new Refused.Problem(field(place, wrong.place()), "scenario.wrong." + wrong.kind(), wrong.arguments())).toList());
        return read;
    }

    // measures[0].en is typed in the field measures_en.
    private static String field(TemplatePlace place, String wrong) {
        var name = wrong.replaceAll("\\[\\d+]", "").replace('.', '_');
        var field = place.part().field(name);
        return field != null && (field.type() == TemplateShape.Type.WORDS || field.type() == TemplateShape.Type.LINES) ? name + "_zh" : name;
    }

    private static ObjectNode keyed(TemplatePlace place, ObjectNode element) {
        if (place.fresh() && place.part().field("key") != null) element.put("key", UUID.randomUUID().toString().substring(0, 8));
        return element;
    }

    @Transactional
    public void remove(ScenarioTemplateId id, TemplatePlace place, int version, Actor actor) {
        if (!place.optional()) throw new NotFound();
        change(id, version, actor, place::remove);
    }

    @Transactional
    public void raise(ScenarioTemplateId id, TemplatePlace place, int version, Actor actor) {
        change(id, version, actor, place::raise);
    }

    private void change(ScenarioTemplateId id, int version, Actor actor, java.util.function.Consumer<ObjectNode> how) {
        admins.require(actor);
        var sheet = lock(id, version);
        if (sheet.retiredAt() != null) throw Refused.because("scenario.is_retired");
        var draft = sheet.working().deepCopy();
        how.accept(draft);
        db.update(SCENARIO_TEMPLATE).set(SCENARIO_TEMPLATE.DRAFT, JSONB.valueOf(draft.toString())).set(SCENARIO_TEMPLATE.VERSION, SCENARIO_TEMPLATE.VERSION.plus(1)).where(SCENARIO_TEMPLATE.ID.eq(id)).execute();
    }

    private Sheet lock(ScenarioTemplateId id, int version) {
        db.select(SCENARIO_TEMPLATE.ID).from(SCENARIO_TEMPLATE).where(SCENARIO_TEMPLATE.ID.eq(id)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        var sheet = get(id);
        if (sheet.version() != version) throw new Stale();
        return sheet;
    }

    /** Lets go of what was changed since the last edition. */
    @Transactional
    public void discard(ScenarioTemplateId id, int version, Actor actor) {
        admins.require(actor);
        var sheet = lock(id, version);
        if (sheet.edition() == 0) throw Refused.because("scenario.never_published");
        db.update(SCENARIO_TEMPLATE).setNull(SCENARIO_TEMPLATE.DRAFT).set(SCENARIO_TEMPLATE.VERSION, SCENARIO_TEMPLATE.VERSION.plus(1)).where(SCENARIO_TEMPLATE.ID.eq(id)).execute();
    }

    /** Makes what comes with the product the draft, to be looked at and published. */
    @Transactional
    public void takeProduct(ScenarioTemplateId id, int version, Actor actor) {
        if (!templates.shipped(id)) throw new NotFound();
        change(id, version, actor, whole -> {
            var shipped = templates.shippedWhole(get(id).scenario());
            whole.removeAll();
            whole.setAll(shipped);
        });
    }

    // ---- publishing

    /** Publishes the draft as the next edition: new projects begin from it. */
    @Transactional
    public int publish(ScenarioTemplateId id, String reason, int version, Actor actor) {
        admins.require(actor);
        var sheet = lock(id, version);
        if (sheet.retiredAt() != null) throw Refused.because("scenario.is_retired");
        if (!sheet.changed()) throw Refused.because("scenario.nothing_changed");
        var check = new Refused.Check();
        var why = check.text("reason", reason, 1000);
        check.done();
        return publish(sheet, sheet.working(), why, true, actor);
    }

    /**
     * Applies an approved change to what is published, and to the draft where there is one; whoever calls has made sure that it was
     * approved. {@code before} is what was to be changed, null where something is added: where it is no longer that, the change is refused.
     */
    @Transactional
    public int apply(ScenarioTemplateId id, TemplatePlace place, @Nullable ObjectNode before, ObjectNode element, String reason, Actor actor) {
        db.select(SCENARIO_TEMPLATE.ID).from(SCENARIO_TEMPLATE).where(SCENARIO_TEMPLATE.ID.eq(id)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        var sheet = get(id);
        if (sheet.retiredAt() != null || sheet.edition() == 0) throw Refused.because("scenario.is_retired");
        var whole = changed(sheet.published(), place, before, element);
        if (sheet.draft() != null) {
            try {
                var draft = changed(sheet.draft(), place, before, element);
                db.update(SCENARIO_TEMPLATE).set(SCENARIO_TEMPLATE.DRAFT, JSONB.valueOf(draft.toString())).where(SCENARIO_TEMPLATE.ID.eq(id)).execute();
            } catch (Refused | NotFound e) {
                // The draft has gone another way there; what is published counts, and the comparison of the two shows it.
            }
        }
        return publish(sheet, whole, reason, false, actor);
    }

    /** The template with the change in it. */
    public ObjectNode changed(ObjectNode template, TemplatePlace place, @Nullable ObjectNode before, ObjectNode element) {
        var whole = template.deepCopy();
        if (!place.fresh()) {
            var there = place.find(whole);
            if (there == null || before == null || !scalars(place, there).equals(scalars(place, before))) throw Refused.because("scenario.changed_meanwhile");
        } else if (place.list(whole).size() >= place.list().most()) {
            throw Refused.because("scenario.too_many", place.list().most());
        }
        place.put(whole, keyed(place, element.deepCopy()));
        return whole;
    }

    private static ObjectNode scalars(TemplatePlace place, ObjectNode part) {
        var scalars = JsonNodeFactory.instance.objectNode();
        for (var field : place.part().fields()) if (field.scalar() && field.type() != TemplateShape.Type.KEY && part.has(field.name())) scalars.set(field.name(), part.get(field.name()));
        return scalars;
    }

    private int publish(Sheet sheet, ObjectNode whole, String reason, boolean ofDraft, Actor actor) {
        var now = clock.instant();
        if (sheet.edition() > 0) {
            // What it was before anybody changed it is an edition, too.
            db.insertInto(SCENARIO_TEMPLATE_EDITION)
                    .set(SCENARIO_TEMPLATE_EDITION.SCENARIO_TEMPLATE_ID, sheet.id())
                    .set(SCENARIO_TEMPLATE_EDITION.NUMBER, sheet.edition())
                    .set(SCENARIO_TEMPLATE_EDITION.WHOLE, JSONB.valueOf(sheet.published().toString()))
                    .onConflictDoNothing()
                    .execute();
        }
        int edition = sheet.edition() + 1;
        db.insertInto(SCENARIO_TEMPLATE_EDITION)
                .set(SCENARIO_TEMPLATE_EDITION.SCENARIO_TEMPLATE_ID, sheet.id())
                .set(SCENARIO_TEMPLATE_EDITION.NUMBER, edition)
                .set(SCENARIO_TEMPLATE_EDITION.WHOLE, JSONB.valueOf(whole.toString()))
                .set(SCENARIO_TEMPLATE_EDITION.REASON, reason)
                .set(SCENARIO_TEMPLATE_EDITION.PUBLISHED_AT, now)
                .set(SCENARIO_TEMPLATE_EDITION.PUBLISHED_BY, actor.person())
                .execute();
        var update = db.update(SCENARIO_TEMPLATE)
                .set(SCENARIO_TEMPLATE.NAME_ZH, ScenarioTemplate.name(whole, "zh"))
                .set(SCENARIO_TEMPLATE.NAME_EN, ScenarioTemplate.name(whole, "en"))
                .set(SCENARIO_TEMPLATE.CONTENT, JSONB.valueOf(ScenarioTemplate.content(whole).toString()))
                .set(SCENARIO_TEMPLATE.EDITION, edition)
                .set(SCENARIO_TEMPLATE.VERSION, SCENARIO_TEMPLATE.VERSION.plus(1));
        if (ofDraft) update = update.setNull(SCENARIO_TEMPLATE.DRAFT);
        update.where(SCENARIO_TEMPLATE.ID.eq(sheet.id())).execute();
        record(sheet.id(), ScenarioTemplate.name(whole, "zh"), "published", reason, actor);
        return edition;
    }

    private void record(ScenarioTemplateId id, String name, String act, String note, Actor actor) {
        activities.record(actor, new ProjectActivity.TemplateMoved(Ref.of("scenario_template", id), name, act, note));
    }

    /** Offers it to new projects no more, or again. */
    @Transactional
    public void retire(ScenarioTemplateId id, boolean retired, int version, Actor actor) {
        admins.require(actor);
        var sheet = lock(id, version);
        if (retired && sheet.retiredAt() == null && db.fetchCount(SCENARIO_TEMPLATE, SCENARIO_TEMPLATE.RETIRED_AT.isNull(), SCENARIO_TEMPLATE.EDITION.gt(0), SCENARIO_TEMPLATE.ID.ne(id)) == 0) throw Refused.because("scenario.last_one");
        db.update(SCENARIO_TEMPLATE).set(SCENARIO_TEMPLATE.RETIRED_AT, retired ? clock.instant() : null).set(SCENARIO_TEMPLATE.VERSION, SCENARIO_TEMPLATE.VERSION.plus(1)).where(SCENARIO_TEMPLATE.ID.eq(id)).execute();
        record(id, sheet.name(true), retired ? "retired" : "restored", "", actor);
    }

    // ---- files and projects

    /** The template as a file, as it stands in its draft where there is one. */
    @Transactional(readOnly = true)
    public byte[] file(ScenarioTemplateId id) {
        return TemplateFile.write(get(id).working());
    }

    /** Brings a template as a file: a new one, published by nobody yet. The same id again changes nothing. */
    @Transactional
    public void bring(ScenarioTemplateId id, byte[] content, Actor actor) {
        admins.require(actor);
        var whole = TemplateFile.read(content, duties());
        make(id, whole, "brought", actor);
    }

    /** Makes a template of a project as it stands: its chief coordinator does so, and an admin publishes it. */
    @Transactional
    public void save(ScenarioTemplateId id, ProjectId project, String name, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        var check = new Refused.Check();
        var called = check.text("name", name, 80).replace('\n', ' ');
        check.done();
        var settings = object(db.select(PROJECT.SETTINGS).from(PROJECT).where(PROJECT.ID.eq(project)).fetchSingle(PROJECT.SETTINGS));
        var whole = JsonNodeFactory.instance.objectNode();
        whole.put("name", called).put("scenario", access.scenario());
        // Where the project says nothing of its own, what it was made from speaks.
        var begunFrom = settings.path("template").asString("");
        var from = begunFrom.isEmpty() ? null : db.select(SCENARIO_TEMPLATE.CONTENT).from(SCENARIO_TEMPLATE).where(SCENARIO_TEMPLATE.ID.eq(ScenarioTemplateId.of(begunFrom))).fetchOne(SCENARIO_TEMPLATE.CONTENT);
        whole.setAll(from != null ? object(from) : ScenarioTemplate.content(templates.shippedWhole(access.scenario())));
        takeOwn(project, whole);
        for (var own : List.of("stages", "roles", "cadence", "cycle")) if (settings.has(own)) whole.set(own, settings.get(own));
        parts.orderedStream().forEach(part -> part.takeFrom(project, whole, actor));
        var reading = new TemplateReading(duties());
        var read = reading.part(TemplateShape.WHOLE, whole, "");
        if (!reading.good()) {
            var wrong = reading.wrongs().getFirst();
            throw Refused.because("scenario.cannot_save", wrong.place());
        }
        make(id, read, "saved", actor);
    }

    private void takeOwn(ProjectId project, ObjectNode whole) {
        db.selectFrom(TOOL_RULES).where(TOOL_RULES.PROJECT_ID.eq(project)).fetchOptional().filter(row -> !row.getRules().isBlank() && !row.getManagementTool().isBlank() && !row.getMessagingTool().isBlank() && !row.getDocumentsTool().isBlank() && !row.getMinutesTemplate().isBlank()).ifPresent(row -> whole.putObject("tool_rules")
                .put("management", row.getManagementTool()).put("messaging", row.getMessagingTool()).put("documents", row.getDocumentsTool()).put("rules", row.getRules()).put("naming_pattern", row.getNamingPattern()).put("minutes", row.getMinutesTemplate()));
        var start = db.select(PROJECT.STARTS_ON).from(PROJECT).where(PROJECT.ID.eq(project)).fetchSingle(PROJECT.STARTS_ON);
        var indicators = JsonNodeFactory.instance.arrayNode();
        db.selectFrom(INDICATOR).where(INDICATOR.PROJECT_ID.eq(project), INDICATOR.DELETED_AT.isNull()).orderBy(INDICATOR.POSITION, INDICATOR.ID).limit(20).forEach(row -> {
            var one = indicators.addObject().put("name", row.getName()).put("comparator", row.getComparator()).put("rollup", row.getRollup()).put("due_week", TemplateWeeks.of(start, row.getDueOn(), 1));
            if (!row.getUnit().isBlank()) one.put("unit", row.getUnit());
            if (row.getTarget() != null) one.put("target", row.getTarget());
        });
        if (!indicators.isEmpty()) whole.set("indicators", indicators);
    }

    private void make(ScenarioTemplateId id, ObjectNode whole, String act, Actor actor) {
        if (db.fetchExists(SCENARIO_TEMPLATE, SCENARIO_TEMPLATE.ID.eq(id))) return;
        if (db.fetchCount(SCENARIO_TEMPLATE) >= MOST_TEMPLATES) throw Refused.because("scenario.too_many_templates", MOST_TEMPLATES);
        if (whole.path("risks").isArray()) for (var risk : whole.get("risks")) if (risk instanceof ObjectNode one && !one.has("key")) one.put("key", UUID.randomUUID().toString().substring(0, 8));
        var last = db.select(max(SCENARIO_TEMPLATE.POSITION)).from(SCENARIO_TEMPLATE).fetchSingle().value1();
        db.insertInto(SCENARIO_TEMPLATE)
                .set(SCENARIO_TEMPLATE.ID, id)
                .set(SCENARIO_TEMPLATE.SCENARIO, whole.path("scenario").asString())
                .set(SCENARIO_TEMPLATE.NAME_ZH, ScenarioTemplate.name(whole, "zh"))
                .set(SCENARIO_TEMPLATE.NAME_EN, ScenarioTemplate.name(whole, "en"))
                .set(SCENARIO_TEMPLATE.CONTENT, JSONB.valueOf(ScenarioTemplate.content(whole).toString()))
                .set(SCENARIO_TEMPLATE.DRAFT, JSONB.valueOf(whole.toString()))
                .set(SCENARIO_TEMPLATE.EDITION, 0)
                .set(SCENARIO_TEMPLATE.POSITION, (short) ((last == null ? 0 : last) + 1))
                .set(SCENARIO_TEMPLATE.MADE_AT, clock.instant())
                .set(SCENARIO_TEMPLATE.MADE_BY, actor.person())
                .execute();
        record(id, ScenarioTemplate.name(whole, "zh"), act, "", actor);
    }
}
