package meridian.document;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/**
 * What every document says about itself before it says anything else. The title is in the document's own language;
 * the labels around it are too. What is not known yet
 * stays empty and shows as a dash. The kind is that under which documents are registered; empty where a document has none.
 */
public record Head(
        Locale language,
        String title,
        String number,
        DocumentVersion version,
        Classification classification,
        String retention,
        String organisation,
        String project,
        @Nullable Hand prepared,
        @Nullable Hand checked,
        @Nullable Hand approved,
        @Nullable LocalDate effective,
        List<String> distribution,
        List<Revision> revisions,
        String kind,
        @Nullable Voided voided) {

    /** Whose hand a document went through, and on which day; no day while it has not happened. */
    public record Hand(String name, @Nullable LocalDate on) {}

    /** That the number was voided 作废: why, by whom and on which day. */
    public record Voided(String reason, String by, LocalDate on) {}

    /** One line of the revision record. */
    public record Revision(DocumentVersion version, @Nullable LocalDate on, String by, String change) {}

    public Head {
        distribution = List.copyOf(distribution);
        revisions = List.copyOf(revisions);
    }

    public static Builder titled(String title, Locale language) {
        return new Builder(title, language);
    }

    public static final class Builder {
        private final String title;
        private final Locale language;
        private String number = "";
        private DocumentVersion version = DocumentVersion.draft(1);
        private Classification classification = Classification.INTERNAL;
        private String retention = "";
        private String organisation = "";
        private String project = "";
        private @Nullable Hand prepared;
        private @Nullable Hand checked;
        private @Nullable Hand approved;
        private @Nullable LocalDate effective;
        private List<String> distribution = List.of();
        private final List<Revision> revisions = new ArrayList<>();
        private String kind = "";
        private @Nullable Voided voided;

        private Builder(String title, Locale language) {
            this.title = title;
            this.language = language;
        }

        /** By this kind the company’s own template is found. */
        public Builder kind(String kind) {
            this.kind = kind;
            return this;
        }

        /** What the register says of it: number, version, class, how long it is kept, and whether it was voided. */
        public Builder registered(Document document, Words words, ZoneId zone) {
            number(document.shownNumber()).version(document.version()).classification(document.classification()).retention(words.in(language, document.retention().key()));
            var voided = document.isVoid() ? document.voiding() : null;
            this.voided = voided == null ? null : new Voided(voided.reason(), voided.by(), LocalDate.ofInstant(voided.at(), zone));
            return this;
        }

        public Builder number(String number) {
            this.number = number;
            return this;
        }

        public Builder version(DocumentVersion version) {
            this.version = version;
            return this;
        }

        public Builder classification(Classification classification) {
            this.classification = classification;
            return this;
        }

        public Builder retention(String retention) {
            this.retention = retention;
            return this;
        }

        public Builder organisation(String organisation) {
            this.organisation = organisation;
            return this;
        }

        public Builder project(String project) {
            this.project = project;
            return this;
        }

        public Builder prepared(String name, @Nullable LocalDate on) {
            this.prepared = new Hand(name, on);
            return this;
        }

        public Builder checked(String name, @Nullable LocalDate on) {
            this.checked = new Hand(name, on);
            return this;
        }

        public Builder approved(String name, @Nullable LocalDate on) {
            this.approved = new Hand(name, on);
            return this;
        }

        public Builder effective(@Nullable LocalDate effective) {
            this.effective = effective;
            return this;
        }

        public Builder distribution(List<String> distribution) {
            this.distribution = distribution;
            return this;
        }

        public Builder revision(DocumentVersion version, @Nullable LocalDate on, String by, String change) {
            this.revisions.add(new Revision(version, on, by, change));
            return this;
        }

        public Head build() {
            return new Head(language, title, number, version, classification, retention, organisation, project,
                    prepared, checked, approved, effective, distribution, revisions, kind, voided);
        }
    }
}
