package meridian.approval;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import meridian.document.FileStore;
import meridian.tenancy.MemberId;
import meridian.tenancy.WorkspaceId;
import meridian.web.Entered;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;

/** Reads what was typed into the forms of {@code approval/card.jte}. */
@Component
public class ApprovalForm {
    private final FileStore store;

    ApprovalForm(FileStore store) {
        this.store = store;
    }

    /** Who is asked and told. */
    public Route route(MultiValueMap<String, String> typed) {
        var entered = new Entered();
        var route = new Route(entered.chosen("checker", first(typed, "checker"), MemberId::of), all(entered, typed, "countersigners"),
                entered.chosen("approver", first(typed, "approver"), MemberId::of), false, all(entered, typed, "copied"));
        entered.done();
        return route;
    }

    /** An approval given elsewhere, with its scan, which is let go when the work is done. */
    public void outside(MultiValueMap<String, String> typed, @Nullable MultipartFile file, WorkspaceId workspace, Consumer<Approvals.NewOutside> work) throws IOException {
        var entered = new Entered();
        var on = entered.day("on", first(typed, "on"));
        entered.done();
        var name = file == null ? null : file.getOriginalFilename();
        if (file == null || name == null || name.isEmpty()) {
            work.accept(new Approvals.NewOutside(first(typed, "system"), first(typed, "number"), first(typed, "name"), on, null));
            return;
        }
        try (var received = store.receive(workspace, "scan", name, file.getInputStream())) {
            work.accept(new Approvals.NewOutside(first(typed, "system"), first(typed, "number"), first(typed, "name"), on, new Approvals.Scan(received.name(), received)));
        }
    }

    private static List<MemberId> all(Entered entered, MultiValueMap<String, String> typed, String field) {
        var chosen = new ArrayList<MemberId>();
        for (var one : typed.getOrDefault(field, List.of())) {
            var member = entered.chosen(field, one, MemberId::of);
            if (member != null) chosen.add(member);
        }
        return chosen;
    }

    private static String first(MultiValueMap<String, String> typed, String field) {
        var value = typed.getFirst(field);
        return value == null ? "" : value;
    }
}
