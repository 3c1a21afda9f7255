package meridian;

import static db.activity.Tables.ACTIVITY;
import static db.identity.Tables.ACCOUNT;
import static db.identity.Tables.MEMBER;

import java.nio.file.Files;
import java.time.Clock;
import meridian.identity.Accounts;
import meridian.identity.PasswordResets;
import meridian.tenancy.ActivityId;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What is done with accounts from a shell, by whoever holds the database. */
@Command(name = "account", description = "The accounts people sign in with.", subcommands = AccountCommand.Reset.class, mixinStandardHelpOptions = true)
final class AccountCommand implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(name = "reset", description = "Make a link with which somebody sets a new password: for the only admin, where no mail is sent.", mixinStandardHelpOptions = true)
    static class Reset extends Commands.OwnersCommand {
        @CommandLine.Parameters(index = "0", paramLabel = "EMAIL", description = "the address that is signed in with")
        String email = "";

        @Override
        public void run() {
            if (db == null && !Files.exists(data.resolve("postgres"))) throw new IllegalArgumentException("there is no database in " + data);
            asOwner(owner -> {
                try (var connection = owner.connect()) {
                    connection.setAutoCommit(false);
                    var there = DSL.using(connection, SQLDialect.POSTGRES);
                    var path = PasswordResets.linkFor(email, there, Clock.systemUTC());
                    // Every workspace that the account opens keeps in its history that a link was made, by nobody of its own.
                    for (var member : there.select(MEMBER.WORKSPACE_ID, MEMBER.ID).from(MEMBER).join(ACCOUNT).on(ACCOUNT.ID.eq(MEMBER.ACCOUNT_ID)).where(ACCOUNT.EMAIL.eq(Accounts.normal(email))).fetch()) {
                        there.insertInto(ACTIVITY)
                                .set(ACTIVITY.WORKSPACE_ID, member.value1())
                                .set(ACTIVITY.ID, ActivityId.next())
                                .set(ACTIVITY.TYPE, "reset_link_made")
                                .set(ACTIVITY.SUBJECT_KIND, "member")
                                .set(ACTIVITY.SUBJECT_ID, member.value2().value())
                                .execute();
                    }
                    connection.commit();
                    System.out.println("Works once and for 24 hours, under the address Meridian is opened at (http://localhost:8080 as it comes):");
                    System.out.println(path);
                }
            });
        }
    }
}
