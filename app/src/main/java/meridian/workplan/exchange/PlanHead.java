package meridian.workplan.exchange;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What stands above the table: its title and the document head.
 *
 * @param unit prepared by 编制
 * @param classification 密级 in words
 * @param remarks whatever else the note says
 */
public record PlanHead(String title, String unit, String version, String number, String classification, @Nullable LocalDate date, String remarks) {
    public static final PlanHead NONE = new PlanHead("", "", "", "", "", null, "");

    public static PlanHead titled(String title) {
        return new PlanHead(title, "", "", "", "", null, "");
    }
}
