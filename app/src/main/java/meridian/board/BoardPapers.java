package meridian.board;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import meridian.board.OnePagers.Frozen;
import meridian.board.OnePagers.Issued;
import meridian.board.OnePagers.Kept;
import meridian.document.Export;
import meridian.project.PaperSource;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The weekly one-pagers as they were last issued, as the sheet and the slides. */
@Component
@Order(80)
class BoardPapers implements PaperSource {
    private final OnePagers pagers;
    private final Words words;

    BoardPapers(OnePagers pagers, Words words) {
        this.pagers = pagers;
        this.words = words;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var papers = new ArrayList<Paper>();
        @Nullable Week before = null;
        List<Issued> weeks;
        do {
            weeks = pagers.issued(setting.project().id(), before);
            for (var week : weeks) paper(week, setting, papers);
            if (!weeks.isEmpty()) before = weeks.getLast().week();
        } while (OnePagers.more(weeks));
        return papers;
    }

    private void paper(Issued week, Setting setting, List<Paper> papers) {
        pagers.kept(setting.project().id(), week.week()).ifPresent(kept -> pagers.issue(setting.project().id(), kept, null).ifPresent(frozen -> {
            var at = Objects.requireNonNullElse(week.at(), Instant.EPOCH);
            var export = new Export("", ZonedDateTime.ofInstant(at, setting.project().homeZone()));
            papers.add(new Paper(frozen.document(), OnePagerSheet.title(words, setting.language(), week.week().toString()), at, null,
                    List.of(new Book("pdf", out -> out.write(OnePagerPdf.pdf(sheet(kept, frozen, setting), export))), new Book("pptx", out -> out.write(OnePagerSlides.of(sheet(kept, frozen, setting), export))))));
        }));
    }

    private OnePagerSheet sheet(Kept kept, Frozen frozen, Setting setting) {
        return OnePagerSheet.of(frozen.page(), setting.organisation(), OnePagerSheet.number(frozen.document(), "V" + frozen.issue() + ".0", words, setting.language()), pagers.hands(setting.project(), kept, frozen.issue(), setting.language()), words, setting.language());
    }
}
