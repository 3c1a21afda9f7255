package meridian.project;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import meridian.document.PaperPlaces;
import meridian.identity.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Where charter, rules, tables and the registers that everybody in a project may read are read. */
@Component
class ProjectPaperPlaces implements PaperPlaces {
    private final ObjectProvider<Register> registers;

    ProjectPaperPlaces(ObjectProvider<Register> registers) {
        this.registers = registers;
    }

    @Override
    public Map<UUID, String> papers(String kind, Collection<UUID> subjects) {
        var place = place(kind);
        return place == null ? Map.of() : PaperPlaces.all(subjects, place);
    }

    private @Nullable String place(String kind) {
        if (kind.equals(Charters.DOCUMENT_KIND)) return "/charter/paper";
        if (kind.equals(RuleBooks.DOCUMENT_KIND)) return "/rules/paper";
        if (kind.equals(FrozenTables.Kind.RESPONSIBILITY_TABLE.text())) return "/team/paper";
        if (kind.equals(FrozenTables.Kind.RESOURCE_LIST.text())) return "/resources/paper";
        return registers.stream().anyMatch(register -> register.name().equals(kind) && register.permission() == Permission.READ) ? "/registers/" + kind : null;
    }
}
