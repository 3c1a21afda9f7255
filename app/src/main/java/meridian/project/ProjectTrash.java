package meridian.project;

import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.INDICATOR;
import static db.project.Tables.RESOURCE;

import meridian.identity.Permission;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.ResourceId;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of this module can be thrown away and brought back. */
@Configuration
class ProjectTrash {
    @Bean
    TrashKind deliverableTrash(DSLContext db, Deliverables deliverables) {
        return new NamedTrash<>(db, "deliverable",
                new NamedTrash.Columns<>(DELIVERABLE.WORKSPACE_ID, DELIVERABLE.ID, DELIVERABLE.PROJECT_ID, DELIVERABLE.NAME, DELIVERABLE.DELETED_AT, DELIVERABLE.DELETED_BY, null),
                DeliverableId::new,
                new NamedTrash.Rules<>(held -> held.here().mayEverywhere(Permission.EDIT_CHARTER), deliverables::restore, here -> TrashKind.Back.below(here, "/charter#deliverables", "charter.said_deliverable_restored")));
    }

    @Bean
    TrashKind indicatorTrash(DSLContext db, Indicators indicators) {
        return new NamedTrash<>(db, "indicator",
                new NamedTrash.Columns<>(INDICATOR.WORKSPACE_ID, INDICATOR.ID, INDICATOR.PROJECT_ID, INDICATOR.NAME, INDICATOR.DELETED_AT, INDICATOR.DELETED_BY, null),
                IndicatorId::new,
                new NamedTrash.Rules<>(held -> held.here().mayEverywhere(Permission.EDIT_CHARTER), indicators::restore, here -> TrashKind.Back.below(here, "/indicators", "indicator.was_restored"), indicators::forgetFiles));
    }

    @Bean
    TrashKind resourceTrash(DSLContext db, Resources resources) {
        return new NamedTrash<>(db, "resource",
                new NamedTrash.Columns<>(RESOURCE.WORKSPACE_ID, RESOURCE.ID, RESOURCE.PROJECT_ID, RESOURCE.NAME, RESOURCE.DELETED_AT, RESOURCE.DELETED_BY, RESOURCE.PROVIDER_PARTY_ID),
                ResourceId::new,
                new NamedTrash.Rules<>(held -> held.here().may(Permission.MANAGE_RESOURCES, held.party()), resources::restore, here -> TrashKind.Back.below(here, "/resources", "resource.was_restored")));
    }
}
