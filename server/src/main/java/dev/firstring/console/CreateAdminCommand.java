package dev.firstring.console;

import dev.firstring.account.AccountId;
import dev.firstring.account.admin.AdminChange;
import dev.firstring.account.admin.Admins;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Grants an account the admin role, or revokes it. */
@Command(
        name = "create-admin",
        description = {
            "Makes the account that holds a verified phone number an admin, who may do everything below /api/admin.",
            "Whoever can receive codes on that number can sign in to the account."
        },
        mixinStandardHelpOptions = true)
final class CreateAdminCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "PHONE",
            description = "The number, with its country code. With --revoke also the id of the account.")
    private @Nullable String who;

    @Option(names = "--revoke", description = "The account is no admin any more, at once and on every node.")
    private boolean revoke;

    @Option(names = "--list", description = "Lists the accounts that are admins, and since when.")
    private boolean list;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String given = who;
        if (list == (given != null) || (list && revoke)) {
            throw wrong("Give a phone number, or --list alone.");
        }
        return given == null ? options.beside(this::list) : change(given);
    }

    private int list(ServiceParts parts) {
        parts.get(Admins.class)
                .list()
                .forEach(admin -> spec.commandLine().getOut().println(admin.account() + "  since " + admin.since()));
        return ExitCode.OK;
    }

    private int change(String given) throws IOException {
        Optional<AccountId> account = revoke ? account(given) : Optional.empty();
        Optional<PhoneNumber> number = account.isPresent() ? Optional.empty() : Optional.of(number(given));
        return options.beside(parts -> {
            Admins admins = parts.get(Admins.class);
            return tell(account.map(admins::revoke)
                    .or(() -> number.map(revoke ? admins::revoke : admins::grant))
                    .orElseThrow());
        });
    }

    private int tell(AdminChange change) {
        return switch (change) {
            case AdminChange.Done(AccountId account) ->
                say("Account " + account + (revoke ? " is no admin any more." : " is an admin now."));
            case AdminChange.Already(AccountId account) ->
                say("Account " + account + (revoke ? " is no admin." : " is an admin already."));
            case AdminChange.Nobody() -> {
                spec.commandLine()
                        .getErr()
                        .println(
                                revoke
                                        ? "No account is known by that. `firstring create-admin --list` shows the ids of all admins."
                                        : "No account holds that number. Verify the number first, in the app or by"
                                                + " /api/onboarding/start, verify-otp and link-account; then run this again.");
                yield ExitCode.SOFTWARE;
            }
        };
    }

    private int say(String line) {
        spec.commandLine().getOut().println(line);
        return ExitCode.OK;
    }

    private static Optional<AccountId> account(String text) {
        try {
            return Optional.of(new AccountId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private PhoneNumber number(String text) {
        return switch (new PhoneNumbers().parse(text, null)) {
            case PhoneNumbers.Reading.Parsed(PhoneNumber number) -> number;
            case PhoneNumbers.Reading.Unparsable _, PhoneNumbers.Reading.Strange _ ->
                throw wrong("This is no phone number with its country code, such as +33612345678.");
        };
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
