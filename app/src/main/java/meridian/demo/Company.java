package meridian.demo;

import java.util.List;
import java.util.Locale;
import meridian.identity.Role;
import meridian.tenancy.WorkspaceRole;
import org.jspecify.annotations.Nullable;

/** The company of the demo: its regions, departments and people. */
final class Company {
    static final String NAME = "星河智能";
    static final String SLUG = "xinghe";
    static final String UNIT = "XH";

    /** Everybody's password in the demo. */
    static final String PASSWORD = "meridian-demo";

    private Company() {}

    record Place(String name, String zone, String holidays) {}

    static final List<Place> REGIONS = List.of(
            new Place("华东", "Asia/Shanghai", "CN"),
            new Place("华南", "Asia/Shanghai", "CN"),
            new Place("新加坡", "Asia/Singapore", "SG"),
            new Place("德国", "Europe/Berlin", "DE-BY"));

    static final List<String> DEPARTMENTS = List.of("市场部", "财务部", "供应链");

    /** Somebody: where they live, what they speak, and the role they hold in the product launch (for a party, or for all of it). */
    record Person(String name, String mail, String region, Locale locale, WorkspaceRole workspace, @Nullable Role role, @Nullable String party, String phone) {
        String email() {
            return mail + "@xinghe.example";
        }
    }

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;
    private static final Locale EN = Locale.ENGLISH;

    static final List<Person> PEOPLE = List.of(
            person("王敏", "wang.min", "华东", ZH, Role.CHIEF_COORDINATOR, null, "+86 138 0000 1001"),
            person("赵建国", "zhao.jianguo", "华东", ZH, Role.SPONSOR, null, "+86 138 0000 1002"),
            person("何静", "he.jing", "华东", ZH, Role.BUSINESS_COORDINATOR, null, "+86 138 0000 1003"),
            person("许诺", "xu.nuo", "华东", ZH, Role.TECHNICAL_SUPPORT, null, "+86 138 0000 1004"),
            person("李婷", "li.ting", "华东", ZH, Role.LEAD, "华东", "+86 138 0000 1005"),
            person("赵宁", "zhao.ning", "华东", ZH, Role.EXECUTOR, "华东", "+86 138 0000 1006"),
            person("吴凡", "wu.fan", "华东", ZH, Role.EXECUTOR, "华东", "+86 138 0000 1007"),
            person("杨雪", "yang.xue", "华东", ZH, Role.EXECUTOR, "华东", "+86 138 0000 1008"),
            person("陈浩", "chen.hao", "华南", ZH, Role.LEAD, "华南", "+86 139 0000 2001"),
            person("周颖", "zhou.ying", "华南", ZH, Role.EXECUTOR, "华南", "+86 139 0000 2002"),
            person("林峰", "lin.feng", "华南", ZH, Role.EXECUTOR, "华南", "+86 139 0000 2003"),
            person("黄丽", "huang.li", "华南", ZH, Role.EXECUTOR, "华南", "+86 139 0000 2004"),
            person("Tan Wei", "tan.wei", "新加坡", EN, Role.LEAD, "新加坡", "+65 8000 3001"),
            person("Priya Nair", "priya.nair", "新加坡", EN, Role.EXECUTOR, "新加坡", "+65 8000 3002"),
            person("Lim Jia Hui", "lim.jiahui", "新加坡", EN, Role.EXECUTOR, "新加坡", "+65 8000 3003"),
            person("Johanna Maier", "johanna.maier", "德国", EN, Role.LEAD, "德国", "+49 151 0000 4001"),
            person("Lukas Braun", "lukas.braun", "德国", EN, Role.EXECUTOR, "德国", "+49 151 0000 4002"),
            person("孙悦", "sun.yue", "华东", ZH, Role.LEAD, "市场部", "+86 137 0000 5001"),
            person("刘洋", "liu.yang", "华东", ZH, Role.SUPPORT_HEAD, "财务部", ""),
            person("郑凯", "zheng.kai", "华东", ZH, Role.LEAD, "供应链", "+86 137 0000 5003"),
            person("邓辉", "deng.hui", "华南", ZH, Role.GUEST, null, "+86 137 0000 5004"),
            new Person("钱进", "qian.jin", "华东", ZH, WorkspaceRole.ADMIN, null, null, ""),
            new Person("沈岳", "shen.yue", "华东", ZH, WorkspaceRole.AUDITOR, null, null, ""));

    private static Person person(String name, String mail, String region, Locale locale, Role role, @Nullable String party, String phone) {
        return new Person(name, mail, region, locale, WorkspaceRole.NONE, role, party, phone);
    }

    /** What a role answers for, in the words of the responsibility table. */
    static String duties(Role role) {
        return switch (role) {
            case CHIEF_COORDINATOR -> "统筹四区域推进，主持每日站会，答复资源申请";
            case SPONSOR -> "审批目标与计划，裁决升级事项";
            case LEAD -> "分解并派发本单位任务，每周上报风险，对本单位结果负责";
            case SUPPORT_HEAD -> "确认并提供本部门资源";
            case BUSINESS_COORDINATOR -> "跨单位调配资源，准备资源申请";
            case EXECUTOR -> "接收并完成任务，每日填报进度";
            case TECHNICAL_SUPPORT -> "排除技术障碍，应急响应";
            case REVIEWER -> "按验收标准评审成果";
            case GUEST -> "推广物料印制供应商";
        };
    }

    /** How somebody is reached, as the organisation chart says. */
    static String contact(Person person) {
        var chat = person.locale() == EN ? "" : "钉钉 " + person.name();
        return person.phone().isEmpty() ? chat : chat.isEmpty() ? person.phone() : person.phone() + " · " + chat;
    }

    /** Who stands in for whom: the first executor for a lead; in the office of the project the coordinators for each other. */
    static @Nullable String deputy(Person person) {
        if (person.role() == Role.LEAD) return of(String.valueOf(person.party())).stream().filter(one -> one.role() == Role.EXECUTOR).map(Person::name).findFirst().orElse("何静");
        return switch (person.name()) {
            case "王敏" -> "何静";
            case "何静" -> "许诺";
            case "许诺" -> "吴凡";
            default -> null;
        };
    }

    /** Who leads a region, or heads a department. */
    static String lead(String party) {
        return of(party).getLast().name();
    }

    static Person named(String name) {
        return PEOPLE.stream().filter(person -> person.name().equals(name)).findFirst().orElseThrow();
    }

    /** Who does a party's work, the lead last. */
    static List<Person> of(String party) {
        return PEOPLE.stream()
                .filter(person -> party.equals(person.party()))
                .sorted((a, b) -> Boolean.compare(a.role() != Role.EXECUTOR, b.role() != Role.EXECUTOR))
                .toList();
    }
}
