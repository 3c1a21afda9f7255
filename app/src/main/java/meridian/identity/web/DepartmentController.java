package meridian.identity.web;

import java.util.List;
import meridian.activity.Activities;
import meridian.identity.Departments;
import meridian.identity.Members;
import meridian.identity.Regions;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.RegionId;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The departments of the workspace. */
@Controller
@RequestMapping("/w/{slug}/admin/departments")
public class DepartmentController {
    private final Departments departments;
    private final Regions regions;
    private final Members members;
    private final Activities activities;

    DepartmentController(Departments departments, Regions regions, Members members, Activities activities) {
        this.departments = departments;
        this.regions = regions;
        this.members = members;
        this.activities = activities;
    }

    public record DepartmentsPage(List<Departments.Branch> tree, DepartmentId next, DepartmentChoices choices, List<Departments.Department> closed) {}

    public record DepartmentPage(Departments.Department department, DepartmentChoices choices, HistoryPart history) {}

    /** What the fields of a department offer. */
    public record DepartmentChoices(List<Choice> parents, List<Choice> regions, List<Choice> people) {}

    @GetMapping
    Answer list(Reader reader) {
        AdminGate.pass(reader);
        var tree = departments.tree();
        return Answer.page("identity/departments", new DepartmentsPage(tree, DepartmentId.next(), choices(tree), departments.closed()));
    }

    @PostMapping
    Answer add(
            @RequestParam DepartmentId id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String parent,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String head,
            Reader reader,
            Actor actor) {
        departments.add(id, read(name, parent, region, head), actor);
        return Answer.to("/w/" + reader.slug() + "/admin/departments").saying("identity.department_added");
    }

    @GetMapping("/{id}")
    Answer page(@PathVariable DepartmentId id, Reader reader) {
        AdminGate.pass(reader);
        var department = departments.get(id);
        if (department.closed()) throw new NotFound();
        return Answer.page("identity/department", new DepartmentPage(department, choices(departments.tree().stream().filter(branch -> !branch.department().id().equals(id)).toList()),
                HistoryPart.about(id, activities)));
    }

    @PostMapping("/{id}")
    Answer change(
            @PathVariable DepartmentId id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String parent,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String head,
            @RequestParam int version,
            Reader reader,
            Actor actor) {
        departments.change(id, read(name, parent, region, head), version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/departments").saying("identity.saved");
    }

    @PostMapping("/{id}/closure")
    Answer close(@PathVariable DepartmentId id, @RequestParam int version, Reader reader, Actor actor) {
        departments.close(id, version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/departments").saying("identity.department_closed");
    }

    @PostMapping("/{id}/reopening")
    Answer reopen(@PathVariable DepartmentId id, @RequestParam int version, Reader reader, Actor actor) {
        departments.reopen(id, version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/departments").saying("identity.department_reopened");
    }

    private static Departments.Facts read(String name, String parent, String region, String head) {
        var entered = new Entered();
        var facts = new Departments.Facts(name, entered.chosen("parent", parent, DepartmentId::of), entered.chosen("region", region, RegionId::of), entered.chosen("head", head, MemberId::of));
        entered.done();
        return facts;
    }

    private DepartmentChoices choices(List<Departments.Branch> tree) {
        return new DepartmentChoices(
                tree.stream().map(branch -> new Choice(branch.department().id().toString(), "\u2003".repeat(branch.depth()) + branch.department().name())).toList(),
                regions.tree().stream().map(branch -> new Choice(branch.region().id().toString(), "\u2003".repeat(branch.depth()) + branch.region().name())).toList(),
                People.choices(members.choices()));
    }
}
