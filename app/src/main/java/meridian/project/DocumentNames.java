package meridian.project;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.document.Document;
import meridian.document.PaperAddresses;
import meridian.document.TemplateKind;
import meridian.index.Audience;
import meridian.index.Index;
import meridian.tenancy.DocumentId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the documents of a project are called: of which kind they are, and whose or about what each of several of a kind. */
@Component
public class DocumentNames {
    private final ObjectProvider<TemplateKind> kinds;
    private final PaperAddresses addresses;
    private final Index index;

    DocumentNames(ObjectProvider<TemplateKind> kinds, PaperAddresses addresses, Index index) {
        this.kinds = kinds;
        this.addresses = addresses;
        this.index = index;
    }

    /** The names of some documents of one project. */
    public record Names(String project, Map<String, String> titles, Map<DocumentId, String> parties, Map<UUID, String> things) {
        /** The key of what its kind is called. */
        public String title(Document document) {
            return titles.getOrDefault(document.kind(), "approval.of." + document.kind());
        }

        /** Whose it is or what it is about, where there can be several of its kind; empty otherwise. */
        public String of(Document document) {
            var party = parties.get(document.id());
            var thing = things.getOrDefault(document.id().value(), "");
            return party != null ? party : thing.equals(project) ? "" : thing;
        }
    }

    public Names of(ProjectAccess project, List<Document> documents) {
        var ids = documents.stream().map(Document::id).toList();
        return new Names(project.name(), kinds.stream().collect(Collectors.toMap(TemplateKind::name, TemplateKind::title)), addresses.parties(ids), index.titles(ids, Audience.project(project.id())));
    }
}
