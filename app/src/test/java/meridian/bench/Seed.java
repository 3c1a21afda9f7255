package meridian.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Fills a database by SQL: one workspace, projects of the sizes asked for, and other projects up to the total. */
final class Seed {
    static final String SLUG = "bench";
    static final int PEOPLE = 50;

    /** A project without a plan. */
    static final String EMPTY = "K0";

    private static final String SESSION = "a-session-for-the-benchmark-";

    static final UUID WORKSPACE = new UUID(0x0190000000007000L, 0x8000000000000001L);

    private Seed() {}

    record Sized(String code, int tasks) {}

    /** The secret of a session: of the chief coordinator of all projects (0), or of one of the people in them. */
    static String session(int person) {
        return SESSION + person;
    }

    static void fill(Connection owner, List<Sized> projects, int total, java.util.function.Consumer<String> say) throws Exception {
        owner.setAutoCommit(false);
        run(owner, "select set_config('meridian.workspace', '" + WORKSPACE + "', false)");
        run(owner, "create function pg_temp.key(i bigint) returns text language sql immutable as $$ select string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', ((i / p) % 62)::int + 1, 1), '' order by p desc) from unnest(array[238328, 3844, 62, 1]) p $$");
        run(owner, "insert into identity.workspace (workspace_id, slug, name, unit_code) values ('" + WORKSPACE + "', '" + SLUG + "', 'Bench', 'BN')");
        run(owner, "insert into identity.region (id, name, zone) select md5('region' || i)::uuid, 'Region ' || i, (array['Asia/Shanghai', 'Asia/Shanghai', 'Asia/Singapore', 'Europe/Berlin'])[i] from generate_series(1, 4) i");
        run(owner, "insert into identity.week_hours (region_id, effective_from, parity, weekday, from_minute, to_minute) select md5('region' || i)::uuid, date '2000-01-01', 0, d, 540, 1080 from generate_series(1, 4) i, generate_series(1, 5) d");
        run(owner, "insert into identity.account (id, email) select md5('account' || i)::uuid, 'bench' || i || '@example.org' from generate_series(0, " + PEOPLE + ") i");
        run(owner, "insert into identity.session (token_hash, account_id, expires_at) select sha256(convert_to('" + SESSION + "' || i, 'UTF8')), md5('account' || i)::uuid, now() + interval '1 year' from generate_series(0, " + PEOPLE + ") i");
        run(owner, "insert into identity.member (id, account_id, display_name, email, zone, region_id) select md5('member' || i)::uuid, md5('account' || i)::uuid, 'Person ' || i, 'p' || i || '@example.org', 'Asia/Shanghai', md5('region1')::uuid from generate_series(0, " + PEOPLE + ") i");
        project(owner, EMPTY, 0);
        int made = 0;
        for (var project : projects) {
            project(owner, project.code(), project.tasks());
            // Without it each row's parent is looked up as if the table were still empty.
            if (made == 0) run(owner, "analyze workplan.task");
            made += project.tasks();
            say.accept("seeded " + project.code() + " with " + project.tasks() + " tasks");
        }
        for (int filler = 1; made < total; filler++) {
            int size = Math.min(50_000, total - made);
            project(owner, "X" + filler, size);
            made += size;
            say.accept("seeded " + made + " tasks in all");
        }
        // A thousand duties for one person, and some for everybody else.
        duties(owner, "md5('member0')::uuid", "now() + (number - 200) * interval '1 hour'", "project_id = md5('project" + projects.getFirst().code() + "')::uuid", 1_000);
        duties(owner, "owner_id", "finish_at", "owner_id is not null and status <> 'done'", 50_000);
        owner.commit();
        owner.setAutoCommit(true);
        say.accept("analysing");
        run(owner, "vacuum analyze");
    }

