package meridian.project;

import static db.project.Tables.INDICATOR;
import static db.project.Tables.MEASUREMENT;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import meridian.tenancy.MeasurementId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The evidence of a measured value: the report, the photograph, the list. A closed project takes no more. */
@Component
class MeasurementFiles extends ThingFiles {
    private final DSLContext db;

    MeasurementFiles(DSLContext db, Projects projects) {
        super(projects, Indicators.MEASUREMENT_KIND);
        this.db = db;
    }

    @Override
    protected Optional<Place> place(UUID thing) {
        return db.select(INDICATOR.PROJECT_ID, INDICATOR.ID, PROJECT.CLOSED_AT)
                .from(MEASUREMENT)
                .join(INDICATOR).on(INDICATOR.WORKSPACE_ID.eq(MEASUREMENT.WORKSPACE_ID), INDICATOR.ID.eq(MEASUREMENT.INDICATOR_ID), INDICATOR.DELETED_AT.isNull())
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(INDICATOR.WORKSPACE_ID), PROJECT.ID.eq(INDICATOR.PROJECT_ID))
                .where(MEASUREMENT.ID.eq(new MeasurementId(thing)))
                .fetchOptional(row -> new Place(row.value1(), "/indicators/" + row.value2() + "/measurements/" + thing, row.value3() == null));
    }

    @Override
    public Map<UUID, UUID> foundWith(Collection<UUID> things) {
        return db.select(MEASUREMENT.ID, MEASUREMENT.INDICATOR_ID).from(MEASUREMENT).where(MEASUREMENT.ID.in(things.stream().map(MeasurementId::new).toList()))
                .fetchMap(row -> row.value1().value(), row -> row.value2().value());
    }
}
