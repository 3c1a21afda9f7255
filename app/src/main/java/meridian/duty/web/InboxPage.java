package meridian.duty.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import meridian.duty.DutyKind;
import meridian.duty.Inbox;
import meridian.tenancy.Reader;
import meridian.web.Choice;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;

/** The inbox as one reader sees it: what is late, what ends today where they are, and what follows. */
public record InboxPage(boolean owed, Inbox.Counts counts, List<Group> groups, @Nullable String next, Inbox.Filter filter, InboxController.Asked asked, @Nullable Panel panel) {
    /** A clock ticks on the page for what is late or due this soon; before that the hour says enough. */
    private static final Duration SOON = Duration.ofHours(4);

    /** Duties under one heading; {@code count} is of all of them, also those on later pages. */
    public record Group(String key, int count, List<Row> rows) {
        public boolean late() {
            return key.equals("late");
        }
    }

    public record Row(
            String id, String kind, String title, @Nullable LocalDate period, String project, String other, Instant due, boolean ticking, boolean unread,
            boolean reminded, boolean mayRemind, boolean doable, @Nullable String oneTap, boolean paused, @Nullable String inPlaceOf) {

        /** What is owed, in the words of its kind, which may hold the title; a kind without words shows the title. */
        public String words(Ui ui) {
            if (period != null && period.isBefore(ui.today()) && ui.has("duty." + kind + ".past")) return ui.t("duty." + kind + ".past", ui.date(period));
            return ui.has("duty." + kind) ? ui.t("duty." + kind, title) : title;
        }

        public String verb(Ui ui) {
            return ui.has("duty." + kind + ".verb") ? ui.t("duty." + kind + ".verb") : ui.t("duty.open");
        }

        /** What it is about, where the kind's words do not say it already. */
        public String about(Ui ui) {
            return words(ui).contains(title) || title.equals(project) ? "" : title;
        }

        /** 17:00 today, the word for tomorrow, else the day; midnight ends the day before it. */
        public String when(Ui ui) {
            var local = due.atZone(ui.zone());
            var day = LocalDate.ofInstant(due.minusNanos(1), ui.zone());
            if (!day.equals(ui.today())) return day.equals(ui.today().plusDays(1)) ? ui.t("duty.tomorrow") : ui.date(day);
            return day.equals(local.toLocalDate()) ? ui.time(due) : "24:00";
        }
    }

    /** What can be done with one row beside doing it: until when it can be put off, and who could take it over. */
    public record Panel(String id, boolean read, boolean mayHandOver, List<Choice> people, List<String> snoozes) {}

    /** One day and how much ends on it. */
    public record Day(LocalDate day, int count, boolean shown) {}

    static InboxPage of(Inbox.Listing listing, Inbox.Filter filter, InboxController.Asked asked, boolean owed, java.util.function.Function<String, @Nullable DutyKind> kinds, @Nullable Panel panel, Reader reader, Instant now) {
        var tonight = Inbox.endOfToday(now, reader.zone());
        var late = new ArrayList<Row>();
        var today = new ArrayList<Row>();
        var later = new ArrayList<Row>();
        for (var item : listing.items()) {
            var due = item.duty().dueAt();
            var over = !due.isAfter(now) && (item.pausedAt() == null || !due.isAfter(item.pausedAt()));
            (over ? late : !due.isAfter(tonight) ? today : later).add(row(item, owed, kinds.apply(item.duty().kind()), reader, now));
        }
        var counts = listing.counts();
        var groups = new ArrayList<Group>();
        if (!late.isEmpty()) groups.add(new Group("late", counts.late(), late));
        if (!today.isEmpty()) groups.add(new Group("today", counts.today(), today));
        if (!later.isEmpty()) groups.add(new Group("later", counts.later(), later));
        return new InboxPage(owed, counts, groups, listing.next() == null ? null : listing.next().toString(), filter, asked, panel);
    }

    public boolean first() {
        return asked.after() == null;
    }

    public boolean hidden() {
        return asked.hidden() != null && !owed;
    }

    /** Whether there is enough to choose from. */
    public boolean filters() {
        return filter.narrows() || counts.all() > 3;
    }

    /** This day and the six after it, and how much ends on each. */
    public List<Day> days(Ui ui) {
        return java.util.stream.IntStream.range(0, Inbox.DAYS).mapToObj(ui.today()::plusDays).map(day -> new Day(day, counts.days().getOrDefault(day, 0), day.equals(filter.day()))).toList();
    }

    public List<Choice> kinds(Ui ui) {
        return counts.kinds().stream().filter(kind -> kind.count() > 0 || kind.key().equals(filter.kind()))
                .map(kind -> new Choice(kind.key(), ui.t("duty.kind_count", ui.has("duty." + kind.key()) ? ui.t("duty." + kind.key()) : kind.key(), kind.count())))
                .sorted(java.util.Comparator.comparing(Choice::label))
                .toList();
    }

    public List<Choice> projects(Ui ui) {
        return counts.projects().stream().filter(project -> project.count() > 0 || project.key().equals(filter.project())).map(project -> new Choice(project.key().toString(), ui.t("duty.kind_count", project.name(), project.count()))).toList();
    }

    public String base(Ui ui) {
        return ui.url(owed ? "/inbox/owed" : "/inbox");
    }

    public String show() {
        return filter.show() != null ? filter.show().text() : filter.day() != null ? filter.day().toString() : "";
    }

    /** The address of another view, with kind and project kept; the view that is shown already leads back to all. */
    public String view(Ui ui, String show) {
        return address(ui, show.equals(show()) ? "" : show, null, null);
    }

    /** The address of this very page with one row unfolded, or folded again. */
    public String unfold(Ui ui, String id) {
        return address(ui, show(), asked.after(), panel != null && panel.id().equals(id) ? null : id);
    }

    public String page(Ui ui, @Nullable String after) {
        return address(ui, show(), after, null);
    }

    private String address(Ui ui, String show, @Nullable String after, @Nullable String at) {
        var parts = new ArrayList<String>();
        if (!show.isEmpty()) parts.add("show=" + show);
        if (filter.kind() != null) parts.add("kind=" + ui.inAddress(filter.kind()));
        if (filter.project() != null) parts.add("project=" + filter.project());
        if (hidden()) parts.add("hidden=1");
        if (after != null) parts.add("after=" + ui.inAddress(after));
        if (at != null) parts.add("at=" + at);
        return base(ui) + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
    }

    private static Row row(Inbox.Item item, boolean owed, @Nullable DutyKind kind, Reader reader, Instant now) {
        var duty = item.duty();
        return new Row(duty.id().toString(), duty.kind(), duty.title(), duty.period(), item.projectName(), item.other(), duty.dueAt(),
                item.pausedAt() == null && duty.dueAt().minus(SOON).isBefore(now), !duty.read(), item.remindedAt() != null, owed && item.mayRemind(now),
                !owed && kind != null, owed || kind == null ? null : whole(kind.oneTap(duty, reader), reader), item.pausedAt() != null, item.inPlaceOf());
    }

    /** An address in the workspace, made whole; one that is whole already stays. */
    static @Nullable String whole(@Nullable String address, Reader reader) {
        return address == null || address.startsWith("/w/") ? address : "/w/" + reader.slug() + address;
    }
}