    private static void project(Connection owner, String code, int tasks) throws SQLException {
        var project = "md5('project" + code + "')::uuid";
        run(owner, "insert into project.project (id, code, name, scenario, stage, home_region_id, starts_on, ends_on, last_task_number) values (" + project + ", '" + code + "', 'Project " + code + "', 'rollout', 'execution', md5('region1')::uuid, current_date - 42, current_date + 49, 200000)");
        run(owner, "insert into project.charter (id, project_id) values (md5('charter" + code + "')::uuid, " + project + ")");
        run(owner, "insert into document.document (id, project_id, kind, subject_id, number) values (md5('charter document" + code + "')::uuid, " + project + ", 'charter', md5('charter" + code + "')::uuid, 'BN-" + code + "-CH-001')");
        run(owner, "insert into project.tool_rules (project_id) values (" + project + ")");
        run(owner, "insert into project.party (id, project_id, kind, region_id, name, position) select md5('party" + code + ":' || i)::uuid, " + project + ", 'region', md5('region' || i)::uuid, 'Region ' || i, i from generate_series(1, 4) i");
        run(owner, "insert into identity.role_grant (id, member_id, project_id, role) values (gen_random_uuid(), md5('member0')::uuid, " + project + ", 'chief_coordinator')");
        run(owner, "insert into identity.role_grant (id, member_id, project_id, party_id, role) select gen_random_uuid(), md5('member' || i)::uuid, " + project + ", md5('party" + code + ":' || (i % 4 + 1))::uuid, case when i <= 4 then 'lead' else 'executor' end from generate_series(1, " + PEOPLE + ") i");
        int packages = Math.max(1, tasks / 20);
        run(owner, "insert into workplan.task (id, project_id, kind, number, position, path, title) values (md5('phase" + code + "')::uuid, " + project + ", 'phase', 1, pg_temp.key(1000), pg_temp.key(1000), 'Phase')");
        run(owner, "insert into workplan.task (id, project_id, kind, number, parent_id, position, path, title, party_id) select md5('package" + code + ":' || i)::uuid, " + project + ", 'package', 1 + i, md5('phase" + code + "')::uuid, pg_temp.key(1000 + i), pg_temp.key(1000) || '/' || pg_temp.key(1000 + i), 'Package ' || i, md5('party" + code + ":' || (i % 4 + 1))::uuid from generate_series(1, " + packages + ") i");
        run(owner, "insert into workplan.task (id, project_id, kind, number, parent_id, position, path, title, party_id, owner_id, start_at, finish_at, status, blocked_at, blocked_reason, progress, milestone, duration_minutes, constraint_type, constraint_at) "
                + "select md5('task" + code + ":' || i)::uuid, " + project + ", 'task', 1 + " + packages + " + i, md5('package" + code + ":' || k)::uuid, pg_temp.key(1000 + i % 20), pg_temp.key(1000) || '/' || pg_temp.key(1000 + k) || '/' || pg_temp.key(1000 + i % 20), "
                + "'Task ' || i, md5('party" + code + ":' || (k % 4 + 1))::uuid, case when i % 40 <> 0 then md5('member' || (i % " + PEOPLE + " + 1))::uuid end, "
                + "(current_date - 42 + (i % 90))::timestamp, (current_date - 40 + (i % 90))::timestamp + interval '23:59', s, case when s = 'blocked' then now() - (i % 100) * interval '1 hour' end, case when s = 'blocked' then 'Waiting' else '' end, "
                + "case s when 'done' then 100 when 'in_progress' then 40 else 0 end, i % 500 = 0, "
                + "(480 * (select count(*) from generate_series(0, 2) g where extract(isodow from current_date - 42 + (i % 90) + g::int) < 6))::int, 'start_not_before', (current_date - 42 + (i % 90))::timestamp "
                + "from (select i, (i - 1) / 20 + 1 as k, case when i % 90 < 38 then 'done' when i % 100 = 7 then 'blocked' when i % 90 < 46 then 'in_progress' else 'not_started' end as s from generate_series(1, " + tasks + ") i) n where k <= " + packages);
        run(owner, "insert into workplan.task_count (project_id, party_id, status, due_on, unassigned, tasks) select project_id, party_id, status, finish_at::date, owner_id is null, count(*) from workplan.task where project_id = " + project + " and kind = 'task' group by 1, 2, 3, 4, 5");
    }

    private static void duties(Connection owner, String whose, String due, String of, int most) throws SQLException {
        run(owner, "insert into duty.duty (id, kind, project_id, party_id, subject_kind, subject_id, title, owner_id, opened_at, due_at, stated_due_at, clock, region_id, clock_from, reminder_at, again_at, lead_at, chief_at, sponsor_at) "
                + "select gen_random_uuid(), 'task_done', project_id, party_id, 'task', id, title, doer, due - interval '14 days', due, due, 'working_time', md5('region1')::uuid, due - interval '14 days', due - interval '3 days', due, due + interval '3 days', due + interval '7 days', due + interval '14 days' "
                + "from (select *, " + whose + " as doer, " + due + " as due from workplan.task where workspace_id = '" + WORKSPACE + "' and kind = 'task' and " + of + " order by number limit " + most + ") t");
    }

    private static void run(Connection owner, String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
