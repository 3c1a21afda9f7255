package meridian.workplan.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import meridian.tenancy.Reader;
import meridian.web.Words;
import meridian.workplan.Slips;
import meridian.workplan.Variance;

/** What an edit in the table or the chart would move, in the reader’s language, for a dialog that asks before it does. */
public record SlipAhead(List<Fact> facts) {
    public record Fact(String label, String text) {}

    static SlipAhead of(Slips.Effect effect, Words words, Reader reader) {
        var in = new In(words, reader.locale());
        var facts = new ArrayList<Fact>();
        facts.add(in.fact("workplan.tasks_moved", String.valueOf(effect.moved())));
        if (!effect.milestones().isEmpty()) facts.add(in.fact("workplan.milestones_hit", in.lines(effect.milestones())));
        if (!effect.late().isEmpty()) facts.add(in.fact("workplan.past_deadline", in.lines(effect.late())));
        if (effect.finishFrom() != null && effect.finishTo() != null && effect.finishTo().isAfter(effect.finishFrom()))
            facts.add(in.fact("workplan.plan_finish", effect.finishTo() + " " + in.say("workplan.instead_of", effect.finishFrom().toString())));
        if (!effect.parties().isEmpty()) facts.add(in.fact("workplan.parties_concerned", in.joined(effect.parties())));
        if (!effect.people().isEmpty())
            facts.add(in.fact("workplan.people_told", in.joined(effect.people().entrySet().stream().map(each -> in.say("workplan.person_tasks", each.getKey(), each.getValue())).toList())));
        return new SlipAhead(facts);
    }

    private record In(Words words, Locale language) {
        Fact fact(String key, String text) {
            return new Fact(say(key), text);
        }

        String say(String key, Object... arguments) {
            return words.in(language, key, arguments);
        }

        String joined(List<String> all) {
            return String.join(language.getLanguage().equals("zh") ? "、" : ", ", all);
        }

        String lines(List<Slips.Moved> moved) {
            return moved.stream().map(this::line).collect(Collectors.joining("\n"));
        }

        private String line(Slips.Moved each) {
            var days = each.days() == 0 ? "" : " " + say(each.days() > 0 ? "workplan.later_by" : "workplan.earlier_by", Variance.text(each.days()));
            var to = each.finish() == null ? "—" : each.finish().toLocalDate().toString();
            return each.title() + " " + (each.fromFinish() == null ? to : each.fromFinish().toLocalDate() + " → " + to) + days;
        }
    }
}
