package meridian.notification;

import static db.identity.Tables.ACCOUNT;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.WORKSPACE;
import static db.notification.Tables.FOLLOWING;
import static db.notification.Tables.NOTICE;
import static db.notification.Tables.PREFERENCE;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.selectOne;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import meridian.duty.DutyProjects;
import meridian.outbox.Mails;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.AccountId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NoticeId;
import meridian.tenancy.ProjectId;
import meridian.web.Words;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads notices as they are said to their recipient at this moment: in their language and zone, with today’s names, to whom they want it. */
@Component
class Teller {
    private final DSLContext db;
    private final Clock clock;
    private final Words words;
    private final Mails mails;
    private final DutyProjects projects;

    Teller(DSLContext db, Clock clock, Words words, Mails mails, DutyProjects projects) {
        this.db = db;
        this.clock = clock;
        this.words = words;
        this.mails = mails;
        this.projects = projects;
    }

    /** Whom it is said to. {@code email} is null where no letter can go. */
    record Recipient(MemberId member, @Nullable AccountId account, String name, @Nullable String email, Locale locale, ZoneId zone, String slug, String workspace, Preference preference) {}

    /** A notice ready to be said; {@code path} leads to it and marks it read. */
    record Said(NoticeId id, String kind, NoticeGroup group, String text, String title, @Nullable ProjectId project, String projectName, String subject, String path, boolean critical, Instant toldAt) {}

    /** One notice and whom it is for; null when nobody is to be told any more: it was read, muted, or its recipient left. */
    record Told(Recipient recipient, Said said) {}

    @Transactional(readOnly = true)
    @Nullable Told one(NoticeId id) {
        var found = find(NOTICE.ID.eq(id), 1);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** The same notice as a group hears of it: in the workspace’s language, leading to the thing itself, whether or not anybody has read it. */
    @Transactional(readOnly = true)
    @Nullable Said group(NoticeId id) {
        return db.select(NOTICE.ID, NOTICE.KIND, NOTICE.NOTICE_GROUP, NOTICE.TITLE, NOTICE.ARGUMENTS, NOTICE.PROJECT_ID, NOTICE.SUBJECT_KIND, NOTICE.SUBJECT_ID, NOTICE.CRITICAL, NOTICE.TOLD_AT, NOTICE.ADDRESS)
                .select(MEMBER.ZONE, WORKSPACE.SLUG, WORKSPACE.DEFAULT_LOCALE)
                .from(NOTICE)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(NOTICE.WORKSPACE_ID), MEMBER.ID.eq(NOTICE.MEMBER_ID))
                .join(WORKSPACE).on(WORKSPACE.WORKSPACE_ID.eq(NOTICE.WORKSPACE_ID))
                .where(NOTICE.ID.eq(id))
                .fetchOne(row -> {
                    var sentence = new Sentence(row.get(NOTICE.KIND), row.get(NOTICE.TITLE), Arrays.asList(row.get(NOTICE.ARGUMENTS)));
                    var project = row.get(NOTICE.PROJECT_ID);
                    var known = project == null ? null : projects.names(List.of(project)).get(project);
                    var text = sentence.in(words, Locale.forLanguageTag(row.get(WORKSPACE.DEFAULT_LOCALE)), ZoneId.of(row.get(MEMBER.ZONE)), clock.instant(), names(List.of(sentence)));
                    return new Said(row.get(NOTICE.ID), row.get(NOTICE.KIND), NoticeGroup.of(row.get(NOTICE.NOTICE_GROUP)), text, sentence.title(), project, known == null ? "" : known.name(), row.get(NOTICE.SUBJECT_KIND) + "-" + row.get(NOTICE.SUBJECT_ID),
                            "/w/" + row.get(WORKSPACE.SLUG) + row.get(NOTICE.ADDRESS), row.get(NOTICE.CRITICAL), row.get(NOTICE.TOLD_AT));
                });
    }

    /** What waits for somebody’s digest, oldest first. */
    @Transactional(readOnly = true)
    List<Told> gathered(MemberId member, int most) {
        return find(NOTICE.MEMBER_ID.eq(member).and(NOTICE.GATHERED.isTrue()), most);
    }

    private record Row(Recipient recipient, NoticeId id, String kind, NoticeGroup group, Sentence sentence, @Nullable ProjectId project, String subject, boolean critical, Instant toldAt) {}

