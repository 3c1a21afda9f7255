package meridian.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import meridian.document.Block.Column;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.web.Words;

/** A day’s (or week’s) progress sheet 进度填报, party by party, as a document. */
public final class StandUpDocument {
    private final Words words;
    private final Locale language;

    public StandUpDocument(Words words, Locale language) {
        this.words = words;
        this.language = language;
    }

    public DocumentContent of(StandUp standUp, String organisation, String project, String prepared, LocalDate on, ZoneId zone) {
        var content = DocumentContent.of(Head.titled(t("progress.sheet_document"), language).organisation(organisation).project(project).prepared(prepared, on).build()).landscape();
        content.paragraph(t("progress.sheet_of", standUp.day().toString(), standUp.reported(), standUp.missing()));
        for (var part : standUp.parties()) {
            content.heading(part.name().isEmpty() ? t("progress.no_party") : part.name());
            content.table(List.of(Column.of(t("progress.sheet_who"), 12), Column.of(t("progress.sheet_done"), 34), Column.of(t("progress.sheet_plan"), 24), Column.of(t("progress.help_needed"), 20), Column.centred(t("progress.sheet_at"), 10)),
                    part.people().stream().map(person -> row(person, zone)).toList());
        }
        return content.build();
    }

    private List<String> row(StandUp.Person person, ZoneId zone) {
        var told = person.report();
        if (told == null) return List.of(person.name(), person.standing() == StandUp.Standing.AWAY ? person.absence() : t("progress.standing." + person.standing().text()), "", "", "");
        return List.of(person.name(), told.lines().stream().map(this::line).collect(Collectors.joining("\n")), told.plan(), told.helpFrom().isEmpty() ? told.help() : told.help() + " (" + told.helpFrom() + ")", moment(told.arrivedAt(), zone));
    }

    private String line(StandUp.ToldLine line) {
        var said = new ArrayList<String>();
        said.add(t("progress.state." + line.state().name().toLowerCase(Locale.ROOT)));
        if (!line.title().isEmpty()) said.add(line.title());
        if (line.progress() != null) said.add(line.progress() + "%");
        if (!line.content().isEmpty()) said.add(line.content());
        if (!line.reason().isEmpty()) said.add(line.reason());
        return String.join(" · ", said);
    }

    private static String moment(Instant at, ZoneId zone) {
        return DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(at, zone));
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
