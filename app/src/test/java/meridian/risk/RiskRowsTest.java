package meridian.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.risk.RiskRows.Column;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.workplan.exchange.Limits;
import meridian.workplan.exchange.PlanFile;
import org.junit.jupiter.api.Test;

/** Registers as people keep them. */
class RiskRowsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    private final PartyId south = PartyId.next();
    private final MemberId zhou = MemberId.next();
    private final MemberId lin = MemberId.next();
    private final RiskRows.Known known = new RiskRows.Known(Map.of("华南", south), Map.of("周颖", zhou, "林峰", lin), Set.of("汇率波动"), TODAY);

    @Test
    void aPlainTableIsReadWithItsMeasuresInOrder() {
        var rows = read("跨区域协同风险跟踪表,,,,,,,,,,\n编号,风险描述,责任单位,上报人,上报日期,风险等级,应对措施,负责人,期限,状态,更新记录\n"
                + "1,印厂年底排期紧张,华南区域,周颖,2026/11/2,高,\"1. 联系备用印厂\n2. 分两批付印\",\"1. 周颖\n2. 林峰\",\"2026-12-01\n12月5日\",跟踪中,已约两家\n"
                + "2,门店陈列位不足,,外部顾问,,中,,,,,\n", List.of());
        assertThat(RiskRows.faults(rows)).isEmpty();
        assertThat(rows).hasSize(2);
        var first = rows.getFirst();
        assertThat(first.party()).isEqualTo(south);
        assertThat(first.submittedBy()).isEqualTo(zhou);
        assertThat(first.submittedOn()).isEqualTo(LocalDate.of(2026, 11, 2));
        assertThat(first.level()).isEqualTo(Level.HIGH);
        assertThat(first.measures()).containsExactly(new RiskRows.Measure("联系备用印厂", zhou, LocalDate.of(2026, 12, 1)), new RiskRows.Measure("分两批付印", lin, LocalDate.of(2026, 12, 5)));
        assertThat(first.updates()).isEqualTo("已约两家");
        assertThat(rows.get(1).party()).as("the whole project’s").isNull();
        assertThat(rows.get(1).submittedBy()).as("nobody of the team").isNull();
    }

    @Test
    void whatACellCannotMeanIsSaidOnceForAllThatSayTheSame() {
        var table = "Description,Party,Level,Measures,Owner,Deadline,Status\nA,华北,high,x,周颖,soon,open\nB,华北,very high,x,nobody,2026-12-01,?\n,华南,low,,,,\nC,华南,low,\"a;b;c\",\"周颖;林峰\",2026-12-01,\n";
        var rows = read(table, List.of());
        assertThat(RiskRows.faults(rows)).extracting(fault -> fault.column() + " " + fault.text() + " " + fault.cells())
                .containsExactly("DESCRIPTION  1", "PARTY 华北 2", "LEVEL very high 1", "OWNER nobody 1", "OWNER 周颖;林峰 1", "DEADLINE soon 1", "STATUS ? 1");
        var mended = read(table, List.of(new RiskRows.Mend(Column.PARTY, "华北", "华南"), new RiskRows.Mend(Column.LEVEL, "very high", "高"), new RiskRows.Mend(Column.OWNER, "nobody", "林峰"), new RiskRows.Mend(Column.OWNER, "周颖;林峰", "周颖"),
                new RiskRows.Mend(Column.DEADLINE, "soon", "12-01"), new RiskRows.Mend(Column.STATUS, "?", "open"), new RiskRows.Mend(Column.DESCRIPTION, "", "D")));
        assertThat(RiskRows.faults(mended)).isEmpty();
        assertThat(mended).extracting(RiskRows.Row::description).containsExactly("A", "B", "D", "C");
        assertThat(mended.getLast().measures()).hasSize(3).allMatch(measure -> measure.owner().equals(zhou));
    }

    @Test
    void whatTheRegisterHasIsLeftOutAndWhatHasEndedOwesNothing() {
        var rows = read("风险,级别,措施,状态\n汇率 波动,低,锁汇,\n台风,中,垫高货物,已发生\n台风,中,,\n已过的事,低,某措施,关闭\n", List.of());
        assertThat(rows).extracting(RiskRows.Row::there).containsExactly(true, false, true, false);
        assertThat(rows.get(1).ended()).isEqualTo(RiskStatus.OCCURRED);
        assertThat(rows.get(3).ended()).isEqualTo(RiskStatus.CLOSED);
        assertThat(rows.get(3).measures()).isEmpty();
        assertThat(rows.get(3).updates()).isEqualTo("某措施");
        assertThat(RiskRows.faults(rows)).isEmpty();
    }

    @Test
    void aFileWithoutTheTableIsNone() {
        assertThat(RiskRows.in(file("姓名,电话\n张三,1\n"))).isEmpty();
        assertThat(RiskRows.in(file("风险\n台风\n"))).as("one heading could be anything").isEmpty();
    }

    @Test
    void daysAreReadAsPeopleWriteThem() {
        assertThat(List.of("2026-12-01", "2026/12/1", "2026.12.1", "2026年12月1日", "12月1日", "12-1", "2026-12-01 00:00")).allSatisfy(text -> assertThat(RiskRows.day(text, TODAY)).isEqualTo(LocalDate.of(2026, 12, 1)));
        for (var text : List.of("月底", "2026-13-01", "2月30日", "9999-01-01", "0")) assertThat(RiskRows.day(text, TODAY)).as(text).isNull();
    }

    private List<RiskRows.Row> read(String table, List<RiskRows.Mend> mends) {
        return RiskRows.in(file(table)).orElseThrow().read(known, mends);
    }

    private static PlanFile file(String table) {
        return PlanFile.read("risks.csv", table.getBytes(StandardCharsets.UTF_8), Limits.standard());
    }
}
