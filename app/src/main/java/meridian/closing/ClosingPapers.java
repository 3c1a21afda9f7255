package meridian.closing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import meridian.approval.Approvals;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Documents;
import meridian.document.Export;
import meridian.document.XlsxWriter;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.PaperSource;
import meridian.project.ProjectAccess;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a closing leaves on paper, for its pages and for its archive. */
@Component
@Order(90)
public class ClosingPapers implements PaperSource {
    private final Handovers handovers;
    private final OpenPoints points;
    private final Settlements settlements;
    private final Summaries summaries;
    private final Closings closings;
    private final Documents documents;
    private final Approvals approvals;
    private final Parties parties;
    private final XlsxWriter xlsx;
    private final Words words;
    private final java.time.Clock clock;

    ClosingPapers(Handovers handovers, OpenPoints points, Settlements settlements, Summaries summaries, Closings closings, Documents documents, Approvals approvals, Parties parties, XlsxWriter xlsx, Words words, java.time.Clock clock) {
        this.handovers = handovers;
        this.points = points;
        this.settlements = settlements;
        this.summaries = summaries;
        this.closings = closings;
        this.documents = documents;
        this.approvals = approvals;
        this.parties = parties;
        this.xlsx = xlsx;
        this.words = words;
        this.clock = clock;
    }

    /** The papers of a closing; the name stands in addresses. */
    public enum Kind {
        HANDOVER, POINTS, SETTLEMENT, SUMMARY, NOTICE;

        public static Optional<Kind> of(String text) {
            return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The key of what it is called. */
        public String title() {
            return "closing." + text() + "_document";
        }

        /** Whether it is a table, also to calculate with. */
        public boolean table() {
            return this == HANDOVER || this == POINTS || this == SETTLEMENT;
        }
    }

    /** One of them, with its entry in the register where it has one; {@code title} is the key of what it is called as it stands. */
    public record Sheet(@Nullable Document document, DocumentContent content, String title) {}

    /** Nothing where there is nothing to be written yet. */
    @Transactional(readOnly = true)
    public Optional<Sheet> sheet(Kind kind, ProjectAccess project, String organisation, Locale language) {
        var writing = new ClosingDocuments(words, language, project.homeZone(), organisation, project.name());
        var today = LocalDate.ofInstant(clock.instant(), project.homeZone());
        return switch (kind) {
            case HANDOVER -> Optional.of(list(kind, Handovers.DOCUMENT_KIND, project, document -> writing.handover(handovers.of(project.id()), document, today)));
            case POINTS -> Optional.of(list(kind, OpenPoints.DOCUMENT_KIND, project, document -> writing.points(points.of(project.id()), document, today)));
            case SETTLEMENT -> Optional.of(list(kind, Settlements.DOCUMENT_KIND, project, document -> writing.settlement(settlements.of(project), document, today)));
            case SUMMARY -> summaries.of(project.id()).map(summary -> {
                var document = documents.find(project.id(), Summaries.KIND, summary.id()).orElseThrow();
                var revisions = documents.revisions(document.id());
                return new Sheet(document, writing.summary(summary, document, revisions, approvals.told(summary.id(), document, revisions)), kind.title());
            });
            case NOTICE -> closings.notice(project.id()).map(document -> {
                var closing = closings.of(project.id()).orElseThrow();
                var revisions = documents.revisions(document.id());
                return new Sheet(document, writing.notice(closing, project.code(), project.startsOn(), document, revisions, approvals.told(closing.id(), document, revisions), parties.of(project.id()).stream().map(Party::name).toList()), ClosingDocuments.noticeTitle(closing));
            });
        };
    }

    private Sheet list(Kind which, String kind, ProjectAccess project, Function<@Nullable Document, DocumentContent> content) {
        var document = documents.find(project.id(), kind, project.id()).orElse(null);
        return new Sheet(document, content.apply(document), which.title());
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var project = setting.project();
        var now = clock.instant();
        var papers = new ArrayList<Paper>();
        for (var kind : Kind.values()) {
            if (empty(kind, project)) continue;
            var sheet = sheet(kind, project, setting.organisation(), setting.language());
            if (sheet.isEmpty()) continue;
            var document = sheet.get().document();
            Instant at = document == null ? now : documents.revisions(document.id()).stream().findFirst().map(meridian.document.Revision::issuedAt).orElse(now);
            Supplier<DocumentContent> content = () -> sheet(kind, project, setting.organisation(), setting.language()).orElseThrow().content();
            var books = kind.table() ? List.of(new Book("xlsx", out -> xlsx.write(content.get(), new Export("", now.atZone(project.homeZone())), out))) : List.<Book>of();
            papers.add(new Paper(document, "", at, content, books));
        }
        return papers;
    }

    private boolean empty(Kind kind, ProjectAccess project) {
        return switch (kind) {
            case HANDOVER -> handovers.of(project.id()).isEmpty();
            case POINTS -> points.of(project.id()).isEmpty();
            case SETTLEMENT -> settlements.of(project).lines().isEmpty();
            case SUMMARY, NOTICE -> false;
        };
    }
}
