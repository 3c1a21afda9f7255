package meridian.notification;

import static db.notification.Tables.NOTICE;

import db.notification.tables.records.NoticeRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import meridian.outbox.Notice;
import meridian.outbox.Notices;
import meridian.tenancy.Id;
import meridian.tenancy.NoticeId;
import meridian.web.Live;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes what people are to be told, in the transaction of what happened. */
@Component
class Herald implements Notices {
    private static final int ROWS = 500;
    private static final int TITLE = 400;

    private final DSLContext db;
    private final Clock clock;
    private final Live live;

    Herald(DSLContext db, Clock clock, Live live) {
        this.db = db;
        this.clock = clock;
        this.live = live;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Notice notice) {
        tellAll(List.of(notice));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void tellAll(Collection<Notice> notices) {
        var now = clock.instant();
        var rows = new ArrayList<NoticeRecord>();
        for (var notice : notices) {
            for (var recipient : new LinkedHashSet<>(notice.recipients())) {
                var row = new NoticeRecord();
                row.setId(new NoticeId(Id.at(now.toEpochMilli())));
                row.setMemberId(recipient);
                row.setCause(notice.cause());
                row.setKind(notice.kind());
                row.setNoticeGroup(notice.group().text());
                row.setProjectId(notice.project());
                row.setSubjectKind(notice.subject().kind());
                row.setSubjectId(notice.subject().id());
                row.setTitle(notice.title().length() > TITLE ? notice.title().substring(0, TITLE) : notice.title());
                row.setAddress(notice.address());
                row.setArguments(notice.arguments().toArray(String[]::new));
                row.setCritical(notice.critical());
                row.setToldAt(now);
                rows.add(row);
            }
        }
        for (int from = 0; from < rows.size(); from += ROWS) write(rows.subList(from, Math.min(rows.size(), from + ROWS)));
    }

    private void write(Collection<NoticeRecord> rows) {
        db.insertInto(NOTICE)
                .set(rows)
                .onConflictDoNothing()
                .returning(NOTICE.MEMBER_ID)
                .fetch(NOTICE.MEMBER_ID)
                .stream()
                .distinct()
                .forEach(member -> live.changed("member:" + member));
    }
}
