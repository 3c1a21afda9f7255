package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PieceTest {
    @Test
    void whatChangedWithinATextIsMarkedWordByWord() {
        assertThat(Piece.come("渠道覆盖达标，推广物料到位。", "渠道覆盖率达标，物料到位。")).containsExactly(new Piece("渠道覆盖", false), new Piece("率", true), new Piece("达标，", false), new Piece("物料到位。", false));
        assertThat(Piece.gone("渠道覆盖达标，推广物料到位。", "渠道覆盖率达标，物料到位。")).extracting(Piece::text, Piece::changed).contains(org.assertj.core.groups.Tuple.tuple("推广", true));
        assertThat(Piece.come("due 2026-12-11\nby Anna", "due 2026-12-18\nby Anna")).containsExactly(new Piece("due 2026-12-", false), new Piece("18", true), new Piece("\nby Anna", false));
        assertThat(Piece.come("", "new")).containsExactly(new Piece("new", true));
        assertThat(Piece.gone("old", "")).containsExactly(new Piece("old", true));
        assertThat(Piece.come("x ".repeat(3000), "y ".repeat(3000))).as("too long to look into").containsExactly(new Piece("y ".repeat(3000), true));
    }
}
