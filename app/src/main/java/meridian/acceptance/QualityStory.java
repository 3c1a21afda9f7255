package meridian.acceptance;

import static db.acceptance.Tables.FINDING;
import static db.acceptance.Tables.QUALITY_CHECK;
import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import meridian.activity.StoryPart;
import meridian.project.Projects;
import meridian.tenancy.ProjectId;
import meridian.tenancy.QualityCheckId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Quality checks as parts of a story: what was found, which a lesson can come out of. */
@Component
class QualityStory implements StoryPart {
    private static final Pattern ADDRESS = Pattern.compile("/quality/(\\d{1,9})");

    private final DSLContext db;

    QualityStory(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return QualityCheck.KIND;
    }

    @Override
    public List<Telling> tell(Collection<UUID> things, ProjectId project, Reader reader) {
        var findings = multiset(select(FINDING.CONTENT, FINDING.STATE).from(FINDING).where(FINDING.WORKSPACE_ID.eq(QUALITY_CHECK.WORKSPACE_ID), FINDING.QUALITY_CHECK_ID.eq(QUALITY_CHECK.ID)).orderBy(FINDING.POSITION));
        return db.select(QUALITY_CHECK.ID, QUALITY_CHECK.NUMBER, QUALITY_CHECK.TITLE, QUALITY_CHECK.NOTE, QUALITY_CHECK.RECORDED_AT, QUALITY_CHECK.PARTY_ID, PARTY.NAME, MEMBER.DISPLAY_NAME, PROJECT.CODE, findings)
                .from(QUALITY_CHECK)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(QUALITY_CHECK.WORKSPACE_ID), PROJECT.ID.eq(QUALITY_CHECK.PROJECT_ID))
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(QUALITY_CHECK.WORKSPACE_ID), PARTY.ID.eq(QUALITY_CHECK.PARTY_ID))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(QUALITY_CHECK.WORKSPACE_ID), MEMBER.ID.eq(QUALITY_CHECK.CHECKED_BY))
                .where(QUALITY_CHECK.PROJECT_ID.eq(project), QUALITY_CHECK.ID.in(things.stream().map(QualityCheckId::new).toList()), Projects.readBy(project, reader))
                .fetch(row -> {
                    var found = row.value10();
                    var said = String.join("\n", found.map(finding -> finding.value1()));
                    var state = found.isEmpty() ? "passed" : found.stream().allMatch(finding -> finding.value2().equals("verified")) ? "settled" : "open";
                    var text = row.value4().isEmpty() ? said : said.isEmpty() ? row.value4() : row.value4() + "\n" + said;
                    return new Telling(Ref.of(QualityCheck.KIND, row.value1()), row.value5(), QualityCheck.code(row.value2()), row.value3(), "/p/" + row.value9() + "/quality/" + row.value2(), text, row.value6(), row.value7(),
                            "quality.state." + state, List.of(new Line(row.value5(), row.value8(), "story.quality_recorded", List.of(), said)));
                });
    }

    @Override
    public @Nullable UUID at(String address, ProjectId project) {
        var number = ADDRESS.matcher(address);
        if (!number.matches()) return null;
        return db.select(QUALITY_CHECK.ID).from(QUALITY_CHECK).where(QUALITY_CHECK.PROJECT_ID.eq(project), QUALITY_CHECK.NUMBER.eq(Integer.valueOf(number.group(1)))).fetchOptional(QUALITY_CHECK.ID).map(QualityCheckId::value).orElse(null);
    }
}
