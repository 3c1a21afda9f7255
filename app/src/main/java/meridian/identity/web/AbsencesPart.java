package meridian.identity.web;

import java.util.List;
import meridian.identity.Absences;
import meridian.identity.Members;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.MemberId;
import meridian.web.Choice;

/** Somebody's absences on a page, with the form for the next. */
public record AbsencesPart(List<Absences.Absence> absences, AbsenceId next, List<Choice> standIns, String action) {
    static List<Choice> standIns(List<Members.Choice> people, MemberId away) {
        return People.choices(people.stream().filter(person -> !person.id().equals(away)).toList());
    }

    static Absences.NewAbsence read(MemberId member, String kind, String firstDay, String lastDay, String standIn, String note) {
        var fields = new FormFields();
        var first = fields.date("first_day", firstDay);
        var last = lastDay.isBlank() ? first : fields.date("last_day", lastDay);
        var instead = fields.chosen("stand_in", standIn, MemberId::of);
        fields.check().optional("note", note, 500);
        fields.done();
        return new Absences.NewAbsence(member, kind, first, last, instead, note);
    }
}
