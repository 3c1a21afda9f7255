package meridian.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import meridian.tenancy.AccountId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.tenancy.WorkspaceId;
import meridian.tenancy.WorkspaceRole;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Every part in both colour schemes, in the language asked for (?lang=en): to look at while developing. */
@Controller
@Profile({"dev", "gallery"})
public final class GalleryController {
    private final Clock clock;

    GalleryController(Clock clock) {
        this.clock = clock;
    }

    /** What the parts are shown with. */
    public record GalleryPage(String lang, Instant from, Instant until, List<RegionDay> days, LocalDate yesterday) {
        public Instant in(long minutes) {
            return from.plus(Duration.ofMinutes(minutes));
        }
    }

    @GetMapping("/dev/gallery")
    Answer gallery(@RequestParam(defaultValue = "zh") String lang, HttpServletRequest request) {
        var china = ZoneId.of("Asia/Shanghai");
        var now = clock.instant();
        var midnight = LocalDate.ofInstant(now, china).atStartOfDay(china).toInstant();
        request.setAttribute(Requests.READER, new Reader(WorkspaceId.next(), "gallery", "Meridian", AccountId.next(), MemberId.next(), lang.equals("zh") ? "周颖" : "Johanna Maier", china, lang.equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH, WorkspaceRole.NONE, null));
        request.setAttribute(Typed.ATTRIBUTE, new Typed("refused", Map.of("title", new String[] {""}, "amount", new String[] {"many"}), List.of(new Refused.Problem("title", "refused.missing", List.of()), new Refused.Problem("amount", "refused.not_a_number", List.of())), false));
        return Answer.page("web/gallery", new GalleryPage(lang, midnight, midnight.plus(1, ChronoUnit.DAYS), days(china), LocalDate.ofInstant(now, china).minusDays(1)));
    }

    private static List<RegionDay> days(ZoneId china) {
        return List.of(
                new RegionDay("华东", "7", china, true, List.of(new RegionDay.Span(37.5, 50, false), new RegionDay.Span(54.2, 66.7, false), new RegionDay.Span(66.7, 75, true))),
                new RegionDay("新加坡", "3", ZoneId.of("Asia/Singapore"), true, List.of(new RegionDay.Span(37.5, 52, false), new RegionDay.Span(56.2, 66.7, false), new RegionDay.Span(66.7, 75, true))),
                new RegionDay("München", "2", ZoneId.of("Europe/Berlin"), false, List.of(new RegionDay.Span(66.7, 75, true), new RegionDay.Span(75, 83.3, false), new RegionDay.Span(87.5, 100, false))));
    }
}
