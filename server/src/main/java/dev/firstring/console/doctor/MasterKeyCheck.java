package dev.firstring.console.doctor;

import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.master.FindMasterKey;
import dev.firstring.platform.keys.master.MasterKey;
import java.util.List;
import java.util.function.Function;

/** Checks that a master key exists and decrypts the keys in the database. */
public final class MasterKeyCheck implements Check {

    private final FindMasterKey find;
    private final Function<MasterKey, KeyVault> vault;

    /** @param vault the keys in the database, decrypted with a master key */
    public MasterKeyCheck(FindMasterKey find, Function<MasterKey, KeyVault> vault) {
        this.find = find;
        this.vault = vault;
    }

    @Override
    public String subject() {
        return "master key";
    }

    @Override
    public List<Finding> look() {
        return List.of(vault.apply(find.find())
                .find()
                .map(keysets -> new Fine(
                        subject(),
                        "opens the keys in the database; " + keysets.ids().size() + " kept, " + keysets.primary()
                                + " in use"))
                .orElseGet(() -> new Fine(subject(), "well-formed; the service makes the keys when it first starts")));
    }
}
