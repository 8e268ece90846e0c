package dev.firstring.console;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, from its jar. */
final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version =
                Objects.requireNonNullElse(ProgramVersion.class.getPackage().getImplementationVersion(), "unreleased");
        return new String[] {"firstring " + version + " (Java " + Runtime.version() + ")"};
    }
}
