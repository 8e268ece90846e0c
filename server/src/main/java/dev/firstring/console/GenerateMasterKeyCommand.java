package dev.firstring.console;

import dev.firstring.platform.keys.master.MasterKey;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Generates and prints a master key. */
@Command(
        name = "generate-master-key",
        description = {
            "Prints a new master key for firstring.keys.master-key, the same as `openssl rand -base64 32`.",
            "Keep a copy in a safe place: without it the secrets in the database are lost."
        },
        mixinStandardHelpOptions = true)
final class GenerateMasterKeyCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().println(MasterKey.generate(new SecureRandom()));
    }
}
