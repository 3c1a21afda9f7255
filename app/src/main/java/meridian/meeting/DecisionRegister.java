package meridian.meeting;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentVersion;
import meridian.document.Head;
import meridian.meeting.Decisions.Decision;
import meridian.meeting.Minutes.Choice;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** The register of decisions 决议台账 as a document. */
public final class DecisionRegister {
    /** Under which it is registered. */
    public static final String DOCUMENT_KIND = "decision_register";
    static final String LETTERS = "DC";

    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public DecisionRegister(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** @param document null while nothing was decided: before that it has no number */
    public DocumentContent of(List<Decision> decisions, String organisation, String project, LocalDate on, @Nullable Document document) {
        var head = Head.titled(t("meeting.decisions_register"), language).kind(DOCUMENT_KIND).organisation(organisation).project(project).effective(on).version(DocumentVersion.issued(1));
        if (document != null) head.number(document.number()).classification(document.classification()).retention(t(document.retention().key()));
        var content = DocumentContent.of(head.build()).landscape();
        if (decisions.isEmpty()) return content.paragraph(t("meeting.decisions_none")).build();
        var rows = new ArrayList<List<String>>();
        for (var decision : decisions.reversed()) {
            rows.add(List.of(String.valueOf(rows.size() + 1), LocalDate.ofInstant(decision.at(), zone).toString(), decision.content(), decision.party(), Meeting.code(decision.meeting()) + " " + decision.title(), decision.document(), votes(decision)));
        }
        return content.table(List.of(Column.centred(t("meeting.decision_no"), 6), Column.centred(t("meeting.decided_on"), 13), Column.of(t("minutes.section.decisions"), 46), Column.of(t("minutes.party"), 14), Column.of(t("meeting.decided_in"), 26), Column.of(t("meeting.decision_document"), 24), Column.of(t("minutes.votes"), 14)), rows).build();
    }

    private String votes(Decision decision) {
        if (decision.votes().isEmpty()) return "";
        return t("meeting.decision_votes", decision.votes(Choice.FOR), decision.votes(Choice.AGAINST), decision.votes(Choice.ABSTAIN));
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
