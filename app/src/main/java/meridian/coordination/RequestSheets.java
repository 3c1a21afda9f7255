package meridian.coordination;

import static db.coordination.Tables.REQUEST_ACT;
import static db.coordination.Tables.RESOURCE_REQUEST;
import static db.document.Tables.DOCUMENT;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.project.Tables.RESOURCE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import meridian.project.Resource.Kind;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.ResourceId;
import meridian.tenancy.ResourceRequestId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads resource requests: one statement for one of them, for a page of them, and for all that want the same resource. */
@Component
public class RequestSheets {
    /** How many requests one page shows. */
    public static final int PAGE = 50;

    private static final Set<String> UNANSWERED = Set.of("awaiting_consent", "awaiting_answer");
    private static final Set<String> GIVEN = Set.of("granted", "partly", "delivered", "fulfilled");

    private final DSLContext db;

    RequestSheets(DSLContext db) {
        this.db = db;
    }

    // ---- one

    @Transactional(readOnly = true)
    public ResourceRequest get(ProjectId project, ResourceRequestId id) {
        return read(project, RESOURCE_REQUEST.ID.eq(id)).stream().findFirst().orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public ResourceRequest get(ProjectId project, int number) {
        return read(project, RESOURCE_REQUEST.NUMBER.eq(number)).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** All that have been sent, in the order of their numbers. */
    @Transactional(readOnly = true)
    public List<ResourceRequest> register(ProjectId project) {
        return read(project, RESOURCE_REQUEST.SUBMITTED_AT.isNotNull());
    }

    List<ResourceRequest> read(ProjectId project, Condition which) {
        return read(project, which, (request, code) -> request);
    }

    /** As {@code read}, together with the code of the project. */
    <T> List<T> read(ProjectId project, Condition which, BiFunction<ResourceRequest, String, T> as) {
        var party = PARTY.as("asking");
        var requester = MEMBER.as("requester");
        var provider = PARTY.as("provider");
        var providing = MEMBER.as("providing");
        var giving = PARTY.as("giving");
        var giver = MEMBER.as("giver");
        var preparer = MEMBER.as("preparer");
        var actor = MEMBER.as("acting");
        var owner = MEMBER.as("running");
        var acts = multiset(select(REQUEST_ACT.ACT, REQUEST_ACT.AT, REQUEST_ACT.BY_ID, actor.DISPLAY_NAME, REQUEST_ACT.AMOUNT, REQUEST_ACT.DAY, REQUEST_ACT.NOTE)
                        .from(REQUEST_ACT)
                        .join(actor).on(actor.WORKSPACE_ID.eq(REQUEST_ACT.WORKSPACE_ID), actor.ID.eq(REQUEST_ACT.BY_ID))
                        .where(REQUEST_ACT.WORKSPACE_ID.eq(RESOURCE_REQUEST.WORKSPACE_ID), REQUEST_ACT.RESOURCE_REQUEST_ID.eq(RESOURCE_REQUEST.ID))
                        .orderBy(REQUEST_ACT.AT, REQUEST_ACT.ID))
                .convertFrom(rows -> rows.map(row -> new ResourceRequest.Act(RequestMove.of(row.value1()), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7())));
        var running = multiset(select(DUTY.KIND, DUTY.OWNER_ID, owner.DISPLAY_NAME, DUTY.DUE_AT)
                        .from(DUTY)
                        .join(owner).on(owner.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), owner.ID.eq(DUTY.OWNER_ID))
                        .where(DUTY.WORKSPACE_ID.eq(RESOURCE_REQUEST.WORKSPACE_ID), DUTY.SUBJECT_ID.eq(RESOURCE_REQUEST.ID.coerce(java.util.UUID.class)), DUTY.STATE.eq("open"))
                        .orderBy(DUTY.DUE_AT)
                        .limit(1))
                .convertFrom(rows -> rows.map(row -> new ResourceRequest.Running(row.value1(), row.value2(), row.value3(), row.value4())));
        var r = RESOURCE_REQUEST;
        return db.select(r.ID, r.PROJECT_ID, r.NUMBER, r.STATUS, r.KIND, r.RESOURCE_ID, r.NAME, r.AMOUNT, r.UNIT, r.NEEDED_BY, r.NEEDED_UNTIL, r.REASON, r.EFFECT,
                        r.PARTY_ID, party.NAME, r.REQUESTER_MEMBER_ID, requester.DISPLAY_NAME, r.PROVIDER_PARTY_ID, provider.NAME, r.PROVIDER_MEMBER_ID, providing.DISPLAY_NAME,
                        r.PREPARED_BY, preparer.DISPLAY_NAME, r.PREPARED_AT, r.SUBMITTED_AT, r.GIVEN_AMOUNT, r.GIVEN_PARTY_ID, giving.NAME, r.GIVEN_MEMBER_ID, giver.DISPLAY_NAME,
                        r.PROMISED_ON, r.VERSION, acts, running, DOCUMENT.NUMBER, PROJECT.CODE)
                .from(r)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(r.WORKSPACE_ID), PROJECT.ID.eq(r.PROJECT_ID))
                .leftJoin(DOCUMENT).on(DOCUMENT.WORKSPACE_ID.eq(r.WORKSPACE_ID), DOCUMENT.PROJECT_ID.eq(r.PROJECT_ID), DOCUMENT.KIND.eq(ResourceRequests.DOCUMENT_KIND), DOCUMENT.SUBJECT_ID.eq(r.ID.coerce(UUID.class)))
                .join(party).on(party.WORKSPACE_ID.eq(r.WORKSPACE_ID), party.ID.eq(r.PARTY_ID))
                .join(requester).on(requester.WORKSPACE_ID.eq(r.WORKSPACE_ID), requester.ID.eq(r.REQUESTER_MEMBER_ID))
                .join(preparer).on(preparer.WORKSPACE_ID.eq(r.WORKSPACE_ID), preparer.ID.eq(r.PREPARED_BY))
                .leftJoin(provider).on(provider.WORKSPACE_ID.eq(r.WORKSPACE_ID), provider.ID.eq(r.PROVIDER_PARTY_ID))
                .leftJoin(providing).on(providing.WORKSPACE_ID.eq(r.WORKSPACE_ID), providing.ID.eq(r.PROVIDER_MEMBER_ID))
                .leftJoin(giving).on(giving.WORKSPACE_ID.eq(r.WORKSPACE_ID), giving.ID.eq(r.GIVEN_PARTY_ID))
                .leftJoin(giver).on(giver.WORKSPACE_ID.eq(r.WORKSPACE_ID), giver.ID.eq(r.GIVEN_MEMBER_ID))
                .where(r.PROJECT_ID.eq(project), which)
                .orderBy(r.NUMBER)
                .fetch(row -> as.apply(new ResourceRequest(row.get(r.ID), row.get(r.PROJECT_ID), row.get(r.NUMBER), RequestStatus.of(row.get(r.STATUS)), Kind.of(row.get(r.KIND)).orElseThrow(), row.get(r.RESOURCE_ID),
                        row.get(r.NAME), row.get(r.AMOUNT), row.get(r.UNIT), row.get(r.NEEDED_BY), row.get(r.NEEDED_UNTIL), row.get(r.REASON), row.get(r.EFFECT),
                        new ResourceRequest.Place(row.get(r.PARTY_ID), row.get(party.NAME), row.get(r.REQUESTER_MEMBER_ID), row.get(requester.DISPLAY_NAME)),
                        new ResourceRequest.Place(row.get(r.PROVIDER_PARTY_ID), row.get(provider.NAME), row.get(r.PROVIDER_MEMBER_ID), row.get(providing.DISPLAY_NAME)),
                        new ResourceRequest.Person(row.get(r.PREPARED_BY), row.get(preparer.DISPLAY_NAME)), row.get(r.PREPARED_AT), row.get(r.SUBMITTED_AT),
                        row.get(r.GIVEN_AMOUNT) == null ? null : new ResourceRequest.Given(row.get(r.GIVEN_AMOUNT),
                                new ResourceRequest.Place(row.get(r.GIVEN_PARTY_ID), row.get(giving.NAME), row.get(r.GIVEN_MEMBER_ID), row.get(giver.DISPLAY_NAME)), row.get(r.PROMISED_ON)),
                        row.get(acts), row.get(running).stream().findFirst().orElse(null), row.get(DOCUMENT.NUMBER), row.get(r.VERSION)), row.get(PROJECT.CODE)));
    }

