package meridian.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import meridian.document.Block.Signer;
import meridian.document.Head;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/**
 * An approval as the document tells of it that it was about: whose hands stand in the head, and everybody who was asked, with what they
 * said, when, and for whom where a stand-in spoke. Of one that runs there is room for those who still will.
 */
public final class ApprovalRecord {
    private final @Nullable Approval approval;
    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    /** {@code approval} is null where nobody was asked. */
    public ApprovalRecord(@Nullable Approval approval, Words words, Locale language, ZoneId zone) {
        this.approval = approval;
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** Who prepared, checked and approved, as far as it has come; whoever stands there already stays where nobody was asked. */
    public void head(Head.Builder head) {
        if (approval == null) return;
        head.prepared(approval.preparedByName(), day(approval.preparedAt()));
        agreed(StepKind.CHECK).ifPresent(step -> head.checked(name(step), day(step.decidedAt())));
        agreed(StepKind.APPROVE).ifPresent(step -> head.approved(name(step), day(step.decidedAt())));
        if (approval.outside() != null) head.approved(approval.outside().name(), approval.outside().on());
    }

    private Optional<Approval.Step> agreed(StepKind kind) {
        return approval == null ? Optional.empty() : approval.steps().stream().filter(step -> step.kind() == kind && step.agreed()).findFirst();
    }

    /** In the order in which they were asked; where nobody was, room for two hands. */
    public List<Signer> signers() {
        var signers = new ArrayList<Signer>();
        if (approval == null) return List.of(open("prepare"), open(StepKind.APPROVE.text()));
        signers.add(new Signer(role("prepare"), approval.preparedByName(), "", day(approval.preparedAt()), time(approval.preparedAt())));
        for (var step : approval.inTurn()) {
            if (step.passedOn()) continue;
            signers.add(!step.agreed() ? open(step.kind().text())
                    : new Signer(role(step.kind().text()), name(step), step.opinion().isEmpty() ? t("approval.step.agreed") : step.opinion(), day(step.decidedAt()), time(step.decidedAt())));
        }
        var outside = approval.outside();
        if (outside != null) signers.add(new Signer(role(StepKind.APPROVE.text()), outside.name(), outside.system() + " " + outside.number(), outside.on()));
        return signers;
    }

    /** The hands in one line, for what has no room for more; empty where nobody was asked. */
    public String line() {
        if (approval == null) return "";
        return signers().stream().filter(signer -> !signer.name().isEmpty()).map(signer -> t("approval.hand", signer.role(), signer.name(), signer.on() == null ? "" : signer.on().toString())).collect(Collectors.joining(" · "));
    }

    // Who spoke; whom for, if they stood in; by whom it was passed on to them.
    private String name(Approval.Step step) {
        var name = step.decidedBy() == null ? step.approverName() : t("approval.for", step.decidedBy(), step.approverName());
        return step.askedBy() == null || step.kind() == StepKind.EXTRA ? name : t("approval.passed_by", name, step.askedBy());
    }

    private Signer open(String kind) {
        return new Signer(role(kind), "", "", null);
    }

    private String role(String kind) {
        return t("approval.kind." + kind);
    }

    private @Nullable LocalDate day(@Nullable Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, zone);
    }

    private @Nullable LocalTime time(@Nullable Instant at) {
        return at == null ? null : LocalTime.ofInstant(at, zone).truncatedTo(ChronoUnit.MINUTES);
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
