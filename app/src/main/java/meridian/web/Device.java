package meridian.web;

import java.util.Map;
import java.util.LinkedHashMap;

/** What a browser says of itself, in two words people know: “Chrome · Windows”. */
public final class Device {
    private static final Map<String, String> BROWSERS = new LinkedHashMap<>();
    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        // The order matters: most browsers also claim to be others.
        BROWSERS.put("DingTalk", "DingTalk 钉钉");
        BROWSERS.put("wxwork", "WeCom 企业微信");
        BROWSERS.put("MicroMessenger", "WeChat 微信");
        BROWSERS.put("Lark", "Feishu 飞书");
        BROWSERS.put("Edg", "Edge");
        BROWSERS.put("OPR", "Opera");
        BROWSERS.put("Firefox", "Firefox");
        BROWSERS.put("Chrome", "Chrome");
        BROWSERS.put("Safari", "Safari");
        SYSTEMS.put("HarmonyOS", "HarmonyOS");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Mac OS X", "macOS");
        SYSTEMS.put("Linux", "Linux");
    }

    private Device() {}

    /** Empty when the browser is none that we know. */
    public static String of(String agent) {
        var browser = first(BROWSERS, agent);
        var system = first(SYSTEMS, agent);
        return browser.isEmpty() || system.isEmpty() ? browser + system : browser + " · " + system;
    }

    private static String first(Map<String, String> known, String agent) {
        return known.entrySet().stream().filter(entry -> agent.contains(entry.getKey())).map(Map.Entry::getValue).findFirst().orElse("");
    }
}
