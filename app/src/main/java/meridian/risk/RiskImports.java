package meridian.risk;

import static db.risk.Tables.RISK;
import static db.risk.Tables.RISK_IMPORT;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.duty.Cadence;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RiskId;
import meridian.tenancy.RiskImportId;
import meridian.tenancy.RiskMeasureId;
import meridian.tenancy.Stale;
import meridian.tenancy.Text;
import meridian.web.Words;
import meridian.workplan.exchange.Limits;
import meridian.workplan.exchange.PlanFile;
import meridian.workplan.exchange.UnreadableFile;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Registers brought as files: looked at and mended as often as wanted, written all or nothing once. */
@Component
public class RiskImports {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int LONGEST = 4000;
    /** No cell of a spreadsheet holds more. */
    private static final int CELL = 32_767;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Parties parties;
    private final Teams teams;
    private final Risks risks;
    private final RiskSheets sheets;
    private final RiskDuties duties;
    private final Words words;
    private final Activities activities;

    RiskImports(DSLContext db, Clock clock, Projects projects, Parties parties, Teams teams, Risks risks, RiskSheets sheets, RiskDuties duties, Words words, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.parties = parties;
        this.teams = teams;
        this.risks = risks;
        this.sheets = sheets;
        this.duties = duties;
        this.words = words;
        this.activities = activities;
    }

    /** A file with what was decided about it so far; {@code written} is how many risks came of it, null until it was confirmed. */
    public record Upload(RiskImportId id, String fileName, List<RiskRows.Mend> mends, @Nullable Integer written, int version) {}

    /** What the file would become. */
    public record Preview(Upload upload, List<RiskRows.Column> columns, List<RiskRows.Row> rows, List<RiskRows.Fault> faults) {
        public long fresh() {
            return rows.stream().filter(row -> !row.there()).count();
        }

        public long there() {
            return rows.size() - fresh();
        }

        public boolean good() {
            return faults.isEmpty() && fresh() > 0;
        }
    }

