package meridian.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What a browser keeps to be of use without a network. The service worker must come from the top of the house to see all of it. */
@Controller
class OfflineController {
    private final Assets assets;

    OfflineController(Assets assets) {
        this.assets = assets;
    }

    @GetMapping("/offline")
    Answer offline() {
        return Answer.page("layout/offline", "");
    }

    /** Named after the version of all static files: with a new one, the worker is a new one and keeps the page anew. */
    @GetMapping("/sw.js")
    ResponseEntity<byte[]> worker() throws IOException {
        var script = "const VERSION = \"" + assets.version() + "\";\n" + new ClassPathResource("static/js/sw.js").getContentAsString(StandardCharsets.UTF_8);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .body(script.getBytes(StandardCharsets.UTF_8));
    }
}
