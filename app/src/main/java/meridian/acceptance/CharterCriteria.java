package meridian.acceptance;

import db.project.tables.Criterion;

/** The criteria of the charter, told apart from those that applications keep of them. */
final class CharterCriteria {
    static final Criterion CHARTERED = Criterion.CRITERION.as("chartered");

    private CharterCriteria() {}
}
