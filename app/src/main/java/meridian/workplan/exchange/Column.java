package meridian.workplan.exchange;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a column of a plan can mean, and the headings it goes by in Chinese and English. */
public enum Column {
    NUMBER("编号", "序号", "任务编号", "任务序号", "wbs", "wbs编码", "wbs编号", "wbscode", "no", "number", "id", "taskid", "taskno", "tasknumber", "outlinenumber", "#", "项次", "seq"),
    PHASE("阶段", "工作阶段", "项目阶段", "计划阶段", "实施阶段", "phase", "stage", "projectphase"),
    PACKAGE("任务模块", "模块", "工作模块", "工作包", "工作板块", "板块", "任务类别", "类别", "分类", "工作类别", "workpackage", "package", "workstream", "module", "category", "summary"),
    TASK("任务内容", "工作内容", "任务名称", "工作任务", "任务", "工作事项", "事项", "工作项", "具体任务", "具体工作", "具体事项", "工作名称", "名称", "内容", "主要工作", "task", "taskname", "tasktitle", "title", "activity", "activityname", "name", "workitem", "subject", "action"),
    DESCRIPTION("任务描述", "描述", "详细说明", "任务说明", "工作说明", "工作要求", "说明", "具体措施", "description", "details", "detail"),
    OWNER("负责人", "责任人", "主责人", "牵头人", "第一责任人", "执行人", "经办人", "主办人", "任务负责人", "owner", "taskowner", "responsible", "responsibleperson", "assignee", "assignedto", "lead", "resourcenames", "resource", "personincharge", "pic", "who"),
    COLLABORATORS("协作人", "配合人", "协办人", "协同人", "协作", "配合", "协助人", "参与人", "参与人员", "配合人员", "协作人员", "collaborators", "collaborator", "support", "supportedby", "participants", "contributors"),
    PARTY("区域/部门", "所属区域", "区域", "责任单位", "责任区域", "牵头单位", "所属单位", "单位", "大区", "party", "region/department", "region", "responsibleparty", "area", "responsibleunit", "organisation", "organization"),
    DEPARTMENT("部门", "责任部门", "所属部门", "牵头部门", "department", "dept", "team", "function"),
    START("开始时间", "开始日期", "开始", "计划开始", "计划开始时间", "计划开始日期", "起始时间", "起始日期", "起始", "启动时间", "启动日期", "start", "startdate", "plannedstart", "begin", "starttime", "from", "startson"),
    FINISH("结束时间", "结束日期", "结束", "计划完成", "计划结束", "计划完成时间", "计划完成日期", "计划结束时间", "计划结束日期", "完成时间", "完成日期", "要求完成时间", "截止时间", "截止日期", "截止", "完成时限", "时限", "finish", "finishdate", "plannedfinish", "end", "enddate", "endtime", "plannedend", "due", "duedate", "deadline", "to", "until", "by"),
    PERIOD("起止时间", "起止日期", "时间", "日期", "计划时间", "时间安排", "时间节点", "工作时间", "进度安排", "period", "dates", "date", "timeframe", "schedule"),
    DURATION("工期", "工期天", "持续时间", "天数", "计划工期", "工作日", "duration", "days", "durationdays", "workdays", "workingdays"),
    DELIVERABLE("交付物", "交付成果", "成果", "输出成果", "输出", "输出物", "工作成果", "成果物", "交付内容", "deliverable", "deliverables", "output", "outputs", "result"),
    CRITERIA("验收标准", "验收要求", "完成标准", "衡量标准", "验收条件", "质量标准", "标准", "acceptancecriteria", "criteria", "acceptance", "acceptancecriterion", "donewhen", "definitionofdone"),
    MILESTONE("里程碑", "是否里程碑", "关键节点", "里程碑节点", "是否关键节点", "milestone", "ismilestone", "keymilestone"),
    PREDECESSORS("前置任务", "前置", "紧前任务", "紧前工作", "前置工作", "前置条件", "依赖", "依赖任务", "依赖关系", "predecessors", "predecessor", "dependson", "dependencies", "dependency", "after"),
    STATUS("状态", "任务状态", "完成状态", "进展状态", "当前状态", "status", "state", "taskstatus"),
    PROGRESS("完成%", "进度", "完成率", "完成比例", "完成百分比", "完成度", "完成进度", "进度%", "%complete", "progress", "percentcomplete", "complete", "%", "progress%", "completion", "%done", "complete%"),
    CONSTRAINT("限制条件", "限制类型", "任务限制", "限制", "constraint", "constrainttype"),
    CONSTRAINT_DATE("限制日期", "constraintdate"),
    DEADLINE("最后期限", "期限日期", "deadlinedate"),
    MODE("排程方式", "任务模式", "taskmode", "scheduling", "schedulingmode"),
    ACTUAL_START("实际开始", "实际开始时间", "实际开始日期", "actualstart", "actualstartdate"),
    ACTUAL_FINISH("实际完成", "实际结束", "实际完成时间", "实际完成日期", "实际结束时间", "实际结束日期", "actualfinish", "actualfinishdate", "actualend"),
    KIND("行类型", "层级类型", "rowtype"),
    NOTE("备注", "注释", "其他", "附注", "note", "notes", "remark", "remarks", "comment", "comments");