    /** Keeps a file to be looked at; the same id twice keeps it once. What cannot be read is refused and not kept. */
    @Transactional
    public void upload(RiskImportId id, ProjectId project, String fileName, byte[] content, Actor actor) {
        access(project, actor);
        var name = name(fileName);
        rows(name, content);
        db.deleteFrom(RISK_IMPORT).where(RISK_IMPORT.WRITTEN_AT.isNull(), RISK_IMPORT.UPLOADED_AT.lt(clock.instant().minus(KEPT))).execute();
        db.insertInto(RISK_IMPORT)
                .set(RISK_IMPORT.ID, id)
                .set(RISK_IMPORT.PROJECT_ID, project)
                .set(RISK_IMPORT.FILE_NAME, name)
                .set(RISK_IMPORT.CONTENT, content)
                .set(RISK_IMPORT.UPLOADED_BY, actor.person())
                .set(RISK_IMPORT.UPLOADED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
    }

    private static String name(String fileName) {
        var name = Text.clean(fileName).replace('\n', ' ');
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return name.isEmpty() ? "risks" : name.length() > 200 ? name.substring(name.length() - 200) : name;
    }

    private static RiskRows rows(String name, byte[] content) {
        try {
            return RiskRows.in(PlanFile.read(name, content, Limits.standard())).orElseThrow(() -> Refused.at("file", "risk.import.no_table"));
        } catch (UnreadableFile unreadable) {
            throw Refused.at("file", unreadable.key(), unreadable.args().stream().map(Object::toString).toArray());
        }
    }

    @Transactional(readOnly = true)
    public Preview preview(RiskImportId id, ProjectId project, Actor actor) {
        return read(id, access(project, actor)).preview();
    }

    private record Read(Preview preview, RiskRows.Known known) {}

    private Read read(RiskImportId id, ProjectAccess access) {
        var row = db.select(RISK_IMPORT.FILE_NAME, RISK_IMPORT.CONTENT, RISK_IMPORT.MENDS, RISK_IMPORT.RISKS, RISK_IMPORT.VERSION)
                .from(RISK_IMPORT)
                .where(RISK_IMPORT.ID.eq(id), RISK_IMPORT.PROJECT_ID.eq(access.id()))
                .fetchOptional().orElseThrow(NotFound::new);
        var upload = new Upload(id, row.value1(), mends(row.value3()), row.value4(), row.value5());
        var known = known(access);
        if (upload.written() != null) return new Read(new Preview(upload, List.of(), List.of(), List.of()), known);
        var table = rows(row.value1(), row.value2());
        var read = table.read(known, upload.mends());
        if (read.size() > RiskRows.MOST) throw Refused.because("risk.import.too_many", RiskRows.MOST, read.size());
        return new Read(new Preview(upload, List.copyOf(table.columns()), read, RiskRows.faults(read)), known);
    }

    private RiskRows.Known known(ProjectAccess access) {
        var units = new HashMap<String, PartyId>();
        for (var party : parties.of(access.id())) units.put(RiskRows.name(party.name()), party.id());
        var people = new HashMap<String, MemberId>();
        for (var seat : teams.of(access.id()).seats()) if (!seat.left() && seat.role() != Role.GUEST) people.putIfAbsent(RiskRows.name(seat.name()), seat.member());
        var there = db.select(RISK.DESCRIPTION).from(RISK).where(RISK.PROJECT_ID.eq(access.id())).fetchSet(row -> RiskRows.plain(row.value1()));
        return new RiskRows.Known(units, people, there, LocalDate.ofInstant(clock.instant(), access.homeZone()));
    }

    private static List<RiskRows.Mend> mends(JSONB kept) {
        var mends = new ArrayList<RiskRows.Mend>();
        for (var mend : JSON.readTree(kept.data())) RiskRows.Column.of(mend.path("column").asString("")).ifPresent(column -> mends.add(new RiskRows.Mend(column, mend.path("from").asString(""), mend.path("to").asString(""))));
        return mends;
    }

    /** Says what cells mean; a mend of the same cells replaces the one before. */
    @Transactional
    public void mend(RiskImportId id, ProjectId project, List<RiskRows.Mend> mends, int version, Actor actor) {
        var access = access(project, actor);
        var check = new Refused.Check();
        for (int i = 0; i < mends.size(); i++) {
            check.optional("to_" + i, mends.get(i).to(), LONGEST);
            check.reject(mends.get(i).from().length() > CELL, "to_" + i, "refused.not_a_choice");
        }
        check.done();
        var upload = read(id, access).preview().upload();
        if (upload.written() != null) throw new Stale();
        var kept = new ArrayList<>(upload.mends());
        for (var mend : mends) {
            kept.removeIf(one -> one.column() == mend.column() && one.from().equals(mend.from()));
            kept.add(new RiskRows.Mend(mend.column(), mend.from(), Text.clean(mend.to())));
        }
        var array = JSON.createArrayNode();
        for (var mend : kept) array.addObject().put("column", mend.column().text()).put("from", mend.from()).put("to", mend.to());
        var changed = db.update(RISK_IMPORT).set(RISK_IMPORT.MENDS, JSONB.valueOf(array.toString())).set(RISK_IMPORT.VERSION, RISK_IMPORT.VERSION.plus(1)).where(RISK_IMPORT.ID.eq(id), RISK_IMPORT.VERSION.eq(version)).execute();
        if (changed == 0) throw new Stale();
    }

    /** Writes every row that is new, with its measures as duties; refused while anything is wrong. Confirmed twice it is written once. */
    @Transactional
    public int confirm(RiskImportId id, ProjectId project, int version, Actor actor) {
        var access = access(project, actor);
        var locked = db.select(RISK_IMPORT.RISKS, RISK_IMPORT.VERSION).from(RISK_IMPORT).where(RISK_IMPORT.ID.eq(id), RISK_IMPORT.PROJECT_ID.eq(project)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        if (locked.value1() != null) return locked.value1();
        if (locked.value2() != version) throw new Stale();
        var preview = read(id, access).preview();
        if (!preview.faults().isEmpty()) throw Refused.because("risk.import.faults", preview.faults().size());
        if (preview.fresh() == 0) throw Refused.because("risk.import.nothing");
        int written = 0;
        for (var row : preview.rows()) if (!row.there()) {
            write(access, row, actor);
            written++;
        }
        db.update(RISK_IMPORT).set(RISK_IMPORT.WRITTEN_AT, clock.instant()).set(RISK_IMPORT.RISKS, written).where(RISK_IMPORT.ID.eq(id)).execute();
        activities.record(actor, new RiskActivity.RisksImported(Ref.of("risk_import", id), preview.upload().fileName(), written), project, null);
        return written;
    }

    private void write(ProjectAccess access, RiskRows.Row row, Actor actor) {
        var id = RiskId.next();
        var facts = Risks.Facts.of(row.description(), row.cause(), row.effect(), row.party(), row.category(), Objects.requireNonNull(row.level()));
        var at = row.submittedOn() == null ? clock.instant() : noon(row.submittedOn(), access);
        var by = row.submittedBy() == null ? actor.person() : row.submittedBy();
        risks.insert(access, id, facts, Cadence.WEEK.period(LocalDate.ofInstant(at, access.homeZone())), "", false, null, by, at, actor);
        int position = 0;
        for (var measure : row.measures()) risks.write(id, RiskMeasureId.next(), position++, measure.content(), measure.owner(), measure.dueOn());
        if (!row.updates().isEmpty()) risks.log(access.id(), id, RiskAct.NOTE, row.updates(), RiskStatus.PROPOSED, null, actor);
        if (row.ended() != null) risks.endAtOnce(access, id, row.ended(), actor);
        else if (!row.measures().isEmpty()) {
            var risk = sheets.get(access.id(), id);
            for (var measure : risk.measures()) duties.measure(access, risk, measure, actor);
        }
    }

    // The middle of the day at home; a day that has only begun is not over.
    private Instant noon(LocalDate day, ProjectAccess access) {
        var noon = day.atTime(12, 0).atZone(access.homeZone()).toInstant();
        return noon.isAfter(clock.instant()) ? clock.instant() : noon;
    }

    private ProjectAccess access(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.ASSESS_RISKS);
        return access;
    }

    /** The names that a cell of a column may mean, for its mend: in the language of the reader. */
    @Transactional(readOnly = true)
    public List<String> choices(RiskRows.Column column, ProjectAccess access, Locale language) {
        return switch (column) {
            case PARTY -> parties.of(access.id()).stream().map(party -> party.name()).toList();
            case OWNER, SUBMITTED_BY -> teams.of(access.id()).seats().stream().filter(seat -> !seat.left() && seat.role() != Role.GUEST).map(seat -> seat.name()).distinct().toList();
            case LEVEL -> List.of(words.in(language, "risk.level.high"), words.in(language, "risk.level.medium"), words.in(language, "risk.level.low"));
            case STATUS -> List.of(words.in(language, "risk.status.proposed"), words.in(language, "risk.status.closed"), words.in(language, "risk.status.occurred"));
            default -> List.of();
        };
    }
}
