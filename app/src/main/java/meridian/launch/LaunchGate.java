package meridian.launch;

import static db.document.Tables.DOCUMENT;
import static db.launch.Tables.KICKOFF;
import static db.launch.Tables.LETTER;
import static db.launch.Tables.PLAN_CONFIRMATION;
import static db.launch.Tables.READINESS_REPORT;
import static db.launch.Tables.SIGNATURE;
import static db.launch.Tables.TABLE_CONFIRMATION;
import static db.project.Tables.PARTY;

import java.util.List;
import java.util.function.Predicate;
import meridian.meeting.Meeting;
import meridian.meeting.MinutesSheets;
import meridian.project.GateCheck;
import meridian.project.Stage;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/**
 * What has to be done before work begins: a kickoff held whose minutes are published; and every party has reported what it has
 * ready (approved, where such reports are), confirmed the tables in the versions that its letter names, signed its letter and confirmed the plan.
 */
@Component
class LaunchGate implements GateCheck {
    private final DSLContext db;
    private final MinutesSheets minutes;

    LaunchGate(DSLContext db, MinutesSheets minutes) {
        this.db = db;
        this.minutes = minutes;
    }

    private record Done(String party, boolean reported, boolean tables, boolean signed, boolean confirmed) {}

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.LAUNCH) return List.of();
        var reported = DSL.field(DSL.exists(DSL.selectOne().from(READINESS_REPORT).join(DOCUMENT).on(ReadinessReports.issued())
                .where(READINESS_REPORT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), READINESS_REPORT.PROJECT_ID.eq(PARTY.PROJECT_ID), READINESS_REPORT.PARTY_ID.eq(PARTY.ID), READINESS_REPORT.REPORTED_AT.isNotNull())));
        // What was confirmed has to be what the party’s letter names.
        var others = DSL.exists(DSL.selectOne().from(LETTER)
                .where(LETTER.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), LETTER.PROJECT_ID.eq(PARTY.PROJECT_ID), LETTER.PARTY_ID.eq(PARTY.ID), LETTER.REPLACED_AT.isNull())
                .and(LETTER.CHARTER_ISSUE.ne(DSL.coalesce(DSL.nullif(TABLE_CONFIRMATION.CHARTER_ISSUE, 0), LETTER.CHARTER_ISSUE))
                        .or(LETTER.RESPONSIBILITY_ISSUE.ne(DSL.coalesce(TABLE_CONFIRMATION.RESPONSIBILITY_ISSUE, KICKOFF.RESPONSIBILITY_ISSUE)))
                        .or(LETTER.RESOURCE_ISSUE.ne(DSL.coalesce(TABLE_CONFIRMATION.RESOURCE_ISSUE, KICKOFF.RESOURCE_ISSUE)))));
        var tables = DSL.field(DSL.exists(DSL.selectOne().from(TABLE_CONFIRMATION)
                .join(KICKOFF).on(KICKOFF.WORKSPACE_ID.eq(TABLE_CONFIRMATION.WORKSPACE_ID), KICKOFF.PROJECT_ID.eq(TABLE_CONFIRMATION.PROJECT_ID))
                .where(DSL.not(others), TABLE_CONFIRMATION.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), TABLE_CONFIRMATION.PROJECT_ID.eq(PARTY.PROJECT_ID), TABLE_CONFIRMATION.PARTY_ID.eq(PARTY.ID), TABLE_CONFIRMATION.CONFIRMED_AT.isNotNull())));
        var signed = DSL.field(DSL.exists(DSL.selectOne().from(LETTER)
                .join(SIGNATURE).on(SIGNATURE.WORKSPACE_ID.eq(LETTER.WORKSPACE_ID), SIGNATURE.LETTER_ID.eq(LETTER.ID), SIGNATURE.REFUSAL.isNull(), SIGNATURE.PROVIDER.ne(Letter.PAPER).or(SIGNATURE.CHECKED_AT.isNotNull()))
                .where(LETTER.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), LETTER.PROJECT_ID.eq(PARTY.PROJECT_ID), LETTER.PARTY_ID.eq(PARTY.ID), LETTER.REPLACED_AT.isNull())
                .andNotExists(DSL.selectOne().from(DOCUMENT).where(DOCUMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DOCUMENT.PROJECT_ID.eq(PARTY.PROJECT_ID), DOCUMENT.KIND.eq(CommitmentLetters.KIND), DOCUMENT.SUBJECT_ID.eq(PARTY.ID.coerce(java.util.UUID.class)), DOCUMENT.VOIDED_AT.isNotNull()))));
        var confirmed = DSL.field(DSL.exists(DSL.selectOne().from(PLAN_CONFIRMATION)
                .where(PLAN_CONFIRMATION.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), PLAN_CONFIRMATION.PROJECT_ID.eq(PARTY.PROJECT_ID), PLAN_CONFIRMATION.PARTY_ID.eq(PARTY.ID), PLAN_CONFIRMATION.SUPERSEDED_AT.isNull(), PLAN_CONFIRMATION.CONFIRMED_AT.isNotNull())));
        var all = db.select(PARTY.NAME, reported, tables, signed, confirmed)
                .from(PARTY)
                .where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull())
                .orderBy(PARTY.POSITION, PARTY.NAME)
                .fetch(row -> new Done(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
        var held = new Item("kickoff_held", minutes.called(project, Meeting.Kind.KICKOFF).filter(one -> one.published() != null).isPresent(), List.of(), "/meetings");
        return List.of(item("readiness_reported", all, Done::reported), held, item("tables_confirmed", all, Done::tables), item("letters_signed", all, Done::signed), item("plan_confirmed", all, Done::confirmed));
    }

    private static Item item(String key, List<Done> all, Predicate<Done> done) {
        var without = all.stream().filter(done.negate()).map(Done::party).toList();
        return new Item(key, !all.isEmpty() && without.isEmpty(), without, key.equals("tables_confirmed") ? "/launch/kickoff" : "/launch");
    }
}
