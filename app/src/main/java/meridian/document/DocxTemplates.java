package meridian.document;

import static db.document.Tables.DOCX_TEMPLATE;
import static db.identity.Tables.MEMBER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meridian.activity.Activities;
import meridian.identity.Admins;
import meridian.tenancy.Actor;
import meridian.tenancy.DocxTemplateId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The company’s own Word templates, one a kind of document. A file is looked through before it is kept, proposed, looked at with
 * real data, and then used; without one, documents look as {@link DocxWriter} writes them.
 */
@Component
public class DocxTemplates {
    private static final int LONGEST_NAME = 200;

    private final DSLContext db;
    private final Clock clock;
    private final Admins admins;
    private final Activities activities;
    private final DocxWriter plain;
    private final Words words;
    private final ObjectProvider<TemplateKind> kinds;

    DocxTemplates(DSLContext db, Clock clock, Admins admins, Activities activities, DocxWriter plain, Words words, ObjectProvider<TemplateKind> kinds) {
        this.db = db;
        this.clock = clock;
        this.admins = admins;
        this.activities = activities;
        this.plain = plain;
        this.words = words;
        this.kinds = kinds;
    }

    public record Kept(DocxTemplateId id, String kind, boolean used, String fileName, String uploadedBy, Instant uploadedAt) {}

    /** What is kept for one kind. */
    public record Of(TemplateKind kind, @Nullable Kept used, @Nullable Kept proposed) {}

    /** The places of a file: those it has and the kind knows, those nobody knows, and what else there is. */
    public record Places(List<TemplateKind.Place> there, List<String> unknown, List<TemplateKind.Place> others) {}

    public TemplateKind kind(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public List<Of> all() {
        Map<String, Kept> used = new HashMap<>(), proposed = new HashMap<>();
        db.select(DOCX_TEMPLATE.ID, DOCX_TEMPLATE.KIND, DOCX_TEMPLATE.STATE, DOCX_TEMPLATE.FILE_NAME, MEMBER.DISPLAY_NAME, DOCX_TEMPLATE.UPLOADED_AT)
                .from(DOCX_TEMPLATE)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(DOCX_TEMPLATE.WORKSPACE_ID), MEMBER.ID.eq(DOCX_TEMPLATE.UPLOADED_BY))
                .where(DOCX_TEMPLATE.STATE.in("used", "proposed"))
                .forEach(row -> (row.value3().equals("used") ? used : proposed).put(row.value2(), new Kept(row.value1(), row.value2(), row.value3().equals("used"), row.value4(), row.value5(), row.value6())));
        return kinds.stream().sorted(Comparator.comparing(TemplateKind::name)).map(kind -> new Of(kind, used.get(kind.name()), proposed.get(kind.name()))).toList();
    }

    @Transactional(readOnly = true)
    public Places places(TemplateKind kind, DocxTemplateId id) {
        var found = DocxTemplate.of(content(kind, id)).places();
        return new Places(all(kind).stream().filter(place -> found.contains(place.name())).toList(), unknown(kind, found), all(kind).stream().filter(place -> !found.contains(place.name())).toList());
    }

    private static List<String> unknown(TemplateKind kind, Set<String> found) {
        return found.stream().filter(place -> !DocxTemplate.known(place, kind)).toList();
    }

    /** Every place a template of the kind may have: its own first. */
    public static List<TemplateKind.Place> all(TemplateKind kind) {
        return java.util.stream.Stream.concat(kind.places().stream(), DocxTemplate.COMMON.stream()).toList();
    }

    private byte[] content(TemplateKind kind, DocxTemplateId id) {
        return db.select(DOCX_TEMPLATE.CONTENT).from(DOCX_TEMPLATE).where(DOCX_TEMPLATE.ID.eq(id), DOCX_TEMPLATE.KIND.eq(kind.name()), DOCX_TEMPLATE.STATE.ne("removed")).fetchOptional(DOCX_TEMPLATE.CONTENT).orElseThrow(NotFound::new);
    }

