package meridian.tenancy;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** One data source, one transaction manager, one {@link DSLContext}; and no start with a role that could see everything. */
@Configuration
@EnableTransactionManagement
class Database {
    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        refuseMightyRole(new JdbcTemplate(dataSource));
        return new TenantTransactions(dataSource);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    @Bean
    DSLContext db(DataSource dataSource, ObjectProvider<org.jooq.ExecuteListener> listeners) {
        var configuration = new DefaultConfiguration();
        configuration.set(new CurrentConnection(dataSource));
        configuration.set(SQLDialect.POSTGRES);
        configuration.set(new Settings()
                .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
                .withBindOffsetDateTimeType(true) // else every moment is written as text and read again
                .withFetchWarnings(false)
                .withExecuteLogging(false));
        configuration.set(listeners.orderedStream().map(DefaultExecuteListenerProvider::new).toArray(DefaultExecuteListenerProvider[]::new));
        return DSL.using(configuration);
    }

    /** The connection of the transaction that is going on; without one, of the pool. */
    private record CurrentConnection(DataSource dataSource) implements ConnectionProvider {
        @Override
        public Connection acquire() {
            return DataSourceUtils.getConnection(dataSource);
        }

        @Override
        public void release(Connection connection) {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** A role that is not held by the policies would make the wall between workspaces a matter of luck. */
    static void refuseMightyRole(JdbcTemplate jdbc) {
        var problem = jdbc.queryForObject(
                """
                select case
                    when r.rolsuper then 'it is a superuser'
                    when r.rolbypassrls then 'it has BYPASSRLS'
                    when exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                                 where n.nspname = 'identity' and pg_has_role(current_user, c.relowner, 'member')) then 'it owns tables, or may act as their owner'
                    end
                from pg_roles r where r.rolname = current_user""",
                String.class);
        if (problem != null) {
            throw new IllegalStateException("Meridian does not start as this database role: " + problem
                    + ". Sign in as the role that `meridian db migrate` made.");
        }
    }
}
