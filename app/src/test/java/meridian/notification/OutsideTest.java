package meridian.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which addresses this house posts to unless its operator allows more. */
class OutsideTest {
    private final Outside outside = new Outside(false);

    @Test
    void onlyHttpsToThePublicInternetIsPlausible() {
        for (var good : new String[] {"https://example.com/hook", "https://example.com:8443/hook?x=1", "https://8.8.8.8/", "https://[2606:4700::1111]/"}) assertThat(outside.plausible(good)).as(good).isTrue();
        for (var bad : new String[] {"http://example.com/hook", "ftp://example.com", "https://user:secret@example.com/", "https://localhost/", "https://printer.local/", "https://intranet/", "https://db.internal/", "https://127.0.0.1/",
            "https://10.0.0.1/", "https://172.16.5.4/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data", "https://0.0.0.0/", "https://100.64.0.1/", "https://[::1]/", "https://[fe80::1]/", "https://[fd00::1]/",
            "https://[::ffff:10.0.0.1]/", "https://2130706433/", "https://0x7f000001/", "https://127.1/", "https://example.com/#x", "https://", "", "javascript:alert(1)", "https://exa mple.com/"}) {
            assertThat(outside.plausible(bad)).as(bad).isFalse();
        }
    }

    @Test
    void privateAddressesAreClosed() throws Exception {
        for (var closed : new String[] {"127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.1.1", "0.0.0.0", "100.127.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
            "::1", "::", "fe80::1", "fc00::1", "fdff::1", "ff02::1", "::ffff:192.168.0.1", "2002:0a00:0001::1", "64:ff9b::0a00:0001", "2001:0:1::1"}) {
            assertThat(Outside.open(InetAddress.getByName(closed))).as(closed).isFalse();
        }
        for (var open : new String[] {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2002:0808:0808::1", "64:ff9b::0808:0808"}) assertThat(Outside.open(InetAddress.getByName(open))).as(open).isTrue();
    }

    @Test
    void aNameThatStandsForAPrivateAddressIsNotConnectedTo() throws Exception {
        // This name is plausible by its words and leads back to this machine, as an attacker’s own domain could.
        try (var trap = new java.net.ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            trap.setSoTimeout(1_500);
            var name = InetAddress.getLocalHost().getCanonicalHostName();
            var address = "https://" + (name.contains(".") ? name : "127.0.0.1.nip.io") + ":" + trap.getLocalPort() + "/hook";
            assertThatThrownBy(() -> outside.post(address, new byte[0], "application/json", Map.of())).isInstanceOf(Outside.Unreached.class);
            assertThatThrownBy(trap::accept).isInstanceOf(java.net.SocketTimeoutException.class);
        } finally {
            outside.destroy();
        }
    }
}
