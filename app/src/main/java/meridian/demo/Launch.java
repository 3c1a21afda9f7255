package meridian.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.project.Indicator.Rollup;
import meridian.project.Resource.Kind;

/** The work plan of the product launch: what is done where, in weeks and days from the start. */
final class Launch {
    /** The regions, each of which does the regional packages in its own way. */
    static final String EVERY_REGION = "*";

    private Launch() {}

    /** A task: title, first day (working days from the package's start) and length in working days. */
    record Part(String title, int day, int days, String deliverable, String criteria) {}

    /** A work package of a party, beginning in a week of the project (from 1). */
    record Package(String phase, String title, String party, int week, List<Part> parts) {}

    /** A milestone: the last day of a week. */
    record Milestone(String phase, String after, String title, int week) {}

    static final List<Package> PACKAGES = List.of(
            pack("筹备期", "市场调研", EVERY_REGION, 1,
                    part("问卷设计与投放", 0, 5, "调研问卷", "回收有效问卷≥500份"),
                    part("竞品门店走访", 1, 6, "走访记录", "覆盖不少于6个重点城市"),
                    part("渠道访谈", 3, 5, "访谈纪要", "每类渠道不少于3家"),
                    part("区域调研报告", 8, 5, "调研报告", "报告经区域负责人确认")),
            pack("筹备期", "调研汇总", "市场部", 3, part("调研数据口径统一", 0, 3, "", ""), part("调研结果汇总与评审", 2, 3, "调研汇总报告", "四区域数据口径一致;评审会通过")),
            pack("筹备期", "预算与付款", "财务部", 1, part("推广预算编制", 0, 5, "预算表", ""), part("推广预算审批", 5, 4, "预算批复", "批复金额不低于申请额的90%"), part("供应商付款计划", 10, 5, "付款计划", "")),
            pack("筹备期", "产能与备货", "供应链", 1, part("首批产能确认", 0, 6, "产能确认函", ""), part("四区域备货计划", 6, 6, "备货计划", "安全库存≥2周"), part("包装本地化打样", 8, 8, "样品", "")),
            pack("筹备期", "经销商筛选", EVERY_REGION, 2, part("经销商名单确认", 0, 5, "经销商名单", "每城市不少于3家备选"), part("经销商资质审核", 5, 5, "审核表", ""), part("价格政策沟通", 8, 5, "价格政策", "")),
            pack("筹备期", "人员与场地", EVERY_REGION, 2, part("区域人员到位", 2, 6, "到位清单", "全部到位并完成培训"), part("重点门店场地确认", 6, 6, "场地清单", "")),
            pack("筹备期", "法规与认证", EVERY_REGION, 3, part("当地法规清单", 0, 4, "法规清单", "逐条注明适用条款"), part("包装标识核对", 3, 5, "核对表", "与当地要求一致"), part("认证文件归集", 6, 5, "认证文件", "文件齐全且在有效期内")),
            pack("执行期", "推广物料", "市场部", 4, part("推广文案", 0, 7, "文案", "品牌规范检查通过"), part("主视觉设计", 2, 9, "设计稿", "四区域负责人书面确认"), part("产品视频拍摄", 5, 12, "视频", ""), part("英文与德文翻译", 8, 6, "译稿", "母语审校通过"), part("物料印刷招标", 6, 6, "", "")),
            pack("执行期", "区域物料落地", EVERY_REGION, 6, part("推广物料印制", 0, 7, "印刷品", "色差ΔE≤3;数量误差≤1%"), part("物料配送到店", 7, 6, "签收单", ""), part("物料本地审校", 1, 4, "", "")),
            pack("执行期", "渠道铺货", EVERY_REGION, 5, part("经销商签约", 0, 12, "签约合同", "合同法务审核通过"), part("首批订货", 8, 5, "订货单", ""), part("样品到仓", 10, 5, "入库单", ""), part("铺货巡检", 18, 8, "巡检表", "区域市场覆盖率≥80%"), part("终端价格巡查", 20, 6, "价格巡查表", "")),
            pack("执行期", "发运与清关", "供应链", 6, part("华东华南首批发运", 0, 6, "运单", ""), part("新加坡发运与清关", 2, 9, "清关单", ""), part("德国发运与清关", 2, 12, "清关单", "CE文件齐全"), part("补货机制建立", 12, 6, "", "")),
            pack("执行期", "门店陈列", EVERY_REGION, 7, part("陈列方案确认", 0, 5, "陈列方案", ""), part("首批门店陈列", 6, 8, "陈列照片", "抽检合格率≥95%"), part("第二批门店陈列", 14, 8, "陈列照片", "抽检合格率≥95%"), part("陈列抽检", 20, 5, "抽检表", "")),
            pack("执行期", "线上推广", EVERY_REGION, 6, part("媒体投放计划", 0, 6, "投放计划", ""), part("达人合作洽谈", 3, 8, "合作协议", ""), part("直播排期", 10, 6, "", ""), part("首轮投放复盘", 22, 4, "复盘报告", "")),
            pack("执行期", "导购培训", EVERY_REGION, 6, part("讲师与场地安排", 0, 4, "", ""), part("培训课件本地化", 1, 6, "课件", ""), part("第一期导购培训", 8, 3, "签到与考核", "考核通过率≥90%"), part("第二期导购培训", 15, 3, "签到与考核", "考核通过率≥90%")),
            pack("执行期", "客服准备", EVERY_REGION, 6, part("话术手册与知识库", 0, 8, "话术手册", "覆盖前20类问题"), part("坐席排班", 8, 4, "", ""), part("客服试运行", 12, 6, "", "试运行一周无重大投诉")),
            pack("执行期", "口碑监测", EVERY_REGION, 8, part("监测词库与渠道", 0, 4, "词库", ""), part("每周口碑简报", 4, 15, "简报", "每周五发出"), part("差评处理流程演练", 6, 4, "演练记录", "30分钟内响应")),
            pack("执行期", "新品发布会", "市场部", 7, part("发布会场地签约", 0, 6, "合同", ""), part("流程与脚本", 4, 8, "脚本", ""), part("媒体与嘉宾邀请", 6, 10, "邀请名单", ""), part("彩排", 16, 2, "", "")),
            pack("收尾期", "销售跟踪", EVERY_REGION, 11, part("首周销量上报", 0, 5, "销量表", "与财务系统核对一致"), part("退换货统计", 3, 5, "", ""), part("渠道库存盘点", 5, 5, "盘点表", "")),
            pack("收尾期", "成果验收", EVERY_REGION, 12, part("验收材料准备", 0, 4, "自检报告", "")),
            pack("收尾期", "费用结算", "财务部", 12, part("推广费用结算", 0, 6, "结算表", ""), part("预算执行分析", 4, 4, "", "")),
            pack("收尾期", "总结复盘", "市场部", 13, part("项目复盘会", 0, 2, "复盘报告", "形成改进项并落实负责人"), part("资料归档", 2, 3, "归档清单", "资料完整率100%")));