    private static final Map<String, Column> HEADINGS = new HashMap<>();
    private static final Pattern BRACKETS = Pattern.compile("[(\uFF08\\[\u3010][^)\uFF09\\]\u3011]*[)\uFF09\\]\u3011]");
    private static final Pattern NOISE = Pattern.compile("[^\\p{L}\\p{N}%#]");

    static {
        for (var column : values()) for (var heading : column.headings) HEADINGS.put(plain(heading), column);
    }

    /** Parts of a heading that still tell, in this order, when the whole is unknown. */
    private static final List<Map.Entry<String, Column>> PARTS = List.of(
            Map.entry("验收", CRITERIA), Map.entry("前置", PREDECESSORS), Map.entry("predecessor", PREDECESSORS),
            Map.entry("里程碑", MILESTONE), Map.entry("milestone", MILESTONE), Map.entry("交付", DELIVERABLE),
            Map.entry("deliverable", DELIVERABLE), Map.entry("配合", COLLABORATORS), Map.entry("协作", COLLABORATORS),
            Map.entry("协办", COLLABORATORS), Map.entry("责任部门", DEPARTMENT), Map.entry("部门", DEPARTMENT),
            Map.entry("department", DEPARTMENT), Map.entry("区域", PARTY), Map.entry("region", PARTY),
            Map.entry("负责人", OWNER), Map.entry("责任人", OWNER), Map.entry("owner", OWNER), Map.entry("起止", PERIOD),
            Map.entry("工期", DURATION), Map.entry("duration", DURATION), Map.entry("开始", START), Map.entry("start", START),
            Map.entry("截止", FINISH), Map.entry("结束", FINISH), Map.entry("完成时间", FINISH), Map.entry("完成日期", FINISH),
            Map.entry("finish", FINISH), Map.entry("deadline", FINISH), Map.entry("duedate", FINISH),
            Map.entry("完成率", PROGRESS), Map.entry("进度", PROGRESS), Map.entry("progress", PROGRESS),
            Map.entry("状态", STATUS), Map.entry("status", STATUS), Map.entry("阶段", PHASE), Map.entry("phase", PHASE),
            Map.entry("模块", PACKAGE), Map.entry("workpackage", PACKAGE), Map.entry("任务", TASK), Map.entry("工作内容", TASK),
            Map.entry("事项", TASK), Map.entry("task", TASK), Map.entry("备注", NOTE));

    private final List<String> headings;

    Column(String... headings) {
        this.headings = List.of(headings);
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String key() {
        return "exchange.column." + code();
    }

    /** The column a heading names exactly; null for none. */
    static @Nullable Column named(String heading) {
        var exact = HEADINGS.get(plain(heading));
        return exact != null ? exact : HEADINGS.get(plain(BRACKETS.matcher(heading).replaceAll("")));
    }

    /** The column a longer heading probably means. What is called actual 实际 is never the plan. */
    static @Nullable Column resembling(String heading) {
        var plain = plain(BRACKETS.matcher(heading).replaceAll(""));
        if (plain.length() > 24 || plain.contains("实际") || plain.contains("actual") || plain.contains("baseline")) return null;
        for (var part : PARTS) if (plain.contains(part.getKey())) return part.getValue();
        return null;
    }

    static String plain(String text) {
        return NOISE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
