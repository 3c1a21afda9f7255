package meridian.duty.web;

import java.time.LocalDateTime;
import java.util.List;
import meridian.duty.Dossiers.Dossier;
import meridian.duty.Dossiers.Skip;
import meridian.duty.Dossiers.Step;
import meridian.web.Choice;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;

/** One duty as one reader sees it; {@code place} is where it is done. */
public record DutyPage(Dossier dossier, @Nullable String place, String explanation, String extension) {
    /** What is owed, in the words of its kind; a kind without words shows the title. */
    public String words(Ui ui) {
        var key = "duty." + dossier.duty().kind();
        return ui.has(key) ? ui.t(key, dossier.duty().title()) : dossier.duty().title();
    }

    public boolean standsIn() {
        return !dossier.owner().equals(dossier.doer());
    }

    /** Until when it can be put off: not beyond its due instant. */
    public List<Choice> snoozes(Ui ui) {
        return Snooze.possible(ui.now(), dossier.duty().dueAt(), ui.zone()).stream().map(one -> new Choice(one.text(), ui.t("duty.snooze." + one.text()))).toList();
    }

    public List<Choice> people(boolean withDoer) {
        return dossier.people().stream().filter(person -> withDoer || !person.name().equals(dossier.doer())).map(person -> new Choice(person.id().toString(), person.name())).toList();
    }

    /** Passed over: 区域负责人（陈浩）请假. */
    public String skipped(Skip skip, Ui ui) {
        var place = ui.t("duty.rung." + skip.place());
        return ui.t("duty.skip." + skip.why(), skip.name().isEmpty() ? place : ui.t("duty.skip_whom", place, skip.name()));
    }

    /** What a rung did. */
    public String reached(Step step, Ui ui) {
        if (step.to().isEmpty()) return ui.t("duty.reached_nobody");
        return ui.t(step.rung().climbs() || !step.skipped().isEmpty() ? "duty.reached" : "duty.reached_owner", step.to());
    }

    /** The value of a field for a day and a time: the due instant, in the reader's zone. */
    public String due(Ui ui) {
        return LocalDateTime.ofInstant(dossier.duty().dueAt(), ui.zone()).withSecond(0).withNano(0).toString();
    }

    /** A field’s value that is an instant is shown in the reader’s zone. */
    public static String value(String text, Ui ui) {
        if (!text.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z")) return text;
        return ui.time(java.time.Instant.parse(text));
    }
}
