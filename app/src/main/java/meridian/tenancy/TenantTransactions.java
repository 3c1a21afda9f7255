package meridian.tenancy;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/** Begins every transaction, reading ones too, by telling PostgreSQL which workspace it is for. */
final class TenantTransactions extends JdbcTransactionManager {
    TenantTransactions(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        var workspace = Tenancy.current();
        if (workspace == null) return;
        var connection = DataSourceUtils.getConnection(obtainDataSource());
        try (var setting = connection.prepareStatement("select set_config('meridian.workspace', ?, true)")) {
            setting.setString(1, workspace.toString());
            setting.execute();
        } catch (SQLException e) {
            doCleanupAfterCompletion(transaction);
            throw translateException("setting the workspace", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, obtainDataSource());
        }
    }
}
