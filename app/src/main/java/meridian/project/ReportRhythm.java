package meridian.project;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import meridian.tenancy.PartyId;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How often a project wants progress reports and whether a lead checks them, from which day on. A change begins with the
 * next week, so that no week is asked for in two ways and what was owed before stays as it was owed.
 */
public record ReportRhythm(List<Setting> settings) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final LocalDate EVER = LocalDate.of(1, 1, 1);

    /** {@code weekly}: one report a week instead of one a day. {@code parties}: whose reports are checked, all of them where it is empty. */
    public record Setting(LocalDate from, boolean weekly, boolean checked, Set<PartyId> parties) {
        /** Whether reports of this party wait for its lead. */
        public boolean checks(@Nullable PartyId party) {
            return checked && (parties.isEmpty() || party != null && parties.contains(party));
        }
    }

    /** Reads the project’s settings; where nobody has changed it, the template’s word holds. */
    public static ReportRhythm of(@Nullable JSONB settings) {
        if (settings == null) return new ReportRhythm(List.of(new Setting(EVER, false, false, Set.of())));
        var read = JSON.readTree(settings.data());
        var found = new ArrayList<Setting>();
        found.add(new Setting(EVER, template(read), read.path("report_check").asBoolean(false), Set.of()));
        for (var setting : read.path("reports")) found.add(new Setting(LocalDate.parse(setting.path("from").asString()), setting.path("every").asString().equals("week"), setting.path("check").asBoolean(),
                setting.path("check_parties").valueStream().map(party -> PartyId.of(party.asString())).collect(Collectors.toUnmodifiableSet())));
        found.sort(Comparator.comparing(Setting::from));
        return new ReportRhythm(List.copyOf(found));
    }

    private static boolean template(JsonNode settings) {
        for (var rhythm : settings.path("cadence")) if (rhythm.path("kind").asString().equals("progress_report")) return rhythm.path("every").asString().equals("week");
        return false;
    }

    /** What holds on a day. */
    public Setting on(LocalDate day) {
        var holds = settings.getFirst();
        for (var setting : settings) if (!setting.from().isAfter(day)) holds = setting;
        return holds;
    }

    /** What was decided last; it may not hold yet. */
    public Setting latest() {
        return settings.getLast();
    }

    /** The day on which a change of this day begins to hold: a Monday. */
    public static LocalDate next(LocalDate today) {
        return today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    }

    /** The settings with a change decided on this day; one decided for the same Monday before is replaced. */
    JSONB changed(JSONB settings, boolean weekly, boolean checked, Set<PartyId> parties, LocalDate today) {
        var from = next(today);
        var node = (ObjectNode) JSON.readTree(settings.data());
        var list = JSON.createArrayNode();
        for (var setting : this.settings) if (!setting.from().equals(EVER) && setting.from().isBefore(from)) put(list.addObject(), setting);
        put(list.addObject(), new Setting(from, weekly, checked, parties));
        node.set("reports", list);
        return JSONB.valueOf(node.toString());
    }

    private static void put(ObjectNode node, Setting setting) {
        node.put("from", setting.from().toString()).put("every", setting.weekly() ? "week" : "day").put("check", setting.checked());
        if (setting.parties().isEmpty()) return;
        var parties = node.putArray("check_parties");
        setting.parties().stream().map(PartyId::toString).sorted().forEach(parties::add);
    }
}
