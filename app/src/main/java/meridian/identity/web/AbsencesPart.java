package meridian.identity.web;

import java.util.List;
import meridian.identity.Absences;
import meridian.identity.Members;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Refused;
import meridian.web.Choice;
import meridian.web.Entered;

/** Somebody's absences on a page, with the form for the next. */
public record AbsencesPart(List<Absences.Absence> absences, AbsenceId next, List<Choice> standIns, String action) {
    static List<Choice> standIns(List<Members.Choice> people, MemberId away) {
        return People.choices(people.stream().filter(person -> !person.id().equals(away)).toList());
    }

    static Absences.NewAbsence read(MemberId member, String kind, String firstDay, String lastDay, String standIn, String note) {
        var entered = new Entered();
        var first = entered.requiredDay("first_day", firstDay);
        var last = lastDay.isBlank() ? first : entered.day("last_day", lastDay);
        var instead = entered.chosen("stand_in", standIn, MemberId::of);
        var check = new Refused.Check(entered.problems());
        check.optional("note", note, 500);
        check.done();
        return new Absences.NewAbsence(member, kind, first, last, instead, note);
    }
}
