package meridian.document;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.Block.Column;
import meridian.document.Block.Field;
import meridian.document.Block.Signer;

/** Charters as the project module will write them, in both languages. */
final class Charters {
    static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private Charters() {}

    static Export export() {
        var at = ZonedDateTime.of(2026, 11, 23, 14, 5, 0, 0, ZoneId.of("Asia/Shanghai"));
        return new Export("王敏", at);
    }

    static DocumentContent chinese(Classification classification) {
        var head = Head.titled("跨区域协同任务目标说明书", CHINESE)
                .number("HQ-HDSS-2026-CH-001")
                .version(DocumentVersion.issued(1))
                .classification(classification)
                .retention("10年")
                .organisation("远山食品集团有限公司")
                .project("新品区域上市")
                .prepared("李静", LocalDate.of(2026, 10, 8))
                .checked("陈国强", LocalDate.of(2026, 10, 10))
                .approved("赵立新", LocalDate.of(2026, 10, 12))
                .effective(LocalDate.of(2026, 10, 12))
                .distribution(List.of("华东区域", "华南区域", "西北区域", "新加坡办事处", "市场部", "供应链部", "财务部"))
                .revision(DocumentVersion.draft(1), LocalDate.of(2026, 10, 8), "李静", "初稿")
                .revision(DocumentVersion.draft(2), LocalDate.of(2026, 10, 10), "李静", "按审核意见补充西北区域的量化指标，明确新加坡办事处的配合事项")
                .revision(DocumentVersion.issued(1), LocalDate.of(2026, 10, 12), "李静", "批准发布")
                .build();
        return DocumentContent.of(head)
                .heading("一、项目背景")
                .paragraph("公司计划在2026年第四季度完成新品“山野燕麦”在四个区域的上市。各区域节奏不一，以往依靠邮件与电话协调，进度和责任难以核对。\n"
                        + "本说明书明确目标、范围与交付物，作为各责任单位签署协同承诺书的依据。")
                .heading("二、目标")
                .paragraph("在2026年12月31日前，新品进入四个区域的重点门店，覆盖率不低于80%，首月销售收入不低于1,200万元。")
                .heading("三、范围")
                .heading(2, "3.1 范围内")
                .bullets(List.of("华东、华南、西北区域与新加坡办事处的商超及便利渠道", "市场部、供应链部、财务部", "上市物料、培训、首批铺货与问卷调查"))
                .heading(2, "3.2 范围外")
                .bullets(List.of("电商平台的旗舰店运营", "2027年的产品线扩展"))
                .heading("四、交付物与验收标准")
                .table(
                        List.of(Column.centred("序号", 8), Column.of("交付物", 26), Column.of("验收标准", 48), Column.of("责任单位", 18)),
                        List.of(
                                List.of("1", "区域上市方案", "1. 每个区域一份，包含门店清单与时间表\n2. 经区域负责人与市场部会签", "市场部"),
                                List.of("2", "首批铺货报告", "1. 覆盖率按门店逐一列明\n2. 缺货门店附补货日期", "供应链部"),
                                List.of("3", "消费者问卷分析", "有效问卷不少于500份；样本覆盖全部四个区域", "市场部")))
                .heading("五、量化指标")
                .table(
                        List.of(Column.of("指标", 30), Column.centred("单位", 10), Column.centred("要求", 10), Column.number("目标值", 14),
                                Column.of("责任单位", 18), Column.centred("截止日期", 18)),
                        List.of(
                                List.of("重点门店覆盖率", "%", "≥", "80", "各区域", "2026-12-20"),
                                List.of("有效问卷数", "份", "≥", "500", "市场部", "2026-12-25"),
                                List.of("首月销售收入", "万元", "≥", "1,200", "各区域", "2026-12-31")))
                .heading("六、约束条件")
                .numbered(List.of("预算不超过300万元，超出部分须报上级决策人批准", "国庆与春节前两周不安排跨区域集中会议", "新加坡办事处按当地工作日历执行"))
                .fields(new Field("总协调人", "李静"), new Field("上级决策人", "赵立新"), new Field("突发问题沟通群", "新品上市应急群（钉钉）\n值班电话 021-5555 0123"))
                .heading("七、审批")
                .signatures(List.of(
                        new Signer("编制", "李静", "提交审批", LocalDate.of(2026, 10, 8)),
                        new Signer("审核", "陈国强", "同意，请补充西北区域指标", LocalDate.of(2026, 10, 10)),
                        new Signer("批准", "赵立新", "同意", LocalDate.of(2026, 10, 12)),
                        new Signer("华东区域负责人", "", "", null)))
                .build();
    }

