package meridian.closing;

import static db.closing.Tables.CLOSING;
import static db.closing.Tables.SETTLEMENT_LINE;
import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Resource;
import meridian.project.Resources;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.ResourceId;
import meridian.tenancy.SettlementLineId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The settlements of projects: entered by who runs the project or coordinates its resources, confirmed by somebody else who answers for money. */
@Component
public class Settlements {
    static final String KIND = "settlement_line";
    /** Under which the whole is registered. */
    public static final String DOCUMENT_KIND = "settlement";
    private static final String LETTERS = "ST";
    private static final int MOST = 500;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Resources resources;
    private final Closings closings;
    private final Activities activities;
    private final Documents documents;

    Settlements(DSLContext db, Clock clock, Projects projects, Resources resources, Closings closings, Activities activities, Documents documents) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.resources = resources;
        this.closings = closings;
        this.activities = activities;
        this.documents = documents;
    }

    public record Facts(String name, @Nullable ResourceId budget, @Nullable PartyId party, String currency, @Nullable BigDecimal amount, @Nullable BigDecimal rate, @Nullable LocalDate rateOn, String receipt) {}

    /** Enters a line; the same id again changes nothing. A settlement that was confirmed has to be confirmed anew. */
    @Transactional
    public void add(ProjectId project, SettlementLineId id, Facts typed, Actor actor) {
        var access = write(project, actor);
        var check = new Refused.Check();
        var name = check.text("name", typed.name(), 200).replace('\n', ' ');
        var receipt = check.optional("receipt", typed.receipt(), 200).replace('\n', ' ');
        var currency = typed.currency().isBlank() ? access.currency() : typed.currency().strip().toUpperCase(java.util.Locale.ROOT);
        check.reject(!currency.matches("[A-Z]{3}"), "currency", "project.currency_wrong");
        check.reject(typed.amount() == null, "amount", "refused.missing");
        var foreign = !currency.equals(access.currency());
        check.reject(typed.rate() != null && typed.rate().signum() <= 0, "rate", "closing.rate_wrong");
        check.reject(!foreign && typed.rate() != null && typed.rate().compareTo(BigDecimal.ONE) != 0, "rate", "closing.rate_own", access.currency());
        check.reject(foreign && typed.rate() != null && typed.rateOn() == null, "rate_on", "refused.missing");
        check.reject(typed.budget() != null && budgets(project).stream().noneMatch(budget -> budget.id().equals(typed.budget())), "budget", "refused.not_a_choice");
        check.reject(typed.party() != null && !db.fetchExists(PARTY, PARTY.ID.eq(typed.party()), PARTY.PROJECT_ID.eq(project)), "party", "refused.not_a_choice");
        var last = db.select(DSL.coalesce(DSL.max(SETTLEMENT_LINE.POSITION), 0)).from(SETTLEMENT_LINE).where(SETTLEMENT_LINE.PROJECT_ID.eq(project)).fetchSingle().value1();
        check.reject(last >= MOST, "", "closing.too_many", MOST);
        check.done();
        var rated = foreign && typed.rate() != null;
        var made = db.insertInto(SETTLEMENT_LINE)
                .set(SETTLEMENT_LINE.ID, id)
                .set(SETTLEMENT_LINE.PROJECT_ID, project)
                .set(SETTLEMENT_LINE.POSITION, last + 1)
                .set(SETTLEMENT_LINE.NAME, name)
                .set(SETTLEMENT_LINE.RESOURCE_ID, typed.budget())
                .set(SETTLEMENT_LINE.PARTY_ID, typed.party())
                .set(SETTLEMENT_LINE.CURRENCY, currency)
                .set(SETTLEMENT_LINE.AMOUNT, typed.amount())
                .set(SETTLEMENT_LINE.RATE, rated ? typed.rate() : null)
                .set(SETTLEMENT_LINE.RATE_ON, rated ? typed.rateOn() : null)
                .set(SETTLEMENT_LINE.RECEIPT, receipt)
                .set(SETTLEMENT_LINE.ENTERED_BY, actor.person())
                .set(SETTLEMENT_LINE.ENTERED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) return;
        unconfirm(project);
        activities.record(actor, new ClosingActivity.SettlementEntered(Ref.of(KIND, id), name, currency + " " + Objects.requireNonNull(typed.amount()).stripTrailingZeros().toPlainString(), "added"), project, typed.party());
    }

    @Transactional
    public void remove(ProjectId project, SettlementLineId id, Actor actor) {
        if (!db.fetchExists(SETTLEMENT_LINE, SETTLEMENT_LINE.ID.eq(id), SETTLEMENT_LINE.PROJECT_ID.eq(project))) throw new NotFound();
        write(project, actor);
        var line = db.update(SETTLEMENT_LINE).set(SETTLEMENT_LINE.REMOVED_AT, clock.instant()).where(SETTLEMENT_LINE.ID.eq(id), SETTLEMENT_LINE.PROJECT_ID.eq(project), SETTLEMENT_LINE.REMOVED_AT.isNull())
                .returning(SETTLEMENT_LINE.NAME, SETTLEMENT_LINE.CURRENCY, SETTLEMENT_LINE.AMOUNT).fetchOptional().orElseThrow(NotFound::new);
        unconfirm(project);
        activities.record(actor, new ClosingActivity.SettlementEntered(Ref.of(KIND, id), line.getName(), line.getCurrency() + " " + line.getAmount().stripTrailingZeros().toPlainString(), "removed"), project, null);
    }

    /** Somebody who entered none of it confirms it: a support department’s head or the sponsor. */
    @Transactional
    public void confirm(ProjectId project, int lines, Actor actor) {
        var access = projects.access(project, actor);
        if (!mayConfirm(access)) throw new NotAllowed();
        if (access.stage() != Stage.CLOSING) throw Refused.because("closing.not_closing");
        var id = closings.keep(project);
        var settlement = of(access);
        if (settlement.lines().size() != lines) throw new meridian.tenancy.Stale();
        if (settlement.confirmed()) throw Refused.because("closing.settled_already", settlement.confirmedBy());
        if (db.fetchExists(SETTLEMENT_LINE, SETTLEMENT_LINE.PROJECT_ID.eq(project), SETTLEMENT_LINE.ENTERED_BY.eq(actor.person()), SETTLEMENT_LINE.REMOVED_AT.isNull())) throw Refused.because("closing.settled_own");
        if (!settlement.uncounted().isEmpty()) throw Refused.because("closing.settled_unrated", settlement.uncounted().size());
        db.update(CLOSING).set(CLOSING.SETTLED_BY, actor.person()).set(CLOSING.SETTLED_AT, clock.instant()).where(CLOSING.ID.eq(id)).execute();
        stands(project, true);
        activities.record(actor, new ClosingActivity.SettlementConfirmed(Ref.of("closing", id)), project, null);
    }

    public static boolean mayConfirm(ProjectAccess access) {
        return !access.auditor() && access.stage() != Stage.CLOSED && (access.has(Role.SUPPORT_HEAD) || access.has(Role.SPONSOR));
    }

    public static boolean mayWrite(ProjectAccess access) {
        return !access.auditor() && access.stage() == Stage.CLOSING && access.mayEverywhere(Permission.MANAGE_RESOURCES);
    }

    private ProjectAccess write(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_RESOURCES);
        if (access.stage() != Stage.CLOSING) throw Refused.because("closing.not_closing");
        documents.register(project, access.code(), DOCUMENT_KIND, LETTERS, project, LocalDate.ofInstant(clock.instant(), access.homeZone()));
        closings.keep(project);
        return access;
    }

    private void unconfirm(ProjectId project) {
        db.update(CLOSING).setNull(CLOSING.SETTLED_BY).setNull(CLOSING.SETTLED_AT).where(CLOSING.PROJECT_ID.eq(project)).execute();
        stands(project, false);
    }

    private void stands(ProjectId project, boolean confirmed) {
        documents.find(project, DOCUMENT_KIND, project).ifPresent(document -> documents.stands(document.id(), confirmed));
    }

    // ---- reading

    private List<Settlement.Budget> budgets(ProjectId project) {
        return resources.of(project).stream().filter(resource -> resource.kind() == Resource.Kind.BUDGET)
                .map(resource -> new Settlement.Budget(resource.id(), resource.name(), resource.amount() == null ? BigDecimal.ZERO : resource.amount(), resource.committed(), resource.spent())).toList();
    }

    @Transactional(readOnly = true)
    public Settlement of(ProjectAccess access) {
        var lines = db.select(SETTLEMENT_LINE.ID, SETTLEMENT_LINE.NAME, SETTLEMENT_LINE.RESOURCE_ID, SETTLEMENT_LINE.PARTY_ID, PARTY.NAME, SETTLEMENT_LINE.CURRENCY, SETTLEMENT_LINE.AMOUNT, SETTLEMENT_LINE.RATE, SETTLEMENT_LINE.RATE_ON, SETTLEMENT_LINE.RECEIPT, MEMBER.DISPLAY_NAME)
                .from(SETTLEMENT_LINE)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(SETTLEMENT_LINE.WORKSPACE_ID), PARTY.ID.eq(SETTLEMENT_LINE.PARTY_ID))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(SETTLEMENT_LINE.WORKSPACE_ID), MEMBER.ID.eq(SETTLEMENT_LINE.ENTERED_BY))
                .where(SETTLEMENT_LINE.PROJECT_ID.eq(access.id()), SETTLEMENT_LINE.REMOVED_AT.isNull())
                .orderBy(SETTLEMENT_LINE.POSITION, SETTLEMENT_LINE.ID)
                .limit(MOST)
                .fetch(row -> new Settlement.Line(row.value1(), row.value2(), row.value3(), row.value4(), Objects.toString(row.value5(), ""), row.value6(), row.value7(), row.value8(), row.value9(), row.value10(), row.value11()));
        var confirmed = db.select(MEMBER.DISPLAY_NAME, CLOSING.SETTLED_AT).from(CLOSING).leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(CLOSING.WORKSPACE_ID), MEMBER.ID.eq(CLOSING.SETTLED_BY)).where(CLOSING.PROJECT_ID.eq(access.id())).fetchOne();
        return new Settlement(access.currency(), budgets(access.id()), lines, confirmed == null ? null : confirmed.value1(), confirmed == null ? null : confirmed.value2());
    }
}