    /** Takes in a file, in place of the one proposed before. Nothing of a refused one is kept. Sent twice it is taken once. */
    @Transactional
    public void propose(TemplateKind kind, DocxTemplateId id, @Nullable String fileName, byte[] bytes, Actor actor) {
        admins.require(actor);
        var template = DocxTemplate.of(bytes);
        if (template.places().isEmpty()) throw Refused.at("file", "word.refused.no_places");
        if (db.fetchExists(DOCX_TEMPLATE, DOCX_TEMPLATE.ID.eq(id))) return;
        db.update(DOCX_TEMPLATE).set(DOCX_TEMPLATE.STATE, "removed").where(DOCX_TEMPLATE.KIND.eq(kind.name()), DOCX_TEMPLATE.STATE.eq("proposed")).execute();
        var name = SafeText.line(fileName == null ? "" : fileName);
        db.insertInto(DOCX_TEMPLATE)
                .set(DOCX_TEMPLATE.ID, id)
                .set(DOCX_TEMPLATE.KIND, kind.name())
                .set(DOCX_TEMPLATE.STATE, "proposed")
                .set(DOCX_TEMPLATE.FILE_NAME, name.isEmpty() ? kind.name() + ".docx" : name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                .set(DOCX_TEMPLATE.CONTENT, bytes)
                .set(DOCX_TEMPLATE.UPLOADED_BY, actor.person())
                .set(DOCX_TEMPLATE.UPLOADED_AT, clock.instant())
                .execute();
        activities.record(actor, new DocumentActivity.TemplateProposed(Ref.of("docx_template", id), kind.name(), name), null, null);
    }

    /** From now on documents of the kind are written into the proposed file; one that has places nobody knows is refused. */
    @Transactional
    public void use(TemplateKind kind, DocxTemplateId id, Actor actor) {
        admins.require(actor);
        var unknown = unknown(kind, DocxTemplate.of(proposed(kind, id)).places());
        if (!unknown.isEmpty()) throw Refused.because("template.unknown_left", String.join(" ", unknown.stream().map(place -> "{{" + place + "}}").toList()));
        db.update(DOCX_TEMPLATE).set(DOCX_TEMPLATE.STATE, "removed").where(DOCX_TEMPLATE.KIND.eq(kind.name()), DOCX_TEMPLATE.STATE.eq("used")).execute();
        db.update(DOCX_TEMPLATE).set(DOCX_TEMPLATE.STATE, "used").set(DOCX_TEMPLATE.USED_BY, actor.person()).set(DOCX_TEMPLATE.USED_AT, clock.instant()).where(DOCX_TEMPLATE.ID.eq(id)).execute();
        activities.record(actor, new DocumentActivity.TemplateUsed(Ref.of("docx_template", id), kind.name()), null, null);
    }

    private byte[] proposed(TemplateKind kind, DocxTemplateId id) {
        return db.select(DOCX_TEMPLATE.CONTENT).from(DOCX_TEMPLATE).where(DOCX_TEMPLATE.ID.eq(id), DOCX_TEMPLATE.KIND.eq(kind.name()), DOCX_TEMPLATE.STATE.eq("proposed")).forUpdate().fetchOptional(DOCX_TEMPLATE.CONTENT).orElseThrow(Stale::new);
    }

    /** Back to how documents look without it; one only proposed is let go. */
    @Transactional
    public void remove(TemplateKind kind, DocxTemplateId id, Actor actor) {
        admins.require(actor);
        int gone = db.update(DOCX_TEMPLATE).set(DOCX_TEMPLATE.STATE, "removed").where(DOCX_TEMPLATE.ID.eq(id), DOCX_TEMPLATE.KIND.eq(kind.name()), DOCX_TEMPLATE.STATE.ne("removed")).execute();
        if (gone == 1) activities.record(actor, new DocumentActivity.TemplateRemoved(Ref.of("docx_template", id), kind.name()), null, null);
    }

    /** One of the kind’s samples in the clothes of one file, to be looked at before it is used. */
    @Transactional(readOnly = true)
    public byte[] look(TemplateKind kind, DocxTemplateId id, String chosen, Locale language, Reader reader, Export export) throws IOException {
        return DocxTemplate.of(content(kind, id)).filled(kind.sample(chosen, language, reader, reader.actor()), export, words);
    }

    /** The file as it was brought. */
    @Transactional(readOnly = true)
    public byte[] file(TemplateKind kind, DocxTemplateId id) {
        return content(kind, id);
    }

    /** A document as Word file: in the company’s template where one is used for its kind, else as we write it. */
    @Transactional(readOnly = true)
    public void write(DocumentContent content, Export export, OutputStream out) throws IOException {
        var template = content.head().kind().isEmpty() ? Optional.<byte[]>empty()
                : db.select(DOCX_TEMPLATE.CONTENT).from(DOCX_TEMPLATE).where(DOCX_TEMPLATE.KIND.eq(content.head().kind()), DOCX_TEMPLATE.STATE.eq("used")).fetchOptional(DOCX_TEMPLATE.CONTENT);
        if (template.isPresent()) out.write(DocxTemplate.of(template.get()).filled(content, export, words));
        else plain.write(content, export, out);
    }

    /** A file to begin with: a document of ours with its places in it. */
    public byte[] start(TemplateKind kind, Locale language, Export export) throws IOException {
        var head = Head.titled("{{title}}", language).number("{{number}}").organisation("{{organisation}}").project("{{project.name}}").retention("{{retention}}").build();
        var content = DocumentContent.of(head);
        content.paragraph("{{body}}");
        var out = new ByteArrayOutputStream();
        plain.write(content.build(), export, out);
        return out.toByteArray();
    }
}
