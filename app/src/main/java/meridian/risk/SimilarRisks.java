package meridian.risk;

import static db.project.Tables.PROJECT;
import static db.risk.Tables.REGISTER;
import static db.risk.Tables.RISK;
import static db.risk.Tables.RISK_MEASURE;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import static db.identity.Tables.ROLE_GRANT;

import java.util.Arrays;
import java.util.List;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.tenancy.Reader;
import meridian.tenancy.Text;
import meridian.tenancy.WorkspaceRole;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Risks of all projects that somebody reads which speak of the same as what is being typed: what was feared before, and what was done. */
@Component
public class SimilarRisks {
    private static final int SHOWN = 5;
    private static final int LOOKED_AT = 40;
    private static final int LONGEST = 2000;
    private static final List<String> READING = Arrays.stream(Role.values()).filter(role -> role.permits(Permission.READ)).map(Role::text).toList();

    private final DSLContext db;

    SimilarRisks(DSLContext db) {
        this.db = db;
    }

    public record Similar(String project, String projectCode, int number, String description, RiskStatus status, Level level, List<String> measures, String suggestion) {
        public String code() {
            return Risk.code(number);
        }
    }

    /** The nearest first; none for a text that says too little. */
    @Transactional(readOnly = true)
    public List<Similar> to(String typed, Reader reader) {
        var words = Text.clean(typed);
        if (words.codePointCount(0, words.length()) < 4) return List.of();
        if (words.length() > LONGEST) words = words.substring(0, LONGEST);
        // The function looks through the whole workspace and knows nothing of rights; who may see what it found is asked here.
        var found = table("risk.similar({0}, {1})", val(words), inline(LOOKED_AT)).as("found", "id", "shared");
        var id = field(name("found", "id"), SQLDataType.UUID);
        var shared = field(name("found", "shared"), SQLDataType.INTEGER);
        var reads = reader.role() == WorkspaceRole.AUDITOR ? noCondition() : exists(selectOne().from(ROLE_GRANT)
                .where(ROLE_GRANT.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(RISK.PROJECT_ID), ROLE_GRANT.MEMBER_ID.eq(reader.member()), ROLE_GRANT.ROLE.in(READING)));
        var measures = multiset(select(RISK_MEASURE.CONTENT).from(RISK_MEASURE)
                        .where(RISK_MEASURE.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), RISK_MEASURE.RISK_ID.eq(RISK.ID), RISK_MEASURE.DONE_AT.isNotNull())
                        .orderBy(RISK_MEASURE.POSITION).limit(inline(3)))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        return db.select(PROJECT.NAME, PROJECT.CODE, RISK.NUMBER, RISK.DESCRIPTION, RISK.STATUS, RiskSheets.levelOf(), measures, RISK.SUGGESTION)
                .from(found)
                .join(RISK).on(RISK.ID.coerce(SQLDataType.UUID).eq(id))
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), PROJECT.ID.eq(RISK.PROJECT_ID), PROJECT.DELETED_AT.isNull())
                .leftJoin(REGISTER).on(REGISTER.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), REGISTER.PROJECT_ID.eq(RISK.PROJECT_ID))
                .where(reads)
                .orderBy(shared.desc(), RISK.SUBMITTED_AT.desc())
                .limit(inline(SHOWN))
                .fetch(row -> new Similar(row.value1(), row.value2(), row.value3(), row.value4(), RiskStatus.of(row.value5()), Level.of(row.value6()), row.value7(), row.value8()));
    }
}
