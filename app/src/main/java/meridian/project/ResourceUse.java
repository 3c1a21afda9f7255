package meridian.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import meridian.tenancy.ProjectId;
import meridian.tenancy.ResourceId;

/** What is asked for and given away of a project's resources, told by the module that keeps requests for them. */
public interface ResourceUse {
    /** By resource; what nobody wants is not in it. {@code today} is the day from which something given back is free again. */
    Map<ResourceId, Use> of(ProjectId project, LocalDate today);

    /**
     * How much of a resource was granted, and who wants or has it. {@code contested}: what is asked for and what was given
     * cannot all be had.
     */
    record Use(BigDecimal granted, boolean contested, List<Claim> claims) {
        public static final Use NONE = new Use(BigDecimal.ZERO, false, List.of());
    }

    /** One that wants it: called {@code code} by people, found at {@code address} below the project; {@code state} is a message’s key. */
    record Claim(String code, String address, String party, BigDecimal amount, String state, boolean granted) {}
}
