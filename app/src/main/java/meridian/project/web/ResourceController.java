package meridian.project.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.identity.Members;
import meridian.identity.Permission;
import meridian.project.FrozenTables;
import meridian.project.Money;
import meridian.project.Papers;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.Resource;
import meridian.project.Resource.Kind;
import meridian.project.Resource.Status;
import meridian.project.ResourceUse;
import meridian.project.Resources;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.ResourceId;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The resource list. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/resources")
public class ResourceController {
    private final Resources resources;
    private final ResourceUse use;
    private final Parties parties;
    private final Members members;
    private final Clock clock;
    private final Papers papers;

    ResourceController(Resources resources, ResourceUse use, Parties parties, Members members, Clock clock, Papers papers) {
        this.papers = papers;
        this.resources = resources;
        this.use = use;
        this.parties = parties;
        this.members = members;
        this.clock = clock;
    }

    /** The resource list, kind by kind. */
    public record ResourcesPage(ProjectAccess project, List<Resource> resources, Map<ResourceId, ResourceUse.Use> uses) {
        public ResourceUse.Use use(Resource resource) {
            return uses.getOrDefault(resource.id(), ResourceUse.Use.NONE);
        }

        public boolean mayAsk() {
            return project.may(Permission.PREPARE_REQUEST);
        }

        /** Given away: what the list says and what was granted on request. */
        public BigDecimal committed(Resource resource) {
            return resource.committed().add(use(resource).granted());
        }

        public @Nullable BigDecimal available(Resource resource) {
            return resource.amount() == null ? null : resource.amount().subtract(committed(resource));
        }

        public List<Kind> kinds() {
            return Arrays.stream(Kind.values()).filter(kind -> !of(kind).isEmpty()).toList();
        }

        public List<Resource> of(Kind kind) {
            return resources.stream().filter(resource -> resource.kind() == kind).toList();
        }

        public boolean mayAdd() {
            return project.may(Permission.MANAGE_RESOURCES);
        }

        public boolean mayManage(Resource resource) {
            return project.may(Permission.MANAGE_RESOURCES, resource.provider());
        }

        /** Resources without a provider or a day they are there from: what the gate to execution asks for. */
        public long open() {
            return resources.stream().filter(resource -> !resource.provided()).count();
        }

        public long confirmed() {
            return resources.stream().filter(resource -> resource.status() != Status.PLANNED).count();
        }

        public String amount(Ui ui, Resource resource) {
            return amount(ui, resource, resource.amount());
        }

        public String amount(Ui ui, Resource resource, @Nullable BigDecimal amount) {
            if (amount == null) return "–";
            if (resource.kind() == Kind.BUDGET) return money(ui, amount);
            return resource.unit().isEmpty() ? ui.number(amount) : ui.number(amount) + " " + resource.unit();
        }

        public String money(Ui ui, @Nullable BigDecimal amount) {
            return Money.shown(ui, amount, project.currency());
        }

