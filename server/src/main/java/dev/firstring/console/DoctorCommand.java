package dev.firstring.console;

import dev.firstring.console.doctor.Check;
import dev.firstring.console.doctor.DataDirectoryCheck;
import dev.firstring.console.doctor.Doctor;
import dev.firstring.console.doctor.JavaCheck;
import dev.firstring.console.doctor.MasterKeyCheck;
import dev.firstring.console.doctor.PortCheck;
import dev.firstring.console.doctor.SendersCheck;
import dev.firstring.console.doctor.SettingsCheck;
import dev.firstring.console.doctor.SipServersCheck;
import dev.firstring.console.doctor.database.ClockCheck;
import dev.firstring.console.doctor.database.DatabaseCheck;
import dev.firstring.console.doctor.database.SchemaCheck;
import dev.firstring.console.doctor.database.ServiceRoleCheck;
import dev.firstring.console.doctor.database.SipReaderCheck;
import dev.firstring.messaging.route.SenderOrder;
import dev.firstring.platform.configuration.PlatformBeans;
import dev.firstring.platform.configuration.PlatformSettings;
import dev.firstring.platform.database.Database;
import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.master.FindMasterKey;
import dev.firstring.platform.keys.master.GeneratedKeyFile;
import dev.firstring.sipserver.check.FleetHealth;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks everything that the service needs. */
@Command(
        name = "doctor",
        description = "Looks at everything that the service needs: a line for each, and what to do about a problem.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final SecureRandom random = new SecureRandom();
    private final Clock clock = PlatformBeans.systemClock();

    @Override
    public Integer call() throws IOException {
        Doctor doctor = new Doctor(spec.commandLine().getOut());
        CommandSettings settings = options.settings();
        doctor.look(new JavaCheck(Runtime.version()));
        doctor.look(new SettingsCheck(() -> readAll(settings)));
        if (doctor.healthy()) {
            lookInto(settings, doctor);
        }
        return doctor.healthy() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Uses a data source that never connects, since the database is checked later. */
    private static void readAll(CommandSettings settings) {
        new ServiceParts(settings.environment(), PGSimpleDataSource::new).close();
    }

    private void lookInto(CommandSettings settings, Doctor doctor) throws IOException {
        doctor.look(new DataDirectoryCheck(settings.platform().data()));
        doctor.look(new PortCheck(settings.port(), settings.serving()));
        DatabaseCheck check = new DatabaseCheck(settings::access);
        doctor.look(check);
        if (check.opened().isPresent()) {
            try (Database database = check.opened().get()) {
                lookInto(database, settings, doctor);
            }
        }
    }

    private void lookInto(Database database, CommandSettings settings, Doctor doctor) {
        JdbcClient service = JdbcClient.create(database.service());
        SchemaCheck schema = new SchemaCheck(database);
        doctor.look(schema);
        doctor.look(new ClockCheck(service, clock));
        if (schema.current()) {
            doctor.look(new ServiceRoleCheck(service));
            doctor.look(new SipReaderCheck(service, settings.database().sipReaderUsername()));
            doctor.look(masterKey(database, settings));
        }
        try (ServiceParts parts = new ServiceParts(settings.environment(), database::service)) {
            doctor.look(new SendersCheck(() -> parts.get(SenderOrder.class).all()));
            doctor.look(new SipServersCheck(() -> parts.get(FleetHealth.class)));
        }
    }

    private Check masterKey(Database database, CommandSettings settings) {
        PlatformSettings platform = settings.platform();
        GeneratedKeyFile generated = new GeneratedKeyFile(platform.data(), random);
        return new MasterKeyCheck(
                new FindMasterKey(settings.keys(), platform.mode(), generated),
                masterKey -> new KeyVault(
                        new JdbcTemplate(database.service()),
                        TransactionOperations.withoutTransaction(),
                        masterKey,
                        clock,
                        random));
    }
}
