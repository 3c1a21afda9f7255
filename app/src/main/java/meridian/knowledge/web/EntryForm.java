package meridian.knowledge.web;

import java.util.List;
import java.util.UUID;
import meridian.activity.StoryPart.Telling;
import meridian.knowledge.Entry;
import meridian.knowledge.EntryKind;
import meridian.knowledge.EntryText;
import meridian.project.ProjectAccess;
import meridian.tenancy.EntryId;
import meridian.web.Choice;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;

/**
 * The form of an entry: {@code entry} is null for a new one, {@code project} where a new lesson comes from, {@code origin} what it comes out of, which
 * fills it with its words.
 */
public record EntryForm(EntryKind kind, @Nullable Entry entry, UUID id, @Nullable ProjectAccess project, @Nullable Telling origin, List<Choice> parties) {
    static EntryForm fresh(EntryKind kind) {
        return new EntryForm(kind, null, EntryId.next().value(), null, null, List.of());
    }

    static EntryForm of(Entry entry) {
        return new EntryForm(entry.kind(), entry, entry.id().value(), null, null, List.of());
    }

    public boolean lesson() {
        return kind == EntryKind.LESSON;
    }

    public String title() {
        return entry != null ? entry.text().title() : origin != null ? origin.title() : "";
    }

    public String part(String name) {
        if (entry != null) return entry.text().parts(kind).getOrDefault(name, "");
        return origin != null && name.equals("happened") ? origin.text() : "";
    }

    public String tags() {
        return entry == null ? "" : entry.text().tagLine();
    }

    public String scenario() {
        if (entry != null) return entry.text().scenario() == null ? "" : entry.text().scenario();
        return project == null ? "" : project.scenario();
    }

    public String party() {
        return origin != null && origin.party() != null ? origin.party().toString() : "";
    }

    public List<Choice> scenarios(Ui ui) {
        return EntryText.SCENARIOS.stream().map(scenario -> new Choice(scenario, ui.t("knowledge.scenario." + scenario))).toList();
    }

    /** What the form sends. */
    record Fields(@Nullable String title, @Nullable String situation, @Nullable String happened, @Nullable String why, @Nullable String advice, @Nullable String body, @Nullable String tags, @Nullable String scenario) {
        EntryText.Typed typed() {
            return new EntryText.Typed(said(title), said(situation), said(happened), said(why), said(advice), said(body), said(tags), said(scenario));
        }

        private static String said(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }
}