        public BigDecimal planned() {
            return of(Kind.BUDGET).stream().map(Resource::amount).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        public BigDecimal committed() {
            return of(Kind.BUDGET).stream().map(this::committed).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        public BigDecimal spent() {
            return of(Kind.BUDGET).stream().map(Resource::spent).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /** What there is of a kind, unit by unit; units are never added to each other. */
        public String total(Ui ui, Kind kind) {
            var units = new LinkedHashMap<String, BigDecimal>();
            for (var resource : of(kind)) if (resource.amount() != null) units.merge(resource.unit(), resource.amount(), BigDecimal::add);
            return units.entrySet().stream().map(unit -> unit.getKey().isEmpty() ? ui.number(unit.getValue()) : ui.number(unit.getValue()) + " " + unit.getKey()).collect(Collectors.joining(", "));
        }

        public String state(Resource resource) {
            return switch (resource.status()) {
                case PLANNED -> "planned";
                case CONFIRMED -> "done";
                case IN_USE -> "doing";
                case RETURNED -> "accepted";
            };
        }
    }

    /** The form for one resource; {@code resource} is null for a new one. */
    public record ResourcePage(ProjectAccess project, @Nullable Resource resource, UUID id, List<Choice> providers, List<Choice> people) {
        public List<Choice> kinds(Ui ui) {
            return Arrays.stream(Kind.values()).map(kind -> new Choice(kind.text(), ui.t("resource.kind." + kind.text()))).toList();
        }

        /** Only who may write for the whole project may leave the provider open. */
        public boolean mayLeaveOpen() {
            return project.mayEverywhere(Permission.MANAGE_RESOURCES);
        }
    }

    @GetMapping
    Answer page(ProjectAccess project, Reader reader) {
        project.require(Permission.READ);
        return Answer.page("project/resources", new ResourcesPage(project, resources.of(project.id()), use.of(project.id(), LocalDate.ofInstant(clock.instant(), project.homeZone())))).of(papers.registered(project, FrozenTables.Kind.RESOURCE_LIST.text(), project.id(), reader));
    }

    @GetMapping("/new")
    Answer add(ProjectAccess project) {
        project.require(Permission.MANAGE_RESOURCES);
        return form(project, null);
    }

    @GetMapping("/{resource}")
    Answer edit(ProjectAccess project, @PathVariable UUID resource) {
        project.require(Permission.READ);
        var found = resources.get(project.id(), new ResourceId(resource));
        if (!project.may(Permission.MANAGE_RESOURCES, found.provider())) throw new NotAllowed();
        return form(project, found);
    }

    private Answer form(ProjectAccess project, @Nullable Resource resource) {
        var providers = parties.of(project.id()).stream().filter(party -> project.may(Permission.MANAGE_RESOURCES, party.id())).map(party -> new Choice(party.id().toString(), party.name())).toList();
        var people = members.choices().stream().map(one -> new Choice(one.id().toString(), one.region().isEmpty() ? one.name() : one.name() + " · " + one.region())).toList();
        return Answer.page("project/resource", new ResourcePage(project, resource, ResourceId.next().value(), providers, people));
    }

    /** What the form sends. */
    public record ResourceForm(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String amount,
            @Nullable String unit,
            @Nullable String provider,
            @Nullable String person,
            @Nullable String from,
            @Nullable String until,
            @Nullable String committed,
            @Nullable String spent) {
        Resources.Facts facts() {
            var entered = new Entered();
            var facts = new Resources.Facts(
                    entered.word("kind", said(kind), Kind::of),
                    said(name),
                    entered.number("amount", said(amount)),
                    said(unit),
                    entered.chosen("provider", said(provider), PartyId::of),
                    entered.chosen("person", said(person), MemberId::of),
                    entered.day("from", said(from)),
                    entered.day("until", said(until)),
                    entered.number("committed", said(committed)),
                    entered.number("spent", said(spent)));
            entered.done();
            return facts;
        }

        private static String said(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }

    @PostMapping
    Answer create(ProjectAccess project, Reader reader, Actor actor, @RequestParam UUID id, ResourceForm form) {
        project.require(Permission.MANAGE_RESOURCES);
        resources.add(project.id(), new ResourceId(id), form.facts(), actor);
        return list(project, reader).saying("resource.added");
    }

    @PostMapping("/{resource}")
    Answer change(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID resource, @RequestParam int version, ResourceForm form) {
        project.require(Permission.MANAGE_RESOURCES);
        resources.change(project.id(), new ResourceId(resource), form.facts(), version, actor);
        return list(project, reader).saying("entry.saved");
    }

    @PostMapping("/{resource}/confirmation")
    Answer confirm(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID resource, @RequestParam int version) {
        resources.confirm(project.id(), new ResourceId(resource), version, actor);
        return list(project, reader).saying("resource.was_confirmed");
    }

    @PostMapping("/{resource}/use")
    Answer use(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID resource, @RequestParam int version) {
        resources.use(project.id(), new ResourceId(resource), version, actor);
        return list(project, reader).saying("resource.was_taken");
    }

    @PostMapping("/{resource}/return")
    Answer giveBack(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID resource, @RequestParam int version) {
        resources.giveBack(project.id(), new ResourceId(resource), version, actor);
        return list(project, reader).saying("resource.was_returned");
    }

    @PostMapping("/{resource}/deletion")
    Answer delete(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID resource, @RequestParam int version) {
        resources.delete(project.id(), new ResourceId(resource), version, actor);
        var here = "/w/" + reader.slug() + "/p/" + project.code() + "/resources";
        return Answer.to(here).undoable(here + "/" + resource + "/restoration", "resource.was_deleted");
    }

    @PostMapping("/{resource}/restoration")
    Answer restore(ProjectAccess project, Reader reader, Actor actor, @PathVariable UUID resource) {
        resources.restore(project.id(), new ResourceId(resource), actor);
        return list(project, reader).saying("resource.was_restored");
    }

    private static Answer.To list(ProjectAccess project, Reader reader) {
        return Answer.to("/w/" + reader.slug() + "/p/" + project.code() + "/resources");
    }
}
