package meridian.project;

import static db.project.Tables.PROJECT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import meridian.activity.Activities;
import meridian.document.Canonical;
import meridian.document.Document;
import meridian.document.DocumentVersion;
import meridian.document.Documents;
import meridian.document.Revision;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The versions of a project’s responsibility table 职责表 and resource list 协同资源清单: each issue says what stood there when it was
 * frozen, so that what was agreed on can be named. Nothing is issued that says what the last issue says.
 */
@Component
public class FrozenTables {
    private static final JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Responsibilities responsibilities;
    private final Teams teams;
    private final Resources resources;
    private final Documents documents;
    private final Activities activities;

    FrozenTables(DSLContext db, Clock clock, Projects projects, Responsibilities responsibilities, Teams teams, Resources resources, Documents documents, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.responsibilities = responsibilities;
        this.teams = teams;
        this.resources = resources;
        this.documents = documents;
        this.activities = activities;
    }

    public enum Kind {
        RESPONSIBILITY_TABLE("RT"), RESOURCE_LIST("RL");

        private final String letters;

        Kind(String letters) {
            this.letters = letters;
        }

        public static Optional<Kind> of(String text) {
            return java.util.Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The responsibility table as it was frozen: the team, and per deliverable the letter of each party. */
    public record ResponsibilityTable(List<String> parties, List<Row> rows, List<Seat> team) {
        public record Row(String deliverable, List<String> letters) {}

        public record Seat(String name, String role, String party, String duties) {}
    }

    /** The resource list as it was frozen. */
    public record ResourceList(List<Line> lines) {
        public record Line(String kind, String name, String amount, String unit, String provider, String from, String until) {}
    }

    /** One version by which it can be named. */
    public record Version(String number, int issue, String sha256) {
        public String text() {
            return number + " V" + issue + ".0";
        }
    }

    public record Versions(Version responsibilities, Version resources) {}

    /** Freezes both as they are now, where that is not what the last issue says; answers which versions stand. */
    @Transactional
    public Versions freeze(ProjectId project, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_PROJECT);
        db.select(PROJECT.ID).from(PROJECT).where(PROJECT.ID.eq(project)).forUpdate().fetch();
        return new Versions(freeze(project, Kind.RESPONSIBILITY_TABLE, JSON.valueToTree(table(responsibilities.of(project), teams.of(project))), actor), freeze(project, Kind.RESOURCE_LIST, JSON.valueToTree(list(resources.of(project))), actor));
    }

    private Version freeze(ProjectId project, Kind kind, JsonNode content, Actor actor) {
        var access = projects.access(project, actor);
        var document = documents.register(project, access.code(), kind.text(), kind.letters, project, LocalDate.ofInstant(clock.instant(), access.homeZone()));
        var sha256 = HexFormat.of().formatHex(Canonical.sha256(content));
        var last = documents.revisions(document.id()).stream().findFirst();
        if (last.isPresent() && document.voiding() == null && last.get().sha256().equals(sha256)) return new Version(document.number(), last.get().issue(), sha256);
        var revision = documents.issue(document.id(), "", content, actor.person(), null, null);
        activities.record(actor, new ProjectActivity.TableFrozen(Ref.of("project", project), kind.text(), document.number() + " " + revision.version(), revision.sha256()), project, null);
        return new Version(document.number(), revision.issue(), revision.sha256());
    }

    private static ResponsibilityTable table(ResponsibilityMatrix matrix, Team team) {
        var rows = matrix.rows().stream().map(row -> new ResponsibilityTable.Row(row.name(), matrix.columns().stream().map(column -> matrix.at(row, column)).toList())).toList();
        var seats = team.seats().stream().filter(seat -> !seat.left()).map(seat -> new ResponsibilityTable.Seat(seat.name(), seat.role().text(), Objects.requireNonNullElse(seat.partyName(), ""), seat.duties())).toList();
        return new ResponsibilityTable(matrix.columns().stream().map(ResponsibilityMatrix.Column::name).toList(), rows, seats);
    }

    private static ResourceList list(List<Resource> resources) {
        var lines = new ArrayList<ResourceList.Line>();
        for (var one : resources) {
            var amount = one.amount() == null ? "" : one.amount().stripTrailingZeros().toPlainString();
            var provider = one.providerName() != null ? one.providerName() : Objects.requireNonNullElse(one.personName(), "");
            lines.add(new ResourceList.Line(one.kind().text(), one.name(), amount, one.unit(), provider, Objects.toString(one.from(), ""), Objects.toString(one.until(), "")));
        }
        return new ResourceList(List.copyOf(lines));
    }

    /** The entry of a table in the register; none while it was never frozen. */
    @Transactional(readOnly = true)
    public Optional<Document> document(ProjectId project, Kind kind) {
        return documents.find(project, kind.text(), project);
    }

    /** The entry of the responsibility table that stands there now: of the last issue while it says the same, else of a draft after it. */
    @Transactional(readOnly = true)
    public Optional<Document> standing(ProjectId project, ResponsibilityMatrix matrix, Team team) {
        return document(project, Kind.RESPONSIBILITY_TABLE).map(document -> standing(document, JSON.valueToTree(table(matrix, team))));
    }

    /** The same of the resource list. */
    @Transactional(readOnly = true)
    public Optional<Document> standing(ProjectId project, List<Resource> list) {
        return document(project, Kind.RESOURCE_LIST).map(document -> standing(document, JSON.valueToTree(list(list))));
    }

    private Document standing(Document document, JsonNode now) {
        var last = documents.revisions(document.id()).stream().findFirst();
        if (last.isEmpty() || last.get().sha256().equals(HexFormat.of().formatHex(Canonical.sha256(now)))) return document;
        return document.as(new DocumentVersion(last.get().issue(), 1));
    }

    @Transactional(readOnly = true)
    public List<Revision> revisions(Document document) {
        return documents.revisions(document.id());
    }

    @Transactional(readOnly = true)
    public ResponsibilityTable responsibilities(Document document, int issue) {
        return JSON.treeToValue(content(document, issue), ResponsibilityTable.class);
    }

    @Transactional(readOnly = true)
    public ResourceList resources(Document document, int issue) {
        return JSON.treeToValue(content(document, issue), ResourceList.class);
    }

    private JsonNode content(Document document, int issue) {
        return documents.frozen(document.id(), issue).orElseThrow(NotFound::new).content();
    }
}