    static final List<Milestone> MILESTONES = List.of(
            new Milestone("筹备期", "调研汇总", "完成区域市场调研", 3),
            new Milestone("执行期", "推广物料", "主视觉定稿", 6),
            new Milestone("执行期", "发运与清关", "首批铺货完成", 8),
            new Milestone("执行期", "区域物料落地", "推广物料落地", 9),
            new Milestone("执行期", "新品发布会", "新品发布", 10),
            new Milestone("收尾期", "成果验收", "跨区域成果验收通过", 12));

    /**
     * What waits for what, beside the parts of a package that follow each other: of two regional parts in each region, else each for all.
     * {@code days} is a lag in working days.
     */
    record Tie(String before, String after, String type, int days) {}

    static final List<Tie> TIES = List.of(
            new Tie("区域调研报告", "调研结果汇总与评审", "FF", 1),
            new Tie("调研结果汇总与评审", "完成区域市场调研", "FS", 0),
            new Tie("推广预算审批", "物料印刷招标", "FS", 0),
            new Tie("推广文案", "英文与德文翻译", "FS", 0),
            new Tie("主视觉设计", "主视觉定稿", "FS", 0),
            new Tie("主视觉设计", "推广物料印制", "FF", 3),
            new Tie("推广物料印制", "首批门店陈列", "FS", 0),
            new Tie("物料配送到店", "推广物料落地", "FS", 0),
            new Tie("物料配送到店", "第二批门店陈列", "FS", 0),
            new Tie("经销商资质审核", "经销商签约", "FS", 0),
            new Tie("首批产能确认", "首批订货", "FS", 0),
            new Tie("样品到仓", "首批铺货完成", "FS", 0),
            new Tie("样品到仓", "铺货巡检", "FS", 0),
            new Tie("首批门店陈列", "新品发布", "FS", 0),
            new Tie("第二期导购培训", "新品发布", "FS", 0),
            new Tie("客服试运行", "新品发布", "FS", 0),
            new Tie("德国发运与清关", "新品发布", "FS", 0),
            new Tie("彩排", "新品发布", "FS", 0),
            new Tie("新品发布", "首周销量上报", "FS", 0),
            new Tie("首周销量上报", "验收材料准备", "FS", 0),
            new Tie("验收材料准备", "跨区域成果验收通过", "FS", 0),
            new Tie("跨区域成果验收通过", "项目复盘会", "FS", 0),
            new Tie("项目复盘会", "资料归档", "FS", 0));

