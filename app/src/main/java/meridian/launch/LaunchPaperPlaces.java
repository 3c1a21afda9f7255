package meridian.launch;

import static db.launch.Tables.LETTER;
import static db.launch.Tables.READINESS_REPORT;
import static db.project.Tables.PARTY;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.document.PaperPlaces;
import meridian.tenancy.PartyId;
import meridian.tenancy.ReadinessReportId;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.springframework.stereotype.Component;

/** Where readiness reports are read, and each party’s letter in force. */
@Component
class LaunchPaperPlaces implements PaperPlaces {
    private final DSLContext db;

    LaunchPaperPlaces(DSLContext db) {
        this.db = db;
    }

    @Override
    public Map<UUID, String> papers(String kind, Collection<UUID> subjects) {
        if (kind.equals(ReadinessReports.KIND)) return subjects.stream().distinct().collect(Collectors.toMap(subject -> subject, subject -> "/launch/readiness/" + subject + "/report"));
        if (!kind.equals(CommitmentLetters.KIND)) return Map.of();
        return db.select(LETTER.PARTY_ID, LETTER.ID).from(LETTER).where(LETTER.PARTY_ID.in(subjects.stream().map(PartyId::new).toList()), LETTER.REPLACED_AT.isNull()).fetchMap(row -> row.value1().value(), row -> "/launch/letters/" + row.value2() + "/letter");
    }

    @Override
    public Map<UUID, String> parties(String kind, Collection<UUID> subjects) {
        if (kind.equals(CommitmentLetters.KIND)) return db.select(PARTY.ID, PARTY.NAME).from(PARTY).where(PARTY.ID.in(subjects.stream().map(PartyId::new).toList())).fetchMap(row -> row.value1().value(), Record2::value2);
        if (!kind.equals(ReadinessReports.KIND)) return Map.of();
        return db.select(READINESS_REPORT.ID, PARTY.NAME)
                .from(READINESS_REPORT)
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(READINESS_REPORT.WORKSPACE_ID), PARTY.ID.eq(READINESS_REPORT.PARTY_ID))
                .where(READINESS_REPORT.ID.in(subjects.stream().map(ReadinessReportId::new).toList()))
                .fetchMap(row -> row.value1().value(), Record2::value2);
    }
}
