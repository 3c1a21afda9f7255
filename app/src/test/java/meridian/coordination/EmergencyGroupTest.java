package meridian.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import meridian.coordination.EmergencyGroup.Contact;
import meridian.coordination.EmergencyGroup.Gap;
import meridian.tenancy.EmergencyContactId;
import meridian.tenancy.MemberId;
import org.junit.jupiter.api.Test;

class EmergencyGroupTest {
    @Test
    void whatWouldBeMissedAtNightIsAGap() {
        var group = new EmergencyGroup(true, "", "", 0, null, List.of(
                member("陈浩", "13800000000", false, "华南"), member("李婷", "", false, "华东"), member("Tan Wei", "+65 8000 3001", true, "新加坡")));
        assertThat(group.gaps(List.of("华东", "华南", "新加坡", "德国"))).containsExactlyInAnyOrder(
                new Gap("no_phone", "李婷"), new Gap("left", "Tan Wei"), new Gap("party", "新加坡"), new Gap("party", "德国"), new Gap("no_chat", ""));
    }

    @Test
    void aGroupThatNobodyMadeIsOneGap() {
        assertThat(new EmergencyGroup(false, "", "", 0, null, List.of()).gaps(List.of("华东"))).containsExactly(new Gap("none", ""));
        assertThat(new EmergencyGroup(true, "", "https://chat", 0, null, List.of()).gaps(List.of("华东"))).allMatch(Gap::grave);
    }

    @Test
    void aGroupThatWasClosedLacksNothing() {
        assertThat(new EmergencyGroup(true, "", "", 0, java.time.Instant.EPOCH, List.of()).gaps(List.of("华东"))).isEmpty();
    }

    @Test
    void onlyPeopleOutsideCannotAnswerHere() {
        var outside = new Contact(EmergencyContactId.next(), null, "港口代理", "+49 40 1234", "+49 40 1234", "", List.of(), false, 0);
        assertThat(new EmergencyGroup(true, "群", "https://chat", 0, null, List.of(outside)).gaps(List.of())).containsExactly(new Gap("no_member", ""));
    }

    @Test
    void aTelephoneDialsWhatPeopleWrite() {
        assertThat(EmergencyGroup.dial("+86 138-0013 (8000)")).isEqualTo("tel:+8613800138000");
        assertThat(EmergencyGroup.dial("110")).isEqualTo("tel:110");
        assertThat(EmergencyGroup.dial("问前台")).isNull();
        assertThat(EmergencyGroup.dial("")).isNull();
        assertThat(EmergencyGroup.dial("1".repeat(40))).isNull();
    }

    @Test
    void aChatsAddressLeadsToAChatAndNowhereElse() {
        assertThat(List.of("https://qr.dingtalk.com/action/joingroup?code=v1", "dingtalk://dingtalkclient/action", "weixin://dl/chat?x", "HTTPS://work.weixin.qq.com/gm/1")).allMatch(EmergencyGroup::leadsToChat);
        assertThat(List.of("javascript:alert(1)", "data:text/html,x", "qq群 12345", "file:///etc/passwd", "https", "https:", "//evil.example", "vbscript:x")).noneMatch(EmergencyGroup::leadsToChat);
    }

    private static Contact member(String name, String phone, boolean left, String... parties) {
        return new Contact(EmergencyContactId.next(), MemberId.next(), name, phone, phone, "", List.of(parties), left, 0);
    }
}
