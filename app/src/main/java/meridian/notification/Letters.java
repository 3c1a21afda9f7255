package meridian.notification;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.notification.Teller.Recipient;
import meridian.notification.Teller.Said;
import meridian.outbox.Letter;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Postman;
import meridian.tenancy.Tenancy;
import meridian.web.Shell;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes notices as letters: HTML and plain text, in the recipient’s language, with a way to get no more of them. */
@Component
public class Letters {
    private final Shell shell;
    private final Words words;
    private final Teller teller;
    private final Unsubscribing unsubscribing;
    private final Postman postman;
    private final Clock clock;

    Letters(Shell shell, Words words, Teller teller, Unsubscribing unsubscribing, Postman postman, Clock clock) {
        this.shell = shell;
        this.words = words;
        this.teller = teller;
        this.unsubscribing = unsubscribing;
        this.postman = postman;
        this.clock = clock;
    }

    /** What the template shows; every text is ready to be read. */
    public record Page(String lang, String subject, String heading, List<Line> lines, String open, String why, @Nullable String unsubscribe, String unsubscribeUrl, String settings, String settingsUrl, String workspace) {}

    /** One notice: when, in which project, what, and where it leads. */
    public record Line(String at, String project, String group, String text, String url, boolean critical) {}

    /** A letter about one notice. */
    Letter of(Recipient to, Said said) {
        var subject = said.critical() ? words.in(to.locale(), "notification.mail_urgent", said.text()) : said.text();
        var group = said.critical() ? null : said.group();
        var unsubscribe = said.critical() ? null : words.in(to.locale(), "notification.mail_unsubscribe", word(to, said.group()));
        return letter(to, shortened(subject), said.projectName().isEmpty() ? to.workspace() : said.projectName(), List.of(said), unsubscribe, group, said.critical(), thread(said.subject()));
    }

    /** A letter about everything that gathered. */
    Letter digest(Recipient to, List<Said> gathered) {
        var heading = words.in(to.locale(), to.preference().digest() == Digest.WEEKLY ? "notification.mail_weekly" : "notification.mail_daily", gathered.size());
        return letter(to, heading + " · " + to.workspace(), heading, gathered, words.in(to.locale(), "notification.mail_unsubscribe_all"), null, false, null);
    }

    private Letter letter(Recipient to, String subject, String heading, List<Said> said, @Nullable String unsubscribe, @Nullable NoticeGroup group, boolean critical, @Nullable String thread) {
        var lines = said.stream().map(each -> new Line(Sentence.time(each.toldAt(), to.zone(), clock.instant()), each.projectName().equals(heading) ? "" : each.projectName(), word(to, each.group()), each.text(), teller.whole(each.path()), each.critical())).toList();
        var unsubscribeUrl = unsubscribe == null ? "" : teller.whole(unsubscribing.path(Objects.requireNonNull(Tenancy.current()), to.member(), group));
        var page = new Page(to.locale().getLanguage().equals("zh") ? "zh-CN" : "en", subject, heading, lines, words.in(to.locale(), "notification.mail_open"),
                words.in(to.locale(), critical ? "notification.mail_why_critical" : "notification.mail_why", to.workspace(), to.zone().getId()), unsubscribe, unsubscribeUrl,
                words.in(to.locale(), "notification.settings"), teller.whole("/w/" + to.slug() + "/me/notices"), to.workspace());
        return new Letter(Objects.requireNonNull(to.email()), subject, text(page), shell.text("notification/letter", Map.of("page", page)), headers(page, critical, thread));
    }

    private Map<String, String> headers(Page page, boolean critical, @Nullable String thread) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Language", page.lang());
        headers.put("List-Id", "Meridian <notices." + postman.domain() + ">");
        if (critical) {
            headers.put("Importance", "high");
            headers.put("X-Priority", "1");
        }
        if (page.unsubscribe() != null) {
            headers.put("List-Unsubscribe", "<" + page.unsubscribeUrl() + ">");
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        if (thread != null) {
            headers.put("References", thread);
            headers.put("In-Reply-To", thread);
        }
        return headers;
    }

    // Letters about one thing stand together in a mailbox: all refer to one that was never sent.
    private String thread(String subject) {
        return "<" + subject + "@" + postman.domain() + ">";
    }

    private static String text(Page page) {
        var text = new StringBuilder(page.heading()).append("\n\n");
        for (var line : page.lines()) {
            text.append(line.text()).append('\n').append(line.at());
            if (!line.project().isEmpty()) text.append(" · ").append(line.project());
            text.append(" · ").append(line.group()).append('\n').append(line.url()).append("\n\n");
        }
        text.append("-- \n").append(page.why()).append("\n\n").append(page.settings()).append('\n').append(page.settingsUrl()).append('\n');
        if (page.unsubscribe() != null) text.append('\n').append(page.unsubscribe()).append('\n').append(page.unsubscribeUrl()).append('\n');
        return text.toString();
    }

    private String word(Recipient to, NoticeGroup group) {
        return words.in(to.locale(), "notice_group." + group.text());
    }

    private static String shortened(String subject) {
        var line = subject.replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= 150 ? line : line.substring(0, line.offsetByCodePoints(0, 150)) + "…";
    }
}