    // ---- a page of them

    /** Which requests a list shows: those somebody still has to act on, those in one state, or all. */
    public record Filter(boolean all, @Nullable RequestStatus status) {
        public static final Filter OPEN = new Filter(false, null);

        /** {@code all}, a state's word, or (anything else) open. */
        public static Filter of(@Nullable String text) {
            if (text == null || text.isEmpty()) return OPEN;
            if (text.equals("all")) return new Filter(true, null);
            try {
                return new Filter(false, RequestStatus.of(text));
            } catch (IllegalArgumentException e) {
                return OPEN;
            }
        }

        public String text() {
            return all ? "all" : status == null ? "" : status.text();
        }

        private Condition condition() {
            if (all) return noCondition();
            if (status != null) return RESOURCE_REQUEST.STATUS.eq(status.text());
            return RESOURCE_REQUEST.STATUS.in(RequestStatus.allOpen().stream().map(RequestStatus::text).toList());
        }
    }

    /** One request in a list; {@code dueAt} is when the duty running for it is due. */
    public record Line(
            int number, RequestStatus status, Kind kind, String name, BigDecimal amount, String unit, @Nullable BigDecimal given, String party, String requester, String provider,
            LocalDate neededBy, @Nullable Instant dueAt, @Nullable String waitsFor) {
        public String code() {
            return ResourceRequest.code(number);
        }
    }