    private List<Told> find(Condition which, int most) {
        var muted = field(exists(selectOne().from(FOLLOWING).where(FOLLOWING.WORKSPACE_ID.eq(NOTICE.WORKSPACE_ID), FOLLOWING.SUBJECT_ID.eq(NOTICE.SUBJECT_ID), FOLLOWING.MEMBER_ID.eq(NOTICE.MEMBER_ID), FOLLOWING.MUTED.isTrue())));
        var rows = db.select(NOTICE.ID, NOTICE.KIND, NOTICE.NOTICE_GROUP, NOTICE.TITLE, NOTICE.ARGUMENTS, NOTICE.PROJECT_ID, NOTICE.SUBJECT_KIND, NOTICE.SUBJECT_ID, NOTICE.CRITICAL, NOTICE.TOLD_AT)
                .select(MEMBER.ID, MEMBER.ACCOUNT_ID, MEMBER.DISPLAY_NAME, MEMBER.EMAIL, ACCOUNT.EMAIL, MEMBER.LOCALE, MEMBER.ZONE, WORKSPACE.SLUG, WORKSPACE.NAME)
                .select(PREFERENCE.fields())
                .from(NOTICE)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(NOTICE.WORKSPACE_ID), MEMBER.ID.eq(NOTICE.MEMBER_ID))
                .join(WORKSPACE).on(WORKSPACE.WORKSPACE_ID.eq(NOTICE.WORKSPACE_ID))
                .leftJoin(ACCOUNT).on(ACCOUNT.ID.eq(MEMBER.ACCOUNT_ID))
                .leftJoin(PREFERENCE).on(PREFERENCE.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), PREFERENCE.MEMBER_ID.eq(MEMBER.ID))
                .where(which, NOTICE.READ_AT.isNull(), MEMBER.STATE.eq("active"))
                .and(NOTICE.CRITICAL.isTrue().or(muted.isFalse()))
                .orderBy(NOTICE.ID)
                .limit(most)
                .fetch(row -> {
                    var email = row.get(ACCOUNT.EMAIL) == null ? row.get(MEMBER.EMAIL) : row.get(ACCOUNT.EMAIL);
                    var recipient = new Recipient(row.get(MEMBER.ID), row.get(MEMBER.ACCOUNT_ID), row.get(MEMBER.DISPLAY_NAME), email, Locale.forLanguageTag(row.get(MEMBER.LOCALE)), ZoneId.of(row.get(MEMBER.ZONE)), row.get(WORKSPACE.SLUG), row.get(WORKSPACE.NAME), Preferences.read(row));
                    return new Row(recipient, row.get(NOTICE.ID), row.get(NOTICE.KIND), NoticeGroup.of(row.get(NOTICE.NOTICE_GROUP)), new Sentence(row.get(NOTICE.KIND), row.get(NOTICE.TITLE), Arrays.asList(row.get(NOTICE.ARGUMENTS))),
                            row.get(NOTICE.PROJECT_ID), row.get(NOTICE.SUBJECT_KIND) + "-" + row.get(NOTICE.SUBJECT_ID), row.get(NOTICE.CRITICAL), row.get(NOTICE.TOLD_AT));
                });
        var names = names(rows.stream().map(Row::sentence).toList());
        var ids = rows.stream().map(Row::project).filter(Objects::nonNull).distinct().toList();
        Map<ProjectId, DutyProjects.Name> known = ids.isEmpty() ? Map.of() : projects.names(ids);
        var now = clock.instant();
        return rows.stream().map(row -> {
            var to = row.recipient();
            var project = row.project() == null || !known.containsKey(row.project()) ? "" : known.get(row.project()).name();
            return new Told(to, new Said(row.id(), row.kind(), row.group(), row.sentence().in(words, to.locale(), to.zone(), now, names), row.sentence().title(), row.project(), project, row.subject(),
                    "/w/" + to.slug() + "/notices/" + row.id(), row.critical(), row.toldAt()));
        }).toList();
    }

    private Map<MemberId, String> names(Collection<Sentence> sentences) {
        Set<MemberId> people = Sentence.people(sentences);
        return people.isEmpty() ? Map.of() : db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(people)).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
    }

    /** The whole address of a page, for who reads outside of it; empty where the house has no address. */
    String whole(String path) {
        var address = mails.address(path);
        return address.startsWith("/") ? "" : address;
    }
}