    /** They come as soon as what they wait for lets them. */
    static final Set<String> FLOATING = Set.of("验收材料准备", "跨区域成果验收通过", "项目复盘会", "资料归档");

    /** The day is announced: what is not ready by then is not there. */
    static final String FIXED = "新品发布";

    /** What the charter promises, due at the end of a week. */
    record Deliverable(String name, String description, int week, List<String> criteria) {}

    static final List<Deliverable> DELIVERABLES = List.of(
            new Deliverable("四区域市场调研报告", "问卷、走访与访谈的结论及上市建议", 3, List.of("每区域回收有效问卷不少于500份", "四区域数据口径一致", "经各区域负责人确认")),
            new Deliverable("经销商名单与资质", "四区域经销商名单、资质审核和价格政策", 5, List.of("每城市不少于3家备选", "资质逐家审核", "价格政策四区域一致")),
            new Deliverable("法规与认证文件", "当地法规清单、包装标识核对和认证文件", 5, List.of("法规逐条注明适用条款", "包装标识与当地要求一致", "CE技术文件齐全且在有效期内")),
            new Deliverable("上市推广物料", "文案、主视觉、视频及各语言版本，印制并配送到店", 9, List.of("品牌规范检查通过", "色差ΔE不大于3", "英文与德文经母语审校")),
            new Deliverable("渠道铺货", "经销商签约、首批到仓与铺货", 10, List.of("区域市场覆盖率不低于80%", "破损率不高于0.5%", "合同经法务审核")),
            new Deliverable("客服与培训准备", "话术手册、导购培训与客服试运行", 10, List.of("考核通过率不低于90%", "试运行一周无重大投诉")),
            new Deliverable("项目总结与归档", "费用结算、复盘报告和归档清单", 13, List.of("资料完整率100%", "改进项均有负责人")));

    /** The work packages that make a deliverable; the others name what each task delivers. */
    static final Map<String, String> MADE_BY = Map.of("调研汇总", "四区域市场调研报告", "经销商筛选", "经销商名单与资质", "法规与认证", "法规与认证文件");

    /** What is measured: the target of the whole, of each region, and how a region's value grows from week to week. */
    record Measure(String name, String unit, Rollup rollup, int target, int regionTarget, int[] byWeek) {}

    static final List<Measure> MEASURES = List.of(
            new Measure("回收有效问卷", "份", Rollup.SUM, 2000, 500, new int[] {180, 410, 520, 545}),
            new Measure("区域市场覆盖率", "%", Rollup.AVERAGE, 80, 80, new int[] {0, 0, 0, 8, 21, 34}),
            new Measure("导购考核通过率", "%", Rollup.AVERAGE, 90, 90, new int[] {0, 0, 0, 0, 0, 88}),
            new Measure("上市首季销售收入", "元", Rollup.SUM, 12_000_000, 3_000_000, new int[] {}));

    /** What the project draws on. */
    record Means(Kind kind, String name, int amount, String unit, String provider, int committed, int spent) {}

    static final List<Means> MEANS = List.of(
            new Means(Kind.BUDGET, "推广预算", 9_600_000, "CNY", "财务部", 6_150_000, 3_420_000),
            new Means(Kind.BUDGET, "物流与清关费用", 1_800_000, "CNY", "财务部", 1_100_000, 640_000),
            new Means(Kind.PEOPLE, "华东华南导购讲师", 6, "人", "市场部", 0, 0),
            new Means(Kind.PEOPLE, "德国本地审校", 2, "人", "德国", 0, 0),
            new Means(Kind.EQUIPMENT, "门店陈列架", 320, "套", "供应链", 0, 0),
            new Means(Kind.DATA, "四区域门店主数据", 1, "份", "市场部", 0, 0));

    static final int WEEKS = 13;

    private static Package pack(String phase, String title, String party, int week, Part... parts) {
        return new Package(phase, title, party, week, List.of(parts));
    }

    private static Part part(String title, int day, int days, String deliverable, String criteria) {
        return new Part(title, day, days, deliverable, criteria);
    }
}