    /** {@code next} is the number after which the next page begins. */
    public record Listing(List<Line> lines, int unanswered, int open, @Nullable Integer next) {}

    /** The newest first, after the given number. */
    @Transactional(readOnly = true)
    public Listing list(ProjectId project, Filter filter, @Nullable Integer after) {
        var r = RESOURCE_REQUEST;
        var requester = MEMBER.as("requester");
        var provider = PARTY.as("provider");
        var owner = MEMBER.as("running");
        var running = select(DUTY.DUE_AT.as("due_at"), owner.DISPLAY_NAME.as("waits_for"))
                .from(DUTY)
                .join(owner).on(owner.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), owner.ID.eq(DUTY.OWNER_ID))
                .where(DUTY.WORKSPACE_ID.eq(r.WORKSPACE_ID), DUTY.SUBJECT_ID.eq(r.ID.coerce(java.util.UUID.class)), DUTY.STATE.eq("open"))
                .orderBy(DUTY.DUE_AT)
                .limit(1)
                .asTable("running");
        var due = running.field("due_at", DUTY.DUE_AT.getDataType());
        var waitsFor = running.field("waits_for", String.class);
        var lines = db.select(r.NUMBER, r.STATUS, r.KIND, r.NAME, r.AMOUNT, r.UNIT, r.GIVEN_AMOUNT, PARTY.NAME, requester.DISPLAY_NAME, provider.NAME, r.NEEDED_BY, due, waitsFor)
                .from(r)
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(r.WORKSPACE_ID), PARTY.ID.eq(r.PARTY_ID))
                .join(requester).on(requester.WORKSPACE_ID.eq(r.WORKSPACE_ID), requester.ID.eq(r.REQUESTER_MEMBER_ID))
                .leftJoin(provider).on(provider.WORKSPACE_ID.eq(r.WORKSPACE_ID), provider.ID.eq(org.jooq.impl.DSL.coalesce(r.GIVEN_PARTY_ID, r.PROVIDER_PARTY_ID)))
                .leftJoin(org.jooq.impl.DSL.lateral(running)).on(org.jooq.impl.DSL.trueCondition())
                .where(r.PROJECT_ID.eq(project), filter.condition(), after == null ? noCondition() : r.NUMBER.lt(after))
                .orderBy(r.NUMBER.desc())
                .limit(PAGE + 1)
                .fetch(row -> new Line(row.value1(), RequestStatus.of(row.value2()), Kind.of(row.value3()).orElseThrow(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9(),
                        row.value10() == null ? "" : row.value10(), row.value11(), row.get(due), row.get(waitsFor)));
        var counts = db.select(count().filterWhere(r.STATUS.in(UNANSWERED)), count())
                .from(r)
                .where(r.PROJECT_ID.eq(project), Filter.OPEN.condition())
                .fetchSingle();
        var shown = lines.size() > PAGE ? lines.subList(0, PAGE) : lines;
        return new Listing(shown, counts.value1(), counts.value2(), lines.size() > PAGE ? shown.getLast().number() : null);
    }

    // ---- who else wants the same

    /**
     * One request that wants or has got a resource. {@code settled}: granted, so that {@code claim} is what was given;
     * otherwise what is asked for.
     */
    public record Wanting(int number, String party, RequestStatus status, boolean settled, Claim claim) {
        public String code() {
            return ResourceRequest.code(number);
        }
    }

    /** What there is of a resource and who wants it. {@code there} is null where the list names no amount. */
    public record Demand(ResourceId resource, String name, @Nullable BigDecimal there, String unit, BigDecimal committedElsewhere, boolean usedUp, List<Wanting> wanting) {
        /** Given away, as far as it is not free again by {@code today}. */
        public BigDecimal committed(LocalDate today) {
            return committedElsewhere.add(need(wanting.stream().filter(Wanting::settled).map(Wanting::claim).toList(), today));
        }

        public @Nullable BigDecimal available(LocalDate today) {
            return there == null ? null : there.subtract(committed(today));
        }

        /** Whether what is asked for and what was given cannot all be had. */
        public boolean contested(LocalDate today) {
            return there != null && committedElsewhere.add(need(wanting.stream().map(Wanting::claim).toList(), today)).compareTo(there) > 0;
        }

        /** Those that want it in the same time as this one. */
        public List<Wanting> beside(int number) {
            var mine = wanting.stream().filter(one -> one.number() == number).findFirst().orElse(null);
            if (mine == null) return List.of();
            return wanting.stream().filter(one -> one.number() != number && (usedUp || one.claim().overlaps(mine.claim()))).toList();
        }

        private BigDecimal need(List<Claim> claims, LocalDate today) {
            return usedUp ? Claim.sum(claims) : Claim.most(claims, today);
        }
    }

    /** What is wanted and given of the project's resources; of one of them, or (null) of all that any request names. */
    @Transactional(readOnly = true)
    public List<Demand> demand(ProjectId project, @Nullable ResourceId resource) {
        var r = RESOURCE_REQUEST;
        var states = new ArrayList<>(UNANSWERED);
        states.addAll(GIVEN);
        var rows = db.select(RESOURCE.ID, RESOURCE.NAME, RESOURCE.AMOUNT, RESOURCE.UNIT, RESOURCE.COMMITTED, RESOURCE.KIND, r.NUMBER, PARTY.NAME, r.STATUS, r.NEEDED_BY, r.NEEDED_UNTIL, amount(), r.PROMISED_ON)
                .from(r)
                .join(RESOURCE).on(RESOURCE.WORKSPACE_ID.eq(r.WORKSPACE_ID), RESOURCE.ID.eq(r.RESOURCE_ID))
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(r.WORKSPACE_ID), PARTY.ID.eq(r.PARTY_ID))
                .where(r.PROJECT_ID.eq(project), resource == null ? r.RESOURCE_ID.isNotNull() : r.RESOURCE_ID.eq(resource), r.STATUS.in(states), RESOURCE.DELETED_AT.isNull())
                .orderBy(r.NUMBER)
                .fetch();
        return rows.stream().collect(Collectors.groupingBy(row -> row.value1(), java.util.LinkedHashMap::new, Collectors.toList())).values().stream().map(of -> {
            var first = of.getFirst();
            var wanting = of.stream().map(row -> {
                var status = RequestStatus.of(row.value9());
                // What was granted is there from the promised day on, which may be later than it was wanted.
                var from = status.given() && row.value13() != null ? row.value13() : row.value10();
                var until = row.value11() != null && row.value11().isBefore(from) ? from : row.value11();
                return new Wanting(row.value7(), row.value8(), status, status.given(), new Claim(from, until, row.value12()));
            }).toList();
            return new Demand(first.value1(), first.value2(), first.value3(), first.value4(), first.value5(), first.value6().equals(Kind.BUDGET.text()), wanting);
        }).toList();
    }

    private static Field<BigDecimal> amount() {
        return field("case when {0} in ('granted', 'partly', 'delivered', 'fulfilled') then {1} else {2} end", BigDecimal.class, RESOURCE_REQUEST.STATUS, RESOURCE_REQUEST.GIVEN_AMOUNT, RESOURCE_REQUEST.AMOUNT);
    }

}
