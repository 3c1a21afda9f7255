package meridian.document.web;

import java.math.BigDecimal;
import java.util.List;
import meridian.document.FileStore;
import meridian.document.Storage;
import meridian.document.VirusScanner;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Entered;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** For admins: how much the files of the workspace take, and how much they may. */
@Controller
@RequestMapping("/w/{slug}/admin/files")
public class StorageController {
    private static final BigDecimal GB = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal MB = BigDecimal.valueOf(1_000_000);

    private final Storage storage;
    private final FileStore store;
    private final VirusScanner scanner;

    StorageController(Storage storage, FileStore store, VirusScanner scanner) {
        this.storage = storage;
        this.store = store;
        this.scanner = scanner;
    }

    /** {@code scanner}: none, up, down. */
    public record StoragePage(Storage.Use use, List<Storage.Share> shares, long letGo, boolean bucket, boolean answers, String scanner) {
        public String quota() {
            return use.quota() == use.mostQuota() ? "" : shown(use.quota(), GB);
        }

        public String largest() {
            return use.largest() == use.mostLargest() ? "" : shown(use.largest(), MB);
        }

        private static String shown(long bytes, BigDecimal unit) {
            return BigDecimal.valueOf(bytes).divide(unit).stripTrailingZeros().toPlainString();
        }
    }

    @GetMapping
    Answer page(Reader reader) {
        if (!reader.admin()) throw new NotAllowed();
        return Answer.page("document/storage", new StoragePage(storage.use(), storage.shares(), storage.letGo(), store.place().startsWith("s3:"), store.answers(), !scanner.configured() ? "none" : scanner.answers() ? "up" : "down"));
    }

    @PostMapping
    Answer limit(@RequestParam(defaultValue = "") String quota, @RequestParam(defaultValue = "") String largest, @RequestParam int version, Reader reader, Actor actor) {
        var entered = new Entered();
        var most = bytes(entered, "quota", quota, GB);
        var one = bytes(entered, "largest", largest, MB);
        entered.done();
        storage.limit(most, one, version, actor);
        return Answer.to("/w/" + reader.slug() + "/admin/files").saying("file.said_limited");
    }

    private static @Nullable Long bytes(Entered entered, String field, String typed, BigDecimal unit) {
        var number = entered.number(field, typed);
        return number == null ? null : number.multiply(unit).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }
}