    static DocumentContent english() {
        var head = Head.titled("Project charter: regional launch of Hill Oats", Locale.ENGLISH)
                .number("HQ-HDSS-2026-CH-001")
                .version(DocumentVersion.draft(2))
                .classification(Classification.CONFIDENTIAL)
                .retention("10 years")
                .organisation("Yuanshan Food Group")
                .project("新品区域上市 (regional launch)")
                .prepared("李静 Li Jing", LocalDate.of(2026, 10, 8))
                .distribution(List.of("East China", "South China", "Northwest", "Singapore office", "Marketing", "Supply chain", "Finance"))
                .revision(DocumentVersion.draft(1), LocalDate.of(2026, 10, 8), "Li Jing", "First draft")
                .revision(DocumentVersion.draft(2), LocalDate.of(2026, 10, 10), "Li Jing", "Indicators for the Northwest added")
                .build();
        return DocumentContent.of(head)
                .heading("1. Background and goal")
                .paragraph("By 31 December 2026 the new product is on the shelves of the key shops in all four regions, with a coverage of at least 80 % "
                        + "and first-month revenue of at least ¥12 million. “Coverage” counts shops, not shelf metres — it’s measured weekly.")
                .heading("2. Scope")
                .bullets(List.of("Supermarkets and convenience shops in East China, South China, the Northwest and Singapore", "Marketing, supply chain and finance"))
                .heading("3. Deliverables")
                .table(
                        List.of(Column.centred("No.", 8), Column.of("Deliverable", 28), Column.of("Acceptance criteria", 46), Column.of("Party", 18)),
                        List.of(
                                List.of("1", "Regional launch plan", "1. One per region, with the list of shops and dates\n2. Countersigned by the regional lead and marketing", "Marketing"),
                                List.of("2", "First delivery report", "Coverage shop by shop; restocking dates where out of stock", "Supply chain")))
                .heading("4. Constraints")
                .numbered(List.of("The budget does not exceed ¥3 million", "No cross-region meetings in the two weeks before Spring Festival"))
                .heading("5. Approval")
                .signatures(List.of(new Signer("Prepared", "Li Jing", "Submitted", LocalDate.of(2026, 10, 8)), new Signer("Approved", "", "", null)))
                .build();
    }

    /** A responsibility matrix, too wide for an upright page. */
    static DocumentContent wide() {
        var parties = List.of("华东区域", "华南区域", "西北区域", "新加坡办事处", "市场部", "供应链部", "财务部");
        var columns = new ArrayList<>(List.of(Column.of("交付物", 24)));
        for (var party : parties) columns.add(Column.centred(party, 10));
        var rows = new ArrayList<List<String>>();
        for (var deliverable : List.of("区域上市方案", "首批铺货报告", "消费者问卷分析", "费用结算单"))
            rows.add(List.of(deliverable, "R", "R", "R", "R", "A", "C", "I"));
        return DocumentContent.of(Head.titled("跨区域团队架构及职责表", CHINESE).number("HQ-HDSS-2026-RT-002").project("新品区域上市").build())
                .landscape()
                .heading("职责矩阵")
                .table(columns, rows)
                .build();
    }

    /** A table of so many rows under one heading. */
    static DocumentContent rows(int count) {
        var rows = new ArrayList<List<String>>();
        for (int i = 1; i <= count; i++) rows.add(List.of("" + i, "完成第" + i + "家门店的铺货与陈列检查", "华东区域", "2026-12-01"));
        return DocumentContent.of(Head.titled("铺货清单", CHINESE).number("HQ-HDSS-2026-LS-007").build())
                .heading("门店清单")
                .table(List.of(Column.centred("编号", 10), Column.of("任务", 50), Column.of("责任单位", 20), Column.centred("完成日期", 20)), rows)
                .build();
    }

    static DocumentContent saying(String text) {
        return DocumentContent.of(Head.titled(text, CHINESE).number(text).organisation(text).project(text).retention(text)
                        .prepared(text, null).distribution(List.of(text, text))
                        .revision(DocumentVersion.draft(1), null, text, text).build())
                .heading(text)
                .paragraph(text)
                .bullets(List.of(text))
                .numbered(List.of(text))
                .fields(new Field(text, text))
                .table(List.of(Column.of(text, 1), Column.of("乙", 3)), List.of(List.of(text, "末尾")))
                .signatures(List.of(new Signer(text, text, text, null)))
                .build();
    }
}
