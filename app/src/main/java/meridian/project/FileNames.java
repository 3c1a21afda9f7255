package meridian.project;

import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.REGION;
import static db.project.Tables.PARTY;
import static db.project.Tables.TOOL_RULES;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import meridian.document.DocumentName;
import meridian.document.NamingRule;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the files of a project are called: by the pattern of its tool rules, with the region of the party they belong to. */
@Component
public class FileNames implements NamingRule {
    private final DSLContext db;
    private final Projects projects;
    private final Clock clock;

    FileNames(DSLContext db, Projects projects, Clock clock) {
        this.db = db;
        this.projects = projects;
        this.clock = clock;
    }

    /** How files that are made today are named; {@code region} is left out of the names where it is null. */
    public record Naming(DocumentName pattern, String project, @Nullable String region, LocalDate today) {
        public String name(String document, int version, String ending) {
            return pattern.name(project, region, once(document), today, version, ending);
        }

        // A document that names its party at its end need not name it twice.
        private String once(String document) {
            var end = " " + region;
            return document.endsWith(end) && pattern.pattern().contains("{region}") ? document.substring(0, document.length() - end.length()) : document;
        }
    }

    /** How the documents of a party are named; without one, those of the whole project. */
    @Transactional(readOnly = true)
    public Naming of(ProjectAccess here, @Nullable PartyId party) {
        return naming(here, db.select(TOOL_RULES.NAMING_PATTERN).from(TOOL_RULES).where(TOOL_RULES.PROJECT_ID.eq(here.id())).fetchSingle(TOOL_RULES.NAMING_PATTERN), party);
    }

    private Naming naming(ProjectAccess here, String pattern, @Nullable PartyId party) {
        return new Naming(usable(pattern), here.name(), party == null ? null : region(party), LocalDate.ofInstant(clock.instant(), here.homeZone()));
    }

    private static DocumentName usable(String pattern) {
        try {
            return new DocumentName(pattern);
        } catch (IllegalArgumentException e) {
            return DocumentName.USUAL;
        }
    }

    // Of a department the region it sits in; one of headquarters has none.
    private @Nullable String region(PartyId party) {
        return db.select(REGION.NAME)
                .from(PARTY)
                .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                .join(REGION).on(REGION.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), REGION.ID.eq(DSL.coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID)))
                .where(PARTY.ID.eq(party))
                .fetchOne(REGION.NAME);
    }

    /** Once the tool rules are in force; what belongs to no party is named by the region of whoever brings it, if that is one. */
    @Override
    @Transactional(readOnly = true)
    public Optional<String> proposal(ProjectId project, @Nullable PartyId party, String fileName, int version, Actor actor) {
        var pattern = db.select(TOOL_RULES.NAMING_PATTERN).from(TOOL_RULES).where(TOOL_RULES.PROJECT_ID.eq(project), TOOL_RULES.PUBLISHED_AT.isNotNull()).fetchOne(TOOL_RULES.NAMING_PATTERN);
        if (pattern == null || usable(pattern).matches(fileName)) return Optional.empty();
        var here = projects.access(project, actor);
        var whose = party == null && here.parties().size() == 1 ? here.parties().getFirst() : party;
        var naming = naming(here, pattern, whose);
        return naming.pattern().proposal(fileName, naming.project(), naming.region(), naming.today(), version);
    }
}
