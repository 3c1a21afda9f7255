package meridian.search.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import meridian.search.web.SearchController.Command;
import meridian.web.Ui;

/** Where somebody can go and what they can begin from where they are: no more than the navigation shows them. */
final class Commands {
    private static final Map<String, String> MAKES = Map.of("/requests/new", "search.new_request", "/disputes/new", "search.new_dispute", "/risks/new", "search.new_risk");
    private static final List<String> ADMIN = List.of("people", "regions", "departments", "approvals", "delivery", "workspace");

    private Commands() {}

    static List<Command> of(Ui ui) {
        var all = new ArrayList<Command>();
        var nav = ui.nav();
        var here = nav.here();
        if (here != null) {
            for (var section : here.sections()) all.add(new Command(ui.t(section.wordKey()), ui.url("/p/" + here.code() + section.path())));
        }
        all.add(new Command(ui.t("ui.nav_inbox"), ui.url("/inbox")));
        all.add(new Command(ui.t("ui.nav_notices"), ui.url("/notices")));
        all.add(new Command(ui.t("ui.nav_portfolio"), ui.url("/projects")));
        if (here != null) {
            all.add(new Command(ui.t("ui.nav_report"), ui.url("/p/" + here.code() + "/progress/today")));
            if (here.alarm() != null) all.add(new Command(ui.t("ui.alarm"), ui.url("/p/" + here.code() + here.alarm())));
            for (var path : here.makes()) if (MAKES.containsKey(path)) all.add(new Command(ui.t(MAKES.get(path)), ui.url("/p/" + here.code() + path)));
        }
        if (nav.mayBegin()) all.add(new Command(ui.t("ui.nav_new_project"), ui.url("/projects/new")));
        all.add(new Command(ui.t("search.me"), ui.url("/me")));
        if (ui.reader().admin()) for (var page : ADMIN) all.add(new Command(ui.t("identity.nav." + page), ui.url("/admin/" + page)));
        return all;
    }
}
