package meridian.coordination;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.project.ProjectAccess;
import meridian.project.Register;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The disputes 争议 of a project: between whom, how far each is, and what was decided. */
@Component
@Order(52)
class DisputeRegister extends Register {
    private final DisputeSheets disputes;

    DisputeRegister(Parts parts, DisputeSheets disputes) {
        super("dispute_register", "DL", "dispute.register", "/disputes", "dispute.title", parts);
        this.disputes = disputes;
    }

    @Override
    protected Listing listing(ProjectAccess project, Locale language) {
        var all = disputes.read(project.id(), DSL.noCondition());
        var rows = new ArrayList<List<String>>();
        @Nullable Instant latest = null;
        for (var dispute : all) {
            var at = dispute.acts().stream().map(Dispute.Act::at).max(Instant::compareTo).orElse(dispute.raisedAt());
            if (latest == null || at.isAfter(latest)) latest = at;
            var resolution = dispute.resolution();
            rows.add(List.of(dispute.code(), day(dispute.raisedAt(), project) + "\n" + dispute.raisedByName(), t(language, "dispute.kind." + dispute.kind().text()), dispute.title(), String.join(t(language, "dispute.separator"), dispute.sides().stream().map(Dispute.Side::name).toList()),
                    t(language, "dispute.status." + dispute.status().text()), resolution == null ? "–" : resolution.decision(), resolution == null ? "–" : day(resolution.at(), project) + "\n" + orDash(dispute.documentNumber()), resolution == null ? "–" : dispute.acknowledged() + " / " + dispute.sides().size()));
        }
        var open = all.stream().filter(dispute -> DisputeStatus.allOpen().contains(dispute.status())).count();
        return new Listing(all.isEmpty() ? "" : t(language, "register.sum", all.size(), open), List.of(Column.of(t(language, "dispute.code"), 8), Column.of(t(language, "dispute.raised"), 13), Column.of(t(language, "dispute.kind"), 12), Column.of(t(language, "register.matter"), 26), Column.of(t(language, "dispute.sides"), 18), Column.of(t(language, "dispute.status"), 12),
                Column.of(t(language, "dispute.decision"), 32), Column.of(t(language, "dispute.document"), 22), Column.centred(t(language, "dispute.doc.acknowledged"), 10)), rows, latest);
    }
}
